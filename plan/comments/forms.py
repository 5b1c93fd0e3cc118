"""Forms of the public: a comment, a report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.coreutils import get_content_languages

from plan.comments.actions.post_comment import Words
from plan.comments.enums import CommentState, Identification
from plan.comments.links import address_of
from plan.comments.models import Comment, CommentSettings
from plan.comments.rules import Reason
from plan.consultation.asking_for.forms import SubscribeForm
from plan.consultation.questions.contacts import EmailField
from plan.consultation.questions.texts import CleanCharField, LinesField
from plan.forms.base import PlanForm
from plan.forms.fields import OptionsField
from plan.forms.typed import field_of
from plan.forms.widgets import Choice, CountedTextarea, EmailInput, TextInput
from plan.forms.widgets_choice import LanguageInput
from plan.mail import is_mail_configured

LONGEST_NAME = 100
LONGEST_QUOTATION = 2000
LONGEST_REPORT = 1000
OWN_WORDS = "other"


class LanguageField(forms.ChoiceField):
    """In which language somebody writes: that of the page, unless they say otherwise."""

    def __init__(self, languages: Mapping[str, str], preset: str) -> None:
        self.preset = preset
        offered = {**languages, preset: languages.get(preset, preset)}
        super().__init__(
            label=_("Language you write in"),
            choices=list(offered.items()),
            initial=preset,
            widget=LanguageInput(),
            error_messages={"invalid_choice": _("Choose one of these languages.")},
        )

    def to_python(self, value: Any) -> str:
        """What was chosen."""
        return super().to_python(value) or self.preset

    def bound_data(self, data: Any, initial: Any) -> Any:
        """What was chosen, to be shown again."""
        return data or self.preset


class WordsForm(PlanForm):
    """The words of a comment, and the name shown with them."""

    quotation = LinesField(
        label=gettext_lazy("The words you comment on"),
        required=False,
        max_length=LONGEST_QUOTATION,
        widget=CountedTextarea({"rows": 2}),
        help_text=gettext_lazy(
            "Copy them from the passage. Leave this empty to comment on all of it."
        ),
        error_messages={
            "max_length": gettext_lazy("Quote up to %(limit_value)d characters of the passage.")
        },
    )
    text = LinesField(
        label=gettext_lazy("Your comment"),
        error_messages={
            "required": gettext_lazy("Write your comment."),
            "max_length": gettext_lazy(
                "Your comment can have up to %(limit_value)d characters. "
                "You have written %(show_value)d."
            ),
        },
    )
    name = CleanCharField(
        label=gettext_lazy("Your name"),
        max_length=LONGEST_NAME,
        widget=TextInput({"autocomplete": "nickname"}),
        help_text=gettext_lazy("Shown with your comment. It need not be your full name."),
        error_messages={
            "required": gettext_lazy("Enter the name to show with your comment."),
            "max_length": gettext_lazy("The name can have up to %(limit_value)d characters."),
        },
    )

    def __init__(
        self,
        *args: Any,
        settings: CommentSettings,
        passage_text: str,
        language: str,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, auto_id="comment_%s", **kwargs)
        self.settings, self.passage_text = settings, passage_text
        if len(languages := get_content_languages()) > 1:
            self.fields["language"] = LanguageField(languages, language)
            self.order_fields(["quotation", "text", "language"])
        text = field_of(self, "text", forms.CharField)
        text.widget = CountedTextarea(limit=settings.longest)
        text.max_length = settings.longest
        text.validators = limited(text, settings.longest)
        self.fields["name"].required = settings.identification == Identification.NAME
        if not passage_text:
            del self.fields["quotation"]

    def clean_quotation(self) -> str:
        """Words that really stand in the passage, however its lines are broken."""
        quoted = " ".join(str(self.cleaned_data["quotation"]).split())
        if quoted and quoted not in " ".join(self.passage_text.split()):
            raise ValidationError(
                _(
                    "These words are not in the passage. Copy them exactly as they stand there, "
                    "or leave this empty."
                )
            )
        return quoted

    def words(self, **more: Any) -> Words:
        """What was typed, once it is valid."""
        names = ("text", "language", "quotation", "name")
        given = {name: self.cleaned_data.get(name, "") for name in names}
        return Words(**given, **more)


def limited(field: forms.CharField, limit: int) -> list[Any]:
    """The field's validators with the limit in the place of another one."""
    fresh = LinesField(max_length=limit, required=field.required)
    return list(fresh.validators)


