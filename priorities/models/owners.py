"""Who keeps commitments up to date, without an account, and what they have written."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from plan.tokens import new_token
from priorities.enums import CommitmentStatus, UpdateState
from priorities.models.records import Commitment


class Owner(models.Model):
    """A person who answers for commitments, known by an email address alone."""

    email = models.EmailField(_("email address"), unique=True)
    name = models.CharField(_("name"), max_length=200, blank=True)
    language = models.CharField(_("language"), max_length=20)
    #: Makes the link that ends reminders; stored with nothing that opens a commitment.
    salt = models.CharField(max_length=64, default=new_token, editable=False)
    reminders_stopped_at = models.DateTimeField(null=True, blank=True)
    #: When a reminder was last given to be sent: nobody gets two in a day.
    reminded_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("owner")
        verbose_name_plural = _("owners")
        ordering: ClassVar = ["email"]

    def __str__(self) -> str:
        return self.name or self.email


class Ownership(models.Model):
    """Somebody keeps a commitment up to date."""

    owner = models.ForeignKey(Owner, on_delete=models.CASCADE, related_name="ownerships")
    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="ownerships")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("owner of a commitment")
        verbose_name_plural = _("owners of commitments")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["owner", "commitment"], name="plan_pri_unique_owner")
        ]

    def __str__(self) -> str:
        return f"{self.owner}: {self.commitment}"


class OwnerAccess(models.Model):
    """A link in a letter, or the sign-in that it began. Only the hash of its token is stored."""

    owner = models.ForeignKey(Owner, on_delete=models.CASCADE, related_name="accesses")
    token_hash = models.CharField(max_length=64, unique=True)
    #: A link is exchanged for a sign-in once.
    is_link = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("owner’s sign-in")
        verbose_name_plural = _("owners’ sign-ins")

    def __str__(self) -> str:
        return f"{self.owner_id}: {self.expires_at}"


class OwnerReminder(models.Model):
    """An occasion somebody was reminded of: once each."""

    owner = models.ForeignKey(Owner, on_delete=models.CASCADE, related_name="reminders")
    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="+")
    #: Such as `period-before:3` or `due-after:2027-03-31`.
    occasion = models.CharField(max_length=60)
    sent_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["owner", "commitment", "occasion"], name="plan_pri_unique_reminder"
            )
        ]

    def __str__(self) -> str:
        return f"{self.owner_id}: {self.occasion}"


class CommitmentUpdate(models.Model):
    """What an owner said of a commitment; public once somebody approved it."""

    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="updates")
    owner = models.ForeignKey(
        Owner, null=True, blank=True, on_delete=models.SET_NULL, related_name="updates"
    )
    #: Who wrote it, as known then.
    written_by = models.CharField(_("written by"), max_length=254)
    language = models.CharField(_("language"), max_length=20)
    status = models.CharField(_("status"), max_length=12, choices=CommitmentStatus.choices)
    reason = models.TextField(_("reason for the status"), blank=True)
    done = models.TextField(_("what was done"))
    evidence_url = models.URLField(_("evidence"), max_length=500, blank=True)
    expected_on = models.DateField(_("expected"), null=True, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=UpdateState.choices, default=UpdateState.SUBMITTED
    )
    submitted_at = models.DateTimeField(_("sent"), auto_now_add=True)
    remark = models.TextField(_("remark"), blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        verbose_name = _("update from an owner")
        verbose_name_plural = _("updates from owners")
        ordering: ClassVar = ["submitted_at", "pk"]
        permissions: ClassVar = [
            ("approve_commitmentupdate", _("Can publish updates from owners, or return them")),
        ]

    def __str__(self) -> str:
        return f"{self.commitment} ({self.state})"


class ApproverMail(models.Model):
    """Whether an approver wants to hear of updates that wait, and when that was last told."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="plan_approver_mail"
    )
    wants_digest = models.BooleanField(_("send me a letter a day while updates wait"), default=True)
    digest_sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("mail to an approver")
        verbose_name_plural = _("mail to approvers")

    def __str__(self) -> str:
        return f"{self.user}"
