"""Delete what staff answered before a consultation opened."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now
from wagtail.log_actions import log

from plan.consultation.models import Attempt, Consultation, Response
from plan.consultation.permissions import can_test_response


@transaction.atomic
def clear_tests(*, consultation: Consultation, user: Any) -> int:
    """Delete all test responses and tests under way; returns how many responses those were."""
    if not can_test_response(user, consultation):
        raise PermissionDenied
    number = delete_tests(consultation)
    log(
        instance=consultation,
        action="plan_consultation.clear_tests",
        user=user,
        title=str(consultation),
        data={"responses": number},
    )
    return number


def delete_tests(consultation: Consultation) -> int:
    """The same without asking who: for the opening, and for the command."""
    Attempt.objects.filter(consultation=consultation, is_test=True).delete()
    tests = Response.objects.filter(consultation=consultation, is_test=True)
    _, by_model = tests.delete()
    return int(by_model.get(Response._meta.label, 0))


def delete_test_responses(consultation: Consultation) -> None:
    """With "Open now": tests under way stay a while, so that their testers read why they ended."""
    Response.objects.filter(consultation=consultation, is_test=True).delete()


def clear_tests_at_opening(consultation: Consultation) -> None:
    """With what comes first once it has opened: a start, an entered or an imported response.

    Tests were all received before the opening time. Nothing is cleared while it has not come.
    """
    tests = Response.objects.filter(
        consultation=consultation,
        consultation__opens_at__lte=Now(),
        received_at__lt=F("consultation__opens_at"),
        is_test=True,
    )
    if tests.exists():
        delete_tests(consultation)
