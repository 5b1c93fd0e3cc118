"""End a link that shows a draft."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from plan.models import DraftLink
from plan.permissions import can_revoke_draft_link


@transaction.atomic
def revoke_draft_link(*, link: DraftLink, user: Any) -> DraftLink:
    """End it at once; a link that has ended stays as it is.

    PermissionDenied when the user may not edit the page.
    """
    if not can_revoke_draft_link(user, link):
        raise PermissionDenied(_("You can only end links to pages that you can edit."))
    changed = DraftLink.objects.filter(pk=link.pk, revoked_at=None).update(
        revoked_at=timezone.now()
    )
    link.refresh_from_db()
    if changed:
        data = {"note": link.note}
        log(instance=link.page.specific, action="plan.draft_link.revoke", user=user, data=data)
    return link
