"""Template tags of the respondent's journey."""

from __future__ import annotations

from typing import Any

from django import template
from django.forms.boundfield import BoundField
from django.template import Context
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override

from plan.consultation.colleagues import said_by_field, team_led_by
from plan.consultation.definition import ContentDefinition
from plan.consultation.moments import receipt_in_words
from plan.consultation.questions import content_type
from plan.consultation.questions.contents.passages import PassagePlace, place_of

register = template.Library()


register.filter("receipt", receipt_in_words)


@register.simple_tag
def localised_start(language: str, public_id: str) -> str:
    """Where a form is started in another language."""
    with override(language):
        return reverse("plan:take_part", args=[public_id])


@register.inclusion_tag("plan/consultation/colleagues_said.html", takes_context=True)
def colleagues_said(context: Context, field: BoundField) -> dict[str, Any]:
    """What colleagues have handed in for a question, for whoever leads their team."""
    journey, number = context.get("journey"), context.get("number")
    team = team_led_by(journey.attempt) if journey and number else None
    if journey is None or team is None:
        return {"said": []}
    if "colleagues" not in context.render_context:
        context.render_context["colleagues"] = said_by_field(team, journey.definition)
    said = context.render_context["colleagues"].get(field.name, [])
    return {"said": said, "use_url": journey.url("use_said", number)}


@register.simple_tag(takes_context=True)
def show_content(context: dict[str, Any], content: ContentDefinition) -> str:
    """What stands between questions, by its type's template."""
    kind = content_type(content.type)
    given = {"content": content, "request": context.get("request"), **kind.context(content)}
    return render_to_string(kind.template, given)


@register.simple_tag(takes_context=True)
def passage_place(context: dict[str, Any], content: ContentDefinition) -> PassagePlace:
    """Whether a passage beside a question may be shown to this reader, and where it stands."""
    return place_of(content, context.get("request"))
