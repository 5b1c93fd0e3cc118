"""Numbers of responses, for those who work on consultations."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.db.models import Count
from django.db.models.functions import Now
from django.utils.translation import gettext as _
from wagtail.models import Page

from plan.consultation.enums import Channel, ConsultationState
from plan.consultation.models import Consultation, ConsultationPage, Response


@dataclass
class ConsultationFigures:
    """One consultation with its responses in numbers."""

    consultation: Consultation
    title: str
    page_pk: int
    state: ConsultationState
    is_public: bool = True
    total: int = 0
    by_language: dict[str, int] = field(default_factory=dict)
    by_channel: dict[str, int] = field(default_factory=dict)

    @property
    def is_open(self) -> bool:
        """Whether people can answer now: by the clock, and on a page that they can read."""
        return self.is_public and self.state is ConsultationState.OPEN

    @property
    def state_label(self) -> str:
        """The state in words; before it is closed, the clock says nothing of a mere draft."""
        if not self.is_public and self.state is not ConsultationState.CLOSED:
            return _("Not published")
        return str(self.state.label)


def all_figures() -> list[ConsultationFigures]:
    """Every consultation with its numbers, open ones first, in three queries."""
    return figures_of(Consultation.objects.all())


def figures_of(consultations: Iterable[Consultation]) -> list[ConsultationFigures]:
    """Numbers of some consultations; those whose pages are all gone are left out."""
    rows = Consultation.objects.filter(pk__in=[c.pk for c in consultations]).annotate(now=Now())
    pages, public = source_pages()
    found = {
        row.pk: ConsultationFigures(
            row,
            pages[row.translation_key].title,
            pages[row.translation_key].pk,
            row.state_at(row.now),
            row.translation_key in public,
        )
        for row in rows
        if row.translation_key in pages
    }
    count(found)
    return sorted(found.values(), key=place_of)


def place_of(item: ConsultationFigures) -> tuple[bool, int, str]:
    """Open ones first, then scheduled and closed ones, each by title."""
    order = [ConsultationState.OPEN, ConsultationState.SCHEDULED, ConsultationState.CLOSED]
    return not item.is_open, order.index(item.state), item.title


def source_pages() -> tuple[Mapping[uuid.UUID, Page], set[uuid.UUID]]:
    """The page each consultation was written on, and which are public in some language.

    The page it was written on is the oldest with its translation key.
    """
    pages = list(ConsultationPage.objects.filter(alias_of=None).order_by("-pk"))
    found = {page.translation_key: page for page in pages}
    return found, {page.translation_key for page in pages if page.live}


def count(found: dict[int, ConsultationFigures]) -> None:
    """Fill in the numbers, by language and channel."""
    names, channels = dict(settings.LANGUAGES), dict(Channel.choices)
    rows = Response.objects.counted().filter(consultation__in=found).order_by()
    counted = rows.values_list("consultation", "language", "channel").annotate(number=Count("pk"))
    for key, language, channel, number in counted.order_by("consultation", "language", "channel"):
        figures = found[key]
        figures.total += number
        for store, name in (
            (figures.by_language, names.get(language, language)),
            (figures.by_channel, str(channels.get(channel, channel))),
        ):
            store[name] = store.get(name, 0) + number


def responses_since(consultation: Consultation, moment: datetime) -> int:
    """How many have come in since a moment."""
    return (
        Response.objects.counted()
        .filter(consultation=consultation, received_at__gte=moment)
        .count()
    )
