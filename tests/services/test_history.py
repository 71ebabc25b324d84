"""What was done: undone and done again across reopening, kept apart by laptop, told for each record."""

import time
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import date

import pytest
import shapely
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import event

from asset_mapper.domain.asset import Asset, AssetKind
from asset_mapper.domain.audience import Audience
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.change import Change, ChangeSet, StepKind
from asset_mapper.domain.contact import ContactKind, ContactPoint
from asset_mapper.domain.link import Link
from asset_mapper.domain.mapping_session import MappingSession
from asset_mapper.domain.meeting import Meeting
from asset_mapper.domain.outcome import Framework, Outcome
from asset_mapper.domain.pathway import Card, Pathway
from asset_mapper.domain.project import ImportBatch, Project, SavedView
from asset_mapper.domain.relation import Relation, RelationKind
from asset_mapper.domain.talent import Talent, TalentKind
from asset_mapper.domain.whereabouts import Whereabouts, WhereKind, confidential, shape
from asset_mapper.errors import ConflictError
from asset_mapper.services import assets, bulk_edits, checking, erasing, links, queries, records
from asset_mapper.services.bulk_edits import BulkEdit
from asset_mapper.services.open_project import OpenProject
from tests.projects import TITLE, added, an_asset, everything, hide, schema_of_its_own

NAME = Bilingual(en="Something")
HERE = shape(shapely.Point(-3.9, 52.1), address="1 High Street")


def brought_in(uow, made, updated=()):
    batch = ImportBatch(file="list.csv", made=len(made))
    return uow.bring_in(batch, [made], "Import list.csv", ChangeSet("", tuple(updated)))


# Random steps ---------------------------------------------------------------------------------------------------


RULES_OF_USERS = {"no-consent", "venue-person", "venue-confidential", "venue-circle"}
"""Findings about what people typed, which random steps do not care about; all others are about the file."""


def forgotten(asset):
    """Give an asset as it is in the log once its place must not be known."""
    if asset.confidential:
        return asset
    kind = asset.whereabouts.kind if asset.whereabouts.kind is WhereKind.NONE else WhereKind.NONE
    return replace(asset, whereabouts=Whereabouts(kind=kind, area=asset.whereabouts.area), custom={})