class CommentForm(WordsForm):
    """A new comment: with an address where mail can be sent, or one is asked for."""

    def __init__(self, *args: Any, settings: CommentSettings, **kwargs: Any) -> None:
        super().__init__(*args, settings=settings, **kwargs)
        must = settings.identification == Identification.EMAIL
        if must or is_mail_configured():
            self.fields["email"] = address_field(is_required=must)

    def given(self, user: Any) -> Words:
        """What was typed, and who is signed in where that is asked for."""
        email = self.cleaned_data.get("email", "")
        return self.words(email=email, wants_mail=bool(email), user=user)


def address_field(*, is_required: bool) -> forms.EmailField:
    """The field for an address, which says what it is for."""
    hint = _(
        "We send a link to this address that confirms your comment, and tell you there what was "
        "decided. It is not shown."
    )
    if not is_required:
        hint = _("To get the link to your comment, and to be told of the outcome. It is not shown.")
    return EmailField(
        label=_("Your email address"),
        required=is_required,
        max_length=254,
        widget=EmailInput(),
        help_text=hint,
        error_messages={
            "required": _("Enter your email address."),
            "invalid": _("Enter an email address in the right form, like name@example.com."),
        },
    )


class AddressForm(SubscribeForm):
    """Where the letter goes that confirms a comment."""


def address_form(comment: Comment) -> AddressForm | None:
    """The form with the address, while a letter to it can confirm the comment."""
    if comment.state != CommentState.UNCONFIRMED or not is_mail_configured():
        return None
    address = address_of(comment)
    return AddressForm(initial={"email": address}) if address else None


def filled(comment: Comment, settings: CommentSettings) -> WordsForm:
    """The form with the words of a comment, to change them."""
    author = getattr(comment, "author", None)
    initial = {
        "text": comment.text,
        "quotation": comment.quotation,
        "name": author.name if author else "",
    }
    return WordsForm(
        initial=initial,
        settings=settings,
        passage_text=quotable(comment),
        language=comment.language,
    )


def quotable(comment: Comment) -> str:
    """The words that a comment can quote; none for a reply."""
    return "" if comment.reply_to_id else comment.passage_text


class ReportForm(PlanForm):
    """What is wrong with a comment: a house rule, or words of one's own."""

    words = LinesField(
        label=gettext_lazy("What is wrong with it?"),
        required=False,
        max_length=LONGEST_REPORT,
        widget=CountedTextarea({"rows": 4}, limit=LONGEST_REPORT),
        error_messages={
            "max_length": gettext_lazy(
                "You can write up to %(limit_value)d characters. You have written %(show_value)d."
            )
        },
    )

    def __init__(self, *args: Any, reasons: Sequence[Reason], **kwargs: Any) -> None:
        super().__init__(*args, auto_id="report_%s", **kwargs)
        if not reasons:
            self.fields["words"].required = True
            self.fields["words"].error_messages["required"] = say_what()
            return
        choices = [Choice(str(one.id), one.rule) for one in reasons]
        reason = OptionsField(
            label=_("Which rule does it break?"),
            choices=[*choices, Choice(OWN_WORDS, _("Something else is wrong with it"))],
            missing=_("Choose the rule that it breaks."),
        )
        self.fields = {"reason": reason, **self.fields}

    def clean(self) -> dict[str, Any]:
        """Words of one's own where no rule was chosen."""
        cleaned: dict[str, Any] = super().clean() or {}
        if "reason" in cleaned:
            chosen = cleaned["reason"]["options"][0]
            cleaned["reason"] = None if chosen == OWN_WORDS else chosen
            if chosen == OWN_WORDS and not cleaned.get("words") and "words" not in self.errors:
                self.add_error("words", say_what())
        return cleaned


def say_what() -> str:
    """Asked of whoever reports a comment for no rule, and says nothing."""
    return _("Say in a few words what is wrong with the comment.")
