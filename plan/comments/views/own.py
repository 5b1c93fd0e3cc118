"""A comment for its author, who holds the secret link: read, confirm, change, withdraw."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from plan.comments import queries
from plan.comments.actions.change_state import CommentGoneError, NotPossibleError
from plan.comments.actions.own_comment import confirm_comment, edit_comment, withdraw_comment
from plan.comments.editing import Frozen, frozen_by, why_frozen
from plan.comments.enums import CommentState, HintKind
from plan.comments.forms import WordsForm, address_form, filled, quotable
from plan.comments.links import comment_path, confirms_comment, opens_comment, token_of
from plan.comments.models import Comment, CommentSettings
from plan.comments.rules import rules_of
from plan.comments.standing import standing_of
from plan.comments.transitions import WITHDRAWABLE
from plan.comments.views.requests import comment_page, from_elsewhere, show
from plan.consultation.journey.steps import JourneyEndError, SeeOther
from plan.consultation.moments import moment_in_words
from plan.consultation.references import normalise_reference
from plan.mail import is_mail_configured
from plan.queries import languages_of_passage
from plan.readers import Reader
from plan.same_origin import is_from_elsewhere
from plan.shown_passages import passage_url

Own = Callable[[HttpRequest, Comment, CommentSettings], HttpResponse]


def own_page(
    *methods: str, opens: Callable[[str, Comment], bool] = opens_comment
) -> Callable[[Own], Callable[..., HttpResponse]]:
    """Make a view of a comment one that only the secret link opens."""

    def decorate(view: Own) -> Callable[..., HttpResponse]:
        @comment_page(*methods)
        @wraps(view)
        def opened(request: HttpRequest, reference: str, token: str) -> HttpResponse:
            comment = comment_behind(request, reference, token, opens)
            try:
                return view(request, comment, comment.consultation.comment_settings)
            except CommentGoneError:
                return show(request, "own_missing", status=404)

        return opened

    return decorate


def comment_behind(
    request: HttpRequest, reference: str, token: str, opens: Callable[[str, Comment], bool]
) -> Comment:
    """The comment; the same page for a wrong token and for a reference that never was."""
    rows = Comment.objects.select_related("consultation__comment_settings", "author")
    comment = rows.filter(reference=normalise_reference(reference)).first()
    if comment is None or not opens(token, comment):
        raise JourneyEndError(show(request, "own_missing", status=404))
    return comment


def own_url(comment: Comment, name: str = "own_comment") -> str:
    """Address of a page that the secret link opens, in the active language."""
    return reverse(f"plan:{name}", args=[comment.reference, token_of(comment)])


@own_page("GET")
def own_comment(request: HttpRequest, comment: Comment, settings: CommentSettings) -> HttpResponse:
    """What has become of it, and what can be done with it."""
    return show_own(request, comment, settings)


def show_own(
    request: HttpRequest,
    comment: Comment,
    settings: CommentSettings,
    *,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    """The author's page; `more` takes the place of what it would hold."""
    reader = Reader.of(request)
    zone = comment.consultation.zone
    author = getattr(comment, "author", None)
    is_mailed = bool(author and author.email) and is_mail_configured()
    is_shown = comment.is_public and settings.is_shown
    place = (comment.placed_key, comment.placed_block)
    frozen = frozen_by(comment)
    return show(
        request,
        "own",
        status=status,
        comment=comment,
        author_name=author.name if author else "",
        is_new="sent" in request.GET and comment.state != CommentState.WITHDRAWN,
        is_mailed=is_mailed and comment.state != CommentState.UNCONFIRMED,
        standing=standing_of(comment, settings),
        rule=rules_of(settings, reader.language).reason(comment.rule_id),
        received=moment_in_words(comment.posted_at, zone),
        edited=moment_in_words(comment.edited_at, zone) if comment.edited_at else "",
        passage_url=passage_url(*place) if languages_of_passage(*place, reader) else "",
        public_url=comment_path(comment, reader.language) if is_shown else "",
        permanent_url=request.build_absolute_uri(own_url(comment)),
        edit_url="" if frozen else own_url(comment, "edit_own_comment"),
        why_frozen=why_frozen(frozen) if frozen and frozen is not Frozen.DECIDED else "",
        withdraw_url=own_url(comment, "withdraw_own_comment") if may_withdraw(comment) else "",
        **support_for(comment, reader),
        **{"letter_form": address_form(comment), "errors": [], **more},
        letter_url=own_url(comment, "send_own_letter"),
        is_written="letter" in request.GET,
    )


