"""The round of tables: whose turn it is, at which pathway, and what there is to read."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.evidence import Coverage
from asset_mapper.domain.mapping_session import MappingSession, Recording, TableSign
from asset_mapper.services import circulating, drawn_pathways, evidence, pathways, records
from asset_mapper.services.circulating import Turn, turn_after

EVENING = MappingSession(place=Bilingual(en="Hall"), on=date(2026, 3, 3), tables=("Oak", "Ash", "Elm"))


@pytest.fixture
def evening(project):
    project.apply(records.add, EVENING)
    for key in ("community-safety", "health"):
        project.apply(pathways.begin_from, key)
    return project


def ids(project):
    return [one.id for one in project.read(pathways.listed)]


def speaks(project, table):
    project.recording = Recording(EVENING.id, table)


def test_at_one_pathway_the_tables_speak_one_after_the_other_and_round():
    turns = [turn_after(EVENING.tables, {}, table, "p").table for table in EVENING.tables]
    assert turns == ["Ash", "Elm", "Oak"]
    assert turn_after(EVENING.tables, {"Elm": "q"}, "Oak", "p") == Turn("Ash", "q")
    assert turn_after(EVENING.tables, {}, "a table that went home", "p") == Turn("Oak", "p")


def test_when_all_have_spoken_every_table_goes_on_to_the_next_pathway():
    hosted = {"Oak": "p", "Ash": "q", "Elm": "r"}
    turn, seen = Turn("Oak", "p"), []
    for _turn in range(9):
        seen.append((turn.table, turn.pathway_id))
        turn = turn_after(EVENING.tables, hosted, turn.table, turn.pathway_id)
    assert seen[:6] == [("Oak", "p"), ("Ash", "q"), ("Elm", "r"), ("Oak", "q"), ("Ash", "r"), ("Elm", "p")]
    assert len(set(seen)) == 9
    assert turn == Turn("Oak", "p")


@given(st.integers(2, 9), st.data())
def test_in_a_whole_round_every_table_comes_to_every_pathway_once(count, data):
    tables = [f"Table {number}" for number in range(count)]
    hosting = data.draw(st.lists(st.sampled_from(tables), min_size=2, unique=True))
    hosted = {table: f"pathway of {table}" for table in hosting}
    stops = [hosted[table] for table in tables if table in hosted]
    turn, seen = Turn(tables[0], stops[0]), []
    for _turn in range(count * len(stops)):
        seen.append(turn)
        turn = turn_after(tables, hosted, turn.table, turn.pathway_id)
    assert set(seen) == {Turn(table, stop) for table in tables for stop in stops}


def test_a_table_is_host_to_the_pathway_that_it_began_or_was_given(evening):
    first, second = ids(evening)
    speaks(evening, "Ash")
    evening.apply(pathways.begin, Bilingual(en="Of our own"))
    own = ids(evening)[-1]
    assert evening.read(circulating.hosts, EVENING.id) == {"Ash": own}
    evening.apply(circulating.host, first, EVENING.id, "Oak")
    evening.apply(circulating.host, second, EVENING.id, "Ash")
    assert evening.read(circulating.hosts, EVENING.id) == {"Oak": first, "Ash": second}
    evening.undo()
    assert evening.read(circulating.hosts, EVENING.id) == {"Oak": first, "Ash": own}


def test_a_slip_says_at_which_table_it_was_written_and_the_others_have_it_to_read(evening):
    key = ids(evening)[0]
    first, second = evening.read(drawn_pathways.drawn, key).links[:2]
    for table, link in (("Oak", first), ("Ash", first), ("Ash", second)):
        speaks(evening, table)
        evening.apply(evidence.note, link.link.id, Bilingual(en=f"{table} says so"), Coverage.BELIEF)
    drawn = evening.read(drawn_pathways.drawn, key)
    assert drawn.with_evidence == 2
    (read,) = [one for one in drawn.links if one.link.id == first.link.id]
    assert read.tables == (TableSign("Oak", 0), TableSign("Ash", 1))
    assert [sign.letter for sign in read.tables] == ["A", "B"]
    assert circulating.to_read(drawn, "Elm") == {TableSign("Oak", 0): 1, TableSign("Ash", 1): 2}
    assert circulating.to_read(drawn, "Ash") == {TableSign("Oak", 0): 1}
    assert drawn.tables == (TableSign("Oak", 0), TableSign("Ash", 1))


def test_a_table_that_the_session_does_not_know_any_more_keeps_its_name(evening):
    key = ids(evening)[0]
    (link, *_rest) = evening.read(drawn_pathways.drawn, key).links
    speaks(evening, "Oak")
    evening.apply(evidence.note, link.link.id, Bilingual(en="So"), Coverage.BELIEF)
    evening.apply(records.edit, MappingSession, EVENING.id, tables=("Ash", "Elm"))
    (sign,) = evening.read(drawn_pathways.drawn, key).tables
    assert (sign.name, sign.place, sign.letter) == ("Oak", None, "?")


def test_letters_go_on_after_the_alphabet():
    assert [TableSign("x", place).letter for place in (0, 25, 26, 52)] == ["A", "Z", "AA", "BA"]
