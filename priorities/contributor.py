"""What priorities add to a plan: cards on its front page, embedded measures, downloads."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Locale, Page

from plan.contributors import Card, Collection, Contributor, Embed
from plan.models import Plan, PlanPage
from plan.readers import Reader
from priorities import queries
from priorities.contexts import measure_cards, shown_commitments
from priorities.judgements import Judgement
from priorities.models import CommitmentPage, MeasurePage
from priorities.progress.views import area, area_list, card, progress
from priorities.pushing import push
from priorities.queries import PriorityOfPlan
from priorities.series import RECENT, MeasureSeries, limit_by_releases, load_series
from priorities.sharing import picture
from priorities.side_by_side.views import compare
from priorities.tables import plain

if TYPE_CHECKING:
    from ninja import Router

MEASURE_TEMPLATE = "priorities/components/measure_embed.html"
COMMITMENT_TEMPLATE = "priorities/components/commitment_embed.html"

#: Judgements that a card counts as no clear change. What has nothing to compare with, and what is
#: shown for context only, is not counted.
WITHOUT_CHANGE = frozenset({Judgement.UNCHANGED, Judgement.UNCLEAR, Judgement.TOO_FEW})


def capitalised(text: str) -> str:
    """A label as the beginning of a line; only its first letter changes."""
    return text[:1].upper() + text[1:]


def movement_words(series: Sequence[MeasureSeries]) -> str:
    """How measures are moving, such as “▲ 2 better, ▼ 1 worse”; empty when nothing is known."""
    verdicts = [one.judgement for one in series]
    better, worse = verdicts.count(Judgement.BETTER), verdicts.count(Judgement.WORSE)
    rest = sum(verdict in WITHOUT_CHANGE for verdict in verdicts)
    parts = []
    if better:
        parts.append(
            ngettext("✓ %(count)s better", "✓ %(count)s better", better) % {"count": better}
        )
    if worse:
        parts.append(ngettext("✗ %(count)s worse", "✗ %(count)s worse", worse) % {"count": worse})
    if rest:
        parts.append(
            ngettext(
                "≈ %(count)s without a clear change", "≈ %(count)s without a clear change", rest
            )
            % {"count": rest}
        )
    return " · ".join(parts)


def card_of(found: PriorityOfPlan, plan: PlanPage, series: Mapping[int, MeasureSeries]) -> Card:
    """The card of one priority."""
    kind = plan.kind
    facts = []
    if found.commitments:
        facts.append(
            _("%(label)s: %(count)s")
            % {"label": capitalised(kind.commitment_plural), "count": found.commitments}
        )
    if found.measures:
        words = movement_words([series[measure.pk] for measure in found.measures])
        label = capitalised(kind.measure_plural)
        told = {"label": label, "words": words or len(found.measures)}
        facts.append(_("%(label)s: %(words)s") % told)
    return Card(
        number=_("%(level)s %(number)s")
        % {"level": capitalised(kind.priority_singular), "number": found.number},
        title=found.page.title,
        url=found.page.url or "",
        line=found.summary,
        facts=tuple(facts),
    )


def frozen_measure(page: MeasurePage, series: MeasureSeries) -> dict[str, Any]:
    """A measure as an edition keeps it."""
    latest = series.points[-1] if series.points else None
    return {
        "public_id": str(page.measure.public_id),
        "name": page.measure.name,
        "unit": page.measure.unit,
        "period_start": latest.period_start.isoformat() if latest else None,
        "period_end": latest.period_end.isoformat() if latest else None,
        "value": plain(latest.number) if latest else "",
        "marker": latest.marker if latest else "",
    }


def frozen_commitment(page: CommitmentPage) -> dict[str, Any]:
    """A commitment as an edition keeps it."""
    record = page.commitment
    return {
        "public_id": str(record.public_id),
        "name": record.name,
        "status": record.status,
        "due_on": record.due_on.isoformat() if record.due_on else None,
    }


class PrioritiesContributor(Contributor):
    """Registered in `PrioritiesConfig.ready`."""

    def urls(self) -> Sequence[URLPattern]:
        """Downloads and cards of measures, progress of a plan, pages of owners, reports."""
        from priorities.commitments import urls as commitments
        from priorities.open_data import urls as open_data
        from priorities.reports import urls as reports

        plan = "progress/<uuid:translation_key>/"
        return [
            path("measures/<uuid:public_id>/card/", card, name="measure_card"),
            path("measures/<uuid:public_id>/compare/", compare, name="compare_measure"),
            path("measures/<uuid:public_id>/chart.png", picture, name="measure_picture"),
            path(plan, progress, name="progress"),
            path(f"{plan}areas/", area_list, name="progress_areas"),
            path(f"{plan}areas/<slug:code>/", area, name="progress_area"),
            *open_data.urlpatterns,
            *commitments.urlpatterns,
            *reports.urlpatterns,
            path("figures/push/", push, name="push_figures"),
        ]

    def cards(self, plans: Sequence[PlanPage], reader: Reader) -> Mapping[int, Sequence[Card]]:
        """A card for each priority the reader may see."""
        found = queries.priorities_of(plans, reader)
        shown = [one for priorities in found.values() for one in priorities]
        measures = {measure.pk: measure for one in shown for measure in one.measures}
        limit_by_releases(reader, measures.values())
        series = load_series(list(measures.values()), latest=RECENT) if measures else {}
        return {
            plan.pk: [card_of(priority, plan, series) for priority in found[plan.pk]]
            for plan in plans
        }

    def embed(self, keys: Sequence[uuid.UUID], reader: Reader) -> Mapping[uuid.UUID, Embed]:
        """Figure, direction and small chart of measures; lead and status of commitments."""
        found = queries.pages_by_key(keys, reader)
        embeds = {
            card.page.translation_key: Embed(MEASURE_TEMPLATE, {"card": card})
            for card in measure_cards(found.measures, reader)
        }
        for item in shown_commitments(found.commitments):
            embeds[item.page.translation_key] = Embed(COMMITMENT_TEMPLATE, {"item": item})
        return embeds

    def below_overview(self, page: Page, reader: Reader) -> Sequence[Embed]:
        """The ways from a plan to its progress and to the newest reports on it; one query."""
        if not isinstance(page, PlanPage):
            return ()
        address = reverse("plan:progress", args=[page.translation_key])
        reports = queries.reports_on(page, reader)
        return [
            Embed("priorities/progress/link.html", {"url": address}),
            *([Embed("priorities/progress/reports.html", {"reports": reports})] if reports else []),
        ]

    def api_routers(self) -> Sequence[tuple[str, Router]]:
        """Priorities, outcomes, commitments, measures and their figures."""
        from priorities.api.routers import ROUTERS

        return ROUTERS

    def api_collections(self, plan: PlanPage, reader: Reader) -> Sequence[Collection]:
        """How many of each kind a plan has."""
        from priorities.api.routers import counted_below

        return counted_below(plan.translation_key, reader)

    def api_examples(self, reader: Reader) -> Mapping[str, str]:
        """The first of each kind."""
        from priorities.api.routers import first_ids

        return first_ids(reader)

    def freeze(self, plan: Plan) -> Mapping[str, Any]:
        """Latest figures and statuses as the public sees them, in the plan's source language."""
        page = PlanPage.objects.filter(translation_key=plan.translation_key).order_by("pk").first()
        if page is None:
            return {}
        reader = Reader(Locale.objects.get(pk=page.locale_id))
        below = queries.pages_below(page, reader)
        series = load_series([one.measure for one in below.measures], latest=1)
        return {
            "measures": [frozen_measure(one, series[one.measure_id]) for one in below.measures],
            "commitments": [frozen_commitment(one) for one in below.commitments],
        }
