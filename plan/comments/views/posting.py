"""Somebody comments on a passage, or replies to a comment."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from plan.comments import queries
from plan.comments.accounts import user_of
from plan.comments.actions.change_state import CommentGoneError
from plan.comments.actions.post_comment import NotTakenError, Posting, post_comment
from plan.comments.composing import SEEN, Place, invitation
from plan.comments.enums import Identification
from plan.comments.forms import CommentForm
from plan.comments.links import own_path
from plan.comments.models import Comment
from plan.comments.queries import Taking
from plan.comments.threads import Presenter, ShownComment
from plan.comments.tokens import AttemptToken, read_attempt_token
from plan.comments.views.refusals import gone, is_same, not_taken, sent_before
from plan.comments.views.requests import comment_page, from_elsewhere, show
from plan.consultation.enums import ConsultationState
from plan.consultation.journey.admission import CrowdedError, admitted, carried
from plan.consultation.journey.browser import FIELD
from plan.consultation.journey.steps import JourneyEndError, SeeOther
from plan.consultation.proofs import new_challenge
from plan.models import Passage
from plan.queries import passage_by_identity
from plan.readers import Reader, speaks
from plan.same_origin import is_from_elsewhere
from plan.shown_passages import passage_url


@comment_page("GET", "POST")
def comment_on(
    request: HttpRequest, translation_key: uuid.UUID, block_id: uuid.UUID
) -> HttpResponse:
    """Take a comment. GET leads to the passage's page, which has the form."""
    if request.method != "POST":
        return SeeOther(f"{passage_url(translation_key, block_id)}#comment")
    reader = Reader.of(request)
    passage, found = queries.place_to_comment((translation_key, block_id), reader)
    return take_up(place_at(request, reader, found, passage))


@comment_page("GET", "POST")
def reply_to_comment(request: HttpRequest, reference: str) -> HttpResponse:
    """The form for a reply; POST takes it."""
    reader = Reader.of(request)
    parent = queries.comment_by_reference(reference, reader)
    if parent is None:
        raise JourneyEndError(gone(request, is_comment=True))
    found = [one for one in queries.takings_of(parent, reader) if one.settings.has_replies]
    passage = passage_by_identity(parent.placed_key, parent.placed_block, reader)
    place = place_at(request, reader, found, passage, parent)
    if request.method == "POST":
        return take_up(place)
    return show_form(place, taking_for(place, None))


def place_at(
    request: HttpRequest,
    reader: Reader,
    found: list[Taking],
    passage: Passage | None,
    parent: Comment | None = None,
) -> Place:
    """A passage that the reader may see; ends with what was typed where it is not there."""
    if passage is None or not speaks(request, passage.page.locale):
        raise JourneyEndError(gone(request))
    return Place(request, reader, passage, found, parent)


def taking_for(place: Place, token: AttemptToken | None) -> Taking:
    """The consultation that takes the comment; ends where there is none.

    Whoever had opened the form before the consultation closed has its grace.
    """
    reaching = [one for one in place.found if one.reaches(place.identity)]
    for one in reaching:
        given_at = token.given_at if token else one.moment
        state = one.settings.consultation.state_for(given_at, one.moment)
        if one.settings.is_taking and state is ConsultationState.OPEN:
            return one
    raise JourneyEndError(not_taken(place))


def take_up(place: Place) -> HttpResponse:
    """Store what was sent, show it first, or say what is to be put right.

    Whatever there would be to say: a form that has made a comment leads to it.
    """
    token = read_attempt_token(place.request.POST.get(FIELD, ""))
    try:
        response = consider(place, token)
    except JourneyEndError as end:
        response = end.response
    if token is None or response.status_code == SeeOther.status_code:
        return response
    before = Comment.objects.filter(attempt_hash=token.hash).first()
    return response if before is None else answer_again(place, before)


def consider(place: Place, token: AttemptToken | None) -> HttpResponse:
    """What is to be done with what was sent; stored only if everything is as it should be."""
    posted, taking = place.request.POST, taking_for(place, token)
    is_switched = "change" in posted and bool(token and token.language != place.reader.language)
    is_begun = not is_switched or posted.get("text", "").strip()
    sent = posted if is_begun else {**posted.dict(), "language": place.reader.language}
    form = place.form(taking.settings, sent)
    if is_from_elsewhere(place.request):
        return show_again(place, taking, form, 403, from_elsewhere())
    if token is None:
        return show_again(place, taking, form, 422, open_too_long())
    if needs_sign_in(place, taking):
        return show_again(place, taking, form, 403, sign_in_first())
    if not is_switched and not token.stood_beside(place.words, place.reader.language):
        return show_reworded(place, taking, form, token)
    if "change" in posted:
        return show_form(place, taking, form, judged=False)
    if not form.is_valid():
        return show_form(place, taking, form, status=422)
    if "preview" in posted:
        return show_preview(place, taking, form)
    return post(place, taking, form, token)


