"""Figures on their way in: how files are read, what came, who approved it."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from plan.private_storage import private_storage
from priorities.enums import BatchChannel, BatchState, Change
from priorities.models.observations import Observation, ObservationFacts
from priorities.models.records import Measure


class ImportProfile(models.Model):
    """How one kind of file is read, remembered for the next one of its kind.

    `mapping` is the JSON of `priorities.imports.Mapping`; its measures go by `public_id`.
    """

    public_id = models.UUIDField(unique=True, editable=False, default=uuid.uuid4)
    name = models.CharField(_("name"), max_length=200, unique=True)
    mapping = models.JSONField(_("how the file is read"), default=dict)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("import profile")
        verbose_name_plural = _("import profiles")
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name


class ImportBatch(models.Model):
    """Figures that came together and are approved together, or not at all.

    `findings` is what reading found: problems, notices, counts, and warnings of improbable jumps.
    `key` is a sender's own name for a batch: the same again is the same batch.
    """

    public_id = models.UUIDField(unique=True, editable=False, default=uuid.uuid4)
    profile = models.ForeignKey(
        ImportProfile,
        verbose_name=_("import profile"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="batches",
    )
    channel = models.CharField(_("came by"), max_length=10, choices=BatchChannel.choices)
    state = models.CharField(
        _("state"), max_length=10, choices=BatchState.choices, default=BatchState.UPLOADED
    )
    key = models.CharField(_("key"), max_length=100, blank=True)
    file = models.FileField(
        _("file"), storage=private_storage, upload_to="figures/%Y/%m/", max_length=255, blank=True
    )
    file_name = models.CharField(_("name of the file"), max_length=255, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    mapping = models.JSONField(default=dict)
    findings = models.JSONField(default=dict)
    unchanged = models.PositiveIntegerField(_("unchanged figures"), default=0)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    approved_at = models.DateTimeField(_("approved"), null=True)
    release_at = models.DateTimeField(_("public from"), null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    ended_at = models.DateTimeField(_("discarded or undone"), null=True)

    class Meta:
        verbose_name = _("batch of figures")
        verbose_name_plural = _("batches of figures")
        ordering: ClassVar = ["-created_at", "-pk"]
        permissions: ClassVar = [
            ("approve_importbatch", _("Can approve figures, and undo what was approved"))
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["profile", "key"], condition=~Q(key=""), name="plan_pri_batch_once"
            )
        ]

    def __str__(self) -> str:
        return self.file_name or str(BatchChannel(self.channel).label)


class ImportedFigure(ObservationFacts):
    """A figure that a batch adds, changes or takes away. What stays as it is has no row.

    `replaces` is the figure in force when the batch was checked. A vanished one repeats it.
    """

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="figures")
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="+")
    change = models.CharField(_("change"), max_length=8, choices=Change.choices)
    replaces = models.ForeignKey(
        Observation, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    is_improbable = models.BooleanField(_("improbable"), default=False)

    class Meta:
        verbose_name = _("figure of a batch")
        verbose_name_plural = _("figures of batches")
        ordering: ClassVar = ["measure", "period_end", "area", "dimensions_key"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["batch", "measure", "period_start", "period_end", "area", "dimensions_key"],
                name="plan_pri_batch_figure_once",
            )
        ]

    def __str__(self) -> str:
        return " · ".join(filter(None, [self.measure.name, self.period, self.area]))


class PushToken(models.Model):
    """Lets a program send figures by one profile. Only the hash of the token is stored."""

    name = models.CharField(_("name"), max_length=200)
    profile = models.ForeignKey(ImportProfile, on_delete=models.PROTECT, related_name="tokens")
    digest = models.CharField(max_length=64, unique=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    used_at = models.DateTimeField(_("last used"), null=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True)

    class Meta:
        verbose_name = _("key for programs")
        verbose_name_plural = _("keys for programs")
        ordering: ClassVar = ["name", "pk"]

    def __str__(self) -> str:
        return self.name
