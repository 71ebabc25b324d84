"""Checking a project, and repairing what is derived."""

from datetime import date

import pytest
from sqlalchemy import text

from asset_mapper.domain.asset import Asset, AssetKind
from asset_mapper.domain.attachment import Attachment
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.change import Change, ChangeSet
from asset_mapper.domain.talent import Talent, TalentKind
from asset_mapper.errors import ProjectFileError
from asset_mapper.services import checking, queries, records
from asset_mapper.services.open_project import OpenProject
from asset_mapper.storage.tables import BLOB
from tests.projects import added, an_asset

TODAY = date(2026, 11, 22)


def codes(project):
    return [
        (finding.severity.value, finding.code, finding.record) for finding in project.read(checking.findings, TODAY)
    ]


def spoil(project, *statements):
    with project._database.writing() as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        for statement in statements:
            connection.exec_driver_sql(statement)


def unguarded(project, *statements):
    """Spoil a file past its rules, as another program could."""
    with project._database.engine.connect() as connection:
        driver = connection.connection.cursor()
        driver.execute("ROLLBACK") if connection.connection.in_transaction else None
        driver.execute("PRAGMA foreign_keys = OFF")
        for statement in statements:
            driver.execute(statement)
        driver.execute("PRAGMA foreign_keys = ON")


@pytest.fixture
def hall(project):
    asset = added(project, an_asset("Hall", AssetKind.PLACE))
    added(project, Talent(asset_id=asset.id, what=Bilingual(en="Baking"), kind=TalentKind.HANDS))
    return asset


def attach(project, asset):
    def step(uow):
        sha256 = uow.add_blob(b"a photo")
        kept = Attachment(record_id=asset.id, name="a.jpg", media_type="image/jpeg", sha256=sha256, size=7)
        return uow.write(ChangeSet("Attach", (Change(None, kept),)))

    return project.apply(step).changes[0].after


def test_a_sound_project_has_no_findings(project, hall):
    attach(project, hall)
    assert codes(project) == []
    assert checking.repair(project) == 0


def test_the_rules_of_the_domain_are_asked(project):
    megan = added(project, an_asset("Megan", AssetKind.PERSON))
    assert codes(project) == [("error", "no-consent", megan.id)]


IN_TEAM = {
    "an asset is missing": ["DELETE FROM asset_search"],
    "an asset is too many": ["INSERT INTO asset_search VALUES (999, 'x')"],
    "a trigger is gone": ["DROP TRIGGER asset_search_asset ON asset"],
    "a trigger is off": ["ALTER TABLE talent DISABLE TRIGGER asset_search_talent"],
    "it is gone": ["DROP TABLE asset_search"],
}
IN_FILE = {
    "an asset is missing": ["DELETE FROM asset_search WHERE rowid = 1"],
    "an asset is too many": ["INSERT INTO asset_search (rowid, name) VALUES (999, 'x')"],
    "a trigger is gone": ["DROP TRIGGER asset_search_changed"],
    "a table is gone": ["DROP TABLE asset_search_docsize"],
    "it is gone": ["DROP TABLE asset_search"],
    "it is damaged": ["UPDATE asset_search_data SET block = x'00112233' WHERE id > 10"],
    "it is empty": ["DELETE FROM asset_search_data"],
}


@pytest.mark.parametrize("fault", sorted(IN_TEAM.keys() | IN_FILE.keys()))
def test_a_broken_search_index_is_found_and_made_anew(project, hall, fault):
    spoiling = (IN_FILE if project._database.is_file else IN_TEAM).get(fault)
    if spoiling is None:  # a fault of the other kind of database
        assert fault in IN_FILE.keys() ^ IN_TEAM.keys()
        return
    spoil(project, *spoiling)
    assert codes(project) == [("error", "search-index", "")]
    assert checking.repair(project) == 1
    assert codes(project) == []
    assert [asset.id for asset in project.read(queries.search, "baking")] == [hall.id]
    project.apply(records.edit, Asset, hall.id, name=Bilingual("Neuadd"))
    assert [asset.id for asset in project.read(queries.search, "neuadd")] == [hall.id]


