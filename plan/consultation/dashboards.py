"""How a consultation is doing, for staff: from the counts that are kept, so at a glance."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import Sum
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from plan.consultation.builder import definition_of
from plan.consultation.enums import Channel
from plan.consultation.models import (
    AbandonedTally,
    Attempt,
    Consultation,
    FormTexts,
    ResponseTally,
    Source,
    TallyState,
)


@dataclass(frozen=True)
class Bar:
    """One number among others of its kind."""

    label: str
    number: int
    of: int

    @property
    def share(self) -> float:
        """Percentage."""
        return 100 * self.number / self.of if self.of else 0.0


@dataclass(frozen=True)
class Breakdown:
    """Responses by one thing."""

    title: str
    bars: Sequence[Bar]


@dataclass(frozen=True)
class Starts:
    """How many began, how many sent, and where the others stand or stopped."""

    started: int
    sent: int
    in_progress: int
    abandoned: int
    drop_out: Sequence[Bar]

    @property
    def completion(self) -> float | None:
        """Percentage of those who began that have sent; those still at it count as begun."""
        return 100 * self.sent / self.started if self.started else None


def breakdowns(consultation: Consultation, who: Sequence[Breakdown] = ()) -> list[Breakdown]:
    """Responses by day, channel and language; by `who` responded, which answers say; by source."""
    rows = list(ResponseTally.objects.filter(consultation=consultation))
    days: Counter[date] = Counter()
    channels: Counter[str] = Counter()
    languages: Counter[str] = Counter()
    sources: Counter[int | None] = Counter()
    for row in rows:
        days[row.day] += row.number
        channels[row.channel] += row.number
        languages[row.language] += row.number
        sources[row.source_id] += row.number
    names = dict(settings.LANGUAGES)
    labels = {s.pk: s.label for s in Source.objects.filter(consultation=consultation)}
    labelled = {
        _("By day"): [(date_format(day), number) for day, number in sorted(days.items())],
        _("By channel"): [
            (str(dict(Channel.choices).get(key, key)), n) for key, n in channels.most_common()
        ],
        _("By language"): [(str(names.get(key, key)), n) for key, n in languages.most_common()],
        _("By source"): [
            (labels.get(key, "") if key else _("None"), n) for key, n in sources.most_common()
        ],
    }
    total = sum(channels.values())
    found = [
        Breakdown(title, [Bar(label, number, total) for label, number in pairs])
        for title, pairs in labelled.items()
    ]
    return [*found[:-1], *who, *found[-1:]]


def starts(consultation: Consultation) -> Starts:
    """Attempts of their own: neither tests, nor changes, nor what colleagues prepare."""
    live = Attempt.objects.filter(
        consultation=consultation,
        response=None,
        is_test=False,
        changes=None,
        team=None,
        ended_at=None,
    )
    in_progress = live.count()
    stopped: dict[uuid.UUID | None, int] = dict(
        AbandonedTally.objects.filter(consultation=consultation)
        .order_by()
        .values_list("last_section")
        .annotate(found=Sum("number"))
    )
    abandoned = sum(stopped.values())
    sent = consultation.responses.counted().filter(channel=Channel.WEB).count()
    started = in_progress + abandoned + sent
    return Starts(started, sent, in_progress, abandoned, drop_out(consultation, stopped))


def drop_out(consultation: Consultation, stopped: Mapping[uuid.UUID | None, int]) -> list[Bar]:
    """Where those stopped who did not send: after which section, in the form's order."""
    titles: dict[uuid.UUID, str] = {}
    texts = FormTexts.objects.filter(version__consultation=consultation).select_related("version")
    newest = texts.order_by("-version__number", "pk").first()
    if newest is not None:
        titles = {section.id: section.title for section in definition_of(newest).sections}
    total = sum(stopped.values())
    bars = [Bar(_("Before the first section was kept"), stopped.get(None, 0), total)]
    bars += [Bar(title, stopped.get(key, 0), total) for key, title in titles.items()]
    gone = sum(n for key, n in stopped.items() if key is not None and key not in titles)
    return [*bars, Bar(_("A section that is not asked any more"), gone, total)] if gone else bars


def is_stale(consultation: Consultation) -> bool:
    """Whether something is not counted yet, or has to be counted anew."""
    state = TallyState.objects.filter(consultation=consultation).first()
    if state is None or state.as_at is None or state.needs_recount:
        return True
    return consultation.responses.counted().filter(is_tallied=False).exists()
