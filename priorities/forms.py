"""Forms in which editors type figures."""

from __future__ import annotations

import re
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from priorities.enums import PeriodKind
from priorities.models import Observation
from priorities.periods import period_end_of

#: What people type around a number and what need not be there: spaces, units.
AROUND_NUMBERS = re.compile(r"[\s£€$%]")
GROUPED = re.compile(r"[-−]?\d{1,3}(,\d{3})+(\.\d+)?")


class FigureField(forms.DecimalField):
    """A number as people type it: “1,234”, “61 %”, “£1,200.50”."""

    widget = forms.TextInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_digits=20, decimal_places=6, **kwargs)
        self.localize = False

    def to_python(self, value: Any) -> Any:
        """Leave out signs and grouping; a comma anywhere else is ambiguous and refused."""
        if not isinstance(value, str):
            return super().to_python(value)
        typed = AROUND_NUMBERS.sub("", value).replace("−", "-")
        if GROUPED.fullmatch(typed):
            typed = typed.replace(",", "")
        if "," in typed:
            raise ValidationError(gettext("Write decimals with a point, such as 61.5."))
        return super().to_python(typed)

    def prepare_value(self, value: Any) -> Any:
        """Without the zeros that the database adds."""
        from decimal import Decimal

        from priorities.tables import plain

        return plain(value) if isinstance(value, Decimal) else value

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Offer the number keys on a phone."""
        return {**super().widget_attrs(widget), "inputmode": "decimal", "autocomplete": "off"}


class ObservationForm(WagtailAdminModelForm):
    """One figure. The last day may be left out where a period of the measure's kind is meant."""

    period_end = forms.DateField(
        label=capfirst(_("last day of the period")),
        required=False,
        help_text=_("Leave empty for a whole month, quarter or year, as the measure has it."),
    )
    value = FigureField(
        label=capfirst(_("figure")),
        required=False,
        help_text=_("Leave empty only when a marker says why there is none."),
    )
    lower = FigureField(label=capfirst(_("lower end of the margin of error")), required=False)
    upper = FigureField(label=capfirst(_("upper end of the margin of error")), required=False)

    class Meta:
        model = Observation
        fields: ClassVar = [
            "measure",
            "period_start",
            "period_end",
            "area",
            "value",
            "lower",
            "upper",
            "marker",
        ]

    def clean(self) -> dict[str, Any]:
        """Work out what was left out: the last day and the kind of period."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        measure, start = cleaned.get("measure"), cleaned.get("period_start")
        if measure is None or start is None or "period_end" in self.errors:
            return cleaned
        usual_end = period_end_of(start, measure.period_kind)
        end = cleaned.get("period_end") or usual_end
        if end is None:
            message = gettext("Give the last day of the period: it cannot be told from the first.")
            self.add_error("period_end", message)
            return cleaned
        cleaned["period_end"] = end
        is_usual = end == usual_end
        self.instance.period_kind = measure.period_kind if is_usual else PeriodKind.OTHER
        return cleaned

    def _update_errors(self, errors: ValidationError) -> None:
        """One sentence is enough for a field that could not even be read."""
        if hasattr(errors, "error_dict"):
            unread = set(self.errors)
            errors.error_dict = {
                name: found for name, found in errors.error_dict.items() if name not in unread
            }
        super()._update_errors(errors)

    def _get_validation_exclusions(self) -> set[str]:
        """Let the model judge duplicates, for which it needs the group nobody types here."""
        return set(super()._get_validation_exclusions()) - {"dimensions_key"}
