"""A cell of CSV can't hurt, and nothing is lost by that."""

import csv
import io

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from asset_mapper.formats.formulas import all_guarded, released

STARTS = "=+-@\t\r\n＝＋－＠"
risky_texts = st.builds(
    lambda quotes, start, rest: "'" * quotes + start + rest, st.integers(0, 3), st.sampled_from(STARTS), st.text()
)


def guarded(text):
    return all_guarded([text])[0]


@given(st.one_of(st.text(), risky_texts))
@example("'=1+1")
@example("'+44 1248 123456")
def test_every_text_is_found_again(text):
    assert released(guarded(text)) == text


@given(risky_texts)
def test_what_starts_like_a_formula_is_text_unless_it_is_a_number(text):
    cell = guarded(text)
    assert cell.startswith("'") or set(cell) <= set("+-0123456789 ().;eE")


@pytest.mark.parametrize(
    "cell", ["=1+1", "=cmd|' /C calc'!A0", "+cmd", "-2+3+cmd|x", "@SUM(1)", "\t=1", "\r=1", "'=1", "+44 1248 (Siân)"]
)
def test_what_would_run_gets_an_apostrophe(cell):
    assert guarded(cell) == "'" + cell


@pytest.mark.parametrize(
    "cell", ["+44 1248 123456", "+44 (0)1248 123456", "-3.9871", "-1e-7", "", "Llŷr", "'twas", "o'r Bala"]
)
def test_what_cannot_run_stays(cell):
    assert guarded(cell) == cell


@given(st.lists(st.text(st.characters(exclude_characters="\0", exclude_categories=("Cs",))), min_size=2))
def test_guarded_texts_survive_a_file_of_csv(texts):
    file = io.StringIO(newline="")
    csv.writer(file).writerow(all_guarded(texts))
    [row] = csv.reader(io.StringIO(file.getvalue(), newline=""))
    assert [released(cell) for cell in row] == texts
