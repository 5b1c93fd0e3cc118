"""The rules that a comment can break."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, StreamBlock, StructBlock, TextBlock


class RuleBlock(StructBlock):
    """One rule: what everybody reads, and what the author of a rejected comment is told."""

    rule: Any = CharBlock(
        label=_("rule"), max_length=200, help_text=_("For example: Do not name private people.")
    )
    told: Any = TextBlock(
        label=_("told to the author of a rejected comment"),
        required=False,
        help_text=_("One or two sentences that say what to change. The rule itself if empty."),
    )

    class Meta:
        icon = "warning"
        label = _("rule")


class RulesBlock(StreamBlock):
    """The rules, in the order shown."""

    rule: Any = RuleBlock()
