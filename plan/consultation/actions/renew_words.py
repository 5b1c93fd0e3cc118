"""Bring the words of forms up to date after a question bank was translated."""

from __future__ import annotations

from plan.consultation.actions.publish_form import publish_form
from plan.consultation.banks import mentions
from plan.consultation.models import ConsultationPage, QuestionBank


def renew_words(*, bank: QuestionBank) -> int:
    """Compile the published translations that hold this bank, in its language; how many.

    What is asked changes only when a source page is published: here languages become ready.
    """
    pages = ConsultationPage.objects.filter(live=True, alias_of=None, locale=bank.locale_id)
    found = [page for page in pages if not page.is_source() and mentions(page.form, bank)]
    for page in found:
        publish_form(page=page)
    return len(found)
