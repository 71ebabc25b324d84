"""A pathway read as a whole, to be drawn: its cards, its arrows, and the slips that tables wrote about them."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass

from asset_mapper.domain.asset import AssetKind
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.evidence import Coverage, Evidence, EvidenceFinding, highest
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.link import Link
from asset_mapper.domain.mapping_session import TableSign
from asset_mapper.domain.outcome import ChosenBy, Stage
from asset_mapper.domain.pathway import Pathway
from asset_mapper.domain.record import Record
from asset_mapper.services.names import Named, named, named_assets
from asset_mapper.services.pathway_columns import heads_of
from asset_mapper.services.pathways import ends_of
from asset_mapper.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class DrawnCard:
    """A card as it is drawn: an asset or an outcome, and where it stands."""

    id: RecordId
    name: Bilingual
    code: str
    kind: AssetKind | None  # of an asset; None of an outcome
    stage: Stage | None
    contributes_only: bool
    column: int
    row: float
    chosen_by: ChosenBy | None = None  # of an outcome
    table: TableSign | None = None  # where it was said


@dataclass(frozen=True, slots=True)
class Slip:
    """One piece of evidence as a table wrote it."""

    id: RecordId
    words: Bilingual
    coverage: Coverage
    finding: EvidenceFinding
    table: TableSign | None = None


@dataclass(frozen=True, slots=True)
class DrawnLink:
    """An arrow as it is drawn: from card to card, how, and what is known about it."""

    link: Link
    start_id: RecordId
    coverage: Coverage
    slips: tuple[Slip, ...] = ()
    table: TableSign | None = None  # where the link itself was said

    @property
    def end_id(self) -> RecordId:
        return self.link.outcome_id

    @property
    def contradicting(self) -> int:
        """Count the pieces of evidence that speak against it."""
        return sum(slip.finding is EvidenceFinding.CONTRADICTS for slip in self.slips)

    @property
    def supporting(self) -> int:
        return len(self.slips) - self.contradicting

    @property
    def tables(self) -> tuple[TableSign, ...]:
        """The tables that wrote about it, in the order of the session."""
        return tuple(sorted({slip.table for slip in self.slips if slip.table}, key=TableSign.order))


@dataclass(frozen=True, slots=True)
class DrawnPathway:
    """A pathway with all that is on it, read at once."""

    pathway: Pathway
    cards: tuple[DrawnCard, ...]
    links: tuple[DrawnLink, ...]

    @property
    def heads(self) -> tuple[Bilingual, ...]:
        return heads_of(self.pathway)

    @property
    def in_reading_order(self) -> tuple[DrawnLink, ...]:
        """The arrows from left to right and from top to bottom."""
        places = {card.id: (card.column, card.row) for card in self.cards}
        return tuple(sorted(self.links, key=lambda one: (places[one.start_id], places[one.end_id])))

    @property
    def without_evidence(self) -> tuple[DrawnLink, ...]:
        """The arrows about which nothing is known yet, in reading order."""
        return tuple(one for one in self.in_reading_order if not one.slips)

    def next_without_evidence(self, after: RecordId, away: Container[RecordId] = ()) -> RecordId:
        """Give the next arrow about which nothing is known, from *after* on and round; ``""`` when there is none.

        Those that are *away*, such as folded, are left out.
        """
        keys = [one.link.id for one in self.in_reading_order]
        begin = keys.index(after) + 1 if after in keys else 0
        bare = {one.link.id for one in self.without_evidence} - {after}
        return next((key for key in (*keys[begin:], *keys[:begin]) if key in bare and key not in away), "")

    @property
    def with_evidence(self) -> int:
        """Count the arrows about which something is known."""
        return sum(bool(one.slips) for one in self.links)

    @property
    def tables(self) -> tuple[TableSign, ...]:
        """The tables that said something here, in the order of the session."""
        said = {card.table for card in self.cards} | {link.table for link in self.links}
        said |= {sign for link in self.links for sign in link.tables}
        return tuple(sorted((sign for sign in said if sign), key=TableSign.order))


def drawn(uow: UnitOfWork, pathway_id: RecordId) -> DrawnPathway:
    """Read a pathway with its cards, arrows and what is known about each."""
    pathway = uow.pathways.get(pathway_id)
    places = {card.record_id: card for card in pathway.cards}
    assets = {asset.id: asset for asset in uow.assets.with_ids(list(places))}
    outcomes = {outcome.id: outcome for outcome in uow.outcomes.with_ids(list(places))}
    there = assets.keys() | outcomes.keys()
    links = [link for link in uow.links.with_ids(list(pathway.link_ids)) if set(ends_of(link)) <= there]
    pieces: dict[RecordId, list[Evidence]] = {link.id: [] for link in links}
    for piece in uow.evidence.where(link_id=list(pieces)):
        pieces[piece.link_id].append(piece)
    said = [*assets.values(), *outcomes.values(), *links, *(piece for found in pieces.values() for piece in found)]
    signs = _signs(uow, said)
    cards = []
    for key, card in places.items():
        if (asset := assets.get(key)) is not None:
            drawn_card = DrawnCard(
                *(key, asset.name, "", asset.kind, None, False, card.column, card.row),
                table=signs.get(key),
            )
        elif (outcome := outcomes.get(key)) is not None:
            drawn_card = DrawnCard(
                *(key, outcome.name, outcome.code, None, outcome.stage, outcome.contributes_only),
                *(card.column, card.row, outcome.chosen_by, signs.get(key)),
            )
        else:
            continue
        cards.append(drawn_card)
    return DrawnPathway(pathway, tuple(cards), tuple(_drawn_link(link, pieces[link.id], signs) for link in links))


def candidates(uow: UnitOfWork) -> list[Named]:
    """List all that can be put on a pathway: outcomes, then assets."""
    return named(uow.outcomes.all()) + named_assets(uow)


def _drawn_link(link: Link, pieces: Iterable[Evidence], signs: dict[RecordId, TableSign]) -> DrawnLink:
    slips = tuple(
        Slip(piece.id, piece.summary, piece.coverage, piece.finding, signs.get(piece.id)) for piece in pieces
    )
    coverage = highest(slip.coverage for slip in slips)
    return DrawnLink(link, ends_of(link)[0], coverage, slips, signs.get(link.id))


def _signs(uow: UnitOfWork, records: Iterable[Record]) -> dict[RecordId, TableSign]:
    """Say at which table each record was said, where that is known."""
    at_tables = [record for record in records if record.at_table]
    ids = {record.session_id for record in at_tables if record.session_id}
    sessions = {session.id: session for session in uow.sessions.with_ids(list(ids))} if ids else {}
    found = {}
    for record in at_tables:
        session = sessions.get(record.session_id or "")
        found[record.id] = session.sign(record.at_table) if session else TableSign(record.at_table)
    return found
