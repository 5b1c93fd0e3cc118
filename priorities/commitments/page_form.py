"""The admin's form of a commitment."""

from __future__ import annotations

from typing import Any

from plan.forms.held_pages import HeldPageForm
from priorities.commitments.reference_codes import clean_reference, reference_errors


class CommitmentPageForm(HeldPageForm):
    """Says beside the field that a reference is taken, also before the page has a place."""

    def clean_reference(self) -> str:
        """A code as it is compared."""
        return clean_reference(self.cleaned_data.get("reference", ""))

    def clean(self) -> dict[str, Any]:
        """Compare with the commitments of the plan that the page is to stand in."""
        cleaned: dict[str, Any] = super().clean()
        if self.instance.path or "reference" not in cleaned:
            return cleaned
        self.instance.reference = cleaned["reference"]
        for field, message in reference_errors(self.instance, self.parent_page).items():
            self.add_error(field, message)
        return cleaned
