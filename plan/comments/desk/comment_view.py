"""One comment beside its passage, and everything that can be decided about it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages
from wagtail.admin.widgets.button import HeaderButton

from plan.comments.actions.attach_comments import attached_from, detach_comments
from plan.comments.actions.claim_comment import (
    HELD_FOR,
    claim_comment,
    is_claimed_by_other,
    release_comment,
)
from plan.comments.actions.decide_comment import (
    EditedMeanwhileError,
    decide_comment,
    version_of,
)
from plan.comments.actions.note_harm import note_harm
from plan.comments.desk.ages import age_in_words, is_late, reported_since
from plan.comments.desk.decision_forms import DecisionForm, form_for
from plan.comments.desk.decision_words import button_label, done_words, noted_words
from plan.comments.desk.one_comment import possible_decisions, shown_comment
from plan.comments.desk.pages import SPACE, DeskView, comment_for
from plan.comments.desk.places import consultation_titles
from plan.comments.desk.queue_view import take_next
from plan.comments.desk.refusals import REFUSALS, sentence
from plan.comments.enums import CommentState, Decision
from plan.comments.models import Comment
from plan.comments.permissions import (
    can_answer_comments,
    can_attach_comments,
    can_erase_comments,
    can_look_after_harm,
    can_moderate_comments,
    is_set_aside,
)
from plan.comments.transitions import ANSWERABLE


class NoteForm(forms.Form):
    """What came of a look at a comment that may disclose harm."""

    done = forms.CharField(
        label=gettext_lazy("What was done"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("For example: nobody in danger; passed on to who looks after it."),
        error_messages={"required": gettext_lazy("Say what was done.")},
    )


@dataclass(frozen=True)
class Choice:
    """A decision that can be taken, with its form."""

    decision: Decision
    label: str
    form: DecisionForm
    #: Whether its form is shown at once. Never of two: browsers would shut the second.
    is_open: bool = False


class CommentView(DeskView):
    """A comment with all that is needed to judge it."""

    template_name = "plan/comments/admin/comment.html"
    http_method_names = ("get", "head", "post")
    refusal = ""

    @cached_property
    def comment(self) -> Comment:
        """The comment of the address."""
        return comment_for(self.request.user, self.kwargs["reference"])

    def get_page_title(self) -> str:
        """The reference."""
        return _("Comment %(reference)s") % {"reference": self.kwargs["reference"]}

    def get_header_buttons(self) -> list[Any]:
        """The ways to an official answer and to erasing, for those who may."""
        user, comment, buttons = self.request.user, self.comment, []
        is_answered = comment.official_answer_id is not None
        is_answerable = is_answered or CommentState(comment.state) in ANSWERABLE
        if is_answerable and can_answer_comments(user, comment.consultation):
            url = f"{reverse(f'{SPACE}:answer')}?comment={comment.reference}"
            label = _("Change the official answer") if is_answered else _("Answer officially")
            buttons.append(HeaderButton(label, url, icon_name="edit", priority=10))
        if can_erase_comments(user, comment):
            url = reverse(f"{SPACE}:erase", args=[comment.reference])
            buttons.append(HeaderButton(_("Erase"), url, icon_name="bin", priority=20))
        return buttons

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the comment, what stands around it, and the decisions."""
        user, comment = self.request.user, self.comment
        is_aside = is_set_aside(comment)
        is_held = is_claimed_by_other(comment, user)
        now, reported = timezone.now(), reported_since(comment)
        given = {
            "choices": [] if is_aside else self.choices(kwargs.pop("failed", None)),
            "note_form": NoteForm() if is_aside and can_look_after_harm(user) else None,
            "refusal": self.refusal,
            **kwargs,
        }
        context: dict[str, Any] = super().get_context_data(
            shown=shown_comment(comment, user),
            consultation=consultation_titles().get(comment.consultation_id, ""),
            age=age_in_words(comment, reported, now),
            is_late=is_late(comment, reported, now),
            is_aside=is_aside,
            version=version_of(comment),
            is_moderator=can_moderate_comments(user),
            held_by=comment.claimed_by if is_held else None,
            held_until=comment.claimed_at + HELD_FOR if is_held and comment.claimed_at else None,
            is_mine=not is_held and comment.claimed_by_id == user.pk,
            detachable=self.detachable(),
            **given,
        )
        return context

    def detachable(self) -> int:
        """How many comments would go back with this one; none where this person may not."""
        if not (self.comment.is_moved and can_attach_comments(self.request.user)):
            return 0
        return attached_from(self.comment.about).count()

    def choices(self, failed: DecisionForm | None) -> list[Choice]:
        """Decisions that are possible; the one that failed with what was typed, in any case."""
        possible = possible_decisions(self.comment, self.request.user)
        kept = failed.decision if failed is not None else None
        shown = kept or (Decision.PUBLISH if Decision.PUBLISH in possible else None)
        return [
            Choice(
                decision,
                button_label(self.comment, decision),
                failed
                if failed is not None and decision is kept
                else form_for(self.comment, decision),
                is_open=decision is shown,
            )
            for decision in Decision
            if decision in possible or decision is kept
        ]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take it in hand or give it back, note what was done, or decide."""
        what = request.POST.get("what", "")
        if what in Decision.values:
            return self.decide(Decision(what))
        if what == "note":
            return self.note()
        if what == "detach":
            return self.detach()
        if what in ("claim", "release"):
            return self.hold(is_wanted=what == "claim")
        self.refusal = _("Choose what is to be done.")
        return self.render_again()

    def render_again(self, **context: Any) -> HttpResponse:
        """The page once more, with what was typed and why nothing was done."""
        self.__dict__.pop("comment", None)
        return self.render_to_response(self.get_context_data(**context), status=422)

    def hold(self, *, is_wanted: bool) -> HttpResponse:
        """Take it in hand, or let others have it."""
        act = claim_comment if is_wanted else release_comment
        try:
            act(comment=self.comment, user=self.request.user)
        except REFUSALS as error:
            self.refusal = sentence(error)
            return self.render_again()
        return redirect(f"{SPACE}:comment", self.comment.reference)

    def detach(self) -> HttpResponse:
        """Take back that it was attached to another passage, with all that came with it."""
        try:
            number = detach_comments(about=self.comment.about, user=self.request.user)
        except REFUSALS as error:
            self.refusal = sentence(error)
            return self.render_again()
        if number:
            words = ngettext(
                "%(number)d comment stands again at the passage it was written about.",
                "%(number)d comments stand again at the passage they were written about.",
                number,
            )
            messages.success(self.request, words % {"number": number})
        else:
            messages.warning(self.request, _("It is not attached to another passage any more."))
        return redirect(f"{SPACE}:comment", self.comment.reference)

    def note(self) -> HttpResponse:
        """Keep what was done about possible harm."""
        form = NoteForm(self.request.POST)
        if not form.is_valid():
            return self.render_again(note_form=form)
        try:
            note_harm(
                comment=self.comment,
                user=self.request.user,
                what=form.cleaned_data["done"],
                as_read=self.request.POST.get("as_read", ""),
            )
        except REFUSALS as error:
            self.refusal = sentence(error)
            return self.render_again(note_form=form)
        messages.success(self.request, noted_words(self.comment))
        return redirect(f"{SPACE}:comment", self.comment.reference)

    def decide(self, decision: Decision) -> HttpResponse:
        """Take a decision, or say why not and keep what was typed."""
        as_read = self.request.POST.get("as_read", "")
        form = form_for(self.comment, decision, self.request.POST)
        try:
            if as_read != version_of(self.comment):
                raise EditedMeanwhileError
            if not form.is_valid():
                return self.render_again(failed=form)
            said = form.decided
            decide_comment(
                comment=self.comment,
                decision=decision,
                user=self.request.user,
                why=said.why,
                reason=said.reason,
                redaction=said.redaction,
                as_read=as_read,
            )
        except REFUSALS as error:
            self.refusal = sentence(error)
            return self.render_again(failed=form)
        return self.go_on(decision)

    def go_on(self, decision: Decision) -> HttpResponse:
        """To the next comment where that was asked for, else back to the queue."""
        url = reverse(f"{SPACE}:comment", args=[self.comment.reference])
        words = done_words(decision) % {"reference": self.comment.reference}
        messages.success(self.request, words, buttons=[messages.button(url, _("Look at it"))])
        if self.request.POST.get("then") == "next":
            return take_next(self.request)
        return redirect(f"{SPACE}:queue")
