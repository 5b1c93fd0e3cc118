"""The page that sets areas or groups of a measure side by side."""

from __future__ import annotations

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from plan.plan_door import frame_of
from plan.queries import readable_pages
from plan.readers import Reader
from priorities import queries
from priorities.series import limit_by_releases, selections_of
from priorities.side_by_side.choosing import (
    asked_in,
    choices_of,
    part_names,
    parts_by,
    show_names,
)
from priorities.side_by_side.showing import named_parts, shown_parts


@require_safe
def compare(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Areas or groups of a measure side by side, as the address asks; a plain form, no script."""
    reader = Reader.of(request)
    page = queries.page_of_measure(public_id, reader)
    if page is None:
        raise Http404(_("There is no measure at this address."))
    page.locale, record = reader.locale, page.measure
    limit_by_releases(reader, [record])
    parts = parts_by(record, selections_of(record))
    if not parts:
        raise Http404(_("There is nothing to compare: this measure has no areas and no groups."))
    asked = asked_in(request.GET, parts)
    readable = readable_pages(reader).filter(measurepage__measure=record)
    codes = readable.order_by().values_list("locale__language_code", flat=True)
    address = ("plan:compare_measure", public_id)
    context = {
        **frame_of(page, request, reader, codes, address),
        "plan_page": page.plan_page,
        "asked": asked,
        "parts": choices_of(part_names(page, parts), asked.by),
        "ways": choices_of(show_names(), asked.show),
        "shown": shown_parts(page, record, named_parts(page, record, parts[asked.by]), asked),
    }
    response = render(request, "priorities/side_by_side/page.html", context)
    reader.limit_caching(response)
    return response
