"""What a line was understood to say, kept as one step: as something new, or added to what is there already."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from asset_mapper.domain.asset import Asset
from asset_mapper.domain.audience import Audience
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.change import Change, ChangeSet
from asset_mapper.domain.consent import Consent, ConsentHow, Purpose
from asset_mapper.domain.contact import ContactPoint
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.link import Link
from asset_mapper.domain.meeting import Meeting
from asset_mapper.domain.record import Record
from asset_mapper.domain.talent import Talent
from asset_mapper.domain.whereabouts import NOWHERE, Whereabouts, WhereKind, confidential, shape
from asset_mapper.errors import InvalidValueError
from asset_mapper.formats import kinds
from asset_mapper.i18n import _
from asset_mapper.services import people
from asset_mapper.services.quick_entry import QuickEntry
from asset_mapper.storage.lock_file import who
from asset_mapper.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Agreement:
    """How a person agreed, just now, that what they said is kept."""

    how: ConsentHow
    on: date


def keep(
    uow: UnitOfWork,
    entry: QuickEntry,
    *,
    agreement: Agreement | None = None,
    source: str = "",
    visibility: Audience = Audience.TEAM,
) -> ChangeSet:
    """Keep what was understood as something new.

    A person, what must stay secret and a group whose membership says something private stay with the team, whatever
    *visibility* says.

    Raises
    ------
    InvalidValueError
        There is no name; or it is a person, whose agreement has to be noted first.
    """
    if not entry.name:
        raise InvalidValueError(_("Say the name first, then what and where it is."))
    if entry.is_person and agreement is None:
        raise InvalidValueError(_("A person is kept with their agreement: ask first, and say how they gave it."))
    private = entry.is_person or entry.confidential or kinds.is_sensitive(entry.name) or bool(entry.caution)
    asset = Asset(
        name=_said(entry, entry.name),
        kind=entry.sort,
        summary=_said(entry, ". ".join(entry.rest)) if entry.rest else None,
        tags=tuple(dict.fromkeys(entry.tags)),
        whereabouts=_whereabouts(entry),
        sensitive=kinds.is_sensitive(entry.name),
        visibility=Audience.TEAM if private else visibility,
        source=source,
    )
    facts = tuple(_facts(entry, asset.id, source))
    if agreement is not None and entry.is_person:
        consent = Consent(
            asset_id=asset.id,
            purpose=Purpose.HOLD,
            given_on=agreement.on,
            how=agreement.how,
            taken_by=who(),
            language=entry.language,
            source=source,
        )
        return people.add_person(uow, asset, [consent], *facts)
    label = _("Add “{name}”").format(name=entry.name)
    return uow.write(ChangeSet(label, tuple(Change(None, record) for record in (asset, *facts))))


def add_to(uow: UnitOfWork, entry: QuickEntry, asset_id: RecordId, *, source: str = "") -> ChangeSet:
    """Add what was understood to an asset that is there: only what it does not have yet.

    Words are added to its summary; where it is said to be somewhere else than it is, that goes to the notes.
    """
    before = uow.assets.get(asset_id)
    after = replace(before, tags=tuple(dict.fromkeys((*before.tags, *entry.tags))))
    if entry.rest:
        after = replace(after, summary=_lengthened(before.summary, entry))
    where = _whereabouts(entry)
    if where != NOWHERE and before.whereabouts == NOWHERE:
        after = replace(after, whereabouts=where)
    elif where != NOWHERE and not before.confidential and not _says_the_same(before.whereabouts, where):
        said = ", ".join(part.typed for part in entry.parts if part.what in ("venue", "postcode", "position"))
        after = replace(after, notes="\n".join(filter(None, (after.notes, said))))
    there = {_fact(record) for record in _facts_of(uow, asset_id)}
    new = [record for record in _facts(entry, asset_id, source) if _fact(record) not in there]
    changes = (*(() if after == before else (Change(before, after),)), *(Change(None, record) for record in new))
    return uow.write(ChangeSet(_("Add to “{name}”").format(name=before.name.given), changes))


def _said(entry: QuickEntry, text: str) -> Bilingual:
    return Bilingual(cy=text, first="cy") if entry.language == "cy" else Bilingual(en=text)


def _whereabouts(entry: QuickEntry) -> Whereabouts:
    if entry.confidential:
        return confidential()
    if entry.position is not None:
        return shape(entry.position, entry.precision, postcode=entry.postcode)
    if entry.venue_id:
        return Whereabouts(kind=WhereKind.VENUE, venue_id=entry.venue_id, postcode=entry.postcode)
    return Whereabouts(postcode=entry.postcode) if entry.postcode else NOWHERE


def _facts(entry: QuickEntry, asset_id: RecordId, source: str) -> Iterator[Record]:
    """Make what hangs on the asset: when it meets, how to reach it, what it can do, what it helps."""
    for when in entry.when:
        yield Meeting(
            asset_id=asset_id,
            venue_id=None if entry.confidential else entry.venue_id,
            rule=when.rule,
            starts_at=when.starts_at,
            ends_at=when.ends_at,
            source=source,
        )
    for what, value in entry.reach:
        yield ContactPoint(asset_id=asset_id, kind=what, value=value, source=source)
    for ability in entry.abilities:
        yield Talent(
            asset_id=asset_id,
            what=_said(entry, ability.what),
            kind=ability.kind,
            standing=ability.standing,
            uses=ability.uses,
            source=source,
        )
    for support in {one.outcome_id: one for one in entry.supports}.values():
        how = _said(entry, support.how) if support.how else None
        yield Link(asset_id=asset_id, outcome_id=support.outcome_id, how=how, co=support.co, source=source)


def _facts_of(uow: UnitOfWork, asset_id: RecordId) -> Iterator[Record]:
    for store in (uow.meetings, uow.contacts, uow.talents, uow.links):
        yield from store.where(asset_id=asset_id)


def _fact(record: Record) -> tuple[object, ...]:
    """Give what makes a fact the same as another one."""
    match record:
        case Meeting():
            return "meeting", record.rule, record.starts_at
        case ContactPoint():
            return "contact", "".join(record.value.casefold().split())
        case Talent():
            return "talent", record.what.given.casefold(), record.standing
        case Link():
            return "link", record.outcome_id
    return (record.id,)


def _lengthened(summary: Bilingual | None, entry: QuickEntry) -> Bilingual:
    if summary is None:
        return _said(entry, ". ".join(entry.rest))
    there: str = getattr(summary, entry.language)
    words = [text for text in entry.rest if text.casefold() not in there.casefold()]
    text = ". ".join((*([there.rstrip(". ")] if there else []), *words))
    return Bilingual(text, summary.en, summary.first) if entry.language == "cy" else replace(summary, en=text)


def _says_the_same(there: Whereabouts, said: Whereabouts) -> bool:
    return said.venue_id == there.venue_id and said.geometry is None and said.postcode in ("", there.postcode)
