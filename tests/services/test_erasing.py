"""What must be forgotten is nowhere any more: not in the file, its log, its search index, its backups."""

from datetime import date
from pathlib import Path

import pytest
import shapely

from asset_mapper.domain.asset import Asset, AssetKind
from asset_mapper.domain.attachment import Attachment
from asset_mapper.domain.audience import Audience
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.change import Change, ChangeSet
from asset_mapper.domain.consent import Consent, ConsentHow, Purpose
from asset_mapper.domain.contact import ContactKind, ContactPoint
from asset_mapper.domain.evidence import Coverage, Evidence, EvidenceKind
from asset_mapper.domain.link import Link
from asset_mapper.domain.outcome import Framework, Outcome
from asset_mapper.domain.pathway import Card, Pathway
from asset_mapper.domain.project import ExportRecord, ImportBatch, Project
from asset_mapper.domain.relation import Relation, RelationKind
from asset_mapper.domain.talent import Match, Standing, Talent, TalentKind
from asset_mapper.domain.whereabouts import Precision, Whereabouts, WhereKind, confidential, shape
from asset_mapper.errors import NotFoundError
from asset_mapper.services import assets, checking, consents, erasing, queries, records
from asset_mapper.services.open_project import OpenProject
from asset_mapper.storage import backups
from tests.projects import TITLE, added, an_asset, everything, hide

TODAY = date(2026, 11, 22)
POINT = shapely.Point(-3.987654321, 52.123456789)
PLACE = shape(
    POINT, Precision.EXACT, address="7 Marker Terrace", postcode="ZZ99 9ZZ", uprn="987654321012", area_code="W05909"
)
TELLING_OF_PLACE = ("Marker Terrace", "ZZ99 9ZZ", "987654321012", "W05909", "3.98765432", "52.1234567", "GRIDMARKER")
TELLING_OF_PERSON = (
    "Gwenfrewi",
    "Zabaglione",
    "07700 900999",
    "photomarker",
    "taketaker",
    "notemarker",
    "nickmarker",
)


def bytes_of(*files: Path) -> bytes:
    return b"\n".join(file.read_bytes() for file in files)


def all_that_is_kept(path: Path) -> bytes:
    """Read the project's file, whatever lies beside it, and everything in the user's folder of backups."""
    home = backups.folder_of(path)
    return bytes_of(*path.parent.glob("*"), *(file for file in home.rglob("*") if file.is_file()))


def found_in(data: bytes, telling: tuple[str, ...]) -> list[str]:
    """List what can still be found: as text, in small letters (the search index), and in hexadecimal."""
    low = data.lower()
    return [
        word
        for word in telling
        if word.encode() in data or word.lower().encode() in low or word.encode().hex().encode() in low
    ]


def coordinates_in(data: bytes) -> list[str]:
    wkb = POINT.wkb
    places = {"wkb": wkb, "hex": wkb.hex().encode(), "longitude": wkb[5:13], "latitude": wkb[13:]}
    return [name for name, marker in places.items() if marker in data or marker.upper() in data]


def exported(file, *people):
    return ExportRecord(file=file, format="html", audience=Audience.PUBLIC, language="both", people=people)


