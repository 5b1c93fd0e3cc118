"""Two hundred files made worse: each gives its problems or a right result, never a breakdown."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Callable
from decimal import Decimal

import pytest

from priorities.imports import (
    Extraction,
    RefusedError,
    WantedMeasure,
    extract,
    guess_mapping,
    mapping_from_json,
    mapping_to_json,
    read_file,
)
from priorities.imports.mapping import Column, Mapping, MeasureMapping, Role
from tests.priorities.imports.makers import AREAS, check_counts, xlsx

VARIANTS = 200
NAMES = ["Camden", "Barnet", "Westminster"]
Table = list[list[str]]
MAPPING = Mapping(
    columns=(
        Column("Month", 0, Role.PERIOD),
        Column("Area", 1, Role.AREA),
        Column("Sex", 2, Role.DIMENSION, "sex", {"F": "female", "M": "male"}),
    ),
    measures=(MeasureMapping("m", value="Value", dimensions=("Sex",)),),
)
WANTED = [WantedMeasure("m", "Value", dimensions={"sex": "Sex"})]


def table(chance: random.Random) -> Table:
    """A sound table of two years."""
    rows = [["Month", "Area", "Sex", "Value"]]
    for month in range(1, 13):
        for name in NAMES:
            for sex in "FM":
                rows.append([f"2021-{month:02d}", name, sex, str(chance.randint(0, 5000))])
    return rows


def total(rows: Table) -> Decimal:
    """The sum of the last column of a sound table."""
    return sum((Decimal(row[3]) for row in rows[1:]), Decimal(0))


def cell_of(rows: Table, chance: random.Random) -> tuple[int, int]:
    """The place of some cell below the headings."""
    return chance.randrange(1, len(rows)), chance.randrange(4)


def shuffled_columns(rows: Table, chance: random.Random) -> bytes:
    order = chance.sample(range(4), 4)
    return text([[row[place] for place in order] for row in rows])


def shuffled_rows(rows: Table, chance: random.Random) -> bytes:
    return text([rows[0], *chance.sample(rows[1:], len(rows) - 1)])


def bad_dates(rows: Table, chance: random.Random) -> bytes:
    for row in chance.sample(rows[1:], 5):
        row[0] = chance.choice(["31/02/2021", "2021-13", "soon", "0000-00", "2021Q9", "99/99/9999"])
    return text(rows)


def missing_headings(rows: Table, chance: random.Random) -> bytes:
    rows[0][chance.randrange(4)] = chance.choice(["", "?", "Month", "valeur"])
    return text(rows if chance.random() < 0.7 else rows[1:])


def duplicates(rows: Table, chance: random.Random) -> bytes:
    return text(rows + chance.sample(rows[1:], 7))


def mixed_encodings(rows: Table, chance: random.Random) -> bytes:
    lines = text(rows).split(b"\n")
    for _time in range(5):
        kinds = ["utf-8", "cp1252", "utf-16", "latin-1"]
        lines[chance.randrange(1, len(lines))] += "é€Ł"[: chance.randint(1, 2)].encode(
            chance.choice(kinds), errors="replace"
        )
    return b"\n".join(lines)


def odd_numbers(rows: Table, chance: random.Random) -> bytes:
    odd = ["1e400", "-1e400", "nan", "inf", "9" * 25, "1,2,3", "0x10", "１２", "1e-400", "--5", "%"]
    for row in chance.sample(rows[1:], 6):
        row[3] = chance.choice(odd)
    return text(rows)


def formulas(rows: Table, chance: random.Random) -> bytes:
    for _time in range(6):
        row, place = cell_of(rows, chance)
        rows[row][place] = chance.choice(["=1+1", "=HYPERLINK(1)", "@SUM(A1)", "+cmd|' /C'!A0"])
    return text(rows)


def cut_off(rows: Table, chance: random.Random) -> bytes:
    content = text(rows)
    return content[: chance.randrange(len(content))]


def nuls(rows: Table, chance: random.Random) -> bytes:
    content = bytearray(text(rows))
    for _time in range(chance.randint(1, 40)):
        content.insert(chance.randrange(len(content)), 0)
    return bytes(content)


def huge_cells(rows: Table, chance: random.Random) -> bytes:
    row, place = cell_of(rows, chance)
    rows[row][place] = chance.choice(["9", "x ", "=", "\n"]) * chance.choice([10_000, 200_000])
    return text(rows)


def quotes(rows: Table, chance: random.Random) -> bytes:
    content = bytearray(text(rows))
    for _time in range(chance.randint(1, 5)):
        content.insert(chance.randrange(len(content)), ord('"'))
    return bytes(content)


def ragged(rows: Table, chance: random.Random) -> bytes:
    for row in chance.sample(rows, 8):
        row[:] = row[: chance.randrange(5)] + ["x"] * chance.randrange(3)
    return text(rows)


def changed_bytes(rows: Table, chance: random.Random) -> bytes:
    content = bytearray(text(rows))
    for _time in range(30):
        content[chance.randrange(len(content))] = chance.randrange(256)
    return bytes(content)


def workbook(rows: Table, chance: random.Random) -> bytes:
    content = bytearray(xlsx(rows))
    for _time in range(chance.choice([0, 1, 20])):
        content[chance.randrange(len(content))] = chance.randrange(256)
    return bytes(content[: chance.choice([len(content), len(content) // 2])])


def titles_and_notes(rows: Table, chance: random.Random) -> bytes:
    notes = [[], ["Notes"], ["1. Something of note."], ["", "", "", "Source: somebody"]]
    return text([["A title of 2021"], [], *rows, *notes])


DAMAGES: list[Callable[[Table, random.Random], bytes]] = [
    shuffled_columns,
    shuffled_rows,
    bad_dates,
    missing_headings,
    duplicates,
    mixed_encodings,
    odd_numbers,
    formulas,
    cut_off,
    nuls,
    huge_cells,
    quotes,
    ragged,
    changed_bytes,
    workbook,
    titles_and_notes,
]
HARMLESS = {shuffled_columns, shuffled_rows, titles_and_notes}
HARMFUL = {bad_dates, duplicates, formulas}
KEEPS_ROWS = {shuffled_columns, shuffled_rows, odd_numbers, mixed_encodings}


def text(rows: Table) -> bytes:
    """The table as CSV."""
    file = io.StringIO()
    csv.writer(file).writerows(rows)
    return file.getvalue().encode("utf-8", errors="replace")


def results(content: bytes) -> list[Extraction]:
    """What a remembered and a guessed mapping make of a file."""
    with read_file(content, "figures.csv") as workbook:
        guess = guess_mapping(workbook, WANTED, AREAS)
        assert mapping_from_json(mapping_to_json(guess.mapping)) == guess.mapping
        return [extract(workbook, mapping, AREAS) for mapping in (MAPPING, guess.mapping)]


@pytest.mark.parametrize("seed", range(VARIANTS))
def test_damage_is_told_or_does_no_harm(seed: int) -> None:
    chance = random.Random(seed)
    damage = DAMAGES[seed % len(DAMAGES)]
    sound = table(chance)
    expected = total(sound)
    try:
        found = results(damage([list(row) for row in sound], chance))
    except RefusedError:
        assert damage not in HARMLESS
        return
    for result in found:
        check_counts(result)
        for figure in result.figures["m"]:
            assert figure.value is None or figure.value.is_finite()
    if damage in HARMLESS:
        assert sum((one.value or 0 for one in found[-1].figures["m"]), Decimal(0)) == expected
        assert found[-1].is_whole
    if damage in HARMFUL:
        assert not any(result.is_whole for result in found)
    # A remembered mapping gives every figure, or says that it does not.
    if found[0].is_whole and damage in KEEPS_ROWS:
        assert len(found[0].figures["m"]) == len(sound) - 1
