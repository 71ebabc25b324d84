"""What belongs to an asset in a file, its ways to reach it and its meetings, and what that changes in the project."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, time
from typing import Any

from asset_mapper.analysis.duplicates.names import contact_key
from asset_mapper.domain.audience import Audience
from asset_mapper.domain.bilingual import bilingual
from asset_mapper.domain.change import Change
from asset_mapper.domain.contact import ContactKind, ContactPoint
from asset_mapper.domain.meeting import Meeting
from asset_mapper.i18n import _
from asset_mapper.services.imports.asset_fields import when_of
from asset_mapper.services.imports.offering import Offering
from asset_mapper.services.imports.owners import Owners


def by_row(columns: Mapping[str, Sequence[Any]]) -> dict[int, list[int]]:
    """Say which contacts, or which meetings, belong to each row of a draft."""
    found: dict[int, list[int]] = {}
    for index, row in enumerate(columns["row"]):
        found.setdefault(row, []).append(index)
    return found


def compare_contacts(work: Offering, ours: list[ContactPoint], indices: Sequence[int]) -> None:
    known = {contact_key(contact.kind.value, contact.value) for contact in ours}
    columns = work.draft.contacts
    for kind in ContactKind:
        theirs = [index for index in indices if columns["kind"][index] == kind.value]
        missing = [index for index in theirs if contact_key(kind.value, columns["value"][index]) not in known]
        same_kind = [contact for contact in ours if contact.kind is kind]
        if not missing or (work.only_fill and same_kind):
            continue
        if len(theirs) == 1 == len(same_kind):
            _replace_contact(work, same_kind[0], columns["value"][missing[0]])
            continue
        for index in missing:
            _add_contact(work, kind, index)


def _replace_contact(work: Offering, ours: ContactPoint, value: str) -> None:
    owners = Owners(work.uow, ours)
    label = _(ours.kind.label)
    if owners.is_by_hand("value"):
        if owners.before("value") != value:
            work.report_kept(label, ours.value, value)
        return
    work.proposal.changes.append(Change(ours, replace(ours, value=value)))
    work.proposal.fields[label] = (ours.value, value)


def _add_contact(work: Offering, kind: ContactKind, index: int) -> None:
    columns = work.draft.contacts
    contact = ContactPoint(
        asset_id=work.asset.id,
        kind=kind,
        value=columns["value"][index],
        person=columns["person"][index],
        audience=Audience(columns["audience"][index]),
    )
    work.proposal.changes.append(Change(None, contact))
    before, after = work.proposal.fields.get(_(kind.label), ("", ""))
    work.proposal.fields[_(kind.label)] = (before, "; ".join(filter(None, (after, contact.value))))


def compare_meetings(work: Offering, ours: list[Meeting], indices: Sequence[int]) -> None:
    if work.draft.is_own and ours:
        return  # the words of a list that we wrote say again what these say
    theirs = [_meeting(work, index) for index in indices]
    known = {when_of(meeting) for meeting in ours}
    wanted = {when_of(meeting) for meeting in theirs}
    missing = [meeting for meeting in theirs if when_of(meeting) not in known]
    if not missing or (work.only_fill and ours):
        return
    stale = [meeting for meeting in ours if when_of(meeting) not in wanted]
    by_hand = [meeting for meeting in stale if Owners(work.uow, meeting).is_by_hand("when")]
    label = _("When it is open or meets")
    before = "; ".join(" ".join(filter(None, when_of(meeting))) for meeting in stale)
    after = "; ".join(" ".join(filter(None, when_of(meeting))) for meeting in missing)
    if by_hand:
        base = {Owners(work.uow, meeting).before("when") for meeting in by_hand}
        if not {when_of(meeting) for meeting in missing} <= base:
            work.report_kept(label, before, after)
        return
    work.proposal.changes += [Change(meeting, None) for meeting in stale]
    work.proposal.changes += [Change(None, meeting) for meeting in missing]
    work.proposal.fields[label] = (before, after)


def _meeting(work: Offering, index: int) -> Meeting:
    cell: Callable[[str], Any] = lambda name: work.draft.meetings[name][index]  # noqa: E731 - a short name for a place
    return Meeting(
        asset_id=work.asset.id,
        venue_id=work.draft.at_venue[work.row] if work.draft.at_venue else None,
        rule=cell("rule"),
        first_on=date.fromisoformat(cell("first_on")) if cell("first_on") else None,
        starts_at=time.fromisoformat(cell("starts_at")) if cell("starts_at") else None,
        ends_at=time.fromisoformat(cell("ends_at")) if cell("ends_at") else None,
        when=bilingual(cell("when_cy"), cell("when_en")),
        cost=bilingual(cell("cost_cy"), cell("cost_en")),
        who=bilingual(cell("who_cy"), cell("who_en")),
        access=cell("access"),
    )
