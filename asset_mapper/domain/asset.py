"""Assets: what a community has, of six kinds."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from asset_mapper.domain.audience import Audience, check_visibility
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.codes import Code
from asset_mapper.domain.record import Record
from asset_mapper.domain.whereabouts import NOWHERE, Whereabouts, WhereKind
from asset_mapper.errors import InvalidValueError
from asset_mapper.i18n import N_, _


class AssetKind(Code):
    """The six kinds. Codes are fixed; labels are bilingual."""

    PERSON = "person", N_("Person")
    GROUP = "group", N_("Group")
    ORGANISATION = "organisation", N_("Organisation")
    PLACE = "place", N_("Place")
    EXCHANGE = "exchange", N_("Exchange")
    CULTURE = "culture", N_("Culture")


class AssetStatus(Code):
    ACTIVE = "active", N_("Active")
    PROPOSED = "proposed", N_("Proposed")
    CLOSED = "closed", N_("Closed")
    UNCHECKED = "unchecked", N_("Not yet checked")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset(Record):
    """Something a community has that can be put to use."""

    name: Bilingual
    kind: AssetKind
    summary: Bilingual | None = None
    notes: str = ""  # for the team only
    tags: tuple[str, ...] = ()
    status: AssetStatus = AssetStatus.ACTIVE
    checked_on: date | None = None
    checked_by: str = ""
    review_due: date | None = None
    visibility: Audience = Audience.TEAM
    sensitive: bool = False  # membership reveals health, belief and the like: partners at most, no named contacts
    under_18: bool = False  # a person who is never named outside the team
    whereabouts: Whereabouts = NOWHERE
    source_key: str = ""  # its stable id where it came from
    custom: Mapping[str, str] = field(default_factory=dict)  # columns of an import that no field of ours holds

    def __post_init__(self) -> None:
        Record.__post_init__(self)
        check_visibility(self.visibility)
        if self.kind == AssetKind.PERSON and self.whereabouts.tells_a_home:
            raise InvalidValueError(
                _("A person has no point on the map and no address: say a venue, an area, or nothing.")
            )
        if self.under_18 and self.kind != AssetKind.PERSON:
            raise InvalidValueError(_("Only a person can be under 18."))
        if self.confidential and self.custom:
            raise InvalidValueError(
                _("A confidential place keeps no imported columns, since they may say where it is.")
            )

    @property
    def confidential(self) -> bool:
        """Whether its place must not be known: no coordinates are stored anywhere."""
        return self.whereabouts.kind is WhereKind.CONFIDENTIAL