@pytest.fixture
def megan(file_project):
    """Add a person with something of everything, edited, undone and done again, so that the log is full of her."""
    megan = Asset(
        name=Bilingual("Gwenfrewi", "Winifred"),
        kind=AssetKind.PERSON,
        summary=Bilingual(en="Makes Zabaglione"),
        notes="notemarker",
        custom={"Nick": "nickmarker"},
        visibility=Audience.PUBLIC,
    )
    group = an_asset("Choir")
    framework = Framework(key="local", name=Bilingual(en="Local"))
    outcome = Outcome(framework_id=framework.id, code="1", name=Bilingual(en="Joy"))
    link = Link(asset_id=megan.id, outcome_id=outcome.id, how=Bilingual(en="Gwenfrewi sings"))
    offer = Talent(asset_id=megan.id, what=Bilingual(en="Zabaglione"), kind=TalentKind.HANDS)
    want = Talent(asset_id=group.id, what=Bilingual(en="Cake"), kind=TalentKind.HANDS, standing=Standing.WANTED)
    project = file_project
    added(project, megan, group, framework, outcome)
    added(
        project,
        ContactPoint(asset_id=megan.id, kind=ContactKind.PHONE, value="07700 900999"),
        offer,
        want,
        Match(offer_id=offer.id, want_id=want.id, note="Gwenfrewi bakes"),
        Relation(from_id=megan.id, to_id=group.id, kind=RelationKind.MEMBER_OF, note="Gwenfrewi"),
        Consent(asset_id=megan.id, purpose=Purpose.HOLD, given_on=TODAY, how=ConsentHow.PAPER, taken_by="taketaker"),
        link,
        Evidence(
            link_id=link.id,
            kind=EvidenceKind.STORY,
            coverage=Coverage.BELIEF,
            summary=Bilingual(en="Gwenfrewi told us"),
        ),
        Pathway(
            name=Bilingual(en="Together"),
            cards=(Card(record_id=megan.id), Card(record_id=outcome.id)),
            link_ids=(link.id,),
        ),
        exported("map.html", megan.id, group.id),
    )

    def attach(uow):
        sha256 = uow.add_blob(b"bytes of photomarker")
        photo = Attachment(record_id=megan.id, name="Gwenfrewi.jpg", media_type="image/jpeg", sha256=sha256, size=20)
        return uow.write(ChangeSet("Attach “Gwenfrewi”", (Change(None, photo),)))

    project.apply(attach)
    project.apply(records.edit, Asset, megan.id, notes="notemarker of Gwenfrewi")
    project.undo()
    project.redo()
    project.undo()
    project.apply(records.edit, Asset, megan.id, summary=Bilingual(en="Zabaglione, always"))
    project.back_up("import")
    return megan


def test_the_project_really_held_the_person(file_project, megan, path):
    assert found_in(all_that_is_kept(path), TELLING_OF_PERSON) == list(TELLING_OF_PERSON)
    assert len(backups.listed(path)) == 1


def test_nothing_of_an_erased_person_is_left_in_any_byte(file_project, megan, path):
    file_project.apply(erasing.erase, megan.id)
    for _ in range(2):  # at once, and when all is closed
        assert found_in(all_that_is_kept(path), TELLING_OF_PERSON) == []
        file_project.close()
    with OpenProject.open(path) as opened:
        assert megan.id not in everything(opened)
        assert found_in(all_that_is_kept(path), TELLING_OF_PERSON) == []


def test_erasing_takes_everything_of_the_person_and_leaves_the_rest_whole(file_project, megan):
    before = everything(file_project)
    held = file_project.read(erasing.everything_about, megan.id)
    file_project.apply(erasing.erase, megan.id)
    after = everything(file_project)
    own = {"Asset", "ContactPoint", "Talent", "Match", "Relation", "Consent", "Link", "Evidence", "Attachment"}
    assert {type(record).__name__ for key, record in before.items() if key not in after} == own
    assert before.keys() - after.keys() <= {record.id for record in held}
    assert {type(record).__name__ for record in held} == own | {"Pathway", "ExportRecord"}
    assert len({record.id for record in held}) == len(held)
    (pathway,) = (record for record in after.values() if isinstance(record, Pathway))
    assert [card.record_id for card in pathway.cards] != [] and pathway.link_ids == ()
    assert megan.id not in {card.record_id for card in pathway.cards}
    assert not [finding for finding in file_project.read(checking.findings) if finding.severity == "error"]


def test_the_list_of_exports_forgets_the_person_and_keeps_the_file(file_project, megan):
    assert [export.file for export in file_project.read(consents.files_that_held, megan.id)] == ["map.html"]
    file_project.apply(erasing.erase, megan.id)
    (export,) = file_project.read(lambda uow: list(uow.exports.all()))
    assert export.file == "map.html" and megan.id not in export.people and len(export.people) == 1


def test_erasing_ends_undo_and_redo(file_project, megan):
    file_project.apply(records.add, an_asset("Bench"))
    file_project.undo()
    assert file_project.redo_label
    file_project.apply(erasing.erase, megan.id)
    assert file_project.undo() is None and file_project.redo() is None
    file_project.apply(records.add, an_asset("Bench"))
    assert file_project.undo() is not None


