"""Show a page's draft to somebody without an account."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page

from plan.models import DraftLink
from plan.permissions import can_share_draft

LONGEST_DAYS = 90
TOKEN_BYTES = 32


def hash_of_token(token: str) -> str:
    """What is stored of a link's secret."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def create_draft_link(*, page: Page, user: Any, days: int, note: str = "") -> tuple[DraftLink, str]:
    """Make a link that works for a number of days; return it and its token, known only now.

    PermissionDenied when the user may not edit the page; ValueError for a wrong number of days.
    """
    if not can_share_draft(user, page):
        raise PermissionDenied(_("You can only share drafts of pages that you can edit."))
    if not 1 <= days <= LONGEST_DAYS:
        raise ValueError(f"A draft link lasts between 1 and {LONGEST_DAYS} days.")
    token = secrets.token_urlsafe(TOKEN_BYTES)
    link = DraftLink.objects.create(
        page_id=page.pk,
        token_hash=hash_of_token(token),
        note=note,
        created_by=user,
        expires_at=timezone.now() + timedelta(days=days),
    )
    data = {"note": note, "expires_at": link.expires_at.isoformat()}
    log(instance=page.specific, action="plan.draft_link.create", user=user, data=data)
    return link, token
