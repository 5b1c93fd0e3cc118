"""Somebody wants news of a passage, confirms it, or wants none any more."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now, TruncDate
from django.utils import timezone

from plan.comments.models import Follower
from plan.comments.queries import Identity
from plan.committing import once_committed
from plan.consultation.models import Consultation
from plan.mail_limits import forget_mail
from plan.tokens import hash_token

#: How long an address that nobody confirmed is kept.
UNCONFIRMED = timedelta(days=7)
#: At most one letter in this time to a follower of a passage.
BATCHED = timedelta(hours=1)


@transaction.atomic
def follow_passage(
    *, consultation: Consultation, identity: Identity, email: str, language: str
) -> Follower:
    """The follower with this address: as it is, or new and not confirmed."""
    key, block = identity
    return Follower.objects.get_or_create(
        consultation=consultation,
        translation_key=key,
        block_id=block,
        email=email.lower(),
        defaults={"language": language},
    )[0]


def confirm_follower(*, follower: Follower) -> None:
    """The owner of the address wants news; saying so again changes nothing."""
    rows = Follower.objects.filter(pk=follower.pk, confirmed_at=None)
    rows.update(confirmed_at=timezone.now())
    once_committed(forget_mail, "follow", hash_token(follower.email))


def unfollow(*, follower: Follower) -> None:
    """Forget the address."""
    Follower.objects.filter(pk=follower.pk).delete()


def note_news(*, consultation_pk: int, identity: Identity) -> None:
    """Something became public at a passage: its followers are to be told."""
    key, block = identity
    rows = Follower.objects.filter(
        consultation=consultation_pk, translation_key=key, block_id=block, news_at=None
    )
    rows.exclude(confirmed_at=None).update(news_at=timezone.now())


def claim_news(*, follower_pk: int) -> bool:
    """Whether a letter to this follower is due, and it is for this process to send it."""
    now = timezone.now()
    due = Q(told_at=None) | Q(told_at__lte=now - BATCHED)
    rows = Follower.objects.filter(due, pk=follower_pk).exclude(news_at=None)
    return bool(rows.exclude(confirmed_at=None).update(told_at=now, news_at=None))


def delete_expired_followers() -> int:
    """Forget addresses beyond their consultation's retention, and those nobody confirmed."""
    over = Q(consultation__retain_until__lt=TruncDate(Now()))
    old = Q(confirmed_at=None, created_at__lt=Now() - UNCONFIRMED)
    return Follower.objects.filter(over | old).delete()[0]
