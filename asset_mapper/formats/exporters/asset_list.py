"""The list of assets: one row an asset, everything about it in columns that people read and an import takes again.

Whatever belongs to an asset is joined into its row: ways to reach it by kind, meetings in words, talents, the codes
of the outcomes that it supports, each imported column in a column of its own. A column stands only where the
audience may see what it is made of.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from asset_mapper.cartography.schedules import schedule_in_words
from asset_mapper.domain.asset import AssetKind, AssetStatus
from asset_mapper.domain.audience import Audience
from asset_mapper.domain.bilingual import Language
from asset_mapper.domain.codes import Code
from asset_mapper.domain.contact import ContactKind
from asset_mapper.domain.publication import Publication
from asset_mapper.domain.talent import Standing
from asset_mapper.domain.whereabouts import Precision, WhereKind
from asset_mapper.formats.exporters.addresses import LINKS
from asset_mapper.formats.exporters.base import Column, Holds, List, Wording, grouped
from asset_mapper.formats.exporters.places import DECIMALS, british_grid, grid_references, middles, rounded
from asset_mapper.i18n import LANGUAGES, N_, _, speaking

if TYPE_CHECKING:
    import pandas as pd

LANGUAGE_LABELS = {"cy": N_("Welsh"), "en": N_("English")}


class _Facts:
    """What the columns are made of, each computed once."""

    def __init__(self, publication: Publication) -> None:
        self.publication = publication
        self.wording = Wording(publication)
        self.frame = publication.assets
        self.ids: list[str] = self.frame["id"].tolist()

    def column(self, name: str) -> list[Any]:
        return self.frame[name].tolist()  # type: ignore[no-any-return]

    def each(self, found: Mapping[str, Sequence[str]]) -> list[Sequence[str]]:
        """Give for every asset what was found for it, or nothing."""
        return [found.get(one, ()) for one in self.ids] if found else [()] * len(self.ids)

    @cached_property
    def names(self) -> dict[str, tuple[str, str]]:
        return dict(zip(self.ids, zip(self.column("name_cy"), self.column("name_en"), strict=True), strict=True))

    @cached_property
    def points(self) -> tuple[Any, Any]:
        """Longitude and latitude of each asset, of its middle where it is more than a point; NaN without a place."""
        return middles(self.frame.geometry.array)

    @cached_property
    def metres(self) -> tuple[Any, Any]:
        return british_grid(*self.points)

    def contacts(self, kind: ContactKind) -> list[Sequence[str]]:
        frame = self.publication.contacts
        chosen = frame[frame["kind"] == kind.value]
        return self.each(grouped(chosen, "asset_id", chosen["value"].tolist()))

    def contact_people(self) -> list[Sequence[str]]:
        frame = self.publication.contacts
        found = grouped(frame, "asset_id", frame["person"].tolist())
        return self.each({owner: list(dict.fromkeys(people)) for owner, people in found.items()})

    def meetings(self, language: Language) -> list[Sequence[str]]:
        frame = self.publication.meetings
        return self.each(grouped(frame, "asset_id", meeting_words(frame, self.names, language)))

    def talents(self, standing: Standing, language: Language) -> list[Sequence[str]]:
        frame = self.publication.talents
        chosen = frame[frame["standing"] == standing.value]
        what, other = f"what_{language}", "what_en" if language == "cy" else "what_cy"
        texts = [
            text or fallback for text, fallback in zip(chosen[what].tolist(), chosen[other].tolist(), strict=True)
        ]
        return self.each(grouped(chosen, "asset_id", texts))

    def outcomes(self) -> list[Sequence[str]]:
        links = self.publication.links
        codes = outcome_codes(self.publication)
        given = links[links["asset_id"] != ""]
        return self.each(grouped(given, "asset_id", [codes.get(one, "") for one in given["outcome_id"].tolist()]))


@dataclass(frozen=True, slots=True)
class _Spec:
    """A column of the list: what it is called, and what it is made of."""

    key: str
    heading: str  # N_()
    made: Callable[[_Facts], Sequence[Any]] | str  # or the column of the frame
    holds: Holds = Holds.TEXT
    width: int = 18
    labels: type[Code] | None = None
    needs: tuple[str, ...] = ()  # columns of the frame without which the column does not stand
    link: str = ""  # the kind of contact point that its cells are
    for_people: bool = True  # whether it stands in lists that people read
    for_programs: bool = True  # whether it stands in formats with a geometry and codes of their own

    def needed(self) -> tuple[str, ...]:
        return (self.made,) if isinstance(self.made, str) else self.needs


def _longitudes(facts: _Facts) -> list[float | None]:
    return _degrees(facts.points[0])


def _latitudes(facts: _Facts) -> list[float | None]:
    return _degrees(facts.points[1])


def _degrees(values: Any) -> list[float | None]:
    return [None if value != value else value for value in values.tolist()]


def _eastings(facts: _Facts) -> list[int | None]:
    return _metres(facts.metres[0])


def _northings(facts: _Facts) -> list[int | None]:
    return _metres(facts.metres[1])


def _metres(values: Any) -> list[int | None]:
    return [None if value != value else int(value) for value in values.tolist()]


def _references(facts: _Facts) -> list[str]:
    return grid_references(*facts.metres)


def _shapes(facts: _Facts) -> list[str]:
    """Give what is more than one point as well-known text, to 7 decimals (a centimetre)."""
    import numpy as np
    import shapely

    geometry = np.asarray(facts.frame.geometry.array, dtype=object)
    more = np.flatnonzero(~np.isin(shapely.get_type_id(geometry), (-1, 0)))
    texts = [""] * len(geometry)
    for index, text in zip(
        more.tolist(), shapely.to_wkt(rounded(geometry[more]), rounding_precision=DECIMALS), strict=True
    ):
        texts[index] = text
    return texts


def _confidential(facts: _Facts) -> list[bool]:
    return [kind == WhereKind.CONFIDENTIAL.value for kind in facts.column("where_kind")]


_LIST = Holds.LIST
_OFFERED, _WANTED = Standing.OFFERED, Standing.WANTED
_SHAPE = ("geometry",)
_TEAMS_WHERE = ("where_kind", "visibility")  # only the team's frame has both

SPECS = (
    _Spec("kind", N_("Kind"), "kind", labels=AssetKind, width=14),
    _Spec("name_cy", N_("Name (Welsh)"), "name_cy", width=32),
    _Spec("name_en", N_("Name (English)"), "name_en", width=32),
    _Spec("given_in", N_("First given in"), "name_first", width=12),
    _Spec("summary_cy", N_("Summary (Welsh)"), "summary_cy", Holds.WORDS, 40),
    _Spec("summary_en", N_("Summary (English)"), "summary_en", Holds.WORDS, 40),
    _Spec("summary_first", N_("Summary first given in"), "summary_first", for_people=False),
    _Spec("tags", N_("Tags"), "tags", _LIST),
    _Spec("status", N_("Status"), "status", labels=AssetStatus, width=14),
    _Spec("phone", N_("Phone"), lambda facts: facts.contacts(ContactKind.PHONE), _LIST, link="phone"),
    _Spec("email", N_("E-mail"), lambda facts: facts.contacts(ContactKind.EMAIL), _LIST, 26, link="email"),
    _Spec("web", N_("Web"), lambda facts: facts.contacts(ContactKind.WEB), _LIST, 30, link="web"),
    _Spec("social", N_("Social media"), lambda facts: facts.contacts(ContactKind.SOCIAL), _LIST, link="social"),
    _Spec("contact_person", N_("Contact person"), _Facts.contact_people, _LIST),
    _Spec("meetings_cy", N_("Meetings (Welsh)"), lambda facts: facts.meetings("cy"), _LIST, 32),
    _Spec("meetings_en", N_("Meetings (English)"), lambda facts: facts.meetings("en"), _LIST, 32),
    _Spec("offers_cy", N_("Talents offered (Welsh)"), lambda facts: facts.talents(_OFFERED, "cy"), _LIST, 26),
    _Spec("offers_en", N_("Talents offered (English)"), lambda facts: facts.talents(_OFFERED, "en"), _LIST, 26),
    _Spec("wants_cy", N_("Talents wanted (Welsh)"), lambda facts: facts.talents(_WANTED, "cy"), _LIST, 26),
    _Spec("wants_en", N_("Talents wanted (English)"), lambda facts: facts.talents(_WANTED, "en"), _LIST, 26),
    _Spec("outcomes", N_("Outcomes supported"), _Facts.outcomes, _LIST, 20),
    _Spec("confidential", N_("Confidential place"), _confidential, Holds.YES_NO, 12, needs=_TEAMS_WHERE),
    _Spec("venue_cy", N_("Venue (Welsh)"), "venue_cy", width=24),
    _Spec("venue_en", N_("Venue (English)"), "venue_en", width=24),
    _Spec("venue_id", N_("Id of the venue"), "where_venue_id", for_people=False),
    _Spec("placed_by", N_("Placed by"), "placed_by", for_people=False),
    _Spec("area_cy", N_("Area (Welsh)"), "where_area_cy"),
    _Spec("area_en", N_("Area (English)"), "where_area_en"),
    _Spec("area_code", N_("Area code"), "where_area_code", width=12),
    _Spec("address", N_("Address"), "where_address", Holds.WORDS, 30),
    _Spec("postcode", N_("Postcode"), "where_postcode", width=11),
    _Spec("uprn", N_("UPRN"), "where_uprn", width=14),
    _Spec("precision", N_("Precision"), "where_precision", labels=Precision, width=14),
    _Spec("lon", N_("Longitude"), _longitudes, Holds.NUMBER, 12, needs=_SHAPE, for_programs=False),
    _Spec("lat", N_("Latitude"), _latitudes, Holds.NUMBER, 12, needs=_SHAPE, for_programs=False),
    _Spec("easting", N_("Easting (m)"), _eastings, Holds.NUMBER, 11, needs=_SHAPE, for_programs=False),
    _Spec("northing", N_("Northing (m)"), _northings, Holds.NUMBER, 11, needs=_SHAPE, for_programs=False),
    _Spec("grid_reference", N_("Grid reference"), _references, width=15, needs=_SHAPE, for_programs=False),
    _Spec("shape", N_("Shape (WKT)"), _shapes, width=20, needs=_SHAPE, for_programs=False),
    _Spec("checked_on", N_("Last checked"), "checked_on", Holds.DATE, 12),
    _Spec("checked_by", N_("Checked by"), "checked_by"),
    _Spec("review_due", N_("Review due"), "review_due", Holds.DATE, 12),
    _Spec("notes", N_("Notes"), "notes", Holds.WORDS, 40),
    _Spec("visibility", N_("Shown to"), "visibility", labels=Audience, width=14),
    _Spec("sensitive", N_("Sensitive"), "sensitive", Holds.YES_NO, 10),
    _Spec("under_18", N_("Under 18"), "under_18", Holds.YES_NO, 10),
    _Spec("source", N_("Source"), "source"),
    _Spec("source_key", N_("Id at the source"), "source_key", width=16),
    _Spec("id", N_("Id"), "id", width=38),
)  # fmt: skip
"""Every column but the imported ones, which stand before the id."""

ALWAYS = ("kind", "name_cy", "name_en", "status", "id")
"""Columns that stand in every file, even when there are no assets; no other list of ours has all of them."""


@lru_cache(maxsize=1)
def _known() -> dict[str, str]:
    known: dict[str, str] = {}
    for spec in SPECS:
        said = []
        for language in LANGUAGES:
            with speaking(language):
                said.append(_(spec.heading))
        for heading in (spec.key, *said, Wording.join(said)):
            known.setdefault(heading.casefold(), spec.key)
    return known


def known_column(heading: str) -> str | None:
    """Tell which column of this list a heading names, in any language: how an import knows a list of ours again."""
    return _known().get(heading.strip().casefold())


def asset_list(publication: Publication, *, for_programs: bool = False) -> List:
    """Make the list of assets, for people to read or with the codes that programs want.

    For programs, a column that is empty for every asset (in both languages) is left out: they do not need it,
    and files stay small.
    """
    facts = _Facts(publication)

    def made(specs: Sequence[_Spec]) -> list[Column]:
        chosen = (spec for spec in specs if (spec.for_programs if for_programs else spec.for_people))
        return [column for spec in chosen if (column := _column(spec, facts, linked=not for_programs)) is not None]

    ours, imported = with_custom_columns(publication, made(SPECS))
    columns = (*ours[:-1], *imported, ours[-1])  # the id comes last
    if for_programs:
        said = {_stem(column.key) for column in columns if any(column.values)}
        columns = tuple(column for column in columns if column.key in ALWAYS or _stem(column.key) in said)
    return List(key="assets", title=facts.wording.say(N_("Assets")), columns=columns)


def _stem(key: str) -> str:
    """Give what the Welsh and the English column of one text have in common: they stand or fall together."""
    return key[:-3] if key.endswith(("_cy", "_en")) else key


def _column(spec: _Spec, facts: _Facts, *, linked: bool) -> Column | None:
    if any(name not in facts.frame for name in spec.needed()):
        return None
    values = facts.column(spec.made) if isinstance(spec.made, str) else spec.made(facts)
    return Column(
        key=spec.key,
        heading=facts.wording.say(spec.heading),
        values=values,
        holds=spec.holds,
        labels=_labels(spec, facts.wording),
        links=[LINKS[spec.link](items[0]) if len(items) == 1 else "" for items in values]
        if linked and spec.link
        else (),
        width=spec.width,
    )


def _labels(spec: _Spec, wording: Wording) -> dict[Any, str]:
    if spec.key == "given_in":
        return {code: wording.say(label) for code, label in LANGUAGE_LABELS.items()}
    if spec.holds is Holds.YES_NO:
        return wording.yes_no
    return wording.labels(spec.labels) if spec.labels else {}


def with_custom_columns(publication: Publication, columns: Sequence[Column]) -> tuple[list[Column], list[Column]]:
    """Make a column of each imported one, headed as it was in the file, so that the next import knows it again.

    What an import of one of our own lists could not put anywhere, such as talents, came into the project as a column
    that is headed like ours. It goes back into ours where that is empty, so that a list that went through another
    project is the same list.

    Returns
    -------
    columns, imported
        Ours, some of them fuller than before, and the imported ones.
    """
    if "custom" not in publication.assets:
        return list(columns), []
    rows: list[dict[str, str]] = publication.assets["custom"].tolist()
    names = dict.fromkeys(publication.custom_fields["key"].tolist())
    for row in rows:
        if row:
            names |= dict.fromkeys(row)
    ours = {column.key: column for column in columns}
    headings = {column.heading.casefold() for column in columns}
    keys = {column.key.casefold() for column in columns}
    imported = []
    for name in names:
        values = [row.get(name, "") if row else "" for row in rows]
        key = known_column(name)
        if key in ours:
            ours[key], values = _merged(ours[key], values)
            if not any(values):
                continue
        imported.append(Column(key=free_name(name, keys), heading=free_name(name, headings), values=values))
    return list(ours.values()), imported


def _merged(column: Column, values: Sequence[str]) -> tuple[Column, list[str]]:
    """Fill the empty cells of a column; gives what found no room in it."""
    shown = column.shown()
    if column.holds in (Holds.TEXT, Holds.WORDS, Holds.LIST) and not column.labels:
        taken = [
            own or ((value,) if column.holds is Holds.LIST else value) if value else own
            for own, value in zip(column.values, values, strict=True)
        ]
        column = replace(column, values=taken, links=())
        shown = column.shown()
    said = [str(cell) if cell is not None else "" for cell in shown]
    return column, ["" if value == cell else value for value, cell in zip(values, said, strict=True)]


def free_name(name: str, taken: set[str]) -> str:
    """Give *name*, with a number where it is taken whatever its case; note it as taken."""
    number, free = 2, name
    while free.casefold() in taken:
        free, number = f"{name} ({number})", number + 1
    taken.add(free.casefold())
    return free


def outcome_codes(publication: Publication) -> dict[str, str]:
    """Give the code of every outcome; that of its framework stands before it where two frameworks use the same."""
    frame = publication.outcomes
    codes: list[str] = frame["code"].tolist()
    names = publication.frameworks.set_index("id")["key"].to_dict() if len(publication.frameworks) else {}
    often = frame["code"].value_counts().to_dict()
    return {
        one: f"{names.get(framework, '')}:{code}" if often[code] > 1 and framework in names else code
        for one, code, framework in zip(frame["id"].tolist(), codes, frame["framework_id"].tolist(), strict=True)
    }


def meeting_words(frame: pd.DataFrame, names: dict[str, tuple[str, str]], language: Language) -> list[str]:
    """Say each meeting in one line: what, when, where, who may come, the cost, how to get in."""
    if frame.empty:
        return []
    place = 0 if language == "cy" else 1

    def text(name: str) -> list[str]:
        pairs = zip(frame[f"{name}_cy"].tolist(), frame[f"{name}_en"].tolist(), strict=True)
        return [pair[place] or pair[1 - place] for pair in pairs]

    columns = (frame[name].tolist() for name in ("rule", "first_on", "starts_at", "ends_at", "venue_id", "access"))
    with speaking(language):
        named, at = _("{name}: {when}"), _("{when}, {venue}")
    lines = []
    for rule, first_on, starts_at, ends_at, venue_id, access, name, when, who, cost in zip(
        *columns, *(text(part) for part in ("name", "when", "who", "cost")), strict=True
    ):
        line = schedule_in_words(language, rule, first_on, starts_at, ends_at) or rule
        line = ", ".join(part for part in (line, when) if part)
        venue = names.get(venue_id, ("", ""))
        if here := venue[place] or venue[1 - place]:
            line = at.format(when=line, venue=here)
        if name:
            line = named.format(name=name, when=line)
        lines.append(", ".join([line, *(more for more in (who, cost, *access) if more)]))
    return lines
