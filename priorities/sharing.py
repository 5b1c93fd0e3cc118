"""The chart of a measure as a picture, to be shown where links to its page are shared."""

from __future__ import annotations

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.models import Site

from plan.brand import colour_for
from plan.readers import Reader
from priorities import queries
from priorities.charts.chart import spec_of
from priorities.charts.picture import BRAND, CardWords, draw_picture
from priorities.charts.spec import ChartKind
from priorities.models import MeasurePage
from priorities.selecting import asked_for
from priorities.sentences import sentence
from priorities.series import limit_by_releases, load_selection


@require_safe
def picture(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """PNG of the chart with its words, of the area and group that the address asks for.

    404 where there is no measure for this reader, or not one number to draw.
    """
    reader = Reader.of(request)
    page = queries.page_of_measure(public_id, reader)
    if page is None:
        raise Http404(_("There is no measure at this address."))
    page.locale, record = reader.locale, page.measure
    limit_by_releases(reader, [record])
    series = load_selection(record, asked_for(record, request.GET)).series
    said = sentence(series, page.judgement_reason)
    spec = spec_of(series, title=page.figure_label, description=said)
    brand = colour_for(Site.find_for_request(request)) or BRAND
    png = draw_picture(ChartKind.LINE, spec, words_of(page, said), brand=brand)
    if png is None:
        raise Http404(_("There is no number to draw here yet."))
    response = HttpResponse(png, content_type="image/png")
    reader.limit_caching(response)
    return response


def words_of(page: MeasurePage, said: str) -> CardWords:
    """What stands around the chart."""
    plan = page.plan_page
    organisation = plan.organisation if plan else None
    return CardWords(
        title=page.figure_label,
        sentence=said,
        organisation=organisation.name if organisation else "",
        source=_("Source: %(name)s") % {"name": page.source_name},
    )
