"""What was typed and not saved outlives the program, inside the project, and never longer than it may."""

import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from asset_mapper.domain.asset import AssetKind
from asset_mapper.domain.contact import ContactKind, ContactPoint
from asset_mapper.domain.project import Project
from asset_mapper.domain.record import utc_now
from asset_mapper.domain.whereabouts import Precision, shape
from asset_mapper.errors import ReadOnlyError
from asset_mapper.services import drafts, erasing
from asset_mapper.services.open_project import OpenProject
from asset_mapper.storage import unit_of_work
from asset_mapper.storage.drafts import Draft
from tests.projects import TITLE, added, an_asset, everything, hide

TYPED = {"name": ["Neuadd", "Hall"], "kind": 2, "ticked": True, "notes": "Zabaglione"}


def kept(project: OpenProject) -> dict[str, dict]:
    return {one.key: one.content for one in project.note(drafts.take_up)}


FIELDS = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=20)


@given(
    st.dictionaries(FIELDS, st.none() | st.booleans() | st.integers(0, 99) | FIELDS | st.lists(FIELDS), min_size=1)
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
def test_what_was_typed_comes_back_as_it_was(project, content):
    project.note(drafts.keep, "asset:new", content)
    assert kept(project) == {"asset:new": content}


def test_a_draft_is_replaced_emptied_and_dropped(project):
    project.note(drafts.keep, "asset:new", {"name": ["N", ""]})
    project.note(drafts.keep, "asset:new", TYPED)
    assert kept(project) == {"asset:new": TYPED}
    project.note(drafts.keep, "asset:new", {})
    assert not kept(project)
    project.note(drafts.keep, "asset:new", TYPED)
    project.note(drafts.drop, "asset:new")
    assert not kept(project)


def test_a_draft_is_no_step_and_nobody_is_told(project):
    asset = added(project, an_asset())
    before, label, heard = everything(project), project.undo_label, []
    project.subscribe(heard.append)
    project.note(drafts.keep, f"asset:{asset.id}", TYPED)
    assert everything(project) == before
    assert project.undo_label == label
    assert not heard


def test_a_draft_survives_closing_and_says_what_it_belongs_to(where):
    with OpenProject.create(where, Project(title=TITLE)) as project:
        asset = added(project, an_asset())
        contact = added(project, ContactPoint(asset_id=asset.id, kind=ContactKind.PHONE, value="01632 960001"))
        project.note(drafts.keep, f"contact:{contact.id}", {"value": "01632 960002"})
    with OpenProject.open(where) as project:
        (found,) = project.note(drafts.take_up)
    assert (found.form, found.content) == ("contact", {"value": "01632 960002"})
    assert (found.record, found.asset) == (contact, asset)


def test_a_project_that_is_only_read_keeps_none(where):
    OpenProject.create(where, Project(title=TITLE)).close()
    with OpenProject.open(where, read_only=True) as project, pytest.raises(ReadOnlyError):
        project.note(drafts.keep, "asset:new", TYPED)


def test_what_a_colleague_types_on_another_laptop_is_theirs(project):
    def of_other_laptop(uow):
        other = unit_of_work.UnitOfWork(uow.connection, "Carys", "another laptop")
        drafts.keep(other, "asset:new", {"name": ["", "Theirs"]})

    project.note(of_other_laptop)
    project.note(drafts.keep, "asset:new", TYPED)
    assert kept(project) == {"asset:new": TYPED}


def test_what_is_old_or_belongs_to_nothing_more_is_forgotten(project):
    gone = an_asset()
    long_ago = utc_now() - drafts.KEPT_FOR - timedelta(minutes=1)
    project.note(drafts.keep, f"asset:{gone.id}", TYPED)
    project.note(lambda uow: uow.drafts.put(Draft(f"meeting:{gone.id}", TYPED, utc_now())))
    project.note(lambda uow: uow.drafts.put(Draft("session:", TYPED, long_ago)))
    assert not kept(project)
    assert project.read(lambda uow: list(uow.drafts.all())) == []


def test_erasing_a_person_forgets_every_draft_and_its_bytes(file_project, path: Path):
    megan = added(file_project, an_asset("Megan", AssetKind.PERSON))
    hall = added(file_project, an_asset("Hall"))
    file_project.note(drafts.keep, f"contact:{megan.id}", TYPED)
    file_project.note(drafts.keep, f"asset:{hall.id}", {"notes": "Zabaglione has the key"})
    assert b"Zabaglione" in path.read_bytes()
    file_project.apply(erasing.erase, megan.id)
    file_project.note(drafts.keep, f"contact:{megan.id}", TYPED)  # a form on them that is still open
    assert not kept(file_project)
    assert b"Zabaglione" not in path.read_bytes()


def test_a_dropped_draft_leaves_no_bytes_in_the_file(file_project, path: Path):
    file_project.note(drafts.keep, "asset:new", TYPED)
    assert b"Zabaglione" in path.read_bytes()
    file_project.note(drafts.drop, "asset:new")
    assert b"Zabaglione" not in path.read_bytes()


def test_no_draft_tells_where_a_confidential_place_is(file_project, path: Path):
    place = shape(shapely.Point(-3.98, 52.12), Precision.EXACT, address="7 Marker Terrace")
    refuge = added(file_project, an_asset("Refuge", whereabouts=place))
    typed = {"address": "8 Marker Terrace", "postcode": "ZZ99 9ZZ", "position": "52.1 -3.9", "notes": "Ring first"}
    file_project.note(drafts.keep, f"asset:{refuge.id}", typed)
    file_project.apply(hide, refuge.id)
    assert not kept(file_project)
    file_project.note(drafts.keep, f"asset:{refuge.id}", typed)
    assert kept(file_project) == {f"asset:{refuge.id}": {"notes": "Ring first"}}
    assert b"Marker Terrace" not in path.read_bytes()


def test_the_draft_in_an_encrypted_project_cannot_be_read(tmp_path: Path):
    path = tmp_path / "cudd.assetmap"
    with OpenProject.create(path, Project(title=TITLE), "aderyn glas bach") as project:
        project.note(drafts.keep, "asset:new", TYPED)
    assert b"Zabaglione" not in b"".join(file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())
    with pytest.raises(sqlite3.DatabaseError):
        sqlite3.connect(path).execute("SELECT * FROM draft")
