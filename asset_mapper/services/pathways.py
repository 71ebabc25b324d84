"""Pathways: begun empty or from a starting point, cards put on and moved, arrows drawn, and read as a whole."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import orjson

from asset_mapper.analysis.graph_layout import rows_of
from asset_mapper.domain.asset import AssetKind
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.change import Change, ChangeSet
from asset_mapper.domain.evidence import Coverage, Evidence, EvidenceFinding
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.link import Direction, Link
from asset_mapper.domain.outcome import Framework, FrameworkStatus, Outcome, Stage
from asset_mapper.domain.pathway import Card, Pathway
from asset_mapper.errors import InvalidValueError, NotFoundError
from asset_mapper.i18n import N_, _
from asset_mapper.paths import resources
from asset_mapper.services.overview import asset_lines
from asset_mapper.storage.unit_of_work import UnitOfWork

STARTING_POINTS = {
    "older-people": N_("Older people's social care"),
    "younger-people": N_("Younger people"),
    "health": N_("Health"),
    "community-safety": N_("Community safety"),
    "environment": N_("Environmental improvement"),
}
"""Key → name of the pathways that one can begin from, each to be changed. In menu order."""

COLUMN_OF_STAGE = {stage: column for column, stage in enumerate(Stage)}
"""Outputs stand at the left, as assets do, and quality of life at the right."""


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


@dataclass(frozen=True, slots=True)
class DrawnLink:
    """An arrow as it is drawn: from card to card, how, and what is known about it."""

    link: Link
    start_id: RecordId
    coverage: Coverage
    supporting: int  # pieces of evidence
    contradicting: int

    @property
    def end_id(self) -> RecordId:
        return self.link.outcome_id


@dataclass(frozen=True, slots=True)
class DrawnPathway:
    """A pathway with all that is on it, read at once."""

    pathway: Pathway
    cards: tuple[DrawnCard, ...]
    links: tuple[DrawnLink, ...]

    @property
    def without_evidence(self) -> tuple[DrawnLink, ...]:
        """The arrows about which nothing is known yet, from left to right and from top to bottom."""
        places = {card.id: (card.column, card.row) for card in self.cards}
        bare = [one for one in self.links if not one.supporting and not one.contradicting]
        return tuple(sorted(bare, key=lambda one: (places[one.start_id], places[one.end_id])))


def begin(uow: UnitOfWork, name: Bilingual, theme: str = "") -> ChangeSet:
    """Begin an empty pathway."""
    return uow.write(ChangeSet(_("Begin a pathway"), (Change(None, Pathway(name=name, theme=theme)),)))


def begin_from(uow: UnitOfWork, key: str) -> ChangeSet:
    """Begin a pathway from one of the starting points, with outcomes of its own in a local framework.

    Raises
    ------
    NotFoundError
        There is no starting point of that name.
    """
    if key not in STARTING_POINTS:
        raise NotFoundError(
            _("There is no starting point “{key}”. There are: {keys}.").format(
                key=key, keys=", ".join(STARTING_POINTS)
            )
        )
    given = orjson.loads(resources("pathways", f"{key}.json").read_bytes())
    name = Bilingual(cy=given["name"]["cy"], en=given["name"]["en"], first="cy")
    framework = Framework(
        key=_free_key(uow, f"pathway-{key}"),
        name=Bilingual(cy=f"{name.cy}: man cychwyn", en=f"{name.en}: a starting point", first="cy"),
        status=FrameworkStatus.LOCAL,
    )
    outcomes = {
        one["code"]: Outcome(
            framework_id=framework.id,
            code=one["code"],
            name=Bilingual(cy=one["name"]["cy"], en=one["name"]["en"], first="cy"),
            stage=Stage(one["stage"]),
            position=position,
        )
        for position, one in enumerate(given["outcomes"])
    }
    steps = [
        Link(
            from_outcome_id=outcomes[step["from"]].id,
            outcome_id=outcomes[step["to"]].id,
            direction=Direction(step["direction"]),
        )
        for step in given["steps"]
    ]
    columns = {outcomes[one["code"]].id: one["column"] for one in given["outcomes"]}
    rows = rows_of(columns, [(step.from_outcome_id or "", step.outcome_id) for step in steps])
    pathway = Pathway(
        name=name,
        theme=key,
        cards=tuple(Card(record_id=key, column=column, row=rows[key]) for key, column in columns.items()),
        link_ids=tuple(step.id for step in steps),
    )
    made = (framework, *outcomes.values(), *steps, pathway)
    label = _("Begin a pathway from “{name}”").format(name=_(STARTING_POINTS[key]))
    return uow.write(ChangeSet(label, tuple(Change(None, record) for record in made)))


def put_on(
    uow: UnitOfWork, pathway_id: RecordId, record_ids: Iterable[RecordId], column: int | None = None
) -> ChangeSet:
    """Put assets and outcomes on a pathway, with the links that there are between them and what is on it already.

    Without a *column* an asset stands at the left and an outcome where its stage is. No other card moves.
    """
    before = uow.pathways.get(pathway_id)
    there = {card.record_id: card for card in before.cards}
    columns = {key: card.column for key, card in there.items()}
    for key in record_ids:
        if key in there:
            continue
        outcome = uow.outcomes.find(key)
        if outcome is None:
            uow.assets.get(key)  # there has to be one
        stage = outcome.stage if outcome is not None else None
        usual = COLUMN_OF_STAGE[stage] if stage else 0 if outcome is None else len(COLUMN_OF_STAGE) - 1
        columns[key] = usual if column is None else column
    links = _links_between(uow, columns)
    rows = rows_of(columns, [_ends(link) for link in links], {key: card.row for key, card in there.items()})
    cards = tuple(
        there.get(key) or Card(record_id=key, column=place, row=rows[key]) for key, place in columns.items()
    )
    known = set(before.link_ids)
    new = {key for key in columns if key not in there}
    joined = tuple(link.id for link in links if link.id not in known and new & set(_ends(link)))
    return _changed(uow, before, _("Put on the pathway"), cards=cards, link_ids=(*before.link_ids, *joined))


def take_off(uow: UnitOfWork, pathway_id: RecordId, record_ids: Iterable[RecordId]) -> ChangeSet:
    """Take cards off a pathway, and the arrows at them; the records and links themselves stay in the project."""
    before, gone = uow.pathways.get(pathway_id), set(record_ids)
    cut = {link.id for link in uow.links.with_ids(before.link_ids) if gone & set(_ends(link))}
    return _changed(
        uow,
        before,
        _("Take off the pathway"),
        cards=tuple(card for card in before.cards if card.record_id not in gone),
        link_ids=tuple(key for key in before.link_ids if key not in cut),
    )


def move(uow: UnitOfWork, pathway_id: RecordId, record_id: RecordId, column: int, row: float) -> ChangeSet:
    """Put a card somewhere else on its pathway."""
    before = uow.pathways.get(pathway_id)
    cards = tuple(
        replace(card, column=max(0, column), row=max(0.0, row)) if card.record_id == record_id else card
        for card in before.cards
    )
    return _changed(uow, before, _("Move a card"), cards=cards)


def arrange(uow: UnitOfWork, pathway_id: RecordId) -> ChangeSet:
    """Find new rows for all cards, so that few links cross. Columns stay."""
    before = uow.pathways.get(pathway_id)
    columns = {card.record_id: card.column for card in before.cards}
    links = [_ends(link) for link in uow.links.with_ids(before.link_ids)]
    rows = rows_of(columns, [ends for ends in links if set(ends) <= columns.keys()])
    cards = tuple(replace(card, row=rows[card.record_id]) for card in before.cards)
    return _changed(uow, before, _("Arrange the pathway"), cards=cards)


def connect(
    uow: UnitOfWork,
    pathway_id: RecordId,
    start_id: RecordId,
    end_id: RecordId,
    direction: Direction = Direction.HELPS,
    how: Bilingual | None = None,
) -> ChangeSet:
    """Draw an arrow between two cards: the link that there is, or a new one.

    Raises
    ------
    InvalidValueError
        The arrow would lead to an asset, or to where it starts.
    """
    before = uow.pathways.get(pathway_id)
    if uow.outcomes.find(end_id) is None:
        raise InvalidValueError(_("An arrow leads to an outcome: an asset is where it starts."))
    for known in uow.links.where(outcome_id=end_id):
        if _ends(known)[0] == start_id and known.direction is direction:
            ids = before.link_ids if known.id in before.link_ids else (*before.link_ids, known.id)
            return _changed(uow, before, _("Draw an arrow"), link_ids=ids)
    is_asset = uow.assets.find(start_id) is not None
    link = Link(
        outcome_id=end_id,
        asset_id=start_id if is_asset else None,
        from_outcome_id=None if is_asset else start_id,
        direction=direction,
        how=how,
    )
    after = replace(before, link_ids=(*before.link_ids, link.id))
    return uow.write(ChangeSet(_("Draw an arrow"), (Change(None, link), Change(before, after))))


def learn(uow: UnitOfWork, pathway_id: RecordId, lessons: Bilingual | None) -> ChangeSet:
    """Keep what the tables learned, said when all came together again."""
    return _changed(uow, uow.pathways.get(pathway_id), _("Keep what was learned"), lessons=lessons)


def drawn(uow: UnitOfWork, pathway_id: RecordId) -> DrawnPathway:
    """Read a pathway with its cards, arrows and what is known about each."""
    pathway = uow.pathways.get(pathway_id)
    places = {card.record_id: card for card in pathway.cards}
    assets = {asset.id: asset for asset in uow.assets.with_ids(list(places))}
    outcomes = {outcome.id: outcome for outcome in uow.outcomes.with_ids(list(places))}
    cards = []
    for key, card in places.items():
        if (asset := assets.get(key)) is not None:
            cards.append(DrawnCard(key, asset.name, "", asset.kind, None, False, card.column, card.row))
        elif (outcome := outcomes.get(key)) is not None:
            cards.append(
                DrawnCard(
                    *(key, outcome.name, outcome.code, None, outcome.stage, outcome.contributes_only),
                    *(card.column, card.row),
                )
            )
    there = {card.id for card in cards}
    links = [link for link in uow.links.with_ids(list(pathway.link_ids)) if set(_ends(link)) <= there]
    pieces: dict[RecordId, list[Evidence]] = {link.id: [] for link in links}
    for piece in uow.evidence.where(link_id=list(pieces)):
        pieces[piece.link_id].append(piece)
    return DrawnPathway(pathway, tuple(cards), tuple(_drawn_link(link, pieces[link.id]) for link in links))


@dataclass(frozen=True, slots=True)
class Named:
    """A record that can be put on a pathway: its code, if it has one, and its name."""

    id: RecordId
    code: str
    cy: str
    en: str


def candidates(uow: UnitOfWork) -> list[Named]:
    """List all that can be put on a pathway: outcomes, then assets."""
    found = [Named(outcome.id, outcome.code, outcome.name.cy, outcome.name.en) for outcome in uow.outcomes.all()]
    return found + [Named(line.id, "", line.name_cy, line.name_en) for line in asset_lines(uow)]


def listed(uow: UnitOfWork) -> list[Pathway]:
    """List the pathways, in order of their making."""
    return list(uow.pathways.all())


def _drawn_link(link: Link, pieces: Sequence[Evidence]) -> DrawnLink:
    contradicting = sum(piece.finding is EvidenceFinding.CONTRADICTS for piece in pieces)
    coverage = max((piece.coverage for piece in pieces), key=lambda step: step.rung, default=Coverage.NONE)
    return DrawnLink(link, _ends(link)[0], coverage, len(pieces) - contradicting, contradicting)


def _ends(link: Link) -> tuple[RecordId, RecordId]:
    return link.asset_id or link.from_outcome_id or "", link.outcome_id


def _links_between(uow: UnitOfWork, there: Iterable[RecordId]) -> list[Link]:
    keys = list(there)
    return [link for link in uow.links.where(outcome_id=keys) if _ends(link)[0] in set(keys)] if keys else []


def _changed(uow: UnitOfWork, before: Pathway, label: str, **fields: object) -> ChangeSet:
    after = replace(before, **fields)  # type: ignore[arg-type]
    return uow.write(ChangeSet(label, () if after == before else (Change(before, after),)))


def _free_key(uow: UnitOfWork, wanted: str) -> str:
    taken = set(uow.frameworks.column("key"))
    numbers = (f"{wanted}-{number}" for number in range(2, len(taken) + 3))
    return wanted if wanted not in taken else next(key for key in numbers if key not in taken)
