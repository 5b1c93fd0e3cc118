"""From an address to what is offered there: found for this reader, or refused."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from plan.plan_door import open_plan
from plan.readers import Reader
from priorities import queries
from priorities.open_data.facts import describe
from priorities.open_data.moments import Moment
from priorities.open_data.offers import Offer
from priorities.open_data.tables import DATA


def folder_of(request: HttpRequest, name: str, identity: uuid.UUID) -> str:
    """The absolute address that the files stand in."""
    return request.build_absolute_uri(reverse(name, args=[identity])).removesuffix(DATA)


def offer_of_measure(
    request: HttpRequest, public_id: uuid.UUID, now: datetime, moment: Moment | None
) -> tuple[Offer, Reader]:
    """A measure that has a public page in this language; Http404 without one."""
    reader = Reader.of(request)
    page = queries.page_of_measure(public_id, reader)
    if page is None:
        raise Http404(_("There are no figures to download at this address."))
    (one,) = describe(queries.read_in(reader, [page]), request, is_past=moment is not None)
    offer = Offer(
        identity=public_id,
        is_plan=False,
        title=page.title,
        description=" ".join(page.definition.split()),
        slug=page.slug,
        url=one.url,
        publisher=(one.owner, "") if one.owner else (page.source_name, page.source_url),
        language=reader.language,
        folder=folder_of(request, "plan:measure_csv", public_id),
        measures=[one],
        now=now,
        moment=moment,
    )
    return offer, reader


def offer_of_plan(
    request: HttpRequest, translation_key: uuid.UUID, now: datetime, moment: Moment | None
) -> tuple[Offer, Reader]:
    """All measures of a plan that the reader may see; Http404 where the plan is not public."""
    opened = open_plan(request, translation_key, "plan:progress_csv")
    page, reader = opened.page, opened.reader
    below = queries.pages_below(page, reader).measures
    shown = {one.measure_id: one for one in reversed(below)}
    pages = [one for one in below if shown[one.measure_id] is one]
    offer = Offer(
        identity=translation_key,
        is_plan=True,
        title=page.title,
        description=" ".join(page.summary.split()),
        slug=page.slug,
        url=page.get_full_url(request) or "",
        publisher=(page.organisation.name, page.organisation.website),
        language=reader.language,
        folder=folder_of(request, "plan:progress_csv", translation_key),
        measures=describe(pages, request, is_past=moment is not None),
        now=now,
        moment=moment,
    )
    return offer, reader
