"""How long ago something was said, in words that readers weigh it by."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

#: From so many months on an age is given in years.
MONTHS_IN_WORDS = 24


def months_between(before: date, after: date) -> int:
    """Whole calendar months."""
    months = (after.year - before.year) * 12 + after.month - before.month
    return months - (after.day < before.day)


def age_words(day: date, today: date) -> str:
    """“Last updated 7 months ago”; a day still to come counts as today."""
    days = max(0, (today - day).days)
    months = months_between(day, today)
    if days == 0:
        return _("Last updated today")
    if months < 1:
        return ngettext(
            "Last updated %(number)d day ago", "Last updated %(number)d days ago", days
        ) % {"number": days}
    if months < MONTHS_IN_WORDS:
        return ngettext(
            "Last updated %(number)d month ago", "Last updated %(number)d months ago", months
        ) % {"number": months}
    years = months // 12
    return ngettext(
        "Last updated %(number)d year ago", "Last updated %(number)d years ago", years
    ) % {"number": years}


def newest_day(moments: Iterable[date | datetime | None]) -> date | None:
    """The newest of some days and moments, as a day here."""
    days = [
        timezone.localtime(moment).date() if isinstance(moment, datetime) else moment
        for moment in moments
        if moment is not None
    ]
    return max(days, default=None)


def seconds_of_today() -> float:
    """How long an age stays true: until midnight here."""
    now = timezone.localtime()
    midnight = (now + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    return max(1.0, (midnight - now).total_seconds())
