"""The admin's page on a consultation's form on paper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy, override

from plan.consultation import queries
from plan.consultation.builder import definition_by_texts
from plan.consultation.enums import PaperFormat
from plan.consultation.models import Consultation, ConsultationPage
from plan.consultation.paper.form_document import PRINTED, form_document
from plan.consultation.views.consultation_admin import ConsultationAdminView
from plan.fonts import missing
from plan.paper.compiling import texts_in


@dataclass(frozen=True)
class PrintedLanguage:
    """A language of the form: addresses of its files by format, or the letters no font has."""

    name: str
    version: int
    links: list[tuple[str, str]]
    lacking: str = ""


class PaperView(ConsultationAdminView):
    """In which languages the form can be printed, and which letters are lacking for others."""

    template_name = "plan/consultation/admin/paper.html"
    page_title: Any = gettext_lazy("On paper")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the languages."""
        assert self.consultation is not None  # noqa: S101  # the address has one
        context: dict[str, Any] = super().get_context_data(
            consultation=self.consultation,
            languages=printed_languages(self.consultation),
            **kwargs,
        )
        return context


def printed_languages(consultation: Consultation) -> list[PrintedLanguage]:
    """Every language in which the form can be answered."""
    names, found = dict(settings.LANGUAGES), []
    pages = ConsultationPage.objects.filter(translation_key=consultation.translation_key, live=True)
    for page in pages.select_related("locale").order_by("locale__language_code"):
        code = page.locale.language_code
        texts = queries.words_in_force(consultation, code)
        if texts is None:
            continue
        definition = definition_by_texts(texts)
        data = form_document(page, consultation, definition, PaperFormat.STANDARD)
        lacking = " ".join(sorted(missing(texts_in(data))))
        links = [] if lacking else links_of(consultation, code)
        name = names.get(code, code)
        found.append(PrintedLanguage(name, definition.number, links, lacking))
    return found


def links_of(consultation: Consultation, language: str) -> list[tuple[str, str]]:
    """Address and name of each format."""
    with override(language):
        addresses = [
            reverse("plan:paper_form", args=[consultation.public_id, one.value]) for one in PRINTED
        ]
    return [(address, str(one.label)) for address, one in zip(addresses, PRINTED, strict=True)]
