"""Views that are kept: for whom a map is made, what it is called, what introduces it, and what part of the assets it
shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from asset_mapper.domain.audience import Audience
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.change import Change, ChangeSet
from asset_mapper.domain.project import SavedView
from asset_mapper.errors import InvalidValueError
from asset_mapper.i18n import _
from asset_mapper.storage.unit_of_work import UnitOfWork


def all_views(uow: UnitOfWork) -> list[SavedView]:
    """List the saved views, in order of their making."""
    return list(uow.views.all())


def keep_view(
    uow: UnitOfWork,
    title: Bilingual | None,
    introduction: Bilingual | None,
    audience: Audience,
    where: Mapping[str, str],
) -> ChangeSet:
    """Keep a view under its title; one of the same title is replaced.

    Raises
    ------
    InvalidValueError
        It has no title.
    """
    if title is None:
        raise InvalidValueError(_("A view needs a title, in Welsh or English."))
    wanted = SavedView(name=title.given, title=title, introduction=introduction, audience=audience, where=dict(where))
    for before in uow.views.where(name=wanted.name):
        after = replace(before, title=title, introduction=introduction, audience=audience, where=dict(where))
        return uow.write(ChangeSet(_("Keep a view"), (Change(before, after),)))
    return uow.write(ChangeSet(_("Keep a view"), (Change(None, wanted),)))


def keep_contact(uow: UnitOfWork, contact: str) -> ChangeSet:
    """Name whom people can ask to have an entry corrected or removed."""
    before = uow.project
    after = replace(before, contact=contact)
    changes = (Change(before, after),) if after != before else ()
    return uow.write(ChangeSet(_("Say whom to ask for corrections"), changes))
