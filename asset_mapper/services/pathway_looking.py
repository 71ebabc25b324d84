"""How one looks at a pathway: parts folded away, and only some of it standing out. None of it is stored."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from asset_mapper.analysis.graph_layout import reachable_from
from asset_mapper.domain.asset import AssetKind
from asset_mapper.domain.evidence import Coverage
from asset_mapper.domain.filtering import fold
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.outcome import ChosenBy
from asset_mapper.services.drawn_pathways import DrawnCard, DrawnLink, DrawnPathway


@dataclass(frozen=True, slots=True)
class Looking:
    """What is folded, and what shall stand out. Without anything, all is shown."""

    columns: frozenset[int] = frozenset()  # folded
    cards: frozenset[RecordId] = frozenset()  # all that leads to them is folded
    coverage: Coverage | None = None
    table: str = ""
    chosen_by: ChosenBy | None = None
    kind: AssetKind | None = None
    words: str = ""

    @property
    def filters(self) -> bool:
        return bool(self.coverage or self.table or self.chosen_by or self.kind or self.words.strip())

    def with_column_turned(self, column: int) -> Looking:
        """Fold a column, or unfold it."""
        return replace(self, columns=self.columns ^ {column})

    def with_card_turned(self, card_id: RecordId) -> Looking:
        """Fold all that leads to a card, or unfold it."""
        return replace(self, cards=self.cards ^ {card_id})


@dataclass(frozen=True, slots=True)
class Seen:
    """What of a pathway is folded away, and what stands back because it is not what one looks for."""

    folded_cards: frozenset[RecordId]
    folded_links: frozenset[RecordId]
    back_cards: frozenset[RecordId]
    back_links: frozenset[RecordId]
    behind: Mapping[RecordId, int]  # of each card that is folded: how many cards are folded behind it

    @property
    def is_everything(self) -> bool:
        return not (self.folded_cards or self.folded_links or self.back_cards or self.back_links)


def seen(drawn: DrawnPathway, looking: Looking) -> Seen:
    """Say what of a pathway is to be seen. Nothing of it moves."""
    ends = [(link.start_id, link.end_id) for link in drawn.links]
    there = {card.id for card in drawn.cards}
    behind = {key: reachable_from(ends, key, back=True) for key in looking.cards & there}
    folded = {card.id for card in drawn.cards if card.column in looking.columns}.union(*behind.values())
    folded_links = {link.link.id for link in drawn.links if {link.start_id, link.end_id} & folded}
    back_cards: set[RecordId] = set()
    back_links: set[RecordId] = set()
    if looking.filters:
        cards = {card.id: card for card in drawn.cards}
        wanted = [link for link in drawn.links if all(_of_link(looking, link, cards))]
        ended = {end for link in wanted for end in (link.start_id, link.end_id)}
        back_links = {link.link.id for link in drawn.links} - {link.link.id for link in wanted} - folded_links
        back_cards = {key for key, card in cards.items() if key not in ended and not all(_of_card(looking, card))}
        back_cards -= folded
    return Seen(
        *(frozenset(folded), frozenset(folded_links), frozenset(back_cards), frozenset(back_links)),
        {key: len(found) for key, found in behind.items()},
    )


def _of_link(looking: Looking, link: DrawnLink, cards: Mapping[RecordId, DrawnCard]) -> Iterator[bool]:
    """Say of each thing that is looked for whether an arrow has it, by itself or at one of its ends."""
    start, end = cards[link.start_id], cards[link.end_id]
    yield looking.coverage is None or link.coverage is looking.coverage
    names = {sign.name for sign in (*link.tables, *([link.table] if link.table else []))}
    yield not looking.table or looking.table in names
    yield looking.chosen_by is None or looking.chosen_by in (start.chosen_by, end.chosen_by)
    yield looking.kind is None or start.kind is looking.kind
    words = [link.link.how, start.name, end.name, *(slip.words for slip in link.slips)]
    yield _says(looking, start.code, end.code, *(text for said in words if said for text in (said.cy, said.en)))


def _of_card(looking: Looking, card: DrawnCard) -> Iterator[bool]:
    yield looking.coverage is None  # that is said of arrows
    yield not looking.table or (card.table is not None and card.table.name == looking.table)
    yield looking.chosen_by is None or card.chosen_by is looking.chosen_by
    yield looking.kind is None or card.kind is looking.kind
    yield _says(looking, card.code, card.name.cy, card.name.en)


def _says(looking: Looking, *texts: str) -> bool:
    said = fold(" ".join(texts))
    return all(word in said for word in fold(looking.words).split())
