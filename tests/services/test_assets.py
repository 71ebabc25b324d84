"""What a user does with assets."""

from datetime import date

import pytest
import shapely

from asset_mapper.domain.asset import Asset, AssetKind, AssetStatus
from asset_mapper.domain.audience import Audience
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.project import Project
from asset_mapper.domain.whereabouts import NOWHERE, Precision, Whereabouts, WhereKind, confidential, shape
from asset_mapper.errors import ConflictError, InvalidValueError, NotFoundError
from asset_mapper.services import assets, queries, records
from tests.projects import added, an_asset, hide

HERE = shape(shapely.Point(-3.9, 52.0), Precision.STREET, address="1 High Street")


@pytest.fixture
def hall(project):
    return added(project, an_asset("Hall", AssetKind.PLACE))


def test_undo_takes_an_asset_off_the_map_again(project, hall):
    project.apply(assets.place, hall.id, HERE)
    assert project.read(queries.asset, hall.id).whereabouts == HERE
    assert project.undo_label == "Place on the map"
    project.undo()
    assert project.read(queries.asset, hall.id) == hall


def test_a_person_is_not_placed_on_the_map(project):
    megan = added(project, an_asset("Megan", AssetKind.PERSON))
    with pytest.raises(InvalidValueError, match="no point on the map"):
        project.apply(assets.place, megan.id, HERE)
    assert project.read(queries.asset, megan.id) == megan


def test_an_asset_that_is_gone_is_not_placed(project):
    with pytest.raises(NotFoundError):
        project.apply(assets.place, "nobody", HERE)


def test_a_confidential_place_keeps_the_label_of_its_area(project):
    where = Whereabouts(kind=WhereKind.AREA, area=Bilingual("Y Gogledd", "North"), area_code="W05000001")
    refuge = added(project, an_asset("Refuge", AssetKind.PLACE, whereabouts=where, custom={"Grid": "SN5881"}))
    project.apply(hide, refuge.id, where.area)
    kept = project.read(queries.asset, refuge.id)
    assert (kept.whereabouts, kept.custom) == (confidential(where.area), {})
    project.apply(hide, refuge.id, Bilingual(en="Elsewhere"))
    assert project.read(queries.asset, refuge.id).whereabouts == confidential(Bilingual(en="Elsewhere"))


@pytest.mark.parametrize(
    ("before", "after"),
    [(Audience.TEAM, Audience.TEAM), (Audience.PARTNERS, Audience.PARTNERS), (Audience.PUBLIC, Audience.PARTNERS)],
)
def test_what_is_flagged_as_sensitive_goes_no_further_than_to_partners(before, after):
    flagged = assets.flagged(an_asset("Carers", visibility=before))
    assert (flagged.sensitive, flagged.visibility) == (True, after)


def test_an_asset_that_is_still_true_says_who_looked_and_when(project, hall):
    project.apply(assets.still_true, [hall.id], date(2026, 11, 22), "Gwen")
    checked = project.read(queries.asset, hall.id)
    assert (checked.checked_on, checked.checked_by) == (date(2026, 11, 22), "Gwen")


def test_what_is_still_true_is_due_again_after_the_time_of_the_project_else_after_a_year(project, hall):
    day, later = date(2026, 11, 22), date(2027, 3, 1)
    due, fresh, never = added(
        project,
        an_asset("Due", review_due=day, status=AssetStatus.UNCHECKED),
        an_asset("Not due yet", review_due=later),
        an_asset("Never due"),
    )

    def checked() -> list[tuple[date | None, AssetStatus]]:
        project.apply(assets.still_true, [due.id, fresh.id, never.id], day, "Gwen")
        found = (project.read(queries.asset, one.id) for one in (due, fresh, never))
        return [(one.review_due, one.status) for one in found]

    active = AssetStatus.ACTIVE
    assert checked() == [(date(2027, 11, 22), active), (later, active), (None, active)]
    project.undo()
    assert project.read(queries.asset, due.id) == due
    project.apply(records.edit, Project, project.read(lambda uow: uow.project.id), retention_months=3)
    assert checked() == [(date(2027, 2, 22), active), (later, active), (date(2027, 2, 22), active)]


def test_a_form_saves_what_nobody_changed_meanwhile(project, hall):
    from dataclasses import replace

    after = replace(hall, notes="By the form")
    assert project.apply(assets.save, hall, after).label == "Change “Hall”"
    assert not project.apply(assets.save, after, after)
    with pytest.raises(ConflictError):
        project.apply(assets.save, hall, replace(hall, notes="By another form"))
    project.apply(records.edit, Asset, hall.id, whereabouts=NOWHERE)
    assert project.read(queries.asset, hall.id).notes == "By the form"


def test_nothing_is_at_a_venue_that_is_at_itself_again(project, hall):
    from dataclasses import replace

    def at(asset, venue):
        where = Whereabouts(kind=WhereKind.VENUE, venue_id=venue.id)
        return project.apply(assets.save, asset, replace(asset, whereabouts=where))

    library = added(project, an_asset("Library", AssetKind.PLACE))
    person = added(project, an_asset("Gwen", AssetKind.PERSON))
    at(library, hall)
    with pytest.raises(InvalidValueError, match="at a venue that is at"):
        at(hall, library)
    with pytest.raises(InvalidValueError, match="at a person"):
        at(hall, person)


def test_what_the_check_would_say_is_said_while_typing(hall):
    from dataclasses import replace

    assert assets.cautions(hall, (), date(2026, 11, 22)) == []
    shown = replace(hall, sensitive=True, visibility=Audience.PUBLIC)
    assert "Is that decided?" in assets.cautions(shown, (), date(2026, 11, 22))[0]
