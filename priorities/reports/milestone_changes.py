"""Milestones that came, went, moved or were reached since the report before."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

Steps = dict[str, dict[str, str]]


def milestone_changes(
    before: Mapping[str, Any],
    entry: Mapping[str, Any],
    language: str,
    in_words: Callable[[str], str],
) -> Iterator[str]:
    """A sentence for each; `in_words` says a day of the snapshot."""
    old, new = steps_of(before, language, in_words), steps_of(entry, language, in_words)
    for key, step in new.items():
        if key in old:
            yield from step_changes(old[key], step)
        else:
            yield added(step)
    for key, step in old.items():
        if key not in new:
            yield _("Milestone taken away: “%(title)s”") % step


def steps_of(facts: Mapping[str, Any], language: str, in_words: Callable[[str], str]) -> Steps:
    """Milestones by identity: title in the language as far as there is one, days in words."""
    own = facts["milestone_titles"].get(language, {})
    return {
        one["id"] or one["title"]: {
            "title": own.get(one["id"]) or one["title"],
            "written": one["title"],
            "due": in_words(one["due_on"]),
            "done": in_words(one["done_on"]),
        }
        for one in facts["milestones"]
    }


def added(step: Mapping[str, str]) -> str:
    """A milestone that was not there."""
    if step["done"]:
        return _("New milestone: “%(title)s”, reached on %(done)s") % step
    if step["due"]:
        return _("New milestone: “%(title)s”, due on %(due)s") % step
    return _("New milestone: “%(title)s”") % step


def step_changes(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[str]:
    """What is different about one; a title that was only translated since is not."""
    words = {
        "title": new["title"],
        "before": old["title"],
        "old_due": old["due"],
        "due": new["due"],
        "done": new["done"],
    }
    if old["written"] != new["written"] and old["title"] != new["title"]:
        yield _("Milestone “%(before)s” is called “%(title)s” now") % words
    if old["due"] != new["due"]:
        yield due_words(words)
    if old["done"] != new["done"]:
        yield done_words(words, old["done"])


def due_words(words: Mapping[str, str]) -> str:
    """How its day moved."""
    if not words["old_due"]:
        return _("Milestone “%(title)s” is due on %(due)s now; it had no date") % words
    if not words["due"]:
        return _("Milestone “%(title)s” has no date any more; it was due on %(old_due)s") % words
    return _("Milestone “%(title)s” moved from %(old_due)s to %(due)s") % words


def done_words(words: Mapping[str, str], before: str) -> str:
    """Whether it was reached, or was not after all."""
    if not words["done"]:
        return _("Milestone “%(title)s” does not count as reached any more") % words
    if not before:
        return _("Milestone “%(title)s” was reached on %(done)s") % words
    return _("The day milestone “%(title)s” was reached is corrected to %(done)s") % words
