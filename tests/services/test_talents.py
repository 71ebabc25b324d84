"""People and talents as the team sees them, what may fit together, and who else sees it: nobody."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asset_mapper.domain.asset import AssetKind
from asset_mapper.domain.audience import VISIBILITIES, Audience
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.checks import Severity
from asset_mapper.domain.consent import Consent, ConsentHow, Purpose
from asset_mapper.domain.contact import ContactKind, ContactPoint
from asset_mapper.domain.talent import Match, MatchStatus, Standing, Talent, TalentKind, TalentUse
from asset_mapper.domain.whereabouts import confidential
from asset_mapper.errors import WrongUseError
from asset_mapper.services import contacts, matching, people, talent_words, talents
from asset_mapper.services.publishing import publication
from asset_mapper.services.talents import TalentFilter
from tests.projects import added, an_asset
from tests.strategies import texts

TODAY = date(2026, 11, 22)
EVERYONE = TalentFilter()


def a_talent(owner, what, standing=Standing.OFFERED, kind=TalentKind.HANDS, **fields):
    return Talent(asset_id=owner.id, what=Bilingual(en=what), kind=kind, standing=standing, **fields)


def agreed(person, purpose, **fields):
    return Consent(asset_id=person.id, purpose=purpose, given_on=TODAY - timedelta(9), how=ConsentHow.PAPER, **fields)


@pytest.fixture
def megan(project):
    return added(project, an_asset("Megan", AssetKind.PERSON))


@pytest.fixture
def garden(project):
    return added(project, an_asset("Garden group", tags=("growing",)))


def test_an_offer_and_a_want_that_share_a_word_are_proposed(project, megan, garden):
    added(
        project, a_talent(megan, "Pruning fruit trees"), a_talent(garden, "Someone to prune trees", Standing.WANTED)
    )
    added(project, a_talent(megan, "Someone to talk to", Standing.WANTED))
    (proposal,) = project.read(talents.people, TODAY).proposals(EVERYONE)
    assert proposal.shared == ("pruning", "trees")


def test_people_are_found_by_their_names_or_talents_and_by_talents_alone_once_a_sort_is_asked_for(project, megan):
    ann = added(project, an_asset("Ann", AssetKind.PERSON))
    added(project, a_talent(ann, "Megaphones", kind=TalentKind.HEAD))
    known = project.read(talents.people, TODAY)
    assert known.fitting(EVERYONE) == [ann, megan], "by name"
    assert known.fitting(TalentFilter(words="mega")) == [ann, megan]
    assert known.fitting(TalentFilter(words="megan")) == [megan]
    assert known.fitting(TalentFilter(kind=TalentKind.HEAD, words="mega")) == [ann]
    assert known.fitting(TalentFilter(kind=TalentKind.HANDS)) == []


def test_who_agreed_to_nothing_is_said_so_beside_their_talents(project, megan):
    added(project, a_talent(megan, "Pruning"))
    assert talent_words.person(project.read(talents.people, TODAY), megan) == (
        "Megan",
        "Pruning · has not agreed to be kept",
    )
    added(project, agreed(megan, Purpose.HOLD))
    assert "agreed to 1 purpose" in talent_words.person(project.read(talents.people, TODAY), megan)[1]


def test_a_match_says_who_gives_what_to_whom(project, megan, garden):
    offer, want = a_talent(megan, "Pruning"), a_talent(garden, "Somebody to prune", Standing.WANTED)
    made = Match(offer_id=offer.id, want_id=want.id, status=MatchStatus.DONE, hours=2.5)
    added(project, offer, want, made)
    known = project.read(talents.people, TODAY)
    line, below = talent_words.match(known, made)
    assert line == "Megan (Pruning) → Garden group (Somebody to prune)"
    assert "2.5 hours" in below


def test_a_tag_of_the_owner_counts_as_a_word(project, megan, garden):
    added(project, a_talent(megan, "Growing leeks", Standing.WANTED), a_talent(garden, "An empty plot"))
    assert [one.shared for one in project.read(talents.people, TODAY).proposals(EVERYONE)] == [("growing",)]


def test_what_was_matched_or_declined_is_not_proposed_again(project, megan, garden):
    offer, want = added(project, a_talent(megan, "Bread"), a_talent(garden, "Bread", Standing.WANTED))
    project.apply(matching.bring_together, offer.id, want.id)
    (match,) = project.read(talents.people, TODAY).matches
    assert match.status is MatchStatus.PROPOSED
    project.apply(matching.change, match, replace(match, status=MatchStatus.DONE, hours=3.5, on=TODAY))
    known = project.read(talents.people, TODAY)
    assert (known.matches[0].hours, known.matches[0].on) == (3.5, TODAY) and known.proposals(EVERYONE) == []


def test_only_an_offer_and_a_want_are_brought_together(project, megan, garden):
    one, other = added(project, a_talent(megan, "Bread"), a_talent(garden, "Bread"))
    with pytest.raises(WrongUseError):
        project.apply(matching.bring_together, one.id, other.id)


@given(st.lists(st.tuples(st.sampled_from(Standing), texts, st.integers(0, 2)), max_size=8))
def test_proposals_are_always_an_offer_and_a_want_of_two_owners(drawn):
    owners = {owner.id: owner for owner in (an_asset(f"Owner {n}") for n in range(3))}
    ids = list(owners)
    every = [
        Talent(asset_id=ids[owner], what=Bilingual(en=f"bread {text}"), kind=TalentKind.HEAD, standing=standing)
        for standing, text, owner in drawn
    ]
    for one in matching.proposals(every, owners):
        assert (one.offer.standing, one.want.standing) == (Standing.OFFERED, Standing.WANTED)
        assert one.offer.asset_id != one.want.asset_id and one.shared


def test_talents_are_chosen_by_kind_use_and_words(project, megan, garden):
    added(
        project, a_talent(megan, "Bread", uses=(TalentUse.TEACHING,)), a_talent(garden, "Soup", kind=TalentKind.HEAD)
    )
    known = project.read(talents.people, TODAY)

    def shown(**chosen):
        return [one.what.en for one in known.with_standing(Standing.OFFERED, TalentFilter(**chosen))]

    assert shown() == ["Bread", "Soup"]
    assert shown(kind=TalentKind.HEAD) == ["Soup"] and shown(use=TalentUse.TEACHING) == ["Bread"]
    assert shown(words="megan") == ["Bread"] and shown(words="garden soup") == ["Soup"]


def test_agreements_that_are_missing_come_before_those_that_end_soon(project, megan):
    nia = an_asset("Nia", AssetKind.PERSON)
    soon, later = (
        agreed(nia, Purpose.HOLD, until=TODAY + timedelta(30)),
        agreed(nia, Purpose.PHOTO, until=TODAY + timedelta(90)),
    )
    project.apply(people.add_person, nia, [soon, later])
    missing, ending = project.read(talents.people, TODAY).concerns()
    assert (missing.person.id, missing.severity) == (megan.id, Severity.ERROR)
    assert (ending.person.id, ending.severity) == (nia.id, Severity.INFO)
    assert "22 December 2026" in ending.text and project.read(talents.people, TODAY).standing(nia.id) == {
        Purpose.HOLD,
        Purpose.PHOTO,
    }


@pytest.mark.parametrize("audience", [Audience.PARTNERS, Audience.PUBLIC, Audience.ROOM])
def test_nothing_of_people_and_matches_goes_out_before_they_agree(project, garden, audience):
    nia = an_asset("Nia", AssetKind.PERSON, visibility=Audience.PUBLIC)
    offer = a_talent(nia, "Bread", audience=Audience.PUBLIC)
    project.apply(people.add_person, nia, [agreed(nia, Purpose.HOLD)], offer)
    want = added(project, a_talent(garden, "Bread", Standing.WANTED))
    added(project, Match(offer_id=offer.id, want_id=want.id, note="They talked"))
    out = project.read(publication, audience, today=TODAY)
    assert nia.id not in set(out.assets.id) and offer.id not in set(out.talents.id)
    assert not hasattr(out, "matches") and not hasattr(out, "consents")


# --- who sees a way to reach someone ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "value", "is_one"),
    [
        (ContactKind.PHONE, "01597 000001", True),
        (ContactKind.PHONE, "ask Gwen", False),
        (ContactKind.EMAIL, "gwen@example.org", True),
        (ContactKind.EMAIL, "gwen@", False),
        (ContactKind.WEB, "www.example.org", True),
        (ContactKind.WEB, "our page", False),
        (ContactKind.SOCIAL, "@gwen", True),
        (ContactKind.PHONE, "  ", False),
    ],
)
def test_what_is_no_way_to_reach_someone_is_said(kind, value, is_one):
    assert (contacts.problem(kind, value) == "") is is_one


def test_a_number_is_written_as_an_import_writes_it():
    assert contacts.tidied(ContactKind.PHONE, "1597000001") == "01597000001"
    assert contacts.tidied(ContactKind.EMAIL, "mailto:gwen@example.org") == "gwen@example.org"


def test_who_sees_it_is_who_a_publication_shows_it_to(file_project):
    agreements = ((), (Purpose.CONTACT,), (Purpose.PUBLISH, Purpose.PARTNERS, Purpose.CONTACT))
    said = {}
    for visibility, audience, name in product(VISIBILITIES, VISIBILITIES, ("", "Gwen")):
        for fields, kind, purposes in (
            *(({}, AssetKind.PERSON, these) for these in agreements),
            ({"under_18": True}, AssetKind.PERSON, agreements[-1]),
            ({}, AssetKind.GROUP, ()),
            ({"sensitive": True}, AssetKind.GROUP, ()),
            ({"whereabouts": confidential()}, AssetKind.GROUP, ()),
        ):
            asset = an_asset("One", kind, visibility=visibility, **fields)
            consents = [agreed(asset, purpose) for purpose in purposes]
            phone = ContactPoint(
                asset_id=asset.id, kind=ContactKind.PHONE, value="01597 000001", person=name, audience=audience
            )
            added(file_project, asset, phone, *consents)
            said[phone.id] = contacts.who_sees(asset, audience, consents, TODAY, Purpose.CONTACT, name)
    shown = {reader: set(file_project.read(publication, reader, today=TODAY).contacts.id) for reader in VISIBILITIES}
    for phone_id, words in said.items():
        readers = [reader for reader in VISIBILITIES if phone_id in shown[reader]]
        only = {"Only the team": VISIBILITIES[:1], "The team and partners": VISIBILITIES[:2]}
        expected = next((who for start, who in only.items() if words.startswith(start)), VISIBILITIES)
        assert tuple(readers) == tuple(expected), words
