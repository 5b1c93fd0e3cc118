"""The admin's pages on those who want a form by post, or news."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from wagtail.admin import messages
from wagtail.admin.paginator import WagtailPaginator
from wagtail.log_actions import log

from plan.consultation.actions.request_paper import erase_paper_request, mark_paper_sent
from plan.consultation.actions.subscribe import erase_subscriber
from plan.consultation.asking_for.links import link_path
from plan.consultation.exports.csv_files import csv_lines
from plan.consultation.models import Consultation, PaperRequest, UpdatesSubscriber
from plan.consultation.permissions import (
    can_erase_paper_request,
    can_erase_subscriber,
    can_send_paper,
    can_view_paper_requests,
    can_view_subscribers,
)
from plan.consultation.views.consultation_admin import ConsultationAdminView
from plan.consultation.views.responses import as_download

ROWS_A_PAGE = 50


class AskedForView(ConsultationAdminView):
    """A list of people who asked for something; buttons that act on one of them post here."""

    http_method_names = ("get", "head", "post")
    name: ClassVar[str]

    def may_see(self, user: Any) -> bool:
        """Whether somebody may see them."""
        raise NotImplementedError

    def may_erase(self, user: Any) -> bool:
        """Whether somebody may erase one."""
        raise NotImplementedError

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Only for those who may see them."""
        if not self.may_see(request.user):
            raise PermissionDenied
        response = super().dispatch(request, *args, **kwargs)
        response["Cache-Control"] = "no-store, private"
        return response

    def rows(self) -> Any:
        """Those who asked, in the order shown."""
        raise NotImplementedError

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add a page of them."""
        paginator = WagtailPaginator(self.rows(), ROWS_A_PAGE)
        context: dict[str, Any] = super().get_context_data(
            consultation=self.consultation,
            rows=paginator.get_page(self.request.GET.get("p")),
            can_erase=self.may_erase(self.request.user),
            **kwargs,
        )
        return context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do what a button says to the row it names."""
        key = request.POST.get("row", "")
        row = get_object_or_404(self.rows(), pk=int(key[:12]) if key.isdecimal() else 0)
        self.act(row, request)
        return redirect(f"plan_consultation_admin:{self.name}", kwargs["public_id"])

    def act(self, row: Any, request: HttpRequest) -> None:
        """What the button means."""
        raise NotImplementedError


class PaperRequestListView(AskedForView):
    """Requests for a form by post, those still open first."""

    template_name = "plan/consultation/admin/paper_requests.html"
    page_title: Any = gettext_lazy("Forms to send by post")
    name = "paper_requests"

    def may_see(self, user: Any) -> bool:
        """Those who may see requests."""
        return can_view_paper_requests(user, self.consultation)

    def may_erase(self, user: Any) -> bool:
        """Those who may erase them."""
        return can_erase_paper_request(user, self.consultation)

    def rows(self) -> Any:
        """Open ones first, the oldest first."""
        assert self.consultation is not None  # noqa: S101  # the address has one
        return requests_of(self.consultation)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add whether this person may note that one was sent."""
        return super().get_context_data(can_send=can_send_paper(self.request.user), **kwargs)

    def act(self, row: Any, request: HttpRequest) -> None:
        """Mark as sent, or erase."""
        if "erase" in request.POST:
            erase_paper_request(request=row, user=request.user)
            messages.success(request, _("Name and address have been deleted."))
        else:
            mark_paper_sent(request=row, user=request.user)
            messages.success(request, _("Marked as sent."))


def requests_of(consultation: Consultation) -> Any:
    """Requests of a consultation, open ones first, with who sent them."""
    rows = PaperRequest.objects.filter(consultation=consultation)
    ordered = rows.order_by(F("sent_at").asc(nulls_first=True), "requested_at", "pk")
    return ordered.select_related("consultation", "sent_by")


@require_safe
def paper_requests_csv(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """All requests as a file, for labels."""
    consultation = get_object_or_404(Consultation, public_id=public_id)
    if not can_view_paper_requests(request.user, consultation):
        raise PermissionDenied
    note_export("export_paper_requests", consultation, request.user)
    return as_download(csv_lines(request_lines(consultation)), f"paper-{public_id}.csv")


def request_lines(consultation: Consultation) -> Iterator[list[str]]:
    """The rows of that file."""
    yield ["name", "address", "format", "language", "requested_at", "sent_at"]
    for row in requests_of(consultation):
        sent = row.sent_at.isoformat() if row.sent_at else ""
        asked = row.requested_at.isoformat()
        yield [row.name, row.address, row.format, row.language, asked, sent]


class SubscriberListView(AskedForView):
    """Addresses that want news."""

    template_name = "plan/consultation/admin/subscribers.html"
    page_title: Any = gettext_lazy("News by email")
    name = "subscribers"

    def may_see(self, user: Any) -> bool:
        """Those who may see addresses."""
        return can_view_subscribers(user, self.consultation)

    def may_erase(self, user: Any) -> bool:
        """Those who may erase them."""
        return can_erase_subscriber(user, self.consultation)

    def rows(self) -> Any:
        """Confirmed ones first, the newest first."""
        rows = UpdatesSubscriber.objects.filter(consultation=self.consultation)
        ordered = rows.order_by(F("confirmed_at").desc(nulls_last=True), "-created_at", "-pk")
        return ordered.select_related("consultation")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add how many are confirmed."""
        confirmed = self.rows().filter(confirmed_at__isnull=False).count()
        return super().get_context_data(confirmed=confirmed, **kwargs)

    def act(self, row: Any, request: HttpRequest) -> None:
        """Erase."""
        erase_subscriber(subscriber=row, user=request.user)
        messages.success(request, _("The address has been deleted."))


@require_safe
def subscribers_csv(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """Confirmed addresses with the link by which each leaves the list."""
    consultation = get_object_or_404(Consultation, public_id=public_id)
    if not can_view_subscribers(request.user, consultation):
        raise PermissionDenied
    note_export("export_subscribers", consultation, request.user)
    origin = request.build_absolute_uri("/").rstrip("/")
    return as_download(csv_lines(subscriber_lines(consultation, origin)), f"news-{public_id}.csv")


def subscriber_lines(consultation: Consultation, origin: str) -> Iterator[list[str]]:
    """The rows of that file."""
    yield ["email", "language", "confirmed_at", "unsubscribe"]
    rows = UpdatesSubscriber.objects.filter(consultation=consultation, confirmed_at__isnull=False)
    for row in rows.order_by("email"):
        assert row.confirmed_at is not None  # noqa: S101  # filtered
        stop = f"{origin}{link_path('stop_updates', row)}"
        yield [row.email, row.language, row.confirmed_at.isoformat(), stop]


def note_export(action: str, consultation: Consultation, user: Any) -> None:
    """Log that names or addresses were taken away."""
    log(
        instance=consultation,
        action=f"plan_consultation.{action}",
        user=user,
        title=str(consultation),
    )
