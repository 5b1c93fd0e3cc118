"""What readers do with a comment: find it again, report it, agree with it."""

from __future__ import annotations

import uuid

from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from plan.comments import queries
from plan.comments.actions.agree_with_comment import (
    AgreeingEndedError,
    TooManyError,
    agree_with_comment,
    take_agreement_back,
)
from plan.comments.actions.change_state import CommentGoneError
from plan.comments.actions.report_comment import report_comment
from plan.comments.forms import ReportForm
from plan.comments.models import Agreement, Comment
from plan.comments.reader_cookie import hash_for, remember, token_for, token_of
from plan.comments.report_limits import is_flooding
from plan.comments.rules import ShownRules, rules_of
from plan.comments.threads import ON_A_PAGE, Presenter, ShownComment
from plan.comments.views.refusals import gone
from plan.comments.views.requests import comment_page, from_elsewhere, show
from plan.consultation.journey.steps import JourneyEndError, SeeOther
from plan.consultation.references import normalise_reference
from plan.networks import network_hash
from plan.queries import languages_of_passage
from plan.readers import Reader
from plan.same_origin import is_from_elsewhere
from plan.shown_passages import passage_url


def readable_comment(request: HttpRequest, reference: str, reader: Reader) -> Comment:
    """The comment; ends with a page that says why it may not be there."""
    comment = queries.comment_by_reference(normalise_reference(reference), reader)
    if comment is None:
        raise JourneyEndError(gone(request, is_comment=True))
    return comment


@comment_page("GET")
def comment(request: HttpRequest, reference: str) -> HttpResponse:
    """The permanent link of a comment: to its place at its passage, else in the list of all."""
    reader = Reader.of(request)
    found = readable_comment(request, reference, reader)
    return HttpResponseRedirect(place_of(found, reader))


def place_of(found: Comment, reader: Reader) -> str:
    """Where a comment stands, in the reader's language where its passage is there in it."""
    identity = (found.placed_key, found.placed_block)
    languages = languages_of_passage(*identity, reader)
    if not languages:
        return f"{all_comments_path(found)}#{found.anchor}"
    language = reader.language if reader.language in languages else languages[0]
    with override(language):
        path = passage_url(*identity)
    page = page_of(found, reader)
    return f"{path}?page={page}#{found.anchor}" if page > 1 else f"{path}#{found.anchor}"


def page_of(found: Comment, reader: Reader) -> int:
    """On which page of its passage a comment stands, oldest first."""
    takings = queries.takings_of(found, reader)
    if found.consultation.plan_id is not None:
        takings = queries.takings(found.consultation.plan_id, reader)
    root = found.reply_to or found
    threads = queries.threads_at((found.placed_key, found.placed_block), takings)
    same_moment = Q(posted_at=root.posted_at, pk__lt=root.pk)
    before = threads.filter(Q(posted_at__lt=root.posted_at) | same_moment)
    return before.count() // ON_A_PAGE + 1


def all_comments_path(found: Comment) -> str:
    """The list of all comments of the consultation."""
    return reverse("plan:all_comments", args=[found.consultation.public_id])


def shown(found: Comment, reader: Reader) -> ShownComment:
    """The comment as everybody reads it."""
    return Presenter.of(queries.takings_of(found, reader), reader).comment(found)


@comment_page("GET", "POST")
def report(request: HttpRequest, reference: str) -> HttpResponse:
    """Tell the moderators what is wrong with a comment.

    The answer is the same whether this browser has reported it before or not.
    """
    reader = Reader.of(request)
    found = readable_comment(request, reference, reader)
    rules = rules_of(found.consultation.comment_settings, reader.language)
    if request.method != "POST":
        if "reported" in request.GET:
            return show_report(request, found, reader, is_reported=True)
        return show_report(request, found, reader, form=ReportForm(reasons=rules.reasons))
    form = ReportForm(request.POST, reasons=rules.reasons)
    if is_from_elsewhere(request):
        form.hide_errors()
        errors = [("", from_elsewhere())]
        return show_report(request, found, reader, status=403, form=form, errors=errors)
    if not form.is_valid():
        errors = form.error_links()
        return show_report(request, found, reader, status=422, form=form, errors=errors)
    if is_flooding(request):
        errors = [("", too_many_reports())]
        return show_report(request, found, reader, status=429, form=form, errors=errors)
    return store_report(request, found, reader, form, rules)


