"""Files that respondents hand in and that staff attach, kept where nobody has an address."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from plan.consultation.models.responses import Attempt, Response
from plan.private_storage import private_storage


class AnswerFile(models.Model):
    """A file of one attempt, then of the response it became.

    `public_id` is what the form carries; it opens nothing by itself. A scan of a paper response
    has no question.
    """

    public_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    attempt = models.ForeignKey(Attempt, null=True, on_delete=models.CASCADE, related_name="files")
    response = models.ForeignKey(
        Response, null=True, on_delete=models.CASCADE, related_name="files"
    )
    question_id = models.UUIDField(null=True)
    file = models.FileField(storage=private_storage, upload_to="answers/%Y/%m/", max_length=255)
    name = models.CharField(max_length=255)
    size = models.PositiveBigIntegerField()
    content_type = models.CharField(max_length=100)
    sha256 = models.CharField(max_length=64)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("file of an answer")
        verbose_name_plural = _("files of answers")
        indexes: ClassVar = [
            models.Index(fields=["response", "question_id"], name="plan_answer_file"),
        ]

    def __str__(self) -> str:
        return self.name
