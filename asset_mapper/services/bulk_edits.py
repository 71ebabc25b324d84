"""Changing many assets at once, in one step: what cannot follow stays as it is, and says why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from asset_mapper.domain.asset import Asset, AssetKind, AssetStatus
from asset_mapper.domain.audience import Audience
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.change import Change, ChangeSet
from asset_mapper.domain.consent import PURPOSE_FOR, Consent
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.whereabouts import Whereabouts, WhereKind
from asset_mapper.errors import InvalidValueError
from asset_mapper.i18n import _, ngettext
from asset_mapper.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkEdit:
    """What many assets are to become. What is not said stays as it is."""

    kind: AssetKind | None = None
    add_tags: tuple[str, ...] = ()
    remove_tags: tuple[str, ...] = ()
    status: AssetStatus | None = None
    visibility: Audience | None = None
    area: Bilingual | None = None
    review_due: date | None = None
    session_id: RecordId | None = None

    @property
    def is_empty(self) -> bool:
        return self == BulkEdit()


@dataclass(slots=True)
class Outlook:
    """What a change of many assets would do."""

    changes: list[Change[Asset]] = field(default_factory=list)
    unchanged: int = 0
    refused: list[tuple[RecordId, str]] = field(default_factory=list)  # asset, why it stays as it is


def outlook(uow: UnitOfWork, ids: Sequence[RecordId], edit: BulkEdit, today: date) -> Outlook:
    """Say which assets would change and which cannot."""
    found = Outlook()
    assets = uow.assets.with_ids(ids)
    agreed = _agreements(uow, assets) if edit.visibility else {}
    for asset in assets:
        try:
            after = _edited(asset, edit, agreed.get(asset.id, []), today)
        except InvalidValueError as error:
            found.refused.append((asset.id, str(error)))
            continue
        if after == asset:
            found.unchanged += 1
        else:
            found.changes.append(Change(asset, after))
    return found


def edit_many(uow: UnitOfWork, ids: Sequence[RecordId], edit: BulkEdit, today: date) -> ChangeSet:
    """Change all that can be changed, in one step."""
    changes = tuple(outlook(uow, ids, edit, today).changes)
    label = ngettext("Change {n} asset", "Change {n} assets", len(changes)).format(n=len(changes))
    return uow.write(ChangeSet(label, changes))


def tags_of(uow: UnitOfWork, ids: Sequence[RecordId]) -> tuple[str, ...]:
    """List the tags that some assets have."""
    return tuple(dict.fromkeys(tag for asset in uow.assets.with_ids(ids) for tag in asset.tags))


def _agreements(uow: UnitOfWork, assets: Iterable[Asset]) -> dict[RecordId, list[Consent]]:
    found: dict[RecordId, list[Consent]] = {asset.id: [] for asset in assets if asset.kind is AssetKind.PERSON}
    for consent in uow.consents.all() if found else ():
        if consent.asset_id in found:
            found[consent.asset_id].append(consent)
    return found


def _edited(asset: Asset, edit: BulkEdit, agreed: Sequence[Consent], today: date) -> Asset:
    """Give an asset as it is to become.

    Raises
    ------
    InvalidValueError
        It must not become so.
    """
    if edit.kind is not None and edit.kind is not asset.kind and AssetKind.PERSON in (edit.kind, asset.kind):
        raise InvalidValueError(_("People stay people, and nobody becomes a person without being asked."))
    if edit.visibility is not None:
        _check_may_show(asset, edit.visibility, agreed, today)
    removed = {tag.casefold() for tag in edit.remove_tags}
    tags = dict.fromkeys(tag for tag in asset.tags if tag.casefold() not in removed)
    known = {tag.casefold() for tag in tags}
    tags |= dict.fromkeys(tag for tag in edit.add_tags if tag.casefold() not in known)
    return replace(
        asset,
        kind=edit.kind or asset.kind,
        tags=tuple(tags),
        status=edit.status or asset.status,
        visibility=edit.visibility or asset.visibility,
        whereabouts=_in_area(asset.whereabouts, edit.area) if edit.area else asset.whereabouts,
        review_due=edit.review_due or asset.review_due,
        session_id=edit.session_id or asset.session_id,
    )


def _check_may_show(asset: Asset, audience: Audience, agreed: Sequence[Consent], today: date) -> None:
    """Refuse to widen in passing what needs a decision of its own."""
    if audience is Audience.TEAM or audience is asset.visibility:
        return
    if asset.confidential:
        raise InvalidValueError(_("Confidential places stay with the team."))
    if asset.sensitive and audience is Audience.PUBLIC:
        raise InvalidValueError(_("Belonging to it tells something private: decide about it on its own."))
    if asset.under_18:
        raise InvalidValueError(_("People under 18 are never named outside the team."))
    purpose = PURPOSE_FOR[audience]
    if asset.kind is AssetKind.PERSON and not any(
        consent.purpose is purpose and consent.stands_on(today) for consent in agreed
    ):
        raise InvalidValueError(_("They have not agreed to be shown so."))


def _in_area(where: Whereabouts, area: Bilingual) -> Whereabouts:
    """Say in which area something is. What has a better place keeps it."""
    if where.area == area:
        return where
    unplaced = where.kind is WhereKind.NONE and not where.tells_a_home
    return replace(where, kind=WhereKind.AREA if unplaced else where.kind, area=area, area_code="")
