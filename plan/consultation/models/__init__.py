"""Models of consultations: what is asked, and what is answered."""

from plan.consultation.models.answers import Answer, ContactDetail, ProtectedAnswer
from plan.consultation.models.consultation_page import ConsultationPage
from plan.consultation.models.consultations import Consultation
from plan.consultation.models.responses import Attempt, AttemptSection, Response
from plan.consultation.models.versions import FormTexts, FormVersion

__all__ = [
    "Answer",
    "Attempt",
    "AttemptSection",
    "Consultation",
    "ConsultationPage",
    "ContactDetail",
    "FormTexts",
    "FormVersion",
    "ProtectedAnswer",
    "Response",
]
