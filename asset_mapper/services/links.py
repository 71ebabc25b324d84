"""Linking assets to outcomes, outcomes to each other, and evidence to the links."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from asset_mapper.domain.asset import Asset
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.change import Change, ChangeSet
from asset_mapper.domain.evidence import Evidence
from asset_mapper.domain.filtering import fold
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.link import Direction, FourCo, Link
from asset_mapper.domain.outcome import Outcome
from asset_mapper.errors import NotFoundError, WrongUseError
from asset_mapper.i18n import _, ngettext
from asset_mapper.services.names import Named, named_assets
from asset_mapper.storage.unit_of_work import UnitOfWork


def contribute(
    uow: UnitOfWork,
    asset_id: RecordId,
    outcome_id: RecordId,
    how: Bilingual | None = None,
    co: FourCo | None = None,
    direction: Direction = Direction.HELPS,
    claimed_by: str = "",
) -> ChangeSet:
    """Say that an asset supports an outcome, and how. Saying the same twice makes no second link."""
    asset, outcome = uow.assets.get(asset_id), uow.outcomes.get(outcome_id)
    link = Link(asset_id=asset.id, outcome_id=outcome.id, how=how, co=co, direction=direction, claimed_by=claimed_by)
    known = contribution(uow, asset_id, outcome_id, how, co, direction)
    return uow.write(ChangeSet(_("Link to an outcome"), () if known else (Change(None, link),)))


def contribution(
    uow: UnitOfWork,
    asset_id: RecordId,
    outcome_id: RecordId,
    how: Bilingual | None = None,
    co: FourCo | None = None,
    direction: Direction = Direction.HELPS,
) -> Link | None:
    """Find the link that says just this, if there is one."""
    for known in uow.links.where(asset_id=asset_id, outcome_id=outcome_id):
        if (known.how, known.co, known.direction) == (how, co, direction):
            return known
    return None


def contribute_all(
    uow: UnitOfWork,
    asset_ids: Sequence[RecordId],
    outcome_id: RecordId,
    how: Bilingual | None = None,
    co: FourCo | None = None,
    direction: Direction = Direction.HELPS,
    claimed_by: str = "",
) -> ChangeSet:
    """Say that several assets support an outcome, in one step. Those that are linked to it that way stay so.

    One that helps may be said to harm too: both stand side by side.
    """
    outcome = uow.outcomes.get(outcome_id)
    linked = {link.asset_id for link in uow.links.where(outcome_id=outcome_id, direction=direction.value)}
    made = tuple(
        Change(
            None,
            Link(
                asset_id=asset.id,
                outcome_id=outcome.id,
                how=how,
                co=co,
                direction=direction,
                claimed_by=claimed_by,
            ),
        )
        for asset in uow.assets.with_ids(asset_ids)
        if asset.id not in linked
    )
    label = ngettext("Link {n} asset to an outcome", "Link {n} assets to an outcome", len(made)).format(n=len(made))
    return uow.write(ChangeSet(label, made))


def change_link(uow: UnitOfWork, link_id: RecordId, **fields: Any) -> ChangeSet:
    """Say a link differently: how, by which of the Four Co's, whether it helps or harms, or to which outcome."""
    before = uow.links.get(link_id)
    after = replace(before, **fields)
    return uow.write(ChangeSet(_("Change a link"), () if after == before else (Change(before, after),)))


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkChoices:
    """What the form of a link is about: the ends that are fixed, and what the open end can be."""

    assets: tuple[Asset, ...] = ()  # where it starts
    from_outcome: Outcome | None = None  # where it starts, when it is a step
    outcome: Outcome | None = None  # where it ends
    link: Link | None = None  # the one that is there already
    proposed: RecordId | None = None  # the outcome that is offered first at the open end
    outcomes: tuple[Outcome, ...] = ()
    named_assets: tuple[Named, ...] = ()


def choices_of_assets(
    uow: UnitOfWork, asset_ids: Sequence[RecordId], proposed: RecordId | None = None
) -> LinkChoices:
    """Read what some assets can be linked to, such as to the outcome that they were dropped on."""
    assets, outcomes = tuple(uow.assets.with_ids(asset_ids)), tuple(uow.outcomes.all())
    return LinkChoices(assets=assets, outcomes=outcomes, proposed=proposed)


def choices_of_support(uow: UnitOfWork, outcome_id: RecordId) -> LinkChoices:
    """Read what can support an outcome."""
    return LinkChoices(outcome=uow.outcomes.get(outcome_id), named_assets=tuple(named_assets(uow)))


