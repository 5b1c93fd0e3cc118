"""Attempts at answering, and the responses they become."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from plan.consultation.enums import Channel
from plan.consultation.models.consultations import Consultation
from plan.consultation.models.imports import ImportBatch
from plan.consultation.models.sources import Source
from plan.consultation.models.versions import FormTexts, FormVersion
from plan.consultation.references import new_reference, new_salt


class Attempt(models.Model):
    """One attempt at answering, from "start" on. It makes at most one response (promise R2).

    Its token is in the respondent's browser; only the hash is here. `texts` are the exact words
    shown, and with them version and language. Idle attempts are deleted.
    """

    token_hash = models.CharField(max_length=64, unique=True)
    consultation = models.ForeignKey(
        Consultation, on_delete=models.PROTECT, related_name="attempts"
    )
    texts = models.ForeignKey(FormTexts, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField(db_default=Now())
    last_active_at = models.DateTimeField(db_default=Now())
    #: A test made by staff: never counted, cleared at opening.
    is_test = models.BooleanField(default=False)
    source = models.ForeignKey(
        Source, null=True, on_delete=models.SET_NULL, related_name="attempts"
    )
    #: The second token, sent as a link to come back with; kept until the form takes no answers.
    return_hash = models.CharField(max_length=64, unique=True, null=True)  # noqa: DJ001  # unique
    kept_until = models.DateTimeField(null=True)
    #: The response that this attempt is to change, where it is not a new one.
    changes = models.ForeignKey(
        "plan_consultation.Response", null=True, on_delete=models.CASCADE, related_name="changes"
    )
    team = models.ForeignKey(
        "plan_consultation.Team", null=True, on_delete=models.CASCADE, related_name="members"
    )
    member_name = models.CharField(max_length=100, blank=True)
    handed_in_at = models.DateTimeField(null=True)
    #: When the lead sent for the whole team, and for whom; the team itself is gone since.
    ended_at = models.DateTimeField(null=True)
    ended_for = models.CharField(max_length=200, blank=True)
    #: The passage beside which it was begun.
    about_key = models.UUIDField(null=True)
    about_block = models.UUIDField(null=True)
    #: Why it may not be what it seems; see `doubts`.
    doubts = models.JSONField(default=list)

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        indexes: ClassVar = [
            models.Index(fields=["last_active_at"], name="plan_attempt_idle"),
        ]

    def __str__(self) -> str:
        return f"{self.consultation} {self.started_at:%Y-%m-%d}"

    @property
    def is_change_sent(self) -> bool:
        """Whether it was begun to change a response, and has changed it."""
        return self.changes_id is not None and self.handed_in_at is not None


class AttemptSection(models.Model):
    """What was typed in one section of an unfinished attempt, as typed, errors and all."""

    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="sections")
    section_id = models.UUIDField()
    typed = models.JSONField()
    is_valid = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("section of an attempt")
        verbose_name_plural = _("sections of attempts")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["attempt", "section_id"], name="plan_unique_attempt_section"
            )
        ]

    def __str__(self) -> str:
        return f"{self.attempt_id} {self.section_id}"


class ResponseQuerySet(models.QuerySet["Response"]):
    """Responses, and those of them that count."""

    def counted(self) -> ResponseQuerySet:
        """Neither tests nor withdrawn: what every number and every file is made of."""
        return self.filter(is_test=False, withdrawn_at__isnull=True)


class Response(models.Model):
    """One response, whatever its channel and language. Its answers are rows of their own.

    Whoever counts or exports asks for `counted()`.
    """

    consultation = models.ForeignKey(
        Consultation, on_delete=models.PROTECT, related_name="responses"
    )
    reference = models.CharField(max_length=12, unique=True, default=new_reference)
    attempt = models.OneToOneField(
        Attempt, null=True, on_delete=models.SET_NULL, related_name="response"
    )
    version = models.ForeignKey(FormVersion, on_delete=models.PROTECT, related_name="responses")
    texts = models.ForeignKey(FormTexts, on_delete=models.PROTECT, related_name="responses")
    language = models.CharField(max_length=20)
    channel = models.CharField(max_length=10, choices=Channel.choices, default=Channel.WEB)
    received_at = models.DateTimeField()
    is_test = models.BooleanField(default=False)
    #: Received outside the open period, and kept all the same.
    is_late = models.BooleanField(default=False)
    source = models.ForeignKey(
        Source, null=True, on_delete=models.SET_NULL, related_name="responses"
    )
    about_key = models.UUIDField(null=True)
    about_block = models.UUIDField(null=True)
    doubts = models.JSONField(default=list)
    #: For which organisation a team answered; empty where nobody answered as a team.
    organisation = models.CharField(max_length=200, blank=True)
    #: Makes the private link of this response; a new value ends the old link.
    link_salt = models.CharField(max_length=32, default=new_salt)
    changed_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    #: Language in which it was given, where staff translated it.
    original_language = models.CharField(max_length=20, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    entered_at = models.DateTimeField(null=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    checked_at = models.DateTimeField(null=True)
    import_batch = models.ForeignKey(
        ImportBatch, null=True, on_delete=models.PROTECT, related_name="responses"
    )
    #: Names a row of an imported file, so that importing it again adds nothing.
    import_key = models.CharField(max_length=64, null=True)  # noqa: DJ001  # unique
    is_tallied = models.BooleanField(default=False)

    objects = ResponseQuerySet.as_manager()

    class Meta:
        verbose_name = _("response")
        verbose_name_plural = _("responses")
        ordering = ("received_at", "pk")
        permissions: ClassVar = [
            ("export_response", _("Can export responses")),
            ("erase_response", _("Can erase responses")),
            ("enter_response", _("Can enter responses on paper and by phone")),
            ("check_response", _("Can check responses that others entered")),
            ("import_response", _("Can import responses")),
            ("test_response", _("Can make test responses")),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["consultation", "import_key"], name="plan_unique_imported_response"
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["consultation", "received_at"], name="plan_response_received"),
            models.Index(
                fields=["consultation"],
                name="plan_response_untallied",
                condition=models.Q(is_tallied=False),
            ),
        ]

    def __str__(self) -> str:
        return self.reference
