"""Bodies no form of ours sends: too large, of another type, in another encoding, cut off."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings

from tests.consultation.browsing import Walk, heading_of, stored
from tests.consultation.factories import name

pytestmark = pytest.mark.django_db

STEPS = ["", "section/1/", "check/", "finish/"]
URLENCODED = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data; boundary=b"
PART = b'--b\r\nContent-Disposition: form-data; name="attempt"\r\n\r\n%s\r\n--b--\r\n'
#: Half of a pair of UTF-16, which UTF-8 cannot write, as UTF-7 has it.
HALF = b"+2AA-"
UNREADABLE = "We could not read what was sent"


def refused(walk: Walk, step: str, body: Any, content_type: str) -> tuple[int, str]:
    """Status and heading of the answer to such a body; nothing is stored, nothing is kept."""
    walk.fill()
    before = stored()
    response = walk.client.generic("POST", walk.address + step, body, content_type)
    assert "no-store" in response["Cache-Control"]
    assert "noindex" in response["X-Robots-Tag"]
    assert stored() == before
    return response.status_code, heading_of(response)


@override_settings(DATA_UPLOAD_MAX_MEMORY_SIZE=2000)
def test_too_much_text(walk: Walk) -> None:
    body = f"{name('missing')}={'x' * 3000}"
    answer = refused(walk, "section/2/", body, URLENCODED)
    assert answer == (413, "That was more than this page can take")


@override_settings(DATA_UPLOAD_MAX_MEMORY_SIZE=2000)
@pytest.mark.parametrize("step", STEPS)
def test_too_large_a_file(walk: Walk, step: str) -> None:
    walk.fill()
    before = stored()
    file = SimpleUploadedFile("film.mp4", b"x" * 3000)
    response = walk.post(step, {"film": file})
    assert response.status_code == 413
    assert heading_of(response) == "That was more than this page can take"
    assert stored() == before


def test_too_many_fields(walk: Walk) -> None:
    body = "&".join(f"field-{number}=x" for number in range(1100))
    assert refused(walk, "section/1/", body, URLENCODED) == (400, UNREADABLE)


@pytest.mark.parametrize(
    ("step", "content_type"),
    [*((step, "multipart/form-data") for step in STEPS), ("check/", MULTIPART[:-1])],
)
def test_a_body_that_is_no_form(walk: Walk, step: str, content_type: str) -> None:
    assert refused(walk, step, b"--", content_type) == (400, UNREADABLE)


@pytest.mark.parametrize(
    ("step", "content_type"),
    [
        *((step, "application/json") for step in STEPS),
        *(("section/1/", other) for other in ("text/plain", "", "nonsense")),
    ],
)
def test_another_type_clears_nothing_and_sends_nothing(
    walk: Walk, step: str, content_type: str
) -> None:
    assert refused(walk, step, b'{"attempt": ""}', content_type) == (415, UNREADABLE)


@pytest.mark.parametrize("charset", ["utf-16", "utf-7", "hex", "latin-1"])
@pytest.mark.parametrize(("content_type", "body"), [(URLENCODED, b"a=b"), (MULTIPART, PART % HALF)])
def test_another_encoding(walk: Walk, charset: str, content_type: str, body: bytes) -> None:
    typed = f"{content_type}; charset={charset}"
    assert refused(walk, "check/", body, typed) == (400, UNREADABLE)


@pytest.mark.parametrize("charset", ["utf-8", "UTF-8", "utf8"])
@pytest.mark.parametrize(("content_type", "body"), [(URLENCODED, b"attempt=%s"), (MULTIPART, PART)])
def test_utf_8_may_be_said(walk: Walk, charset: str, content_type: str, body: bytes) -> None:
    walk.fill()
    typed = f"{content_type}; charset={charset}"
    response = walk.client.generic(
        "POST", f"{walk.address}check/", body % walk.token.encode(), typed
    )
    assert response.status_code == 303
    assert response["Location"] == f"{walk.address}sent/"


@pytest.mark.parametrize(("charset", "query"), [("hex", ""), ("utf-7", "?check=1")])
def test_reading_claims_no_encoding(walk: Walk, charset: str, query: str) -> None:
    walk.fill()
    address = f"{walk.address}section/1/{query}"
    response = walk.client.get(address, CONTENT_TYPE=f"text/html; charset={charset}")
    assert response.status_code == 200


@pytest.mark.parametrize("length", ["", "x"])
def test_a_length_that_is_none_counts_as_no_body(walk: Walk, length: str) -> None:
    walk.fill()
    response = walk.client.post(f"{walk.address}section/1/", CONTENT_LENGTH=length)
    assert response.status_code == 422
