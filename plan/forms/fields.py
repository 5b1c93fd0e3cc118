"""Fields whose values are not one string."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plan.forms.fields_grid import LineError
from plan.forms.widgets import Choice, DayInput, OptionsInput

#: Longest "other, please say".
OTHER_LIMIT = 500


class OptionsField(forms.Field):
    """One or several of fixed options, with minimum, maximum, "none of these" and "other".

    Cleans to `{"options": [ids in the order offered], "other": text}`.
    """

    widget: OptionsInput
    input_class: type[OptionsInput] = OptionsInput

    def __init__(
        self,
        *,
        choices: list[Choice],
        is_multiple: bool = False,
        minimum: int | None = None,
        maximum: int | None = None,
        missing: str = "",
        **kwargs: Any,
    ) -> None:
        self.choices = choices
        self.is_multiple = is_multiple
        self.minimum = minimum
        self.maximum = maximum
        self.missing = missing
        kwargs.setdefault("widget", self.input_class(choices, is_multiple=is_multiple))
        super().__init__(**kwargs)

    def clean(self, value: Any) -> dict[str, Any]:
        """Check against what was offered; ValidationError says what to do."""
        known = [choice.value for choice in self.choices]
        chosen = (value or {}).get("options", [])
        if any(option not in known for option in chosen):
            raise ValidationError(_("One of the answers is not offered any more. Choose again."))
        options = [option for option in known if option in chosen]
        self.check_number(options)
        other = self.clean_other(options, str((value or {}).get("other", "")))
        return {"options": options, "other": other}

    def check_number(self, options: list[str]) -> None:
        """Not none where one is needed, not too few, not too many, nothing beside "none"."""
        if not options:
            if self.required:
                raise ValidationError(self.missing_message())
            return
        if not self.is_multiple and len(options) > 1:
            raise ValidationError(_("Choose one answer only."))
        exclusive = [c for c in self.choices if c.is_exclusive and c.value in options]
        if exclusive and len(options) > 1:
            raise ValidationError(
                _("Choose either “%(option)s” or other answers, not both.")
                % {"option": exclusive[0].label}
            )
        if exclusive:
            return
        if self.minimum and len(options) < self.minimum:
            raise ValidationError(
                ngettext(
                    "Choose at least %(number)d answer.",
                    "Choose at least %(number)d answers.",
                    self.minimum,
                )
                % {"number": self.minimum}
            )
        if self.maximum and len(options) > self.maximum:
            raise ValidationError(
                ngettext(
                    "Choose no more than %(number)d answer.",
                    "Choose no more than %(number)d answers.",
                    self.maximum,
                )
                % {"number": self.maximum}
            )

    def missing_message(self) -> str:
        """What to say where nothing is chosen and something must be."""
        return self.missing or _("Choose an answer.")

    def clean_other(self, options: list[str], other: str) -> str:
        """The words beside "other": needed when it is chosen, dropped when it is not."""
        chosen = [c for c in self.choices if c.is_other and c.value in options]
        words = other.replace("\x00", "").strip()
        if not chosen:
            return ""
        if not words:
            raise ValidationError(
                _("Say what you mean by “%(option)s”.") % {"option": chosen[0].label}
            )
        if len(words) > OTHER_LIMIT:
            raise ValidationError(
                _("“%(option)s” can have up to %(limit)d characters. You have written %(length)d.")
                % {"option": chosen[0].label, "limit": OTHER_LIMIT, "length": len(words)}
            )
        return words


class PointsField(OptionsField):
    """One of numbered points, and perhaps an answer beside them: compared as a number is."""

    decimal_places = 0

    def __init__(self, min_value: int, max_value: int, **kwargs: Any) -> None:
        self.min_value, self.max_value = min_value, max_value
        super().__init__(**kwargs)


class DayField(forms.Field):
    """A date in three boxes. Cleans to a date, or None when nothing was typed."""

    widget: DayInput

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", DayInput())
        super().__init__(**kwargs)

    def blame(self, part: str, message: str) -> None:
        """Raise an error about one box, and mark that box."""
        self.widget.wrong_part = part
        raise LineError(message, f"-{part}")

    def clean(self, value: Any) -> datetime.date | None:
        """Make a date; ValidationError says which part is missing or wrong."""
        value = value or {}
        typed = {part: str(value.get(part, "")) for part in DayInput.parts}
        if not any(typed.values()):
            if self.required:
                raise ValidationError(_("Enter a date."))
            return None
        missing = {
            "day": _("The date must include a day."),
            "month": _("The date must include a month."),
            "year": _("The date must include a year."),
        }
        for part in DayInput.parts:
            if not typed[part]:
                self.blame(part, missing[part])
        if typed["year"].isdecimal() and len(typed["year"].lstrip("0")) < 4:
            self.blame("year", _("The year must have four numbers, for example 2026."))
        try:
            return datetime.date(*(int(typed[part]) for part in ("year", "month", "day")))
        except (ValueError, OverflowError):
            raise ValidationError(
                _("Enter a real date with numbers only, for example 27 3 2026.")
            ) from None
