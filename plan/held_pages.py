"""Tells editors why a page is held, before they run into the guards.

The guards stand where nobody can avoid them; these hooks only find the words for the admin.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.views.page_privacy import SetPrivacyView
from wagtail.models import Page, PageViewRestriction

from plan.guards import Operation, reasons_against

#: What Wagtail calls its bulk actions on pages.
BULK = {
    "delete": Operation.DELETE,
    "unpublish": Operation.UNPUBLISH,
    "move": Operation.MOVE,
}


def tell_delete(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Before the page that asks whether to delete."""
    return told(request, [page], Operation.DELETE)


def tell_unpublish(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Before the page that asks whether to unpublish."""
    return told(request, [page], Operation.UNPUBLISH)


def tell_move(request: HttpRequest, page: Page, destination: Page) -> HttpResponse | None:
    """Before a page is moved; reordering below the same parent is free."""
    parent = page.get_parent()
    if parent is not None and parent.pk == destination.pk:
        return None
    return told(request, [page], Operation.MOVE)


def tell_bulk(
    request: HttpRequest, action_type: str, objects: Iterable[Any], action: Any
) -> HttpResponse | None:
    """Before several pages at once; none is touched when one of them is held."""
    pages = [item for item in objects if isinstance(item, Page)]
    operation = BULK.get(action_type)
    return told(request, pages, operation) if operation and pages else None


def told(request: HttpRequest, pages: Iterable[Page], operation: Operation) -> HttpResponse | None:
    """Back to where the pages are listed, with the reasons; None when nothing is in the way."""
    pages = list(pages)
    reasons = [reason for page in pages for reason in reasons_against(page, operation)]
    if not reasons:
        return None
    messages.error(request, as_list(reasons))
    parent = pages[0].get_parent()
    return redirect(reverse("wagtailadmin_explore", args=[parent.pk if parent else pages[0].pk]))


def as_list(reasons: Iterable[str]) -> str:
    """The reasons, each once, a line each."""
    unique = list(dict.fromkeys(reasons))
    return format_html(
        "{}<br>{}",
        _("This cannot be done now:"),
        format_html_join("", "{}<br>", ((reason,) for reason in unique)),
    )


class HeldPrivacyView(SetPrivacyView):
    """Wagtail's privacy setting, which says so when readers must not be shut out now."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Ask the guards before a restriction is stored."""
        is_restricting = form.cleaned_data["restriction_type"] != PageViewRestriction.NONE
        reasons = reasons_against(self.page, Operation.RESTRICT) if is_restricting else []
        for reason in reasons:
            form.add_error("restriction_type", reason)
        response: HttpResponse = self.form_invalid(form) if reasons else super().form_valid(form)
        return response


HOOKS: tuple[tuple[str, Callable[..., HttpResponse | None]], ...] = (
    ("before_delete_page", tell_delete),
    ("before_unpublish_page", tell_unpublish),
    ("before_move_page", tell_move),
    ("before_bulk_action", tell_bulk),
)
