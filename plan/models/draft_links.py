"""Links that show a draft to somebody without an account."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class DraftLink(models.Model):
    """An expiring, revocable way to read a page's draft. Only the hash of its token is stored."""

    page = models.ForeignKey(
        "wagtailcore.Page", on_delete=models.CASCADE, related_name="plan_draft_links"
    )
    token_hash = models.CharField(max_length=64, unique=True)
    note = models.CharField(_("for whom"), max_length=200, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(_("expires"))
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    class Meta:
        verbose_name = _("draft link")
        verbose_name_plural = _("draft links")

    def __str__(self) -> str:
        return f"{self.page_id} → {self.expires_at:%Y-%m-%d %H:%M}"
