"""Wagtail's admin pages for what consultations share."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import UpdatedAtColumn
from wagtail.snippets.views.snippets import SnippetViewSet

from plan.consultation.models import QuestionBank


class QuestionBankViewSet(SnippetViewSet):
    """Keeps question banks, with the number of their version."""

    model: Any = QuestionBank
    icon = "list-ul"
    menu_label = _("Question banks")
    list_display = ("name", "version", UpdatedAtColumn())
    list_per_page = 50
    # A copy would ask questions of the same identity, which cannot stand in one form.
    copy_view_enabled = False
    ordering = ("name",)
