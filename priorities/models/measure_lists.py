"""Lists on a measure's page, as its record keeps them, and what must hold of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext


def targets_of(stream: Any) -> list[dict[str, str]]:
    """Interim targets by date."""
    found = [{"on": b.value["on"].isoformat(), "value": str(b.value["value"])} for b in stream]
    return sorted(found, key=lambda one: one["on"])


def breaks_of(stream: Any) -> list[dict[str, str]]:
    """Breaks by date; the id finds the reason on the page of each language."""
    found = [{"id": str(block.id or ""), "on": block.value["on"].isoformat()} for block in stream]
    return sorted(found, key=lambda one: one["on"])


def breakdowns_of(stream: Any) -> list[dict[str, Any]]:
    """Codes of breakdowns and their groups; names are on the page of each language."""
    return [
        {
            "code": block.value["code"],
            "values": [group["code"] for group in block.value["groups"]],
        }
        for block in stream
    ]


def list_errors(page: Any) -> dict[str, str]:
    """What is wrong with the lists of a measure's page, by field."""
    errors = {}
    if repeated := repeated_in(block.value["on"] for block in page.interim_targets):
        errors["interim_targets"] = gettext("There are two targets for %(day)s. Remove one.") % {
            "day": repeated
        }
    if page.interim_targets and page.target_value is None:
        errors["target_value"] = gettext("Give the final target that the others lead to.")
    if page.judged_as and not page.judgement_reason.strip():
        errors["judgement_reason"] = gettext(
            "Say why it is judged by hand: readers are shown the reason."
        )
    if page.calculation and goes_in_circles(page):
        errors["calculated_from"] = gettext(
            "This measure would be calculated from itself. Choose another."
        )
    codes = [block.value["code"] for block in page.breakdowns]
    groups = [
        (block.value["code"], group["code"])
        for block in page.breakdowns
        for group in block.value["groups"]
    ]
    if repeated := repeated_in(codes) or repeated_in(groups):
        code = repeated if isinstance(repeated, str) else repeated[1]
        errors["breakdowns"] = gettext(
            "The code “%(code)s” stands twice. Give each breakdown and each group a code of its "
            "own."
        ) % {"code": code}
    return errors


def goes_in_circles(page: Any) -> bool:
    """Whether a measure would be calculated from itself, however far around."""
    seen: set[int] = set()
    waiting = [page.calculated_from, page.calculated_by]
    while waiting:
        one = waiting.pop()
        if one is None or one.pk in seen:
            continue
        if one.pk == page.measure_id:
            return True
        seen.add(one.pk)
        waiting += [one.calculated_from, one.calculated_by]
    return False


def repeated_in(values: Iterable[Any]) -> Any:
    """The first value that occurs twice; None without one."""
    return next((value for value, count in Counter(values).items() if count > 1), None)
