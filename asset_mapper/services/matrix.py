"""Which kinds of assets, or which areas, support which goals, and how much is known of that: one table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from asset_mapper.domain.area import Area
from asset_mapper.domain.asset import Asset, AssetKind
from asset_mapper.domain.codes import Code
from asset_mapper.domain.evidence import Coverage, Evidence, highest
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.link import Link
from asset_mapper.domain.outcome import Framework, Outcome
from asset_mapper.domain.whereabouts import WhereKind
from asset_mapper.i18n import N_, _, language, sort_key
from asset_mapper.services.evidence import best_of, evidence_by_link
from asset_mapper.storage.unit_of_work import UnitOfWork


class Rows(Code):
    """By what the rows of a matrix are made."""

    KINDS = "kinds", N_("Kinds of assets")
    AREAS = "areas", N_("Areas")


@dataclass(frozen=True, slots=True)
class Entry:
    """One contribution in a cell: the link, its ends, and the best that is known about it."""

    link: Link
    asset: Asset
    outcome: Outcome
    coverage: Coverage


@dataclass(frozen=True, slots=True)
class Matrix:
    """Rows by goals. A cell that has no entry is not yet recorded."""

    framework: Framework
    goals: tuple[Outcome, ...]
    rows: tuple[str, ...]  # keys: codes of kinds, or names of areas; "" is an area that is not yet recorded
    cells: Mapping[tuple[str, RecordId], tuple[Entry, ...]]

    def entries(self, row: str, goal_id: RecordId) -> tuple[Entry, ...]:
        """List what a cell is made of."""
        return self.cells.get((row, goal_id), ())


class Leaning(StrEnum):
    """Whether what is in a cell helps, harms, or some of each."""

    HELPS = "helps"
    HARMS = "harms"
    BOTH = "both"


def best(entries: Iterable[Entry]) -> Coverage:
    """Give the highest rung of the ladder among some entries."""
    return highest(entry.coverage for entry in entries)


def leaning(entries: Iterable[Entry]) -> Leaning:
    """Tell whether entries help, harm, or some of each."""
    found = {entry.link.direction.value for entry in entries}
    return Leaning.BOTH if len(found) > 1 else Leaning(found.pop()) if found else Leaning.HELPS


def matrix(uow: UnitOfWork, framework_id: RecordId, rows: Rows = Rows.KINDS) -> Matrix:
    """Count the contributions to each goal of a framework; those to its parts count for the goal above them."""
    framework = uow.frameworks.get(framework_id)
    outcomes = {outcome.id: outcome for outcome in uow.outcomes.where(framework_id=framework_id)}
    goals = sorted((one for one in outcomes.values() if one.parent_id is None), key=lambda one: one.position)
    links = [link for link in uow.links.all() if link.asset_id and link.outcome_id in outcomes]
    assets = {asset.id: asset for asset in uow.assets.with_ids(link.asset_id for link in links if link.asset_id)}
    known = evidence_by_link(uow, [link.id for link in links])
    row_of = _kind_of if rows is Rows.KINDS else _areas_of(uow, assets)
    return Matrix(
        framework,
        tuple(goals),
        tuple(kind.value for kind in AssetKind)
        if rows is Rows.KINDS
        else _in_order({row_of(one) for one in assets.values()}),
        _cells(links, assets, outcomes, known, row_of),
    )


def _cells(
    links: Iterable[Link],
    assets: Mapping[RecordId, Asset],
    outcomes: Mapping[RecordId, Outcome],
    known: Mapping[RecordId, tuple[Evidence, ...]],
    row_of: Callable[[Asset], str],
) -> dict[tuple[str, RecordId], tuple[Entry, ...]]:
    cells: dict[tuple[str, RecordId], list[Entry]] = {}
    for link in links:
        asset, outcome = assets[link.asset_id or ""], outcomes[link.outcome_id]
        place = row_of(asset), goal_of(outcome, outcomes).id
        cells.setdefault(place, []).append(Entry(link, asset, outcome, best_of(known.get(link.id, ()))))
    return {place: tuple(entries) for place, entries in cells.items()}


def goal_of(outcome: Outcome, outcomes: Mapping[RecordId, Outcome]) -> Outcome:
    """Give the goal at the top that an outcome stands under; one in a circle stands for itself."""
    seen = {outcome.id}
    above = outcome
    while above.parent_id and above.parent_id in outcomes and above.parent_id not in seen:
        above = outcomes[above.parent_id]
        seen.add(above.id)
    return above if above.parent_id is None else outcome


def _kind_of(asset: Asset) -> str:
    return asset.kind.value


def _areas_of(uow: UnitOfWork, assets: Mapping[RecordId, Asset]) -> Callable[[Asset], str]:
    """Say of each asset in which area it is: as it is recorded, or by the boundary that its place lies in."""
    venues = {
        venue.id: venue for venue in uow.assets.with_ids(one.whereabouts.venue_id or "" for one in assets.values())
    }
    boundaries = [area for area in uow.areas.all() if area.geometry is not None]

    def name_of(asset: Asset) -> str:
        here = asset
        if asset.whereabouts.kind is WhereKind.VENUE:
            here = venues.get(asset.whereabouts.venue_id or "", asset)
        where = here.whereabouts
        if where.area is not None:
            return where.area.text(language())
        if where.geometry is None:
            return ""
        return _around(where.geometry.representative_point(), boundaries)

    return name_of


def _around(point: object, boundaries: Iterable[Area]) -> str:
    """Name the smallest boundary around a point."""
    holding = [area for area in boundaries if area.geometry is not None and area.geometry.covers(point)]
    if not holding:
        return ""
    smallest = min(holding, key=lambda area: area.geometry.area if area.geometry is not None else 0.0)
    return smallest.name.text(language())


def _in_order(names: set[str]) -> tuple[str, ...]:
    """Sort areas by name, and those that are not yet recorded last."""
    return tuple(sorted(names, key=lambda name: (not name, sort_key(name))))


def row_label(rows: Rows, row: str) -> str:
    """Say a row in the language in force."""
    if rows is Rows.KINDS:
        return _(AssetKind(row).label)
    return row or _("Area not yet recorded")
