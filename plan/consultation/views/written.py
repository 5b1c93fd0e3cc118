"""The admin's page of everything that was written in answer to one question."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.paginator import WagtailPaginator

from plan.consultation.views.consultation_admin import ConsultationAdminView
from plan.consultation.written_answers import WordsForm, question_with_words, written_answers

ANSWERS_A_PAGE = 50


class WrittenAnswersView(ConsultationAdminView):
    """Answers to one question in words, page by page, each with the way to its response."""

    template_name = "plan/consultation/admin/written.html"
    page_title: Any = gettext_lazy("What was written")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the question and a page of answers; Http404 for one not answered in words."""
        assert self.consultation is not None  # noqa: S101  # the address has one
        coded = question_with_words(self.consultation, self.kwargs["asked"])
        if coded is None:
            raise Http404(_("There is no such question here. Start from the dashboard."))
        form = WordsForm(self.request.GET)
        words = form.words()
        found = written_answers(self.consultation, coded.question.id, words)
        page = WagtailPaginator(found, ANSWERS_A_PAGE).get_page(self.request.GET.get("p"))
        context: dict[str, Any] = super().get_context_data(
            consultation=self.consultation,
            coded=coded,
            form=form,
            words=words,
            answers=page,
            **kwargs,
        )
        return context
