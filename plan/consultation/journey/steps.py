"""One request on its way through a form: what it found, and how it answers."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial, wraps
from typing import Any

from django.conf import settings
from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from plan.conf import quick_exit_url
from plan.consultation import queries
from plan.consultation.actions.submit_response import state_for
from plan.consultation.builder import definition_by_texts
from plan.consultation.definition import FormDefinition
from plan.consultation.enums import ConsultationState, SectionOrder
from plan.consultation.journey import bodies, browser
from plan.consultation.models import Attempt, Consultation
from plan.consultation.moments import moment_in_words, time_left
from plan.consultation.uploads import room_for_files
from plan.queries import PageLanguage

#: Status of the page that says a form is not open.
STATE_STATUS = {ConsultationState.SCHEDULED: 403, ConsultationState.CLOSED: 410}
#: The last stretch, in which every step says when it ends.
CLOSING_SOON = timedelta(days=1)


class SeeOther(HttpResponseRedirect):
    """After a POST: the browser goes on with GET, so that Back and Reload are harmless."""

    status_code = 303


class JourneyEndError(Exception):
    """The request cannot go on; `response` says why and what to do."""

    def __init__(self, response: HttpResponse) -> None:
        self.response = response
        super().__init__()


@dataclass
class Journey:
    """A request for one step of one consultation's form, in one language."""

    request: HttpRequest
    door: queries.Door
    language: str
    attempt: Attempt | None = None
    token: str = ""
    #: What this very request holds and nothing has stored, by section.
    typed: dict[uuid.UUID, queries.Typed] = field(default_factory=dict)
    #: Whether this request moved the attempt to another version of the form.
    is_moved: bool = False

    @property
    def moved(self) -> bool:
        """Whether to say that the form has changed since the answers were begun."""
        return self.is_moved or "moved" in self.request.GET

    @property
    def consultation(self) -> Consultation:
        """The record."""
        return self.door.consultation

    @property
    def public_id(self) -> str:
        """Its id in addresses."""
        return self.consultation.public_id

    @property
    def begun(self) -> Attempt:
        """The attempt, for steps that only come once there is one; LookupError without."""
        if self.attempt is None:
            raise LookupError("This step needs an attempt.")
        return self.attempt

    @property
    def definition(self) -> FormDefinition:
        """The form in the words of the attempt."""
        return definition_by_texts(self.begun.texts_id)

    @property
    def overview_url(self) -> str:
        """Address of the page that presents the consultation."""
        return queries.page_behind(self.door).get_url(self.request) or "/"

    def url(self, step: str, *arguments: Any) -> str:
        """Address of a step in this language."""
        return reverse(f"plan:{step}", args=[self.public_id, *arguments])

    @property
    def is_any_order(self) -> bool:
        """Whether sections are answered in any order, from a list."""
        return self.consultation.section_order == SectionOrder.ANY

    def show(self, template: str, status: int = 200, **context: Any) -> HttpResponse:
        """Render a step's page, with what all of them need."""
        context = {
            "journey": self,
            "is_unlisted": True,
            "attempt_token": self.token,
            "start_url": self.url("take_part"),
            "quick_exit_url": quick_exit_url() if self.consultation.is_sensitive else "",
            **context,
        }
        return render(self.request, f"plan/consultation/{template}.html", context, status=status)

    def go(self, url: str, render_instead: Callable[[], HttpResponse]) -> HttpResponse:
        """Redirect; browsers that keep no cookies get the next page at once instead."""
        if browser.keeps_cookies(self.request, self.public_id):
            return SeeOther(url)
        return render_instead()

    def require_open(self) -> None:
        """End with a page that says when it opens, or that it has closed."""
        if self.state is not ConsultationState.OPEN:
            raise JourneyEndError(self.not_open(self.state))

    @property
    def state(self) -> ConsultationState:
        """What the clock says to this browser: a grace longer open for those who had begun."""
        if self.attempt is None or self.attempt.pk is None:
            return self.door.state
        return state_for(self.attempt, self.door.moment)

    def not_open(self, state: ConsultationState) -> HttpResponse:
        """The page for a form that takes no answers now; unsent answers can be copied from it."""
        zone = self.consultation.zone
        opens, closes = self.consultation.opens_at, self.consultation.closes_at
        return self.show(
            "not_open",
            status=STATE_STATUS[state],
            state=state.value,
            opens=moment_in_words(opens, zone) if opens else "",
            closes=moment_in_words(closes, zone) if closes else "",
            page=None,
            consultation_page=queries.page_behind(self.door),
            unsent=self.unsent_answers(),
        )

    @property
    def closing(self) -> str:
        """What is said of the end on every step once it is near, or past for all others."""
        closes, zone, now = self.consultation.closes_at, self.consultation.zone, self.door.moment
        if closes is None or closes - now > CLOSING_SOON:
            return ""
        if closes > now:
            return _("Closes on %(moment)s. %(left)s.") % {
                "moment": moment_in_words(closes, zone),
                "left": time_left(now, closes, zone),
            }
        last = closes + timedelta(minutes=self.consultation.grace_minutes)
        return _(
            "This consultation has closed. You had begun before, so you can still send your "
            "answers until %(moment)s."
        ) % {"moment": moment_in_words(last, zone)}

    def unsent_answers(self) -> list[Any]:
        """What this browser typed and never sent, so that it can be sent another way."""
        from plan.consultation.journey.summaries import summaries

        if self.attempt is None:
            return []
        is_kept = self.attempt.pk is not None and not hasattr(self.attempt, "response")
        typed = queries.typed_sections(self.attempt) if is_kept else {}
        typed.update(self.typed)
        return [part for part in summaries(self.definition, typed) if part.is_answered]

    def languages(self) -> list[PageLanguage]:
        """Languages in which the form can go on."""
        names = dict(settings.LANGUAGES)
        return [
            PageLanguage(
                code=code,
                name=names.get(code, code),
                url="",
                is_current=code == self.language,
            )
            for code in queries.form_languages(self.consultation)
        ]


