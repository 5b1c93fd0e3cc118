"""The results of a consultation, for everybody: a page and a file of exactly the same figures."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from plan.consultation import queries
from plan.consultation.exports.csv_files import csv_lines
from plan.consultation.moments import moment_in_words
from plan.consultation.queries import Door
from plan.consultation.results import ShownResult, result_rows, shown_results
from plan.page_cache import keep_for

#: Seconds for which a copy may be kept; a result taken down is gone after them.
KEPT_SECONDS = 60
#: From this many questions on, a list of them leads to each.
CONTENTS_FROM = 5


@require_safe
def results(request: HttpRequest, public_id: str) -> HttpResponse:
    """All published results of a consultation in the language of the address."""
    door, found = results_behind(public_id)
    page = queries.page_behind(door)
    if is_closed_to(request, door):
        return redirect(page.get_url(request) or "/")
    zone = door.consultation.zone
    moments = [moment_in_words(result.as_at, zone) for result in found]
    is_one_moment = len(set(moments)) == 1
    context = {
        "page": page,
        "title": _("Results: %(title)s") % {"title": door.title},
        "results": [
            (result, "" if is_one_moment else moment)
            for result, moment in zip(found, moments, strict=True)
        ],
        "moment": moments[0] if is_one_moment else "",
        "has_contents": len(found) >= CONTENTS_FROM,
        "page_url": page.get_url(request),
        "csv_url": reverse("plan:results_csv", args=[public_id]),
    }
    return kept(request, door, render(request, "plan/consultation/results.html", context))


@require_safe
def results_csv(request: HttpRequest, public_id: str) -> HttpResponse:
    """The same as a file."""
    door, found = results_behind(public_id)
    if is_closed_to(request, door):
        return redirect(queries.page_behind(door).get_url(request) or "/")
    text = "".join(csv_lines(result_rows(found)))
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="results-{public_id}.csv"'
    return kept(request, door, response)


def results_behind(public_id: str) -> tuple[Door, list[ShownResult]]:
    """The consultation and its results in the language in use; Http404 where there are none."""
    language = get_language() or ""
    door = queries.door(public_id, language)
    found = shown_results(door.consultation, language) if door else []
    if door is None or not found:
        raise Http404(_("There are no results at this address. Start from the plan."))
    return door, found


def is_closed_to(request: HttpRequest, door: Door) -> bool:
    """Whether the page asks for a password or a sign-in that this reader has not given."""
    if not door.is_guarded:
        return False
    restrictions = queries.page_behind(door).get_view_restrictions()
    return any(not restriction.accept_request(request) for restriction in restrictions)


def kept(request: HttpRequest, door: Door, response: HttpResponse) -> HttpResponse:
    """Let caches keep it for a while, unless not everybody may read it."""
    if door.is_guarded and queries.page_behind(door).get_view_restrictions().exists():
        patch_cache_control(response, private=True, no_store=True)
    else:
        patch_cache_control(response, public=True, max_age=KEPT_SECONDS)
        keep_for(response, KEPT_SECONDS)
    return response
