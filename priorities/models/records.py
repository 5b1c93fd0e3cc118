"""Records: what is true of a measure or a commitment in every language and in every plan."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from decimal import Decimal
from typing import ClassVar, NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _

from priorities.enums import CommitmentStatus
from priorities.models.facts import MeasureFacts

__all__ = ["Commitment", "Measure", "Target"]


class Target(NamedTuple):
    """A figure to be reached by a day, or some day."""

    on: date | None
    value: Decimal


class Measure(MeasureFacts):
    """How progress is known: one series of figures, whichever pages and plans show it.

    Written by publishing the source page; `name` is that page's title, for lists of editors.
    """

    public_id = models.UUIDField(unique=True, editable=False, default=uuid.uuid4)
    name = models.CharField(_("name"), max_length=255)
    created_at = models.DateTimeField(auto_now_add=True)
    #: What the source page's lists say: `{"on", "value"}`, `{"id", "on"}`, `{"code", "values"}`.
    interim_targets = models.JSONField(default=list, editable=False)
    breaks = models.JSONField(default=list, editable=False)
    breakdowns = models.JSONField(default=list, editable=False)
    #: Instants at which figures became or will become public: `{"at", "figures"}`, oldest first.
    releases = models.JSONField(default=list, editable=False)
    #: One more after each change of its facts or figures: what is kept of it is that of a version.
    version = models.PositiveBigIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("measure")
        verbose_name_plural = _("measures")
        ordering: ClassVar = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def break_dates(self) -> list[date]:
        """Days from which figures are not comparable with those before."""
        return [date.fromisoformat(one["on"]) for one in self.breaks]

    @property
    def targets(self) -> list[Target]:
        """All targets by date; one without a date stands last."""
        found = [
            Target(date.fromisoformat(one["on"]), Decimal(one["value"]))
            for one in self.interim_targets
        ]
        if self.target_value is not None:
            found.append(Target(self.target_on, self.target_value))
        return sorted(found, key=lambda one: one.on or date.max)

    def target_for(self, day: date) -> Target | None:
        """The target that a figure of a period ending that day is on its way to."""
        targets = self.targets
        coming = (one for one in targets if one.on is None or one.on >= day)
        return next(coming, targets[-1] if targets else None)

    def next_release(self, now: datetime) -> datetime | None:
        """When approved figures become public next; None when nothing waits."""
        instants = (datetime.fromisoformat(one["at"]) for one in self.releases)
        return min((instant for instant in instants if instant > now), default=None)


class Commitment(models.Model):
    """Something that will be done: its state and date, whichever pages and plans show it."""

    public_id = models.UUIDField(unique=True, editable=False, default=uuid.uuid4)
    name = models.CharField(_("name"), max_length=255)
    status = models.CharField(
        _("status"),
        max_length=12,
        choices=CommitmentStatus.choices,
        default=CommitmentStatus.NOT_STARTED,
    )
    due_on = models.DateField(_("due"), null=True, blank=True)
    reference = models.CharField(_("reference"), max_length=20, blank=True)
    #: In the order of the source page: `id`, `title` in its language, `due_on`, `done_on`.
    milestones = models.JSONField(default=list, blank=True)
    #: Public ids of measures and translation keys of outcomes that the commitment serves.
    linked_measures = models.JSONField(default=list, blank=True)
    linked_outcomes = models.JSONField(default=list, blank=True)
    #: Date of the newest update on the source page.
    last_update_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("commitment")
        verbose_name_plural = _("commitments")
        ordering: ClassVar = ["name", "pk"]

    def __str__(self) -> str:
        return self.name