def post(place: Place, taking: Taking, form: CommentForm, token: AttemptToken) -> HttpResponse:
    """Store it, and go on to the author's own page."""
    try:
        doubts = admitted(place.request)
    except CrowdedError:
        return show_crowded(place)
    is_account = taking.settings.identification == Identification.ACCOUNT
    words = form.given(user_of(place.request) if is_account else None)
    posting = Posting(
        passage=place.passage,
        settings=taking.settings,
        token=token,
        language=place.reader.language,
        received_at=taking.moment,
        reply_to=place.parent,
        doubts=doubts,
    )
    try:
        comment = post_comment(posting=posting, words=words)
    except NotTakenError:
        return not_taken(place)
    except CommentGoneError:
        return gone(place.request, is_comment=True)
    return answer_again(place, comment)


def answer_again(place: Place, comment: Comment) -> HttpResponse:
    """To the page of what the form made: now, or before, when it said the same."""
    if not is_same(place.request, comment):
        return sent_before(place, comment)
    return SeeOther(f"{own_path(comment, place.reader.language)}?sent=1")


def show_again(
    place: Place, taking: Taking, form: CommentForm, status: int, message: str
) -> HttpResponse:
    """The form with what was typed, unjudged, and why it was not taken."""
    return show_form(place, taking, form, status=status, message=message, judged=False)


def show_form(
    place: Place,
    taking: Taking,
    form: CommentForm | None = None,
    *,
    status: int = 200,
    message: str = "",
    judged: bool = True,
    before: str = "",
) -> HttpResponse:
    """The form on a page of its own, with what it is about, and what that said before."""
    if form is not None and not judged:
        form.hide_errors()
    errors = [("", message)] if message else []
    return show(
        place.request,
        "compose_page",
        status=status,
        place=place,
        parent=shown_parent(place),
        before=before,
        invitation=invitation(place, taking, form, place.request.POST.get(FIELD, "")),
        errors=[*errors, *(form.error_links() if form is not None and judged else [])],
    )


def show_reworded(
    place: Place, taking: Taking, form: CommentForm, token: AttemptToken
) -> HttpResponse:
    """The form with what was typed, beside words that its author has not seen before."""
    seen = place.request.POST.get(SEEN, "")
    before = seen if token.stood_beside(seen, place.reader.language) else ""
    message = other_words_of_comment() if place.parent else other_words_of_passage()
    return show_form(place, taking, form, status=409, message=message, before=before)


def show_preview(place: Place, taking: Taking, form: CommentForm) -> HttpResponse:
    """The comment as everybody will read it, to be sent or changed."""
    words = form.given(None)
    comment = ShownComment(
        anchor="preview",
        name=words.name,
        text=words.text,
        language=words.language or place.reader.language,
        quotation=words.quotation,
    )
    return show(
        place.request,
        "preview",
        place=place,
        comment=comment,
        invitation=invitation(place, taking, form, place.request.POST[FIELD]),
        carried=[pair for pair in carried(place.request) if pair[0] not in {"preview", "change"}],
    )


def show_crowded(place: Place) -> HttpResponse:
    """The page that asks for a short calculation; it carries all that was typed."""
    return show(
        place.request,
        "crowded",
        status=429,
        carried=carried(place.request),
        action_url=place.action_url,
        challenge=new_challenge(),
    )


def shown_parent(place: Place) -> ShownComment | None:
    """The comment that is replied to, as everybody reads it."""
    if place.parent is None:
        return None
    return Presenter.of(place.found, place.reader).comment(place.parent)


def needs_sign_in(place: Place, taking: Taking) -> bool:
    """Whether only people who have signed in comment here, and nobody has."""
    is_asked = taking.settings.identification == Identification.ACCOUNT
    return is_asked and user_of(place.request) is None


def other_words_of_passage() -> str:
    """Said where editors have published other words since somebody began to write."""
    return _(
        "Nothing was sent yet, because the words of this passage have changed since you began. "
        "Read them, change your comment if you want to, and send it once more."
    )


def other_words_of_comment() -> str:
    """Said where a comment has been changed since somebody began to reply to it."""
    return _(
        "Nothing was sent yet, because the comment that you reply to has changed since you began. "
        "Read it, change your reply if you want to, and send it once more."
    )


def sign_in_first() -> str:
    """Said to whoever comments without having signed in where that is asked for."""
    return _(
        "Nothing was sent, because you are not signed in. Copy your comment, sign in, "
        "and send it then."
    )


def open_too_long() -> str:
    """Said where the form brings no token of ours."""
    return _("Nothing was sent yet. Check your comment, and send it once more.")
