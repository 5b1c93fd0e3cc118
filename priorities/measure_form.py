"""The admin's form of a measure's page."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from plan.forms.held_pages import HeldPageForm

REASON_NEEDED = _("Give a target, or say why there is none: readers ask.")


class MeasurePageForm(HeldPageForm):
    """Asks why there is no target before the page is published; a draft may wait."""

    def _post_clean(self) -> None:
        """Once the page holds what was typed."""
        super()._post_clean()
        page = self.instance
        has_target = page.target_value is not None or bool(page.interim_targets)
        if self.is_deferred_validation or has_target or page.no_target_reason.strip():
            return
        name = "no_target_reason"
        self.add_error(name if name in self.fields else None, REASON_NEEDED)
