"""Figures are said honestly."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asset_mapper.domain.figures import Figures
from asset_mapper.i18n import speaking

FIGURES = st.one_of(st.none(), st.just(math.nan), st.floats(-1e6, 1e6))


@given(
    before=FIGURES,
    after=FIGURES,
    n=st.one_of(st.none(), st.integers(0, 10_000)),
    unit=st.sampled_from(["", "%", "h"]),
)
def test_no_change_is_told_from_one_reading_and_no_percentage_without_a_count(before, after, n, unit):
    figures = Figures(before, after, unit, n)
    one_is_missing = any(value is None or math.isnan(value) for value in (before, after))
    assert (figures.change is None) == one_is_missing
    if n is None or one_is_missing or unit == "%":
        assert figures.change_percent is None
    with speaking("en"):
        said = figures.in_words()
    assert one_is_missing == ("→" not in said)
    assert "nan" not in said


@pytest.mark.parametrize(
    ("figures", "said"),
    [
        (Figures(31, 24, "%", 88), "31% → 24% (7 percentage points less), n = 88"),
        (Figures(40, 40, "visits"), "40 → 40 visits (no change)"),
        (Figures(1610, 2140, "lunches", 2140), "1,610 → 2,140 lunches (530 more, 33%), n = 2,140"),
        (Figures(1610, 2140, "lunches"), "1,610 → 2,140 lunches (530 more)"),
        (Figures(None, 3.25, "km"), "3.25 km"),
        (Figures(None, 78, "%", 41), "78%, n = 41"),
        (Figures(7.1, 7.3, "0–10"), "7.1 → 7.3 (0–10) (0.2 more)"),
        (Figures(3, 4, n=2, n_few=True), "3 → 4 (1 more), from very few people"),
        (Figures(), ""),
    ],
)
def test_figures_in_words(figures, said):
    with speaking("en"):
        assert figures.in_words() == said


def test_a_share_changes_by_points_also_in_welsh():
    with speaking("cy"):
        assert "pwynt canran" in Figures(31, 24, "%", 88).in_words()
