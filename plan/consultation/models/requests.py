"""People who want to hear more, or a form on paper: apart from any response."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from plan.consultation.enums import PaperFormat
from plan.consultation.models.consultations import Consultation
from plan.consultation.references import new_salt


class UpdatesSubscriber(models.Model):
    """An address that wants news of a consultation. Nothing is sent before it is confirmed.

    No link to a response: who takes part is nobody's business. `salt` makes the links that
    confirm and unsubscribe.
    """

    consultation = models.ForeignKey(
        Consultation, on_delete=models.CASCADE, related_name="subscribers"
    )
    email = models.EmailField(_("email address"), max_length=254)
    language = models.CharField(max_length=20)
    salt = models.CharField(max_length=32, default=new_salt)
    created_at = models.DateTimeField(auto_now_add=True)
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("subscriber to updates")
        verbose_name_plural = _("subscribers to updates")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["consultation", "email"], name="plan_unique_subscriber")
        ]

    def __str__(self) -> str:
        return self.email


class PaperRequest(models.Model):
    """Somebody who wants the questions sent on paper."""

    consultation = models.ForeignKey(
        Consultation, on_delete=models.CASCADE, related_name="paper_requests"
    )
    name = models.CharField(_("name"), max_length=200)
    address = models.TextField(_("postal address"), max_length=1000)
    format = models.CharField(
        _("format"), max_length=10, choices=PaperFormat.choices, default=PaperFormat.STANDARD
    )
    language = models.CharField(_("language"), max_length=20)
    requested_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("request for paper")
        verbose_name_plural = _("requests for paper")
        ordering = ("sent_at", "requested_at", "pk")

    def __str__(self) -> str:
        return self.name
