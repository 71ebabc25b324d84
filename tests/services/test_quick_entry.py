"""One line, as it is said in the hall, is understood and kept."""

import re
from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asset_mapper.domain.asset import Asset, AssetKind
from asset_mapper.domain.audience import Audience
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.change import Change, ChangeSet
from asset_mapper.domain.consent import ConsentHow, Purpose
from asset_mapper.domain.contact import ContactKind
from asset_mapper.domain.link import FourCo, Link
from asset_mapper.domain.outcome import Outcome
from asset_mapper.domain.project import ImportBatch, Project
from asset_mapper.domain.talent import Standing, TalentKind, TalentUse
from asset_mapper.domain.whereabouts import WhereKind, confidential
from asset_mapper.errors import InvalidValueError
from asset_mapper.services import entries, familiar, frameworks, records
from asset_mapper.services.completing import completion
from asset_mapper.services.entries import Agreement
from asset_mapper.services.familiar import Familiar, Known
from asset_mapper.services.kept_lines import KeptLines, Typed
from asset_mapper.services.open_project import OpenProject
from asset_mapper.services.quick_entry import Part, quoted, understand, with_part
from asset_mapper.services.spoken_abilities import Ability
from asset_mapper.services.spoken_times import When, spoken_times

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
def there(project: OpenProject) -> Known:
    return project.read(familiar.known)


def test_the_line_of_the_design_is_understood(there: Known):
    entry = understand("Knit and natter, group, Tuesdays 2pm, library, LL57 4FA", there)
    assert (entry.name, entry.kind, entry.language) == ("Knit and natter", AssetKind.GROUP, "en")
    assert entry.when == (When("FREQ=WEEKLY;BYDAY=TU", time(14)),)
    assert (entry.venue_id, entry.postcode, entry.rest) == (LIBRARY.id, "LL57 4FA", ())
    assert [asset.id for asset in entry.alike] == [KNITTING.id]
    assert [part.what for part in entry.parts] == ["name", "kind", "when", "venue", "postcode"]


def test_the_same_is_understood_in_welsh(there: Known):
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


def test_ways_to_reach_it_tags_outcomes_and_positions_are_understood(there: Known):
    line = "Repair cafe, SH 585 721, 01632 960001, mend@example.org, www.mend.example, #repair, -> WFG3"
    entry = understand(line, there)
    assert entry.reach == (
        (ContactKind.PHONE, "01632 960001"),
        (ContactKind.EMAIL, "mend@example.org"),
        (ContactKind.WEB, "www.mend.example"),
    )
    assert (entry.tags, len(entry.supports)) == (("repair",), 1)
    assert (round(entry.position.x, 2), round(entry.position.y, 2)) == (-4.12, 53.23)


@pytest.mark.parametrize(
    ("typed", "how", "co"),
    [
        ("-> WFG3", "", None),
        ("-> WFG3: the doors are open", "the doors are open", None),
        ("-> WFG3 co-design: residents drew the plan", "residents drew the plan", FourCo.DESIGN),
        ("-> wfg3 Cyd-ddylunio: trigolion a'i lluniodd", "trigolion a'i lluniodd", FourCo.DESIGN),
        ('-> WFG3: "open, warm and free"', "open, warm and free", None),
        ("-> A healthier Wales co-assess", "", FourCo.ASSESS),
    ],
)
def test_how_it_helps_is_said_after_the_outcome(
    project: OpenProject, there: Known, typed: str, how: str, co: FourCo | None
):
    entry = understand(f"Warm room, place, {typed}", there, said_in="en")
    assert entry.rest == () and [(one.how, one.co) for one in entry.supports] == [(how, co)]
    made = project.apply(entries.keep, entry)
    (link,) = [change.after for change in made if isinstance(change.after, Link)]
    assert (link.how.given if link.how else "", link.co) == (how, co)


@pytest.mark.parametrize("line", ["Warm room, place -> WFG3: open to all", "Warm room -> WFG3: open to all, place"])
def test_an_arrow_needs_no_comma_before_it(there: Known, line: str):
    entry = understand(line, there, said_in="en")
    assert (entry.name, entry.kind, entry.rest) == ("Warm room", AssetKind.PLACE, ())
    assert [one.how for one in entry.supports] == ["open to all"]
    assert quoted("Bangor -> Conwy") == '"Bangor -> Conwy"'  # a name that has one stays one part


def test_coordinates_are_read_latitude_first_as_people_say_them(there: Known):
    entry = understand("Bench, 52.1234 -3.9876", there)
    assert (entry.position.x, entry.position.y) == (-3.9876, 52.1234)


def test_what_is_not_understood_is_kept_as_words(there: Known):
    entry = understand("Warm space, hot drinks, and soup when it is cold, -> NOPE", there)
    assert entry.rest == ("hot drinks", "and soup when it is cold", "-> NOPE")


