"""Evidence on links: in one line, with figures told honestly, contradicting beside supporting, and for whom it is."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asset_mapper.domain.audience import VISIBILITIES, Audience, admits
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.evidence import Coverage, Evidence, EvidenceFinding, EvidenceKind
from asset_mapper.domain.link import Link
from asset_mapper.domain.outcome import Framework, Outcome
from asset_mapper.errors import InvalidValueError
from asset_mapper.services import evidence, publishing
from tests.projects import added, an_asset

AUDIENCES = tuple(Audience)


@pytest.fixture
def link(project):
    choir = an_asset("Choir", visibility=Audience.PUBLIC)
    framework = Framework(key="local", name=Bilingual(en="Local"))
    joy = Outcome(framework_id=framework.id, code="J1", name=Bilingual("Llawenydd", "Joy"))
    link = Link(asset_id=choir.id, outcome_id=joy.id)
    return added(project, choir, framework, joy, link)[-1]


def a_piece(link_id="link", **fields):
    return Evidence(
        **{
            "link_id": link_id,
            "kind": EvidenceKind.SURVEY,
            "coverage": Coverage.CHANGE,
            "summary": Bilingual(en="Fewer feel lonely"),
        }
        | fields
    )


def test_evidence_is_noted_in_one_line_in_the_language_in_which_it_was_said(project, link):
    project.apply(evidence.note, link.id, Bilingual(cy="Daw mwy bob wythnos", first="cy"), Coverage.OUTPUT)
    known = project.read(evidence.of_link, link.id)
    (piece,) = known.pieces
    assert (piece.summary.first, piece.coverage, piece.permission) == ("cy", Coverage.OUTPUT, Audience.TEAM)
    assert known.coverage is Coverage.OUTPUT
    project.undo()
    assert project.read(evidence.of_link, link.id).pieces == ()


def test_what_contradicts_stands_beside_what_supports(project, link):
    supports, mixed, contradicts = (a_piece(link.id, finding=finding) for finding in EvidenceFinding)
    added(project, supports, mixed, contradicts)
    known = project.read(evidence.of_link, link.id)
    assert [piece.id for piece in known.supporting] == [supports.id]
    assert [piece.id for piece in known.others] == [mixed.id, contradicts.id]


def test_the_ends_of_a_link_are_named_and_a_link_that_went_has_none(project, link):
    known = project.read(evidence.of_link, link.id)
    assert (known.start.name.en, known.outcome.name.en) == ("Choir", "Joy")
    assert project.read(evidence.of_link, "gone") is None


def test_a_file_on_evidence_is_the_teams_until_someone_decides(project, link, tmp_path: Path):
    piece = added(project, a_piece(link.id, permission=Audience.PUBLIC))
    note = tmp_path / "nodyn.txt"
    note.write_text("As told on the day", encoding="utf-8")
    project.apply(evidence.attach, piece.id, note)
    known = project.read(evidence.of_link, link.id)
    assert [file.name for file in known.attached(known.pieces[0])] == ["nodyn.txt"]
    assert len(project.read(publishing.publication, Audience.PUBLIC).attachments) == 0
    assert len(project.read(publishing.publication, Audience.TEAM).attachments) == 1


@pytest.mark.parametrize(
    "fields, said",
    [
        ({"before": 31.0, "after": 24.0, "n": 88, "unit": "%"}, "31% → 24% (7 percentage points less), n = 88"),
        ({"before": 20.0, "after": 30.0, "n": 12, "unit": "hours"}, "20 → 30 hours (10 more, 50%), n = 12"),
        ({"before": 20.0, "after": 30.0}, "20 → 30 (10 more)"),
        ({"after": 24.0, "n": 88, "unit": "%"}, "24%, n = 88"),
        ({}, ""),
    ],
)
def test_a_change_is_worked_out_between_two_figures_and_a_share_only_with_n(fields, said):
    assert evidence.figures_of(a_piece(**fields)).in_words() == said


def test_a_percentage_without_the_number_of_people_is_refused():
    with pytest.raises(InvalidValueError, match="number of people"):
        a_piece(after=24.0, unit="%")


@pytest.mark.parametrize(
    "fields, asked",
    [
        ({"after": 24.0, "n": 3}, "A change needs"),
        ({"before": 2.0, "after": 24.0}, "How many people"),
        ({"strength": 3}, "Is that so here"),
        ({"coverage": Coverage.CAUSED, "strength": 1}, "comparison"),
        ({"permission": Audience.PUBLIC}, "names left out"),
    ],
)
def test_a_careful_reader_would_ask(fields, asked):
    assert any(asked in doubt for doubt in evidence.doubts(a_piece(**fields)))


def test_sound_evidence_raises_no_doubt():
    sound = a_piece(before=20.0, after=30.0, n=40, strength=3, coverage=Coverage.CAUSED)
    assert evidence.doubts(sound) == []
    assert evidence.doubts(a_piece(coverage=Coverage.BELIEF)) == []


@given(st.floats(-1e9, 1e9).map(lambda figure: round(figure, 3)))
def test_a_figure_is_read_back_as_it_was_written(figure):
    assert evidence.figure_of(evidence.as_typed(figure)) == figure


@pytest.mark.parametrize(
    "typed, figure",
    [("1,5", 1.5), ("1.5", 1.5), ("1,500", 1500.0), ("12 000", 12000.0), ("31 %", 31.0), ("−4", -4.0), ("", None)],
)
def test_figures_are_typed_as_people_type_them(typed, figure):
    assert evidence.figure_of(typed) == figure


@pytest.mark.parametrize("typed", ["many", "1.2.3", "12/15", "٣", "1e9", "=1+1"])
def test_what_is_no_number_is_told(typed):
    with pytest.raises(InvalidValueError, match="not a number"):
        evidence.figure_of(typed)


@pytest.mark.parametrize("typed", ["2.5", "-1"])
def test_people_are_counted_whole(typed):
    with pytest.raises(InvalidValueError, match="whole number"):
        evidence.count_of(typed)


@pytest.mark.parametrize(
    "typed, kept",
    [
        ("", ""),
        ("www.example.org/report", "https://www.example.org/report"),
        (" http://example.org/a?b=c ", "http://example.org/a?b=c"),
    ],
)
def test_the_address_of_a_source_is_kept_whole(typed, kept):
    assert evidence.check_address(typed) == kept


@pytest.mark.parametrize("typed", ["javascript:alert(1)", "file:///etc/passwd", "report", "https://two words.org"])
def test_no_other_address_is_kept(typed):
    with pytest.raises(InvalidValueError, match="address"):
        evidence.check_address(typed)


@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize("permission", VISIBILITIES)
def test_evidence_travels_as_far_as_whoever_told_it_lets_it(project, link, permission, audience):
    added(project, a_piece(link.id, kind=EvidenceKind.STORY, permission=permission))
    shown = project.read(publishing.publication, audience).evidence
    assert len(shown) == (1 if admits(permission, audience) else 0)
    assert ("permission" in shown.columns) is (audience is Audience.TEAM)


@pytest.mark.parametrize("audience", AUDIENCES)
def test_figures_of_very_few_people_stay_with_the_team(project, link, audience):
    added(project, a_piece(link.id, before=1.0, after=3.0, n=3, permission=Audience.PUBLIC))
    row = project.read(publishing.publication, audience).evidence.iloc[0]
    told = audience is Audience.TEAM
    assert (row.n_few, row.n == 3, row.before == 1.0, row.after == 3.0) == (not told, told, told, told)
