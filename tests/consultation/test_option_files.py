"""What a file with a list of answers must hold."""

from __future__ import annotations

from typing import Any

import pytest

from plan.consultation.option_files import read_list

BOROUGHS = b"code,label\nE09000012,Hackney\nE09000033,Westminster\n"
HACKNEY = {"code": "E09000012", "label": "Hackney"}
WESTMINSTER = {"code": "E09000033", "label": "Westminster"}


def read(text: str | bytes, *languages: str) -> Any:
    """A file's content, read."""
    return read_list(text.encode() if isinstance(text, str) else text, languages)


@pytest.mark.parametrize(
    "content",
    [
        BOROUGHS,
        b"\xef\xbb\xbf" + BOROUGHS,
        BOROUGHS.replace(b",", b";"),
        BOROUGHS.replace(b",", b"\t"),
        BOROUGHS.replace(b"\n", b"\r\n"),
        b"Label , CODE\nHackney,E09000012\n\n , \nWestminster , E09000033",
        b'code,label\n"E09000012","Hackney"\n"E09000033","Westminster"',
    ],
)
def test_a_file_as_spreadsheets_write_it(content: bytes) -> None:
    found = read(content)
    assert found.faults == []
    assert found.entries == [HACKNEY, WESTMINSTER]


def test_the_encoding_of_older_spreadsheets() -> None:
    found = read("code;label\n1;Ynys Môn – “Anglesey”".encode("cp1252"))
    assert found.entries == [{"code": "1", "label": "Ynys Môn – “Anglesey”"}]


def test_labels_in_other_languages() -> None:
    found = read("code,label,label_pl\n1,North,Północ\n2,South,", "pl", "ar")
    assert found.faults == []
    assert found.labels == {"pl": {"1": "Północ"}}


NOT_CSV = "This is no CSV file. Save your list as CSV and try again."


@pytest.mark.parametrize(
    ("content", "faults"),
    [
        (b"", [NOT_CSV]),
        (b"  \n ", [NOT_CSV]),
        (b"PK\x03\x04\x00\x00", [NOT_CSV]),
        (b"code,label\n1,\x81\x8d", [NOT_CSV]),
        ("code\n1", ["The first row must name a column “label”."]),
        ("1,North", ["The first row must name a column “code”.",
                     "The first row must name a column “label”.",
                     "Row 1: the column “1” is not known. Columns are: code, label.",
                     "Row 1: the column “north” is not known. Columns are: code, label."]),
        ("code,label,label_pl\n1,a,b",
         ["Row 1: the column “label_pl” is not known. Columns are: code, label."]),
        ("code,label,code\n1,a,2", ["Row 1: the column “code” is there twice."]),
        ("code,label\n\n", ["The file has no rows below the names of its columns."]),
        ("code,label\n,North\n2,\n1,x,y\n1,South\n3,x",
         ["Row 2 has nothing in the column “code”.",
          "Row 3 has nothing in the column “label”.",
          "Row 4 has more cells than the first row.",
          "Row 5: the code “1” stands in row 4 already.",
          "Row 6: the label “x” stands in row 4 already."]),
        (f"code,label\n{'c' * 61},{'l' * 301}",
         ["Row 2: “code” can have up to 60 characters.",
          "Row 2: “label” can have up to 300 characters."]),
        ("code,label\n" + "\n".join(f"{n},Place {n}" for n in range(2001)),
         ["The file has more than 2000 rows: nobody can choose from so many."]),
    ],
)  # fmt: skip
def test_every_fault_of_a_file_is_told(content: str | bytes, faults: list[str]) -> None:
    assert read(content).faults == faults
