"""Keeps a form with errors from opening, whichever door its page is published through."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plan.consultation import queries
from plan.consultation.form_changes import differs_from_version_in_force
from plan.consultation.linter import lint
from plan.consultation.linter.faults import Fault
from plan.consultation.linter.reader import draft_of
from plan.guards import PageHeldError

if TYPE_CHECKING:
    from plan.consultation.models import ConsultationPage


def opening_errors(page: ConsultationPage) -> list[Fault]:
    """Errors that forbid publishing this source page with its opening time.

    Must be asked before the record follows the page. What is over is not judged any more, and
    while people answer only a form that is changed is: dates must be free to move.
    """
    if page.opens_at is None or (page.pk and not page.is_source()):
        return []
    if page.closes_at is not None and page.closes_at <= queries.database_now():
        return []
    draft = draft_of(page)
    if draft.facts.has_opened and not differs_from_version_in_force(page):
        return []
    return [fault for fault in lint(draft) if fault.is_error]


def hold_opening(page: ConsultationPage) -> None:
    """PageHeldError with every error, when there are any."""
    if errors := opening_errors(page):
        raise PageHeldError(fault.sentence for fault in errors)
