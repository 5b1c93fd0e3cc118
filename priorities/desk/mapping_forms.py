"""Forms in which a person corrects how a file is read: one for each part of the mapping."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dates import MONTHS
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from plan.forms.typed import field_of
from priorities.desk.form_fields import LinesField, PairsField
from priorities.enums import PeriodKind
from priorities.imports.mapping import Combine, Percentages, Role
from priorities.imports.mapping_json import is_day_of_year
from priorities.imports.marker_texts import MEANINGS
from priorities.imports.period_fit import YearMeaning
from priorities.imports.period_texts import DateOrder

ROLES = (
    (Role.IGNORED, _("None of these")),
    (Role.PERIOD, _("Period or date")),
    (Role.YEAR, _("Year")),
    (Role.QUARTER, _("Quarter")),
    (Role.MONTH, _("Month")),
    (Role.DAY, _("Day")),
    (Role.AREA, _("Area")),
    (Role.DIMENSION, _("Group, such as sex or age")),
)
ORDERS = (
    (DateOrder.UNKNOWN, _("As the column shows")),
    (DateOrder.DAY_FIRST, _("Day first: 31/12/2024")),
    (DateOrder.MONTH_FIRST, _("Month first: 12/31/2024")),
)
YEARS = (
    (YearMeaning.UNKNOWN, _("As it is written")),
    (YearMeaning.BEGINS, _("The year in which it starts")),
    (YearMeaning.ENDS, _("The year in which it ends")),
)
COMBINING = (
    (Combine.SINGLE, _("One row for each figure; two are a mistake")),
    (Combine.SUM, _("Rows are added up")),
    (Combine.COUNT, _("Rows are counted")),
)
PERCENTAGES = (
    (Percentages.WRITTEN, _("As written: 45 or 45%")),
    (Percentages.FRACTION, _("As fractions: 0.45")),
)
DECIMAL_MARKS = (("", _("As the column shows")), (".", _("Point")), (",", _("Comma")))
#: What a person chose for a name without a code.
LEAVE_OUT = "leave out"


class ChosenForm(forms.Form):
    """A form whose selects are filled with headings of the file."""

    heading_fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, headings: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.heading_fields:
            field = field_of(self, name, forms.ChoiceField)
            there = self.initial.get(name) or ""
            known = [*headings, *([there] if there and there not in headings else [])]
            field.choices = [("", "–"), *((one, one) for one in known)]


class TableForm(forms.Form):
    """Where the table stands."""

    sheet = forms.ChoiceField(label=_("Sheet"), required=False)
    header_rows = forms.CharField(
        label=_("Rows of the headings"),
        required=False,
        help_text=_("Such as 1, or 4, 6. Empty where there are none."),
    )
    first_row = forms.IntegerField(label=_("First row of figures"), min_value=1, max_value=10_000)
    is_wide = forms.BooleanField(
        label=_("Periods stand in the headings"),
        required=False,
        help_text=_("A wide table: a column for each month, quarter or year."),
    )

    def __init__(self, *args: Any, sheets: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = field_of(self, "sheet", forms.ChoiceField)
        field.choices = [(name, name or gettext("The only one")) for name in sheets]

    def clean_header_rows(self) -> tuple[int, ...]:
        """Numbers of rows."""
        text = self.cleaned_data["header_rows"]
        if not re.fullmatch(r"[\d\s,]*", text, re.ASCII):
            raise ValidationError(gettext("Write numbers of rows, such as 4, 6."))
        rows = tuple(int(one) for one in re.split(r"[\s,]+", text) if one)
        if any(row < 1 for row in rows) or len(rows) > 5:
            raise ValidationError(gettext("Name at most five rows, counted from 1."))
        return rows

    def clean(self) -> dict[str, Any]:
        """Headings stand above the figures."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        first = cleaned.get("first_row")
        if first and any(row >= first for row in cleaned.get("header_rows", ())):
            self.add_error("first_row", gettext("The figures begin below the headings."))
        return cleaned


class ColumnForm(forms.Form):
    """What one column says about a row."""

    position = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=20_000)
    role = forms.ChoiceField(label=_("Role"), choices=ROLES)
    code = forms.RegexField(
        r"\A[A-Za-z0-9_-]+\Z",
        label=_("Code of the breakdown"),
        required=False,
        max_length=50,
        help_text=_("As on the measure’s page."),
        error_messages={"invalid": _("Use letters, digits, - and _ only.")},
    )
    values = PairsField(
        label=_("Codes of its texts"),
        help_text=_("Lines such as Female = f. Empty: codes are made of the texts."),
    )
    fills_down = forms.BooleanField(label=_("An empty cell means the one above"), required=False)


