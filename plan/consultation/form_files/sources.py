"""The page on which a consultation's form is written."""

from __future__ import annotations

from plan.consultation.models import Consultation, ConsultationPage


def source_page(public_id: str) -> ConsultationPage | None:
    """The oldest page of a consultation; None where there is none."""
    keys = Consultation.objects.filter(public_id=public_id).values("translation_key")
    pages = ConsultationPage.objects.filter(translation_key__in=keys, alias_of=None)
    found: ConsultationPage | None = pages.select_related("locale").order_by("pk").first()
    return found
