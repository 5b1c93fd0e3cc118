"""Answers of each type in words and in the columns of an export; what must never leave does not."""

from __future__ import annotations

import csv
import io
import uuid
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from plan.consultation.answers import AnswerValue
from plan.consultation.codebook import codebook
from plan.consultation.exports.codebook_table import codebook_rows
from plan.consultation.exports.csv_files import csv_lines
from plan.consultation.forms import SectionForm
from plan.consultation.logic import equals
from plan.consultation.models import Answer, ContactDetail
from plan.consultation.orphans import orphan_faults
from plan.consultation.questions import item_type, question_type
from tests.consultation.asking import Q, answered, asked, chosen, definition, form_of
from tests.consultation.browsing import Walk, text_of
from tests.consultation.exported import response_rows
from tests.consultation.factories import (
    form_value,
    known_id,
    make_consultation,
    name,
    option,
    question,
    record,
    section,
)
from tests.consultation.publishing import raw_form, republish
from tests.consultation.samples import (
    BUSES,
    CONSENT,
    DAY,
    LIGHT,
    MATRIX,
    NIGHT,
    PATROLS,
    POINTS,
    RANKING,
    ROWS,
    SAFE,
    SAMPLES,
    SCALE,
    UNSAFE,
    YES_NO_MAYBE,
    lines,
)


def own(key: str) -> str:
    """The id that a type makes from the question's."""
    return str(uuid.uuid5(uuid.UUID(known_id("q")), key))


def one(asked_for: dict[str, Any]) -> list[dict[str, Any]]:
    """A form with one question."""
    return [section("s", "S", asked_for)]


RANKED = [
    AnswerValue(option_id=uuid.UUID(LIGHT), position=1),
    AnswerValue(option_id=uuid.UUID(BUSES), position=2),
]
SHARED = [
    AnswerValue(option_id=uuid.UUID(BUSES), number=Decimal("60.000000")),
    AnswerValue(option_id=uuid.UUID(PATROLS), number=Decimal("1540.000000")),
]
JUDGED = [AnswerValue(row_id=uuid.UUID(NIGHT), option_id=uuid.UUID(UNSAFE))]
HELD = [AnswerValue(row_id=uuid.uuid4(), text="view.pdf")]
ON_SCALE = "7 (on a scale from 0, Not at all safe, to 10, Very safe)"
THREE = [("1", "Question? – Buses"), ("2", "Question? – Light"), ("3", "Question? – Patrols")]
TWO = [("1", "Question? – By day"), ("2", "Question? – After dark")]
ONE = [("", "Question?")]


@pytest.mark.parametrize(
    ("kind", "values", "display", "columns", "cells", "empty"),
    [
        ("yes_no", chosen(own("no")), ["No"], ONE, ["2"], [""]),
        ("yes_no", chosen(own("dont_know")), ["Don’t know"], ONE, ["3"], [""]),
        ("scale", [AnswerValue(position=7)], [ON_SCALE], ONE, ["7"], [""]),
        ("scale", [AnswerValue(position=0)], [ON_SCALE.replace("7", "0", 1)], ONE, ["0"], [""]),
        ("matrix", JUDGED, ["After dark: Unsafe"], TWO, ["", "2"], ["", ""]),
        ("ranking", RANKED, ["1st: Light", "2nd: Buses"], THREE, ["2", "1", ""], ["", "", ""]),
        ("points", SHARED, ["Buses: 60 points", "Patrols: 1540 points"], THREE,
         ["60", "0", "1540"], ["", "", ""]),
        ("consent", chosen(own("agreed")), [CONSENT["statement"]], ONE, ["1"], [""]),
        ("postal_district", [AnswerValue(text="N16")], ["N16"], ONE, ["N16"], [""]),
        ("file_upload", HELD, ["view.pdf"], ONE, ["view.pdf"], [""]),
        ("contact_name", [AnswerValue(text="Ngozi", contact="name")], ["Ngozi"], [], [], []),
        ("contact_phone", [AnswerValue(text="01632", contact="phone")], ["01632"], [], [], []),
        ("contact_address", [AnswerValue(text="Leeds", contact="address")], ["Leeds"], [], [], []),
    ],
)  # fmt: skip
def test_words_and_cells(
    kind: str, values: Any, display: Any, columns: Any, cells: Any, empty: Any
) -> None:
    found, type_ = asked(kind, **SAMPLES[kind]), question_type(kind)
    assert type_.display(found, values) == display
    assert type_.columns(found) == columns
    assert type_.cells(found, values) == cells
    assert type_.cells(found, []) == empty


