"""Template tags of the respondent's journey."""

from __future__ import annotations

from django import template
from django.urls import reverse
from django.utils.translation import override

register = template.Library()


@register.simple_tag
def localised_start(language: str, public_id: str) -> str:
    """Where a form is started in another language."""
    with override(language):
        return reverse("plan:take_part", args=[public_id])
