"""How one asset stands to another."""

from dataclasses import dataclass

from asset_mapper.domain.codes import Code
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.record import Record
from asset_mapper.errors import InvalidValueError
from asset_mapper.i18n import N_, _


class RelationKind(Code):
    MEMBER_OF = "member_of", N_("is a member of")
    MEETS_AT = "meets_at", N_("meets at")
    RUNS = "runs", N_("runs")
    FUNDS = "funds", N_("funds")
    PARTNERS_WITH = "partners_with", N_("is a partner of")
    KNOWS = "knows", N_("knows")
    DISTINCT = "distinct", N_("is not the same as")  # though it looks so; nobody outside the team is told


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation(Record):
    """One asset stands to another: is a member, meets, runs, funds."""

    from_id: RecordId
    to_id: RecordId
    kind: RelationKind
    note: str = ""  # for the team only

    def __post_init__(self) -> None:
        Record.__post_init__(self)
        if self.from_id == self.to_id:
            raise InvalidValueError(_("An asset cannot stand in a relation to itself."))
