"""Outcomes: all of them in a row, one with everything around it, and the steps that edit the local ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from asset_mapper.domain.asset import Asset
from asset_mapper.domain.audience import Audience
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.change import Change, ChangeSet
from asset_mapper.domain.evidence import Coverage, Evidence
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.indicator import Indicator, Reading
from asset_mapper.domain.link import Link
from asset_mapper.domain.mapping_session import MappingSession
from asset_mapper.domain.outcome import ChosenBy, Framework, FrameworkStatus, Outcome
from asset_mapper.errors import InvalidValueError
from asset_mapper.i18n import _, language, ngettext
from asset_mapper.services.removing import removal
from asset_mapper.services.what_goes import label_of
from asset_mapper.storage.store import tuples_of
from asset_mapper.storage.unit_of_work import UnitOfWork

PERSONAL_KEY = "personal"
"""The framework of a project that holds the outcomes which people decided for themselves."""


# --- reading ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class OutcomeLine:
    """An outcome in the tree: itself, how many assets support it, and how much is known of that."""

    outcome: Outcome
    supported: int
    coverage: Coverage


@dataclass(frozen=True, slots=True)
class Outline:
    """All frameworks of a project with their outcomes, in the order of the tree."""

    frameworks: tuple[Framework, ...]
    lines: tuple[OutcomeLine, ...]

    def votes(self, framework_id: RecordId) -> int:
        """Add up the votes that the outcomes of a framework were given."""
        return sum(line.outcome.votes for line in self.lines if line.outcome.framework_id == framework_id)

    def under(self, framework_id: RecordId, parent_id: RecordId | None) -> list[OutcomeLine]:
        """List what stands right under an outcome, or at the top of a framework."""
        found = [
            line
            for line in self.lines
            if line.outcome.framework_id == framework_id and line.outcome.parent_id == parent_id
        ]
        return sorted(found, key=lambda line: line.outcome.position)


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
            best[outcome_id] = higher(best.get(outcome_id, Coverage.NONE), Coverage(coverage))
    outcomes = uow.outcomes.all()
    return Outline(
        frameworks=tuple(uow.frameworks.all()),
        lines=tuple(
            OutcomeLine(outcome, supported[outcome.id], best.get(outcome.id, Coverage.NONE)) for outcome in outcomes
        ),
    )


def higher(one: Coverage, other: Coverage) -> Coverage:
    """Give the one that stands higher on the ladder."""
    return max(one, other, key=lambda coverage: coverage.rung)


def best_of(pieces: Iterable[Evidence]) -> Coverage:
    """Give the highest rung that any evidence reaches; not yet known without any."""
    return max((piece.coverage for piece in pieces), key=lambda coverage: coverage.rung, default=Coverage.NONE)


@dataclass(frozen=True, slots=True)
class KnownLink:
    """A link, what stands at its other end, and what is known about it."""

    link: Link
    other: Asset | Outcome
    evidence: tuple[Evidence, ...]

    @property
    def coverage(self) -> Coverage:
        return best_of(self.evidence)


@dataclass(frozen=True, slots=True)
class OutcomePortrait:
    """One outcome with everything around it."""

    outcome: Outcome
    framework: Framework
    supported_by: tuple[KnownLink, ...]  # by assets
    comes_from: tuple[KnownLink, ...]  # outcomes that lead to it
    leads_to: tuple[KnownLink, ...]
    indicators: tuple[tuple[Indicator, tuple[Reading, ...]], ...]  # readings by their day
    session: MappingSession | None = None  # where it was said, or got its votes


def portrait(uow: UnitOfWork, outcome_id: RecordId) -> OutcomePortrait | None:
    """Read everything about one outcome; ``None`` when it is not there any more."""
    outcome = uow.outcomes.find(outcome_id)
    if outcome is None:
        return None
    coming, going = list(uow.links.where(outcome_id=outcome_id)), list(uow.links.where(from_outcome_id=outcome_id))
    evidence = evidence_by_link(uow, [link.id for link in (*coming, *going)])
    assets = {asset.id: asset for asset in uow.assets.with_ids(link.asset_id for link in coming if link.asset_id)}
    ends = [link.from_outcome_id for link in coming] + [link.outcome_id for link in going]
    outcomes = {near.id: near for near in uow.outcomes.with_ids(key for key in ends if key)}

    def known(links: list[Link], others: dict[RecordId, Any], end: str) -> tuple[KnownLink, ...]:
        return tuple(
            KnownLink(link, others[getattr(link, end)], evidence.get(link.id, ()))
            for link in links
            if getattr(link, end) in others
        )

    indicators = list(uow.indicators.where(outcome_id=outcome_id))
    readings: dict[RecordId, list[Reading]] = {indicator.id: [] for indicator in indicators}
    for reading in uow.readings.where(indicator_id=list(readings)) if readings else ():
        readings[reading.indicator_id].append(reading)
    return OutcomePortrait(
        outcome=outcome,
        framework=uow.frameworks.get(outcome.framework_id),
        supported_by=known(coming, assets, "asset_id"),
        comes_from=known(coming, outcomes, "from_outcome_id"),
        leads_to=known(going, outcomes, "outcome_id"),
        indicators=tuple(
            (indicator, tuple(sorted(readings[indicator.id], key=lambda reading: reading.on)))
            for indicator in indicators
        ),
        session=uow.sessions.find(outcome.session_id or ""),
    )


def evidence_by_link(uow: UnitOfWork, link_ids: Sequence[RecordId]) -> dict[RecordId, tuple[Evidence, ...]]:
    """Read the evidence on some links, each in order of its making."""
    found: dict[RecordId, tuple[Evidence, ...]] = {}
    for piece in uow.evidence.where(link_id=list(link_ids)) if link_ids else ():
        found[piece.link_id] = (*found.get(piece.link_id, ()), piece)
    return found


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
    _own(uow, framework_id)
    there = list(uow.outcomes.where(framework_id=framework_id))
    siblings = [outcome.position for outcome in there if outcome.parent_id == parent_id]
    outcome = Outcome(
        framework_id=framework_id,
        name=name,
        parent_id=parent_id,
        code=code.strip() or _next_code({outcome.code for outcome in there}),
        position=max(siblings, default=-1) + 1,
        **fields,
    )
    label = _("Add the outcome “{name}”").format(name=name.text(language()))
    return uow.write(ChangeSet(label, (Change(None, outcome),)))


def add_personal(uow: UnitOfWork, name: Bilingual, **fields: Any) -> ChangeSet:
    """Add an outcome that one person decided: kept apart from the others, and the team's until they say otherwise."""
    made = ChangeSet("")
    found = next(uow.frameworks.where(key=PERSONAL_KEY), None)
    if found is None:
        framework = Framework(key=PERSONAL_KEY, name=_personal_name())
        made = ChangeSet("", (Change(None, framework),))
        found = framework
    there = {outcome.code for outcome in uow.outcomes.where(framework_id=found.id)}
    shown_to = {"visibility": Audience.TEAM} | fields
    outcome = Outcome(
        framework_id=found.id,
        name=name,
        code=_next_code(there, "P"),
        position=len(there),
        personal=True,
        chosen_by=ChosenBy.RESIDENTS,
        **shown_to,
    )
    return uow.write(ChangeSet(_("Add a personal outcome"), (*made.changes, Change(None, outcome))))


