"""Files as sheets of rows, and files that are refused."""

from __future__ import annotations

import csv
import io
import struct
import zipfile
from collections.abc import Iterator
from datetime import date

import openpyxl
import pytest
import xlsxwriter

from priorities.imports import FileRefusedError, read_file, zips
from priorities.imports.sheets import cell_text, column_letter
from priorities.imports.sniffing import LARGEST_FILE, FileKind
from tests.priorities.imports.makers import ods, packed_ods, xlsx, zipped

ROWS = [["Month", "Area", "Value"], ["Apr-21", "Łódź", "1,5"]]


def rows_of(content: bytes) -> list[list[object]]:
    """All cells of the first sheet."""
    with read_file(content, "figures.dat") as workbook:
        return [row for _number, row in workbook.sheets[0].rows()]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_text_files_are_read_whatever_their_encoding(
    delimiter: str, encoding: str, ending: str
) -> None:
    text = ending.join(delimiter.join(f'"{cell}"' for cell in row) for row in ROWS)
    assert rows_of(text.encode(encoding)) == ROWS


def test_windows_1252_and_mixtures_are_read_byte_by_byte() -> None:
    content = "Area,Value\nCafé €,1\n".encode("cp1252") + "Łódź,2\n".encode() + b"\x81,3\n"
    assert rows_of(content) == [["Area", "Value"], ["Café €", "1"], ["Łódź", "2"], ["\ufffd", "3"]]


def test_quotes_line_breaks_and_blank_rows_keep_their_row_numbers() -> None:
    content = b'a;b\r\n\r\n"x ""y""";"1\n2"\r\nz;0,5\r\n'
    with read_file(content) as workbook:
        rows = list(workbook.sheets[0].rows(2))
    assert rows == [(2, []), (3, ['x "y"', "1\n2"]), (4, ["z", "0,5"])]
    assert workbook.delimiter == ";"


def test_decimal_commas_do_not_make_a_delimiter() -> None:
    content = b"Date;Measure;Share\n31/12/2014;a;0,67\n31/12/2014;b, c;0,41\n"
    assert rows_of(content)[1] == ["31/12/2014", "a", "0,67"]


def test_a_stated_delimiter_is_no_row() -> None:
    assert rows_of(b"sep=|\na|b\n1|2\n") == [["a", "b"], ["1", "2"]]


def test_nuls_become_unreadable_letters() -> None:
    assert rows_of(b"a,b\nx\x00y,1\n") == [["a", "b"], ["x\ufffdy", "1"]]


@pytest.fixture(params=[128 * 1024, 2**31 - 1])
def csv_limit(request: pytest.FixtureRequest) -> Iterator[None]:
    """The limit of the csv module as it begins, and as other libraries set it."""
    before = csv.field_size_limit(request.param)
    yield
    csv.field_size_limit(before)


@pytest.mark.usefixtures("csv_limit")
@pytest.mark.parametrize("endless", [b'"' + b"x,y\n" * 50_000, b"x" * 200_000 + b"\n4,5\n"])
def test_a_value_without_end_is_refused_with_its_row(endless: bytes) -> None:
    content = b"a,b\n1,2\n3," + endless
    with read_file(content) as workbook, pytest.raises(FileRefusedError, match="Row 3 holds"):
        list(workbook.sheets[0].rows())


def test_a_row_may_be_long_where_its_values_are_not() -> None:
    names = [f"c{place}" for place in range(40_000)]
    assert rows_of(",".join(names).encode() + b"\n1,2\n") == [names, ["1", "2"]]


def test_workbooks_give_dates_whole_numbers_and_flags() -> None:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("Figures")
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.write_datetime("C4", date(2021, 3, 31), day)  # type: ignore[arg-type]
        sheet.write_row("C5", [12.0, 0.1 + 0.2, True, "=1+1"])
        sheet.write_formula("C6", "=2+2", None, 4)
        book.add_worksheet("Secret").hide()
    with read_file(file.getvalue()) as workbook:
        assert [(one.name, one.is_hidden) for one in workbook.sheets] == [
            ("Figures", False),
            ("Secret", True),
        ]
        rows = dict(workbook.sheets[0].rows())
        assert workbook.kind is FileKind.XLSX
        assert workbook.sheet("Nowhere") is None
        assert list(workbook.sheets[1].rows()) == []
    assert rows[4][2] == date(2021, 3, 31)
    assert rows[5][2:6] == [12, 0.3, "TRUE", "=1+1"]
    assert rows[6][2] == 4
    assert isinstance(rows[5][2], int)


def test_rows_can_be_read_side_by_side() -> None:
    content = xlsx([[number] for number in range(1200)])
    with read_file(content) as workbook:
        sheet = workbook.sheets[0]
        pairs = list(zip(sheet.rows(), sheet.rows(), strict=True))
    assert len(pairs) == 1200
    assert all(first == second for first, second in pairs)


def test_open_documents_are_read() -> None:
    assert rows_of(ods([["Month", "Value"], ["Apr-21", 5], ["", 0.5]])) == [
        ["Month", "Value"],
        ["Apr-21", 5],
        ["", 0.5],
    ]


def test_formulas_without_results_and_errors_are_counted() -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = "=1+1"
    book.active["A2"] = "#N/A"
    book.active["A2"].data_type = "e"
    book.active["A3"] = "x"
    file = io.BytesIO()
    book.save(file)
    with read_file(file.getvalue()) as workbook:
        assert workbook.measured.formulas_without_result == 1
        assert workbook.measured.error_cells == 1


