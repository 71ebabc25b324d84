"""Mapping sessions: one event at which people record what their community has."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.record import Record
from asset_mapper.errors import InvalidValueError
from asset_mapper.i18n import N_, _

PRINCIPLES = {
    "strengths": N_("Value all who take part, and build on their strengths"),
    "networks": N_("Develop networks of support"),
    "matters": N_("Do what matters for the people involved"),
    "trust": N_("Build trust and share power"),
    "change": N_("People make change, organisations make it possible"),
}
"""The five co-production principles, in our words."""


@dataclass(frozen=True, slots=True)
class Recording:
    """Where what is being recorded comes from: the session that runs, and the table that is speaking."""

    session_id: RecordId
    at_table: str = ""


_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class TableSign:
    """How a table is marked wherever it said something: by its name, and by its place among the tables, from 0."""

    name: str
    place: int | None = None  # None: the session does not know such a table any more

    @property
    def letter(self) -> str:
        """A letter to go with the colour, which is never alone: A to Z, then AA and so on."""
        if self.place is None:
            return "?"
        more, last = divmod(self.place, len(_LETTERS))
        return (_LETTERS[more - 1] if more else "") + _LETTERS[last]

    def order(self) -> tuple[bool, int, str]:
        return self.place is None, self.place or 0, self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class MappingSession(Record):
    """One mapping event: place, date, tables, facilitators."""

    place: Bilingual
    on: date
    purpose: Bilingual | None = None
    facilitators: tuple[str, ...] = ()  # for the team only
    tables: tuple[str, ...] = ()
    people_present: int | None = None
    notes: str = ""  # for the team only
    votes: Mapping[str, int] = field(default_factory=dict)  # on the five principles

    def __post_init__(self) -> None:
        Record.__post_init__(self)
        if self.people_present is not None and self.people_present < 0:
            raise InvalidValueError(_("A number of people cannot be less than 0."))
        for principle, votes in self.votes.items():
            if principle not in PRINCIPLES or votes < 0:
                raise InvalidValueError(_("Votes are counted from 0, for each of the five principles."))

    def sign(self, table: str) -> TableSign:
        """Give the sign of one of the tables."""
        return TableSign(table, self.tables.index(table) if table in self.tables else None)
