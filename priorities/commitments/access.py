"""How an owner comes in: a link in a letter, exchanged once for a sign-in of some hours.

Only hashes of tokens are stored. The cookie is sent to the owner's own addresses alone.
"""

from __future__ import annotations

from datetime import timedelta

from django.core import signing
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from plan.signed_tokens import is_signed_token, signed_token
from plan.tokens import hash_token, new_token
from priorities.models import Commitment, Owner, OwnerAccess

COOKIE = "plan_commitment_owner"
#: A link that was asked for, a link in a reminder, a sign-in, a form that lies open.
ASKED_FOR, REMINDED = timedelta(hours=2), timedelta(days=3)
SIGN_IN, OPEN_FORM = timedelta(hours=4), timedelta(hours=12)
FORM_SALT = "plan.priorities.owner_form"
STOP_PURPOSE = "plan.priorities.stop_reminders"
LONGEST = 100


def new_access(owner: Owner, lifetime: timedelta, *, is_link: bool) -> str:
    """A new token; what has expired goes."""
    now = timezone.now()
    OwnerAccess.objects.filter(expires_at__lte=now).delete()
    token = new_token()
    OwnerAccess.objects.create(
        owner=owner, token_hash=hash_token(token), is_link=is_link, expires_at=now + lifetime
    )
    return token


def access_by(token: str, *, is_link: bool) -> OwnerAccess | None:
    """What a token opens now; None for any other."""
    if not token or len(token) > LONGEST:
        return None
    found = OwnerAccess.objects.select_related("owner").filter(
        token_hash=hash_token(token), is_link=is_link, expires_at__gt=timezone.now()
    )
    return found.first()


@transaction.atomic
def exchange(token: str) -> tuple[Owner, str] | None:
    """Owner and token of a new sign-in for a link, which ends; None where it does not work."""
    access = access_by(token, is_link=True)
    if access is None or not OwnerAccess.objects.filter(pk=access.pk).delete()[0]:
        return None
    return access.owner, new_access(access.owner, SIGN_IN, is_link=False)


def owner_of(request: HttpRequest) -> Owner | None:
    """Who is signed in as an owner."""
    access = access_by(request.COOKIES.get(COOKIE, ""), is_link=False)
    return access.owner if access else None


def sign_out(request: HttpRequest) -> None:
    """End the sign-in."""
    if access := access_by(request.COOKIES.get(COOKIE, ""), is_link=False):
        access.delete()


def cookie_path() -> str:
    """The owner's addresses in the language of now."""
    return reverse("plan:owner")


def give_cookie(response: HttpResponse, request: HttpRequest, token: str) -> None:
    """Let the browser keep the sign-in until it is closed."""
    response.set_cookie(
        COOKIE,
        token,
        path=cookie_path(),
        httponly=True,
        secure=request.is_secure(),
        samesite="Lax",
    )


def drop_cookie(response: HttpResponse) -> None:
    """Make the browser forget it."""
    response.delete_cookie(COOKIE, path=cookie_path(), samesite="Lax")


def form_proof(owner: Owner, commitment: Commitment) -> str:
    """What a form carries: it was given to this owner, who may send it after the sign-in ended."""
    return signing.dumps([owner.pk, str(commitment.public_id)], salt=FORM_SALT)


def owner_by_proof(proof: str, commitment: Commitment) -> Owner | None:
    """Whose form it is, if it was given out for this commitment lately."""
    try:
        pk, public_id = signing.loads(proof, salt=FORM_SALT, max_age=OPEN_FORM)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    if public_id != str(commitment.public_id):
        return None
    return Owner.objects.filter(pk=pk).first()


def door_path(language: str) -> str:
    """Path of the page where owners ask for their link."""
    with override(language):
        return reverse("plan:owner")


def link_path(token: str, language: str) -> str:
    """Path of the link in a letter."""
    with override(language):
        return reverse("plan:owner_link", args=[token])


def stop_path(owner: Owner) -> str:
    """Path of the link that ends an owner's reminders."""
    with override(owner.language):
        return reverse("plan:stop_reminders", args=[owner.pk, stop_token(owner)])


def stop_token(owner: Owner) -> str:
    """Made anew of the owner's salt each time, and stored nowhere."""
    return signed_token(STOP_PURPOSE, owner.pk, owner.salt)


def stops_reminders(token: str, owner: Owner) -> bool:
    """Whether a token is this owner's, compared in constant time."""
    return is_signed_token(token, STOP_PURPOSE, owner.pk, owner.salt)
