"""Outcomes: all of them in a row, as their tree shows them, and the steps that edit the local ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from asset_mapper.domain.audience import Audience
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.change import Change, ChangeSet
from asset_mapper.domain.evidence import Coverage, highest
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.outcome import OURS_TO_SAY, PERSONAL_KEY, ChosenBy, Framework, FrameworkStatus, Outcome
from asset_mapper.domain.outcome_places import Place, is_personal, places
from asset_mapper.domain.record import Record
from asset_mapper.errors import InvalidValueError
from asset_mapper.i18n import _, language
from asset_mapper.services import votes
from asset_mapper.services.removing import removal
from asset_mapper.services.votes import BySession
from asset_mapper.services.what_goes import label_of
from asset_mapper.storage.store import tuples_of
from asset_mapper.storage.unit_of_work import UnitOfWork

# --- reading ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class OutcomeLine:
    """An outcome in the tree: itself, where it stands, how many assets support it, and how much is known of that."""

    outcome: Outcome
    supported: int
    coverage: Coverage
    place: Place
    votes_at: BySession = field(default_factory=dict)

    @property
    def votes(self) -> int:
        """All votes that it was given, wherever that was."""
        return sum(self.votes_at.values())


@dataclass(frozen=True, slots=True)
class Outline:
    """All frameworks of a project with their outcomes, in the order of the tree: the personal ones apart and last."""

    frameworks: tuple[Framework, ...]
    lines: tuple[OutcomeLine, ...]

    def votes(self, framework_id: RecordId) -> int:
        """Add up the votes of the outcomes that stand in a framework."""
        return sum(line.votes for line in self.lines if line.place.framework_id == framework_id)

    def under(self, framework_id: RecordId, parent_id: RecordId | None) -> list[OutcomeLine]:
        """List what stands right under an outcome, or at the top of a framework."""
        here = Place(framework_id, parent_id)
        return sorted((line for line in self.lines if line.place == here), key=lambda line: line.outcome.position)


def outline(uow: UnitOfWork) -> Outline:
    """Read all that the tree of outcomes shows."""
    supported: Counter[RecordId] = Counter()
    outcome_of: dict[RecordId, RecordId] = {}
    for link_id, asset_id, outcome_id in tuples_of(uow.connection, "link", ("id", "asset_id", "outcome_id")):
        if asset_id:
            supported[outcome_id] += 1
            outcome_of[link_id] = outcome_id
    best: dict[RecordId, Coverage] = {}
    for link_id, coverage in tuples_of(uow.connection, "evidence", ("link_id", "coverage")):
        if outcome_id := outcome_of.get(link_id):
            best[outcome_id] = highest((best.get(outcome_id, Coverage.NONE), Coverage(coverage)))
    outcomes, frameworks = list(uow.outcomes.all()), list(uow.frameworks.all())
    where, voted = places(frameworks, outcomes), votes.by_session(uow)
    if any(outcome.personal for outcome in outcomes) and not any(is_personal(one) for one in frameworks):
        frameworks.append(Framework(id=PERSONAL_KEY, key=PERSONAL_KEY, name=_personal_name()))
    return Outline(
        frameworks=tuple(sorted(frameworks, key=is_personal)),
        lines=tuple(
            OutcomeLine(
                outcome,
                supported[outcome.id],
                best.get(outcome.id, Coverage.NONE),
                where[outcome.id],
                voted.get(outcome.id, {}),
            )
            for outcome in outcomes
        ),
    )


# --- local outcomes -----------------------------------------------------------------------------------------------


def is_local(framework: Framework) -> bool:
    """Tell whether the outcomes of a framework are the project's own; published texts stay as they are published."""
    return framework.status is FrameworkStatus.LOCAL


def add_outcome(
    uow: UnitOfWork,
    framework_id: RecordId,
    name: Bilingual,
    parent_id: RecordId | None = None,
    code: str = "",
    **fields: Any,
) -> ChangeSet:
    """Add an outcome to a local framework, after those that are there."""
    only_own(uow, framework_id)
    parent = uow.outcomes.find(parent_id or "")
    if is_personal(uow.frameworks.get(framework_id)) or (parent is not None and parent.personal):
        fields = {"personal": True, "visibility": Audience.TEAM} | fields
    there = list(uow.outcomes.where(framework_id=framework_id))
    outcome = Outcome(
        framework_id=framework_id,
        name=name,
        parent_id=parent_id,
        code=code.strip() or next_code({outcome.code for outcome in there}),
        position=_after_last(there, parent_id),
        **fields,
    )
    label = _("Add the outcome “{name}”").format(name=name.text(language()))
    return uow.write(ChangeSet(label, (Change(None, outcome),)))


