"""The past instant that an address asks for: figures as they were published then."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
#: Longest text that can be an instant: what is longer is not looked at.
LONGEST = 40


class MomentError(ValueError):
    """An instant that cannot be asked for; its message is a sentence for the reader."""


@dataclass(frozen=True)
class Moment:
    """An instant of the past. `written` is how canonical addresses have it, the same for all."""

    at: datetime
    written: str

    @property
    def words(self) -> str:
        """For readers, in the active language: the day, with the time unless it is the day's end.

        In the site's time zone, as every date of the site.
        """
        local = timezone.localtime(self.at, timezone.get_default_timezone())
        form = "DATE_FORMAT" if DAY.fullmatch(self.written) else "DATETIME_FORMAT"
        return date_format(local, form)


def moment_of(text: str, now: datetime) -> Moment | None:
    """What `?at=` asks for: a day, to its end, or an instant with offset; None where it is empty.

    MomentError for what is neither, or has not passed.
    """
    text = text.strip()
    if not text:
        return None
    moment = end_of_day(text) if DAY.fullmatch(text) else instant(text)
    if moment.at > now:
        raise MomentError(
            _(
                "That moment has not passed: give an earlier date, or leave it out for the "
                "figures of now."
            )
        )
    return moment


def end_of_day(text: str) -> Moment:
    """The last microsecond of a day in the site's time zone, whatever the clocks do on it."""
    try:
        following = date.fromisoformat(text) + timedelta(days=1)
        begins = datetime.combine(following, time(), timezone.get_default_timezone())
        return Moment(begins.astimezone(UTC) - timedelta(microseconds=1), text)
    except (ValueError, OverflowError) as error:
        raise unreadable() from error


def instant(text: str) -> Moment:
    """A date and time with its offset. A blank before the offset was a plus sign in the address."""
    try:
        at = datetime.fromisoformat(text[:LONGEST].replace(" ", "+"))
        if at.tzinfo is None:
            raise unreadable()
        utc = at.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise unreadable() from error
    return Moment(utc, utc.isoformat().replace("+00:00", "Z"))


def unreadable() -> MomentError:
    """What to write instead."""
    return MomentError(
        _(
            "Write the date as year, month and day, such as 2026-03-31, or a time with its "
            "offset, such as 2026-03-31T09:30:00Z."
        )
    )
