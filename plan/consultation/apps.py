from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

#: Rows that answering writes, and what follows from it: no page that is kept shows them.
WRITTEN_BY_RESPONDENTS = (
    "AbandonedTally",
    "Answer",
    "AnswerFile",
    "Attempt",
    "AttemptSection",
    "ContactDetail",
    "DisclosureHint",
    "Export",
    "ImportBatch",
    "PaperRequest",
    "ProtectedAnswer",
    "Response",
    "ResponseTally",
    "Tally",
    "TallyState",
    "Team",
    "UpdatesSubscriber",
)


class ConsultationConfig(AppConfig):
    """Asking the public about a plan, and keeping what they answer."""

    name = "plan.consultation"
    label = "plan_consultation"
    verbose_name = _("Consultations")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Connect receivers and guards, and join the plan through its seam."""
        from plan.consultation import checks, receivers
        from plan.consultation.contributor import ConsultationContributor
        from plan.consultation.page_guards import guard_consultations
        from plan.content_version import leave_out
        from plan.contributors import register
        from plan.guards import register_guard

        checks.connect()
        receivers.connect()
        leave_out(self.label, *WRITTEN_BY_RESPONDENTS)
        register_guard(guard_consultations)
        register("consultation", ConsultationContributor())