ENCRYPTED_ODS = '<m:manifest><m:encryption-data m:checksum="x"/></m:manifest>'
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b" \r\n\t", "empty"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "picture"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 50, "picture"),
        (b"%PDF-1.7", "PDF"),
        (b"\x1f\x8b\x08" + b"\0" * 50, "archive"),
        (b"<!DOCTYPE html><table>", "web page"),
        (b"\xef\xbb\xbf<html><table>", "web page"),
        (OLD, "Excel 97"),
        (OLD + "EncryptedPackage".encode("utf-16-le"), "password"),
        (ods([["a"]], manifest=ENCRYPTED_ODS), "password"),
        (zipped({"word/document.xml": "<a/>"}), "no workbook"),
        (zipped({"content.xml": "<a/>", "mimetype": "application/x.text"}), "without sheets"),
        (bytes(range(1, 32)) * 40, "no table"),
        (xlsx([["a"]])[:-200], "damaged"),
        (b"PK\x03\x04rubbish", "damaged"),
        (zipped({"xl/workbook.xml": "<rubbish"}), "damaged"),
        (zipped({"content.xml": "<rubbish", "mimetype": "a.spreadsheet"}), "damaged"),
    ],
)
def test_what_is_no_table_is_refused_with_what_to_do(content: bytes, words: str) -> None:
    with pytest.raises(FileRefusedError) as error:
        read_file(content, "figures.csv")
    assert words in error.value.sentence


def test_too_large_a_file_is_refused() -> None:
    with pytest.raises(FileRefusedError, match="50 MB"):
        read_file(b"1,2\n" * (LARGEST_FILE // 4 + 1))


def test_bombs_are_refused_before_they_go_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zips, "LARGEST_UNPACKED", 3 * 1024 * 1024)
    bomb = zipped({"xl/workbook.xml": "<a/>", "xl/media/image1.png": b"\0" * 4 * 1024 * 1024})
    with pytest.raises(FileRefusedError, match="unpacks to more than 3 MB"):
        read_file(bomb)


def test_sizes_that_an_archive_states_are_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zips, "LARGEST_UNPACKED", 3 * 1024 * 1024)
    honest = zipped({"xl/workbook.xml": b" " * 4 * 1024 * 1024})
    stated = struct.pack("<L", 4 * 1024 * 1024)
    with pytest.raises(FileRefusedError, match="unpacks to more"):
        read_file(honest.replace(stated, struct.pack("<L", 10)))


@pytest.mark.parametrize(
    "content",
    [
        packed_ods(
            '<table:table-row table:number-rows-repeated="1000000"><table:table-cell '
            'office:value-type="float" office:value="1" table:number-columns-repeated="1000">'
            "<text:p>1</text:p></table:table-cell></table:table-row>"
        ),
        packed_ods(
            '<table:table-row table:number-rows-repeated="1000000"><table:table-cell/>'
            "</table:table-row><table:table-row><table:table-cell table:number-columns-repeated="
            '"100"/>'
            '<table:table-cell office:value-type="float" office:value="1"/></table:table-row>'
        ),
    ],
)
def test_cells_far_apart_are_refused_in_open_documents(content: bytes) -> None:
    with pytest.raises(FileRefusedError, match="1,250,000 cells"):
        read_file(content)


def test_cells_far_apart_are_refused_in_workbooks_but_colours_are_not() -> None:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet, colour = book.add_worksheet(), book.add_format({"bg_color": "red"})
        sheet.write("A1", 1)
        sheet.write_blank("XFD1048576", None, colour)
    assert rows_of(file.getvalue()) == [[1]]
    book = openpyxl.Workbook()
    book.active["A1"] = book.active["XFD1048576"] = 1
    file = io.BytesIO()
    book.save(file)
    with pytest.raises(FileRefusedError, match="2,500,000 cells"):
        read_file(file.getvalue())


@pytest.mark.parametrize("place", ["A99999999999999999999", "ABCD1", "A12345678"])
def test_places_that_no_sheet_has_are_refused(place: str) -> None:
    parts: dict[str, str | bytes] = {}
    with zipfile.ZipFile(io.BytesIO(xlsx([["a", "b"]]))) as archive:
        for name in archive.namelist():
            parts[name] = archive.read(name).replace(b'r="B1"', f'r="{place}"'.encode())
    with pytest.raises(FileRefusedError, match="damaged"):
        read_file(zipped(parts))


def test_rows_and_cells_repeated_at_the_end_are_no_cells() -> None:
    body = (
        "<table:table-row><table:table-cell office:value-type='float' office:value='1'>"
        "<text:p>1</text:p></table:table-cell><table:table-cell "
        'table:number-columns-repeated="16383"/></table:table-row>'
        '<table:table-row table:number-rows-repeated="1048575"><table:table-cell '
        'table:number-columns-repeated="16384"/></table:table-row>'
    )
    assert rows_of(packed_ods(body)) == [[1]]


def test_archives_with_other_packing_are_refused() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_BZIP2) as archive:
        archive.writestr("xl/workbook.xml", "<a/>" * 100)
    with pytest.raises(FileRefusedError, match="damaged"):
        read_file(file.getvalue())


def test_letters_and_texts_of_cells() -> None:
    assert [column_letter(place) for place in (0, 25, 26, 701, 702)] == [
        "A",
        "Z",
        "AA",
        "ZZ",
        "AAA",
    ]
    assert [cell_text(cell) for cell in (" a\n b ", 5, 0.5, 1e-7, date(2021, 1, 2))] == [
        "a b",
        "5",
        "0.5",
        "1e-07",
        "2021-01-02",
    ]
