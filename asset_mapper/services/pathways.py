"""Pathways: begun empty or from a starting point, cards put on and moved, and arrows drawn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import orjson

from asset_mapper.analysis.graph_layout import rows_of
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.change import Change, ChangeSet
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.link import Direction, Link
from asset_mapper.domain.outcome import Framework, FrameworkStatus, Outcome, Stage
from asset_mapper.domain.pathway import Card, Pathway
from asset_mapper.errors import InvalidValueError, NotFoundError
from asset_mapper.i18n import N_, _, ngettext
from asset_mapper.paths import resources
from asset_mapper.services.pathway_columns import COLUMN_OF_STAGE, heads_of
from asset_mapper.storage.unit_of_work import UnitOfWork

STARTING_POINTS = {
    "older-people": N_("Older people's social care"),
    "younger-people": N_("Younger people"),
    "health": N_("Health"),
    "community-safety": N_("Community safety"),
    "environment": N_("Environmental improvement"),
}
"""Key → name of the pathways that one can begin from, each to be changed. In menu order."""


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
    uow: UnitOfWork,
    pathway_id: RecordId,
    record_ids: Iterable[RecordId],
    column: int | None = None,
    row: float | None = None,
) -> ChangeSet:
    """Put assets and outcomes on a pathway, with the links that there are between them and what is on it already.

    Without a *column* an asset stands at the left and an outcome where its stage is; without a *row*, near what it is
    linked to. No other card moves.
    """
    before = uow.pathways.get(pathway_id)
    return _changed(uow, before, _("Put on the pathway"), **_with(uow, before, record_ids, column, row))


def support(uow: UnitOfWork, pathway_id: RecordId, asset_ids: Iterable[RecordId], outcome_id: RecordId) -> ChangeSet:
    """Say that assets support an outcome on a pathway: they come onto it, left of the outcome, with their arrows.

    A link that there is already serves; how each asset helps can be said afterwards.
    """
    before, outcome = uow.pathways.get(pathway_id), uow.outcomes.get(outcome_id)
    assets = list(uow.assets.with_ids(list(asset_ids)))
    linked = {link.asset_id: link for link in uow.links.where(outcome_id=outcome.id)}
    made = [Link(asset_id=asset.id, outcome_id=outcome.id) for asset in assets if asset.id not in linked]
    at = next((card for card in before.cards if card.record_id == outcome.id), None)
    column, row = (None, None) if at is None else (max(0, at.column - 1), at.row)
    fields = _with(uow, before, [asset.id for asset in assets], column, row)
    arrows = [linked[asset.id].id for asset in assets if asset.id in linked] + [link.id for link in made]
    fields["link_ids"] = tuple(dict.fromkeys((*fields["link_ids"], *arrows)))
    after = replace(before, **fields)
    changes = (*(Change(None, link) for link in made), *(() if after == before else (Change(before, after),)))
    label = ngettext("Link {n} asset on the pathway", "Link {n} assets on the pathway", len(assets))
    return uow.write(ChangeSet(label.format(n=len(assets)), changes))


def take_off(uow: UnitOfWork, pathway_id: RecordId, record_ids: Iterable[RecordId]) -> ChangeSet:
    """Take cards off a pathway, and the arrows at them; the records and links themselves stay in the project."""
    before, gone = uow.pathways.get(pathway_id), set(record_ids)
    cut = {link.id for link in uow.links.with_ids(before.link_ids) if gone & set(ends_of(link))}
    return _changed(
        uow,
        before,
        _("Take off the pathway"),
        cards=tuple(card for card in before.cards if card.record_id not in gone),
        link_ids=tuple(key for key in before.link_ids if key not in cut),
    )


def move(uow: UnitOfWork, pathway_id: RecordId, record_id: RecordId, column: int, row: float) -> ChangeSet:
    """Put a card somewhere else on its pathway, in one of the columns that there are."""
    before = uow.pathways.get(pathway_id)
    column = min(max(0, column), len(heads_of(before)) - 1)
    cards = tuple(
        replace(card, column=column, row=max(0.0, row)) if card.record_id == record_id else card
        for card in before.cards
    )
    return _changed(uow, before, _("Move a card"), cards=cards)


def arrange(uow: UnitOfWork, pathway_id: RecordId) -> ChangeSet:
    """Find new rows for all cards, so that few links cross. Columns stay."""
    before = uow.pathways.get(pathway_id)
    columns = {card.record_id: card.column for card in before.cards}
    links = [ends_of(link) for link in uow.links.with_ids(before.link_ids)]
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
        if ends_of(known)[0] == start_id and known.direction is direction:
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


def listed(uow: UnitOfWork) -> list[Pathway]:
    """List the pathways, in order of their making."""
    return list(uow.pathways.all())


def ends_of(link: Link) -> tuple[RecordId, RecordId]:
    """Give the card where a link starts and the one where it ends."""
    return link.asset_id or link.from_outcome_id or "", link.outcome_id


def _with(
    uow: UnitOfWork, before: Pathway, record_ids: Iterable[RecordId], column: int | None, row: float | None
) -> dict[str, Any]:
    """Say which cards and links a pathway has once some records are on it."""
    there = {card.record_id: card for card in before.cards}
    new = [key for key in dict.fromkeys(record_ids) if key not in there]
    links = _links_between(uow, [*there, *new])
    outcomes = {one.id: one for one in uow.outcomes.with_ids([*there, *new])}
    assets = {one.id for one in uow.assets.with_ids(key for key in new if key not in outcomes)}
    for key in new:
        if key not in outcomes and key not in assets:
            uow.assets.get(key)  # says that it is gone
    columns = {key: card.column for key, card in there.items()}
    for key in new:
        usual = _usual_column(before, outcomes.get(key), columns, outcomes, links)
        columns[key] = usual if column is None else min(column, len(heads_of(before)) - 1)
    wished = {} if row is None else {key: row + place for place, key in enumerate(new)}
    fixed = {key: card.row for key, card in there.items()}
    rows = rows_of(columns, [ends_of(link) for link in links], fixed, wished)
    cards = tuple(
        there.get(key) or Card(record_id=key, column=place, row=rows[key]) for key, place in columns.items()
    )
    known = set(before.link_ids)
    joined = tuple(link.id for link in links if link.id not in known and set(new) & set(ends_of(link)))
    return {"cards": cards, "link_ids": (*before.link_ids, *joined)}


def _usual_column(
    pathway: Pathway,
    outcome: Outcome | None,
    columns: Mapping[RecordId, int],
    outcomes: Mapping[RecordId, Outcome],
    links: Iterable[Link],
) -> int:
    """Say in which column a record stands unless someone says otherwise.

    An asset stands at the left. An outcome stands where its stage is or, where the columns have names of their own,
    with others of its stage, else right of what leads to it, else left of where it leads.
    """
    if outcome is None:
        return 0
    last = len(heads_of(pathway)) - 1
    usual = COLUMN_OF_STAGE[outcome.stage] if outcome.stage else len(COLUMN_OF_STAGE) - 1
    if not pathway.columns:
        return usual
    alike = Counter(
        columns[one.id]
        for one in outcomes.values()
        if outcome.stage and one.stage is outcome.stage and one.id in columns
    )
    if alike:
        return alike.most_common(1)[0][0]
    ends = [ends_of(link) for link in links]
    before = [columns[start] for start, end in ends if end == outcome.id and start in columns]
    after = [columns[end] for start, end in ends if start == outcome.id and end in columns]
    if before:
        return min(max(before) + 1, last)
    return max(0, min(after) - 1) if after else min(usual, last)


def _links_between(uow: UnitOfWork, there: Iterable[RecordId]) -> list[Link]:
    keys = set(there)
    return [link for link in uow.links.where(outcome_id=list(keys)) if ends_of(link)[0] in keys] if keys else []


def _changed(uow: UnitOfWork, before: Pathway, label: str, **fields: object) -> ChangeSet:
    after = replace(before, **fields)  # type: ignore[arg-type]
    return uow.write(ChangeSet(label, () if after == before else (Change(before, after),)))


def _free_key(uow: UnitOfWork, wanted: str) -> str:
    taken = set(uow.frameworks.column("key"))
    numbers = (f"{wanted}-{number}" for number in range(2, len(taken) + 3))
    return wanted if wanted not in taken else next(key for key in numbers if key not in taken)
