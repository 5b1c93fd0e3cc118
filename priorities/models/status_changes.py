"""How a commitment stood, and since when."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from priorities.enums import CommitmentStatus
from priorities.immutable import WrittenOnce
from priorities.models.records import Commitment


class CommitmentStatusChange(WrittenOnce):
    """A status with its reason and date, from one moment on. Never overwritten.

    Appended when the source page is published. `reasons` are public words by language: that of
    the source page at first, others as their pages are published.
    """

    commitment = models.ForeignKey(
        Commitment, on_delete=models.PROTECT, related_name="status_changes"
    )
    status = models.CharField(_("status"), max_length=12, choices=CommitmentStatus.choices)
    reasons = models.JSONField(_("reasons"), default=dict, blank=True)
    #: The language that the reason was written in.
    language = models.CharField(max_length=20, blank=True)
    due_on = models.DateField(_("due"), null=True, blank=True)
    changed_at = models.DateTimeField(_("since"))
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        verbose_name = _("change of a commitment’s status")
        verbose_name_plural = _("changes of commitments’ statuses")
        ordering: ClassVar = ["commitment", "-changed_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.commitment}: {self.status}"

    @property
    def reason(self) -> str:
        """The reason as it was first written."""
        return str(self.reasons.get(self.language, ""))

    def may_become(self, after: Any) -> bool:
        """A reason in a further language is added; nothing that was said changes."""
        kept = all(after.reasons.get(code) == text for code, text in self.reasons.items())
        names = [field.attname for field in self._meta.fields if field.name != "reasons"]
        return kept and all(getattr(self, name) == getattr(after, name) for name in names)
