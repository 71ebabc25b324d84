"""What the columns of the list are made of, each computed once: names, places, ways to reach, meetings, outcomes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from asset_mapper.cartography.schedules import schedule_in_words
from asset_mapper.domain.bilingual import Language
from asset_mapper.domain.contact import ContactKind
from asset_mapper.domain.publication import Publication
from asset_mapper.domain.talent import Standing
from asset_mapper.domain.whereabouts import WhereKind
from asset_mapper.formats.exporters.base import Wording, grouped
from asset_mapper.formats.exporters.places import DECIMALS, british_grid, grid_references, middles, rounded
from asset_mapper.i18n import _, speaking

if TYPE_CHECKING:
    import pandas as pd

Number = TypeVar("Number", int, float)


class Facts:
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

    def longitudes(self) -> list[float | None]:
        return _numbers(self.points[0], float)

    def latitudes(self) -> list[float | None]:
        return _numbers(self.points[1], float)

    def eastings(self) -> list[int | None]:
        return _numbers(self.metres[0], int)

    def northings(self) -> list[int | None]:
        return _numbers(self.metres[1], int)

    def grid_references(self) -> list[str]:
        return grid_references(*self.metres)

    def shapes(self) -> list[str]:
        """Give what is more than one point as well-known text, to 7 decimals (a centimetre)."""
        import numpy as np
        import shapely

        geometry = np.asarray(self.frame.geometry.array, dtype=object)
        more = np.flatnonzero(~np.isin(shapely.get_type_id(geometry), (-1, 0)))
        texts = [""] * len(geometry)
        for index, text in zip(
            more.tolist(), shapely.to_wkt(rounded(geometry[more]), rounding_precision=DECIMALS), strict=True
        ):
            texts[index] = text
        return texts

    def confidential(self) -> list[bool]:
        return [kind == WhereKind.CONFIDENTIAL.value for kind in self.column("where_kind")]


def _numbers(values: Any, kind: Callable[[float], Number]) -> list[Number | None]:
    """Give numbers, nothing where there is none."""
    return [None if value != value else kind(value) for value in values.tolist()]


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
