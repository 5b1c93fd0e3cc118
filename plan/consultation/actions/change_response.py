"""Put the answers of one section in the place of those that were sent."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from wagtail.log_actions import log

from plan.consultation.actions.submit_response import NotOpenError, store_answers
from plan.consultation.enums import ConsultationState
from plan.consultation.forms import SectionForm
from plan.consultation.models import Answer, Consultation, ContactDetail, Response


@transaction.atomic(durable=True)
def change_response(*, response: Response, form: SectionForm, received_at: datetime) -> None:
    """Replace the section's answers; `form` is valid. NotOpenError outside the open period."""
    consultation = Consultation.objects.select_for_update().get(pk=response.consultation_id)
    state = consultation.state_at(received_at)
    if state is not ConsultationState.OPEN:
        raise NotOpenError(state)
    questions = [question.id for question in form.section.questions]
    for model in (Answer, ContactDetail):
        model.objects.filter(response=response, question_id__in=questions).delete()
    store_answers(response, form.values())
    log(
        instance=consultation,
        action="plan_consultation.change_response",
        data={"reference": response.reference, "section": str(form.section.id)},
    )
