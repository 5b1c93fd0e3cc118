"""The admin's list of answers that may disclose harm, and what people noted of them."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from plan.consultation.actions.mark_hint_seen import mark_hint_seen
from plan.consultation.builder import definition_by_texts
from plan.consultation.figures import figures_of
from plan.consultation.models import Answer, DisclosureHint
from plan.consultation.permissions import can_view_hints

HINTS_A_PAGE = 50


@dataclass(frozen=True)
class ShownHint:
    """A hint with what staff need to judge it: age, consultation, question, the words."""

    hint: DisclosureHint
    age: str
    consultation: str
    question: str
    lines: Sequence[str]


def shown_hints(hints: Sequence[DisclosureHint]) -> list[ShownHint]:
    """The same number of queries for any number; words of special category are left out."""
    now = timezone.now()
    consultations = {hint.response.consultation for hint in hints}
    titles = {one.consultation.pk: one.title for one in figures_of(list(consultations))}
    answers: dict[tuple[int, uuid.UUID], list[str]] = {}
    rows = Answer.objects.filter(response__in=[hint.response_id for hint in hints])
    for response, question, text in rows.order_by("pk").values_list(
        "response_id", "question_id", "text"
    ):
        if text:
            answers.setdefault((response, question), []).append(text)
    return [
        ShownHint(
            hint=hint,
            age=timesince(hint.response.received_at, now),
            consultation=titles.get(hint.response.consultation_id, ""),
            question=question_text(hint),
            lines=answers.get((hint.response_id, hint.question_id), []),
        )
        for hint in hints
    ]


def question_text(hint: DisclosureHint) -> str:
    """The question as its respondent saw it."""
    found = definition_by_texts(hint.response.texts_id).question(hint.question_id)
    return found.text if found else ""


class HintsView(WagtailAdminTemplateMixin, TemplateView):
    """What these pages share: who may see them."""

    header_icon = "warning"
    page_title: Any = gettext_lazy("Hints at harm")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Only for the named role."""
        if not can_view_hints(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """From the admin's front page to here."""
        url = reverse("plan_consultation_admin:hints")
        return [*self.breadcrumbs_items, {"url": url, "label": _("Hints at harm")}]


class HintListView(HintsView):
    """Those nobody has looked at, the oldest first; with `?seen=1` the others, newest first."""

    template_name = "plan/consultation/admin/hints.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add a page of hints."""
        is_seen = "seen" in self.request.GET
        found = DisclosureHint.objects.filter(seen_at__isnull=not is_seen)
        order = ("-seen_at", "-pk") if is_seen else ("response__received_at", "pk")
        joined = found.select_related("response__consultation", "seen_by").order_by(*order)
        page = WagtailPaginator(joined, HINTS_A_PAGE).get_page(self.request.GET.get("p"))
        context: dict[str, Any] = super().get_context_data(
            hints=shown_hints(list(page)), page=page, is_seen=is_seen, **kwargs
        )
        return context


class NoteForm(forms.Form):
    """What came of a look."""

    note = forms.CharField(
        label=gettext_lazy("What was done"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("For example: nobody in danger; passed on to who looks after it."),
    )


class HintView(HintsView):
    """One hint with its answer; POST notes that somebody has looked."""

    template_name = "plan/consultation/admin/hint.html"
    http_method_names = ("get", "head", "post")

    def found(self) -> DisclosureHint:
        """The hint of the address."""
        hints = DisclosureHint.objects.select_related("response__consultation", "seen_by")
        return get_object_or_404(hints, pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the hint and the form."""
        kwargs.setdefault("form", NoteForm())
        [shown] = shown_hints([self.found()])
        context: dict[str, Any] = super().get_context_data(shown=shown, **kwargs)
        return context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Note it, or ask again for what was done."""
        hint, form = self.found(), NoteForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        mark_hint_seen(hint=hint, user=request.user, note=form.cleaned_data["note"])
        messages.success(request, _("Noted. Thank you for looking."))
        return redirect("plan_consultation_admin:hints")
