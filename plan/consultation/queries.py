"""What the public may know of consultations: the one place their forms and states come from."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Now
from wagtail.models import Locale, PageViewRestriction

from plan.consultation.enums import ConsultationState
from plan.consultation.models import (
    Attempt,
    AttemptSection,
    Consultation,
    ConsultationPage,
    FormTexts,
    PublishedResult,
)
from plan.tokens import hash_token

Typed = dict[str, list[str]]


@dataclass(frozen=True)
class Door:
    """A consultation as a request found it, in one language.

    `moment` is the database's clock at the request's first statement (promise R5); `page_pk` the
    live page in that language; `is_guarded` says that some page somewhere is restricted, so that
    this one's restrictions must be looked at.
    """

    consultation: Consultation
    moment: datetime
    page_pk: int
    title: str
    is_guarded: bool

    @property
    def state(self) -> ConsultationState:
        """State when the request arrived."""
        return self.consultation.state_at(self.moment)


def door(public_id: str, language: str) -> Door | None:
    """Find a consultation by the id in its form's address; None where it is not public."""
    pages = ConsultationPage.objects.filter(
        translation_key=OuterRef("translation_key"),
        live=True,
        alias_of=None,
        locale__language_code=language,
    ).order_by()
    found = (
        Consultation.objects.filter(public_id=public_id)
        .annotate(
            now=Now(),
            page_pk=Subquery(pages.values("pk")[:1]),
            title=Subquery(pages.values("title")[:1], output_field=CharField()),
            is_guarded=Exists(PageViewRestriction.objects.all()),
        )
        .first()
    )
    if found is None or found.page_pk is None:
        return None
    return Door(found, found.now, found.page_pk, found.title, found.is_guarded)


def has_results() -> Exists:
    """Whether something of what was answered is published."""
    return Exists(PublishedResult.objects.filter(consultation=OuterRef("pk"), table__is_shown=True))


def database_now() -> datetime:
    """The database's clock, which alone decides what is open."""
    moment: datetime = Locale.objects.order_by("pk").values_list(Now(), flat=True)[:1].get()
    return moment


def page_behind(door: Door) -> ConsultationPage:
    """The page that presents the consultation in the door's language."""
    page: ConsultationPage = ConsultationPage.objects.select_related("locale").get(pk=door.page_pk)
    return page


def words_in_force(consultation: Consultation, language: str) -> int | None:
    """Primary key of the words of the newest version that is complete in a language."""
    return newest_words(FormTexts.objects.filter(version__consultation=consultation), language)


def words_of_version(version_pk: int, language: str) -> int | None:
    """The newest words of one version in a language."""
    return newest_words(FormTexts.objects.filter(version=version_pk), language)


def newest_words(rows: QuerySet[FormTexts], language: str) -> int | None:
    """The row in force among these."""
    ordered = rows.filter(language=language).order_by("-version__number", "-revision")
    key: int | None = ordered.values_list("pk", flat=True).first()
    return key


def form_languages(consultation: Consultation) -> list[str]:
    """Languages in which the form can be answered now: with words, and with a public page."""
    pages = ConsultationPage.objects.filter(
        translation_key=consultation.translation_key,
        live=True,
        alias_of=None,
        locale__language_code=OuterRef("language"),
    )
    rows = FormTexts.objects.filter(Exists(pages), version__consultation=consultation)
    return list(rows.order_by("language").values_list("language", flat=True).distinct())


def attempt_by_token(consultation: Consultation, tokens: Iterable[str]) -> Attempt | None:
    """The attempt that any of these tokens opens, the first before the others.

    A token is that of the browser in which it was begun, or that of a link to come back with.
    """
    hashes = [hash_token(token) for token in tokens if token]
    if not hashes:
        return None
    own = Q(token_hash__in=hashes) | Q(return_hash__in=hashes) & still_kept()
    found: dict[str | None, Attempt] = {}
    for attempt in Attempt.objects.filter(own, consultation=consultation).select_related(
        "response", "led_team", "team"
    ):
        found |= {attempt.token_hash: attempt, attempt.return_hash: attempt}
    return next((found[digest] for digest in hashes if digest in found), None)


def still_kept() -> Q:
    """Attempts whose link to come back with still works: longer when the end is put off."""
    return Q(kept_until__gt=Now()) | Q(return_hash__isnull=False, consultation__closes_at__gt=Now())


def typed_sections(attempt: Attempt) -> dict[uuid.UUID, Typed]:
    """What was typed so far, by section."""
    rows = AttemptSection.objects.filter(attempt=attempt)
    return dict(rows.values_list("section_id", "typed"))


def begun_with(token: str, attempt: Attempt) -> bool:
    """Whether this is the token of the browser in which the attempt was begun."""
    return hash_token(token) == attempt.token_hash


def opens(token: str, attempt: Attempt) -> bool:
    """Whether this token is the attempt's."""
    return hash_token(token) in {attempt.token_hash, attempt.return_hash}