def test_an_erased_person_has_no_history_and_is_not_found(file_project, megan):
    assert file_project.read(queries.history, megan.id)
    file_project.apply(erasing.erase, megan.id)
    assert file_project.read(queries.history, megan.id) == []
    for words in ("gwenfrewi", "winifred", "zabaglione", "zab"):
        assert file_project.read(queries.search, words) == []
    assert [asset.name.en for asset in file_project.read(queries.search, "choir")] == ["Choir"]


def test_what_is_not_there_is_not_erased(file_project):
    with pytest.raises(NotFoundError):
        file_project.apply(erasing.erase, "nobody")


def test_older_backups_are_replaced_by_one_of_now(file_project, megan, path):
    (old,) = backups.listed(path)
    (old.parent / "2020-01-01T000000.000000-daily.part").write_bytes(b"Gwenfrewi, half a copy")
    (old.parent / "2020-01-01T000000.000000-daily.part-journal").write_bytes(b"Gwenfrewi, its journal")
    file_project.apply(erasing.erase, megan.id)
    (new,) = old.parent.iterdir()
    assert new != old and new.name.endswith("-erasure.assetmap")
    with OpenProject.open(new, read_only=True) as copy:
        assert len(copy.read(lambda uow: list(uow.assets.all()))) == 1


