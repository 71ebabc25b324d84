"""What is known before something is published, and remembered afterwards."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from asset_mapper.domain.asset import AssetKind
from asset_mapper.domain.audience import Audience
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.consent import Consent, ConsentHow, Purpose
from asset_mapper.domain.contact import ContactKind, ContactPoint
from asset_mapper.domain.project import ExportRecord, Project
from asset_mapper.domain.publication import Reason
from asset_mapper.domain.survey import Survey
from asset_mapper.errors import InvalidValueError
from asset_mapper.formats.exporters import EXPORTERS
from asset_mapper.services import consents, exporting, records, sample
from asset_mapper.services.publish_advice import advice
from asset_mapper.services.publishing import publication
from asset_mapper.services.saved_views import all_views, keep_view
from asset_mapper.services.went_out import went_out
from asset_mapper.services.withheld import Sort, gather, named
from tests.projects import added, an_asset

TODAY = date(2026, 11, 22)
PUBLIC, TEAM = Audience.PUBLIC, Audience.TEAM


@pytest.fixture
def sample_project(tmp_path):
    with sample.make(tmp_path / "sample.assetmap") as opened:
        yield opened


def codes(project, audience, formats=("html",), basemap=None):
    made = project.read(publication, audience, today=TODAY)
    return [one.code for one in advice(made, formats, basemap)]


def test_what_is_held_back_is_named_with_the_asset_that_it_belongs_to(project):
    secret = added(project, an_asset("For the team", visibility=TEAM))
    shown = added(project, an_asset("Shown", visibility=PUBLIC))
    phone = added(project, ContactPoint(asset_id=shown.id, kind=ContactKind.PHONE, value="01597 820000"))
    gathered = project.read(gather, PUBLIC, today=TODAY)
    (asset,) = project.read(named, {"asset": gathered.withheld[Reason.VISIBILITY]["asset"]})
    assert (asset.sort, asset.name, asset.asset_id) == (Sort.ASSET, "For the team", secret.id)
    (contact,) = project.read(named, gathered.withheld[Reason.CONTACT])
    assert (contact.name, contact.asset_id) == (f"Shown – {phone.value}", shown.id)


def test_as_many_are_named_as_are_counted(sample_project):
    gathered = sample_project.read(gather, PUBLIC)
    for held in gathered.publication.held_back:
        if held.reason is not Reason.TEAM_ONLY:
            assert len(gathered.withheld[held.reason][held.record]) == held.records
    every = [sample_project.read(named, ids) for ids in gathered.withheld.values()]
    assert all(one.name for found in every for one in found)


def test_what_hangs_on_a_survey_of_the_team_is_named(sample_project):
    for survey in sample_project.read(lambda uow: list(uow.surveys.all())):
        sample_project.apply(records.edit, Survey, survey.id, visibility=TEAM)
    gathered = sample_project.read(gather, PUBLIC)
    found = sample_project.read(named, gathered.withheld[Reason.HANGS_ON])
    assert {Sort.STATEMENT, Sort.RESPONDENT_GROUP} <= {one.sort for one in found}


def test_a_publication_itself_knows_nothing_of_what_is_held_back(project):
    added(project, an_asset("For the team", visibility=TEAM))
    made = project.read(gather, PUBLIC, today=TODAY).publication
    assert "For the team" not in repr(made)


def test_an_empty_map_without_contact_and_basemap_is_pointed_out(project):
    assert codes(project, PUBLIC) == ["empty", "no-contact", "no-basemap"]
    assert codes(project, TEAM, ("csv",)) == ["empty"]


def test_what_was_missing_is_no_longer_said_when_it_is_there(project, tmp_path):
    added(project, an_asset("Shown", visibility=PUBLIC))
    made = project.read(lambda uow: uow.project)
    project.apply(records.edit, Project, made.id, contact="map@example.org")
    basemap = tmp_path / "a.pmtiles"
    basemap.write_bytes(b"x")
    assert codes(project, PUBLIC, basemap=basemap) == []
    assert codes(project, PUBLIC, basemap=Path("/nowhere/a.pmtiles")) == ["basemap-gone"]


def test_a_view_is_kept_under_its_title_and_replaced_by_the_same(project):
    added(project, an_asset("A", tags=("food",), visibility=PUBLIC), an_asset("B", visibility=PUBLIC))
    title = Bilingual("Bwyd", "Food")
    project.apply(keep_view, title, None, PUBLIC, {"tags": "food"})
    project.apply(keep_view, title, Bilingual(en="What we eat"), PUBLIC, {"tags": "food"})
    (view,) = project.read(all_views)
    made = project.read(publication, PUBLIC, view=view.name, today=TODAY)
    assert (made.title, made.introduction) == (title, Bilingual(en="What we eat"))
    assert list(made.assets.name_en) == ["A"]


def test_a_view_without_a_title_is_refused(project):
    with pytest.raises(InvalidValueError, match="title"):
        project.apply(keep_view, None, None, PUBLIC, {})


def test_what_went_out_says_who_of_those_in_it_has_withdrawn(project):
    person = added(project, an_asset("Nia", kind=AssetKind.PERSON, visibility=PUBLIC))
    given = Consent(asset_id=person.id, purpose=Purpose.PUBLISH, given_on=TODAY, how=ConsentHow.PAPER)
    added(project, given)
    out = ExportRecord(file="map.html", format="html", audience=PUBLIC, language="both", people=(person.id,))
    project.apply(records.add, out)
    (before,) = project.read(went_out, TODAY)
    assert (before.people, before.withdrawn) == (1, ())
    project.apply(consents.withdraw, person.id, TODAY + timedelta(days=1))
    (after,) = project.read(went_out, TODAY + timedelta(days=1))
    assert after.withdrawn == ((person.id, "Nia"),)


def test_the_preview_is_the_page_that_is_published(project, tmp_path):
    added(project, an_asset("Shown", visibility=PUBLIC), an_asset("Secret", visibility=TEAM))
    made = project.read(publication, PUBLIC, today=TODAY)
    page = next(exporter for exporter in EXPORTERS if exporter.key == "html")
    exporting.export(made, page, tmp_path / "map.html")
    preview = exporting.preview(made)
    assert preview == (tmp_path / "map.html").read_text(encoding="utf-8")
    assert "Shown" in preview and "Secret" not in preview


@pytest.mark.parametrize("exporter", EXPORTERS, ids=lambda exporter: exporter.key)
def test_only_what_shows_a_map_takes_a_basemap(exporter, tmp_path):
    other = exporting.with_basemap(exporter, tmp_path / "a.pmtiles")
    assert other.key == exporter.key
    assert (other is not exporter) == (exporter.key in ("html", "pdf", "site"))
    assert exporting.with_basemap(exporter, None) is exporter
