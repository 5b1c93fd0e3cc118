"""The body's answer to one comment or many, in each language of the plan."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages
from wagtail.models import Locale

from plan.comments.actions.answer_comments import answer_comments
from plan.comments.actions.remove_answer import remove_answer
from plan.comments.desk.bulk import MOST_AT_ONCE
from plan.comments.desk.pages import SPACE, DeskView
from plan.comments.desk.queue import visible_comments
from plan.comments.desk.refusals import REFUSALS, sentence
from plan.comments.models import Comment, OfficialAnswer
from plan.comments.permissions import can_answer_comments
from plan.comments.transitions import ANSWERABLE
from plan.consultation.models import Consultation
from plan.consultation.permissions import source_page
from plan.models import Passage


class AnswerForm(forms.Form):
    """The answer in each language; one of them is enough."""

    def __init__(self, data: Any = None, *, languages: list[str], texts: dict[str, str]) -> None:
        super().__init__(data)
        names = dict(settings.LANGUAGES)
        self.codes = {f"text_{code}": code for code in languages}
        for name, code in self.codes.items():
            self.fields[name] = forms.CharField(
                label=_("Answer in %(language)s") % {"language": names.get(code, code)},
                required=False,
                max_length=5000,
                initial=texts.get(code, ""),
                widget=forms.Textarea(attrs={"rows": 5, "lang": code, "dir": "auto"}),
            )

    @property
    def texts(self) -> dict[str, str]:
        """What is said by language, after validation."""
        return {code: self.cleaned_data[name] for name, code in self.codes.items()}


def languages_of(consultation: Consultation) -> list[str]:
    """Languages of the plan, that of the consultation's source first."""
    page = source_page(consultation)
    first = page.locale.language_code if page else Locale.get_default().language_code
    rows = Passage.objects.filter(plan=consultation.plan_id).order_by("locale__language_code")
    codes = rows.values_list("locale__language_code", flat=True).distinct()
    return list(dict.fromkeys([first, *codes]))


class AnswerView(DeskView):
    """Asks for the words, and shows to whom they will be said."""

    template_name = "plan/comments/admin/answer.html"
    page_title: Any = gettext_lazy("Official answer")
    http_method_names = ("get", "head", "post")

    def may_enter(self, user: Any) -> bool:
        """Those who answer in the name of the body."""
        return can_answer_comments(user)

    @cached_property
    def comments(self) -> list[Comment]:
        """The comments of the address, as far as this person may see them and others may, too.

        One that was answered before it was rejected is there, so that the answer can be taken back.
        """
        wanted = self.request.GET.getlist("comment")[:MOST_AT_ONCE]
        rows = visible_comments(self.request.user).filter(reference__in=wanted)
        can_be_read = Q(state__in=ANSWERABLE) | Q(official_answer__isnull=False)
        joined = rows.filter(can_be_read).select_related("consultation", "official_answer")
        return list(joined.order_by("posted_at", "pk"))

    @property
    def left_out(self) -> int:
        """How many that were chosen are not among them."""
        wanted = self.request.GET.getlist("comment")[:MOST_AT_ONCE]
        return len(set(wanted)) - len(self.comments)

    @property
    def present(self) -> OfficialAnswer | None:
        """The answer that all of them have already."""
        answers = {comment.official_answer for comment in self.comments}
        return answers.pop() if len(answers) == 1 else None

    def form(self, data: Any = None) -> AnswerForm:
        """With the words that are there already, to be changed."""
        texts = self.present.texts if self.present else {}
        return AnswerForm(data, languages=languages_of(self.comments[0].consultation), texts=texts)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Ask, where there is something to answer."""
        return self.without_comments() or self.render_to_response(self.get_context_data())

    def without_comments(self) -> HttpResponse | None:
        """Back to where comments are chosen, where there are none here."""
        if self.comments:
            return None
        why = _("Tick the comments to answer first.")
        if self.left_out:
            why = _(
                "Nothing that you chose can be answered: nobody would read the answer below "
                "comments that are rejected or withdrawn."
            )
        messages.error(self.request, why)
        return redirect(f"{SPACE}:queue")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the form and the comments."""
        given = {"form": self.form(), "refusal": "", **kwargs}
        present = self.present
        others = present.comments.count() - len(self.comments) if present else 0
        context: dict[str, Any] = super().get_context_data(
            comments=self.comments,
            is_changing=present is not None,
            others=others,
            left_out=self.left_out,
            answered=sum(1 for one in self.comments if one.official_answer_id is not None),
            several=len({comment.consultation_id for comment in self.comments}) > 1,
            **given,
        )
        return context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Store it, or say why not and keep the words."""
        if (gone := self.without_comments()) is not None:
            return gone
        if "remove" in request.POST:
            return self.take_back()
        form = self.form(request.POST)
        refusal = ""
        if form.is_valid():
            try:
                answer_comments(comments=self.comments, texts=form.texts, user=request.user)
            except REFUSALS as error:
                refusal = sentence(error)
            else:
                return self.go_on()
        context = self.get_context_data(form=form, refusal=refusal)
        return self.render_to_response(context, status=422)

    def take_back(self) -> HttpResponse:
        """Take the answer away from these comments."""
        number = remove_answer(comments=self.comments, user=self.request.user)
        words = ngettext(
            "The answer below %(number)d comment is taken back.",
            "The answers below %(number)d comments are taken back.",
            number,
        )
        messages.success(self.request, words % {"number": number})
        return self.leave()

    def go_on(self) -> HttpResponse:
        """Say that it is done."""
        number = len(self.comments)
        words = ngettext(
            "The answer stands below %(number)d comment.",
            "The answer stands below %(number)d comments.",
            number,
        )
        messages.success(self.request, words % {"number": number})
        return self.leave()

    def leave(self) -> HttpResponse:
        """To the comment, or to the queue where there are many."""
        if len(self.comments) == 1:
            return redirect(reverse(f"{SPACE}:comment", args=[self.comments[0].reference]))
        return redirect(f"{SPACE}:queue")
