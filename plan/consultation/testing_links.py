"""Signed links with which staff start a test: for one consultation, and for an hour."""

from __future__ import annotations

from datetime import timedelta

from django.core import signing
from django.urls import reverse
from django.utils.translation import override

from plan.consultation.models import Consultation

SALT = "plan.consultation.testing_links"
LIFETIME = timedelta(hours=1)


def link_to_test(consultation: Consultation, language: str) -> str:
    """The address of the page that starts a test in a language."""
    token = signing.dumps(consultation.public_id, salt=SALT)
    with override(language):
        return reverse("plan:start_test", args=[consultation.public_id, token])


def is_valid(token: str, consultation: Consultation) -> bool:
    """Whether we made this token, for this consultation, within the hour."""
    try:
        return bool(signing.loads(token, salt=SALT, max_age=LIFETIME) == consultation.public_id)
    except signing.BadSignature:
        return False
