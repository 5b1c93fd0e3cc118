"""What the admin's front page says of consultations that are open."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django.utils import timezone
from wagtail.admin.ui.components import Component

from plan.consultation.figures import ConsultationFigures, all_figures, responses_since
from plan.consultation.permissions import can_view_responses
from plan.mail import is_mail_configured


class OpenConsultationsPanel(Component):
    """Open consultations with responses today and in all."""

    name = "plan_open_consultations"
    order = 90
    template_name = "plan/consultation/admin/home_panel.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """The figures, for those who may read responses."""
        user = parent_context["request"].user
        figures = all_figures() if can_view_responses(user) else []
        return {"consultations": [with_today(item) for item in figures if item.is_open]}


class MailPanel(Component):
    """That no mail reaches the people who take part, while that is so."""

    name = "plan_mail"
    order = 85
    template_name = "plan/consultation/admin/mail_panel.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Told to those who look after consultations."""
        user = parent_context["request"].user
        return {"is_needed": can_view_responses(user) and not is_mail_configured()}


def with_today(figures: ConsultationFigures) -> tuple[ConsultationFigures, int]:
    """The figures with the responses since midnight in the consultation's zone."""
    zone = figures.consultation.zone
    today = timezone.localdate(timezone=zone)
    midnight = datetime.combine(today, time.min, tzinfo=zone)
    return figures, responses_since(figures.consultation, midnight)
