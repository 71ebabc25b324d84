"""The table of the columns of the list: what each is called, and what it is made of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from asset_mapper.domain.asset import AssetKind, AssetStatus
from asset_mapper.domain.audience import Audience
from asset_mapper.domain.codes import Code
from asset_mapper.domain.contact import ContactKind
from asset_mapper.domain.talent import Standing
from asset_mapper.domain.whereabouts import Precision
from asset_mapper.formats.exporters.asset_list.facts import Facts
from asset_mapper.formats.exporters.base import Holds
from asset_mapper.i18n import N_


@dataclass(frozen=True, slots=True)
class Spec:
    """A column of the list: what it is called, and what it is made of."""

    key: str
    heading: str  # N_()
    made: Callable[[Facts], Sequence[Any]] | str  # or the column of the frame
    holds: Holds = Holds.TEXT
    width: int = 18
    labels: type[Code] | None = None
    needs: tuple[str, ...] = ()  # columns of the frame without which the column does not stand
    link: str = ""  # the kind of contact point that its cells are
    for_people: bool = True  # whether it stands in lists that people read
    for_programs: bool = True  # whether it stands in formats with a geometry and codes of their own

    def needed(self) -> tuple[str, ...]:
        return (self.made,) if isinstance(self.made, str) else self.needs


_LIST = Holds.LIST
_OFFERED, _WANTED = Standing.OFFERED, Standing.WANTED
_SHAPE = ("geometry",)
_TEAMS_WHERE = ("where_kind", "visibility")  # only the team's frame has both

SPECS = (
    Spec("kind", N_("Kind"), "kind", labels=AssetKind, width=14),
    Spec("name_cy", N_("Name (Welsh)"), "name_cy", width=32),
    Spec("name_en", N_("Name (English)"), "name_en", width=32),
    Spec("given_in", N_("First given in"), "name_first", width=12),
    Spec("summary_cy", N_("Summary (Welsh)"), "summary_cy", Holds.WORDS, 40),
    Spec("summary_en", N_("Summary (English)"), "summary_en", Holds.WORDS, 40),
    Spec("summary_first", N_("Summary first given in"), "summary_first", for_people=False),
    Spec("tags", N_("Tags"), "tags", _LIST),
    Spec("status", N_("Status"), "status", labels=AssetStatus, width=14),
    Spec("phone", N_("Phone"), lambda facts: facts.contacts(ContactKind.PHONE), _LIST, link="phone"),
    Spec("email", N_("E-mail"), lambda facts: facts.contacts(ContactKind.EMAIL), _LIST, 26, link="email"),
    Spec("web", N_("Web"), lambda facts: facts.contacts(ContactKind.WEB), _LIST, 30, link="web"),
    Spec("social", N_("Social media"), lambda facts: facts.contacts(ContactKind.SOCIAL), _LIST, link="social"),
    Spec("contact_person", N_("Contact person"), Facts.contact_people, _LIST),
    Spec("meetings_cy", N_("Meetings (Welsh)"), lambda facts: facts.meetings("cy"), _LIST, 32),
    Spec("meetings_en", N_("Meetings (English)"), lambda facts: facts.meetings("en"), _LIST, 32),
    Spec("offers_cy", N_("Talents offered (Welsh)"), lambda facts: facts.talents(_OFFERED, "cy"), _LIST, 26),
    Spec("offers_en", N_("Talents offered (English)"), lambda facts: facts.talents(_OFFERED, "en"), _LIST, 26),
    Spec("wants_cy", N_("Talents wanted (Welsh)"), lambda facts: facts.talents(_WANTED, "cy"), _LIST, 26),
    Spec("wants_en", N_("Talents wanted (English)"), lambda facts: facts.talents(_WANTED, "en"), _LIST, 26),
    Spec("outcomes", N_("Outcomes supported"), Facts.outcomes, _LIST, 20),
    Spec("confidential", N_("Confidential place"), Facts.confidential, Holds.YES_NO, 12, needs=_TEAMS_WHERE),
    Spec("venue_cy", N_("Venue (Welsh)"), "venue_cy", width=24),
    Spec("venue_en", N_("Venue (English)"), "venue_en", width=24),
    Spec("venue_id", N_("Id of the venue"), "where_venue_id", for_people=False),
    Spec("placed_by", N_("Placed by"), "placed_by", for_people=False),
    Spec("area_cy", N_("Area (Welsh)"), "where_area_cy"),
    Spec("area_en", N_("Area (English)"), "where_area_en"),
    Spec("area_code", N_("Area code"), "where_area_code", width=12),
    Spec("address", N_("Address"), "where_address", Holds.WORDS, 30),
    Spec("postcode", N_("Postcode"), "where_postcode", width=11),
    Spec("uprn", N_("UPRN"), "where_uprn", width=14),
    Spec("precision", N_("Precision"), "where_precision", labels=Precision, width=14),
    Spec("lon", N_("Longitude"), Facts.longitudes, Holds.NUMBER, 12, needs=_SHAPE, for_programs=False),
    Spec("lat", N_("Latitude"), Facts.latitudes, Holds.NUMBER, 12, needs=_SHAPE, for_programs=False),
    Spec("easting", N_("Easting (m)"), Facts.eastings, Holds.NUMBER, 11, needs=_SHAPE, for_programs=False),
    Spec("northing", N_("Northing (m)"), Facts.northings, Holds.NUMBER, 11, needs=_SHAPE, for_programs=False),
    Spec("grid_reference", N_("Grid reference"), Facts.grid_references, width=15, needs=_SHAPE, for_programs=False),
    Spec("shape", N_("Shape (WKT)"), Facts.shapes, width=20, needs=_SHAPE, for_programs=False),
    Spec("checked_on", N_("Last checked"), "checked_on", Holds.DATE, 12),
    Spec("checked_by", N_("Checked by"), "checked_by"),
    Spec("review_due", N_("Review due"), "review_due", Holds.DATE, 12),
    Spec("notes", N_("Notes"), "notes", Holds.WORDS, 40),
    Spec("visibility", N_("Shown to"), "visibility", labels=Audience, width=14),
    Spec("sensitive", N_("Sensitive"), "sensitive", Holds.YES_NO, 10),
    Spec("under_18", N_("Under 18"), "under_18", Holds.YES_NO, 10),
    Spec("source", N_("Source"), "source"),
    Spec("source_key", N_("Id at the source"), "source_key", width=16),
    Spec("id", N_("Id"), "id", width=38),
)  # fmt: skip
"""Every column but the imported ones, which stand before the id."""

ALWAYS = ("kind", "name_cy", "name_en", "status", "id")
"""Columns that stand in every file, even when there are no assets; no other list of ours has all of them."""
