"""Damaged variants of published files, through the admin's pages as an editor does it.

Each is told, with every problem and its place, or comes in whole: never an error, never half.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import transaction
from django.test import Client

from priorities.desk.mapping_view import found_in
from priorities.imports.problems import KEPT
from priorities.imports.sentences import MAPPING_SENTENCES
from priorities.models import ImportBatch, ImportedFigure, Measure, Observation
from tests.priorities.imports.real_files import needs_files
from tests.priorities.intake.browsing import form_with, held, newest, upload, url
from tests.priorities.intake.damaged_sources import (
    Figures,
    Source,
    Variant,
    count_variants,
    variants,
)
from tests.priorities.intake.makers import OWNER, PUBLISHER, person
from tests.priorities.intake.published_cuts import MADE_UP, PUBLISHED

pytestmark = pytest.mark.django_db
LEAST, MANY = 200, 300_000
Place = tuple[int, int]


@pytest.fixture
def editor(client: Client) -> Client:
    """Somebody who may upload and approve."""
    client.force_login(person(*OWNER, *PUBLISHER))
    return client


def stored(measure: Measure) -> Figures:
    """All figures that were ever stored, or their markers."""
    return {
        (one.period_end.isoformat(), one.area, one.dimensions_key): (
            one.marker if one.value is None else one.value
        )
        for one in Observation.objects.filter(measure=measure)
    }


def page(client: Client, address: str) -> str:
    """A page that must be there."""
    response = client.get(address)
    assert response.status_code == 200
    return str(response.content.decode())


def listed(client: Client, address: str) -> list[list[str]]:
    """The problems that a page lists, and those that it offers on further ones."""
    found: list[list[str]] = []
    start: str | None = ""
    while start is not None:
        soup = BeautifulSoup(page(client, f"{address}{start}"), "html.parser")
        rows = soup.select("table.plan-intake-problems tbody tr")
        found += [[cell.get_text() for cell in row.select("td")] for row in rows]
        more = soup.select_one("a[href^='?from=']")
        start = str(more["href"]) if more else None
    return found


def is_damaged(source: Source, variant: Variant, place: Place) -> bool:
    """Whether a damage wrote to a cell, or to another part of the same date."""
    row, column = place
    parts = source.periods if column in source.periods else (column,)
    return any((row, one) in variant.touched for one in parts)


def check_told(
    client: Client, batch: ImportBatch, source: Source, variant: Variant, address: str
) -> str:
    """Nothing is kept, and the page says all that is wrong, and where."""
    assert not ImportedFigure.objects.exists()
    findings = batch.findings
    if "refusal" in findings:
        assert findings["refusal"]
        return "refused"
    problems = findings["extraction"]["problems"]
    rules = findings["row_problems"]["kept"]
    assert problems["total"] or rules
    shown = listed(client, address)
    assert len(shown) == len(problems["kept"]) + len(rules)
    for problem, cells in zip(problems["kept"], shown, strict=False):
        row, column, _text, sentence = cells
        assert (row, column) == (str(problem["row"] or ""), problem["column"])
        assert sentence
        if problem["kind"] not in MAPPING_SENTENCES:
            place = (int(row) - 1, ord(column) - ord("A"))
            assert not variant.touched or is_damaged(source, variant, place)
    return "told"


def chosen(source: Source, html: str) -> dict[str, Any]:
    """The guessed mapping, as an editor corrects it."""
    data: dict[str, Any] = held(form_with(html, "read"))
    for name, text in source.changes.items():
        data[name] = [] if text is None else [text]
    return {**data, "read": "1"}


def walk(client: Client, source: Source, variant: Variant, measure: Measure) -> str:
    """Upload, mapping, check, preview, approval: how far a file comes."""
    answer = upload(client, variant.content, source.name, measure)
    if answer.status_code == 422:
        assert BeautifulSoup(answer.content, "html.parser").select(".error-message")
        return "refused"
    assert answer.status_code == 302
    html = page(client, answer["Location"])
    batch = newest()
    if "refusal" in batch.findings:
        assert batch.findings["refusal"] in html
        return check_told(client, batch, source, variant, answer["Location"])
    answer = client.post(answer["Location"], chosen(source, html))
    if answer.status_code == 422:
        assert 'role="alert"' in answer.content.decode()
        return "told"
    batch.refresh_from_db()
    address = answer["Location"].partition("#")[0]
    if batch.state != "checked":
        return check_told(client, batch, source, variant, address)
    data = held(form_with(page(client, address), "approve"))
    assert client.post(address, {**data, "approve": "1"}).status_code == 302
    assert stored(measure) == source.figures(variant.means)
    return "imported"


def came_to(client: Client, source: Source, variant: Variant, measure: Measure) -> str:
    """What becomes of one variant, as if there had been no other."""
    with transaction.atomic():
        try:
            result = walk(client, source, variant, measure)
            assert Observation.objects.exists() == (result == "imported")
            assert result == "imported" or variant.damage not in source.harmless
        except Exception as error:
            error.add_note(f"{source.name}: {variant.damage.__name__}")
            raise
        transaction.set_rollback(True)
    return result


@pytest.mark.parametrize(
    "source",
    [MADE_UP, *(pytest.param(one, marks=needs_files) for one in PUBLISHED)],
    ids=lambda one: one.name,
)
def test_damaged_files_are_told_or_come_in_whole(editor: Client, source: Source) -> None:
    measure = source.make()
    found = Counter(came_to(editor, source, one, measure) for one in variants(source))
    assert found.total() == count_variants(source)
    assert found["imported"] >= len(source.harmless)
    assert found["told"]


def test_there_are_as_many_variants_as_promised() -> None:
    assert sum(map(count_variants, PUBLISHED)) >= LEAST


def test_figures_that_break_a_rule_are_all_offered() -> None:
    kept = [
        {"measure": "Burglary", "period": str(n), "area": "", "sentence": "No.", "count": 1}
        for n in range(150)
    ]
    batch = ImportBatch(findings={"row_problems": {"total": 151, "kept": kept}})
    first, second = found_in(batch), found_in(batch, "100")
    assert first["rows"] + second["rows"] == kept
    assert (first["more"], second["more"], second["is_cut"]) == (100, 0, True)


@needs_files
@pytest.mark.parametrize("kind", ["of another kind", "given again"])
def test_300_000_rows(editor: Client, tasks: None, kind: str) -> None:
    source = next(one for one in PUBLISHED if one.name == "PAS_MPS_total.csv")
    rows = source.cut()
    more = list(next(row for row in rows if row[3] == source.where[1]))
    if kind == "of another kind":
        more[3] = "Other"
    variant = Variant(test_300_000_rows, source.content([*rows, *[more] * MANY]), rows)
    measure = source.make()
    upload(editor, variant.content, source.name, measure)
    batch = newest()
    address = url("mapping", batch.public_id)
    editor.post(address, chosen(source, page(editor, address)))
    batch.refresh_from_db()
    if kind == "of another kind":
        address = url("batch", batch.public_id)
        data = held(form_with(page(editor, address), "approve"))
        assert editor.post(address, {**data, "approve": "1"}).status_code == 302
        assert stored(measure) == source.figures(rows)
        return
    assert batch.findings["extraction"]["problems"]["total"] == MANY
    assert "300,000" in page(editor, address) or "300000" in page(editor, address)
    assert "The next ones" in page(editor, f"{address}?from={KEPT - 200}")
    last = page(editor, f"{address}?from={KEPT - 100}")
    assert "The next ones" not in last
    assert "Only the first ones are listed" in last
    assert not stored(measure)
