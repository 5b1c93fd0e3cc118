"""What is different from the report before, a sentence each, in the language of now.

Each comparison needs a part of the snapshot's `before`; snapshots of an earlier form hold fewer
parts, and what they do not hold is not compared.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from priorities.commitments.facts import as_day
from priorities.contexts import shown_status
from priorities.reports.milestone_changes import milestone_changes

Entry = Mapping[str, Any]


def in_words(day: str) -> str:
    """A day of the snapshot; empty where there is none."""
    found = as_day(day)
    return date_format(found, "DATE_FORMAT") if found else ""


def changes_of(entry: Entry, language: str) -> list[str]:
    """What changed since the report before; one sentence where nothing did."""
    before = entry["before"]
    if before is None:
        return [_("In a report for the first time")]
    said = list(fact_changes(before, entry))
    if "milestones" in before:
        said += milestone_changes(before, entry, language, in_words)
    said += lead_change(before.get("leads", {}), entry["leads"], language)
    said += measure_changes(before.get("measures", {}), entry["measures"], language)
    said += untranslated(entry, language)
    if not said and not entry["updates"].get(language):
        said.append(_("Nothing has changed since the last report"))
    return said


def fact_changes(before: Entry, entry: Entry) -> Iterator[str]:
    """Status, reason and due date."""
    if before["status"] != entry["status"]:
        yield _("Status changed from “%(before)s” to “%(now)s”") % {
            "before": shown_status(before["status"]).label,
            "now": shown_status(entry["status"]).label,
        }
    if "reasons" in before:
        yield from reason_change(source_reason(before), source_reason(entry))
    if before["due_on"] != entry["due_on"]:
        yield due_change(in_words(before["due_on"]), in_words(entry["due_on"]))


def source_reason(facts: Entry) -> str:
    """The reason as it was written: a translation that comes later is no other reason."""
    return str(facts["reasons"].get(facts["reason_language"], ""))


def reason_change(before: str, now: str) -> Iterator[str]:
    """Whether another reason is given; the one of now is shown beside the status."""
    if before == now:
        return
    if not before:
        yield _("A reason is given now")
    elif not now:
        yield _("No reason is given any more")
    else:
        yield _("Another reason is given now")


def due_change(before: str, now: str) -> str:
    """How the date moved."""
    if not before:
        return _("Due date set: %(now)s") % {"now": now}
    if not now:
        return _("Due date taken away; it was %(before)s") % {"before": before}
    return _("Due date moved from %(before)s to %(now)s") % {"before": before, "now": now}


def lead_change(before: Entry, now: Entry, language: str) -> Iterator[str]:
    """Who leads now; that another language names somebody else already."""
    words = {"before": before.get(language, ""), "now": now.get(language, "")}
    if language not in before or words["before"] == words["now"]:
        if any(now[code] != before.get(code, now[code]) for code in now):
            yield _("Another lead is named, not in this language yet")
        return
    if not words["before"]:
        yield _("Lead named: %(now)s") % words
    elif not words["now"]:
        yield _("No lead is named any more; it was %(before)s") % words
    else:
        yield _("Lead changed from %(before)s to %(now)s") % words


def figures_before(before: Mapping[str, Any] | None, language: str) -> dict[str, str]:
    """Figures of the report before, by the measure's identity."""
    rows = (before or {}).get("measures", {}).get(language, [])
    return {one["public_id"]: one["figure"] for one in rows}


def measure_changes(before: Entry, now: Entry, language: str) -> Iterator[str]:
    """New figures, and measures that came or went."""
    if language not in before:
        return
    old = {one["public_id"]: one for one in before[language]}
    new = {one["public_id"]: one for one in now.get(language, [])}
    for key, one in new.items():
        if key not in old:
            yield _("New measure: “%(name)s”") % one
        elif old[key]["figure"] != one["figure"]:
            yield figure_change(one["name"], old[key]["figure"], one["figure"])
    for key, one in old.items():
        if key not in new:
            yield _("Measure no longer named: “%(name)s”") % one


def figure_change(name: str, before: str, now: str) -> str:
    """How a figure moved."""
    words = {"name": name, "before": before, "now": now}
    if not before:
        return _("First figure of “%(name)s”: %(now)s") % words
    if not now:
        return _("“%(name)s” has no figure any more; it was %(before)s") % words
    return _("“%(name)s” changed from %(before)s to %(now)s") % words


def untranslated(entry: Entry, language: str) -> Iterator[str]:
    """That there is something new, which this language does not have yet."""
    updates = entry["updates"]
    new_here = {one["id"] for one in updates.get(language, [])}
    here = new_here | set(entry.get("seen_by_language", {}).get(language, []))
    everywhere = {one["id"] for found in updates.values() for one in found}
    if number := len(everywhere - here):
        yield ngettext(
            "%(number)d new update is not in this language yet",
            "%(number)d new updates are not in this language yet",
            number,
        ) % {"number": number}