class Steps(RuleBasedStateMachine):
    """Somebody works: adds, edits, removes, links, imports, hides, undoes, does again, closes, opens."""

    assets = Bundle("assets")
    address = ""

    @initialize()
    def begin(self):
        type(self).projects += 1
        self.where = self.address.format(n=self.projects)
        self.stack = ExitStack()
        if self.where.startswith("postgresql"):
            self.where = self.stack.enter_context(schema_of_its_own(self.where))
        self.project = OpenProject.create(self.where, Project(title=TITLE))
        self.start = everything(self.project)
        self.done: list[dict] = []  # how it was before each step that can be undone
        self.undone: list[dict] = []

    def teardown(self):
        try:
            self.wind_back_and_forth()
        finally:
            self.project.close()
            self.stack.close()

    def wind_back_and_forth(self):
        while self.done:
            self.undo()
        begun = everything(self.project)
        while self.undone:
            self.redo()
        assert {finding.code for finding in self.project.read(checking.findings)} <= RULES_OF_USERS
        while self.done:
            self.undo()
        assert everything(self.project) == begun

    def there(self, record_id):
        return self.project.read(lambda uow: uow.assets.find(record_id))

    def step(self, work, *args, **kwargs):
        before = everything(self.project)
        change_set = self.project.apply(work, *args, **kwargs)
        if len(change_set):
            self.done.append(before)
            self.undone.clear()
            self.forget(before)

    def forget(self, before):
        """Do to the states that we remember what must be done to the log."""
        after = everything(self.project)
        for key, record in after.items():
            old = before.get(key)
            if isinstance(record, Asset) and record.confidential and old is not None and not old.confidential:
                for state in (*self.done, *self.undone):
                    if key in state:
                        state[key] = forgotten(state[key])

    @rule(
        target=assets,
        kind=st.sampled_from((AssetKind.GROUP, AssetKind.PLACE, AssetKind.PERSON)),
        hidden=st.booleans(),
    )
    def add(self, kind, hidden):
        where = confidential(NAME) if hidden and kind is AssetKind.PLACE else Whereabouts()
        asset = an_asset("Tŷ", kind, whereabouts=where)
        self.step(records.add, asset)
        return asset.id

    @rule(asset=assets, text=st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=5))
    def edit(self, asset, text):
        if self.there(asset):
            self.step(records.edit, Asset, asset, notes=text, tags=(text,) if text else ())

    @rule(asset=assets, venue=assets)
    def meet(self, asset, venue):
        if asset != venue and self.there(asset) and self.there(venue):
            self.step(
                records.edit, Asset, asset, whereabouts=Whereabouts(kind=WhereKind.VENUE, venue_id=venue), custom={}
            )

    @rule(asset=assets)
    def place(self, asset):
        found = self.there(asset)
        if found and found.kind is not AssetKind.PERSON:
            self.step(assets.place, asset, HERE)

    @rule(asset=assets)
    def hide(self, asset):
        if self.there(asset):
            self.step(hide, asset)

    @rule(asset=assets, other=assets)
    def tie(self, asset, other):
        if not (self.there(asset) and self.there(other)):
            return
        framework = Framework(key=f"local {len(self.done)} {time.monotonic_ns()}", name=NAME)
        outcome = Outcome(framework_id=framework.id, code="1", name=NAME)
        link = Link(asset_id=asset, outcome_id=outcome.id)
        new = [
            *(framework, outcome, link),
            Pathway(name=NAME, cards=(Card(record_id=asset), Card(record_id=outcome.id)), link_ids=(link.id,)),
            Talent(asset_id=asset, what=NAME, kind=TalentKind.HEAD),
            ContactPoint(asset_id=asset, kind=ContactKind.WEB, value="x.example"),
            Meeting(asset_id=asset, venue_id=other, first_on=date(2026, 11, 22)),
        ]
        if asset != other:
            new.append(Relation(from_id=asset, to_id=other, kind=RelationKind.KNOWS))
        self.step(records.add, *new)

    @rule(gone=st.sets(assets, min_size=1, max_size=3))
    def remove(self, gone):
        self.step(records.remove, Asset, sorted(gone))

    @rule(target=assets, updated=assets)
    def bring_in(self, updated):
        hall = an_asset("Hall", AssetKind.PLACE, custom={"Row": "1"})
        new = [hall, an_asset("Club", whereabouts=Whereabouts(kind=WhereKind.VENUE, venue_id=hall.id))]
        found = self.there(updated)
        update = [Change(found, replace(found, summary=Bilingual(en="From the list")))] if found else []
        self.step(brought_in, new, update)
        return hall.id

    @precondition(lambda self: self.done)
    @rule()
    def undo(self):
        before = everything(self.project)
        assert self.project.undo() is not None
        self.undone.append(before)
        expected = self.done.pop()
        self.done.append(expected)
        self.forget(before)
        assert everything(self.project) == self.done.pop()

    @precondition(lambda self: self.undone)
    @rule()
    def redo(self):
        before = everything(self.project)
        assert self.project.redo() is not None
        self.done.append(before)
        self.forget(before)
        assert everything(self.project) == self.undone.pop()

    @rule()
    def undo_when_there_is_nothing(self):
        if not self.done:
            assert self.project.undo() is None and self.project.undo_label is None
        if not self.undone:
            assert self.project.redo() is None and self.project.redo_label is None

    @rule()
    def reopen(self):
        self.project.close()
        self.project = OpenProject.open(self.where)

    @rule(asset=consumes(assets))
    def erase(self, asset):
        if self.there(asset):
            self.project.apply(erasing.erase, asset)
            self.done.clear()
            self.undone.clear()


def run(address, examples):
    machine = type("StepsThere", (Steps,), {"address": address, "projects": 0})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=20,
            suppress_health_check=list(HealthCheck),
            print_blob=True,
            derandomize=True,
        ),
    )


def test_undoing_all_is_the_start_and_doing_all_again_is_the_end(tmp_path):
    run(str(tmp_path / "{n}.assetmap"), 10)


