"""Pages about the progress of a whole plan."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from plan.conf import card_frame_ancestors
from plan.plan_door import let_in, open_plan, stored_plan
from plan.readers import Reader
from priorities import queries
from priorities.contexts import measure_card
from priorities.enums import CommitmentStatus
from priorities.judgements import Judgement
from priorities.open_data.on_pages import on_progress_page
from priorities.progress import areas, lists, rows
from priorities.progress.framing import card_policy
from priorities.series import Selection, limit_by_releases, load_selection
from priorities.summaries import UNKNOWN


def kind_words() -> dict[str, str]:
    """What the judgements are called in lists, with those that compare nothing."""
    words = {one.value: str(one.label) for one in Judgement}
    return {**words, UNKNOWN: _("Nothing to compare with yet")}


def asked_kinds(query: QueryDict) -> tuple[str, str]:
    """The judgement and the status in an address; "" where it names none that there is."""
    kind, status = query.get("direction", ""), query.get("status", "")
    return (
        kind if kind in kind_words() else "",
        status if status in CommitmentStatus.values else "",
    )


def narrowed(groups: Iterable[rows.Group], kind: str, status: str) -> list[rows.Group]:
    """Only measures of a judgement and commitments of a status; a filter of one hides the other."""
    found = []
    for group in groups:
        kept = replace(
            group,
            outcomes=narrowed(group.outcomes, kind, status),
            measures=[one for one in group.measures if matches(kind, one.summary.kind, status)],
            commitments=[one for one in group.commitments if matches(status, one.code, kind)],
        )
        found.append(kept)
    return [group for group in found if not group.is_empty]


def matches(wanted: str, has: str, other: str) -> bool:
    """Whether a row stays: it is what is wanted, or nothing at all is wanted."""
    return wanted == has if wanted else not other


@require_safe
def progress(request: HttpRequest, translation_key: uuid.UUID) -> HttpResponse:
    """The dashboard: every priority with its measures and commitments."""
    page, reader = stored_plan(request, translation_key)
    tree = rows.tree_of(page, reader, page.get_url(request) or "")
    opened = let_in(request, page, reader, tree.languages, "plan:progress")
    groups = rows.dashboard(tree.rows, reader)
    kind, status = asked_kinds(request.GET)
    is_narrowed = bool(kind or status)
    shown = narrowed(groups, kind, status) if is_narrowed else groups
    context = {
        **opened.frame,
        "plan_page": page,
        "measure_counts": rows.measure_counts(groups, kind_words()),
        "commitment_counts": rows.commitment_counts(groups),
        "groups": [(group, lists.body_of(group)) for group in shown],
        "direction": kind,
        "status": status,
        "is_narrowed": is_narrowed,
        "reports": queries.reports_on(page, reader),
        "open_data": on_progress_page(page, groups, request),
    }
    return answered(request, "priorities/progress/dashboard.html", context, reader)


@require_safe
def area(request: HttpRequest, translation_key: uuid.UUID, code: str) -> HttpResponse:
    """One area: all measures that have it, against the whole."""
    opened = open_plan(request, translation_key, "plan:progress_area", code)
    found = areas.area_measures(
        opened.page, code.upper(), opened.reader, opened.page.get_url(request) or ""
    )
    if not found.measures:
        raise Http404(_("There are no figures for this area."))
    context = {**opened.frame, "plan_page": opened.page, "area": found}
    return answered(request, "priorities/progress/area.html", context, opened.reader)


@require_safe
def area_list(request: HttpRequest, translation_key: uuid.UUID) -> HttpResponse:
    """Areas that there are figures for."""
    opened = open_plan(request, translation_key, "plan:progress_areas")
    context = {
        **opened.frame,
        "plan_page": opened.page,
        "areas": areas.areas_with_figures(opened.page, opened.reader),
    }
    return answered(request, "priorities/progress/areas.html", context, opened.reader)


@xframe_options_exempt
@require_safe
def card(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """A measure on a small page of its own, to be shown in a frame on another site."""
    reader = Reader.of(request)
    page = queries.page_of_measure(public_id, reader)
    if page is None:
        raise Http404(_("There is no measure at this address."))
    page.locale = reader.locale
    limit_by_releases(reader, [page.measure])
    chosen = Selection(page.measure.headline_area)
    shown = measure_card(page, load_selection(page.measure, chosen).series)
    context = {"card": shown, "page_url": page.get_full_url(request), "reader": reader}
    response = answered(request, "priorities/progress/card.html", context, reader)
    response["Content-Security-Policy"] = card_policy(card_frame_ancestors())
    return response


def answered(
    request: HttpRequest, template: str, context: dict[str, Any], reader: Reader
) -> HttpResponse:
    """A page that is kept no longer than its figures are true."""
    response = render(request, template, context)
    reader.limit_caching(response)
    return response
