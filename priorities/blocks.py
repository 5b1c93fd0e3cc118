"""Blocks of priorities and commitments. Each has an identity, so that it can be pointed to."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from plan.blocks.passages import TEXT_FEATURES

#: Codes of breakdowns and groups, as files of figures have them.
GROUP_CODE = r"^[a-z0-9][a-z0-9._-]*\Z"


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


class InterimTargetBlock(blocks.StructBlock):
    """A figure to be reached on the way to the target."""

    on = blocks.DateBlock(label=_("by"))
    value = blocks.DecimalBlock(label=_("target"), max_digits=20, decimal_places=6)

    class Meta:
        icon = "date"
        label = _("interim target")
        description = _("A figure to be reached by a day before the final target’s.")


class SeriesBreakBlock(blocks.StructBlock):
    """A day from which figures are not comparable with those before, and why."""

    on = blocks.DateBlock(
        label=_("from"), help_text=_("First day of the new method. Comparisons never cross it.")
    )
    reason = blocks.TextBlock(label=_("what changed"), help_text=_("Shown beside the chart."))

    class Meta:
        icon = "cut"
        label = _("break in the series")
        description = _("A change of method, system or definition.")


class GroupBlock(blocks.StructBlock):
    """One group of a breakdown: its code in files, its name for readers."""

    code = blocks.RegexBlock(
        regex=GROUP_CODE,
        label=_("code"),
        max_length=60,
        error_messages={"invalid": _("Use small letters, digits, full stops, hyphens and “_”.")},
    )
    label = blocks.CharBlock(label=_("name"), max_length=200)

    class Meta:
        icon = "group"
        label = _("group")


class BreakdownBlock(blocks.StructBlock):
    """A way in which figures are split, such as by sex, with its groups."""

    code = blocks.RegexBlock(
        regex=GROUP_CODE,
        label=_("code"),
        max_length=60,
        error_messages={"invalid": _("Use small letters, digits, full stops, hyphens and “_”.")},
    )
    label = blocks.CharBlock(label=_("name"), max_length=200)
    groups = blocks.ListBlock(GroupBlock(), label=_("groups"))

    class Meta:
        icon = "list-ul"
        label = _("breakdown")
        description = _("For example by age: codes as in files of figures, names for readers.")


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
