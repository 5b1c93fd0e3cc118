"""What the reference site adds to Wagtail's admin and views."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks
from wagtail.wagtail_hooks import require_wagtail_login

from home.models import CustomDocument
from home.private_files import can_open_document


@hooks.register("insert_global_admin_css")
def admin_css() -> str:
    """The few changes to how the admin looks; each says in the file what it is for."""
    return format_html('<link rel="stylesheet" href="{}">', static("home/admin.css"))


@hooks.register("before_serve_document")
def serve_private_document(
    document: CustomDocument, request: HttpRequest
) -> HttpResponseBase | None:
    """A private document goes only to people with rights to it."""
    if not document.is_private:
        return None
    if not request.user.is_authenticated:
        response: HttpResponseBase = require_wagtail_login(next=request.get_full_path())
        return response
    if not can_open_document(request.user, document):
        raise PermissionDenied
    return None
