"""Figures as a source reports them: read as they are typed, said as the source's, and never rounded."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.evidence import Coverage, Evidence, EvidenceKind, FigureAs
from asset_mapper.domain.reported import Reported
from asset_mapper.errors import InvalidValueError
from asset_mapper.i18n import speaking
from asset_mapper.services.reported_figures import reported, understood

_NO_N = "; the number of people is not given"
_SAID = ", as the source reports it"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("down 42 %", f"down 42%{_SAID}{_NO_N}"),
        ("i lawr 42%", f"down 42%{_SAID}{_NO_N}"),
        ("-42%", f"down 42%{_SAID}{_NO_N}"),
        ("up 100%", f"up 100%{_SAID}{_NO_N}"),
        ("down to 0", f"down to 0{_SAID}"),
        ("i lawr i 12%", f"down to 12%{_SAID}"),
        ("3.8 - 6.4 : 1", f"3.8 to 6.4 for each 1 of cost{_SAID}"),
        ("4 to 1", f"4 for each 1 of cost{_SAID}"),
        ("31,000+ hours volunteering", f"31,000 or more hours volunteering{_SAID}"),
        ("more than 80 groups", f"80 or more groups{_SAID}"),
        ("o leiaf 80 grŵp", f"80 or more grŵp{_SAID}"),
        ("86%", f"86%{_SAID}{_NO_N}"),
        ("50% of organisations", f"50% (organisations){_SAID}{_NO_N}"),
        ("down 38-42%", f"down 38 to 42%{_SAID}{_NO_N}"),
        ("down 50% or more", f"down 50% or more{_SAID}{_NO_N}"),
        ("0.125 : 1", f"0.125 for each 1 of cost{_SAID}"),
        ("", ""),
    ],
)
def test_a_figure_is_read_as_a_source_words_it_and_said_as_the_source_s(typed, said):
    assert understood(typed).in_words() == said


@pytest.mark.parametrize("typed", ["much better", "12:30", "3%4", "5 5", "80groups", "6 - 4%", "42% less"])
def test_what_is_not_wholly_understood_is_not_guessed_at(typed):
    with pytest.raises(InvalidValueError):
        understood(typed)


def _figures() -> st.SearchStrategy[Reported]:
    sizes = st.integers(0, 10_000_000).map(lambda thousandths: thousandths / 1000)
    units = st.sampled_from(("", "hours", "oriau", "community groups"))

    def made(figure_as: FigureAs, ends: list[float], or_more: bool, way: int, unit: str) -> Reported:
        low, high = sorted(ends) if len(ends) == 2 and ends[0] != ends[1] else (ends[0], None)
        or_more = or_more and high is None and figure_as not in (FigureAs.DOWN_TO, FigureAs.UP_TO)
        if figure_as is FigureAs.SHARE_PERCENT:
            low, high = low % 100, None
        if figure_as is FigureAs.CHANGE_PERCENT and way < 0 and low > 0:
            low, high = (-low, None) if high is None else (-high, -low)
        if figure_as in (FigureAs.CHANGE_PERCENT, FigureAs.RATIO):
            unit = ""
        return Reported(low, high, or_more, figure_as, unit)

    return st.builds(
        made,
        st.sampled_from(tuple(FigureAs)),
        st.lists(sizes, min_size=1, max_size=2),
        st.booleans(),
        st.sampled_from((-1, 1)),
        units,
    )


@given(_figures(), st.sampled_from(("cy", "en")))
def test_what_is_written_is_read_back_to_the_same_in_both_languages(figure, language):
    with speaking(language):
        assert understood(figure.plain()) == figure


def test_a_number_of_people_that_is_known_is_said_and_one_of_very_few_is_not():
    assert Reported(-42, None, figure_as=FigureAs.CHANGE_PERCENT, n=88).in_words().endswith("; n = 88")
    few = Reported(-42, None, figure_as=FigureAs.CHANGE_PERCENT, n_few=True)
    assert few.in_words().endswith("; from very few people")


def test_no_figure_says_nothing():
    assert Reported().in_words() == ""
    assert Reported(float("nan"), figure_as=FigureAs.RATIO).in_words() == ""


def _evidence(**fields):
    told = Bilingual(en="It fell.")
    return Evidence(link_id="1", kind=EvidenceKind.STUDY, coverage=Coverage.CHANGE, summary=told, **fields)


def test_evidence_says_its_reported_figure():
    piece = _evidence(figure=-42.0, figure_as=FigureAs.CHANGE_PERCENT, citation="A deck", n=9)
    assert reported(piece).in_words() == f"down 42%{_SAID}; n = 9"


@pytest.mark.parametrize(
    "fields",
    [
        {"figure": 4.0, "figure_as": FigureAs.RATIO},  # a benefit ratio is shown only with its source
        {"figure": 4.0, "citation": "A deck"},
        {"figure": 104.0, "figure_as": FigureAs.SHARE_PERCENT, "citation": "A deck"},
        {"figure": 3.0, "figure_to": 4.0, "figure_or_more": True, "figure_as": FigureAs.COUNT, "citation": "A deck"},
        {"figure_or_more": True},
        {"figure": 4.0, "figure_to": 3.0, "figure_as": FigureAs.COUNT, "citation": "A deck"},
    ],
)
def test_a_reported_figure_has_its_source_and_says_what_it_is(fields):
    with pytest.raises(InvalidValueError):
        _evidence(**fields)
