"""Template tags of the respondent's journey."""

from __future__ import annotations

from django import template
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override

from plan.consultation.definition import ContentDefinition
from plan.consultation.questions import content_type

register = template.Library()


@register.simple_tag
def localised_start(language: str, public_id: str) -> str:
    """Where a form is started in another language."""
    with override(language):
        return reverse("plan:take_part", args=[public_id])


@register.simple_tag
def show_content(content: ContentDefinition) -> str:
    """What stands between questions, by its type's template."""
    kind = content_type(content.type)
    return render_to_string(kind.template, {"content": content, **kind.context(content)})
