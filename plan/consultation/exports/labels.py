"""What the cells of a file mean: labels of columns and of their values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from plan.consultation.enums import Doubt
from plan.consultation.exports.rows import FIXED_COLUMNS, Columns, ResponseTable

#: Stands between several values of one cell.
BETWEEN = "; "


@dataclass(frozen=True)
class ColumnLabels:
    """One column: its name, what it holds, and what its values mean where they are codes."""

    name: str
    label: str
    values: Mapping[str, str]

    def in_words(self, cell: str) -> str:
        """A cell with its codes put into words."""
        if not self.values or not cell:
            return cell
        if cell in self.values:
            return self.values[cell]
        return BETWEEN.join(self.values.get(code, code) for code in cell.split(BETWEEN))


def fixed_words() -> dict[str, str]:
    """What the columns hold that every response has."""
    return {
        "reference": _("Number on the respondent’s receipt"),
        "received_at": _("When the response arrived, with the difference from UTC"),
        "language": _("Language it was answered in"),
        "channel": _("How it came in"),
        "version": _("Version of the form that was answered"),
        "about_page": _("Page of the plan beside which it was begun"),
        "about_passage": _("Passage of that page, with its number now"),
        "about_key": _("Identity of that page, the same in every language"),
        "about_block": _("Identity of that passage, the same in every language"),
        "is_late": _("Whether it was received outside the open period"),
        "doubts": _("Why it may not be what it seems"),
        "source": _("Code of the source link it was begun with"),
        "original_language": _("Language it was given in, where staff translated it"),
        "organisation": _("Organisation for which a team answered"),
    }


def fixed_values() -> dict[str, dict[str, str]]:
    """What the values of such columns mean, where they are codes."""
    return {
        "is_late": {"0": _("No"), "1": _("Yes")},
        "doubts": {code: str(words) for code, words in Doubt.choices},
    }


def column_labels(table: ResponseTable) -> Sequence[ColumnLabels]:
    """All columns of a table, in order."""
    words, values = fixed_words(), fixed_values()
    labels = [ColumnLabels(name, words[name], values.get(name, {})) for name in FIXED_COLUMNS]
    for column in table.columns:
        labels += labels_of(column)
    return labels


def labels_of(column: Columns) -> list[ColumnLabels]:
    """The columns of one question."""
    question = column.coded.question
    meanings = column.kind.value_labels(question)
    found = [
        ColumnLabels(name, words, values)
        for (name, words), values in zip(column.coded.columns, meanings, strict=True)
    ]
    if column.with_original:
        name = f"{column.coded.code}_original"
        found.append(ColumnLabels(name, _("In the respondent’s own language"), {}))
    return found
