"""Votes of the version before, one number an outcome: they are carried over to the session of the outcome."""

from datetime import date

import orjson
import pytest
from sqlalchemy import text

from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.mapping_session import MappingSession
from asset_mapper.domain.outcome import Framework, Outcome
from asset_mapper.domain.project import ImportBatch, Project
from asset_mapper.services import outcome_portrait, records, votes
from asset_mapper.services.open_project import OpenProject
from asset_mapper.storage import migrations
from asset_mapper.storage.migrations import m0005_votes_of_sessions

LIST = Framework(key="ours", name=Bilingual(en="Ours"))
LLAN = MappingSession(place=Bilingual(en="Llan hall"), on=date(2026, 3, 3))
FILE = ImportBatch(file="list.csv", sha256="0", made=1)
HERE = Outcome(framework_id=LIST.id, code="L1", name=Bilingual(en="Belonging"), session_id=LLAN.id)
NOWHERE = Outcome(framework_id=LIST.id, code="L2", name=Bilingual(en="Company"), import_id=FILE.id)
NONE = Outcome(framework_id=LIST.id, code="L3", name=Bilingual(en="A river"))


def as_before(connection):
    """Give the database the shape that it had before this step."""
    for statement in (
        "DROP TABLE outcome_votes",
        "ALTER TABLE outcome ADD COLUMN votes BIGINT NOT NULL DEFAULT 0",
        f"UPDATE outcome SET votes = 41 WHERE id = '{HERE.id}'",
        f"UPDATE outcome SET votes = 7 WHERE id = '{NOWHERE.id}'",
    ):
        connection.exec_driver_sql(statement)


def voted_in_the_log(connection, outcome_id):
    """Let the last change of an outcome in the log be one of its votes."""
    statement = "SELECT number, before, after FROM change WHERE record_id = :id ORDER BY number DESC"
    number, before, after = connection.execute(text(statement), {"id": outcome_id}).first()
    for name, row, count in (("before", before, 0), ("after", after, 41)):
        content = orjson.dumps(orjson.loads(row) | {"votes": count}).decode()
        connection.execute(text(f"UPDATE change SET {name} = :row WHERE number = :n"), {"row": content, "n": number})


@pytest.fixture
def older(project):
    project.apply(records.add, LIST, LLAN, FILE, HERE, NOWHERE, NONE)
    project.apply(records.edit, Outcome, HERE.id, source="The hall")
    project.apply(records.edit, Outcome, NONE.id, source="The bridge")
    with project._database.engine.begin() as connection:
        as_before(connection)
        voted_in_the_log(connection, HERE.id)
    return project


def brought_up_to_date(project):
    with project._database.engine.begin() as connection:
        m0005_votes_of_sessions.upgrade(connection)


def test_each_outcome_with_votes_has_them_at_its_session(older):
    before = older.read(lambda uow: list(uow.outcomes.all()))
    brought_up_to_date(older)
    carried = older.read(lambda uow: list(uow.outcome_votes.all()))
    assert [(one.outcome_id, one.session_id, one.import_id, one.votes) for one in carried] == [
        (HERE.id, LLAN.id, None, 41),
        (NOWHERE.id, None, FILE.id, 7),
    ]
    assert len({one.id for one in carried}) == 2 and all(len(one.id) == 36 for one in carried)
    assert older.read(lambda uow: list(uow.outcomes.all())) == before
    older.apply(votes.vote, HERE.id, 5)
    assert older.read(outcome_portrait.portrait, HERE.id).total == 46


def test_what_was_done_after_the_last_votes_can_still_be_undone_and_nothing_before(older):
    brought_up_to_date(older)
    assert older.undo() is not None
    assert older.read(lambda uow: uow.outcomes.get(NONE.id)).source == ""
    assert older.undo() is None
    assert older.read(lambda uow: uow.outcomes.get(HERE.id)).source == "The hall"


def test_a_file_of_the_version_before_is_opened_with_its_votes(tmp_path, monkeypatch):
    path = tmp_path / "older.assetmap"
    with monkeypatch.context() as before:
        before.setattr(migrations, "STEPS", migrations.STEPS[:4])
        before.setattr(migrations, "NEWEST", 4)
        with OpenProject.create(path, Project(title=Bilingual(en="Valley"))) as project:
            project.apply(records.add, LIST, LLAN, HERE, NONE)
            with project._database.engine.begin() as connection:
                connection.exec_driver_sql(f"UPDATE outcome SET votes = 12 WHERE id = '{HERE.id}'")
    with OpenProject.open(path) as opened:
        assert opened.read(lambda uow: migrations.version_of(uow.connection)) == migrations.NEWEST > 4
        assert opened.read(votes.by_session) == {HERE.id: {LLAN.id: 12}}
