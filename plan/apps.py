from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlanAppConfig(AppConfig):
    """The plan as a document: pages, passages, languages, formats."""

    name = "plan"
    label = "plan"
    verbose_name = _("Plan")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Connect the guards and the writers of records, and register the checks."""
        from plan import checks, receivers

        receivers.connect()
        checks.connect()