@pytest.mark.postgresql
def test_undoing_and_doing_again_for_a_team(postgresql_url):
    run(postgresql_url, 4)


# One by one -----------------------------------------------------------------------------------------------------


def test_undo_survives_closing_the_project(project, just_made):
    asset = added(project, an_asset("One"))
    project.apply(records.edit, Asset, asset.id, notes="Two")
    project.close()
    with OpenProject.open(just_made) as opened:
        assert opened.undo_label == "Edit"
        opened.undo()
        assert opened.read(queries.asset, asset.id) == asset
        assert (opened.undo_label, opened.redo_label) == ("Add 1 record", "Edit")
    with OpenProject.open(just_made) as opened:
        opened.redo()
        assert opened.read(queries.asset, asset.id).notes == "Two"


def test_after_something_new_nothing_is_done_again(project):
    asset = added(project, an_asset("One"))
    project.apply(records.edit, Asset, asset.id, notes="Two")
    project.undo()
    added(project, an_asset("Three"))
    assert (project.redo_label, project.redo()) == (None, None)


def test_a_step_that_changes_nothing_is_no_step(project):
    asset = added(project, an_asset("One"))
    project.apply(records.edit, Asset, asset.id, notes="")
    project.apply(records.remove, Asset, ["nobody"])
    project.apply(bulk_edits.edit_many, [asset.id], BulkEdit(visibility=Audience.TEAM), date(2026, 11, 22))
    assert project.undo_label == "Add 1 record"


def test_a_record_has_a_history(project):
    asset = added(project, an_asset("One"))
    edited = project.apply(records.edit, Asset, asset.id, notes="Two").changes[0].after
    project.undo()
    project.apply(records.remove, Asset, [asset.id])
    told = project.read(queries.history, asset.id)
    assert [(step.kind, change.before, change.after) for step, change in told] == [
        (StepKind.STEP, None, asset),
        (StepKind.STEP, asset, edited),
        (StepKind.UNDO, edited, asset),
        (StepKind.STEP, asset, None),
    ]
    times = [step.at for step, _change in told]
    assert times == sorted(set(times)) and all(step.who and step.laptop for step, _change in told)


def test_times_never_go_backwards_when_the_clock_does(project, monkeypatch):
    from asset_mapper.storage import history

    first = added(project, an_asset("One"))
    monkeypatch.setattr(history, "utc_now", lambda: first.created_at.replace(year=2001))
    second = added(project, an_asset("Two"))
    assert second.created_at > first.created_at


