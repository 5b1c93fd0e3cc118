"""Finds what is wrong with a form before people meet it.

`lint` judges a `Draft` and asks nobody; `faults_of` reads a page first. Errors keep an opening
time from being published, warnings are shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from plan.consultation.linter.conditions import condition_faults
from plan.consultation.linter.drafts import Draft
from plan.consultation.linter.faults import Fault
from plan.consultation.linter.page import (
    length_faults,
    page_faults,
    wording_faults,
)
from plan.consultation.linter.parts import question_faults, reach_faults, repetition_faults

if TYPE_CHECKING:
    from plan.consultation.models import ConsultationPage

CHECKS = (
    page_faults,
    condition_faults,
    reach_faults,
    question_faults,
    repetition_faults,
    length_faults,
    wording_faults,
)


def lint(draft: Draft) -> list[Fault]:
    """All faults, errors before warnings, each once."""
    found = dict.fromkeys(fault for check in CHECKS for fault in check(draft))
    return sorted(found, key=lambda fault: not fault.is_error)


def faults_of(page: ConsultationPage) -> list[Fault]:
    """All faults of a page as it stands in memory."""
    from plan.consultation.linter.reader import draft_of

    return lint(draft_of(page))


def errors_of(page: ConsultationPage) -> Iterator[str]:
    """Sentences on what keeps the page from opening."""
    return (fault.sentence for fault in faults_of(page) if fault.is_error)
