"""Reading CSV and workbooks as they are: nothing lost, and what was decided said."""

import datetime as dt
import struct

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from asset_mapper.errors import NotFoundError, UnreadableFileError
from asset_mapper.formats.base import Findings, Severity
from asset_mapper.formats.importers import read_tables
from asset_mapper.formats.importers.csv_table import find_delimiter
from asset_mapper.formats.importers.grid_of_cells import column_letters, find_header, table
from tests.formats.import_samples import cell, codes, ods, only_table, row, rows_of, workbook, written, zipped

LIST = "Enw,Cod post\nTŷ Coffi,SA44 6AA\nCaffi’r Cwm,LD1 1AA\n"


# CSV


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_list_is_read_in_any_unicode_encoding(tmp_path, encoding):
    assert rows_of(only_table(written(tmp_path / "a.csv", LIST.encode(encoding))))[0] == {
        "Enw": "Tŷ Coffi",
        "Cod post": "SA44 6AA",
    }


def test_windows_letters_are_read_and_it_is_said_so(tmp_path):
    got = only_table(written(tmp_path / "a.csv", "Name\nCaffi’r Siôp – £2\n".encode("cp1252")))
    assert rows_of(got) == [{"Name": "Caffi’r Siôp – £2"}]
    assert codes(got) == ["encoding"]


def test_welsh_letters_of_an_old_encoding_are_not_taken_for_icelandic(tmp_path):
    got = only_table(written(tmp_path / "a.csv", "Enw\nTŷ'r Dŵr\n".encode("iso8859_14")))
    assert rows_of(got) == [{"Enw": "Tŷ'r Dŵr"}]