def change_outcome(uow: UnitOfWork, outcome_id: RecordId, **fields: Any) -> ChangeSet:
    """Change an outcome. Of a published one, only who chose it, its votes, its stage and who sees it.

    Raises
    ------
    InvalidValueError
        Its words belong to whoever published them.
    """
    before = uow.outcomes.get(outcome_id)
    if not fields.keys() <= _OURS_TO_SAY:
        _own(uow, before.framework_id)
    after = replace(before, **fields)
    label = _("Change the outcome “{name}”").format(name=after.name.text(language()))
    return uow.write(ChangeSet(label, () if after == before else (Change(before, after),)))


_OURS_TO_SAY = frozenset({"chosen_by", "votes", "stage", "visibility"})


def vote(uow: UnitOfWork, outcome_id: RecordId, votes: int, session: MappingSession | None = None) -> ChangeSet:
    """Note how many dots an outcome was given; one that comes from no session yet is said at *session*."""
    before = uow.outcomes.get(outcome_id)
    label = ngettext("Give “{name}” {n} vote", "Give “{name}” {n} votes", votes).format(
        name=before.name.text(language()), n=votes
    )
    after = replace(before, votes=votes)
    if session is not None:
        label = _("{step}, at {session}").format(step=label, session=session.place.text(language()))
        after = replace(after, session_id=before.session_id or session.id)
    return uow.write(ChangeSet(label, () if votes == before.votes else (Change(before, after),)))


