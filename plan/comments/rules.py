"""House rules as readers and moderators meet them, in a language."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from plan.comments.models import CommentSettings, HouseRules


@dataclass(frozen=True)
class Reason:
    """A rule, and what the author of a comment that breaks it is told."""

    id: uuid.UUID
    rule: str
    told: str


@dataclass(frozen=True)
class ShownRules:
    """House rules in one language."""

    introduction: str = ""
    reasons: tuple[Reason, ...] = ()

    def reason(self, identity: uuid.UUID | str | None) -> Reason | None:
        """The rule with this id, as typed or stored."""
        return next((one for one in self.reasons if str(one.id) == str(identity)), None)


def rules_of(settings: CommentSettings, language: str) -> ShownRules:
    """The rules of a consultation in a language, else in the one they were written in."""
    if settings.house_rules_key is None:
        return ShownRules()
    rows = HouseRules.objects.filter(translation_key=settings.house_rules_key)
    found = list(rows.select_related("locale").order_by("pk"))
    in_language = [row for row in found if row.locale.language_code == language]
    chosen = (in_language or found)[:1]
    return shown_rules(chosen[0]) if chosen else ShownRules()


def shown_rules(rules: HouseRules) -> ShownRules:
    """The words of one row."""
    reasons = tuple(
        Reason(
            uuid.UUID(str(block.id)),
            block.value["rule"],
            (block.value["told"] or "").strip() or block.value["rule"],
        )
        for block in rules.rules
        if block.id
    )
    return ShownRules(rules.introduction, reasons)
