"""Many assets change in one step; what must not change stays, with a reason."""

from __future__ import annotations

from datetime import date

import pytest

from asset_mapper.domain.asset import AssetKind, AssetStatus
from asset_mapper.domain.audience import Audience
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.consent import Consent, ConsentHow, Purpose
from asset_mapper.domain.mapping_session import MappingSession
from asset_mapper.domain.whereabouts import WhereKind, confidential
from asset_mapper.services import bulk_edits
from asset_mapper.services.bulk_edits import BulkEdit
from asset_mapper.services.open_project import OpenProject
from tests.projects import added, an_asset, everything

TODAY = date(2026, 11, 22)


def test_all_is_changed_in_one_step_and_undone_in_one(project: OpenProject):
    made = added(project, an_asset("One", tags=("old", "kept")), an_asset("Two", tags=("Kept",)), an_asset("Three"))
    session = added(project, MappingSession(place=Bilingual(en="Hall"), on=TODAY))
    before = everything(project)
    edit = BulkEdit(
        kind=AssetKind.CULTURE,
        add_tags=("new", "kept"),
        remove_tags=("OLD",),
        status=AssetStatus.CLOSED,
        visibility=Audience.PUBLIC,
        area=Bilingual(cy="Y cwm"),
        review_due=TODAY,
        session_id=session.id,
    )
    step = project.apply(bulk_edits.edit_many, [one.id for one in made], edit, TODAY)
    assert (len(step), step.label) == (3, "Change 3 assets")
    found = project.read(lambda uow: list(uow.assets.all()))
    assert [one.tags for one in found] == [("kept", "new"), ("Kept", "new"), ("new", "kept")]
    for one in found:
        assert (one.kind, one.status, one.visibility) == (AssetKind.CULTURE, AssetStatus.CLOSED, Audience.PUBLIC)
        assert (one.whereabouts.kind, one.whereabouts.area) == (WhereKind.AREA, Bilingual(cy="Y cwm"))
        assert (one.review_due, one.session_id) == (TODAY, session.id)
    project.undo()
    assert everything(project) == before


def test_nothing_said_changes_nothing(project: OpenProject):
    one = added(project, an_asset("One"))
    assert not project.apply(bulk_edits.edit_many, [one.id], BulkEdit(), TODAY)


@pytest.mark.parametrize(
    ("fields", "edit", "why"),
    [
        ({"kind": AssetKind.PERSON}, BulkEdit(kind=AssetKind.GROUP), "People stay people"),
        ({}, BulkEdit(kind=AssetKind.PERSON), "nobody becomes a person"),
        ({"sensitive": True}, BulkEdit(visibility=Audience.PUBLIC), "something private"),
        ({"whereabouts": confidential()}, BulkEdit(visibility=Audience.PARTNERS), "stay with the team"),
        ({"kind": AssetKind.PERSON}, BulkEdit(visibility=Audience.PARTNERS), "have not agreed"),
        ({"kind": AssetKind.PERSON, "under_18": True}, BulkEdit(visibility=Audience.PUBLIC), "under 18"),
    ],
)
def test_what_must_not_change_stays_and_says_why(project: OpenProject, fields: dict, edit: BulkEdit, why: str):
    one = added(project, an_asset("One", **{"kind": AssetKind.GROUP} | fields))
    other = added(project, an_asset("Other", AssetKind.PLACE))
    before = everything(project)
    found = project.read(bulk_edits.outlook, [one.id, other.id], edit, TODAY)
    refused = dict(found.refused)
    assert why in refused[one.id]
    step = project.apply(bulk_edits.edit_many, [one.id, other.id], edit, TODAY)
    assert {change.record.id for change in step} == {other.id} - refused.keys()
    assert everything(project)[one.id] == before[one.id]


def test_who_agreed_can_be_shown(project: OpenProject):
    megan = added(project, an_asset("Megan", AssetKind.PERSON))
    added(project, Consent(asset_id=megan.id, purpose=Purpose.PARTNERS, given_on=TODAY, how=ConsentHow.PAPER))
    for audience, count in ((Audience.PARTNERS, 1), (Audience.PUBLIC, 0)):
        edit = BulkEdit(visibility=audience)
        assert len(project.read(bulk_edits.outlook, [megan.id], edit, TODAY).changes) == count