def test_two_answers_cannot_share_a_please_say() -> None:
    block = item_type("several_choices").block()
    raw = {
        "text": "Which?",
        "hint": "",
        "is_required": False,
        "options": [option("a", "A", "other"), option("b", "B", "other")],
        "minimum": None,
        "maximum": None,
        "order": "fixed",
    }
    with pytest.raises(ValidationError) as error:
        block.clean(block.to_python(raw))
    fault = error.value.block_errors["options"].non_block_errors
    assert [error.message for error in fault.as_data()] == ["Let one answer only ask “please say”."]


@pytest.mark.parametrize(
    ("number", "top", "message"),
    [
        (2, 3, "There are only 2 answers to rank."),
        (11, None, "Say how many are ranked: at most 10."),
        (3, 3, ""),
        (20, 10, ""),
    ],
)
def test_rankings_that_cannot_be_given(number: int, top: int | None, message: str) -> None:
    block = item_type("ranking").block()
    options = [{"text": f"Answer {place}", "hint": ""} for place in range(number)]
    value = block.to_python({"text": "Rank", "hint": "", "options": options, "top": top})
    if not message:
        assert block.clean(value)["top"] == top
        return
    with pytest.raises(ValidationError) as error:
        block.clean(value)
    assert error.value.block_errors["top"].messages == [message]


def test_conditions_on_a_point_of_a_scale() -> None:
    assert equals(AnswerValue(position=7), "7")
    assert not equals(AnswerValue(position=7), "8")
    assert not equals(AnswerValue(position=7), "")


def test_an_order_of_its_own_for_each_person_that_changes_no_row() -> None:
    options = [option(f"o{number}", f"Answer {number}") for number in range(6)]
    found = definition(
        "several_choices", options=options, minimum=None, maximum=None, order="random"
    )
    ids = [str(o.id) for o in found.sections[0].questions[0].options]
    shown = set()
    for seed in "abcdefgh":
        form = SectionForm(found.sections[0], {Q: ids}, seed=seed)
        html = str(form)
        shown.add(tuple(sorted(ids, key=html.index)))
        assert form.is_valid()
        _question, values = next(form.values())
        assert [str(value.option_id) for value in values] == ids
    assert len(shown) > 4


def test_a_fixed_order_leaves_the_structure_as_it_was() -> None:
    assert "order" not in asked("several_choices", **SAMPLES["several_choices"]).settings
    assert asked("ranking", **RANKING, order="random").settings == {"top": None, "order": "random"}


def test_words_of_other_stay_when_nobody_asks_for_them_any_more(db: None) -> None:
    choices = [option("a", "A"), option("b", "B", "other")]
    page = make_consultation(
        sections=[section("s", "S", question("single_choice", "which", "Which?", options=choices))]
    )
    walk = Walk(page)
    walk.start()
    walk.post("section/1/", {name("which"): known_id("b"), f"{name('which')}-other": "Trams"})
    walk.send()
    raw = raw_form(page)
    raw[0]["value"]["questions"][0]["value"]["options"][1]["value"]["behaviour"] = ""
    republish(page, raw)
    rows = list(response_rows(record(page)))
    assert rows[0][-2:] == ["q1", "q1_other"]
    assert rows[1][-2:] == ["2", "Trams"]


CONTACTS = {
    "contact_name": "Ngozi Canary",
    "contact_phone": "01632 960 777",
    "contact_address": "1 Canary Wharf",
    "email": "canary@example.org",
}


