"""Reads what those who enter and check responses work with."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from plan.consultation.models import AnswerFile, Consultation, FormTexts, Response


def entries(consultation: Consultation) -> QuerySet[Response]:
    """Responses that staff entered, the latest first, each with whether it has a scan."""
    scans = AnswerFile.objects.filter(response=OuterRef("pk"), question_id=None)
    rows = consultation.responses.filter(entered_at__isnull=False)
    found = rows.select_related("entered_by", "checked_by").annotate(has_scan=Exists(scans))
    return found.order_by("-entered_at", "-pk")


def unchecked(consultation: Consultation) -> QuerySet[Response]:
    """Those of them that wait for a second person, withdrawn ones left out."""
    waiting = entries(consultation).filter(checked_at=None, withdrawn_at=None)
    return waiting if consultation.needs_second_check else waiting.none()


def entry_counts(consultation: Consultation) -> dict[str, int]:
    """How many of the responses that count were entered, how many wait, how many were late."""
    waits = Q(checked_at=None) if consultation.needs_second_check else Q(pk=None)
    rows: QuerySet[Response] = Response.objects.counted().filter(
        consultation=consultation, entered_at__isnull=False
    )
    return rows.aggregate(
        entered=Count("pk"),
        waiting=Count("pk", filter=waits),
        late=Count("pk", filter=Q(is_late=True)),
    )


def words_at(consultation: Consultation, language: str, moment: datetime) -> FormTexts | None:
    """The words in force at a moment; the first ones for what came in before there were any."""
    rows = FormTexts.objects.filter(version__consultation=consultation, language=language)
    rows = rows.select_related("version")
    past = rows.filter(created_at__lte=moment, version__created_at__lte=moment)
    newest = past.order_by("-version__number", "-revision").first()
    return newest or rows.order_by("version__number", "revision").first()


def words_of(consultation: Consultation, language: str, number: int) -> FormTexts | None:
    """The newest words of a numbered version in a language."""
    rows = FormTexts.objects.filter(
        version__consultation=consultation, version__number=number, language=language
    )
    return rows.select_related("version").order_by("-revision").first()


def moment_of_receipt(consultation: Consultation, day: date, at: time | None) -> datetime:
    """When something came in. Without a time: the earliest moment of that day in the open period.

    Nobody is late for want of a time on a stamp.
    """
    start = datetime.combine(day, at or time.min, tzinfo=consultation.zone)
    opens = consultation.opens_at
    if at is None and opens is not None and start < opens < start + timedelta(days=1):
        return opens
    return start
