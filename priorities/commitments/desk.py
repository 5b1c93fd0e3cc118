"""The desk of commitments in the admin: their owners, and the updates that wait."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from priorities.actions.change_approver_mail import change_approver_mail
from priorities.actions.decide_update import UpdateRefusedError, approve_update, return_update
from priorities.actions.keep_owners import add_owner, remove_owner
from priorities.commitments.approvers import wants_digest
from priorities.commitments.desk_forms import ApproveForm, OwnerForm, ReturnForm
from priorities.enums import UpdateState
from priorities.models import Commitment, CommitmentUpdate, Ownership
from priorities.permissions import (
    can_approve_commitmentupdate,
    can_keep_owners,
    can_view_commitments,
    source_page_of,
)

SPACE = "plan_commitments_admin"
A_PAGE = 50


class CommitmentsView(WagtailAdminTemplateMixin, TemplateView):
    """A page of the desk."""

    header_icon = "tasks"
    page_title: Any = ""
    http_method_names: tuple[str, ...] = ("get", "head")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Only for those whom it is for."""
        if not self.may_enter(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def may_enter(self, user: Any) -> bool:
        """Whoever may see the desk, unless a page says otherwise."""
        return can_view_commitments(user)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """From the admin's front page to here."""
        above = {"url": reverse(f"{SPACE}:list"), "label": _("Commitments")}
        return [*self.breadcrumbs_items, above, {"url": "", "label": self.get_page_title()}]


class ListView(CommitmentsView):
    """All commitments with their owners."""

    template_name = "priorities/admin/commitments.html"
    page_title: Any = gettext_lazy("Commitments and their owners")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """A page of them, those without an owner first."""
        waiting = Count("updates", filter=Q(updates__state=UpdateState.SUBMITTED), distinct=True)
        rows = Commitment.objects.annotate(
            owner_number=Count("ownerships", distinct=True), waiting_number=waiting
        ).prefetch_related("ownerships__owner")
        ordered = rows.order_by("-waiting_number", "reference", "name", "pk")
        page = Paginator(ordered, A_PAGE).get_page(self.request.GET.get("p"))
        return {
            **super().get_context_data(**kwargs),
            "page": page,
            "waiting": waiting_updates().count(),
            "may_keep_owners": can_keep_owners(self.request.user),
        }


def waiting_updates() -> QuerySet[CommitmentUpdate]:
    """Updates that nobody has decided on, the oldest first."""
    rows = CommitmentUpdate.objects.filter(state=UpdateState.SUBMITTED)
    return rows.select_related("commitment", "owner")


class UpdatesView(CommitmentsView):
    """Updates that wait."""

    template_name = "priorities/admin/updates.html"
    page_title: Any = gettext_lazy("Updates waiting for approval")
    http_method_names = ("get", "head", "post")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """A page of them."""
        page = Paginator(waiting_updates(), A_PAGE).get_page(self.request.GET.get("p"))
        user: Any = self.request.user
        is_approver = can_approve_commitmentupdate(user)
        return {
            **super().get_context_data(**kwargs),
            "page": page,
            "is_approver": is_approver,
            "wants_digest": is_approver and wants_digest(user),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Begin or end the letters to whoever asks."""
        wants = "begin" in request.POST
        change_approver_mail(user=request.user, wants_digest=wants)
        words = (
            _("You get a letter a day while updates wait.")
            if wants
            else _("You get no more letters about updates that wait.")
        )
        messages.success(request, words)
        return redirect(f"{SPACE}:updates")


class OwnersView(CommitmentsView):
    """Owners of one commitment: add and remove."""

    template_name = "priorities/admin/owners.html"
    http_method_names = ("get", "head", "post")

    def may_enter(self, user: Any) -> bool:
        """For those who say who keeps it."""
        return can_keep_owners(user)

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the commitment."""
        super().setup(request, *args, **kwargs)
        self.commitment = get_object_or_404(Commitment, public_id=kwargs["public_id"])

    def get_page_title(self) -> str:
        """Whose owners."""
        return _("Owners of “%(title)s”") % {"title": self.commitment.name}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Owners and the form."""
        owners = self.commitment.ownerships.select_related("owner").order_by("owner__email")
        given = {"form": OwnerForm(), **kwargs}
        return {
            **super().get_context_data(**given),
            "commitment": self.commitment,
            "ownerships": owners,
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Add one; or the form again with what is wrong."""
        form = OwnerForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        add_owner(commitment=self.commitment, user=request.user, **form.cleaned_data)
        messages.success(
            request, _("The owner was told by email, can ask for a link now, and will be reminded.")
        )
        return redirect(f"{SPACE}:owners", public_id=self.commitment.public_id)


@require_POST
def remove(request: HttpRequest, key: int) -> HttpResponse:
    """Take the commitment from an owner."""
    rows = Ownership.objects.select_related("owner", "commitment")
    ownership = get_object_or_404(rows, pk=key)
    remove_owner(ownership=ownership, user=request.user)
    messages.success(request, _("The owner was removed. What they wrote stays."))
    return redirect(f"{SPACE}:owners", public_id=ownership.commitment.public_id)


class UpdateView(CommitmentsView):
    """One update beside what is public now: publish or return it."""

    template_name = "priorities/admin/update.html"
    page_title: Any = gettext_lazy("Update from an owner")
    http_method_names = ("get", "head", "post")

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the update."""
        super().setup(request, *args, **kwargs)
        rows = CommitmentUpdate.objects.select_related("commitment", "owner", "decided_by")
        self.update = get_object_or_404(rows, pk=kwargs["key"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Old and new, and the two forms for those who may decide."""
        update = self.update
        is_waiting = update.state == UpdateState.SUBMITTED
        page = source_page_of(update.commitment)
        words = {"reason": update.reason, "done": update.done}
        given = {"approve_form": ApproveForm(initial=words), "return_form": ReturnForm(), **kwargs}
        return {
            **super().get_context_data(**given),
            "update": update,
            "commitment": update.commitment,
            "source": page,
            "may_decide": is_waiting and can_approve_commitmentupdate(self.request.user, update),
            "is_waiting": is_waiting,
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Publish or return; or say why not, and keep what was typed."""
        if not can_approve_commitmentupdate(request.user, self.update):
            raise PermissionDenied
        is_return = "return" in request.POST
        form: Any = (ReturnForm if is_return else ApproveForm)(request.POST)
        name, refusal = "return_form" if is_return else "approve_form", ""
        if form.is_valid():
            decide: Any = return_update if is_return else approve_update
            try:
                decide(update=self.update, user=request.user, **form.cleaned_data)
            except UpdateRefusedError as error:
                refusal = str(error)
            else:
                return self.go_on(is_return)
        context = self.get_context_data(refusal=refusal, **{name: form})
        return self.render_to_response(context, status=422)

    def go_on(self, is_return: bool) -> HttpResponse:
        """Back to what waits, with what was done."""
        words = (
            _("The update was returned to its owner.")
            if is_return
            else _("The update is published.")
        )
        messages.success(self.request, words)
        return redirect(f"{SPACE}:updates")
