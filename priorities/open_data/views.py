"""Serves the files: conditional, streamed, for every program on every site."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable

from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.encoding import iri_to_uri
from django.utils.http import content_disposition_header, http_date
from django.views.decorators.http import require_safe

from plan.page_cache import keep_for
from plan.readers import Reader
from priorities.open_data.csv_files import figure_pieces, measure_pieces
from priorities.open_data.csvw import csvw_of
from priorities.open_data.json_files import json_of, json_pieces
from priorities.open_data.moments import MomentError, moment_of
from priorities.open_data.offers import Offer
from priorities.open_data.opening import offer_of_measure, offer_of_plan
from priorities.open_data.packages import package_of
from priorities.open_data.tables import CSVW, DATA, JSON, MEASURES, PACKAGE, ZIP
from priorities.open_data.zips import packed
from priorities.series import limit_by_releases

#: Media types; that of CSVW's metadata is of its own specification (Model, 6.2).
TYPES = {
    DATA: "text/csv; charset=utf-8",
    MEASURES: "text/csv; charset=utf-8",
    CSVW: "application/csvm+json",
    PACKAGE: "application/json",
    JSON: "application/json",
    ZIP: "application/zip",
}
#: Files that people save; browsers show the others.
SAVED = frozenset({DATA, MEASURES, ZIP})
#: Seconds for which figures of the past are kept: they do not change, though their page may go.
LONG = 86_400

PIECES: dict[str, Callable[[Offer], Iterable[bytes]]] = {
    DATA: figure_pieces,
    MEASURES: measure_pieces,
    JSON: json_pieces,
    CSVW: lambda offer: [json_of(csvw_of(offer)).encode()],
    PACKAGE: lambda offer: [json_of(package_of(offer)).encode()],
}


@require_safe
def measure_file(request: HttpRequest, public_id: uuid.UUID, file: str) -> HttpResponseBase:
    """A file of a measure; `?at=` for its figures as they were published then."""
    return answered(request, offer_of_measure, public_id, file)


@require_safe
def plan_file(request: HttpRequest, translation_key: uuid.UUID, file: str) -> HttpResponseBase:
    """A file of all measures of a plan, likewise."""
    return answered(request, offer_of_plan, translation_key, file)


def answered(
    request: HttpRequest, find: Callable[..., tuple[Offer, Reader]], key: uuid.UUID, file: str
) -> HttpResponseBase:
    """The file, or that nothing changed; 400 with a sentence for a moment that cannot be.

    A plan's file changes as well when a measure's page goes, which has no date: only its entity tag
    says that it is the same.
    """
    now = timezone.now()
    try:
        moment = moment_of(request.GET.get("at", ""), now)
    except MomentError as error:
        response = HttpResponse(f"{error}\n", status=400, content_type="text/plain; charset=utf-8")
        return opened_to_all(response)
    offer, reader = find(request, key, now, moment)
    etag = offer.entity_tag(file)
    modified = int(offer.last_modified.timestamp()) if offer.last_modified else None
    kept = get_conditional_response(request, etag, None if offer.is_plan else modified)
    answer: HttpResponseBase = kept or made(request, offer, file)
    answer["ETag"] = etag
    if modified is not None:
        answer["Last-Modified"] = http_date(modified)
    limit(answer, offer, reader)
    return opened_to_all(answer)


def made(request: HttpRequest, offer: Offer, file: str) -> HttpResponseBase:
    """The file itself; of a HEAD request only what it would be."""
    response: HttpResponseBase
    if request.method == "HEAD":
        response = HttpResponse(content_type=TYPES[file])
        del response["Content-Length"]
    elif file == ZIP:
        response = FileResponse(packed(offer), content_type=TYPES[file])
    else:
        response = StreamingHttpResponse(PIECES[file](offer), content_type=TYPES[file])
    if file in SAVED:
        as_of = f"-{offer.moment.written.replace(':', '')}" if offer.moment else ""
        kind = file.rpartition(".")[2]
        stem = f"{offer.slug}-measures" if file == MEASURES else offer.slug
        name = content_disposition_header(as_attachment=True, filename=f"{stem}{as_of}.{kind}")
        response["Content-Disposition"] = name or "attachment"
    response["Link"] = links_of(offer, file)
    response["Content-Language"] = offer.language
    return response


def links_of(offer: Offer, file: str) -> str:
    """What describes the file, where it stands for good, and its licences (RFC 8288).

    The description comes first: a validator of CSVW complains of each link before it.
    """
    links = [(offer.address(file), "canonical", "")]
    if file in {DATA, MEASURES}:
        links.insert(0, (offer.address(CSVW), "describedby", f'; type="{TYPES[CSVW]}"'))
    links += [(url, "license", "") for _name, url in offer.licences if url]
    return ", ".join(f'<{iri_to_uri(url)}>; rel="{rel}"{more}' for url, rel, more in links)


def limit(response: HttpResponseBase, offer: Offer, reader: Reader) -> None:
    """Let caches keep it until the next figures come, what is past for a day.

    The site's own cache of pages keeps none: its copies would answer no conditional request.
    """
    limit_by_releases(reader, offer.records)
    if offer.moment is None or reader.is_known:
        reader.limit_caching(response)
    else:
        patch_cache_control(response, public=True, max_age=LONG)
    keep_for(response, 0)


def opened_to_all(response: HttpResponseBase) -> HttpResponseBase:
    """Let programs on any site read it (Fetch, 3.2): it is public, and knows no cookie."""
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Expose-Headers"] = "ETag, Link, Content-Disposition"
    return response
