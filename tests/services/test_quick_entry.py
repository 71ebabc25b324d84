"""One line, as it is said in the hall, is understood and kept."""

from datetime import time
from pathlib import Path

import pytest

from asset_mapper.domain.asset import Asset, AssetKind
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.contact import ContactKind
from asset_mapper.domain.project import Project
from asset_mapper.domain.whereabouts import WhereKind, confidential
from asset_mapper.errors import InvalidValueError
from asset_mapper.services import frameworks, quick_entry, records
from asset_mapper.services.open_project import OpenProject
from asset_mapper.services.quick_entry import When, spoken_times, understand

LIBRARY = Asset(name=Bilingual(cy="Llyfrgell Cwm Derwen", en="Cwm Derwen Library"), kind=AssetKind.ORGANISATION)
KNITTING = Asset(name=Bilingual(en="Knit & Natter"), kind=AssetKind.GROUP)
REFUGE = Asset(name=Bilingual(en="Safe House"), kind=AssetKind.PLACE, whereabouts=confidential())


@pytest.fixture
def project(tmp_path: Path):
    with OpenProject.create(tmp_path / "p.assetmap", Project(title=Bilingual(en="P"))) as opened:
        opened.apply(frameworks.add_framework, "wfg-goals")
        opened.apply(records.add, LIBRARY, KNITTING, REFUGE)
        yield opened


@pytest.fixture
def there(project: OpenProject) -> quick_entry.Known:
    return project.read(quick_entry.known)


def test_the_line_of_the_design_is_understood(there: quick_entry.Known):
    entry = understand("Knit and natter, group, Tuesdays 2pm, library, LL57 4FA", there)
    assert (entry.name, entry.kind, entry.language) == ("Knit and natter", AssetKind.GROUP, "en")
    assert entry.when == (When("FREQ=WEEKLY;BYDAY=TU", time(14)),)
    assert (entry.venue_id, entry.postcode, entry.rest) == (LIBRARY.id, "LL57 4FA", ())
    assert [asset.id for asset in entry.alike] == [KNITTING.id]
    assert [part.what for part in entry.parts] == ["name", "kind", "when", "venue", "postcode"]


def test_the_same_is_understood_in_welsh(there: quick_entry.Known):
    entry = understand("Clwb gwau, grŵp, bob nos Fercher 7yh, yn y llyfrgell", there)
    assert (entry.name, entry.kind, entry.language) == ("Clwb gwau", AssetKind.GROUP, "cy")
    assert entry.when == (When("FREQ=WEEKLY;BYDAY=WE", time(19)),)
    assert entry.venue_id == LIBRARY.id


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("Tuesdays 2pm", When("FREQ=WEEKLY;BYDAY=TU", time(14))),
        ("Tuesday at 2", When("FREQ=WEEKLY;BYDAY=TU", time(14))),
        ("every other Thursday 2-4pm", When("FREQ=WEEKLY;INTERVAL=2;BYDAY=TH", time(14), time(16))),
        ("first Monday of the month", When("FREQ=MONTHLY;BYDAY=1MO")),
        ("last Friday of the month 7.30pm", When("FREQ=MONTHLY;BYDAY=-1FR", time(19, 30))),
        ("Mon & Wed 10am-12", When("FREQ=WEEKLY;BYDAY=MO,WE", time(10), time(12))),
        ("Mon-Fri 9am - 5pm", When("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", time(9), time(17))),
        ("bob dydd Mawrth 2yp", When("FREQ=WEEKLY;BYDAY=TU", time(14))),
        ("Llun cyntaf y mis 10yb", When("FREQ=MONTHLY;BYDAY=1MO", time(10))),
        ("nos Wener 7", When("FREQ=WEEKLY;BYDAY=FR", time(19))),
        ("every day", When("FREQ=DAILY")),
    ],
)
def test_a_time_is_understood_as_it_is_said(said: str, meant: When):
    assert spoken_times(said) == (meant,)


@pytest.mark.parametrize(
    "said", ["library", "sun terrace", "monkeys 2pm", "Tuesdays 25pm", "2pm", "when it is dry", ""]
)
def test_what_is_no_time_is_not_made_one(said: str):
    assert spoken_times(said) == ()


def test_ways_to_reach_it_tags_outcomes_and_positions_are_understood(there: quick_entry.Known):
    line = "Repair cafe, SH 585 721, 01632 960001, mend@example.org, www.mend.example, #repair, -> WFG3"
    entry = understand(line, there)
    assert entry.reach == (
        (ContactKind.PHONE, "01632 960001"),
        (ContactKind.EMAIL, "mend@example.org"),
        (ContactKind.WEB, "www.mend.example"),
    )
    assert (entry.tags, len(entry.outcome_ids)) == (("repair",), 1)
    assert (round(entry.position.x, 2), round(entry.position.y, 2)) == (-4.12, 53.23)


def test_coordinates_are_read_latitude_first_as_people_say_them(there: quick_entry.Known):
    entry = understand("Bench, 52.1234 -3.9876", there)
    assert (entry.position.x, entry.position.y) == (-3.9876, 52.1234)


def test_what_is_not_understood_is_kept_as_words(there: quick_entry.Known):
    entry = understand("Warm space, hot drinks, and soup when it is cold, -> NOPE", there)
    assert entry.rest == ("hot drinks", "and soup when it is cold", "-> NOPE")


def test_a_confidential_place_is_nobodys_venue(there: quick_entry.Known):
    assert understand("Coffee morning, safe house", there).venue_id is None


def test_an_entry_is_one_step_with_everything_in_it(project: OpenProject, there: quick_entry.Known):
    entry = understand("Côr, bob dydd Llun 7.30yp, llyfrgell, 01632 960002, hwyl i bawb, -> WFG6", there)
    project.apply(quick_entry.add, entry)
    (made,) = project.read(lambda uow: [asset for asset in uow.assets.all() if asset.name.cy == "Côr"])
    (meeting,) = project.read(lambda uow: list(uow.meetings.all()))
    assert (made.whereabouts.kind, made.whereabouts.venue_id) == (WhereKind.VENUE, LIBRARY.id)
    assert made.summary == Bilingual(cy="hwyl i bawb", first="cy")
    assert (meeting.venue_id, meeting.rule, meeting.starts_at) == (LIBRARY.id, "FREQ=WEEKLY;BYDAY=MO", time(19, 30))
    assert project.read(lambda uow: (uow.contacts.count(), uow.links.count())) == (1, 1)
    project.undo()
    assert project.read(lambda uow: (uow.assets.count(), uow.meetings.count(), uow.links.count())) == (3, 0, 0)


@pytest.mark.parametrize("line", ["", "  ,  ", "LL57 4FA"])
def test_a_line_without_a_name_is_refused(project: OpenProject, there: quick_entry.Known, line: str):
    with pytest.raises(InvalidValueError, match="name"):
        project.apply(quick_entry.add, understand(line, there))


def test_a_person_needs_the_form_with_the_agreement(project: OpenProject, there: quick_entry.Known):
    with pytest.raises(InvalidValueError, match="agreement"):
        project.apply(quick_entry.add, understand("Megan, person, plumber", there))
