"""Many faults, rows that look like others, and files of which rows were left out."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from plan.consultation.models import ConsultationPage, ImportBatch, Response
from plan.consultation.views import imports
from tests.consultation.browsing import text_of
from tests.consultation.entering import days, person, url
from tests.consultation.factories import form_value, make_consultation, standard_sections
from tests.consultation.importing import bring_in, faults, look, row, table, token
from tests.factories import publish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folder")]


@pytest.fixture
def page() -> ConsultationPage:
    return make_consultation(opens=timezone.now() - days(30))


@pytest.fixture
def importer() -> Client:
    return person("importer", "view_response", "import_response")


def fault_file(client: Client, page: ConsultationPage, answer: Any) -> Any:
    """What comes when all faults are asked for."""
    return client.post(url("import_responses", page), {"token": token(answer), "faults": "1"})


def test_all_faults_come_as_a_file_where_not_all_are_shown(
    page: ConsultationPage, importer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imports, "FAULTS_SHOWN", 2)
    content = table(row(q4="=1+1"), row(q4="x", q1="9"), row(q4="y"))
    shown = look(importer, page, content)
    assert len(faults(shown)) == 2
    assert "2 of 4 are shown. Download them to see all." in text_of(shown)
    answer = fault_file(importer, page, shown)
    assert answer.status_code == 200
    assert {"no-store", "private"} <= set(answer["Cache-Control"].split(", "))
    assert answer["Content-Disposition"].startswith('attachment; filename="faults-')
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    header, *rows = csv.reader(io.StringIO(text, newline=""))
    assert header == ["Row", "Column", "Cell", "What to do"]
    assert [tuple(cells[:3]) for cells in rows] == [
        ("2", "q4", "'=1+1"), ("3", "q1", "9"), ("3", "q4", "x"), ("4", "q4", "y"),
    ]  # fmt: skip
    assert all(cells[3] for cells in rows)
    assert Response.objects.count() == 0


def test_nothing_is_said_of_more_where_all_are_shown(
    page: ConsultationPage, importer: Client
) -> None:
    shown = look(importer, page, table(row(), row(q4="x")))
    assert "are shown" not in text_of(shown)
    assert "Download all faults (CSV)" in text_of(shown)


def test_a_file_without_a_right_row_has_its_faults_to_download_only(
    page: ConsultationPage, importer: Client
) -> None:
    shown = look(importer, page, table(row(q4="x")))
    assert "Leave out" not in text_of(shown)
    assert fault_file(importer, page, shown).status_code == 200


def test_faults_come_to_nobody_else(page: ConsultationPage, importer: Client) -> None:
    shown = look(importer, page, table(row(q4="x")))
    other = person("other", "view_response", "import_response")
    assert fault_file(other, page, shown).status_code == 422
    assert fault_file(person("reader", "view_response"), page, shown).status_code == 302


def test_rows_without_an_id_that_look_like_earlier_ones_are_named(
    page: ConsultationPage, importer: Client
) -> None:
    bring_in(importer, page, table(row(), row(q7="Camden"), row(q7="Ealing"), row(id="A")))
    cells = [row(q7="Leeds"), row(q7="Ealing"), row(), row(id="A"), row(q7="Camden")]
    text = text_of(look(importer, page, table(*cells)))
    assert "Rows 3–4, 6 have no id, and say the same as some imported before." in text
    assert "4 are there already" in text
    named = [row(q7="Leeds"), *(row(id=f"fair-{n}") for n in range(3))]
    shown = look(importer, page, table(*named))
    assert "4 new responses." in text_of(shown)
    assert "the same as" not in text_of(shown)


def test_the_very_same_file_says_so_and_names_no_rows(
    page: ConsultationPage, importer: Client
) -> None:
    bring_in(importer, page, table(row()))
    text = text_of(look(importer, page, table(row())))
    assert "This very file was imported on" in text
    assert "the same as" not in text


def test_rows_left_out_can_come_in_once_the_form_takes_them(
    page: ConsultationPage, importer: Client
) -> None:
    content = table(row(), row(q4="500"))
    bring_in(importer, page, content, without_faulty="1")
    assert Response.objects.count() == 1
    sections = standard_sections()
    asked = sections[0]["value"]["questions"] + sections[1]["value"]["questions"]
    number = next(one for one in asked if one["type"] == "number")
    number["value"]["maximum"] = 1000
    page.form = form_value(sections)
    page.change_reason = "More are possible"
    publish(page)
    shown = look(importer, page, content)
    assert "This very file" not in text_of(shown)
    assert "1 new response." in text_of(shown)
    importer.post(url("import_responses", page), {"token": token(shown)})
    assert Response.objects.count() == 2
    assert "importing it again adds nothing" in text_of(look(importer, page, content))
    assert sorted(ImportBatch.objects.values_list("added", flat=True)) == [1, 1]