def test_listeners_hear_of_every_step_that_was_stored(project):
    heard = []
    project.subscribe(heard.append)
    asset = added(project, an_asset("One"))
    project.undo()
    project.redo()
    with pytest.raises(ZeroDivisionError):
        project.apply(lambda uow: (records.add(uow, an_asset("Half")), 1 // 0)[0])
    kinds = [[(change.before is None, change.after is None) for change in change_set] for change_set in heard]
    assert kinds == [[(True, False)], [(False, True)], [(True, False)]]
    assert list(everything(project))[1:] == [asset.id]


def test_a_step_that_fails_leaves_nothing_of_itself(project):
    before = everything(project)

    def half(uow):
        records.add(uow, an_asset("One"))
        raise RuntimeError

    with pytest.raises(RuntimeError):
        project.apply(half)
    assert everything(project) == before and project.undo_label is None


# Others ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def colleague(monkeypatch):
    """Work on another laptop for a while."""
    from asset_mapper.services import open_project

    @contextmanager
    def working():
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(open_project, "laptop", lambda: "another")
            yield

    return working


def test_undo_takes_back_what_was_done_on_this_laptop(project, colleague):
    mine = added(project, an_asset("Mine"))
    with colleague():
        theirs = added(project, an_asset("Theirs"))
    project.undo()
    assert set(everything(project)) >= {theirs.id} and mine.id not in everything(project)
    with colleague():
        assert project.redo_label is None
        project.undo()
    assert project.redo_label == "Add 1 record"


def test_undoing_what_someone_else_has_changed_since_is_refused(project, colleague):
    asset = added(project, an_asset("One"))
    with colleague():
        project.apply(records.edit, Asset, asset.id, notes="Theirs")
    before = everything(project)
    with pytest.raises(ConflictError, match="Someone else has changed"):
        project.undo()
    assert everything(project) == before and project.undo_label == "Add 1 record"


def test_undoing_what_someone_else_has_built_upon_is_refused(project, colleague):
    asset = added(project, an_asset("One"))
    with colleague():
        added(project, Talent(asset_id=asset.id, what=NAME, kind=TalentKind.HEAD))
    before = everything(project)
    with pytest.raises(ConflictError, match="added meanwhile"):
        project.undo()
    assert everything(project) == before


def test_an_edit_of_a_record_that_was_changed_meanwhile_is_refused(project):
    asset = added(project, an_asset("One"))
    project.apply(records.edit, Asset, asset.id, notes="First")
    stale = ChangeSet("Edit", (Change(asset, replace(asset, notes="Second")),))
    for change_set in (stale, ChangeSet("Remove", (Change(asset, None),))):
        with pytest.raises(ConflictError, match="Reload it"):
            project.apply(lambda uow, change_set=change_set: uow.write(change_set))
    assert project.read(queries.asset, asset.id).notes == "First"


def test_two_views_of_one_name_are_refused_in_a_sentence(project):
    added(project, SavedView(name="All"))
    with pytest.raises(ConflictError, match="of that name already"):
        project.apply(records.add, SavedView(name="All"))


def test_something_that_belongs_to_nothing_is_refused_in_a_sentence(project):
    with pytest.raises(ConflictError, match="gone"):
        project.apply(records.add, Talent(asset_id="nobody", what=NAME, kind=TalentKind.HEAD))


def test_two_colleagues_on_one_server_see_and_respect_each_others_work(postgresql_url):
    with schema_of_its_own(postgresql_url) as address:
        one = OpenProject.create(address, Project(title=TITLE))
        other = OpenProject.open(address)
        asset = added(one, an_asset("One"))
        seen = other.read(queries.asset, asset.id)
        one.apply(records.edit, Asset, asset.id, notes="One")
        with pytest.raises(ConflictError):
            other.apply(assets.save, seen, replace(seen, notes="Other"))
        assert other.read(queries.asset, asset.id).notes == "One"
        with other._database.reading() as connection:  # one look is consistent, whatever happens meanwhile
            count = "SELECT count(*) FROM asset"
            before = connection.exec_driver_sql(count).scalar()
            added(one, an_asset("Two"))
            assert connection.exec_driver_sql(count).scalar() == before
        one.close()
        other.close()


def test_an_address_may_name_any_driver(postgresql_url):
    with schema_of_its_own(postgresql_url) as address:
        OpenProject.create(address, Project(title=TITLE)).close()
        for scheme in ("postgresql://", "postgresql+psycopg2://"):
            OpenProject.open(address.replace("postgresql+psycopg://", scheme)).close()


@contextmanager
def asked(project):
    """List the statements that the database is asked."""
    statements = []

    def note(_connection, _cursor, statement, *_rest):
        statements.append(statement)

    event.listen(project._database.engine, "before_cursor_execute", note)
    yield statements
    event.remove(project._database.engine, "before_cursor_execute", note)


# Imports --------------------------------------------------------------------------------------------------------


def test_an_import_of_thousands_is_undone_whole_in_one_go(project):
    hall = added(project, an_asset("Hall", AssetKind.PLACE))
    before = everything(project)
    made = [an_asset(f"Club {n}", custom={"Row": str(n)}) for n in range(2000)]
    talents = [Talent(asset_id=asset.id, what=Bilingual(en="Singing"), kind=TalentKind.HEART) for asset in made[:500]]
    update = Change(hall, replace(hall, notes="From the list"))
    project.apply(brought_in, [*made, *talents], [update])
    after = everything(project)
    assert len(after) == len(before) + 2501 and after[hall.id].notes == "From the list"
    assert len(project.read(queries.search, "singing", limit=1000)) == 500

    order = [asset.id for asset in project.read(lambda uow: list(uow.assets.all()))]

    with asked(project) as statements:
        project.undo()
    assert len(statements) < 150  # not several for each record
    assert everything(project) == before
    assert project.read(queries.search, "club") == []

    project.redo()
    assert everything(project) == after
    assert [asset.id for asset in project.read(lambda uow: list(uow.assets.all()))] == order
    assert len(project.read(queries.search, "singing", limit=1000)) == 500
    project.undo()
    assert everything(project) == before


def test_an_import_is_not_undone_over_somebodys_work(project, colleague):
    made = [an_asset("A"), an_asset("B")]
    project.apply(brought_in, made)
    with colleague():
        project.apply(records.edit, Asset, made[0].id, notes="Mine")
    before = everything(project)
    with pytest.raises(ConflictError, match="changed by someone since"):
        project.undo()
    assert everything(project) == before
    with colleague():
        project.undo()
    project.undo()
    assert made[0].id not in everything(project)


def test_an_import_can_be_told_from_its_records(project):
    project.apply(brought_in, [an_asset("A")])
    (batch,) = project.read(lambda uow: list(uow.imports.all()))
    (asset,) = project.read(lambda uow: list(uow.assets.all()))
    assert asset.import_id == batch.id and asset.created_at == asset.changed_at == batch.created_at
    assert project.undo_label == "Import list.csv"


def test_an_import_that_fails_leaves_nothing_and_the_search_right(project):
    def failing(uow):
        def portions():
            yield [an_asset("Half an import")]
            raise RuntimeError

        return uow.bring_in(ImportBatch(file="x.csv"), portions(), "Import")

    before = everything(project)
    with pytest.raises(RuntimeError):
        project.apply(failing)
    assert everything(project) == before
    added(project, an_asset("Whole"))
    assert len(project.read(queries.search, "whole")) == 1 and project.read(queries.search, "half") == []


# Removing -------------------------------------------------------------------------------------------------------


def test_only_what_hangs_on_a_record_goes_with_it_and_all_of_it_comes_back(project):
    session = MappingSession(place=NAME, on=date(2026, 11, 22))
    hall, choir = an_asset("Hall", AssetKind.PLACE), an_asset("Choir", session_id=session.id)
    talent = Talent(asset_id=hall.id, what=NAME, kind=TalentKind.HANDS)
    framework = Framework(key="local", name=NAME)
    outcome = Outcome(framework_id=framework.id, code="1", name=NAME)
    link = Link(asset_id=hall.id, outcome_id=outcome.id)
    pathway = Pathway(name=NAME, cards=(Card(record_id=hall.id), Card(record_id=outcome.id)), link_ids=(link.id,))
    added(project, session, hall, choir, talent, framework, outcome, link, pathway)
    project.apply(records.edit, Asset, choir.id, whereabouts=Whereabouts(kind=WhereKind.VENUE, venue_id=hall.id))
    before = everything(project)

    project.apply(records.remove, Asset, [hall.id])
    after = everything(project)
    assert before.keys() - after.keys() == {hall.id, talent.id, link.id}
    assert after[choir.id].whereabouts == Whereabouts()
    assert after[pathway.id].link_ids == () and len(after[pathway.id].cards) == 1

    project.apply(records.remove, Framework, [framework.id])
    project.apply(records.remove, MappingSession, [session.id])
    assert everything(project)[choir.id].session_id is None and outcome.id not in everything(project)
    for _ in range(3):
        project.undo()
    assert everything(project) == before


def test_removing_thousands_asks_not_once_for_each(project):
    made = [an_asset(f"Club {n}") for n in range(1500)]
    project.apply(brought_in, made)
    with asked(project) as statements:
        project.apply(records.remove, Asset, [asset.id for asset in made])
    assert len([statement for statement in statements if statement.startswith("SELECT")]) < 200
    assert project.read(lambda uow: uow.assets.count()) == 0


def test_the_same_link_is_not_made_twice(project):
    asset, framework = an_asset("Choir"), Framework(key="local", name=NAME)
    outcome = Outcome(framework_id=framework.id, code="1", name=NAME)
    added(project, asset, framework, outcome)
    for how in (NAME, NAME, None, None):
        project.apply(links.contribute, asset.id, outcome.id, how)
    assert [link.how for link in project.read(lambda uow: list(uow.links.all()))] == [NAME, None]
