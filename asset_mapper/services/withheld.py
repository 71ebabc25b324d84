"""What a publication holds back, by name, for the team that is about to publish: never for a reader."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from asset_mapper.domain.audience import Audience
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.codes import Code
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.publication import Publication, Reason
from asset_mapper.i18n import N_, _
from asset_mapper.services.publishing import publication_and_withheld
from asset_mapper.storage.unit_of_work import UnitOfWork

MOST = 2_000
"""The most records that are named for one reason."""


class Sort(Code):
    """What a record is, in the words of a person."""

    ASSET = "asset", N_("Asset")
    CONTACT = "contact", N_("Way to reach it")
    MEETING = "meeting", N_("Meeting")
    TALENT = "talent", N_("Talent")
    RELATION = "relation", N_("Relation")
    OUTCOME = "outcome", N_("Outcome")
    OUTCOME_VOTES = "outcome_votes", N_("Votes at a session")
    LINK = "link", N_("Link")
    EVIDENCE = "evidence", N_("Evidence")
    INDICATOR = "indicator", N_("Indicator")
    READING = "reading", N_("Reading")
    SESSION = "session", N_("Session")
    PATHWAY = "pathway", N_("Pathway")
    JOURNEY = "journey", N_("Journey")
    JOURNEY_EVENT = "journey_event", N_("Event of a journey")
    HOURS = "hours", N_("Hours given")
    SURVEY = "survey", N_("Survey")
    STATEMENT = "statement", N_("Statement")
    RESPONDENT_GROUP = "respondent_group", N_("Group of respondents")
    ATTACHMENT = "attachment", N_("Photo or document")
    CUSTOM_FIELD = "custom_field", N_("Imported column")


@dataclass(frozen=True, slots=True)
class Withheld:
    """One record that is held back."""

    sort: Sort
    name: str
    asset_id: RecordId | None  # where to go to see it


@dataclass(frozen=True, slots=True)
class Gathered:
    """A publication, and for the team beside it which records it holds back."""

    publication: Publication
    withheld: Mapping[Reason, Mapping[str, Sequence[RecordId]]]


def gather(
    uow: UnitOfWork, audience: Audience, language: str = "both", view: str | None = None, today: date | None = None
) -> Gathered:
    """Gather what an audience may see, and remember what it may not."""
    return Gathered(*publication_and_withheld(uow, audience, language, view, today))


def named(uow: UnitOfWork, ids: Mapping[str, Sequence[RecordId]]) -> list[Withheld]:
    """Name records: record → ids, as ``Gathered.withheld`` has them for one reason."""
    found: list[Withheld] = []
    for record, wanted in ids.items():
        records = uow.store_named(record).with_ids(wanted[: MOST - len(found)])
        owners = {one.id: one.id for one in records} if record == "asset" else _owners(uow, records)
        names = {asset.id: asset.name.given for asset in uow.assets.with_ids(owners.values())}
        for one in records:
            asset_id, sort = owners.get(one.id), Sort(record)
            found.append(Withheld(sort, _name(one, names.get(asset_id or "", "")) or _(sort.label), asset_id))
    return sorted(found, key=lambda one: (one.sort.value, one.name.casefold()))


def _owners(uow: UnitOfWork, records: Sequence[Any]) -> dict[RecordId, RecordId]:
    """Say to which asset each record belongs, if it does."""
    owners = {}
    links = _by_id(uow.links, (getattr(one, "link_id", None) for one in records))
    for one in records:
        link = links.get(getattr(one, "link_id", None) or "")
        for holder, field in ((one, "asset_id"), (one, "from_id"), (one, "record_id"), (link, "asset_id")):
            asset_id = getattr(holder, field, None)
            if asset_id:
                owners[one.id] = asset_id
                break
    return owners


def _by_id(store: Any, ids: Iterator[RecordId | None]) -> dict[RecordId, Any]:
    return {record.id: record for record in store.with_ids([one for one in ids if one])}


_TEXTS = ("name", "what", "text", "summary", "value", "when", "how", "label", "place")


def _name(record: Any, owner: str) -> str:
    """Say a record by its own words, and by whose it is."""
    said = ""
    for field in _TEXTS:
        value = getattr(record, field, None)
        if value:
            said = value.given if isinstance(value, Bilingual) else str(value)
            break
    own = " ".join(said.split())[:120]
    return " – ".join(filter(None, dict.fromkeys((owner, own))))