def test_a_confidential_place_is_nobodys_venue(there: Known):
    assert understand("Coffee morning, safe house", there).venue_id is None


def test_an_entry_is_one_step_with_everything_in_it(project: OpenProject, there: Known):
    entry = understand("Côr, bob dydd Llun 7.30yp, llyfrgell, 01632 960002, hwyl i bawb, -> WFG6", there)
    project.apply(entries.keep, entry)
    (made,) = project.read(lambda uow: [asset for asset in uow.assets.all() if asset.name.cy == "Côr"])
    (meeting,) = project.read(lambda uow: list(uow.meetings.all()))
    assert (made.whereabouts.kind, made.whereabouts.venue_id) == (WhereKind.VENUE, LIBRARY.id)
    assert made.summary == Bilingual(cy="hwyl i bawb", first="cy")
    assert (meeting.venue_id, meeting.rule, meeting.starts_at) == (LIBRARY.id, "FREQ=WEEKLY;BYDAY=MO", time(19, 30))
    assert project.read(lambda uow: (uow.contacts.count(), uow.links.count())) == (1, 1)
    project.undo()
    assert project.read(lambda uow: (uow.assets.count(), uow.meetings.count(), uow.links.count())) == (3, 0, 0)


@pytest.mark.parametrize("line", ["", "  ,  ", "LL57 4FA"])
def test_a_line_without_a_name_is_refused(project: OpenProject, there: Known, line: str):
    with pytest.raises(InvalidValueError, match="name"):
        project.apply(entries.keep, understand(line, there))


def test_a_person_is_not_kept_without_their_agreement(project: OpenProject, there: Known):
    with pytest.raises(InvalidValueError, match="agreement"):
        project.apply(entries.keep, understand("Megan, person, plumber", there))


# --- people -------------------------------------------------------------------------------------------------------


def test_what_is_said_of_a_person_is_what_they_can_do(there: Known):
    entry = understand("Nia, plumber, person, wants to learn Welsh, Tuesdays 2pm", there)
    assert entry.is_person and entry.rest == ()
    assert entry.abilities == (Ability("plumber"), Ability("Welsh", standing=Standing.WANTED))


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("can mend bikes", Ability("mend bikes")),
        ("can teach the harp", Ability("the harp", uses=(TalentUse.TEACHING,))),
        ("knows about bees", Ability("bees", TalentKind.HEAD)),
        ("cares about the river", Ability("the river", TalentKind.HEART)),
        ("needs help with forms", Ability("forms", standing=Standing.WANTED)),
        ("yn gallu trwsio beiciau", Ability("trwsio beiciau")),
        ("yn gwybod am wenyn", Ability("wenyn", TalentKind.HEAD)),
        ("eisiau dysgu canu", Ability("canu", standing=Standing.WANTED)),
    ],
)
def test_a_talent_is_understood_as_it_is_said(there: Known, said: str, meant: Ability):
    entry = understand(f"Nia, {said}", there)
    assert entry.abilities == (meant,)
    assert (entry.kind, entry.kind_is_guess) == (AssetKind.PERSON, True)  # so that the agreement is asked for


def test_what_a_place_needs_is_no_talent(there: Known):
    assert understand("Village hall, place, needs a new roof", there).rest == ("needs a new roof",)


def test_a_talent_that_was_none_is_turned_back_into_words(there: Known):
    entry = understand("Nia, person, plumber", there, as_words=("plumber",))
    assert (entry.abilities, entry.rest) == ((), ("plumber",))


def test_a_person_is_kept_with_agreement_and_talents_for_the_team(project: OpenProject, there: Known):
    entry = understand("Megan, person, plumber, 01632 960001", there)
    agreement = Agreement(ConsentHow.SPOKEN, date(2026, 3, 12))
    project.apply(entries.keep, entry, agreement=agreement, source="Gwen", visibility=Audience.PUBLIC)
    (megan,) = project.read(lambda uow: list(uow.assets.where(kind="person")))
    (consent,) = project.read(lambda uow: list(uow.consents.all()))
    (talent,) = project.read(lambda uow: list(uow.talents.all()))
    assert (megan.visibility, megan.source, megan.whereabouts.tells_a_home) == (Audience.TEAM, "Gwen", False)
    assert (consent.purpose, consent.how, consent.given_on) == (Purpose.HOLD, ConsentHow.SPOKEN, agreement.on)
    assert (talent.what.en, talent.asset_id) == ("plumber", megan.id)
    project.undo()
    assert project.read(lambda uow: (uow.consents.count(), uow.talents.count(), uow.contacts.count())) == (0, 0, 0)