def choices_of_step(uow: UnitOfWork, outcome_id: RecordId) -> LinkChoices:
    """Read where an outcome can lead to: to any but itself."""
    outcomes = tuple(outcome for outcome in uow.outcomes.all() if outcome.id != outcome_id)
    return LinkChoices(from_outcome=uow.outcomes.get(outcome_id), outcomes=outcomes)


def choices_of_link(uow: UnitOfWork, link_id: RecordId) -> LinkChoices:
    """Read what a link that is there can be changed to."""
    link = uow.links.get(link_id)
    start = (
        choices_of_assets(uow, [link.asset_id]) if link.asset_id else choices_of_step(uow, link.from_outcome_id or "")
    )
    return replace(start, link=link, outcome=uow.outcomes.get(link.outcome_id))


def lead_to(
    uow: UnitOfWork,
    from_outcome_id: RecordId,
    outcome_id: RecordId,
    how: Bilingual | None = None,
    direction: Direction = Direction.HELPS,
    co: FourCo | None = None,
    claimed_by: str = "",
) -> ChangeSet:
    """Say that one outcome is a step to another. Saying the same twice makes no second link."""
    start, end = uow.outcomes.get(from_outcome_id), uow.outcomes.get(outcome_id)
    link = Link(
        from_outcome_id=start.id, outcome_id=end.id, how=how, direction=direction, co=co, claimed_by=claimed_by
    )
    there = uow.links.where(from_outcome_id=start.id, outcome_id=end.id)
    is_known = any((one.how, one.co, one.direction) == (how, co, direction) for one in there)
    return uow.write(ChangeSet(_("Add a step"), () if is_known else (Change(None, link),)))


def add_evidence(uow: UnitOfWork, evidence: Evidence) -> ChangeSet:
    """Put evidence on a link."""
    uow.links.get(evidence.link_id)
    return uow.write(ChangeSet(_("Add evidence"), (Change(None, evidence),)))


def named_asset(uow: UnitOfWork, name_or_id: str) -> Asset:
    """Find the one asset of that id, or of that name in either language.

    Raises
    ------
    NotFoundError
        There is none; the message names some that are near.
    WrongUseError
        There are several; the message lists their ids.
    """
    if found := uow.assets.find(name_or_id):
        return found
    wanted = fold(name_or_id)
    known = list(uow.assets.all())
    same = [asset for asset in known if wanted in (fold(asset.name.cy), fold(asset.name.en))]
    if len(same) > 1:
        ids = ", ".join(asset.id for asset in same[:10])
        raise WrongUseError(
            _("There are several assets called “{name}”. Give the id of one: {ids}.").format(name=name_or_id, ids=ids)
        )
    if not same:
        near = _near(wanted, (text for asset in known for text in (asset.name.cy, asset.name.en) if text))
        raise NotFoundError(_("There is no asset “{name}”. {near}").format(name=name_or_id, near=near).strip())
    return same[0]


def coded_outcome(uow: UnitOfWork, code_or_id: str) -> Outcome:
    """Find the one outcome of that id, code (``WFG3``, or ``framework:code`` where several share it) or name."""
    if found := uow.outcomes.find(code_or_id):
        return found
    key, separator, rest = code_or_id.partition(":")
    frameworks = {framework.id: framework for framework in uow.frameworks.all()}
    known = list(uow.outcomes.all())
    if separator and any(framework.key == key for framework in frameworks.values()):
        known = [outcome for outcome in known if frameworks[outcome.framework_id].key == key]
        code_or_id = rest
    wanted = fold(code_or_id)
    same = [outcome for outcome in known if fold(outcome.code) == wanted]
    same = same or [outcome for outcome in known if wanted in (fold(outcome.name.cy), fold(outcome.name.en))]
    if len(same) > 1:
        choices = ", ".join(f"{frameworks[outcome.framework_id].key}:{outcome.code}" for outcome in same[:10])
        raise WrongUseError(
            _("There are several outcomes “{code}”. Say which: {choices}.").format(code=code_or_id, choices=choices)
        )
    if not same:
        near = _near(wanted, (outcome.code for outcome in known))
        raise NotFoundError(_("There is no outcome “{code}”. {near}").format(code=code_or_id, near=near).strip())
    return same[0]


def _near(wanted: str, texts: Iterable[str]) -> str:
    from rapidfuzz import fuzz, process

    found = process.extract(
        wanted, list(dict.fromkeys(texts)), processor=fold, scorer=fuzz.WRatio, limit=3, score_cutoff=60
    )
    if not found:
        return ""
    return _("Did you mean: {names}?").format(names=", ".join(f"“{name}”" for name, _score, _index in found))
