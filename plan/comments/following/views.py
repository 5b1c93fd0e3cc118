"""The public's pages on following a passage."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from plan.comments.actions.follow_passage import confirm_follower, follow_passage, unfollow
from plan.comments.following.links import opens_follower, passage_path
from plan.comments.letters.followers import send_question
from plan.comments.letters.sending import queue
from plan.comments.models import Follower
from plan.comments.network_limits import is_too_often
from plan.comments.queries import Taking, open_at, takings_beside
from plan.consultation.asking_for.forms import SubscribeForm
from plan.linked_pages import linked_page
from plan.mail import is_mail_configured
from plan.mail_limits import may_mail
from plan.models import Passage
from plan.queries import passage_by_identity
from plan.readers import Reader
from plan.same_origin import is_from_elsewhere
from plan.shown_passages import passage_url
from plan.tokens import hash_token

GET_OR_POST = ["GET", "HEAD", "POST"]


@csrf_exempt  # it sets no cookie; what comes from elsewhere is asked again
@never_cache
@require_http_methods(GET_OR_POST)
def follow(request: HttpRequest, translation_key: uuid.UUID, block_id: uuid.UUID) -> HttpResponse:
    """Ask for news. The page says the same whether or not the address is known already."""
    passage, taking = followable(request, translation_key, block_id)
    if request.method != "POST":
        is_asked = "asked" in request.GET
        return show(request, passage, form=None if is_asked else SubscribeForm())
    form = SubscribeForm(request.POST)
    if is_from_elsewhere(request):
        form.hide_errors()
        message = _("Nothing was sent, because the request came from another site. Send again.")
        return show(request, passage, status=403, form=form, errors=[("", message)])
    if errors := [*form.error_links(), *form.trap_errors()]:
        return show(request, passage, status=422, form=form, errors=errors)
    if message := hindrance(request, form.cleaned_data["email"]):
        return show(request, passage, status=429, form=form, errors=[("", message)])
    follower = follow_passage(
        consultation=taking.settings.consultation,
        identity=(translation_key, block_id),
        email=form.cleaned_data["email"],
        language=passage.page.locale.language_code,
    )
    if follower.confirmed_at is None:
        queue(send_question, follower.pk, 0)
    response = HttpResponseRedirect(f"{request.path}?asked=1")
    response.status_code = 303
    return response


def hindrance(request: HttpRequest, email: str) -> str:
    """Why no letter goes out now; usually nothing. The same whether or not an address is known."""
    if is_too_often(request, "follows"):
        return _(
            "Nothing was sent, because very many have asked for news from your network lately. "
            "Try again in an hour."
        )
    if not may_mail("follow", hash_token(email.lower())):
        return _(
            "Nothing was sent, because several letters went to this address within the last hour. "
            "Open the link in one of them first, or try again in an hour."
        )
    return ""


def followable(
    request: HttpRequest, translation_key: uuid.UUID, block_id: uuid.UUID
) -> tuple[Passage, Taking]:
    """The passage, and the consultation whose comments are shown there. Http404 without."""
    reader = Reader.of(request)
    passage = passage_by_identity(translation_key, block_id, reader)
    if passage is None or not is_mail_configured():
        raise Http404(_("Nobody can be told of comments there. Start from the plan."))
    identity = translation_key, block_id
    found = [one for one in takings_beside([translation_key], reader) if one.settings.is_shown]
    reached = [one for one in found if one.reaches(identity)]
    if not reached:
        raise Http404(_("No comments are shown there. Start from the plan."))
    return passage, open_at(identity, reached) or reached[-1]


def show(
    request: HttpRequest,
    passage: Passage,
    *,
    form: SubscribeForm | None,
    status: int = 200,
    errors: list[tuple[str, str]] | None = None,
) -> HttpResponse:
    """The page with the form, or with what to do next."""
    identity = passage.translation_key, passage.block_id
    context: dict[str, Any] = {
        "is_unlisted": True,
        "form": form,
        "errors": errors or [],
        "passage": passage,
        "passage_url": passage_url(*identity),
        "action_url": reverse("plan:follow_passage", args=identity),
    }
    response = render(request, "plan/comments/follow.html", context, status=status)
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


Linked = Callable[[HttpRequest, Follower | None], HttpResponse]


def by_link(view: Linked) -> Callable[..., HttpResponse]:
    """Make a view one that a link opens, whatever has become of the passage."""

    @linked_page
    @wraps(view)
    def wrapped(request: HttpRequest, key: int, token: str) -> HttpResponse:
        found = Follower.objects.select_related("consultation").filter(pk=key).first()
        follower = found if found and opens_follower(token, found) else None
        return view(request, follower)

    return wrapped


@by_link
def confirm_following(request: HttpRequest, follower: Follower | None) -> HttpResponse:
    """GET asks, since programs open links in letters; POST confirms."""
    if follower is None:
        return page(request, "gone", status=404)
    if request.method != "POST" and follower.confirmed_at is None:
        return page(request, "confirm", follower)
    confirm_follower(follower=follower)
    return page(request, "confirmed", follower)


@by_link
def stop_following(request: HttpRequest, follower: Follower | None) -> HttpResponse:
    """GET asks; POST forgets the address, from our page or a mail program (RFC 8058)."""
    if follower is None:
        return page(request, "stopped")
    if request.method != "POST":
        return page(request, "stop", follower)
    unfollow(follower=follower)
    return page(request, "stopped", follower)


def page(
    request: HttpRequest, state: str, follower: Follower | None = None, *, status: int = 200
) -> HttpResponse:
    """One of the pages that such a link shows; which passage, while it is there."""
    number, url = "", ""
    if follower is not None:
        reader = Reader.of(request)
        identity = follower.translation_key, follower.block_id
        if passage := passage_by_identity(*identity, reader):
            number, url = passage.number, passage_path(follower)
    context = {
        "is_unlisted": True,
        "state": state,
        "number": number,
        "passage_url": url,
    }
    return render(request, "plan/comments/follow_link.html", context, status=status)