def test_no_contact_detail_leaves_with_the_answers(db: None) -> None:
    questions = [question(kind, kind, f"Your {kind}") for kind in CONTACTS]
    district = question("postal_district", "district", "Your district")
    page = make_consultation(sections=[section("s", "S", *questions, district)])
    walk = Walk(page)
    walk.start()
    given = {name(kind): text for kind, text in CONTACTS.items()}
    walk.post("section/1/", {**given, name("district"): "E14 5AB"})
    checked = text_of(walk.get("check/"))
    assert "We kept only the first half of your postcode, and threw the rest away." in checked
    assert "5AB" not in checked
    walk.send()
    assert dict(ContactDetail.objects.values_list("kind", "value")) == {
        "name": "Ngozi Canary",
        "phone": "01632 960 777",
        "address": "1 Canary Wharf",
        "email": "canary@example.org",
    }
    consultation = record(page)
    whole = "".join(csv_lines(response_rows(consultation)))
    whole += "".join(csv_lines(codebook_rows(consultation)))
    assert not [text for text in CONTACTS.values() if text in whole]
    assert [row.text for row in Answer.objects.all()] == ["E14"]
    rows = list(csv.reader(io.StringIO("".join(csv_lines(response_rows(consultation))))))
    assert rows[1][-1] == "E14"


def test_a_row_in_use_cannot_be_deleted(db: None) -> None:
    page = make_consultation(
        sections=[section("s", "S", question("matrix", "safe?", "Safe?", **MATRIX))]
    )
    walk = Walk(page)
    walk.start()
    walk.post("section/1/", {f"{name('safe?')}-{uuid.UUID(DAY).hex}": SAFE})
    walk.send()
    raw = raw_form(page)
    rows = raw[0]["value"]["questions"][0]["value"]["rows"]
    raw[0]["value"]["questions"][0]["value"]["rows"] = rows[1:]
    assert orphan_faults(page.translation_key, form_value(raw)) == [
        "The row “By day” of “Safe?” has been answered in 1 response: put it back. "
        "Its words may be corrected."
    ]
    raw[0]["value"]["questions"][0]["value"]["rows"] = rows[:1]
    assert orphan_faults(page.translation_key, form_value(raw)) == []


def test_rows_keep_their_columns(db: None) -> None:
    page = make_consultation(
        sections=[section("s", "S", question("matrix", "safe?", "Safe?", **MATRIX))]
    )
    raw = raw_form(page)
    raw[0]["value"]["questions"][0]["value"]["rows"] = ROWS[1:]
    republish(page, raw)
    coded = codebook(record(page))[0]
    assert [words for _name, words in coded.columns] == ["Safe? – By day", "Safe? – After dark"]


def test_yes_and_no_alone() -> None:
    assert [
        o.text for o in asked("yes_no", **{**YES_NO_MAYBE, "with_dont_know": False}).options
    ] == [
        "Yes",
        "No",
    ]


def test_errors_of_lines_stand_beside_them() -> None:
    found = definition("ranking", **RANKING).sections[0]
    form = SectionForm(found, lines(buses="1", patrols="1"))
    html = str(form)
    assert form.error_links() == [
        (f"#id_{Q}-2", "“Buses” and “Patrols” are both 1st. Give each rank once.")
    ]
    assert html.count(f'id="id_{Q}-2-error"') == 1
    assert f'aria-describedby=" id_{Q}-2-error"' in html


def test_what_was_typed_wrongly_can_still_be_read(db: None) -> None:
    page = make_consultation(
        sections=[section("s", "S", question("points", "q", "Share?", **POINTS))]
    )
    walk = Walk(page)
    walk.start()
    walk.post("section/1/", lines(buses="60", light="lots"))
    checked = text_of(walk.get("check/"))
    assert "Buses: 60" in checked
    assert "Light: lots" in checked


def test_scales_say_what_their_ends_mean() -> None:
    assert answered("scale", {Q: ["3"]}, **SCALE) == [AnswerValue(position=3)]
    html = str(form_of("scale", **SCALE))
    assert html.count('type="radio"') == 11
    assert '0<span class="govuk-visually-hidden"> – Not at all safe</span>' in html
