"""What a list of a publication is made of: its columns, beside the field of the record that each shows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from asset_mapper.domain.codes import Code
from asset_mapper.domain.publication import Publication
from asset_mapper.formats.exporters.asset_list import outcome_codes
from asset_mapper.formats.exporters.base import SEPARATOR, Holds, Wording
from asset_mapper.i18n import N_

if TYPE_CHECKING:
    import pandas as pd


class Facts:
    """Names of what the lists refer to."""

    def __init__(self, publication: Publication) -> None:
        self.publication = publication
        self.wording = Wording(publication)

    @cached_property
    def assets(self) -> dict[str, str]:
        """Id of an asset → its name for readers."""
        frame = self.publication.assets
        return dict(zip(frame["id"].tolist(), self.wording.text(frame, "name"), strict=True))

    @cached_property
    def outcomes(self) -> dict[str, str]:
        """Id of an outcome → its code and name."""
        frame = self.publication.outcomes
        names = zip(frame["id"].tolist(), frame["code"].tolist(), self.wording.text(frame, "name"), strict=True)
        return {one: f"{code} {name}".strip() for one, code, name in names}

    @cached_property
    def links(self) -> dict[str, str]:
        """Id of a link → from what to what."""
        frame = self.publication.links
        ends = zip(
            *(frame[name].tolist() for name in ("id", "asset_id", "from_outcome_id", "outcome_id")), strict=True
        )
        return {
            one: f"{self.assets.get(asset) or self.outcomes.get(earlier, '')} → {self.outcomes.get(outcome, '')}"
            for one, asset, earlier, outcome in ends
        }

    @cached_property
    def frameworks(self) -> dict[str, str]:
        return self._named("frameworks")

    @cached_property
    def indicators(self) -> dict[str, str]:
        return self._named("indicators")

    @cached_property
    def journeys(self) -> dict[str, str]:
        return self._named("journeys")

    @cached_property
    def sessions(self) -> dict[str, str]:
        """Id of a session → its place and day."""
        frame = self.publication.sessions
        places = zip(frame["id"].tolist(), self.wording.text(frame, "place"), frame["on"].tolist(), strict=True)
        return {one: f"{place}, {on}" for one, place, on in places}

    @cached_property
    def surveys(self) -> dict[str, str]:
        return self._named("surveys")

    @cached_property
    def respondent_groups(self) -> dict[str, str]:
        return self._named("respondent_groups")

    @cached_property
    def statements(self) -> dict[str, str]:
        return self._named("statements", "text")

    def _named(self, frame_name: str, field: str = "name") -> dict[str, str]:
        frame = getattr(self.publication, frame_name)
        return dict(zip(frame["id"].tolist(), self.wording.text(frame, field), strict=True))

    @property
    def fewer(self) -> str:
        """Say that a count of people is too small to be told."""
        texts = self.wording.each(N_("fewer than {n}"))
        return self.wording.join(text.format(n=self.publication.small_count) for text in texts)

    @cached_property
    def codes(self) -> dict[str, str]:
        return outcome_codes(self.publication)


Made = Callable[[Facts, "pd.DataFrame"], list[Any]]


@dataclass(frozen=True, slots=True)
class Spec:
    """A column: its heading, and the field that it shows or what is made of several."""

    heading: str  # N_()
    field: str  # of the frame; without it the column does not stand
    holds: Holds = Holds.TEXT
    width: int = 18
    labels: type[Code] | None = None
    made: Made | None = None


@dataclass(frozen=True, slots=True)
class ListSpec:
    key: str  # the frame of the publication, and the name of the list for programs
    title: str  # N_()
    columns: tuple[Spec, ...]
    always: bool = False  # even when it is empty
    counted: bool = False  # its rows are counts, and no records


def both(name: str, cy: str, en: str, holds: Holds = Holds.TEXT, width: int = 30) -> tuple[Spec, Spec]:
    return Spec(cy, f"{name}_cy", holds, width), Spec(en, f"{name}_en", holds, width)


def joined_up(name: str, labels: type[Code] | None = None) -> Made:
    def made(facts: Facts, frame: pd.DataFrame) -> list[Any]:
        says = facts.wording.labels(labels) if labels else {}
        return [SEPARATOR.join(says.get(item, item) for item in items) for items in frame[name].tolist()]

    return made


def named(name: str, of: str) -> Made:
    """Show what a field refers to by its name."""
    return lambda facts, frame: [getattr(facts, of).get(one, "") for one in frame[name].tolist()]
