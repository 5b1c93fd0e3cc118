"""Every fault of a form file is told with its path, whatever the file holds."""

from __future__ import annotations

import copy
import json
import re
import uuid
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import Locale

from plan.consultation.form_files.faults import FormFileError
from plan.consultation.form_files.read import read_form
from plan.consultation.models import ConsultationPage
from tests.consultation.form_file import FORM, blank, changed, faults

pytestmark = pytest.mark.django_db


@pytest.fixture
def page() -> ConsultationPage:
    return blank()


FAULTY: list[tuple[tuple[Any, ...], Any, str, str]] = [
    (("format",), "other", "", "This is no form"),
    (("language",), "pl", "language", "in the language “pl”, the page in “en”"),
    (("extra",), 1, "extra", "no such field"),
    (("sections",), [], "sections", "at least one section"),
    (("sections",), {"a": 1}, "sections", "Write it as a list"),
    (("sections", 0), "x", "sections[0]", "Write it in braces"),
    (("sections", 0, "title"), "x" * 201, "sections[0].title", "at most 200 characters"),
    (("sections", 0, "title"), None, "sections[0].title", "This field is required."),
    (("sections", 0, "colour"), 1, "sections[0].colour", "no field “colour”"),
    (("sections", 0, "type"), "chapter", "sections[0].type", "no type “chapter”"),
    (("sections", 0, "type"), ["x"], "sections[0].type", "no type"),
    (("sections", 0, "is_sensitive"), "yes", "sections[0].is_sensitive", "true or false"),
    (("sections", 0, "show_if"), "nothing", "sections[0].show_if", "No condition has this key."),
    (("sections", 0, "questions", 0, "type"), "poem", "sections[0].questions[0].type", "no type"),
    (("sections", 0, "questions", 1, "key"), "kind", "sections[0].questions[1].key", "is taken"),
    (("sections", 0, "questions", 1, "key"), {"a": 1}, "sections[0].questions[1].key", "short"),
    (("sections", 0, "questions", 0, "options"), ["One"], "sections[0].questions[0].options", "2"),
    (
        ("sections", 0, "questions", 0, "options", 0, "behaviour"),
        "odd",
        "sections[0].questions[0].options[0].behaviour",
        "is not one of the available choices",
    ),
    (
        ("sections", 0, "questions", 0, "options", 1, "key"),
        "person",
        "sections[0].questions[0].options[1].key",
        "is taken",
    ),
    (
        ("sections", 0, "questions", 3, "minimum"),
        "few",
        "sections[0].questions[3].minimum",
        "This value cannot be used here.",
    ),
    (("sections", 2, "questions", 4, "limit"), 7, "sections[2].questions[4].limit", "50"),
    (
        ("conditions", 0, "clauses", 0, "question"),
        "nobody",
        "conditions[0].clauses[0].question",
        "No question has this key.",
    ),
    (
        ("conditions", 0, "clauses", 0, "answers"),
        ["bodies"],
        "conditions[0].clauses[0].answers",
        "“bodies” is no answer to “How do you respond?”.",
    ),
    (
        ("conditions", 0, "clauses", 0, "answers"),
        [],
        "conditions[0].clauses[0].answers",
        "Say what it is compared with.",
    ),
    (
        ("conditions", 2, "clauses", 1, "answers"),
        [1],
        "conditions[2].clauses[1].answers",
        "takes no answer",
    ),
    (
        ("conditions", 0, "clauses", 0, "operator"),
        "like",
        "conditions[0].clauses[0].operator",
        "is not one of the available choices",
    ),
    (("conditions", 0, "clauses"), [], "conditions[0].clauses", "1"),
]


def test_each_fault_is_told_with_its_path(page: ConsultationPage) -> None:
    for path, value, where, words in FAULTY:
        found = faults(changed(*path, to=value), page)
        assert any(place == where and words in said for place, said in found), (path, found)


def test_all_faults_are_told_at_once(page: ConsultationPage) -> None:
    data = copy.deepcopy(FORM)
    data["sections"][0]["colour"] = "red"
    data["sections"][2]["questions"][0]["type"] = "poem"
    data["sections"][2]["questions"][4]["limit"] = 1
    assert [path for path, _words in faults(json.dumps(data), page)] == [
        "sections[0].colour",
        "sections[2].questions[0].type",
        "sections[2].questions[4].limit",
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "This is not JSON. Look at line 1, character 1."),
        ("{", "This is not JSON"),
        (b"\xff\xfe{}", "This cannot be read as JSON in UTF-8."),
        ("[" * 100_000, "This cannot be read as JSON in UTF-8."),
        ("9" * 5000, "This cannot be read as JSON in UTF-8."),
        ('{"a": NaN}', "“NaN” is no number."),
        ('{"a": 1, "a": 2}', "“a” is there twice in one place."),
        ('{"a": "\\u0000"}', "a character in it that cannot be stored"),
        ('{"a": "\\ud800"}', "a character in it that cannot be stored"),
        ('"' + "x" * 2_000_001 + '"', "The file is too long"),
        ("[" * 40 + "]" * 40, "nested too deep"),
        ("null", "This is no form"),
    ],
)
def test_what_is_no_json_gets_a_sentence(text: str | bytes, words: str) -> None:
    [(path, said)] = faults(text, ConsultationPage(locale=Locale(language_code="en")))
    assert path == ""
    assert words in said


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=12,
)
PLACES = [path for path, _value, _where, _words in FAULTY]


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(path=st.sampled_from(PLACES), value=JSON)
def test_whatever_stands_in_a_file_it_is_read_or_refused(
    page: ConsultationPage, path: tuple[Any, ...], value: Any
) -> None:
    try:
        count = read_form(changed(*path, to=value), page).question_count
    except FormFileError as error:
        count = -len(error.faults)
    assert count != 0


def test_ids_of_the_writer_cannot_be_doubled(page: ConsultationPage) -> None:
    key = str(uuid.uuid4())
    data = copy.deepcopy(FORM)
    data["sections"][0]["key"] = data["sections"][2]["key"] = key
    assert faults(json.dumps(data), page) == [
        ("sections[2].key", f"The key “{key}” is taken: give everything a key of its own.")
    ]


TAGS = ["<p>", "</p>", "<br>", "<b>", "</i>", "<li>", "<ul>", "<a href=x>", "<h1>"]
ALLOWED = {"a", "b", "br", "h3", "i", "li", "ol", "p", "ul"}


@settings(max_examples=60, deadline=None)
@given(text=st.lists(st.sampled_from([*TAGS, "<svg onload=x>", "&", "x"])).map("".join))
def test_html_of_any_shape_is_made_safe_or_refused(text: str) -> None:
    page = ConsultationPage(locale=Locale(language_code="en"))
    paths: list[str] = []
    try:
        form = read_form(changed("sections", 0, "introduction", to=text), page).definition
        shown = form.sections[0].introduction
    except FormFileError as error:
        paths, shown = [fault.path for fault in error.faults], ""
    assert set(paths) <= {"sections[0].introduction"}
    assert set(re.findall(r"<(\w+)", shown)) <= ALLOWED
    assert "onload" not in shown
