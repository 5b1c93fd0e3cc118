from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


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
        from plan.contributors import register
        from plan.guards import register_guard

        checks.connect()
        receivers.connect()
        register_guard(guard_consultations)
        register("consultation", ConsultationContributor())
