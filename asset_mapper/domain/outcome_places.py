"""Where an outcome stands in the tree: personal ones apart from those that people share, whatever list has them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.outcome import PERSONAL_KEY, Framework, Outcome


@dataclass(frozen=True, slots=True)
class Place:
    """Under a framework, and there under an outcome or at the top."""

    framework_id: RecordId
    parent_id: RecordId | None


def is_personal(framework: Framework) -> bool:
    """Tell whether a framework is the one for outcomes that people decided for themselves."""
    return framework.key == PERSONAL_KEY


def places(frameworks: Iterable[Framework], outcomes: Iterable[Outcome]) -> dict[RecordId, Place]:
    """Give each outcome its place: a personal one under the personal ones, and never among those that are shared.

    What it is a part of is above it where that stands in the same place; else the next one above that does. Without a
    framework for them, personal outcomes stand under ``PERSONAL_KEY``.
    """
    apart = next((framework.id for framework in frameworks if is_personal(framework)), PERSONAL_KEY)
    known = {outcome.id: outcome for outcome in outcomes}
    stands_in = {one.id: apart if one.personal else one.framework_id for one in known.values()}
    return {one.id: Place(stands_in[one.id], _above(one, known, stands_in)) for one in known.values()}


def _above(outcome: Outcome, known: dict[RecordId, Outcome], stands_in: dict[RecordId, RecordId]) -> RecordId | None:
    passed = {outcome.id}
    above = known.get(outcome.parent_id or "")
    while above is not None and above.id not in passed:
        if stands_in[above.id] == stands_in[outcome.id]:
            return above.id
        passed.add(above.id)
        above = known.get(above.parent_id or "")
    return None
