"""Whatever is posted to any step, for each type of question, is answered by a page."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.consultation.browsing import Walk, page_of
from tests.consultation.factories import known_id, make_consultation, question, record, section
from tests.consultation.samples import SAMPLES

pytestmark = pytest.mark.django_db

EXAMPLES = 60
STEPS = ("section/1/", "check/", "answer/", "save/", "")
CONTROL = re.compile(r'<(?:input|select|textarea)[^>]* name="([^"]+)"')
VALUE = re.compile(r'<(?:input|option)[^>]* value="([^"]+)"')
#: Words that break things: nothing, NUL, both directions at once, numbers that are none.
AWKWARD = (
    "",
    "\x00",
    "\u202eabc\u202c שלום مرحبا",
    "١٢",
    "1e999",
    "-0",
    "NaN",
    "9" * 400,
    "0000-00-00",
    "<script>alert(1)</script>",
    "=cmd|'/C calc'!A1",
    "00000000-0000-0000-0000-000000000000",
    "a" * 20_000,
)


@pytest.fixture
def walk(db: None) -> Walk:
    """Somebody before a form with every type of question."""
    asked = [question(kind, kind, f"{kind}?", **value) for kind, value in SAMPLES.items()]
    page = make_consultation(sections=[section("all", "All", *asked)])
    found = Walk(page, Client(raise_request_exception=False))
    found.start()
    return found


def test_each_type_answers_whatever_is_sent(walk: Walk) -> None:
    shown = walk.get("section/1/").content.decode()
    names = sorted(set(CONTROL.findall(shown)) - {"attempt"})
    assert len(names) > len(SAMPLES)
    values = st.sampled_from([*AWKWARD, *sorted(set(VALUE.findall(shown)))]) | st.text(max_size=30)
    fields = st.dictionaries(st.sampled_from(names), st.lists(values, max_size=3), max_size=40)
    others = st.dictionaries(st.text(min_size=1, max_size=20), values, max_size=3)

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    @given(fields=fields, others=others, step=st.sampled_from(STEPS), token=st.booleans())
    def try_one(fields: Any, others: Any, step: str, token: bool) -> None:
        sent = {**others, **fields, **({} if token else {"attempt": "forged"})}
        answer = walk.post(step, sent)
        assert answer.status_code < 500, answer.status_code
        if answer.status_code not in (302, 303):
            assert page_of(answer)
            assert answer["Content-Type"].startswith("text/html")

    try_one()


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 \x00\xff", b"GIF89a" + b"\xff" * 50])
def test_uploads_that_are_nothing(walk: Walk, content: bytes) -> None:
    file = SimpleUploadedFile("\u202efdp.exe", content, "application/pdf")
    answer = walk.post("section/1/", {f"q-{known_id('file_upload').replace('-', '')}": file})
    assert answer.status_code < 500


def test_a_megabyte_of_words_is_refused_beside_the_question(walk: Walk) -> None:
    control = f"q-{known_id('long_text').replace('-', '')}"
    answer = walk.post("section/1/", {control: "é" * 1_000_000})
    assert answer.status_code == 422
    assert "500 characters" in answer.content.decode()
    assert "é" * 1000 in answer.content.decode()
    assert not record(walk.page).responses.exists()
