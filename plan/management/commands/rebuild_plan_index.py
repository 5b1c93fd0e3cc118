"""Rebuild what is derived from published pages."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from wagtail.models import Page

from plan.actions.index_passages import index_plan
from plan.actions.record_progress import record_progress
from plan.models import PlanPage


class Command(BaseCommand):
    """Passage index and progress of translations, from the pages as they are published now."""

    help = "Rebuild the passage index and the progress of translations from the published pages."

    def handle(self, *args: Any, **options: Any) -> None:
        """Rebuild for all pages; safe to run at any time and as often as wanted."""
        pages = Page.objects.live().order_by("path")
        counted = sum(record_progress(page=page) is not None for page in pages.iterator())
        indexed = [index_plan(plan_page=plan) for plan in PlanPage.objects.live().order_by("path")]
        self.stdout.write(
            _("Plans: %(plans)d. Passages: %(passages)d. Translated pages: %(pages)d.")
            % {"plans": len(indexed), "passages": sum(indexed), "pages": counted}
        )
