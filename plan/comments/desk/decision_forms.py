"""What each decision on a comment has to be told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from plan.comments.actions.decide_comment import Redaction
from plan.comments.desk.marks import (
    TextChangedError,
    UnpairedMarkError,
    marked_ranges,
    marks_for,
)
from plan.comments.enums import Decision
from plan.comments.models import Comment, CommentSettings
from plan.comments.redaction import Range
from plan.comments.rules import Reason, ShownRules, rules_of

WHY = gettext_lazy("Kept in the history, and read by colleagues. Do not repeat the words.")


@dataclass(frozen=True)
class Decided:
    """What a form says, as `decide_comment` takes it."""

    why: str = ""
    reason: Reason | None = None
    redaction: Redaction | None = None


class DecisionForm(forms.Form):
    """A decision that has to be told nothing."""

    def __init__(self, data: Any = None, *, comment: Comment, decision: Decision) -> None:
        super().__init__(data, prefix=decision.value)
        self.comment = comment
        self.decision = decision

    @property
    def decided(self) -> Decided:
        """What was said, after validation."""
        return Decided(why=self.cleaned_data.get("why", ""))


class NoteForm(DecisionForm):
    """Whoever undoes something may say why."""

    why = forms.CharField(label=gettext_lazy("Why"), required=False, max_length=500, help_text=WHY)


class RemoveForm(DecisionForm):
    """Whose order it is, and what for."""

    why = forms.CharField(
        label=gettext_lazy("Whose order, and what for"),
        max_length=500,
        help_text=WHY,
        error_messages={
            "required": gettext_lazy("Say whose order it is, so that it can be accounted for.")
        },
    )


class RejectForm(DecisionForm):
    """The house rule that it breaks, and maybe other words to its author."""

    rule = forms.ChoiceField(
        label=gettext_lazy("Which rule does it break?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose the rule that it breaks.")},
    )
    told = forms.CharField(
        label=gettext_lazy("Told to its author instead of the words of the rule"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.rules = rules_for(self.comment, self.comment.language)
        shown = rules_for(self.comment, get_language() or "")
        field = self.fields["rule"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [
                (str(one.id), format_html("<bdi>{}</bdi>", one.rule)) for one in shown.reasons
            ]
        self.fields["told"].help_text = _(
            "Only if the words of the rule do not fit. Write in the language of the comment."
        )

    @property
    def decided(self) -> Decided:
        """The rule in the words of the comment's language."""
        reason = self.rules.reason(self.cleaned_data["rule"])
        if reason is not None and (told := self.cleaned_data["told"].strip()):
            reason = replace(reason, told=told)
        return Decided(reason=reason)


class RedactForm(DecisionForm):
    """The text with marks around what goes."""

    text = forms.CharField(
        label=gettext_lazy("The comment"),
        strip=False,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto", "data-plan-redact": ""}),
    )
    quotation = forms.CharField(
        label=gettext_lazy("The quotation"),
        strip=False,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto", "data-plan-redact": ""}),
    )
    name = forms.BooleanField(label=gettext_lazy("Take the name out, too"), required=False)
    why = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=500,
        help_text=WHY,
        error_messages={
            "required": gettext_lazy("Say why something is taken out; do not repeat it.")
        },
    )

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        comment = self.comment
        self.marks = marks_for(comment.text, comment.quotation)
        names = {"opening": self.marks[0], "closing": self.marks[1]}
        words = _(
            "Put %(opening)s before and %(closing)s after what is to go. Change nothing else."
        )
        for name in ("text", "quotation"):
            field = self.fields[name]
            field.initial = getattr(comment, name)
            field.help_text = words % names
            field.widget.attrs.update(self.attributes())
        if not comment.quotation:
            del self.fields["quotation"]
        author = getattr(comment, "author", None)
        if author is None or not author.name:
            del self.fields["name"]

    def attributes(self) -> dict[str, str]:
        """What a script needs to mark a selection."""
        return {
            "lang": self.comment.language,
            "data-opening": self.marks[0],
            "data-closing": self.marks[1],
            "data-remove": _("Remove selection"),
        }

    def ranges(self, name: str) -> tuple[Range, ...]:
        """What is marked in one of the texts; an error beside it where that cannot be told."""
        original = getattr(self.comment, name)
        if name not in self.fields:
            return ()
        try:
            return marked_ranges(original, self.cleaned_data.get(name, ""), self.marks)
        except UnpairedMarkError:
            self.add_error(name, self.unpaired())
        except TextChangedError as error:
            self.add_error(name, self.changed(original, error.place))
        return ()

    def unpaired(self) -> str:
        """What to say of a mark without its other half."""
        opening, closing = self.marks
        return _(
            "Each %(opening)s needs a %(closing)s after it, and one cannot stand inside another."
        ) % {"opening": opening, "closing": closing}

    def changed(self, original: str, place: int) -> str:
        """What to say of a text that is not the comment any more."""
        near = original[max(0, place - 20) : place + 20].strip()
        return _(
            "Apart from the marks the text must stay as it is. It was changed near “%(near)s”: put "
            "it back, or copy the comment here anew."
        ) % {"near": near}

    def clean(self) -> dict[str, Any]:
        """Find what is marked; something must be."""
        found = self.cleaned_data
        self.redaction = Redaction(
            text=self.ranges("text"),
            quotation=self.ranges("quotation"),
            name=bool(found.get("name")),
        )
        if not self.errors and self.redaction == Redaction():
            self.add_error("text", _("Mark what is to go, or publish the comment as it is."))
        return found

    @property
    def decided(self) -> Decided:
        """What goes, and why."""
        return Decided(why=self.cleaned_data["why"], redaction=self.redaction)


FORMS: Mapping[Decision, type[DecisionForm]] = {
    Decision.PUBLISH: DecisionForm,
    Decision.REDACT: RedactForm,
    Decision.REJECT: RejectForm,
    Decision.REMOVE: RemoveForm,
    Decision.RETURN: NoteForm,
    Decision.RESTORE: NoteForm,
}


def form_for(comment: Comment, decision: Decision, data: Any = None) -> DecisionForm:
    """The form of a decision."""
    return FORMS[decision](data, comment=comment, decision=decision)


def rules_for(comment: Comment, language: str) -> ShownRules:
    """The house rules of the comment's consultation in a language."""
    settings: CommentSettings | None = getattr(comment.consultation, "comment_settings", None)
    return rules_of(settings, language) if settings else ShownRules()
