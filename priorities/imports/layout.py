"""Where a table begins in a sheet, and what its columns are called."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from priorities.imports.area_names import without_footnote
from priorities.imports.period_texts import USUAL_STYLE, read_stretch
from priorities.imports.sheets import Cell, Merged, Row, Sheet, cell_text, column_letter

#: How many rows are looked at to find the table.
LOOKED_AT = 80
#: A heading fills at least this share of the columns that the rows below it fill.
FILLED_SHARE = 0.6
#: Headings that say little without the heading above them.
GENERAL = frozenset(
    {"number", "no", "no.", "n", "%", "percent", "percentage", "value", "count", "rate", "total"}
    | {"lower", "upper", "lower ci", "upper ci", "base", "male", "female", "per cent"}
)
TOTAL_WORDS = ("total", "totals", "grand total", "all", "overall", "sum", "subtotal", "sub-total")


@dataclass(frozen=True)
class Layout:
    """Rows of the headings and the first row of figures, counted from 1."""

    header_rows: tuple[int, ...]
    first_row: int


def find_layout(sheet: Sheet) -> Layout:
    """The likeliest place of the table's head."""
    rows = sheet.first_rows(LOOKED_AT)
    filled = {number: count_filled(row) for number, row in rows}
    if not any(filled.values()):
        return Layout((), 1)
    wanted = max(2, FILLED_SHARE * usual_width(filled))
    head = next((number for number, _row in rows if filled[number] >= wanted), None)
    if head is None:
        head = next(number for number, count in filled.items() if count)
    by_number = dict(rows)
    if not is_heading(by_number[head]):
        return Layout((), head)
    upper = upper_heading(by_number, head, sheet.merged)
    first = next(
        (number for number in range(head + 1, rows[-1][0] + 1) if filled[number]), head + 1
    )
    return Layout((*upper, head), first)


def usual_width(filled: dict[int, int]) -> int:
    """How many cells are filled in most rows of the table: the widest that is common."""
    widths = Counter(count for count in filled.values() if count > 1)
    if not widths:
        return 1
    return max(widths, key=lambda width: (width * widths[width], width))


def count_filled(row: Row) -> int:
    """How many cells hold something."""
    return sum(1 for cell in row if cell_text(cell))


def is_heading(row: Row) -> bool:
    """Headings are texts or periods; a row with other numbers is one of figures."""
    cells = [cell for cell in row if cell_text(cell)]
    return not any(is_plain_number(cell) for cell in cells)


def is_plain_number(cell: Cell) -> bool:
    """A number that is no year or month."""
    text = cell_text(cell)
    is_number = text.replace(".", "", 1).replace(",", "", 1).lstrip("-").isdecimal()
    return is_number and read_stretch(cell, USUAL_STYLE) is None


def upper_heading(rows: dict[int, Row], head: int, merged: Merged) -> tuple[int, ...]:
    """The row above the headings where they say too little without it, or nothing."""
    lower = [cell_text(cell) for cell in rows[head]]
    texts = [text.casefold() for text in lower if text]
    above = next(
        (row for row in range(head - 1, head - 3, -1) if count_filled(rows.get(row, []))), 0
    )
    if not above:
        return ()
    upper = [cell_text(cell) for cell in rows[above]]
    if not any(upper[1:]):
        return ()
    has_general = any(text in GENERAL for text in texts)
    has_repeated = len(set(texts)) < len(texts)
    has_gap = any(
        top and not (lower[place] if place < len(lower) else "")
        for place, top in enumerate(upper)
        if place
    )
    if above in merged or has_general or has_repeated or has_gap:
        return (above,)
    return ()


def headings(sheet: Sheet, header_rows: tuple[int, ...], width: int = 0) -> list[str]:
    """The text of each column's heading, unique within the sheet.

    Several rows are joined, merged cells filled to the right; a column without text is called by
    its letter, and the second of two equal texts has “(2)” behind it.
    """
    last = max(header_rows, default=0)
    rows = dict(sheet.first_rows(last)) if last else {}
    parts = [
        filled_right(
            rows.get(number, []), sheet.merged.get(number, []), row_below(rows, number, last)
        )
        for number in header_rows
    ]
    columns = max([width, *(len(part) for part in parts)])
    texts = []
    for place in range(columns):
        found = [part[place] for part in parts if place < len(part) and part[place]]
        texts.append(" ".join(dict.fromkeys(found)))
    return unique(texts)


def row_below(rows: dict[int, Row], number: int, last: int) -> list[str] | None:
    """The texts of the lowest heading, for rows above it."""
    return [cell_text(cell) for cell in rows.get(last, [])] if number < last else None


def filled_right(row: Row, merged: list[tuple[int, int]], below: list[str] | None) -> list[str]:
    """A row of headings with merged cells filled; where a file does not tell, up to the next."""
    texts = [cell_text(cell) for cell in row]
    if below is None:
        return texts
    texts += [""] * (len(below) - len(texts))
    if merged:
        for left, right in merged:
            if left >= len(texts):
                continue
            texts[left : right + 1] = [texts[left]] * (min(right + 1, len(texts)) - left)
        return texts
    last = ""
    for place, text in enumerate(texts):
        last = text or last
        if not text and place < len(below) and below[place]:
            texts[place] = last
    return texts


def unique(texts: list[str]) -> list[str]:
    """Each heading once, and none without a name."""
    seen: Counter[str] = Counter()
    names = []
    taken = set(texts)
    for place, text in enumerate(texts):
        name = text or column_letter(place)
        while not text and name in taken:
            name += "_"
        seen[name] += 1
        while seen[name] > 1 and f"{name} ({seen[name]})" in taken:
            seen[name] += 1
        names.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return names


def is_total(text: str) -> bool:
    """Whether a row's label says that it sums up others: "Total2", "Total 43 forces", "All"."""
    words = without_footnote(text).casefold().strip(" :.")
    if words in TOTAL_WORDS:
        return True
    first, _gap, _rest = words.partition(" ")
    return first in {"total", "subtotal"} or words.endswith((" total", " totals"))