def store_report(
    request: HttpRequest, found: Comment, reader: Reader, form: ReportForm, rules: ShownRules
) -> HttpResponse:
    """Note it, once for each browser."""
    token = token_for(request)
    rule = rules.reason(form.cleaned_data.get("reason"))
    rule_id: uuid.UUID | None = rule.id if rule else None
    try:
        report_comment(
            comment=found,
            browser_hash=hash_for(token, found.reference),
            language=reader.language,
            rule_id=rule_id,
            words=form.cleaned_data["words"],
        )
    except CommentGoneError:
        return gone(request, is_comment=True)
    response = SeeOther(f"{reverse('plan:report_comment', args=[found.reference])}?reported=1")
    remember(response, request, token)
    return response


def show_report(
    request: HttpRequest,
    found: Comment,
    reader: Reader,
    *,
    status: int = 200,
    form: ReportForm | None = None,
    is_reported: bool = False,
    errors: list[tuple[str, str]] | None = None,
) -> HttpResponse:
    """The form, or thanks."""
    return show(
        request,
        "report",
        status=status,
        comment=shown(found, reader),
        form=form,
        is_reported=is_reported,
        errors=errors or [],
        action_url=reverse("plan:report_comment", args=[found.reference]),
        back_url=reverse("plan:comment", args=[found.reference]),
    )


def too_many_reports() -> str:
    """Said where very many reports come from one network."""
    return _(
        "Nothing was sent, because very many reports have come from your network lately. "
        "Try again in an hour, or write to us."
    )


@comment_page("GET", "POST")
def agree(request: HttpRequest, reference: str) -> HttpResponse:
    """Agree with a comment, or no more. GET says which."""
    reader = Reader.of(request)
    found = readable_comment(request, reference, reader)
    takings = queries.takings_of(found, reader)
    if not any(one.is_open and one.settings.has_agreements for one in takings):
        status = 410 if request.method == "POST" else 200
        return show_agree(request, found, reader, status=status, message=closed())
    if request.method != "POST":
        return show_agree(request, found, reader, is_possible=True)
    if is_from_elsewhere(request):
        message = from_elsewhere()
        return show_agree(request, found, reader, status=403, is_possible=True, message=message)
    return store_agreement(request, found, reader)


def store_agreement(request: HttpRequest, found: Comment, reader: Reader) -> HttpResponse:
    """Count this browser, or count it no more."""
    token = token_for(request)
    browser_hash = hash_for(token, found.reference)
    try:
        if "undo" in request.POST:
            take_agreement_back(comment=found, browser_hash=browser_hash)
        else:
            network = network_hash(request)
            agree_with_comment(comment=found, browser_hash=browser_hash, network_hash=network)
    except AgreeingEndedError:
        return show_agree(request, found, reader, status=410, message=closed())
    except TooManyError:
        return show_agree(request, found, reader, status=429, message=too_many_agree())
    except CommentGoneError:
        return gone(request, is_comment=True)
    response = SeeOther(reverse("plan:agree_with_comment", args=[found.reference]))
    remember(response, request, token)
    return response


def show_agree(
    request: HttpRequest,
    found: Comment,
    reader: Reader,
    *,
    status: int = 200,
    is_possible: bool = False,
    message: str = "",
) -> HttpResponse:
    """Whether this browser agrees, how many do, and what the number is worth."""
    browser_hash = hash_for(token_of(request), found.reference)
    rows = Agreement.objects.filter(comment=found, browser_hash=browser_hash)
    return show(
        request,
        "agree",
        status=status,
        comment=shown(found, reader),
        agrees=bool(browser_hash) and rows.exists(),
        is_possible=is_possible,
        message=message,
        action_url=reverse("plan:agree_with_comment", args=[found.reference]),
        back_url=reverse("plan:comment", args=[found.reference]),
    )


def closed() -> str:
    """Said where nobody can agree any more."""
    return _("Comments are closed, so nobody can agree with this comment any more.")


def too_many_agree() -> str:
    """Said where very many in one network agree with one comment."""
    return _(
        "You were not counted: very many people in your network, for example at your provider or "
        "in your library, have agreed with this comment today. Try again tomorrow."
    )
