"""Moving an outcome: among its neighbours, under another one, to another list, or to the personal ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from asset_mapper.domain.audience import Audience
from asset_mapper.domain.change import Change, ChangeSet
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.outcome import Framework, Outcome
from asset_mapper.domain.outcome_places import Place, is_personal, places
from asset_mapper.errors import InvalidValueError
from asset_mapper.i18n import _, language
from asset_mapper.services.outcomes import next_code, only_own, personal_framework, with_descendants
from asset_mapper.storage.unit_of_work import UnitOfWork


def move_outcome(
    uow: UnitOfWork, outcome_id: RecordId, parent_id: RecordId | None, before_id: RecordId | None = None
) -> ChangeSet:
    """Put a local outcome under another one (or at the top), before a brother or sister, or last.

    Under a personal outcome it becomes personal, and under one that is shared it is shared.

    Raises
    ------
    InvalidValueError
        It would be part of itself, or the framework is a published one.
    """
    moved = uow.outcomes.get(outcome_id)
    only_own(uow, moved.framework_id)
    there = {outcome.id: outcome for outcome in uow.outcomes.all()}
    above = parent_id
    while above is not None:
        if above == outcome_id:
            raise InvalidValueError(_("An outcome cannot be part of itself."))
        above = there[above].parent_id if above in there else None
    where = places(uow.frameworks.all(), there.values())
    after = {}
    if where[outcome_id].parent_id != parent_id:
        after[outcome_id] = replace(moved, parent_id=parent_id)
    if parent_id is not None:
        parent = there[parent_id]
        only_own(uow, parent.framework_id)
        going = with_descendants(uow, [after.get(outcome_id, moved)])
        after |= _brought(uow, going, parent.framework_id, personal=parent.personal)
    target = Place(where[parent_id].framework_id if parent_id else where[outcome_id].framework_id, parent_id)
    order = sorted(
        (outcome for outcome in there.values() if where[outcome.id] == target and outcome.id != outcome_id),
        key=lambda outcome: outcome.position,
    )
    number = next((number for number, outcome in enumerate(order) if outcome.id == before_id), len(order))
    order.insert(number, moved)
    after |= {
        outcome.id: replace(after.get(outcome.id, outcome), position=position)
        for position, outcome in enumerate(order)
    }
    changes = tuple(Change(there[key], one) for key, one in after.items() if one != there[key])
    return uow.write(ChangeSet(_label(moved), changes))


def move_to_framework(uow: UnitOfWork, outcome_id: RecordId, framework_id: RecordId | None) -> ChangeSet:
    """Move a local outcome with what is under it to the end of another local list; ``None`` is the personal ones.

    On the way to the personal ones, and on the way out of them, it is shown to the team alone: who else may see it is
    for the person to say.

    Raises
    ------
    InvalidValueError
        One of the frameworks is a published one.
    """
    moved = uow.outcomes.get(outcome_id)
    only_own(uow, moved.framework_id)
    made: tuple[Change[Framework], ...] = ()
    if framework_id is None:
        framework, made = personal_framework(uow)
    else:
        only_own(uow, framework_id)
        framework = uow.frameworks.get(framework_id)
    going = with_descendants(uow, [moved])
    brought = _brought(uow, going, framework.id, personal=is_personal(framework))
    there = list(uow.outcomes.all())
    where, top = places([*uow.frameworks.all(), framework], there), Place(framework.id, None)
    last = max((outcome.position for outcome in there if where[outcome.id] == top), default=-1)
    brought[outcome_id] = replace(brought[outcome_id], parent_id=None, position=last + 1)
    changes = tuple(Change(one, brought[one.id]) for one in going if brought[one.id] != one)
    return uow.write(ChangeSet(_label(moved), (*made, *changes)))


def _brought(
    uow: UnitOfWork, going: Sequence[Outcome], framework_id: RecordId, *, personal: bool
) -> dict[RecordId, Outcome]:
    """Say an outcome and what is under it as they are in another framework.

    Codes stay, unless they are taken there. What was personal under an outcome that is shared stays personal.
    """
    is_shared = not going[0].personal
    ids = {outcome.id for outcome in going}
    taken = {outcome.code for outcome in uow.outcomes.where(framework_id=framework_id) if outcome.id not in ids}
    brought = {}
    for outcome in going:
        code = next_code(taken, "P" if personal else "") if outcome.code in taken else outcome.code
        taken.add(code)
        own = personal or (is_shared and outcome.personal)
        seen = outcome.visibility if outcome.personal == own else Audience.TEAM
        brought[outcome.id] = replace(outcome, framework_id=framework_id, code=code, personal=own, visibility=seen)
    return brought


def _label(moved: Outcome) -> str:
    return _("Move the outcome “{name}”").format(name=moved.name.text(language()))
