"""Mapping sessions: what is recorded while one runs belongs to it and to its table."""

from __future__ import annotations

import io
import sqlite3
from datetime import date
from pathlib import Path

import orjson
import pytest
from PIL import Image

from asset_mapper.domain.asset import Asset, AssetKind
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.mapping_session import MappingSession, Recording
from asset_mapper.domain.project import ImportBatch
from asset_mapper.domain.talent import Talent, TalentKind
from asset_mapper.errors import UnreadableFileError
from asset_mapper.services import frameworks, records, sessions
from asset_mapper.services.open_project import OpenProject
from tests.projects import added, an_asset, everything

HALL = Bilingual(cy="Neuadd", en="Hall")


def a_session(**fields: object) -> MappingSession:
    return MappingSession(place=HALL, on=date(2026, 3, 12), tables=("Groups", "Places"), **fields)  # type: ignore[arg-type]


@pytest.fixture
def session(project: OpenProject) -> MappingSession:
    (change,) = project.apply(sessions.save, None, a_session())
    assert isinstance(change.after, MappingSession)
    project.recording = Recording(change.after.id, "Places")
    return change.after


def a_photo(path: Path) -> Path:
    picture = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(picture, "JPEG")
    path.write_bytes(picture.getvalue())
    return path


def test_what_is_recorded_meanwhile_belongs_to_the_session_and_its_table(
    project: OpenProject, session: MappingSession
):
    choir = added(project, an_asset("Choir"))
    talent = added(project, Talent(asset_id=choir.id, what=Bilingual(en="Singing"), kind=TalentKind.HEART))
    assert {(one.session_id, one.at_table) for one in (choir, talent)} == {(session.id, "Places")}
    project.recording = None
    assert added(project, an_asset("Later")).session_id is None


def test_a_change_to_what_was_there_before_does_not_move_it(project: OpenProject, session: MappingSession):
    project.recording = None
    before = added(project, an_asset("Choir"))
    project.recording = Recording(session.id)
    project.apply(records.edit, Asset, before.id, tags=("music",))
    assert project.read(lambda uow: uow.assets.get(before.id)).session_id is None


def test_the_project_a_session_and_a_published_framework_are_not_said_at_a_table(
    project: OpenProject, session: MappingSession
):
    project.apply(sessions.save, None, a_session())
    project.apply(frameworks.add_framework, "wfg-goals")
    assert {one.session_id for one in everything(project).values()} == {None}


def test_an_import_says_itself_that_it_came_during_the_session(project: OpenProject, session: MappingSession):
    batch = ImportBatch(file="list.csv")
    project.apply(lambda uow: uow.bring_in(batch, [[an_asset("From a list")]], "Import"))
    found = everything(project)
    assert found[batch.id].session_id == session.id
    assert [one.session_id for one in found.values() if isinstance(one, Asset)] == [None]


def test_an_asset_that_is_undone_and_done_again_still_belongs_to_its_table(
    project: OpenProject, session: MappingSession
):
    choir = added(project, an_asset("Choir"))
    project.undo()
    project.recording = Recording(session.id, "Groups")
    project.redo()
    assert project.read(lambda uow: uow.assets.get(choir.id)).at_table == "Places"


def test_a_session_that_was_removed_takes_nothing_with_it_and_gets_nothing_more(
    project: OpenProject, session: MappingSession
):
    choir = added(project, an_asset("Choir"))
    project.apply(records.remove, MappingSession, [session.id])
    assert project.read(lambda uow: uow.assets.get(choir.id)).session_id is None
    assert added(project, an_asset("Later")).session_id is None


def test_a_summary_counts_what_was_recorded_at_each(project: OpenProject, session: MappingSession):
    added(project, an_asset("Choir"))
    hall = added(project, an_asset("Hall", AssetKind.PLACE))
    added(project, Talent(asset_id=hall.id, what=Bilingual(en="Rooms"), kind=TalentKind.HANDS))
    other = MappingSession(place=HALL, on=date(2026, 4, 1))
    project.apply(sessions.save, None, other)
    first, second = project.read(sessions.summaries)
    assert (first.session.id, first.assets, first.others) == (other.id, 0, {})
    assert (second.by_kind, second.others) == ({AssetKind.GROUP: 1, AssetKind.PLACE: 1}, {"talent": 1})
    assert len(project.read(sessions.recorded_at, session.id)) == 2


def test_sheets_are_kept_in_one_step_for_the_team_and_ticked_when_typed_up(
    project: OpenProject, session: MappingSession, tmp_path: Path
):
    paths = [a_photo(tmp_path / f"{n}.jpg") for n in (1, 2)]
    project.apply(sessions.add_sheets, session.id, paths)
    (summary,) = project.read(sessions.summaries)
    assert ([sheet.name for sheet in summary.sheets], summary.to_type_up) == (["1.jpg", "2.jpg"], 2)
    assert {(sheet.audience, sheet.at_table) for sheet in summary.sheets} == {("team", "Places")}
    project.apply(sessions.mark_typed_up, summary.sheets[0].id, date(2026, 3, 13))
    assert project.read(sessions.summaries)[0].to_type_up == 1
    project.undo()
    project.undo()
    assert project.read(sessions.summaries)[0].sheets == ()


def test_a_picture_that_cannot_be_read_leaves_none_of_the_others(
    project: OpenProject, session: MappingSession, tmp_path: Path
):
    bad = tmp_path / "2.jpg"
    bad.write_bytes(b"no picture")
    with pytest.raises(UnreadableFileError):
        project.apply(sessions.add_sheets, session.id, [a_photo(tmp_path / "1.jpg"), bad])
    assert project.read(lambda uow: uow.attachments.count()) == 0


def test_steps_from_before_there_were_tables_are_still_undone(file_project: OpenProject, path: Path):
    choir = added(file_project, an_asset("Choir"))
    file_project.close()
    with sqlite3.connect(path) as older:  # as the steps of a project of the first version are
        for number, after in older.execute("SELECT number, after FROM change").fetchall():
            row = {key: value for key, value in orjson.loads(after).items() if key != "at_table"}
            older.execute("UPDATE change SET after = ? WHERE number = ?", (orjson.dumps(row).decode(), number))
    older.close()
    with OpenProject.open(path) as opened:
        assert opened.undo() is not None
        assert opened.redo() is not None
        assert opened.read(lambda uow: uow.assets.get(choir.id)).name == choir.name
