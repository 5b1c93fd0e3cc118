"""Rows of a worksheet as its XML, put together of pieces that recur.

Cells are ECMA-376 part 1, 18.3.1.4 (https://ecma-international.org/publications-and-standards/
standards/ecma-376/): texts stand inline, so that none can be taken for a formula.
"""

from __future__ import annotations

import re
from functools import cache

from plan.consultation.exports.csv_files import WRITTEN_NUMBER

#: Stands for the number of the row until a piece is put into one.
ROW_NUMBER = "\0"
#: More digits than a spreadsheet keeps: such codes stay texts.
MOST_DIGITS = 15
#: Limit of the format (https://support.microsoft.com/office/1672b34d-7043-467e-8e27-269d656771c3).
LONGEST_CELL = 32_767
MARKUP = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\ufffe": "\ufffd", "\uffff": "\ufffd"}
#: What XML cannot hold, is markup in it, or would be read as the escape of a character.
SPECIAL = re.compile(r"[&<>\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")


def cells_xml(start: int, cells: list[str]) -> str:
    """Cells side by side from a column on, counted from 0; those that are empty are left out."""
    return "".join([cell_xml(column, cell) for column, cell in enumerate(cells, start) if cell])


def cell_xml(column: int, cell: str) -> str:
    """One cell: a number where nothing of what stands there is lost by that, else a text."""
    place = f'<c r="{letters(column)}{ROW_NUMBER}"'
    if len(cell) <= MOST_DIGITS and WRITTEN_NUMBER.fullmatch(cell):
        return f"{place}><v>{cell}</v></c>"
    text = SPECIAL.sub(escaped, cell[:LONGEST_CELL])
    space = ' xml:space="preserve"' if text != text.strip() or "\n" in text else ""
    return f'{place} t="inlineStr"><is><t{space}>{text}</t></is></c>'


def escaped(found: re.Match[str]) -> str:
    """A character as the format writes it: `_x0007_` for those that XML cannot hold."""
    character = found[0]
    return MARKUP.get(character) or f"_x{ord(character):04X}_"


def row_xml(number: int, pieces: list[str]) -> str:
    """A row; rows count from 1."""
    return f'<row r="{number}">{"".join(pieces).replace(ROW_NUMBER, str(number))}</row>'


@cache
def letters(column: int) -> str:
    """The name of a column, counted from 0: A to Z, then AA."""
    before, last = divmod(column, 26)
    return (letters(before - 1) if before else "") + chr(ord("A") + last)