def test_lines_pasted_from_two_encodings_are_each_read_as_what_they_are(tmp_path):
    data = "Enw\nTŷ Gwyn\nTŷ Du\n".encode() + "Siôp\n".encode("cp1252")
    got = only_table(written(tmp_path / "a.csv", data))
    assert [one["Enw"] for one in rows_of(got)] == ["Tŷ Gwyn", "Tŷ Du", "Siôp"]
    assert codes(got) == ["encoding"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(delimiter):
    text = (
        delimiter.join(("Name", "Address, in full", "Cost")) + "\n" + delimiter.join(("A", '"1, High St"', "2;3")) * 3
    )
    assert find_delimiter(text.replace(", in", " in") if delimiter == "," else text) == delimiter


def test_what_excel_says_of_its_delimiter_is_believed(tmp_path):
    got = only_table(written(tmp_path / "a.csv", "sep=;\nName;Town\nA, B;C\n"))
    assert rows_of(got) == [{"Name": "A, B", "Town": "C"}]
    assert list(got.rows) == [3]


def test_a_line_break_inside_a_cell_stays_and_counts_no_row(tmp_path):
    got = only_table(written(tmp_path / "a.csv", 'Name,Times\nA,"Mon\nTue"\nB,Wed\n'))
    assert rows_of(got) == [{"Name": "A", "Times": "Mon\nTue"}, {"Name": "B", "Times": "Wed"}]
    assert list(got.rows) == [2, 3]


def test_titles_above_the_header_are_not_rows(tmp_path):
    got = only_table(
        written(tmp_path / "a.csv", "Community groups,,\nUpdated 2026,,\n,,\nName,Town,Postcode\nA,B,LD1 1AA\n")
    )
    assert rows_of(got) == [{"Name": "A", "Town": "B", "Postcode": "LD1 1AA"}]
    assert "title-rows" in codes(got)
    assert list(got.rows) == [5]


def test_columns_without_a_name_or_with_the_same_one_are_kept(tmp_path):
    got = only_table(written(tmp_path / "a.csv", "Name,Ward,Ward,\nA,1,2,3\n"))
    assert rows_of(got) == [{"Name": "A", "Ward": "1", "Ward (2)": "2", "D": "3"}]
    assert {"same-column-name", "no-column-name"} <= set(codes(got))


def test_cells_too_many_and_too_few_are_said_and_kept(tmp_path):
    got = only_table(written(tmp_path / "a.csv", "Name,Town\nA,B,C,D\nE\n"))
    assert rows_of(got) == [
        {"Name": "A", "Town": "B", "C": "C", "D": "D"},
        {"Name": "E", "Town": None, "C": None, "D": None},
    ]
    assert [(finding.code, finding.row) for finding in got.findings if finding.row] == [
        ("long-row", 2),
        ("short-row", 3),
    ]


def test_blank_rows_and_repeated_headers_are_named(tmp_path):
    got = only_table(written(tmp_path / "a.csv", "Name,Town\nA,B\n,\nName,Town\nC,D\n"))
    assert [one["Name"] for one in rows_of(got)] == ["A", "C"]
    assert [(finding.code, finding.row) for finding in got.findings] == [("blank-row", 3), ("header-again", 4)]


def test_a_quotation_mark_that_is_never_closed_costs_no_row(tmp_path):
    text = 'Name,Town\nA,B\nC,"D\n' + "".join(f"N{index},T\n" for index in range(300))
    got = only_table(written(tmp_path / "a.csv", text))
    assert len(got) == 302
    assert [(finding.code, finding.row) for finding in got.findings] == [("open-quote", 3)]


def test_a_list_without_a_header_gets_letters_and_a_warning(tmp_path):
    got = only_table(written(tmp_path / "a.csv", "LD1 1AA,10,306200\nLD1 1AB,10,306300\n"))
    assert list(got.frame.columns) == ["A", "B", "C"]
    assert len(got) == 2
    assert got.findings[0].code == "no-header"
    assert got.findings[0].severity is Severity.WARNING


@pytest.mark.parametrize("content", [b"", b"\n\n \n", b"\0\0\0\0", b"\xef\xbb\xbf"])
def test_an_empty_file_is_refused_in_a_sentence(tmp_path, content):
    with pytest.raises(UnreadableFileError, match="empty"):
        read_tables(written(tmp_path / "a.csv", content))


def test_a_folder_a_missing_file_and_noise_are_refused(tmp_path):
    with pytest.raises(UnreadableFileError, match="folder"):
        read_tables(tmp_path)
    with pytest.raises(NotFoundError, match="no file"):
        read_tables(tmp_path / "none.csv")
    with pytest.raises(UnreadableFileError, match="not a kind of file"):
        read_tables(written(tmp_path / "a.csv", bytes(range(256)) * 20))


@given(
    st.lists(
        st.lists(
            st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0\r")), min_size=2, max_size=5
        ),
        min_size=1,
        max_size=8,
    )
)
def test_every_filled_cell_of_any_table_is_in_it_somewhere(cells):
    body = [["Enw", "Tref"], *cells]
    assume(find_header(body) == 0)  # and not a wider row of names below it, such as ID, ID, ID, ID
    got = table(body, range(1, len(body) + 1), file="a.csv", findings=Findings())
    kept = [value for one in rows_of(got) for value in one.values() if value]
    left_out = {finding.row for finding in got.findings if finding.code in ("blank-row", "header-again")}
    for number, line in enumerate(body[1:], 2):
        if number not in left_out:
            assert all(value in kept for value in line if value and not value.isspace())
    assert len(got) + len(left_out) == len(cells)


@pytest.mark.parametrize(("index", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_columns_are_lettered_as_in_a_spreadsheet(index, letters):
    assert column_letters(index) == letters


def test_a_cell_without_end_is_refused(tmp_path):
    with pytest.raises(UnreadableFileError, match="longer than"):
        read_tables(written(tmp_path / "a.csv", 'Name,Town\nA,"' + "x" * (17 << 20)))


def test_a_row_of_millions_of_cells_is_refused_before_it_is_cut(tmp_path):
    with pytest.raises(UnreadableFileError, match="at most 5,000,000"):
        read_tables(written(tmp_path / "a.csv", "Name\n" + "," * 5_100_000))


# Workbooks


def test_cells_are_written_as_a_person_sees_them(tmp_path):
    path = workbook(
        tmp_path / "a.xlsx",
        {
            "Rhestr": [
                ["Name", "Members", "Share", "Day", "Opens", "Code", "Open"],
                ["A", 12.0, 0.1 + 0.2, dt.date(2026, 11, 22), dt.time(9, 30), "007", True],
            ]
        },
    )
    assert rows_of(only_table(path)) == [
        {
            "Name": "A",
            "Members": "12",
            "Share": "0.3",
            "Day": "2026-11-22",
            "Opens": "09:30",
            "Code": "007",
            "Open": "TRUE",
        }
    ]


def test_the_header_is_found_under_titles_and_merged_cells(tmp_path):
    path = workbook(
        tmp_path / "a.xlsx",
        {
            "Rhestr": [
                ["Grwpiau Cwm Derwen", None, None],
                [None, None, None],
                ["Area", "Name", "Town"],
                ["North", "A", "B"],
                [None, "C", "D"],
            ]
        },
        merged=("A1:C1", "A4:A5"),
    )
    got = only_table(path)
    assert rows_of(got) == [
        {"Area": "North", "Name": "A", "Town": "B"},
        {"Area": "North", "Name": "C", "Town": "D"},
    ]
    assert list(got.rows) == [4, 5]


def test_every_list_of_a_workbook_is_a_layer_and_the_other_sheets_are_named(tmp_path):
    path = workbook(
        tmp_path / "a.xlsx",
        {
            "Groups": [["Name", "Town"], ["A", "B"]],
            "Venues": [["Name", "Postcode"], ["C", "LD1 1AA"]],
            "Example data": [["Name", "Town"], ["X", "Y"]],
            "Notes": [["Please read"]],
        },
    )
    tables = read_tables(path)
    assert [one.layer for one in tables] == ["Groups", "Venues"]
    assert "Example data, Notes" in tables[0].findings[0].message


def test_a_sheet_can_be_chosen_and_a_wrong_name_is_told_what_there_is(tmp_path):
    path = workbook(tmp_path / "a.xlsx", {"Groups": [["Name"], ["A"]], "Example": [["Name"], ["X"]]})
    assert rows_of(only_table(path, sheet="example")) == [{"Name": "X"}]
    with pytest.raises(NotFoundError, match="Groups, Example"):
        only_table(path, sheet="Grwpiau")


def test_links_behind_cells_are_not_lost(tmp_path):
    import openpyxl

    book = openpyxl.Workbook()
    book.active.append(["Name", "Website"])
    book.active.append(["A", "Visit us"])
    book.active["B2"].hyperlink = "https://example.org/a?b=1&c=2"
    book.save(tmp_path / "a.xlsx")
    assert rows_of(only_table(tmp_path / "a.xlsx"))[0]["Website (link)"] == "https://example.org/a?b=1&c=2"


def test_an_ods_list_with_repeated_cells_is_read(tmp_path):
    rows = row(cell("Enw"), cell("Tref")) + row(cell("A"), cell("B")) + row(cell("C", 2), repeated=2)
    blank = row('<table:table-cell table:number-columns-repeated="1024"/>', repeated=1_048_000)
    got = only_table(ods(tmp_path / "a.ods", rows + blank))
    assert rows_of(got) == [{"Enw": "A", "Tref": "B"}, {"Enw": "C", "Tref": "C"}, {"Enw": "C", "Tref": "C"}]


def test_macros_are_ignored_and_a_wrong_ending_is_noticed(tmp_path):
    path = workbook(tmp_path / "a.xlsx", {"Groups": [["Name"], ["A"]]})
    macro = written(tmp_path / "a.xlsm", path.read_bytes())
    assert "macros" in codes(only_table(macro))
    wrong = written(tmp_path / "list.csv", path.read_bytes())
    assert rows_of(only_table(wrong)) == [{"Name": "A"}]
    assert "wrong-ending" in codes(only_table(wrong))
    page = written(tmp_path / "list.xls", "<html><table><tr><td>Name</td></tr></table></html>")
    with pytest.raises(UnreadableFileError, match="web page"):
        read_tables(page)


# Hostile workbooks


def sheet_xml(*cells: tuple[str, str]) -> str:
    lines = "".join(
        f'<row r="{name.lstrip("ABCDEFGX")}"><c r="{name}" t="inlineStr"><is><t>{text}</t></is></c></row>'
        for name, text in cells
    )
    return f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{lines}</sheetData></worksheet>'


def with_sheet(tmp_path, xml: str):
    """Give a workbook whose only sheet is *xml*."""
    import zipfile

    good = workbook(tmp_path / "good.xlsx", {"Rhestr": [["Name"], ["A"]]})
    members = {}
    with zipfile.ZipFile(good) as archive:
        for name in archive.namelist():
            members[name] = archive.read(name)
    members["xl/worksheets/sheet1.xml"] = xml.encode()
    return zipped(tmp_path / "bad.xlsx", members)


def test_two_cells_in_far_corners_are_refused_before_they_take_gigabytes(tmp_path):
    path = with_sheet(tmp_path, sheet_xml(("A1", "Name"), ("XFD1048576", "x")))
    with pytest.raises(UnreadableFileError, match="cells"):
        read_tables(path)


def test_ten_million_cells_are_refused(tmp_path):
    line = "".join(f'<c r="{column_letters(index)}ROW"><v>1</v></c>' for index in range(100))
    body = "".join(f'<row r="{number}">{line.replace("ROW", str(number))}</row>' for number in range(1, 60_001, 6))
    xml = f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{body}</sheetData></worksheet>'
    with pytest.raises(UnreadableFileError, match="at most 5,000,000"):
        read_tables(with_sheet(tmp_path, xml))


def test_an_ods_table_of_repeated_cells_is_refused_before_it_is_unrolled(tmp_path):
    path = ods(tmp_path / "a.ods", row(cell("Enw", 1000), repeated=1_000_000))
    with pytest.raises(UnreadableFileError, match="cells"):
        read_tables(path)


def test_a_zip_bomb_is_not_opened(tmp_path):
    members = {"xl/workbook.xml": "<workbook/>", "xl/worksheets/sheet1.xml": b"0" * 200_000_000}
    with pytest.raises(UnreadableFileError, match="would unpack"):
        read_tables(zipped(tmp_path / "a.xlsx", members))


def test_a_member_that_lies_about_its_size_is_found_out(tmp_path):
    path = with_sheet(tmp_path, sheet_xml(("A1", "Name"), ("A2", "x" * 100_000)))
    data = bytearray(path.read_bytes())
    at = data.rindex(b"PK\x01\x02", 0, data.rindex(b"xl/worksheets/sheet1.xml"))
    struct.pack_into("<I", data, at + 24, 50)
    with pytest.raises(UnreadableFileError):
        read_tables(written(tmp_path / "lie.xlsx", bytes(data)))


def test_entities_in_a_workbook_are_not_expanded(tmp_path):
    import zipfile

    good = workbook(tmp_path / "good.xlsx", {"Rhestr": [["Name"], ["A"]]})
    with zipfile.ZipFile(good) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    members["xl/workbook.xml"] = (
        b'<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>' + members["xl/workbook.xml"]
    )
    with pytest.raises(UnreadableFileError):
        read_tables(zipped(tmp_path / "bad.xlsx", members))


def test_a_truncated_workbook_is_refused(tmp_path):
    whole = workbook(tmp_path / "a.xlsx", {"Rhestr": [["Name"], ["A"]]}).read_bytes()
    for share in (0.2, 0.5, 0.9):
        with pytest.raises(UnreadableFileError):
            read_tables(written(tmp_path / "b.xlsx", whole[: int(len(whole) * share)]))


def test_a_workbook_with_a_password_is_told_from_a_damaged_one(tmp_path):
    with pytest.raises(UnreadableFileError, match="password"):
        read_tables(written(tmp_path / "a.xlsx", ole_with("EncryptedPackage")))


def ole_with(stream: str) -> bytes:
    """Make a tiny OLE2 container with one empty stream of that name, as a protected workbook has."""
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header += struct.pack("<I", 0) + struct.pack("<I", 0xFFFFFFFF) * 108
    fat = struct.pack("<II", 0xFFFFFFFD, 0xFFFFFFFE) + struct.pack("<I", 0xFFFFFFFF) * 126
    nobody = 0xFFFFFFFF

    def entry(name: str, kind: int, child: int) -> bytes:
        text = name.encode("utf-16-le") + b"\0\0"
        return (
            text.ljust(64, b"\0")
            + struct.pack("<HBBIII", len(text), kind, 1, nobody, nobody, child)
            + bytes(36)
            + struct.pack("<IQ", 0xFFFFFFFE, 0)
        )

    directory = entry("Root Entry", 5, 1) + entry(stream, 2, nobody) + bytes(256)
    return header + fat + directory