def move_outcome(
    uow: UnitOfWork, outcome_id: RecordId, parent_id: RecordId | None, before_id: RecordId | None = None
) -> ChangeSet:
    """Put a local outcome under another one (or at the top), before a brother or sister, or last.

    Raises
    ------
    InvalidValueError
        It would be part of itself, or the framework is a published one.
    """
    moved = uow.outcomes.get(outcome_id)
    _own(uow, moved.framework_id)
    there = {outcome.id: outcome for outcome in uow.outcomes.where(framework_id=moved.framework_id)}
    above = parent_id
    while above is not None:
        if above == outcome_id:
            raise InvalidValueError(_("An outcome cannot be part of itself."))
        above = there[above].parent_id if above in there else None
    order = sorted(
        (outcome for outcome in there.values() if outcome.parent_id == parent_id and outcome.id != outcome_id),
        key=lambda outcome: outcome.position,
    )
    place = next((number for number, outcome in enumerate(order) if outcome.id == before_id), len(order))
    order.insert(place, moved)
    changes = []
    for position, outcome in enumerate(order):
        after = replace(outcome, position=position, parent_id=parent_id)
        if after != outcome:
            changes.append(Change(outcome, after))
    label = _("Move the outcome “{name}”").format(name=moved.name.text(language()))
    return uow.write(ChangeSet(label, tuple(changes)))


def remove_outcomes(uow: UnitOfWork, ids: Sequence[RecordId]) -> ChangeSet:
    """Remove local outcomes with all that is under them and hangs on them; the label says what went.

    Raises
    ------
    InvalidValueError
        One of them is of a published framework, which goes as a whole or stays.
    """
    chosen = uow.outcomes.with_ids(ids)
    for framework_id in {outcome.framework_id for outcome in chosen}:
        _own(uow, framework_id)
    going = _with_descendants(uow, chosen)
    changes = removal(uow, list(going))
    label = _("Remove the outcome “{name}”").format(name=chosen[0].name.text(language())) if chosen else ""
    return uow.write(ChangeSet(label_of(label, changes, {outcome.id for outcome in chosen}), changes))


def rename_framework(uow: UnitOfWork, framework_id: RecordId, name: Bilingual) -> ChangeSet:
    """Give a local framework another name."""
    _own(uow, framework_id)
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


def _own(uow: UnitOfWork, framework_id: RecordId) -> None:
    framework = uow.frameworks.get(framework_id)
    if not is_local(framework):
        raise InvalidValueError(
            _("“{name}” is kept as it was published. Add outcomes of your own to a local framework.").format(
                name=framework.name.text(language())
            )
        )


def _with_descendants(uow: UnitOfWork, chosen: Sequence[Outcome]) -> list[Outcome]:
    found: dict[RecordId, Outcome] = {}
    wave = list(chosen)
    while wave:
        found |= {outcome.id: outcome for outcome in wave}
        wave = [o for o in uow.outcomes.where(parent_id=[outcome.id for outcome in wave]) if o.id not in found]
    return list(found.values())


def _next_code(taken: set[str], prefix: str = "") -> str:
    number = 1
    while f"{prefix}{number}" in taken:
        number += 1
    return f"{prefix}{number}"


def _personal_name() -> Bilingual:
    return Bilingual(cy="Canlyniadau personol", en="Personal outcomes")