def support_for(comment: Comment, reader: Reader) -> dict[str, Any]:
    """Where to find support, at once, for whoever may have told of harm."""
    if not comment.hints.filter(kind=HintKind.HARM).exists():
        return {"has_support": False}
    page = queries.consultation_page(comment.consultation, reader)
    return {
        "has_support": True,
        "support": page.support if page else "",
        "support_language": page.locale.language_code if page else "",
    }


def may_withdraw(comment: Comment) -> bool:
    """Whether it can be withdrawn."""
    return CommentState(comment.state) in WITHDRAWABLE


@own_page("GET", "POST")
def edit_own_comment(
    request: HttpRequest, comment: Comment, settings: CommentSettings
) -> HttpResponse:
    """Other words in the place of the first, until a moderator has decided."""
    if request.method != "POST":
        if frozen_by(comment) is not None:
            return show_too_late(request, comment)
        return show_edit(request, comment, filled(comment, settings))
    form = WordsForm(
        request.POST,
        settings=settings,
        passage_text=quotable(comment),
        language=comment.language,
    )
    if is_from_elsewhere(request):
        form.hide_errors()
        return show_edit(request, comment, form, status=403, message=from_elsewhere())
    if frozen_by(comment) is not None:
        return show_too_late(request, comment, form)
    if not form.is_valid():
        return show_edit(request, comment, form, status=422)
    try:
        edit_comment(comment=comment, words=form.words())
    except NotPossibleError as error:
        return show_too_late(request, error.comment, form)
    return SeeOther(own_url(comment))


def show_edit(
    request: HttpRequest,
    comment: Comment,
    form: WordsForm,
    *,
    status: int = 200,
    message: str = "",
) -> HttpResponse:
    """The form with the comment's words."""
    errors = [("", message)] if message else form.error_links() if form.is_bound else []
    return show(
        request,
        "own_edit",
        status=status,
        comment=comment,
        form=form,
        errors=errors,
        action_url=own_url(comment, "edit_own_comment"),
        own_url=own_url(comment),
    )


def show_too_late(
    request: HttpRequest, comment: Comment, form: WordsForm | None = None
) -> HttpResponse:
    """Why it cannot be changed now, and what was typed, to copy."""
    text = str(form.data.get("text", "")) if form is not None else ""
    frozen = frozen_by(comment) or Frozen.DECIDED
    return show(
        request,
        "own_too_late",
        status=409,
        comment=comment,
        why=why_frozen(frozen),
        is_for_now=frozen is Frozen.REPORTED,
        typed=text[:20_000],
        own_url=own_url(comment),
    )


@own_page("GET", "POST")
def withdraw_own_comment(
    request: HttpRequest, comment: Comment, settings: CommentSettings
) -> HttpResponse:
    """Asks once more, then withdraws the comment."""
    is_sure = request.method == "POST"
    if not may_withdraw(comment):
        return SeeOther(own_url(comment))
    if is_sure and not is_from_elsewhere(request):
        try:
            withdraw_comment(comment=comment)
        except NotPossibleError:
            return SeeOther(own_url(comment))
        return SeeOther(own_url(comment))
    return show(
        request,
        "own_withdraw",
        status=403 if is_sure else 200,
        errors=[("", from_elsewhere())] if is_sure else [],
        comment=comment,
        own_url=own_url(comment),
        withdraw_url=own_url(comment, "withdraw_own_comment"),
    )


@own_page("GET", "POST", opens=confirms_comment)
def confirm_own_comment(
    request: HttpRequest, comment: Comment, settings: CommentSettings
) -> HttpResponse:
    """GET asks, since programs open links in letters; POST confirms the address."""
    if comment.state != CommentState.UNCONFIRMED:
        return SeeOther(own_url(comment))
    if request.method == "POST" and not is_from_elsewhere(request):
        try:
            confirm_comment(comment=comment)
        except NotPossibleError:
            return show(request, "own_missing", status=404)
        return SeeOther(own_url(comment))
    is_refused = request.method == "POST"
    return show(
        request,
        "confirm",
        status=403 if is_refused else 200,
        errors=[("", from_elsewhere())] if is_refused else [],
        comment=comment,
    )
