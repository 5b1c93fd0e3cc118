"""Downloads of measures."""

from __future__ import annotations

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from plan.readers import Reader
from priorities import queries
from priorities.series import load_whole_series
from priorities.tables import csv_lines


@require_safe
def measure_csv(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """All published figures of a measure that has a public page in this language."""
    page = queries.page_of_measure(public_id, Reader.of(request))
    if page is None:
        raise Http404(_("There are no figures to download at this address."))
    lines = csv_lines(load_whole_series(page.measure))
    response = HttpResponse("".join(lines), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{page.slug}.csv"'
    return response
