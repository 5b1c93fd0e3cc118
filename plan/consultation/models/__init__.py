"""Models of consultations: what is asked, and what is answered."""

from plan.consultation.models.answers import Answer, ContactDetail, ProtectedAnswer
from plan.consultation.models.banks import OptionList, QuestionBank
from plan.consultation.models.consultation_page import ConsultationPage
from plan.consultation.models.consultations import Consultation
from plan.consultation.models.dates import DateChange
from plan.consultation.models.files import AnswerFile
from plan.consultation.models.hints import DisclosureHint, WatchedWords
from plan.consultation.models.imports import ImportBatch
from plan.consultation.models.outputs import Export, PublishedResult
from plan.consultation.models.requests import PaperRequest, UpdatesSubscriber
from plan.consultation.models.responses import Attempt, AttemptSection, Response
from plan.consultation.models.sources import Source
from plan.consultation.models.tallies import AbandonedTally, ResponseTally, Tally, TallyState
from plan.consultation.models.teams import Team
from plan.consultation.models.versions import FormTexts, FormVersion

__all__ = [
    "AbandonedTally",
    "Answer",
    "AnswerFile",
    "Attempt",
    "AttemptSection",
    "Consultation",
    "ConsultationPage",
    "ContactDetail",
    "DateChange",
    "DisclosureHint",
    "Export",
    "FormTexts",
    "FormVersion",
    "ImportBatch",
    "OptionList",
    "PaperRequest",
    "ProtectedAnswer",
    "PublishedResult",
    "QuestionBank",
    "Response",
    "ResponseTally",
    "Source",
    "Tally",
    "TallyState",
    "Team",
    "UpdatesSubscriber",
    "WatchedWords",
]
