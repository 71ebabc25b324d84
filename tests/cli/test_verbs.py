"""The verbs that make, look at, link, check, undo and bring up to date."""

import json
from contextlib import closing

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from asset_mapper.cli.main import main
from asset_mapper.domain.asset import Asset, AssetKind
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.project import Project
from asset_mapper.services import frameworks, queries, records
from asset_mapper.services.open_project import OpenProject
from asset_mapper.storage import migrations, project_file
from tests.projects import TITLE, added, an_asset, everything


@pytest.fixture
def said(capsys, monkeypatch):
    """Run a command that ends well; gives what it printed."""
    monkeypatch.setenv("ASSET_MAPPER_LANGUAGE", "en")

    def run(*arguments, status=0):
        capsys.readouterr()
        assert main([str(argument) for argument in arguments]) == status, capsys.readouterr().err
        return capsys.readouterr().out

    return run


@pytest.fixture
def valley(path):
    """Give the path of a project with a hall, a choir and the well-being goals."""
    with OpenProject.create(path, Project(title=TITLE)) as project:
        added(project, an_asset("Hall", AssetKind.PLACE), an_asset("Choir", tags=("music",)))
        project.apply(frameworks.add_framework, "wfg-goals")
    return path


def stored(path, kind=Asset):
    with OpenProject.open(path, read_only=True) as project:
        return [record for record in everything(project).values() if isinstance(record, kind)]


# new ------------------------------------------------------------------------------------------------------------


def test_new_makes_a_project_with_what_was_said(said, tmp_path):
    path = tmp_path / "cwm.assetmap"
    out = said(
        "new", path, "--title", "Derwen Valley", "--title-cy", "Cwm Derwen", "--framework", "wfg-goals",
        "--framework", "ons4", "--framework", "wfg-goals", "--publisher", "Derwen Council",
        "--contact", "a@b.example",
    )  # fmt: skip
    assert str(path) in out
    (project,) = stored(path, Project)
    assert (project.title, project.publisher, project.contact) == (TITLE, "Derwen Council", "a@b.example")
    with OpenProject.open(path, read_only=True) as opened:
        assert [framework.key for framework in opened.read(lambda uow: list(uow.frameworks.all()))] == [
            "wfg-goals",
            "ons4",
        ]


def test_new_calls_a_project_like_its_file_when_nothing_was_said(said, tmp_path):
    said("new", tmp_path / "Cwm Derwen")
    (project,) = stored(tmp_path / "Cwm Derwen.assetmap", Project)
    assert project.title == Bilingual(en="Cwm Derwen")


def test_new_does_not_write_over_a_project(said, valley):
    said("new", valley, status=3)
    assert len(stored(valley)) == 2


def test_new_encrypts(said, tmp_path, monkeypatch):
    monkeypatch.setenv("ASSET_MAPPER_PASSPHRASE", "cyfrinach")
    said("new", tmp_path / "p.assetmap", "--encrypt")
    assert project_file.is_encrypted(tmp_path / "p.assetmap")
    assert json.loads(said("info", tmp_path / "p.assetmap", "--json"))["encrypted"] is True


def test_new_makes_a_teams_project_and_never_tells_the_password(said, where):
    out = said("new", where)
    assert "tester:" not in out.replace("tester:***", "")
    with OpenProject.open(where) as opened:
        title = opened.read(lambda uow: uow.project.title.given)
    assert title and "@" not in title and ":" not in title


# info and list --------------------------------------------------------------------------------------------------


def test_info_has_the_keys_that_programs_rely_on(said, valley):
    report = json.loads(said("info", valley, "--json"))
    assert list(report) == [
        "title", "assets", "by_kind", "located", "people", "outcomes", "links", "evidence", "sessions", "schema",
        "encrypted",
    ]  # fmt: skip
    assert report["title"] == {"cy": "Cwm Derwen", "en": "Derwen Valley"}
    assert list(report["by_kind"]) == [kind.value for kind in AssetKind]
    assert (report["assets"], report["outcomes"], report["encrypted"]) == (2, 7, False)


def test_info_tells_people_the_same(said, valley):
    out = said("info", valley)
    assert out.startswith("Derwen Valley\n") and "Not encrypted" in out
    assert [line.split()[-1] for line in out.splitlines() if line.startswith("Assets")] == ["2"]


@pytest.mark.parametrize("what", [*queries.LISTS, "findings"])
def test_every_list_is_told_to_programs_and_to_people(said, valley, what):
    rows = json.loads(said("list", valley, what, "--json"))
    lines = said("list", valley, what).splitlines()
    assert len(rows) == len(lines)


def test_a_list_is_narrowed(said, valley):
    rows = json.loads(said("list", valley, "--where", "tag=music", "--json"))
    assert [row["name_en"] for row in rows] == ["Choir"]
    assert said("list", valley, "assets", "--where", "kind=place").startswith("Hall\tplace\t")


