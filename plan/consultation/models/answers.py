"""Answers as rows: counted, exported, protected and erased one by one."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from plan.consultation.enums import ContactKind
from plan.consultation.models.responses import Response

#: Stands for "no row" and "no option" in the constraints: SQLite holds nulls for different.
NIL = models.Value(uuid.UUID(int=0), output_field=models.UUIDField())
ONE_PER_PLACE = (
    "response",
    "question_id",
    Coalesce("row_id", NIL),
    Coalesce("option_id", NIL),
)


class AnswerRow(models.Model):
    """What every kind of answer says of its place: question, row of a matrix, option."""

    question_id = models.UUIDField()
    row_id = models.UUIDField(null=True, blank=True)
    option_id = models.UUIDField(null=True, blank=True)

    class Meta:
        abstract = True


class Answer(AnswerRow):
    """One value of one answer. Several choices are several rows.

    Exactly one of option, text, number and date says what was answered; `text` beside an option
    holds the words of "other, please say". `position` is the rank or order where there is one.
    The consultation stands here again, so that counting needs no join.
    """

    consultation = models.ForeignKey(
        "plan_consultation.Consultation",
        on_delete=models.PROTECT,
        related_name="answers",
    )
    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="answers")
    text = models.TextField(blank=True)
    number = models.DecimalField(max_digits=24, decimal_places=6, null=True, blank=True)
    date = models.DateField(null=True, blank=True)
    position = models.PositiveSmallIntegerField(null=True, blank=True)
    #: The respondent's own words, where `text` is the translation that staff made of them.
    original = models.TextField(blank=True)

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        constraints: ClassVar = [models.UniqueConstraint(*ONE_PER_PLACE, name="plan_unique_answer")]
        indexes: ClassVar = [
            models.Index(
                fields=["consultation", "question_id", "option_id"],
                name="plan_answer_count",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.response_id} {self.question_id}"


class ProtectedAnswer(AnswerRow):
    """An answer of special category: options behind a role, everything else encrypted.

    `key_id` names the key that opens `ciphertext` (AES-GCM, nonce first; see `protection`). The
    consultation stands here again, so that counting needs no join.
    """

    consultation = models.ForeignKey(
        "plan_consultation.Consultation",
        on_delete=models.PROTECT,
        related_name="protected_answers",
    )
    response = models.ForeignKey(
        Response, on_delete=models.CASCADE, related_name="protected_answers"
    )
    ciphertext = models.BinaryField(null=True, blank=True)
    key_id = models.CharField(max_length=40, blank=True)

    class Meta:
        verbose_name = _("protected answer")
        verbose_name_plural = _("protected answers")
        constraints: ClassVar = [
            models.UniqueConstraint(*ONE_PER_PLACE, name="plan_unique_protected_answer")
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["consultation", "question_id", "option_id"],
                name="plan_protected_count",
            ),
        ]
        permissions: ClassVar = [
            ("export_protectedanswer", _("Can export answers of special category")),
        ]

    def __str__(self) -> str:
        return f"{self.response_id} {self.question_id}"


class ContactDetail(models.Model):
    """A name or address a respondent gave, apart from the answers and erasable alone."""

    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="contact_details")
    question_id = models.UUIDField()
    kind = models.CharField(max_length=10, choices=ContactKind.choices)
    value = models.TextField()

    class Meta:
        verbose_name = _("contact detail")
        verbose_name_plural = _("contact details")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["response", "question_id", "kind"], name="plan_unique_contact"
            )
        ]

    def __str__(self) -> str:
        return f"{self.response_id} {self.kind}"
