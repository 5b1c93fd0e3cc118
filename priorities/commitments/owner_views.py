"""The owner's pages: come in by a link, say how a commitment stands, in two minutes."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from plan.linked_pages import linked_page
from plan.mail import is_mail_configured
from plan.mail_limits import may_mail
from plan.same_origin import is_from_elsewhere
from plan.tokens import hash_token
from priorities.actions.keep_owners import resume_reminders
from priorities.actions.keep_owners import stop_reminders as stop
from priorities.actions.submit_update import submit_update
from priorities.commitments import access
from priorities.commitments.letters import send_owner_link
from priorities.commitments.network_limits import is_too_often
from priorities.commitments.owner_forms import OwnerLinkForm, UpdateForm
from priorities.commitments.owner_pages import (
    commitment_of,
    form_context,
    initial_for,
    rows_of,
)
from priorities.commitments.sending import queue
from priorities.models import Commitment, Owner

Errors = list[tuple[str, str]]


def show(
    request: HttpRequest, name: str, *, status: int = 200, errors: Errors | None = None, **more: Any
) -> HttpResponse:
    """One of the owner's pages."""
    context = {"is_unlisted": True, "errors": errors or [], **more}
    return render(request, f"priorities/owner/{name}.html", context, status=status)


def see_other(name: str, *arguments: Any, query: str = "") -> HttpResponse:
    """Lead to an address, to be fetched anew."""
    response = HttpResponseRedirect(reverse(f"plan:{name}", args=arguments) + query)
    response.status_code = 303
    return response


def elsewhere() -> Errors:
    """Said to a request that another site sent."""
    return [("", _("Nothing was sent, because the request came from another site. Send again."))]


@linked_page
def owner(request: HttpRequest) -> HttpResponse:
    """The owner's commitments; for others the form that asks for a link."""
    if found := access.owner_of(request):
        said: dict[str, Any] = {
            "is_sent": "sent" in request.GET,
            "is_reminded": "reminded" in request.GET,
        }
        return show(request, "commitments", owner=found, rows=rows_of(found), **said)
    if request.method != "POST":
        is_asked = "asked" in request.GET
        return show_sign_in(request, None if is_asked else OwnerLinkForm())
    form = OwnerLinkForm(request.POST)
    if is_from_elsewhere(request):
        form.hide_errors()
        return show_sign_in(request, form, status=403, errors=elsewhere())
    if not form.is_valid():
        return show_sign_in(request, form, status=422, errors=form.error_links())
    if message := hindrance(request, form.cleaned_data["email"]):
        return show_sign_in(request, form, status=429, errors=[("", message)])
    ask_for_link(form.cleaned_data["email"])
    return see_other("owner", query="?asked=1")


def show_sign_in(
    request: HttpRequest,
    form: OwnerLinkForm | None,
    *,
    status: int = 200,
    errors: Errors | None = None,
) -> HttpResponse:
    """The form, or what to do next."""
    can_mail = is_mail_configured()
    return show(request, "sign_in", status=status, errors=errors, form=form, can_mail=can_mail)


def hindrance(request: HttpRequest, email: str) -> str:
    """Why no letter goes out now; the same whether or not an address is known."""
    if is_too_often(request, "owner-links"):
        return _(
            "Nothing was sent, because very many links were asked for from your network lately. "
            "Try again in an hour."
        )
    if not may_mail("owner-link", hash_token(email.lower())):
        return _(
            "Nothing was sent, because several letters went to this address within the last hour. "
            "Open the link in one of them, or try again in an hour."
        )
    return ""


def ask_for_link(email: str) -> None:
    """Queue the letter; the same work is done for an address that nobody has."""
    found = Owner.objects.filter(email=email.strip().lower()).first()
    queue(send_owner_link, found.pk if found else 0, 0)


@linked_page
def owner_link(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows a button, since programs open links in letters; POST comes in."""
    if request.method != "POST" or is_from_elsewhere(request):
        is_there = access.access_by(token, is_link=True) is not None
        return show(request, "link", status=200 if is_there else 404, is_there=is_there)
    found = access.exchange(token)
    if found is None:
        return show(request, "link", status=404, is_there=False)
    response = see_other("owner")
    access.give_cookie(response, request, found[1])
    return response


@linked_page
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the sign-in; GET leads back."""
    response = see_other("owner")
    if request.method == "POST" and not is_from_elsewhere(request):
        access.sign_out(request)
        access.drop_cookie(response)
    return response


@linked_page
def owner_resume(request: HttpRequest) -> HttpResponse:
    """Send reminders again to whoever is signed in; GET leads back."""
    found = access.owner_of(request)
    if request.method == "POST" and found is not None and not is_from_elsewhere(request):
        resume_reminders(owner=found)
        return see_other("owner", query="?reminded=1")
    return see_other("owner")


@linked_page
def owner_update(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """The form of one commitment. A form that was given out can be sent after the sign-in ended."""
    commitment = commitment_of(public_id)
    signed_in = access.owner_of(request)
    if request.method != "POST":
        if signed_in is None or commitment is None or not keeps(signed_in, commitment):
            return show_refused(request, signed_in)
        form = UpdateForm(initial=initial_for(signed_in, commitment))
        return show_form(request, signed_in, commitment, form)
    form = UpdateForm(request.POST)
    if commitment is None:
        return show_refused(request, signed_in, form)
    found = access.owner_by_proof(request.POST.get("proof", ""), commitment) or signed_in
    if found is None or not keeps(found, commitment):
        return show_refused(request, found, form)
    if is_from_elsewhere(request):
        form.hide_errors()
        return show_form(request, found, commitment, form, status=403, errors=elsewhere())
    if not form.is_valid():
        return show_form(request, found, commitment, form, status=422, errors=form.error_links())
    language = get_language() or settings.LANGUAGE_CODE
    submit_update(owner=found, commitment=commitment, language=language, **form.cleaned_data)
    return see_other("owner", query="?sent=1") if signed_in else show(request, "sent")


def keeps(owner: Owner, commitment: Commitment) -> bool:
    """Whether the commitment is one of theirs."""
    return commitment.ownerships.filter(owner=owner).exists()


def show_form(
    request: HttpRequest,
    owner: Owner,
    commitment: Commitment,
    form: UpdateForm,
    *,
    status: int = 200,
    errors: Errors | None = None,
) -> HttpResponse:
    """The form with what is known, and with a proof that we gave it out."""
    context = form_context(owner, commitment)
    proof = access.form_proof(owner, commitment)
    return show(request, "update", status=status, errors=errors, form=form, proof=proof, **context)


def show_refused(
    request: HttpRequest, owner: Owner | None, form: UpdateForm | None = None
) -> HttpResponse:
    """Not signed in, or not theirs: what was typed is shown, to copy, and the way in."""
    typed = []
    if form is not None:
        form.hide_errors()
        names = ("reason", "done", "evidence_url")
        typed = [(form[name].label, form.data.get(name, "")) for name in names]
    status = 404 if owner is not None else 403
    return show(request, "refused", status=status, owner=owner, typed=[x for x in typed if x[1]])


@linked_page
def stop_reminders(request: HttpRequest, key: int, token: str) -> HttpResponse:
    """GET asks; POST ends reminders, from our page or a mail program (RFC 8058)."""
    found = Owner.objects.filter(pk=key).first()
    if found is None or not access.stops_reminders(token, found):
        return show(request, "stop", status=404, state="gone")
    if request.method == "POST":
        stop(owner=found)
    return show(request, "stop", state="stopped" if request.method == "POST" else "stop")