def test_backups_that_could_not_be_cleared_away_go_at_the_next_opening(file_project, megan, path):
    """A program that is killed right after erasing has not come to the backups."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(OpenProject, "_forget_elsewhere", lambda self: None)
        file_project.apply(erasing.erase, megan.id)
    file_project.close()
    assert found_in(all_that_is_kept(path), TELLING_OF_PERSON)
    OpenProject.open(path).close()
    assert found_in(all_that_is_kept(path), TELLING_OF_PERSON) == []
    assert [copy.name[-17:] for copy in backups.listed(path)] == ["-erasure.assetmap"]
    kept = backups.listed(path)
    OpenProject.open(path).close()
    assert backups.listed(path) == kept


def test_erasing_works_for_a_team_too(project):
    megan, other = added(project, an_asset("Megan", AssetKind.PERSON), an_asset("Choir"))
    added(project, Talent(asset_id=megan.id, what=Bilingual(en="Baking"), kind=TalentKind.HANDS))
    project.apply(erasing.erase, megan.id)
    assert [asset.id for asset in project.read(lambda uow: list(uow.assets.all()))] == [other.id]
    assert project.read(queries.history, megan.id) == []
    assert project.read(queries.search, "baking") == []


# Confidential places --------------------------------------------------------------------------------------------


@pytest.fixture
def refuge(file_project):
    """Add a place that was moved about, undone and edited before anyone thought of keeping it confidential."""
    refuge = added(file_project, an_asset("Refuge", AssetKind.PLACE, custom={"Grid": "GRIDMARKER"}))
    file_project.apply(assets.place, refuge.id, shape(shapely.Point(-3.1, 51.1)))
    file_project.apply(assets.place, refuge.id, PLACE)
    file_project.undo()
    file_project.redo()
    file_project.apply(records.edit, Asset, refuge.id, tags=("safe",))
    file_project.back_up("import")
    return file_project.read(queries.asset, refuge.id)


def test_the_project_really_held_the_place(file_project, refuge, path):
    data = all_that_is_kept(path)
    assert found_in(data, TELLING_OF_PLACE[:4] + TELLING_OF_PLACE[-1:]) and coordinates_in(data) == [
        "wkb",
        "hex",
        "longitude",
        "latitude",
    ]


def test_no_byte_tells_a_place_that_was_made_confidential(file_project, refuge, path):
    file_project.apply(hide, refuge.id, Bilingual(en="Somewhere north"))
    data = all_that_is_kept(path)
    assert (found_in(data, TELLING_OF_PLACE), coordinates_in(data)) == ([], [])
    file_project.close()
    data = all_that_is_kept(path)
    assert (found_in(data, TELLING_OF_PLACE), coordinates_in(data)) == ([], [])
    with OpenProject.open(path) as opened:
        assert opened.read(queries.asset, refuge.id).whereabouts == confidential(Bilingual(en="Somewhere north"))


def test_an_import_that_makes_a_place_confidential_forgets_it_as_well(file_project, refuge, path):
    def bring_in(uow):
        from dataclasses import replace

        hidden = replace(refuge, whereabouts=confidential(), custom={})
        return uow.bring_in(ImportBatch(file="x.csv"), [], "Import", ChangeSet("Import", (Change(refuge, hidden),)))

    file_project.apply(bring_in)
    data = all_that_is_kept(path)
    assert (found_in(data, TELLING_OF_PLACE), coordinates_in(data)) == ([], [])


def test_undoing_brings_no_confidential_place_back(file_project, refuge, path):
    file_project.apply(hide, refuge.id)
    while file_project.undo():
        data = all_that_is_kept(path)
        assert (found_in(data, TELLING_OF_PLACE), coordinates_in(data)) == ([], [])
    while file_project.redo():
        data = all_that_is_kept(path)
        assert (found_in(data, TELLING_OF_PLACE), coordinates_in(data)) == ([], [])
    assert file_project.read(queries.asset, refuge.id).confidential


def test_a_confidential_place_that_was_shown_by_mistake_is_forgotten_when_that_is_undone(file_project, path):
    refuge = added(file_project, an_asset("Refuge", AssetKind.PLACE, whereabouts=confidential()))
    file_project.apply(assets.place, refuge.id, PLACE)
    assert coordinates_in(all_that_is_kept(path))
    file_project.undo()
    assert file_project.read(queries.asset, refuge.id) == refuge
    data = all_that_is_kept(path)
    assert (found_in(data, TELLING_OF_PLACE), coordinates_in(data)) == ([], [])
    file_project.redo()
    assert coordinates_in(all_that_is_kept(path)) == []


def test_a_venue_is_forgotten_too(file_project, path):
    hall = added(file_project, an_asset("Hall", AssetKind.PLACE))
    group = added(file_project, an_asset("Group", whereabouts=Whereabouts(kind=WhereKind.VENUE, venue_id=hall.id)))
    file_project.apply(hide, group.id)
    held = [change.after.whereabouts for _step, change in file_project.read(queries.history, group.id)]
    assert [where.venue_id for where in held] == [None, None]


def test_work_on_a_confidential_place_keeps_backups_and_undo(file_project, refuge, path):
    file_project.apply(hide, refuge.id)
    kept = backups.listed(path)
    file_project.apply(records.edit, Asset, refuge.id, notes="Ring first")
    assert backups.listed(path) == kept
    assert file_project.undo() is not None
    assert file_project.read(queries.asset, refuge.id).notes == ""


def test_other_places_keep_their_history(file_project, refuge):
    hall = added(file_project, an_asset("Hall", AssetKind.PLACE))
    file_project.apply(assets.place, hall.id, PLACE)
    file_project.apply(hide, refuge.id)
    (_added, _), (_placed, change) = file_project.read(queries.history, hall.id)
    assert change.after.whereabouts == PLACE


def test_the_label_of_an_area_is_all_that_stays(project):
    hall = added(
        project,
        an_asset("Hall", AssetKind.PLACE, whereabouts=Whereabouts(kind=WhereKind.AREA, area=TITLE, area_code="W1")),
    )
    project.apply(hide, hall.id, TITLE)
    assert project.read(queries.asset, hall.id).whereabouts == confidential(TITLE)


# Agreements -----------------------------------------------------------------------------------------------------


def test_an_agreement_that_ends_names_the_files_that_went_out_before(project):
    megan = added(project, an_asset("Megan", AssetKind.PERSON))
    added(project, exported("a.csv", megan.id), exported("b.csv"))
    assert [export.file for export in project.read(consents.files_that_held, megan.id)] == ["a.csv"]


def test_a_new_project_has_nothing_to_forget(path):
    with OpenProject.create(path, Project(title=TITLE)) as opened:
        assert opened.read(lambda uow: uow.history.forgot_at()) is None
