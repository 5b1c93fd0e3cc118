"""In whose name letters are sent: the body whose plan it is."""

from __future__ import annotations

from plan.consultation.models import Consultation, ConsultationPage
from plan.models import Organisation


def sender_of(consultation: Consultation, language: str) -> str:
    """Name of the organisation whose plan is consulted on, in this language, else in its own.

    Empty where the consultation's page is gone.
    """
    pages = ConsultationPage.objects.filter(translation_key=consultation.translation_key)
    page = pages.order_by("pk").first()
    if page is None or page.plan_page is None:
        return ""
    owner: Organisation = page.plan_page.organisation
    names = Organisation.objects.filter(translation_key=owner.translation_key)
    found = dict(names.values_list("locale__language_code", "name"))
    return found.get(language) or owner.name
