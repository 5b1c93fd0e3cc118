"""Moments and spans in words, in a consultation's own time zone."""

from __future__ import annotations

import zoneinfo
from datetime import datetime, time, timedelta

from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

#: Places whose clocks people know by another name in another language; others go by their key.
PLACES = {"Europe/London": gettext_lazy("London")}


def day_in_words(moment: datetime, zone: zoneinfo.ZoneInfo) -> str:
    """The day on which a moment falls there, as "16 November 2026"."""
    return date_format(timezone.localtime(moment, zone), "DATE_FORMAT")


def moment_in_words(moment: datetime, zone: zoneinfo.ZoneInfo) -> str:
    """Day, time and place of the clock, as "16 November 2026 at 5 p.m. (London time)"."""
    local = timezone.localtime(moment, zone)
    return _("%(day)s at %(time)s (%(place)s time)") % {
        "day": date_format(local, "DATE_FORMAT"),
        "time": time_format(local, "TIME_FORMAT"),
        "place": place_in_words(zone),
    }


def receipt_in_words(moment: datetime, zone: zoneinfo.ZoneInfo) -> str:
    """Day and time of a receipt there; the day alone at midnight sharp: nobody noted the time."""
    local = timezone.localtime(moment, zone)
    has_time = local.time() != time.min
    return date_format(local, "DATETIME_FORMAT" if has_time else "DATE_FORMAT")


def place_in_words(zone: zoneinfo.ZoneInfo) -> str:
    """Whose clock it is, as "London"."""
    return str(PLACES.get(zone.key) or zone.key.rsplit("/", 1)[-1].replace("_", " "))


def time_left(now: datetime, until: datetime, zone: zoneinfo.ZoneInfo) -> str:
    """How long there is still time, in words: days by the calendar there, on the last one hours."""
    here, there = timezone.localtime(now, zone), timezone.localtime(until, zone)
    if until - now >= timedelta(days=1):
        days = (there.date() - here.date()).days
        return ngettext("%(number)d day left", "%(number)d days left", days) % {"number": days}
    hours = int((until - now).total_seconds() // 3600)
    if hours >= 1:
        return ngettext("%(number)d hour left", "%(number)d hours left", hours) % {"number": hours}
    return _("Less than an hour left")
