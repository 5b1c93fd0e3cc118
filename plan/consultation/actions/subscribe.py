"""Somebody wants news of a consultation, confirms it, or wants none any more."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from plan.consultation.models import Consultation, UpdatesSubscriber
from plan.consultation.permissions import can_erase_subscriber


def subscribe(*, consultation: Consultation, email: str, language: str) -> UpdatesSubscriber:
    """The subscriber with this address: as it is, or new and not confirmed."""
    subscriber, _made = UpdatesSubscriber.objects.get_or_create(
        consultation=consultation, email=email.lower(), defaults={"language": language}
    )
    return subscriber


def confirm_subscriber(*, subscriber: UpdatesSubscriber) -> None:
    """The owner of the address wants news; saying so again changes nothing."""
    rows = UpdatesSubscriber.objects.filter(pk=subscriber.pk, confirmed_at=None)
    rows.update(confirmed_at=timezone.now())


def unsubscribe(*, subscriber: UpdatesSubscriber) -> None:
    """Forget the address."""
    UpdatesSubscriber.objects.filter(pk=subscriber.pk).delete()


@transaction.atomic
def erase_subscriber(*, subscriber: UpdatesSubscriber, user: Any) -> None:
    """Forget an address because its owner asked staff. PermissionDenied without the right to."""
    if not can_erase_subscriber(user, subscriber.consultation):
        raise PermissionDenied
    consultation = subscriber.consultation
    log(
        instance=consultation,
        action="plan_consultation.erase_subscriber",
        user=user,
        title=str(consultation),
        data={"subscriber": subscriber.pk},
    )
    subscriber.delete()