def test_a_list_of_findings_is_narrowed_too(said, path):
    with OpenProject.create(path, Project(title=TITLE)) as project:
        added(project, an_asset("Megan", AssetKind.PERSON))
    assert len(json.loads(said("list", path, "findings", "--json", "--where", "severity=error"))) == 1
    assert json.loads(said("list", path, "findings", "--json", "--where", "severity=info")) == []


def test_a_list_of_imports_names_their_files(said, path):
    from asset_mapper.domain.project import ImportBatch

    with OpenProject.create(path, Project(title=TITLE)) as project:
        project.apply(lambda uow: uow.bring_in(ImportBatch(file="rhestr.csv"), [], "Import"))
    assert said("list", path, "imports").startswith("rhestr.csv\t")


# link -----------------------------------------------------------------------------------------------------------


def test_link_links_by_name_and_code(said, valley):
    goal = stored(valley, type(stored_outcome(valley)))[2]
    out = said("link", valley, "--asset", "choir", "--outcome", goal.code, "--how", "They sing", "--co", "co-deliver")
    assert "Linked “Choir”" in out
    (row,) = json.loads(said("list", valley, "links", "--json"))
    assert (row["outcome_id"], row["how_en"], row["co"], row["direction"]) == (
        goal.id,
        "They sing",
        "co-deliver",
        "helps",
    )


def stored_outcome(path):
    from asset_mapper.domain.outcome import Outcome

    return stored(path, Outcome)[0]


def test_evidence_is_kept_even_when_the_link_is_there_already(said, valley):
    code = stored_outcome(valley).code
    link = ("link", valley, "--asset", "Choir", "--outcome", code, "--how", "They sing")
    said(*link, "--evidence", "Six people said so", "--coverage", "level")
    assert "already" in said(*link, "--evidence", "So did the doctor", "--evidence-kind", "study")
    links, told = (json.loads(said("list", valley, what, "--json")) for what in ("links", "evidence"))
    assert len(links) == 1
    assert [(row["summary_en"], row["kind"], row["coverage"]) for row in told] == [
        ("Six people said so", "observation", "level"),
        ("So did the doctor", "study", "belief"),
    ]
    assert {row["link_id"] for row in told} == {links[0]["id"]}


def test_link_reports_to_programs(said, valley):
    outcome = stored_outcome(valley)
    link = ("link", valley, "--asset", "Choir", "--outcome", outcome.id, "--json")
    assert json.loads(said(*link))["made"] == 1
    assert json.loads(said(*link))["made"] == 0


def test_link_names_what_it_does_not_know(valley, capsys):
    assert main(["link", str(valley), "--asset", "Chior", "--outcome", "x"]) == 3
    assert "Did you mean: “Choir”" in capsys.readouterr().err


# check ----------------------------------------------------------------------------------------------------------


def test_check_repairs_what_is_derived(said, valley):
    with closing(sqlcipher.connect(str(valley))) as other:
        other.execute("DROP TABLE asset_search")
        other.commit()
    report = json.loads(said("check", valley, "--json", status=1))
    assert [list(finding) for finding in report["findings"]] == [["severity", "code", "record", "message"]]
    assert report["findings"][0]["code"] == "search-index"
    assert "1 thing was repaired." in said("check", valley, "--repair")
    assert json.loads(said("check", valley, "--json")) == {"findings": []}


# undo and redo --------------------------------------------------------------------------------------------------


def test_undo_and_redo_say_what_they_did(said, valley):
    with OpenProject.open(valley) as project:
        hall = next(asset for asset in everything(project).values() if isinstance(asset, Asset))
        project.apply(records.edit, Asset, hall.id, notes="Two")
    assert said("redo", valley) == "There is nothing to do again.\n"
    assert said("undo", valley) == "Undone: Edit\n"
    assert stored(valley)[0].notes == ""
    assert said("redo", valley) == "Done again: Edit\n"
    assert stored(valley)[0].notes == "Two"
    for _ in range(3):
        assert said("undo", valley).startswith("Undone: ")
    assert said("undo", valley) == "There is nothing to undo.\n"
    assert stored(valley) == []


# migrate --------------------------------------------------------------------------------------------------------


def test_migrate_says_which_version_it_is(said, valley):
    assert f"is up to date (data version {migrations.NEWEST})" in said("migrate", valley)


def test_migrate_brings_an_older_file_up_to_date(said, path):
    with closing(sqlcipher.connect(str(path))) as older:
        older.execute(f"PRAGMA application_id = {project_file.APPLICATION_ID}")
        older.execute("CREATE TABLE before_us (x TEXT)")
    assert main(["info", str(path)]) == 3
    assert main(["migrate", str(path)]) == 3  # there was no title page in it
    assert "repaired" in said("check", path, "--repair")
    assert "is up to date" in said("migrate", path)
