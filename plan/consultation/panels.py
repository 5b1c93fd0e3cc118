"""What is wrong with the form, in the editor, above the form itself."""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import reverse
from wagtail.admin.panels import Panel

from plan.consultation.linter import faults_of


class FaultsPanel(Panel):
    """Lists every fault with a way to the block; judged anew on each save."""

    class BoundPanel(Panel.BoundPanel):
        """The list for one page."""

        template_name = "plan/consultation/admin/faults_panel.html"

        def is_shown(self) -> bool:
            """On the source page: translations have the same structure."""
            return super().is_shown() and (self.instance.pk is None or self.instance.is_source())

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Add the faults of what was stored last."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            page = self.instance
            return {
                **context,
                "is_new": page.pk is None,
                "faults": faults_of(page) if page.pk else [],
                "url": reverse("plan_consultation_admin:faults", args=[page.pk]) if page.pk else "",
            }

        @property
        def media(self) -> forms.Media:
            """What keeps the list up to date, and jumps."""
            return forms.Media(
                js=["plan_consultation/faults.js"], css={"all": ["plan_consultation/builder.css"]}
            )