def add_personal(uow: UnitOfWork, name: Bilingual, parent_id: RecordId | None = None, **fields: Any) -> ChangeSet:
    """Add an outcome that one person decided: kept apart from the others, and the team's until they say otherwise."""
    parent = uow.outcomes.find(parent_id or "")
    framework, made = personal_framework(uow) if parent is None else (uow.frameworks.get(parent.framework_id), ())
    there = list(uow.outcomes.where(framework_id=framework.id))
    shown_to = {"visibility": Audience.TEAM} | fields
    outcome = Outcome(
        framework_id=framework.id,
        name=name,
        parent_id=parent_id,
        code=next_code({outcome.code for outcome in there}, "P"),
        position=_after_last(there, parent_id),
        personal=True,
        chosen_by=ChosenBy.RESIDENTS,
        **shown_to,
    )
    return uow.write(ChangeSet(_("Add a personal outcome"), (*made, Change(None, outcome))))


def _after_last(there: Iterable[Outcome], parent_id: RecordId | None) -> int:
    """Give the position behind those that stand right under an outcome, or at the top."""
    return max((outcome.position for outcome in there if outcome.parent_id == parent_id), default=-1) + 1


def personal_framework(uow: UnitOfWork) -> tuple[Framework, tuple[Change[Framework], ...]]:
    """Give the framework for personal outcomes, and the change that makes it where there is none yet."""
    found = next(uow.frameworks.where(key=PERSONAL_KEY), None)
    if found is not None:
        return found, ()
    made = Framework(key=PERSONAL_KEY, name=_personal_name())
    return made, (Change(None, made),)


def change_outcome(uow: UnitOfWork, outcome_id: RecordId, **fields: Any) -> ChangeSet:
    """Change an outcome. Of a published one, only who chose it, its stage and who sees it.

    Raises
    ------
    InvalidValueError
        Its words belong to whoever published them.
    """
    before = uow.outcomes.get(outcome_id)
    if not fields.keys() <= OURS_TO_SAY:
        only_own(uow, before.framework_id)
    after = replace(before, **fields)
    label = _("Change the outcome “{name}”").format(name=after.name.text(language()))
    return uow.write(ChangeSet(label, () if after == before else (Change(before, after),)))


def remove_outcomes(uow: UnitOfWork, ids: Sequence[RecordId]) -> ChangeSet:
    """Remove local outcomes with all that is under them and hangs on them; the label says what went.

    Raises
    ------
    InvalidValueError
        One of them is of a published framework, which goes as a whole or stays.
    """
    chosen = uow.outcomes.with_ids(ids)
    for framework_id in {outcome.framework_id for outcome in chosen}:
        only_own(uow, framework_id)
    going = with_descendants(uow, chosen)
    changes = removal(uow, list(going))
    label = _("Remove the outcome “{name}”").format(name=chosen[0].name.text(language())) if chosen else ""
    return uow.write(ChangeSet(label_of(label, changes, {outcome.id for outcome in chosen}), changes))


def rename_framework(uow: UnitOfWork, framework_id: RecordId, name: Bilingual) -> ChangeSet:
    """Give a local framework another name."""
    only_own(uow, framework_id)
    before = uow.frameworks.get(framework_id)
    after = replace(before, name=name)
    label = _("Rename the framework {name}").format(name=before.name.text(language()))
    return uow.write(ChangeSet(label, () if after == before else (Change(before, after),)))


def remove_framework(uow: UnitOfWork, framework_id: RecordId) -> ChangeSet:
    """Remove a framework with its outcomes and all that hangs on them; the label says what went."""
    framework = uow.frameworks.get(framework_id)
    changes = removal(uow, [framework])
    label = _("Remove the framework {name}").format(name=framework.name.text(language()))
    return uow.write(ChangeSet(label_of(label, changes, {framework.id}), changes))


def remove_personal(uow: UnitOfWork) -> ChangeSet:
    """Remove every personal outcome with all that hangs on it, and the place for them; the label says what went."""
    going: list[Record] = [*uow.frameworks.where(key=PERSONAL_KEY), *uow.outcomes.where(personal=True)]
    changes = removal(uow, going)
    label = _("Remove the personal outcomes")
    return uow.write(ChangeSet(label_of(label, changes, {one.id for one in going}), changes))


def only_own(uow: UnitOfWork, framework_id: RecordId) -> None:
    """Let local frameworks pass.

    Raises
    ------
    InvalidValueError
        The framework is a published one.
    """
    framework = uow.frameworks.get(framework_id)
    if not is_local(framework):
        raise InvalidValueError(
            _("“{name}” is kept as it was published. Add outcomes of your own to a local framework.").format(
                name=framework.name.text(language())
            )
        )


def with_descendants(uow: UnitOfWork, chosen: Sequence[Outcome]) -> list[Outcome]:
    """Give outcomes with all that is under them."""
    found: dict[RecordId, Outcome] = {}
    wave = list(chosen)
    while wave:
        found |= {outcome.id: outcome for outcome in wave}
        wave = [o for o in uow.outcomes.where(parent_id=[outcome.id for outcome in wave]) if o.id not in found]
    return list(found.values())


def next_code(taken: set[str], prefix: str = "") -> str:
    """Give the first number that no outcome has yet."""
    number = 1
    while f"{prefix}{number}" in taken:
        number += 1
    return f"{prefix}{number}"


def _personal_name() -> Bilingual:
    return Bilingual(cy="Canlyniadau personol", en="Personal outcomes")
