"""End a response's private link, and make another."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from wagtail.log_actions import log

from plan.consultation.models import Response
from plan.consultation.permissions import can_renew_private_link
from plan.consultation.references import new_salt


@transaction.atomic
def renew_private_link(*, response: Response, user: Any) -> Response:
    """Give the response another salt, so that only a new link opens it. The log holds no link.

    PermissionDenied for those who may not read all of the response.
    """
    if not can_renew_private_link(user, response):
        raise PermissionDenied
    response.link_salt = new_salt()
    Response.objects.filter(pk=response.pk).update(link_salt=response.link_salt)
    log(
        instance=response.consultation,
        action="plan_consultation.renew_private_link",
        user=user,
        title=str(response.consultation),
        data={"reference": response.reference},
    )
    return response
