from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConsultationConfig(AppConfig):
    """Asking the public about a plan, and keeping what they answer."""

    name = "plan.consultation"
    label = "plan_consultation"
    verbose_name = _("Consultations")
    default_auto_field = "django.db.models.BigAutoField"
