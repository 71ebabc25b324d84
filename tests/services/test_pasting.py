"""Tables through the clipboard: what is copied can be pasted again, and nothing of it runs."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asset_mapper.formats.formulas import released
from asset_mapper.services import pasting

TEXTS = st.text(st.characters(exclude_characters="\0\r", exclude_categories=["Cs"]), max_size=12)


@given(st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=6))
def test_what_is_copied_is_read_back_as_it_was(rows: list[tuple[str, str]]):
    text = pasting.as_tsv(["Name", "Tags"], rows)
    read = list(csv.reader(io.StringIO(text, newline=""), dialect="excel-tab"))
    assert read[0] == ["Name", "Tags"]
    assert [[released(cell) for cell in row] for row in read[1:]] == [list(row) for row in rows]


@pytest.mark.parametrize("text", ["=1+1", "+SUM(A1)", "-2+3", "@x", '=HYPERLINK("http://x")'])
def test_no_cell_runs_as_a_formula(text: str):
    copied = pasting.as_tsv([text], [[text]])
    for row in csv.reader(io.StringIO(copied, newline=""), dialect="excel-tab"):
        assert row[0].startswith("'")
    assert f"<td>{text[0]}" not in pasting.as_html(["Name"], [[text]], "en")


def test_the_html_of_a_copy_holds_texts_only():
    made = pasting.as_html(["<b>"], [["<script>alert(1)</script>", '" onload="x']], "cy")
    assert "<script" not in made and "<b>" not in made
    assert made.startswith('<table lang="cy">') and "&lt;script&gt;" in made


@pytest.mark.parametrize(
    ("text", "is_one"), [("", False), ("one line", False), ("Name\tKind\n", False), ("Name\tKind\nA\tgroup", True)]
)
def test_a_table_has_headings_and_a_line(text: str, is_one: bool):
    assert pasting.is_table(text) is is_one


def test_a_pasted_table_is_a_file_that_keeps_welsh_letters(tmp_path: Path):
    path = pasting.keep("Enw\nŴyl y Tŷ", tmp_path, "Tabl wedi'i ludo")
    assert path.read_text(encoding="utf-8-sig") == "Enw\nŴyl y Tŷ" and path.suffix == ".tsv"
