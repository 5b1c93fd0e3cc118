"""A list of answers as a CSV file: columns `code` and `label`, and `label_pl` for other languages.

The file is judged whole. Every fault is listed with its row, as a spreadsheet counts rows.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

LARGEST = 1024 * 1024
MOST_ROWS = 2_000
CODE_LIMIT = 60
LABEL_LIMIT = 300
#: Begins the name of a column with labels in another language.
OTHER_LABEL = "label_"
DELIMITERS = (",", ";", "\t")


@dataclass
class ListFile:
    """What a file holds: entries as `OptionList` keeps them, labels by language and code."""

    entries: list[dict[str, str]] = field(default_factory=list)
    labels: dict[str, dict[str, str]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


def read_list(content: bytes, languages: Iterable[str]) -> ListFile:
    """Read a file; nothing of one with faults may be used."""
    text = decoded(content)
    if text is None:
        return ListFile(faults=[_("This is no CSV file. Save your list as CSV and try again.")])
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text)))
    except csv.Error:
        return ListFile(faults=[_("This is no CSV file. Save your list as CSV and try again.")])
    rows = [[cell.strip() for cell in row] for row in rows]
    header = [cell.casefold() for cell in rows[0]] if rows else []
    faults = header_faults(header, set(languages))
    return ListFile(faults=faults) if faults else read_rows(header, rows[1:])


def decoded(content: bytes) -> str | None:
    """The text, in UTF-8 or as older versions of Excel write it; None for what is no text."""
    if b"\x00" in content or not content.strip():
        return None
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def delimiter_of(text: str) -> str:
    """What stands between the columns of the header."""
    first = text.splitlines()[0]
    return max(DELIMITERS, key=first.count)


def header_faults(header: list[str], languages: set[str]) -> list[str]:
    """What is wrong with the names of the columns."""
    faults = [
        _("The first row must name a column “%(column)s”.") % {"column": name}
        for name in ("code", "label")
        if name not in header
    ]
    known = {"code", "label", *(f"{OTHER_LABEL}{code.casefold()}" for code in languages)}
    for name in dict.fromkeys(header):
        if name not in known and name:
            faults.append(
                _("Row 1: the column “%(column)s” is not known. Columns are: %(known)s.")
                % {"column": name, "known": ", ".join(sorted(known))}
            )
        elif name and header.count(name) > 1:
            faults.append(_("Row 1: the column “%(column)s” is there twice.") % {"column": name})
    return faults


def read_rows(header: list[str], rows: list[list[str]]) -> ListFile:
    """Judge and keep each row that is not empty."""
    found = ListFile()
    seen: dict[str, int] = {}
    shown: dict[str, int] = {}
    for number, row in enumerate(rows, 2):
        if not any(row):
            continue
        cells = dict(zip(header, row, strict=False))
        faults = row_faults(number, header, row, cells)
        faults += repeats(number, cells, seen, shown)
        found.faults += faults
        if not faults:
            keep_row(found, cells)
    if not seen and not found.faults:
        found.faults.append(_("The file has no rows below the names of its columns."))
    if len(seen) > MOST_ROWS:
        found.faults.append(
            _("The file has more than %(most)d rows: nobody can choose from so many.")
            % {"most": MOST_ROWS}
        )
    return found


def row_faults(number: int, header: list[str], row: list[str], cells: dict[str, str]) -> list[str]:
    """What is wrong with one row by itself."""
    faults = []
    place = {"row": number}
    if any(row[len(header) :]):
        faults.append(_("Row %(row)d has more cells than the first row.") % place)
    for name in ("code", "label"):
        if not cells.get(name):
            faults.append(
                _("Row %(row)d has nothing in the column “%(column)s”.") % {**place, "column": name}
            )
    for name, cell in cells.items():
        limit = CODE_LIMIT if name == "code" else LABEL_LIMIT
        if len(cell) > limit:
            faults.append(
                _("Row %(row)d: “%(column)s” can have up to %(limit)d characters.")
                % {**place, "column": name, "limit": limit}
            )
    return faults


def repeats(
    number: int, cells: dict[str, str], seen: dict[str, int], shown: dict[str, int]
) -> list[str]:
    """Codes and labels that stood in an earlier row; notes those of this one."""
    faults = []
    for name, before in (("code", seen), ("label", shown)):
        cell = cells.get(name, "")
        if not cell:
            continue
        if cell in before:
            faults.append(
                _("Row %(row)d: the %(column)s “%(cell)s” stands in row %(first)d already.")
                % {"row": number, "column": name, "cell": cell, "first": before[cell]}
            )
        before.setdefault(cell, number)
    return faults


def keep_row(found: ListFile, cells: dict[str, str]) -> None:
    """Take a row over."""
    found.entries.append({"code": cells["code"], "label": cells["label"]})
    for name, cell in cells.items():
        if name.startswith(OTHER_LABEL) and cell:
            language = name.removeprefix(OTHER_LABEL)
            found.labels.setdefault(language, {})[cells["code"]] = cell
