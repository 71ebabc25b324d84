"""How assets stand to one another, and the names by which an asset is found when one is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from asset_mapper.domain.asset import AssetKind
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.change import Change, ChangeSet
from asset_mapper.domain.filtering import fold
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.relation import Relation
from asset_mapper.domain.whereabouts import WhereKind
from asset_mapper.errors import InvalidValueError
from asset_mapper.i18n import _, sort_key
from asset_mapper.services import records
from asset_mapper.storage.store import tuples_of
from asset_mapper.storage.unit_of_work import UnitOfWork

_VENUES = (AssetKind.PLACE, AssetKind.ORGANISATION, AssetKind.EXCHANGE)


@dataclass(frozen=True, slots=True)
class Named:
    """An asset by its name, to be chosen."""

    id: RecordId
    kind: AssetKind
    name: Bilingual
    confidential: bool = False

    @property
    def can_be_venue(self) -> bool:
        return self.kind in _VENUES and not self.confidential

    @property
    def words(self) -> str:
        """Both names without capitals and accents."""
        return fold(f"{self.name.cy} / {self.name.en}")


def everything_named(uow: UnitOfWork) -> list[Named]:
    """List all assets by name."""
    columns = ("id", "kind", "name_cy", "name_en", "name_first", "where_kind")
    return [
        Named(str(key), AssetKind(kind), Bilingual(cy, en, first), where == WhereKind.CONFIDENTIAL.value)
        for key, kind, cy, en, first, where in tuples_of(uow.connection, "asset", columns)
    ]


def found(names: Sequence[Named], typed: str, language: str, most: int = 12) -> list[Named]:
    """Give the assets whose names hold all words that were typed: those that begin so first, then by name."""
    wanted = fold(typed)
    words = wanted.split()
    fitting = [one for one in names if all(word in one.words for word in words)]

    def order(one: Named) -> tuple[bool, str]:
        begins = any(fold(text).startswith(wanted) for text in (one.name.cy, one.name.en) if text)
        return (not begins, sort_key(one.name.text(language), language))

    return sorted(fitting, key=order)[:most]


def called(names: Sequence[Named], typed: str) -> Named | None:
    """Give the one asset that is called just so, in either language; ``None`` when none is or several are."""
    wanted = fold(typed)
    exact = [one for one in names if wanted and wanted in (fold(one.name.cy), fold(one.name.en))]
    return exact[0] if len(exact) == 1 else None


def save(uow: UnitOfWork, before: Relation | None, after: Relation) -> ChangeSet:
    """Keep how two assets stand to each other.

    Raises
    ------
    InvalidValueError
        Just this is recorded already.
    """
    same = uow.relations.where(from_id=after.from_id, to_id=after.to_id, kind=after.kind.value)
    if any(other.id != after.id for other in same):
        raise InvalidValueError(_("This is recorded already."))
    if before is None:
        return uow.write(ChangeSet(_("Add a relation"), (Change(None, after),)))
    return records.save(uow, before, after, _("Change a relation"))
