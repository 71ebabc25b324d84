"""Folding and looking for something: what is folded away, what stands back, and that both say how much."""

from hypothesis import given
from hypothesis import strategies as st

from asset_mapper.domain.asset import AssetKind
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.evidence import Coverage, EvidenceFinding
from asset_mapper.domain.link import Link
from asset_mapper.domain.mapping_session import TableSign
from asset_mapper.domain.outcome import ChosenBy
from asset_mapper.domain.pathway import Pathway
from asset_mapper.services.drawn_pathways import DrawnCard, DrawnLink, DrawnPathway, Slip
from asset_mapper.services.pathway_looking import Looking, seen

SHED, TEA = TableSign("Men's shed", 0), TableSign("Tea table", 1)


def card(key, column, *, kind=None, chosen_by=None, table=None):
    name = Bilingual(cy=f"Cerdyn {key}", en=f"Card {key}")
    return DrawnCard(key, name, "" if kind else key.upper(), kind, None, False, column, 0.0, chosen_by, table)


def arrow(start, end, *slips, kind=None):
    link = Link(
        id=f"{start}-{end}",
        outcome_id=end,
        asset_id=start if kind else None,
        from_outcome_id=None if kind else start,
    )
    rungs = [slip.coverage for slip in slips]
    return DrawnLink(link, start, max(rungs, key=lambda one: one.rung, default=Coverage.NONE), tuple(slips))


def slip(words, coverage, table=None):
    return Slip(words, Bilingual(en=words), coverage, EvidenceFinding.SUPPORTS, table)


CLUB = card("club", 0, kind=AssetKind.GROUP, table=SHED)
COMPANY = card("company", 1, chosen_by=ChosenBy.RESIDENTS)
TRUST = card("trust", 1, chosen_by=ChosenBy.STAFF)
HOME = card("home", 2)
LONELY = card("lonely", 2, chosen_by=ChosenBy.RESIDENTS)
DRAWN = DrawnPathway(
    Pathway(name=Bilingual(en="Later life")),
    (CLUB, COMPANY, TRUST, HOME, LONELY),
    (
        arrow("club", "company", slip("Twelve came", Coverage.OUTPUT, SHED), kind=AssetKind.GROUP),
        arrow("company", "home", slip("We feel it", Coverage.BELIEF, TEA)),
        arrow("trust", "home"),
    ),
)


def back(**more):
    found = seen(DRAWN, Looking(**more))
    return set(found.back_cards), set(found.back_links)


def test_without_anything_looked_for_all_is_seen():
    assert seen(DRAWN, Looking()).is_everything


def test_a_folded_column_takes_its_cards_and_the_arrows_at_them():
    found = seen(DRAWN, Looking().with_column_turned(1))
    assert found.folded_cards == {"company", "trust"}
    assert found.folded_links == {"club-company", "company-home", "trust-home"}
    assert seen(DRAWN, Looking().with_column_turned(1).with_column_turned(1)).is_everything


def test_all_that_leads_to_a_card_is_folded_but_not_the_card():
    found = seen(DRAWN, Looking().with_card_turned("home"))
    assert found.folded_cards == {"club", "company", "trust"}
    assert found.behind == {"home": 3}


def test_only_what_is_not_yet_known_stands_out():
    assert back(coverage=Coverage.NONE) == ({"club", "company", "lonely"}, {"club-company", "company-home"})


def test_what_a_table_said_stands_out_with_the_cards_that_it_put_there():
    assert back(table="Tea table") == ({"club", "trust", "lonely"}, {"club-company", "trust-home"})
    assert back(table="Men's shed") == ({"trust", "home", "lonely"}, {"company-home", "trust-home"})


def test_outcomes_stand_out_by_who_chose_them():
    assert back(chosen_by=ChosenBy.RESIDENTS) == ({"trust"}, {"trust-home"})


def test_assets_stand_out_by_their_kind():
    assert back(kind=AssetKind.GROUP) == ({"trust", "home", "lonely"}, {"company-home", "trust-home"})
    assert back(kind=AssetKind.CULTURE)[1] == {"club-company", "company-home", "trust-home"}


def test_words_are_found_in_names_of_either_language_and_on_slips():
    assert back(words="CERDYN trust") == ({"club", "company", "lonely"}, {"club-company", "company-home"})
    assert back(words="twelve")[1] == {"company-home", "trust-home"}


def test_what_is_looked_for_together_has_to_be_together():
    assert back(words="card", coverage=Coverage.OUTPUT, table="Tea table")[1] == {
        *("club-company", "company-home", "trust-home")
    }


@given(
    st.frozensets(st.integers(0, 3)),
    st.frozensets(st.sampled_from([one.id for one in DRAWN.cards])),
    st.sampled_from([None, *Coverage]),
    st.sampled_from(["", "Tea table", "Nobody"]),
    st.sampled_from(["", "card", "tea"]),
)
def test_nothing_is_both_folded_and_back_and_an_arrow_that_stands_out_has_both_its_cards(
    columns, cards, coverage, table, words
):
    found = seen(DRAWN, Looking(columns, cards, coverage, table, None, None, words))
    assert not found.folded_cards & found.back_cards
    assert not found.folded_links & found.back_links
    for link in DRAWN.links:
        if link.link.id not in found.folded_links | found.back_links:
            assert not {link.start_id, link.end_id} & (found.folded_cards | found.back_cards)
