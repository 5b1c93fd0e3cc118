"""Files as people save them, and files that lie, read as tables of text."""

from __future__ import annotations

import datetime
import io
import zipfile
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plan.consultation.response_files.tables import TableError, read_table


def workbook(*rows: list[Any]) -> bytes:
    """A workbook as people make them, with numbers and dates as such."""
    book = openpyxl.Workbook()
    for cells in rows:
        book.active.append(cells)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_numbers_dates_and_formulas_of_a_workbook() -> None:
    moment = datetime.datetime(2026, 3, 27, 14, 5)
    cells = [1, 2.0, 2.5, datetime.date(2026, 3, 27), moment, True, "=2+2", None, " x ", "'=1"]
    assert read_table(workbook(["a"], cells))[1] == [
        "1", "2", "2.5", "2026-03-27", "2026-03-27 14:05", "1", "=2+2", "", "x", "=1",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbfa,b\r\n1,Caf\xc3\xa9\r\n",
        b"a;b\r\n1;Caf\xe9\r\n",
        "a\tb\n1\tCafé\n".encode("utf-16"),
        b'a,b\n"1","Caf\xc3\xa9"\n\n,\n',
    ],
)
def test_files_as_spreadsheets_save_them(content: bytes) -> None:
    assert read_table(content) == [["a", "b"], ["1", "Café"]]


def bomb() -> bytes:
    """An archive that unpacks to far more than it weighs."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for place in range(4):
            archive.writestr(f"xl/{place}.xml", b"0" * 40_000_000)
    return buffer.getvalue()


def entities() -> bytes:
    """A workbook whose sheet defines an entity."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("xl/workbook.xml", '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "a">]>')
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "The file is empty"),
        (b"\n\n", "The file is empty"),
        (b"PK\x03\x04broken", "This workbook cannot be read"),
        (b'a,b\n"1,2', "cannot be read: a quotation mark may be missing"),
        (b"a\n" + b"1\n" * 2001, "more than 2,000 rows"),
        (b"a\n" + b"," * 2000, "more than 2,000 columns"),
        (b"a\n" + b"x" * 40_001, "longer than any answer"),
        # Whichever is met first: other libraries may raise the csv module's own limit.
        (b"a\n" + b"x" * 200_000, "cannot be read|longer than any answer"),
        (b"x" * (10 * 1024 * 1024 + 1), "more than 10 MB"),
    ],
)
def test_hostile_files_get_sentences(content: bytes, words: str) -> None:
    with pytest.raises(TableError, match=words):
        read_table(content)


def test_bombs_are_not_unpacked() -> None:
    with pytest.raises(TableError, match="unpacks to too much"):
        read_table(bomb())
    with pytest.raises(TableError, match="This workbook cannot be read"):
        read_table(entities())


@settings(max_examples=150, deadline=None)
@given(content=st.binary(max_size=300) | st.binary(max_size=300).map(lambda b: b"PK" + b))
def test_whatever_bytes_come_there_is_a_table_or_a_sentence(content: bytes) -> None:
    try:
        rows = read_table(content)
    except TableError as error:
        rows = [[str(error)]]
    assert rows
    assert all("\x00" not in cell for cells in rows for cell in cells)
