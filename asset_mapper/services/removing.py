"""What goes with a record when it goes: everything that is its own, and the references of others to it."""

from dataclasses import replace
from typing import Any

from asset_mapper.domain.attachment import Attachment
from asset_mapper.domain.change import Change
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.record import Record
from asset_mapper.domain.records import NAMES
from asset_mapper.domain.whereabouts import WhereKind
from asset_mapper.storage.mappings import OnDelete, all_mappings
from asset_mapper.storage.unit_of_work import UnitOfWork


def removal(uow: UnitOfWork, records: list[Record]) -> tuple[Change[Any], ...]:
    """Work out the changes that remove *records* with all that hangs on them, in an order that can be undone.

    First what refers to them forgets them, then what belongs to them goes, the last made first.
    """
    doomed: dict[RecordId, Record] = {}
    touched: dict[RecordId, tuple[Record, Record]] = {}
    queue = list(records)
    while queue:
        record = queue.pop()
        if record.id in doomed:
            continue
        doomed[record.id] = record
        name = NAMES[type(record)]
        for mapping in all_mappings():
            store = uow.store_named(mapping.name)
            for reference in mapping.references:
                if reference.to != name:
                    continue
                for dependent in store.where(**{reference.column: record.id}):
                    if reference.on_delete is OnDelete.GOES_TOO:
                        queue.append(dependent)
                    else:
                        before, now = touched.get(dependent.id, (dependent, dependent))
                        touched[dependent.id] = (before, _forgetting(now, reference.column))
        queue.extend(uow.store(Attachment).where(record_id=record.id))
    for pathway in uow.pathways.all():
        cards = tuple(card for card in pathway.cards if card.record_id not in doomed)
        link_ids = tuple(link for link in pathway.link_ids if link not in doomed)
        if (cards, link_ids) != (pathway.cards, pathway.link_ids):
            before, now = touched.get(pathway.id, (pathway, pathway))
            touched[pathway.id] = (before, replace(now, cards=cards, link_ids=link_ids))  # type: ignore[call-arg]
    forgetting = tuple(Change(before, now) for key, (before, now) in touched.items() if key not in doomed)
    order = list(NAMES.values())
    going = sorted(doomed.values(), key=lambda record: order.index(NAMES[type(record)]), reverse=True)
    return (*forgetting, *(Change(record, None) for record in going))


def _forgetting(record: Any, column: str) -> Any:
    if column == "where_venue_id":
        return replace(record, whereabouts=replace(record.whereabouts, kind=WhereKind.NONE, venue_id=None))
    return replace(record, **{column: None})
