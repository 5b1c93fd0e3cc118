"""Private files, handed out one by one to people who may open them."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe
from wagtail.documents.views.serve import serve
from wagtail.permissions import policy_registry
from wagtail.wagtail_hooks import require_wagtail_login

from home.models import CustomDocument, CustomImage, CustomRendition

ANY_RIGHT = ["choose", "change", "delete"]


def can_open_document(user: Any, document: CustomDocument) -> bool:
    """Whether this person may open a private document: any right to its collection."""
    return has_any_right(user, document)


def can_open_image(user: Any, image: CustomImage) -> bool:
    """Whether this person may see a private image: any right to its collection."""
    return has_any_right(user, image)


def has_any_right(user: Any, file: CustomDocument | CustomImage) -> bool:
    """Whether a person may choose, change or delete this file."""
    policy = policy_registry.get_by_type(type(file))
    return bool(policy.user_has_any_permission_for_instance(user, ANY_RIGHT, file))


def kept_nowhere(response: HttpResponseBase) -> HttpResponseBase:
    """Tell every cache to keep nothing, and browsers to run nothing of it."""
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = "default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_safe
def document(request: HttpRequest, document_id: int, document_filename: str) -> HttpResponseBase:
    """Wagtail's own view, whose hook asks for rights; what is private stays out of caches."""
    response: HttpResponseBase = serve(request, document_id, document_filename)
    found = CustomDocument.objects.filter(pk=document_id, is_private=True)
    return kept_nowhere(response) if found.exists() else response


@require_safe
def private_image(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A resized copy of a private image, as the admin shows it."""
    rendition = get_object_or_404(CustomRendition.objects.select_related("image"), pk=pk)
    if not request.user.is_authenticated:
        response: HttpResponseBase = require_wagtail_login(next=request.get_full_path())
        return response
    if not can_open_image(request.user, rendition.image):
        raise PermissionDenied
    file = rendition.file
    name = PurePosixPath(file.name or "").name
    return kept_nowhere(FileResponse(file.storage.open(file.name or ""), filename=name))
