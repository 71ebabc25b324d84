"""Which assets may be recorded twice, why they look alike, and which were said to be two."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from asset_mapper.analysis.duplicates.lookalikes import lookalikes
from asset_mapper.analysis.duplicates.names import contact_key
from asset_mapper.analysis.duplicates.things import Evidence, Grade, Pair, Things
from asset_mapper.domain.asset import AssetKind
from asset_mapper.domain.change import Change, ChangeSet
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.relation import Relation, RelationKind
from asset_mapper.i18n import N_, _
from asset_mapper.storage.store import tuples_of
from asset_mapper.storage.unit_of_work import UnitOfWork

_NAMES = {
    Grade.SAME: N_("The same name"),
    Grade.TRANSLATED: N_("The same name in the two languages"),
    Grade.NAMESAKE: N_("The same name, and nothing to tell them apart"),
    Grade.ALIKE: N_("Nearly the same name"),
    Grade.PERHAPS: N_("A similar name"),
}
_SHARED = {
    Evidence.CONTACT: N_("the same telephone, e-mail or web address"),
    Evidence.POSTCODE: N_("the same postcode"),
    Evidence.PLACE: N_("the same place"),
    Evidence.ADDRESS: N_("the same address"),
    Evidence.NUMBER: N_("the same number"),
}


@dataclass(frozen=True, slots=True)
class Lookalike:
    """Two assets that may be one."""

    first: RecordId  # recorded earlier
    second: RecordId
    grade: Grade
    evidence: Evidence

    @property
    def why(self) -> str:
        """Say why they look alike, in the language in force."""
        name = _(_NAMES[self.grade])
        shared = _SHARED.get(self.evidence)
        return _("{name}, {shared}.").format(name=name, shared=_(shared)) if shared else f"{name}."


def possible_duplicates(uow: UnitOfWork) -> list[Lookalike]:
    """List the assets that may be recorded twice, the surest first, without those that were said to be two."""
    ids, things = _things(uow)
    two = _said_to_be_two(uow)
    return [
        Lookalike(ids[pair.new], ids[pair.known], pair.grade, pair.evidence)
        for pair in lookalikes(things)
        if frozenset((ids[pair.new], ids[pair.known])) not in two and _may_be_one(things, pair)
    ]


def are_two(uow: UnitOfWork, one: RecordId, other: RecordId) -> ChangeSet:
    """Remember that two assets are not the same, however alike they look."""
    first, second = uow.assets.get(one), uow.assets.get(other)
    if frozenset((first.id, second.id)) in _said_to_be_two(uow):
        return ChangeSet(_("Not the same"))
    said = Relation(from_id=first.id, to_id=second.id, kind=RelationKind.DISTINCT)
    return uow.write(ChangeSet(_("Not the same"), (Change(None, said),)))


def _may_be_one(things: Things, pair: Pair) -> bool:
    """A person is never the same as a place or a group."""
    return things.people[pair.new] == things.people[pair.known]


def _said_to_be_two(uow: UnitOfWork) -> set[frozenset[RecordId]]:
    told: Iterable[Relation] = uow.relations.where(kind=RelationKind.DISTINCT.value)
    return {frozenset((relation.from_id, relation.to_id)) for relation in told}


_COLUMNS = ("id", "name_cy", "name_en", "kind", "geometry", "where_postcode", "where_address", "source_key")


def _things(uow: UnitOfWork) -> tuple[list[RecordId], Things]:
    import numpy as np
    import shapely

    rows = list(tuples_of(uow.connection, "asset", _COLUMNS))
    contacts: dict[RecordId, set[str]] = defaultdict(set)
    for owner, kind, value in tuples_of(uow.connection, "contact", ("asset_id", "kind", "value")):
        contacts[owner].add(contact_key(kind, value))
    shapes = np.full(len(rows), None, dtype=object)
    shapes[:] = [None if row[4] is None else bytes(row[4]) for row in rows]
    centres = shapely.centroid(shapely.from_wkb(shapes))
    nothing: frozenset[str] = frozenset()
    ids = [row[0] for row in rows]
    return ids, Things(
        names=[(row[1], row[2]) for row in rows],
        lon=shapely.get_x(centres).tolist(),
        lat=shapely.get_y(centres).tolist(),
        postcodes=[row[5] for row in rows],
        addresses=[row[6] for row in rows],
        contacts=[frozenset(contacts[one]) if one in contacts else nothing for one in ids],
        people=[row[3] == AssetKind.PERSON for row in rows],
        keys=[row[7] for row in rows],
    )