def test_a_part_of_a_line_is_said_otherwise_taken_out_or_added_where_it_was_guessed(there: Known):
    line = "Clwb gwau, grŵp , library"
    name, kind, venue = understand(line, there).parts
    assert with_part(line, kind, "lle") == "Clwb gwau, lle , library"
    assert with_part(line, name, "") == "grŵp, library"
    assert with_part(line, venue, "") == "Clwb gwau, grŵp"
    assert with_part("Clwb gwau , ", Part("guess", "", "", -1, -1), "lle") == "Clwb gwau, lle"


@pytest.mark.parametrize(
    ("line", "is_private"),
    [
        ("Knit and natter, group", False),
        ("Megan, person", True),
        ("Lloches y Cwm, lle, cyfrinachol", True),
        ("Women's refuge", True),
        ("", False),
    ],
)
def test_a_line_about_a_person_or_a_place_that_may_be_secret_is_private(there: Known, line: str, is_private: bool):
    assert understand(line, there).is_private is is_private


def test_a_line_comes_back_when_its_entry_is_undone_and_only_then():
    kept, typed = KeptLines(), Typed("Knit and natter", frozenset())
    step = ChangeSet("Add Knit and natter", (Change(None, KNITTING),))
    kept.remember(typed, step)
    assert kept.taken_back(ChangeSet("Add Knit and natter", (Change(None, LIBRARY),))) is None
    assert kept.taken_back(step.inverted()) == typed
    assert kept.taken_back(step.inverted()) is None


def test_a_person_is_not_put_at_a_home(project: OpenProject, there: Known):
    entry = understand("Megan, person, LL57 4FA", there)
    with pytest.raises(InvalidValueError, match="no point on the map"):
        project.apply(entries.keep, entry, agreement=Agreement(ConsentHow.PAPER, date(2026, 3, 12)))


# --- who sees it --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "seen_by"),
    [
        ("Film club, group, #film", Audience.PUBLIC),
        ("Dementia cafe, group", Audience.TEAM),
        ("Women's refuge, organisation", Audience.TEAM),
        ("The old house, place, confidential", Audience.TEAM),
    ],
)
def test_what_says_something_private_stays_with_the_team(
    project: OpenProject, there: Known, line: str, seen_by: Audience
):
    (made, *_) = project.apply(entries.keep, understand(line, there), visibility=Audience.PUBLIC)
    assert made.after.visibility is seen_by


def test_a_place_that_must_stay_secret_is_kept_without_where_it_is(project: OpenProject, there: Known):
    assert "secret" in understand("Women's refuge, SH 585 721", there).caution
    entry = understand("Women's refuge, SH 585 721, LL57 4FA, library, Mon 9am, confidential", there)
    assert entry.caution == ""
    asset, meeting = (change.after for change in project.apply(entries.keep, entry))
    assert asset.confidential and not asset.whereabouts.tells_a_home and meeting.venue_id is None


# --- added to what is there ---------------------------------------------------------------------------------------


def test_what_is_new_is_added_to_what_is_there_and_nothing_twice(project: OpenProject, there: Known):
    entry = understand("Knit and natter, group, Tuesdays 2pm, library, 01632 960001, all welcome, #wool", there)
    assert [asset.id for asset in entry.alike] == [KNITTING.id]
    project.apply(entries.add_to, entry, KNITTING.id)
    assert len(project.apply(entries.add_to, entry, KNITTING.id)) == 0
    knitting = project.read(lambda uow: uow.assets.get(KNITTING.id))
    assert (knitting.name, knitting.tags, knitting.summary) == (KNITTING.name, ("wool",), Bilingual(en="all welcome"))
    assert knitting.whereabouts.venue_id == LIBRARY.id
    assert project.read(lambda uow: (uow.meetings.count(), uow.contacts.count(), uow.assets.count())) == (1, 1, 3)


def test_another_place_than_it_has_goes_to_the_notes(project: OpenProject, there: Known):
    project.apply(entries.add_to, understand("Knit & natter, library", there), KNITTING.id)
    project.apply(entries.add_to, understand("Knit & natter, LL57 4FA, cyfeillgar", there, "cy"), KNITTING.id)
    knitting = project.read(lambda uow: uow.assets.get(KNITTING.id))
    assert (knitting.notes, knitting.whereabouts.postcode) == ("LL57 4FA", "")
    assert knitting.summary == Bilingual(cy="cyfeillgar", first="cy")


# --- while it is typed --------------------------------------------------------------------------------------------


def offered(line: str, there: Known) -> list[str]:
    found = completion(understand(line, there, "en"), len(line), there)
    return [] if found is None else [line[: found.start] + option.typed for option in found.options]


