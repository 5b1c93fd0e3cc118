"""Blocks of priorities and commitments. Each has an identity, so that it can be pointed to."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from plan.blocks.passages import TEXT_FEATURES


class FocusAreaBlock(blocks.StructBlock):
    """A part of a priority that gets attention of its own."""

    title = blocks.CharBlock(label=_("title"), max_length=200)
    text = blocks.TextBlock(label=_("what it is about"), required=False)

    class Meta:
        icon = "crosshairs"
        label = _("focus area")
        preview_value: ClassVar = {"title": "Knife crime", "text": "Fewer young people harmed."}
        description = _("A short title and a sentence or two.")


class PartnerBlock(blocks.StructBlock):
    """An organisation that takes part, and how."""

    organisation = SnippetChooserBlock("plan.Organisation", label=_("organisation"))
    role = blocks.CharBlock(label=_("what it does here"), required=False, max_length=200)

    class Meta:
        icon = "group"
        label = _("partner")
        description = _("An organisation that shares the work.")


class CommitmentUpdateBlock(blocks.StructBlock):
    """What has been done by a day."""

    date = blocks.DateBlock(label=_("date"))
    text = blocks.RichTextBlock(label=_("what happened"), features=["ul", *TEXT_FEATURES])
    evidence = blocks.URLBlock(
        label=_("link to evidence"), required=False, help_text=_("A page that shows it was done.")
    )

    class Meta:
        icon = "history"
        label = _("update")
        description = _("News about the commitment, newest first for readers.")


def newest_first(updates: Any) -> list[Any]:
    """Updates of a commitment by date, the latest first."""
    return sorted(updates, key=lambda block: block.value["date"], reverse=True)


class MilestoneBlock(blocks.StructBlock):
    """A step on the way. Its dates are the source page's in every language."""

    title = blocks.CharBlock(label=_("what will be reached"), max_length=200)
    due_on = blocks.DateBlock(label=_("due"))
    done_on = blocks.DateBlock(label=_("reached on"), required=False)

    class Meta:
        icon = "tick"
        label = _("milestone")
        preview_value: ClassVar = {"title": "First ten officers start", "due_on": None}
        description = _("A step that can be checked, with its date.")


class ServedBlock(blocks.StreamBlock):
    """Measures and outcomes that a commitment serves; what is kept are their identities."""

    measure = blocks.PageChooserBlock(
        label=_("measure"), page_type="plan_priorities.MeasurePage", icon="order-up"
    )
    outcome = blocks.PageChooserBlock(
        label=_("outcome"), page_type="plan_priorities.OutcomePage", icon="crosshairs"
    )
