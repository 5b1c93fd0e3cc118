"""Asks once more, then erases a comment, or only who wrote it, for good."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from plan.comments.actions.erase_comment import erase_author, erase_comment
from plan.comments.desk.pages import SPACE, DeskView, comment_for
from plan.comments.desk.refusals import REFUSALS, sentence
from plan.comments.models import Comment, CommentAuthor, CommentOriginal
from plan.comments.permissions import can_erase_comments

#: How much is erased.
AUTHOR, COMMENT = "author", "comment"


class EraseForm(forms.Form):
    """How much of a comment is erased, and why; only what its consultation's settings allow."""

    what = forms.ChoiceField(
        label=gettext_lazy("What is erased"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what is erased.")},
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=200,
        help_text=gettext_lazy("Kept in the history. Do not repeat anything of the comment."),
        error_messages={"required": gettext_lazy("Say why, without a word of the comment.")},
    )

    def __init__(self, data: Any = None, *, comment: Comment) -> None:
        super().__init__(data)
        field: Any = self.fields["what"]
        field.choices = choices_for(comment)
        field.error_messages["invalid_choice"] = _(
            "This cannot be chosen any more. Read again what goes and what stays, then choose."
        )
        if len(field.choices) == 1:
            field.initial = field.choices[0][0]


def choices_for(comment: Comment) -> list[tuple[str, str]]:
    """What can be erased, each in a sentence that says what goes and what stays."""
    author = _(
        "Only who wrote it: name, address and secret link go, and what redaction took out. The "
        "text stays, without a name."
    )
    whole = _(
        "The comment too: text, quotation, who wrote it, translations, hints, reports and "
        "agreements go. The history keeps the reference and your reason."
    )
    return [*([(AUTHOR, author)] if may_keep_text(comment) else []), (COMMENT, whole)]


def keeps_text(comment: Comment) -> bool:
    """Whether its consultation says that a text outlasts its author."""
    settings = getattr(comment.consultation, "comment_settings", None)
    return bool(settings and settings.keeps_text)


def may_keep_text(comment: Comment) -> bool:
    """Whether its author can be erased alone: somebody is known, and the text may stay."""
    return keeps_text(comment) and is_author_known(comment)


def is_author_known(comment: Comment) -> bool:
    """Whether anything of its author is stored."""
    kinds = (CommentAuthor, CommentOriginal)
    return any(kind.objects.filter(comment=comment).exists() for kind in kinds)


class EraseView(DeskView):
    """What will go and what will stay, before anything does."""

    template_name = "plan/comments/admin/erase.html"
    http_method_names = ("get", "head", "post")

    def may_enter(self, user: Any) -> bool:
        """For those who may erase."""
        return super().may_enter(user) and can_erase_comments(user)

    @cached_property
    def comment(self) -> Comment:
        """The comment of the address."""
        return comment_for(self.request.user, self.kwargs["reference"])

    def get_page_title(self) -> str:
        """Which is erased."""
        return _("Erase comment %(reference)s") % {"reference": self.comment.reference}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the comment, what its settings say, and the form."""
        given = {"form": EraseForm(comment=self.comment), **kwargs}
        context: dict[str, Any] = super().get_context_data(
            comment=self.comment,
            keeps_text=keeps_text(self.comment),
            is_author_known=is_author_known(self.comment),
            replies=self.comment.replies.count(),
            **given,
        )
        return context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Erase, or ask again with what was typed."""
        form = EraseForm(request.POST, comment=self.comment)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        is_whole = form.cleaned_data["what"] == COMMENT
        act = erase_comment if is_whole else erase_author
        try:
            act(comment=self.comment, user=request.user, reason=form.cleaned_data["reason"])
        except REFUSALS as error:
            messages.warning(request, sentence(error))
            return redirect(f"{SPACE}:queue")
        return self.go_on(is_whole=is_whole)

    def go_on(self, *, is_whole: bool) -> HttpResponse:
        """Back to what is left of it, else to the queue."""
        words = (
            _("Comment %(reference)s has been erased.")
            if is_whole
            else _("Who wrote comment %(reference)s has been erased.")
        )
        messages.success(self.request, words % {"reference": self.comment.reference})
        if is_whole:
            return redirect(f"{SPACE}:queue")
        return redirect(f"{SPACE}:comment", self.comment.reference)
