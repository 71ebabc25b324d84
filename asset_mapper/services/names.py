"""The names by which a record is found when one is asked for: its code, if it has one, and in either language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from asset_mapper.domain.asset import AssetKind
from asset_mapper.domain.filtering import fold
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.outcome import Outcome
from asset_mapper.domain.pathway import Pathway
from asset_mapper.domain.whereabouts import WhereKind
from asset_mapper.i18n import _, language, sort_key
from asset_mapper.storage.store import tuples_of
from asset_mapper.storage.unit_of_work import UnitOfWork

_VENUES = (AssetKind.PLACE, AssetKind.ORGANISATION, AssetKind.EXCHANGE)
_MOST = 30
_BETWEEN = "·"  # the names in both languages


@dataclass(frozen=True, slots=True)
class Named:
    """A record by its name, to be chosen."""

    id: RecordId
    code: str
    cy: str
    en: str
    kind: AssetKind | None = None  # of an asset
    confidential: bool = False
    _folded: tuple[str, str, str] = field(init=False, repr=False, compare=False)  # without capitals and accents

    def __post_init__(self) -> None:
        object.__setattr__(self, "_folded", tuple(_plain(text) for text in (self.code, self.cy, self.en)))

    @property
    def can_be_venue(self) -> bool:
        return self.kind in _VENUES and not self.confidential

    @property
    def words(self) -> str:
        """All that it is called, without capitals and accents."""
        return " ".join(self._folded)

    def name(self, code: str) -> str:
        """Call it as a reader of a language does."""
        first, second = (self.cy, self.en) if code == "cy" else (self.en, self.cy)
        return first or second

    def text(self, code: str) -> str:
        """Say it to a reader of a language, with its code, and the other language after it where there is one."""
        names = dict.fromkeys(name for name in (self.name(code), self.cy, self.en) if name)
        return f"{self.code} {f' {_BETWEEN} '.join(names)}".strip()

    def offered(self, code: str) -> str:
        """Say it among others, with what kind of asset it is."""
        return f"{self.text(code)} ({_(self.kind.label)})" if self.kind else self.text(code)

    def is_called(self, typed: str) -> bool:
        """Whether *typed* is its code, one of its names, or all that is said of it."""
        wanted, (code, cy, en) = _plain(typed), self._folded
        whole = (f"{code} {cy} {en}", f"{code} {en} {cy}", f"{code} {cy}")
        return bool(wanted) and (wanted in self._folded or any(wanted == text.strip() for text in whole))


def _plain(text: str) -> str:
    return " ".join(word for word in fold(text).split() if word != _BETWEEN)


def named(records: Iterable[Outcome | Pathway]) -> list[Named]:
    """Name records, in their order."""
    return [Named(one.id, one.code if isinstance(one, Outcome) else "", one.name.cy, one.name.en) for one in records]


def named_assets(uow: UnitOfWork) -> list[Named]:
    """Name all assets, in the order of the alphabet."""
    columns = ("id", "kind", "name_cy", "name_en", "where_kind")
    found = [
        Named(str(key), "", cy, en, AssetKind(kind), where == WhereKind.CONFIDENTIAL.value)
        for key, kind, cy, en, where in tuples_of(uow.connection, "asset", columns)
    ]
    code = language()
    return sorted(found, key=lambda one: sort_key(one.name(code), code))


def matching(typed: str, names: Sequence[Named], most: int | None = _MOST) -> list[Named]:
    """Find what holds every word that was typed: those in which a word begins with it first, else in their order."""
    wanted = _plain(typed)
    words = wanted.split()
    found = [
        (not (text.startswith(wanted) or f" {wanted}" in text), place)
        for place, text in enumerate(one.words for one in names)
        if all(word in text for word in words)
    ]
    return [names[place] for _later, place in sorted(found)[:most]]


def meant(typed: str, names: Sequence[Named]) -> Named | None:
    """Give the one that is called just so, else the only one that fits; ``None`` when none is or several are."""
    fitting = matching(typed, names, most=None) if typed.strip() else []
    found = [one for one in fitting if one.is_called(typed)] or fitting
    return found[0] if len(found) == 1 else None