class PeriodForm(forms.Form):
    """How periods are written."""

    constant = forms.CharField(
        label=_("One period for the whole file"),
        required=False,
        max_length=60,
        help_text=_("Such as 2023/24, where no column says it."),
    )
    date_order = forms.ChoiceField(label=_("Order in dates"), choices=ORDERS, required=False)
    year_means = forms.ChoiceField(
        label=_("A single year, for a financial year, is"), choices=YEARS, required=False
    )
    day_of_year = forms.CharField(
        label=_("A single year means this day of it"),
        required=False,
        help_text=_("Month and day, such as 03-31."),
    )
    has_financial_quarters = forms.BooleanField(
        label=_("Quarters are counted from the start of the financial year"), required=False
    )
    first_month = forms.TypedChoiceField(
        label=_("Financial years begin in"), choices=list(MONTHS.items()), coerce=int
    )

    def clean_day_of_year(self) -> str:
        """A month and a day, or nothing."""
        text = str(self.cleaned_data["day_of_year"]).strip()
        if not is_day_of_year(text):
            raise ValidationError(gettext("Write month and day, such as 03-31."))
        return text


class AreaForm(forms.Form):
    """Where the area comes from, if no column says it; and names that were given a code."""

    constant = forms.RegexField(
        r"\A[A-Z][0-9]{8}\Z",
        label=_("One area for the whole file"),
        required=False,
        help_text=_("A code such as E12000007, where no column says it."),
        error_messages={"invalid": _("Write the area as a code such as E12000007.")},
    )
    names = PairsField(
        label=_("Names with codes"), help_text=_("Lines such as Westminster = E09000033.")
    )
    left_out = LinesField(
        label=_("Names whose rows are left out"), help_text=_("One on each line.")
    )


class UnknownForm(forms.Form):
    """What a name without a code is; nothing is chosen beforehand."""

    choice = forms.ChoiceField(label=_("It is"), required=False)
    code = forms.RegexField(
        r"\A[A-Z][0-9]{8}\Z",
        label=_("Or the area with the code"),
        required=False,
        error_messages={"invalid": _("Write the area as a code such as E12000007.")},
    )

    def __init__(self, *args: Any, proposals: list[list[str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = field_of(self, "choice", forms.ChoiceField)
        field.choices = [
            ("", gettext("Not decided")),
            *((code, f"{name} ({code})") for name, code in proposals),
            (LEAVE_OUT, gettext("Leave its rows out")),
        ]


class FilterForm(ChosenForm):
    """Which rows count."""

    heading_fields = ("column",)
    column = forms.ChoiceField(label=_("Column"), required=False)
    keeps = forms.ChoiceField(
        label=_("Rows with these texts"),
        choices=(("no", _("are left out")), ("yes", _("are the only ones that count"))),
    )
    values = LinesField(label=_("Texts"), help_text=_("One on each line."))
    is_totals = forms.BooleanField(label=_("They sum up other rows"), required=False)


class MarkersForm(forms.Form):
    """What stands for a figure that is not there."""

    markers = PairsField(
        label=_("Shorthand and its meaning"),
        help_text=_("Meanings: c, x, z, low, p, r, b, or 0 for the number nought."),
    )

    def clean_markers(self) -> dict[str, str]:
        """Only meanings that there are."""
        pairs: dict[str, str] = self.cleaned_data["markers"]
        for text, meaning in pairs.items():
            if meaning not in MEANINGS:
                raise ValidationError(
                    gettext("“%(text)s” cannot mean “%(meaning)s”. Choose one of: %(known)s.")
                    % {"text": text, "meaning": meaning, "known": ", ".join(sorted(MEANINGS))}
                )
        return {text.casefold(): meaning for text, meaning in pairs.items()}


class MeasureForm(ChosenForm):
    """Where the figures of one measure stand."""

    heading_fields = ("value", "numerator", "denominator", "lower", "upper", "marker")
    value = forms.ChoiceField(label=_("Column of the figures"), required=False)
    combine = forms.ChoiceField(label=_("Rows of the same period and area"), choices=COMBINING)
    fills_zeros = forms.BooleanField(label=_("A period without any row is 0"), required=False)
    dimensions = forms.MultipleChoiceField(
        label=_("Split by"), required=False, widget=forms.CheckboxSelectMultiple
    )
    constants = PairsField(label=_("Group of all its rows"), help_text=_("Lines such as sex = f."))
    percentages = forms.ChoiceField(label=_("Percentages are"), choices=PERCENTAGES)
    decimal_mark = forms.ChoiceField(
        label=_("Decimals are written with"), choices=DECIMAL_MARKS, required=False
    )
    period_kind = forms.ChoiceField(label=_("Kind of period"), choices=PeriodKind.choices)
    numerator = forms.ChoiceField(label=_("Numerator"), required=False)
    denominator = forms.ChoiceField(label=_("Denominator, or number asked"), required=False)
    lower = forms.ChoiceField(label=_("Lower end of the margin"), required=False)
    upper = forms.ChoiceField(label=_("Upper end of the margin"), required=False)
    marker = forms.ChoiceField(label=_("Markers"), required=False)

    def __init__(self, *args: Any, groups: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = field_of(self, "dimensions", forms.MultipleChoiceField)
        field.choices = [(one, one) for one in groups]
