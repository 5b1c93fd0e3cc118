"""Open now, extend, close early: at once, in every language, whatever drafts lie about.

The live source page and its record change together; drafts and scheduled publications get the new
times too, so that publishing one later does not bring the old times back. Nothing else of a draft
is published. Times are exact to the second: opening and closing now mean the database's clock.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Revision

from plan.consultation import queries
from plan.consultation.actions.clear_tests import delete_test_responses
from plan.consultation.enums import ConsultationState, DateChangeKind
from plan.consultation.models import Consultation, ConsultationPage, DateChange
from plan.consultation.permissions import can_change_dates, source_page
from plan.guards import PageHeldError


class DatesRefusedError(Exception):
    """The dates stay as they are; `reasons` are sentences that say what to do instead."""

    def __init__(self, *reasons: str) -> None:
        self.reasons = tuple(str(reason) for reason in reasons)
        super().__init__(" ".join(self.reasons))


@transaction.atomic
def open_now(*, consultation: Consultation, user: Any) -> DateChange:
    """Open at this second, and clear what staff sent to try it out.

    PermissionDenied, or DatesRefusedError with what stands against it."""
    record, page, now = begin(consultation, user)
    if record.state_at(now) is not ConsultationState.SCHEDULED:
        raise DatesRefusedError(_("It has opened already."))
    before, after = record.opens_at, now.replace(microsecond=0)
    change_page(page, opens_at=after)
    delete_test_responses(record)
    return note(record, page, user, DateChangeKind.OPENED, (before, after), {})


@transaction.atomic
def extend(
    *, consultation: Consultation, closes_at: datetime, reasons: Mapping[str, str], user: Any
) -> DateChange:
    """Close later than planned; `reasons` are public words by language, the source's among them."""
    record, page, now = begin(consultation, user)
    require_open(record, now)
    before = record.closes_at
    if before is None:
        raise DatesRefusedError(_("It has no closing time, so there is nothing to extend."))
    closes_at = closes_at.replace(microsecond=0)
    if closes_at <= before:
        raise DatesRefusedError(_("Choose a closing time after the present one."))
    words = public_words(page, reasons)
    change_page(page, closes_at=closes_at)
    return note(record, page, user, DateChangeKind.EXTENDED, (before, closes_at), words)


@transaction.atomic
def close_early(*, consultation: Consultation, reasons: Mapping[str, str], user: Any) -> DateChange:
    """Close within this second; `reasons` as for `extend`."""
    record, page, now = begin(consultation, user)
    require_open(record, now)
    words = public_words(page, reasons)
    before, after = record.closes_at, next_second(now)
    change_page(page, closes_at=after)
    return note(record, page, user, DateChangeKind.CLOSED_EARLY, (before, after), words)


def next_second(moment: datetime) -> datetime:
    """The first full second that has not passed, so that nothing received before is late."""
    if not moment.microsecond:
        return moment
    return moment.replace(microsecond=0) + timedelta(seconds=1)


def begin(consultation: Consultation, user: Any) -> tuple[Consultation, ConsultationPage, datetime]:
    """The record under lock, its live source page, and the database's clock."""
    record = Consultation.objects.select_for_update().get(pk=consultation.pk)
    if not can_change_dates(user, record):
        raise PermissionDenied
    page = source_page(record)
    if page is None or not page.live:
        raise DatesRefusedError(_("Its page is not published: publish it first."))
    return record, page, queries.database_now()


def require_open(record: Consultation, now: datetime) -> None:
    """DatesRefusedError unless it is open."""
    if record.state_at(now) is not ConsultationState.OPEN:
        raise DatesRefusedError(_("It is not open, so it can be neither extended nor closed."))


def public_words(page: ConsultationPage, reasons: Mapping[str, str]) -> dict[str, str]:
    """Reasons that say something, those of the source's language first; it must be among them."""
    own = page.locale.language_code
    words = {code: text.strip() for code, text in reasons.items() if text.strip()}
    if own not in words:
        raise DatesRefusedError(_("Give the reason that everybody will read."))
    return {own: words.pop(own), **words}


def change_page(page: ConsultationPage, **times: datetime) -> None:
    """Store times on the live page, its record, its newest draft and what is scheduled."""
    for name, moment in times.items():
        setattr(page, name, moment)
    page.dates_are_noted = True
    try:
        page.save()
    except PageHeldError as error:
        raise DatesRefusedError(*error.reasons) from error
    except ValidationError as error:
        raise DatesRefusedError(*error.messages) from error
    stored = page.serializable_data()
    for revision in later_revisions(page):
        revision.content.update({name: stored[name] for name in times})
        revision.save(update_fields=["content"])


def later_revisions(page: ConsultationPage) -> list[Revision]:
    """Revisions that may still be published: the newest, the live one, and scheduled ones."""
    kept = {page.latest_revision_id, page.live_revision_id}
    revisions = page.revisions.all()
    scheduled = revisions.filter(approved_go_live_at__isnull=False)
    return list(revisions.filter(pk__in=kept) | scheduled)


def note(
    record: Consultation,
    page: ConsultationPage,
    user: Any,
    kind: DateChangeKind,
    moments: tuple[datetime | None, datetime | None],
    reasons: dict[str, str],
) -> DateChange:
    """Keep what was done, for the public and for the log."""
    before, after = moments
    change = DateChange.objects.create(
        consultation=record,
        kind=kind,
        before=before,
        after=after,
        reasons=reasons,
        changed_by=user,
    )
    log(
        instance=page,
        action="plan_consultation.change_dates",
        user=user,
        data={
            "kind": kind.value,
            "before": before.isoformat() if before else "",
            "after": after.isoformat() if after else "",
            "reason": next(iter(reasons.values()), ""),
        },
    )
    return change
