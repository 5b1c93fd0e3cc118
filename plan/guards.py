"""Reasons why a page must stay as it is, asked at doors nobody can avoid.

An app registers a function that names what stands in the way; the receivers in
`plan.receivers` ask it whenever a page is deleted, unpublished, moved, restricted or made to
expire: by the admin, in bulk, by an ancestor, through the API or from code.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import Enum

from django.core.exceptions import PermissionDenied
from wagtail.models import Page


class Operation(Enum):
    """What is about to be done to a page and everything below it."""

    DELETE = "delete"
    UNPUBLISH = "unpublish"
    EXPIRE = "expire"
    MOVE = "move"
    RESTRICT = "restrict"


class PageHeldError(PermissionDenied):
    """The operation is refused; `reasons` are sentences that say what to do instead."""

    def __init__(self, reasons: Iterable[str]) -> None:
        self.reasons = tuple(str(reason) for reason in reasons)
        super().__init__(" ".join(self.reasons))


#: Given the page and the operation, says what stands in the way, in sentences.
Guard = Callable[[Page, Operation], Iterable[str]]

_guards: list[Guard] = []


def register_guard(guard: Guard) -> Guard:
    """Ask this function before every operation on a page. Registering twice is harmless."""
    if guard not in _guards:
        _guards.append(guard)
    return guard


def reasons_against(page: Page, operation: Operation) -> list[str]:
    """All reasons against the operation, in the order the guards were registered."""
    return [str(reason) for guard in _guards for reason in guard(page, operation)]


def check(page: Page, operation: Operation) -> None:
    """Raise PageHeldError when anything stands in the way."""
    if reasons := reasons_against(page, operation):
        raise PageHeldError(reasons)
