"""What a request to a form may carry: the fields of a form, in UTF-8, and no more than they need.

Django alone limits neither the files of a multipart body nor the encodings it may claim, and
takes a body of another type for an empty form, which would clear what was typed before.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import BadRequest, RequestDataTooBig
from django.http import HttpRequest

#: How browsers send forms.
MULTIPART = "multipart/form-data"
FORM_TYPES = {"application/x-www-form-urlencoded", MULTIPART}
UTF_8 = {"utf-8", "utf8"}


class OtherTypeError(Exception):
    """The body is no form."""


def read(request: HttpRequest, room_for_files: Callable[[], int] = lambda: 0) -> None:
    """Read the body's fields, and its files where the page takes any.

    `room_for_files` says how many bytes of files the page takes; it is only asked about a body
    that would be too large without them.

    RequestDataTooBig, BadRequest (or another of Django's errors for one that cannot be read) or
    OtherTypeError when nothing of the request may be believed.
    """
    claimed, request.encoding = request.encoding, "utf-8"
    length, limit = length_of(request), settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    if limit is not None and length > limit:
        has_files = request.content_type == MULTIPART
        if not has_files or length > limit + room_for_files():
            raise RequestDataTooBig
    if request.method == "POST" and length:
        if request.content_type not in FORM_TYPES:
            raise OtherTypeError
        if claimed is not None and claimed.lower() not in UTF_8:
            raise BadRequest
    request.POST  # noqa: B018  # reads the body


def length_of(request: HttpRequest) -> int:
    """Bytes of the body as announced, which is all that Django reads."""
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0