@pytest.mark.parametrize("fault", ["it is damaged", "it is gone", "a trigger is gone"])
def test_a_broken_search_index_is_found_by_somebody_who_only_reads(file_project, path, fault):
    added(file_project, an_asset("Hall"))
    spoil(file_project, *IN_FILE[fault])
    with OpenProject.open(path, read_only=True) as reader:
        assert codes(reader) == [("error", "search-index", "")]


def test_an_index_so_broken_that_sqlite_will_not_touch_it_is_made_anew(file_project, path):
    hall = added(file_project, an_asset("Hall"))
    spoil(file_project, "DELETE FROM asset_search_config")
    file_project.close()
    with OpenProject.open(path) as opened:
        assert codes(opened) == [("error", "search-index", "")]
        with pytest.raises(ProjectFileError, match="check --repair"):
            opened.read(queries.search, "hall")
        assert checking.repair(opened) == 1
        assert codes(opened) == []
        assert [asset.id for asset in opened.read(queries.search, "hall")] == [hall.id]


def test_the_missing_bytes_of_an_attachment_are_found(project, hall):
    photo = attach(project, hall)
    spoil(project, "DELETE FROM blob")
    assert codes(project) == [("error", "blob", photo.id)]
    assert checking.repair(project) == 0


def test_an_attachment_of_nothing_is_found(project, hall):
    photo = attach(project, hall)
    spoil(project, f"UPDATE attachment SET record_id = 'nobody' WHERE id = '{photo.id}'")
    assert codes(project) == [("error", "reference", photo.id)]


def test_a_reference_to_nothing_is_found_and_named(file_project):
    asset = added(file_project, an_asset("Hall"))
    talent = added(file_project, Talent(asset_id=asset.id, what=Bilingual(en="Baking"), kind=TalentKind.HANDS))
    unguarded(file_project, "UPDATE talent SET asset_id = 'nobody'")
    assert codes(file_project) == [("error", "reference", talent.id)]


@pytest.mark.parametrize(
    "damage",
    [
        "kind = 'dragon'",
        "name_cy = '', name_en = '', name_first = 'en'",
        "tags = 'no list'",
        "checked_on = '31/12/2026'",
        "where_kind = 'shape'",
        "created_at = 'yesterday'",
        "custom = '[1]', where_kind = 'confidential'",
    ],
)
def test_a_row_that_cannot_be_read_is_found_and_named(project, hall, damage):
    spoil(project, f"UPDATE asset SET {damage}")
    assert codes(project) == [("error", "row", hall.id)]
    (finding,) = project.read(checking.findings)
    assert "asset" in finding.message and "backup" in finding.message


@pytest.mark.parametrize("geometry", ["x'00'", "x'0102030405'", "'text'"])
def test_a_shape_that_cannot_be_read_is_found(file_project, geometry):
    asset = added(file_project, an_asset("Hall"))
    spoil(file_project, f"UPDATE asset SET where_kind = 'shape', geometry = {geometry}")
    assert codes(file_project) == [("error", "row", asset.id)]


def test_a_lost_title_page_is_found_and_made_anew(project):
    spoil(project, "DELETE FROM project")
    assert codes(project) == [("error", "no-project", "")]
    assert checking.repair(project) == 1
    assert codes(project) == []
    assert project.read(lambda uow: uow.project).title.given


def test_bytes_that_nothing_uses_are_cleared_away_but_not_those_that_undo_needs(project, hall):
    attach(project, hall)
    project.undo()
    assert checking.repair(project) == 0
    project.redo()
    assert codes(project) == []
    spoil(project, "INSERT INTO blob VALUES ('abc', '')")
    assert checking.repair(project) == 1
    kept = project.read(lambda uow: uow.connection.execute(text(f"SELECT count(*) FROM {BLOB.name}")).scalar())
    assert kept == 1


def test_a_repair_is_no_step_to_undo(project, hall):
    spoil(project, "DELETE FROM asset_search")
    label = project.undo_label
    checking.repair(project)
    assert project.undo_label == label
