"""Kumu: what we write is as its documentation has it, and comes back; what others made comes in with its doubts."""

from __future__ import annotations

from typing import Any

import orjson
import pytest

from asset_mapper.domain.audience import Audience
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.outcome import Framework
from asset_mapper.domain.project import Project
from asset_mapper.domain.relation import RelationKind
from asset_mapper.errors import UnreadableFileError
from asset_mapper.formats.exporters import EXPORTERS, json_document, kumu
from asset_mapper.formats.importers import read_tables, recognise
from asset_mapper.progress import no_progress
from asset_mapper.services import exporting, records, sample
from asset_mapper.services.importing import ImportOptions, import_files
from asset_mapper.services.open_project import OpenProject
from asset_mapper.services.publishing import publication

TITLE = Bilingual(en="Valley")
ASIDE = ("created_at", "changed_at", "import_id", "session_id")
OPTIONS = ImportOptions(visibility=Audience.PUBLIC)


@pytest.fixture(scope="module")
def village(tmp_path_factory):
    with sample.make(str(tmp_path_factory.mktemp("kumu") / "a.assetmap"), None) as project:
        yield project


@pytest.fixture
def empty(tmp_path):
    with OpenProject.create(tmp_path / "b.assetmap", Project(title=TITLE)) as project:
        yield project


def written(project: OpenProject, path: Any, audience: Audience = Audience.TEAM, language: str = "both") -> Any:
    kumu.write(project.read(publication, audience, language), path, no_progress)
    return orjson.loads(path.read_bytes())


def blueprint(path: Any, elements: list[Any], connections: list[Any], **more: Any) -> Any:
    path.write_bytes(orjson.dumps({"elements": elements, "connections": connections, **more}))
    return path


def told(store: Any) -> dict[str, dict[str, Any]]:
    from asset_mapper.services.imports.row_values import as_row

    name = store._mapping.name
    rows = [as_row(name, record) for record in store.all()]
    return {row["id"]: {key: value for key, value in row.items() if key not in ASIDE} for row in rows}


def test_the_ending_chooses_kumu_before_any_other_json(tmp_path):
    assert exporting.exporter_for(tmp_path / "map.kumu.json") is kumu.EXPORTER
    assert exporting.exporter_for(tmp_path / "map.json") is json_document.EXPORTER
    assert kumu.EXPORTER in EXPORTERS


def test_every_connection_joins_two_elements_and_every_object_says_what_kumu_shows(village, tmp_path):
    content = written(village, tmp_path / "a.kumu.json")
    ids = [one["id"] for one in (*content["elements"], *content["connections"])]
    assert len(set(ids)) == len(ids)  # across both, as Kumu asks
    elements = {one["id"] for one in content["elements"]}
    assert all({one["from"], one["to"]} <= elements for one in content["connections"])
    assert all(one["label"] and one["type"] for one in content["elements"])
    assert {one["direction"] for one in content["connections"]} <= {"directed", "mutual", "undirected"}
    link = next(one for one in content["connections"] if one.get("evidence"))
    assert isinstance(link["evidence"][0], str)
    assert link["coverage"]
    assert any(one.get("pathways") for one in content["elements"])


def test_what_kumu_can_hold_comes_back(village, empty, tmp_path):
    written(village, tmp_path / "a.kumu.json")
    report = import_files(empty, [tmp_path / "a.kumu.json"], OPTIONS)
    assert not report.has_errors, [finding.message for layer in report.layers for finding in layer.findings][:5]
    for name in ("frameworks", "outcomes", "links", "relations", "pathways"):
        before = village.read(lambda uow, name=name: told(getattr(uow, name)))
        assert empty.read(lambda uow, name=name: told(getattr(uow, name))) == before, name
    names = village.read(lambda uow: {asset.id: (asset.name, asset.kind, asset.tags) for asset in uow.assets.all()})
    back = empty.read(lambda uow: {asset.id: (asset.name, asset.kind, asset.tags) for asset in uow.assets.all()})
    assert back == {key: value for key, value in names.items() if key in back}
    assert len(back) == len(village.read(publication, Audience.TEAM).assets)
    again = import_files(empty, [tmp_path / "a.kumu.json"], OPTIONS)
    assert sum(layer.made + layer.updated for layer in again.layers) == 0


