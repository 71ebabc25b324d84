"""What goes with a record when it goes: everything that is its own, and the references of others to it."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from asset_mapper.domain.change import Change
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.outcome import OutcomeVotes
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
    wave = {record.id: record for record in records}
    while wave:
        doomed |= wave
        going = _ids_by_name(wave.values())
        wave = {}
        for mapping in all_mappings():
            store = uow.store_named(mapping.name)
            for reference in mapping.references:
                for dependent in list(store.among(reference.column, going.get(reference.to, []))):
                    if dependent.id in doomed:
                        continue
                    if reference.on_delete is OnDelete.GOES_TOO:
                        wave[dependent.id] = dependent
                    else:
                        before, now = touched.get(dependent.id, (dependent, dependent))
                        touched[dependent.id] = (before, _forgetting(now, reference.column))
        for ids in going.values():
            wave |= {attached.id: attached for attached in uow.attachments.among("record_id", ids)}
    for pathway in uow.pathways.all():
        cards = tuple(card for card in pathway.cards if card.record_id not in doomed)
        link_ids = tuple(link for link in pathway.link_ids if link not in doomed)
        if (cards, link_ids) != (pathway.cards, pathway.link_ids):
            before, now = touched.get(pathway.id, (pathway, pathway))
            touched[pathway.id] = (before, replace(now, cards=cards, link_ids=link_ids))  # type: ignore[call-arg]
    _join_votes(uow, doomed, touched)
    forgetting = tuple(Change(before, now) for key, (before, now) in touched.items() if key not in doomed)
    order = {name: number for number, name in enumerate(NAMES.values())}
    last_first = sorted(doomed.values(), key=lambda record: (order[NAMES[type(record)]], record.id), reverse=True)
    return (*forgetting, *(Change(record, None) for record in last_first))


def _join_votes(
    uow: UnitOfWork, doomed: dict[RecordId, Record], touched: dict[RecordId, tuple[Record, Record]]
) -> None:
    """Add votes that lose their session to those that their outcome has of no session already."""
    lost = [now for _before, now in touched.values() if isinstance(now, OutcomeVotes) and now.id not in doomed]
    kept: dict[RecordId, OutcomeVotes] = {}
    outcomes = [one.outcome_id for one in lost if one.session_id is None]
    for one in uow.outcome_votes.among("outcome_id", outcomes):
        if one.session_id is None and one.id not in doomed and one.id not in touched:
            kept.setdefault(one.outcome_id, one)
    for one in lost:
        there = kept.get(one.outcome_id)
        if there is None:
            kept[one.outcome_id] = one
            continue
        joined = replace(there, votes=there.votes + one.votes)
        touched[there.id] = (touched[there.id][0] if there.id in touched else there, joined)
        kept[one.outcome_id] = joined
        doomed[one.id] = touched.pop(one.id)[0]


def _ids_by_name(records: Iterable[Record]) -> dict[str, list[RecordId]]:
    by_name: dict[str, list[RecordId]] = {}
    for record in records:
        by_name.setdefault(NAMES[type(record)], []).append(record.id)
    return by_name


def _forgetting(record: Any, column: str) -> Any:
    if column == "where_venue_id":
        return replace(record, whereabouts=replace(record.whereabouts, kind=WhereKind.NONE, venue_id=None))
    return replace(record, **{column: None})
