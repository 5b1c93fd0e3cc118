"""News of a consultation by email: asked for, confirmed, and ended without signing in."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from plan.consultation import queries
from plan.consultation.actions.subscribe import confirm_subscriber, subscribe, unsubscribe
from plan.consultation.asking_for.forms import SubscribeForm
from plan.consultation.asking_for.links import opens_subscriber
from plan.consultation.asking_for.updates_mail import queue_confirmation
from plan.consultation.journey.steps import Journey, SeeOther, step
from plan.consultation.models import UpdatesSubscriber
from plan.linked_pages import linked_page
from plan.mail import is_mail_configured
from plan.mail_limits import may_mail
from plan.same_origin import is_from_elsewhere


@step("GET", "POST")
def updates(journey: Journey) -> HttpResponse:
    """Ask for news. The page says the same whether or not the address is known already."""
    if not is_mail_configured():
        raise Http404(_("News is not sent by email here. See the consultation’s page."))
    if journey.request.method != "POST":
        is_asked = "asked" in journey.request.GET
        return show(journey, form=None if is_asked else SubscribeForm(), is_asked=is_asked)
    form = SubscribeForm(journey.request.POST)
    if is_from_elsewhere(journey.request):
        form.hide_errors()
        message = _("Nothing was sent, because the request came from another site. Send again.")
        return show(journey, status=403, form=form, errors=[("", message)])
    if errors := [*form.error_links(), *form.trap_errors()]:
        return show(journey, status=422, form=form, errors=errors)
    subscriber = subscribe(
        consultation=journey.consultation,
        email=form.cleaned_data["email"],
        language=journey.language,
    )
    if subscriber.confirmed_at is None and may_mail("updates", subscriber.pk):
        origin = journey.request.build_absolute_uri("/").rstrip("/")
        queue_confirmation(subscriber=subscriber, origin=origin)
    return SeeOther(f"{journey.url('updates')}?asked=1")


def show(journey: Journey, *, status: int = 200, **context: Any) -> HttpResponse:
    """The page with the form, or with what to do next."""
    return journey.show(
        "updates",
        status=status,
        action_url=journey.url("updates"),
        consultation_page=queries.page_behind(journey.door),
        **context,
    )


Linked = Callable[[HttpRequest, UpdatesSubscriber | None], HttpResponse]


def by_link(view: Linked) -> Callable[..., HttpResponse]:
    """Make a view one that a link opens, whatever has become of the consultation's pages."""

    @linked_page
    @wraps(view)
    def wrapped(request: HttpRequest, key: int, token: str) -> HttpResponse:
        found = UpdatesSubscriber.objects.select_related("consultation").filter(pk=key).first()
        subscriber = found if found and opens_subscriber(token, found) else None
        return view(request, subscriber)

    return wrapped


@by_link
def confirm_updates(request: HttpRequest, subscriber: UpdatesSubscriber | None) -> HttpResponse:
    """GET asks, since programs open links in letters; POST confirms."""
    if subscriber is None:
        return page(request, "gone", status=404)
    if request.method != "POST" and subscriber.confirmed_at is None:
        return page(request, "confirm", subscriber)
    confirm_subscriber(subscriber=subscriber)
    return page(request, "confirmed", subscriber)


@by_link
def stop_updates(request: HttpRequest, subscriber: UpdatesSubscriber | None) -> HttpResponse:
    """GET asks; POST forgets the address, from our page or a mail program (RFC 8058)."""
    if subscriber is None:
        return page(request, "stopped")
    if request.method != "POST":
        return page(request, "stop", subscriber)
    unsubscribe(subscriber=subscriber)
    return page(request, "stopped", subscriber)


def page(
    request: HttpRequest,
    state: str,
    subscriber: UpdatesSubscriber | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    """One of the pages that such a link shows; which consultation, while its page is there."""
    public_id = subscriber.consultation.public_id if subscriber else ""
    door = queries.door(public_id, get_language() or "")
    context = {
        "is_unlisted": True,
        "state": state,
        "title": door.title if door else "",
        "consultation_url": queries.page_behind(door).get_url(request) if door else "",
    }
    return render(request, "plan/consultation/updates_link.html", context, status=status)
