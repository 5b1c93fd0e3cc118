"""The admin's form of a page that something may hold in its place."""

from __future__ import annotations

from typing import Any

from wagtail.admin.forms import WagtailAdminPageForm

from plan import guards


class HeldPageForm(WagtailAdminPageForm):
    """Says why a page must not expire, beside the field, before anything is stored."""

    def clean(self) -> dict[str, Any]:
        """Ask the guards when an expiry is set."""
        cleaned: dict[str, Any] = super().clean()
        expiry = cleaned.get("expire_at")
        if expiry is not None and expiry != self.instance.expire_at and self.instance.path:
            for reason in guards.reasons_against(self.instance, guards.Operation.EXPIRE):
                self.add_error("expire_at", reason)
        return cleaned
