"""What somebody needs to comment at a place: the form, its token, the rules, the way back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from plan.comments.accounts import sign_in_url, user_of
from plan.comments.enums import Identification, Showing
from plan.comments.forms import CommentForm
from plan.comments.models import Comment, CommentSettings
from plan.comments.queries import Taking
from plan.comments.rules import ShownRules, rules_of
from plan.comments.tokens import new_attempt_token, read_attempt_token
from plan.consultation.doubts import TRAP
from plan.consultation.journey.browser import FIELD
from plan.mail import is_mail_configured
from plan.models import Passage
from plan.queries import PageLanguage, language_name, languages_of_passage
from plan.readers import Reader
from plan.shown_passages import passage_url

#: The field that brings back the words beside a form; longer ones are not sent along.
SEEN, LONGEST_SEEN = "seen", 10_000


@dataclass(frozen=True)
class Place:
    """Where somebody comments: a passage, and maybe a comment on it that is replied to.

    `found` are the consultations that take or took comments on its plan.
    """

    request: HttpRequest
    reader: Reader
    passage: Passage
    found: Sequence[Taking]
    parent: Comment | None = None

    @property
    def identity(self) -> tuple[Any, Any]:
        """The passage in every language."""
        return self.passage.translation_key, self.passage.block_id

    @property
    def passage_url(self) -> str:
        """The passage's own page."""
        return passage_url(*self.identity)

    @property
    def back_url(self) -> str:
        """Where the comment is to stand."""
        anchor = self.parent.anchor if self.parent else "comments"
        return f"{self.passage_url}#{anchor}"

    @property
    def action_url(self) -> str:
        """Where the form is sent."""
        if self.parent is not None:
            return reverse("plan:reply_to_comment", args=[self.parent.reference])
        return reverse("plan:comment_on", args=self.identity)

    @property
    def quotable(self) -> str:
        """The words that can be quoted; none in a reply."""
        return "" if self.parent else self.passage.text

    @property
    def words(self) -> str:
        """What the form stands beside: the words of the passage, or of the comment replied to."""
        return self.parent.text if self.parent else self.passage.text

    def form(self, settings: CommentSettings, data: Any = None) -> CommentForm:
        """The form, empty or as it was sent."""
        return CommentForm(
            data,
            settings=settings,
            passage_text=self.quotable,
            language=self.reader.language,
        )


@dataclass(frozen=True)
class Invitation:
    """All that stands around a form for a comment.

    `seen` are the words that its author sees beside it, to be shown again if they change meanwhile.
    """

    form: CommentForm
    token: str
    rules: ShownRules
    action_url: str
    name: str
    hint: str
    is_reply: bool = False
    sign_in_url: str = ""
    obstacle: str = ""
    seen: str = ""
    languages: Sequence[PageLanguage] = ()
    trap: str = TRAP
    token_field: str = FIELD
    seen_field: str = SEEN


def invitation(
    place: Place, taking: Taking, form: CommentForm | None = None, typed: str = ""
) -> Invitation:
    """The form for a comment there, as a page shows it. One query, for the rules, and one for the
    languages unless they are known with the passage.

    `typed` is the token that came with the form, if it is shown once more.
    """
    settings, request = taking.settings, place.request
    is_known = settings.identification != Identification.ACCOUNT or user_of(request) is not None
    back = place.action_url if place.parent else f"{place.passage_url}#comment"
    return Invitation(
        form=form or place.form(settings),
        token=token_for(place, taking, typed),
        languages=languages_for(place),
        seen="" if place.parent or len(place.words) > LONGEST_SEEN else place.words,
        rules=rules_of(settings, place.reader.language),
        action_url=place.action_url,
        name=name_of_form(place),
        hint=what_happens(settings),
        is_reply=place.parent is not None,
        sign_in_url="" if is_known else sign_in_url(back),
        obstacle=obstacle(settings),
    )


def languages_for(place: Place) -> list[PageLanguage]:
    """Other languages in which the form can go on, with where it is sent then.

    One query, unless it is known with the passage.
    """
    codes, others = place.passage.read_in, []
    if codes is None:
        codes = tuple(languages_of_passage(*place.identity, place.reader))
    for code in codes:
        if code != place.reader.language:
            with override(code):
                url = place.action_url
            others.append(PageLanguage(code, language_name(code), url, is_current=False))
    return others


def token_for(place: Place, taking: Taking, typed: str) -> str:
    """The form's token: as it came, if it is ours and the words beside the form are the same.

    Where they are others, or in another language, it is signed anew, for the same attempt.
    """
    known, language = read_attempt_token(typed), place.reader.language
    if known is not None and known.stood_beside(place.words, language):
        return typed
    return new_attempt_token(moment_of(taking), words=place.words, language=language, again=known)


def moment_of(taking: Taking) -> datetime:
    """The database's clock, by which the grace after closing is reckoned."""
    return taking.moment


def name_of_form(place: Place) -> str:
    """The heading of the form."""
    if place.parent is not None:
        return _("Write a reply")
    if place.passage.number:
        return _("Comment on %(number)s") % {"number": place.passage.number}
    return _("Comment on this passage")


def what_happens(settings: CommentSettings) -> str:
    """What becomes of a comment, said before it is written."""
    if not settings.is_shown:
        return _("Comments are read by those who write the plan. They are not shown to the public.")
    if settings.showing == Showing.AT_ONCE:
        return _("Comments are shown at once. Moderators read them afterwards.")
    return _("Comments are shown once a moderator has read them.")


def obstacle(settings: CommentSettings) -> str:
    """Why nobody can comment although comments are taken; usually nothing."""
    if settings.identification == Identification.EMAIL and not is_mail_configured():
        return _(
            "Comments cannot be sent here at the moment, because this site cannot send the letter "
            "that confirms your address. Use another way to take part."
        )
    return ""