def begin(request: HttpRequest, public_id: str) -> Journey:
    """Find the consultation and the attempt; Http404 where there is no public form."""
    language = get_language() or settings.LANGUAGE_CODE
    door = queries.door(public_id, language)
    if door is None:
        raise Http404(_("There is no form at this address. Check it, or start from the plan."))
    journey = Journey(request, door, language)
    if door.is_guarded:
        check_restrictions(journey)
    tokens = browser.tokens_of(request, public_id)
    journey.attempt = queries.attempt_by_token(door.consultation, tokens)
    if journey.attempt is not None:
        journey.token = next(
            token for token in tokens if token and queries.opens(token, journey.attempt)
        )
    return journey


def check_restrictions(journey: Journey) -> None:
    """Send those who have not given the page's password to the page, which asks for it."""
    page = queries.page_behind(journey.door)
    for restriction in page.get_view_restrictions():
        if not restriction.accept_request(journey.request):
            raise JourneyEndError(SeeOther(page.get_url(journey.request) or "/"))


def step(*methods: str) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Make a view a step of the journey: never cached, its own protection, no bare error."""
    allowed = [*methods, "HEAD"] if "GET" in methods else list(methods)

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @csrf_exempt
        @never_cache
        @wraps(view)
        def wrapped(request: HttpRequest, public_id: str, **kwargs: Any) -> HttpResponse:
            if request.method in allowed:
                response = respond(view, request, public_id, kwargs)
            else:
                response = refusal(request, "wrong_method", 405, public_id=public_id)
                response["Allow"] = ", ".join(allowed)
            response["X-Robots-Tag"] = "noindex, nofollow"
            return response

        return wrapped

    return decorate


def respond(
    view: Callable[..., HttpResponse], request: HttpRequest, public_id: str, kwargs: dict[str, Any]
) -> HttpResponse:
    """What the view says, or the page for a request that cannot be read."""
    room = partial(room_for_files, public_id, kwargs.get("number", 0))
    return answered(request, lambda: view(begin(request, public_id), **kwargs), room)


def answered(
    request: HttpRequest,
    make: Callable[[], HttpResponse],
    room: Callable[[], int] = lambda: 0,
) -> HttpResponse:
    """What is made of a request whose body can be read, else the page that says why it cannot."""
    try:
        bodies.read(request, room)
        return make()
    except JourneyEndError as end:
        return end.response
    except RequestDataTooBig:
        return refusal(request, "too_large", 413)
    except bodies.OtherTypeError:
        return refusal(request, "not_understood", 415)
    except (SuspiciousOperation, BadRequest, MultiPartParserError):
        return refusal(request, "not_understood", 400)


def refusal(request: HttpRequest, template: str, status: int, **context: Any) -> HttpResponse:
    """A page for a request that never reached a consultation."""
    context = {"is_unlisted": True, **context}
    return render(request, f"plan/consultation/{template}.html", context, status=status)


def in_language(language: str, make: Callable[[], HttpResponse]) -> HttpResponse:
    """Make a page in another language than the address."""
    with override(language):
        return make()
