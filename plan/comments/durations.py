"""How long something took, in one unit that people say."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import ngettext

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
#: From here on days say more than hours.
IN_DAYS = timedelta(hours=48)


def in_words(took: timedelta) -> str:
    """Minutes, hours or days, always rounded up, so that “within” is true."""
    if took <= HOUR:
        number = max(1, rounded_up(took, timedelta(minutes=1)))
        words = ngettext("%(number)d minute", "%(number)d minutes", number)
    elif took <= IN_DAYS:
        number = rounded_up(took, HOUR)
        words = ngettext("%(number)d hour", "%(number)d hours", number)
    else:
        number = rounded_up(took, DAY)
        words = ngettext("%(number)d day", "%(number)d days", number)
    return words % {"number": number}


def rounded_up(took: timedelta, unit: timedelta) -> int:
    """Whole units, a begun one counted."""
    return -(-took // unit)
