"""The sentences of problems and notices, by their kind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final


def _(message: str) -> str:
    """Mark a sentence for translation; it is translated when it is shown."""
    return message


MAPPING_SENTENCES: Final[Mapping[str, str]] = {
    "no_sheet": _("There is no sheet “%(name)s” in this file. Choose one of its sheets."),
    "no_rows": _("There is no row from row %(first)s on. Say in which row the figures begin."),
    "missing_column": _(
        "There is no column “%(header)s”. Choose the column that holds it in this file."
    ),
    "renamed_column": _(
        "There is no column “%(header)s”. “%(proposal)s” may be the same: choose it if so."
    ),
    "repeated_header": _(
        "Several columns are called “%(header)s”. "
        "Say in the file which is which, or leave them out."
    ),
    "unused_column": _("The column “%(header)s” is not used."),
    "unused_period_column": _(
        "The column “%(header)s” is not used: it is no period of the kind that is expected."
    ),
    "no_period": _("No column and no text says which period the figures are for. Choose one."),
    "no_period_columns": _(
        "No column’s heading is a period. Say which rows hold the headings, or that the periods "
        "stand in a column."
    ),
    "no_figures": _(
        "No row gives a figure. Look at which rows count, and whether the file is complete."
    ),
    "no_measure": _("No measure takes figures from this file. Choose at least one."),
    "no_value_column": _("Say which column holds the figures of “%(measure)s”."),
    "sum_of_shares": _(
        "Percentages, rates and margins cannot be added up. Choose the rows that “%(measure)s” "
        "takes, so that one row is left for each period and area."
    ),
    "one_end_of_margin": _("Choose a column for both ends of the margin, or for neither."),
    "unknown_marker": _("“%(meaning)s” is no marker. Choose what “%(text)s” means."),
    "unknown_dimension_column": _(
        "“%(header)s” splits “%(measure)s” into groups but has no code. Give the column a code."
    ),
    "decimal_mark_conflict": _(
        "“%(header)s” holds both “%(text)s” and “%(other)s”: one has a decimal point, one a "
        "decimal comma. Set the decimal mark, and correct the others."
    ),
    "date_order_conflict": _(
        "“%(header)s” holds both “%(text)s” and “%(other)s”: one begins with the day, one with the "
        "month. Set the order, and correct the others."
    ),
    "bad_constant_period": _("“%(text)s” is no period of the kind that is expected. Correct it."),
}

CELL_SENTENCES: Final[Mapping[str, str]] = {
    "formula": _("This is a formula as text. Put in its result."),
    "no_number": _("This is no number. Correct it, or say what the text means."),
    "not_finite": _("This stands for no number. Put in the number, or a marker."),
    "too_large": _("This number is too large to be a figure. Correct it."),
    "too_many_digits": _("This number has more than 20 digits. Shorten it."),
    "separators": _(
        "The points and commas of this number do not fit the rest of the column. Correct it."
    ),
    "percentage_unexpected": _(
        "This is a percentage, but the measure is none. Choose another column or measure."
    ),
    "marker_without_number": _("This marker needs a number beside it. Put it in."),
    "number_beside_marker": _(
        "This marker says there is no figure, but there is a number. Remove one of them."
    ),
    "unknown_marker_text": _("“%(text)s” is no marker that is known. Say what it means."),
    "margin_incomplete": _("Give both ends of the margin, or neither."),
    "outside_margin": _(
        "The figure does not lie between the two ends of its margin. Correct them."
    ),
    "unreadable_period": _("This is no period or date that can be read. Correct it."),
    "missing_period": _("The period is missing in this row. Put it in."),
    "period_too_long": _("This period is longer than those of the measure. Choose another column."),
    "year_is_open": _(
        "A single year could be the financial year that begins or ends in it. Say which is meant."
    ),
    "other_year": _(
        "These twelve months are not the kind of year the measure is for. Correct them."
    ),
    "missing_area": _("The area is missing in this row. Put it in."),
    "unknown_area": _(
        "“%(text)s” is no known area (rows: %(count)s). Choose its area, or leave it out."
    ),
    "similar_area": _(
        "“%(text)s” is no known area (rows: %(count)s). Is it “%(proposal)s”? Choose its area, or "
        "leave it out."
    ),
    "missing_group": _("“%(header)s” is missing in this row. Put it in."),
    "unknown_group": _(
        "“%(text)s” has no code under “%(header)s” (rows: %(count)s). Give it one, or leave it out."
    ),
    "duplicate": _(
        "This gives the same period, area and group as row %(first)s. Keep one, or say that rows "
        "are added up."
    ),
    "too_many_periods": _(
        "The rows reach over too many periods to add zeros between them. Choose not to add them."
    ),
}

NOTICE_SENTENCES: Final[Mapping[str, str]] = {
    "decimal_mark_open": _(
        "“%(text)s” in “%(header)s” could be thousands or decimals. It was read as %(read)s. Set "
        "the decimal mark if that is wrong."
    ),
    "date_order_open": _(
        "“%(text)s” in “%(header)s” could begin with the day or the month. The day was taken to "
        "come first. Set the order if that is wrong."
    ),
    "fractions_likely": _(
        "All figures in “%(header)s” lie between 0 and 1. They may be fractions: 0.45 for 45%%."
    ),
    "percentages_likely": _(
        "“%(text)s” in “%(header)s” is read as a fraction and becomes more than 100%%. It may be a "
        "percentage already."
    ),
    "row_without_figures": _("This row holds no figures: “%(text)s”."),
    "windows_encoding": _(
        "The file is not UTF-8. It was read as Windows-1252: look whether accents are right."
    ),
    "formulas_without_result": _(
        "The workbook holds formulas without results (%(count)s). Their cells count as empty: open "
        "it in a spreadsheet and save it."
    ),
    "error_cells": _("The workbook holds cells with errors (%(count)s). They count as empty."),
}

SENTENCES: Final[Mapping[str, str]] = {
    **MAPPING_SENTENCES,
    **CELL_SENTENCES,
    **NOTICE_SENTENCES,
}
