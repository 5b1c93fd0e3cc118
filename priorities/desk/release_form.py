"""When approved figures become public: now, or at a time in the site's time zone."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plan.forms.typed import field_of
from priorities.models import Measure

#: When official statistics are released.
USUAL = time(9, 30)
NOW, LATER = "now", "later"


class ReleaseForm(forms.Form):
    """Now or later, and of which measures the vanished figures go."""

    when = forms.ChoiceField(
        label=gettext_lazy("Public from"),
        choices=[(NOW, gettext_lazy("Now")), (LATER, gettext_lazy("A set time"))],
        initial=NOW,
        widget=forms.RadioSelect,
    )
    day = forms.DateField(
        label=gettext_lazy("Day of the release"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    hour = forms.TimeField(
        label=gettext_lazy("Time of the release"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    ended = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Take away figures that are no longer there, of"),
        queryset=Measure.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("What is not ticked stays as it is."),
    )

    def __init__(self, *args: Any, vanished: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zone = timezone.get_default_timezone()
        self.fields["day"].initial = next_usual(timezone.localtime(timezone=zone)).date()
        self.fields["hour"].initial = USUAL
        self.fields["hour"].help_text = _("In the time of %(zone)s.") % {"zone": zone}
        if vanished:
            field = field_of(self, "ended", forms.ModelMultipleChoiceField)
            field.queryset = Measure.objects.filter(pk__in=vanished)
        else:
            del self.fields["ended"]

    def clean(self) -> dict[str, Any]:
        """A set time needs day and time, and is still to come."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        cleaned["release_at"] = None
        if cleaned.get("when") != LATER or "day" in self.errors or "hour" in self.errors:
            return cleaned
        day, hour = cleaned.get("day"), cleaned.get("hour")
        if day is None:
            self.add_error("day", _("Give the day of the release."))
        if hour is None:
            self.add_error("hour", _("Give the time of the release."))
        if day is None or hour is None:
            return cleaned
        at = in_site_zone(datetime.combine(day, hour))
        if at is None:
            self.add_error("hour", _("The clocks change at this time. Choose another one."))
        elif at <= timezone.now():
            self.add_error("day", _("Choose a time of release that is still to come."))
        else:
            cleaned["release_at"] = at
        return cleaned


def in_site_zone(naive: datetime) -> datetime | None:
    """The instant, by the site's clocks; None for a time that they jump over."""
    zone = timezone.get_default_timezone()
    at = naive.replace(tzinfo=zone)
    utc = at.astimezone(timezone.get_fixed_timezone(0))
    return at if utc.astimezone(zone).replace(tzinfo=None) == naive else None


def next_usual(now: datetime) -> datetime:
    """The next day, or today, at the usual time."""
    today = now.replace(hour=USUAL.hour, minute=USUAL.minute, second=0, microsecond=0)
    return today if today > now else today + timedelta(days=1)
