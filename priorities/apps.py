from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PrioritiesConfig(AppConfig):
    """Priorities, outcomes, commitments and measures of progress."""

    name = "priorities"
    label = "plan_priorities"
    verbose_name = _("Priorities")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Add priorities and measures to plans."""
        from plan.contributors import register
        from priorities import receivers
        from priorities.contributor import PrioritiesContributor

        receivers.connect()
        register("priorities", PrioritiesContributor())