def test_venues_tags_and_outcomes_are_offered_while_they_are_typed(project: OpenProject):
    project.apply(records.add, Asset(name=Bilingual(en="Swap shop"), kind=AssetKind.EXCHANGE, tags=("mending",)))
    there = project.read(familiar.known)
    assert offered("Choir, at the li", there) == ["Choir, at the Cwm Derwen Library"]
    assert offered("Choir, lib", there) == ["Choir, Cwm Derwen Library"]
    assert offered("Choir, #me", there) == ["Choir, #mending"]
    assert offered("Choir, -> cohes", there) == ["Choir, -> WFG5"]
    assert offered("Choir -> cohes", there) == ["Choir -> WFG5"]
    for line in ("Cwm", "Choir, li", "Choir, at the safe", "Choir, #mending", "Choir, Tuesdays", ""):
        assert offered(line, there) == [], line


def test_a_name_with_a_comma_stays_whole_in_quotes(project: OpenProject):
    hall = Asset(name=Bilingual(en="Tŷ Helyg, Aberhelyg"), kind=AssetKind.PLACE)
    project.apply(records.add, hall)
    there = project.read(familiar.known)
    (line,) = offered("Choir, at Tŷ", there)
    assert line == 'Choir, at "Tŷ Helyg, Aberhelyg"'
    assert understand(line, there).venue_id == hall.id


@pytest.mark.parametrize("said", ["ym Mhorthmadog", "yn y llyfrgell", "yn Neuadd Gors", "yng Nghanolfan Cors"])
def test_a_place_is_known_behind_a_welsh_mutation(said: str):
    names = ("Porthmadog", "Llyfrgell Cors", "Neuadd Gors", "Canolfan Cors")
    places = [Familiar(f"p{n}", Bilingual(cy=name, first="cy"), AssetKind.PLACE) for n, name in enumerate(names)]
    assert understand(f"Côr, {said}", Known.of(places, ()), "cy").venue_id is not None


def test_what_is_known_follows_every_step(project: OpenProject, there: Known):
    def same() -> bool:
        fresh = project.read(familiar.known)
        return replace(fresh, _answers={}) == replace(there, _answers={})

    project.subscribe(lambda change_set: there.follow(change_set))
    hall = Asset(name=Bilingual(cy="Neuadd"), kind=AssetKind.PLACE, tags=("tea", "hire"))
    project.apply(records.add, hall)
    assert understand("Choir, neuadd", there).venue_id == hall.id
    project.apply(records.edit, Asset, hall.id, whereabouts=confidential(), tags=("tea",))
    assert understand("Choir, neuadd", there).venue_id is None and same()
    project.apply(records.remove, Asset, [hall.id, KNITTING.id])
    assert same()
    project.undo()
    project.apply(records.remove, Outcome, [next(iter(there.outcomes))])
    assert same()


def test_an_import_is_read_anew(project: OpenProject, there: Known):
    batch = ImportBatch(file="halls.csv")
    step = project.apply(
        lambda uow: uow.bring_in(batch, [[Asset(name=Bilingual(en="X"), kind=AssetKind.PLACE)]], "I")
    )
    assert not there.follow(step)


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


LINES = st.lists(
    st.one_of(
        st.text(max_size=20),
        st.sampled_from(
            (
                *(
                    "group",
                    "person",
                    "Tuesdays 2pm",
                    "library",
                    "LL57 4FA",
                    "#food",
                    "-> WFG5",
                    "-> ",
                    "#",
                    "can ",
                    "at ",
                ),
                *(
                    "SH 585 721",
                    "01632 960001",
                    "a@b.example",
                    "www.x.example",
                    '"Tŷ, Helyg"',
                    '"',
                    "yn gallu canu",
                    "y",
                ),
                *("confidential", "nos Wener 7", "52.1234 -3.9876", "wants to", "bob dydd", " - ", "mae'n dda am x"),
            )
        ),
    ),
    max_size=6,
).map(", ".join)
PLACES = Known.of([Familiar("l", Bilingual(cy="Llyfrgell", en="Library"), AssetKind.PLACE, ("food",))], ())


@given(LINES, st.sampled_from((None, "cy", "en")))
def test_understanding_never_raises_and_loses_no_word(line: str, language: str | None):
    entry = understand(line, PLACES, language)  # type: ignore[arg-type]
    assert [word for part in entry.parts for word in words(part.typed)] == words(line)
    assert all(line[part.start : part.end] == part.typed for part in entry.parts)
    for cursor in range(len(line) + 1):
        completion(entry, cursor, PLACES)
    said = " ".join((entry.name, *entry.rest, *(ability.what for ability in entry.abilities)))
    kept = [part for part in entry.parts if part.what in ("name", "rest")]
    assert all(word in words(said) for part in kept for word in words(part.typed))
    again = understand(line, PLACES, language, [part.typed for part in entry.parts])  # type: ignore[arg-type]
    assert {part.what for part in again.parts} <= {"name", "rest"}
