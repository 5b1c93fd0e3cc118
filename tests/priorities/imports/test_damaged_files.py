"""Files made worse, by the engine alone: it tells its problems or is right, and counts each row."""

from __future__ import annotations

import random
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
from tests.priorities.imports import damages
from tests.priorities.imports.damages import Grid, Table
from tests.priorities.imports.makers import AREAS, check_counts

MAPPING = Mapping(
    columns=(
        Column("Month", 0, Role.PERIOD),
        Column("Area", 1, Role.AREA),
        Column("Sex", 2, Role.DIMENSION, "sex", {"F": "female", "M": "male"}),
    ),
    measures=(MeasureMapping("m", value="Value", dimensions=("Sex",)),),
)
WANTED = [WantedMeasure("m", "Value", dimensions={"sex": "Sex"})]
DAMAGES = (*damages.GRID_DAMAGES, *damages.TEXT_DAMAGES, *damages.BOOK_DAMAGES)
KEEPS_ROWS = {damages.shuffled_columns, damages.shuffled_rows, damages.odd_numbers}


def damaged(damage: object, rows: Table, chance: random.Random) -> bytes:
    """The table as a file with one of the damages."""
    if damage in damages.GRID_DAMAGES:
        grid = Grid(rows)
        damage(grid, chance)  # type: ignore[operator]
        return damages.text(grid.rows)
    given = damages.text(rows) if damage in damages.TEXT_DAMAGES else rows
    return bytes(damage(given, chance))  # type: ignore[operator]


def results(content: bytes) -> list[Extraction]:
    """What a remembered and a guessed mapping make of a file."""
    with read_file(content, "figures.csv") as workbook:
        guess = guess_mapping(workbook, WANTED, AREAS)
        assert mapping_from_json(mapping_to_json(guess.mapping)) == guess.mapping
        return [extract(workbook, mapping, AREAS) for mapping in (MAPPING, guess.mapping)]


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("damage", DAMAGES, ids=lambda one: one.__name__)
def test_damage_is_told_or_does_no_harm(damage: object, seed: int) -> None:
    chance = random.Random(seed)
    sound = damages.sound_table(chance)
    expected = sum(Decimal(row[3]) for row in sound[1:])
    try:
        found = results(damaged(damage, sound, chance))
    except RefusedError:
        assert damage not in damages.HARMLESS
        return
    for result in found:
        check_counts(result)
        for figure in result.figures["m"]:
            assert figure.value is None or figure.value.is_finite()
    if damage in damages.HARMLESS:
        assert sum(one.value or 0 for one in found[-1].figures["m"]) == expected
        assert found[-1].is_whole
    if damage in damages.HARMFUL:
        assert not found[0].is_whole
    # A remembered mapping gives every figure, or says that it does not.
    if found[0].is_whole and damage in KEEPS_ROWS:
        assert len(found[0].figures["m"]) == len(sound) - 1
