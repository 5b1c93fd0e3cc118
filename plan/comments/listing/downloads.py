"""Files of all published comments of a consultation."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from plan.comments.exports.columns import PublicColumns
from plan.comments.exports.files import as_file
from plan.comments.listing.doors import Listing, for_listing
from plan.comments.listing.queries import places_of, shown_rows
from plan.consultation.exports.xlsx_files import TooManyRowsError
from plan.readers import Reader


@require_safe
@for_listing
def comments_file(request: HttpRequest, listing: Listing, kind: str) -> HttpResponseBase:
    """All that this reader may read, as a file."""
    rows = shown_rows(listing, places_of(listing))
    name = f"comments-{listing.consultation.public_id}"
    try:
        response = as_file(kind, rows, PublicColumns(), name)
    except TooManyRowsError:
        raise Http404(
            _("No workbook holds so many comments. Take the file as CSV or JSON Lines.")
        ) from None
    asked_each_time(response, listing.reader)
    return response


def asked_each_time(response: HttpResponseBase, reader: Reader) -> None:
    """Let no browser keep what may be hidden the next moment; what staff see is theirs."""
    patch_cache_control(response, no_cache=True)
    if reader.is_known:
        patch_cache_control(response, private=True)
    response["X-Robots-Tag"] = "noindex"