def test_a_file_that_went_through_kumu_is_still_known(village, empty, tmp_path):
    """Kumu's backups have ids of its own, and fields in attributes under names of its own."""
    content = written(village, tmp_path / "a.kumu.json")
    ids = {one["id"]: f"elem-{number}" for number, one in enumerate(content["elements"])}

    def kept(one: dict[str, Any], word: str) -> dict[str, Any]:
        own = {key: value for key, value in one.items() if key not in ("id", "type", "from", "to", "direction")}
        return own | {f"{word} type": one["type"]}

    elements = [{"_id": ids[one["id"]], "attributes": kept(one, "element")} for one in content["elements"]]
    connections = [
        {
            "_id": f"conn-{number}",
            "from": ids[one["from"]],
            "to": ids[one["to"]],
            "direction": one["direction"],
            "attributes": kept(one, "connection"),
        }
        for number, one in enumerate(content["connections"])
    ]
    path = blueprint(tmp_path / "backup.json", elements, connections, maps=[{"name": "Main"}], version=1)
    report = import_files(empty, [path], OPTIONS)
    assert not report.has_errors
    links = village.read(lambda uow: told(uow.links))
    assert empty.read(lambda uow: told(uow.links)) == links
    assert any("Maps" in finding.message for layer in report.layers for finding in layer.findings)


def test_a_map_that_others_made_comes_in_with_its_doubts(empty, tmp_path):
    empty.apply(records.add, Framework(key="plan", name=Bilingual(en="Plan")))
    elements = [
        {"label": "Knit and Natter", "type": "Group", "tags": ["wool", "tea"], "Colour": "red"},
        {"label": "Village Hall", "type": "Venue"},
        {"label": "Less lonely", "type": "Outcome", "description": "People have company."},
        {"label": "Healthier", "type": "Outcome"},
    ]
    connections = [
        {"from": "Knit and Natter", "to": "Less lonely", "type": "supports", "label": "They talk."},
        {"from": "Less lonely", "to": "Healthier", "direction": "directed"},
        {"from": "Knit and Natter", "to": "Village Hall", "type": "meets at"},
        {"from": "Village Hall", "to": "Knit and Natter", "type": "gives tea to"},
        {"from": "Healthier", "to": "Village Hall", "direction": "directed"},
        {"from": "Nobody", "to": "Healthier"},
    ]
    report = import_files(empty, [blueprint(tmp_path / "a.json", elements, connections)], OPTIONS)
    found = report.as_dict()
    assert (found["made"], found["refused"]) == (8, 2)
    assets = {asset.name.en: asset for asset in empty.read(lambda uow: list(uow.assets.all()))}
    assert assets["Knit and Natter"].tags == ("wool", "tea")
    assert assets["Knit and Natter"].custom == {"Colour": "red"}
    link, step = empty.read(lambda uow: list(uow.links.all()))
    assert link.asset_id == assets["Knit and Natter"].id
    assert link.how == Bilingual(en="They talk.")
    assert step.from_outcome_id
    meets, other = empty.read(lambda uow: list(uow.relations.all()))
    assert (meets.kind, other.kind, other.note) == (RelationKind.MEETS_AT, RelationKind.KNOWS, "gives tea to")
    text = "\n".join(finding.message for layer in report.layers for finding in layer.findings)
    for part in ("gives tea to", "are outcomes here", "turn it round", "Nobody"):
        assert part in text


def test_an_arrow_without_a_head_between_outcome_and_asset_starts_at_the_asset(empty, tmp_path):
    elements = [{"id": "1", "label": "Hall", "type": "Place"}, {"id": "2", "label": "Warm", "type": "Result"}]
    path = blueprint(tmp_path / "a.json", elements, [{"from": "2", "to": "1", "direction": "undirected"}])
    assert not import_files(empty, [path], OPTIONS).has_errors
    (link,) = empty.read(lambda uow: list(uow.links.all()))
    assert link.asset_id is not None


def test_what_only_looks_like_kumu_is_not_taken_for_it(tmp_path):
    path = tmp_path / "a.json"
    path.write_text('{"version": 0.6, "generator": "Overpass API", "elements": [{"type": "node", "label": "x"}]}')
    assert recognise(path)[0].key != "kumu"
    path.write_text('{"elements": [1], "connections": []}')
    with pytest.raises(UnreadableFileError, match="Kumu"):
        read_tables(path)


@pytest.mark.parametrize("audience", [Audience.PUBLIC, Audience.PARTNERS])
def test_nothing_of_the_team_is_in_a_map_for_others(village, tmp_path, audience):
    content = written(village, tmp_path / "a.kumu.json", audience, "en")
    keys = {key for one in (*content["elements"], *content["connections"]) for key in one}
    assert not keys & {"claimed_by", "notes", "visibility", "checked_by", "source", "note", "created_at"}
