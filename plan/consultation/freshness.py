"""How long a page that tells of a consultation stays true by the clock."""

from __future__ import annotations

from datetime import datetime

from django.http.response import HttpResponseBase

from plan.consultation.models import Consultation
from plan.readers import Reader


def limit_freshness(consultation: Consultation, reader: Reader, now: datetime) -> None:
    """No copy of the page may outlive the consultation's next opening or closing."""
    for moment in (consultation.opens_at, consultation.closes_at):
        if moment is not None and moment > now:
            reader.freshness.limit((moment - now).total_seconds())


def ask_again(response: HttpResponseBase, reader: Reader) -> None:
    """Caches on the way ask each time: staff may close, extend or open at any second."""
    response["Cache-Control"] = "private, no-cache" if reader.is_known else "no-cache"
