"""What a person decides of an import: of rows, of columns, and what is remembered of it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asset_mapper.domain.asset import Asset, AssetKind
from asset_mapper.domain.audience import Audience
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.project import Project
from asset_mapper.errors import UnreadableFileError
from asset_mapper.formats.base import ImportFinding
from asset_mapper.formats.columns import FIELDS, KEEP, LEAVE_OUT
from asset_mapper.progress import Cancelled, Pace
from asset_mapper.services import exporting, importing, publishing, records
from asset_mapper.services.importing import ImportOptions
from asset_mapper.services.imports import findings_file, matchings
from asset_mapper.services.imports.comparing import side_by_side
from asset_mapper.services.imports.planning import Decision, Fate
from asset_mapper.services.imports.reading import files_in, read_source
from asset_mapper.services.open_project import OpenProject
from tests.formats.import_samples import workbook, written

FIRST = "Name,Postcode,Phone\nNeuadd y Cwm,LD1 5AA,01597 820000\nClwb Cerdded,LD1 5AB,01597 820001\n"


@pytest.fixture
def project(tmp_path):
    with OpenProject.create(tmp_path / "p.assetmap", Project(title=Bilingual(en="Cwm Derwen"))) as opened:
        yield opened


def sources(tmp_path: Path, text: str, name: str = "rhestr.csv"):
    return read_source(written(tmp_path / name, text), ImportOptions())


def bring_in(project, tmp_path, text, name="rhestr.csv", **options):
    report = importing.bring_in(project, [(sources(tmp_path, text, name), ImportOptions(**options))])
    return report.layers[0]


def assets(project) -> dict[str, Asset]:
    return project.read(lambda uow: {asset.name.given: asset for asset in uow.assets.all()})


def numbers(layer):
    return layer.made, layer.updated, layer.unchanged, layer.refused, layer.left_out


# Rows


def test_a_row_that_is_the_same_can_be_brought_in_as_new(project, tmp_path):
    bring_in(project, tmp_path, FIRST)
    layer = bring_in(project, tmp_path, FIRST, decisions=(Decision(row=2, verdict="new"),))
    assert numbers(layer) == (1, 0, 1, 0, 0)
    halls = project.read(lambda uow: [a for a in uow.assets.all() if a.name.given == "Neuadd y Cwm"])
    assert len(halls) == 2


def test_a_row_can_be_left_out_without_being_counted_as_refused(project, tmp_path):
    layer = bring_in(project, tmp_path, FIRST, decisions=(Decision(row=3, verdict="leave_out"),))
    assert numbers(layer) == (1, 0, 0, 0, 1)
    assert list(assets(project)) == ["Neuadd y Cwm"]


def test_a_row_with_quite_another_name_can_be_said_to_be_the_same(project, tmp_path):
    bring_in(project, tmp_path, FIRST)
    walk = assets(project)["Clwb Cerdded"]
    told = (Decision(row=2, verdict="same", asset_id=walk.id),)
    layer = bring_in(project, tmp_path, "Name,Postcode\nY Cerddwyr,LD1 5AC\n", "other.csv", decisions=told)
    assert numbers(layer) == (0, 1, 0, 0, 0)
    changed = project.read(lambda uow: uow.assets.get(walk.id))
    assert changed.whereabouts.postcode == "LD1 5AC"


def test_two_rows_cannot_both_be_one_asset(project, tmp_path):
    bring_in(project, tmp_path, FIRST)
    walk = assets(project)["Clwb Cerdded"].id
    told = tuple(Decision(row=row, verdict="same", asset_id=walk) for row in (2, 3))
    layer = bring_in(project, tmp_path, "Name\nA\nB\n", "other.csv", decisions=told)
    assert (layer.made, layer.updated + layer.unchanged) == (1, 1)
    assert "decided-twice" in {finding.code for finding in layer.findings}


def test_a_decision_about_an_asset_that_is_gone_does_not_count_and_says_so(project, tmp_path):
    bring_in(project, tmp_path, FIRST)
    told = (Decision(row=2, verdict="same", asset_id="0197aaaa-0000-7000-8000-000000000000"),)
    layer = bring_in(project, tmp_path, "Name\nPeth arall\n", "other.csv", decisions=told)
    assert layer.made == 1
    assert "decided-gone" in {finding.code for finding in layer.findings}


def test_what_meets_at_a_row_that_is_left_out_has_no_place_yet(project, tmp_path):
    text = "Name,Venue\nNeuadd Newydd,\nClwb Gwau,Neuadd Newydd\n"
    layer = bring_in(project, tmp_path, text, decisions=(Decision(row=2, verdict="leave_out"),))
    assert numbers(layer) == (1, 0, 0, 0, 1)
    club = assets(project)["Clwb Gwau"]
    assert (club.whereabouts.kind, club.custom) == ("none", {"Venue": "Neuadd Newydd"})


def test_what_meets_at_a_row_that_is_known_meets_there(project, tmp_path):
    bring_in(project, tmp_path, FIRST)
    hall = assets(project)["Neuadd y Cwm"]
    text = "Name,Venue\nY Neuadd Fawr,\nClwb Gwau,Y Neuadd Fawr\n"
    told = (Decision(row=2, verdict="same", asset_id=hall.id),)
    bring_in(project, tmp_path, text, "other.csv", decisions=told)
    assert assets(project)["Clwb Gwau"].whereabouts.venue_id == hall.id


@given(st.lists(st.sampled_from(["new", "leave_out", None]), min_size=4, max_size=4))
def test_every_row_has_one_fate_and_the_counts_agree(tmp_path_factory, verdicts):
    folder = tmp_path_factory.mktemp("fates")
    text = "Name,Postcode\nA hall,LD1 5AA\nB club,LD1 5AB\n,LD1 5AC\nA hall,LD1 5AA\n"
    decided = tuple(
        Decision(row=row, verdict=verdict) for row, verdict in enumerate(verdicts, start=2) if verdict is not None
    )
    with OpenProject.create(folder / "p.assetmap", Project(title=Bilingual(en="X"))) as project:
        bring_in(project, folder, FIRST, "first.csv")
        (plan,) = importing.look(project, sources(folder, text), ImportOptions(decisions=decided))
    fates = plan.fates()
    assert list(fates) == [2, 3, 4, 5]
    assert fates[4] is Fate.REFUSED
    for row, verdict in enumerate(verdicts, start=2):
        if row != 4 and verdict is not None:
            assert fates[row] is (Fate.NEW if verdict == "new" else Fate.LEFT_OUT)
    counts = [sum(1 for fate in fates.values() if fate is one) for one in (Fate.NEW, Fate.CHANGED, Fate.LEFT_OUT)]
    assert counts == [len(plan.made), len(plan.updates), len(plan.left_out)]


def test_looking_at_a_file_changes_nothing(project, tmp_path):
    bring_in(project, tmp_path, FIRST)
    before = project.read(lambda uow: list(uow.assets.all()))
    importing.look(project, sources(tmp_path, "Name\nNewydd\n", "b.csv"), ImportOptions())
    assert project.read(lambda uow: list(uow.assets.all())) == before


def test_both_sides_stand_beside_each_other_with_what_would_change(project, tmp_path):
    bring_in(project, tmp_path, FIRST)
    hall = assets(project)["Neuadd y Cwm"]
    text = "Name,Postcode,Phone,Lliw\nNeuadd y Cwm,LD1 5AZ,01597 820999,glas\n"
    (plan,) = importing.look(project, sources(tmp_path, text), ImportOptions())
    sides = {side.label: side for side in project.read(side_by_side, plan.draft, 0, hall.id)}
    assert (sides["Postcode"].ours, sides["Postcode"].theirs, sides["Postcode"].after) == (
        "LD1 5AA",
        "LD1 5AZ",
        "LD1 5AZ",
    )
    assert sides["Ways to reach it"].after == "01597 820999"
    assert sides["Lliw"].changes and not sides["Name"].changes


# Columns


def test_a_column_that_is_left_out_is_nowhere_afterwards(project, tmp_path):
    text = "Name,Internal code,Floor\nA,secret-7,2\n"
    bring_in(project, tmp_path, text, told=((LEAVE_OUT, "Internal code"),))
    (asset,) = assets(project).values()
    assert asset.custom == {"Floor": "2"}
    assert [field.key for field in project.read(lambda uow: list(uow.custom_fields.all()))] == ["Floor"]


def test_a_column_that_would_have_been_a_field_can_be_kept_as_it_is(project, tmp_path):
    bring_in(project, tmp_path, "Name,Phone\nA,01597 820000\n", told=((KEEP, "Phone"),))
    (asset,) = assets(project).values()
    assert asset.custom == {"Phone": "01597 820000"}
    assert project.read(lambda uow: uow.contacts.count()) == 0


def test_only_the_tables_that_were_chosen_are_brought_in(project, tmp_path):
    path = workbook(
        tmp_path / "two.xlsx",
        {"Halls": [["Name", "Town"], ["A hall", "X"]], "Clubs": [["Name", "Town"], ["A club", "Y"]]},
    )
    source = read_source(path, ImportOptions())
    importing.bring_in(project, [(source, ImportOptions(layers=("Clubs",)))])
    assert list(assets(project)) == ["A club"]


# Several files, folders, cancelling


def test_cancelling_a_later_file_takes_the_earlier_ones_back(project, tmp_path):
    wanted = [(sources(tmp_path, f"Name\nA {name}\n", name), ImportOptions()) for name in ("a.csv", "b.csv")]
    seen = []

    def stop_in_second(done, total, what):
        seen.append(what)
        if seen.count("Comparing with what is there") == 1:
            raise Cancelled

    with pytest.raises(Cancelled):
        importing.bring_in(project, wanted, stop_in_second)
    assert assets(project) == {}


def test_several_files_are_taken_back_together(project, tmp_path):
    bring_in(project, tmp_path, FIRST)
    wanted = [(sources(tmp_path, f"Name\nX {name}\n", name), ImportOptions()) for name in ("a.csv", "b.csv")]
    report = importing.bring_in(project, wanted)
    assert (report.steps, len(assets(project))) == (2, 4)
    importing.take_back(project, report.steps)
    assert sorted(assets(project)) == ["Clwb Cerdded", "Neuadd y Cwm"]


def test_a_folder_stands_for_the_files_in_it_that_can_be_read(tmp_path):
    (tmp_path / "in").mkdir()
    for name in ("a.csv", "b.xlsx", "c.docx"):
        (tmp_path / "in" / name).write_text("x")
    assert [path.name for path in files_in([tmp_path / "in", tmp_path / "in" / "a.csv"])] == ["a.csv", "b.xlsx"]
    (tmp_path / "empty").mkdir()
    with pytest.raises(UnreadableFileError, match="empty"):
        files_in([tmp_path / "empty"])


# What is remembered, and written down


KEYS = st.sampled_from([field.key for field in FIELDS] + [KEEP, LEAVE_OUT])


@given(st.lists(st.text(min_size=1), min_size=1, max_size=8, unique=True), st.data())
def test_what_was_said_of_columns_comes_back_for_the_same_headings(headings, data):
    chosen = data.draw(st.lists(st.sampled_from(headings), unique=True))
    told = tuple((data.draw(KEYS), column) for column in chosen)
    kept = matchings.remember({}, headings, told)
    assert sorted(matchings.remembered(kept, headings)) == sorted(told)
    assert matchings.remembered(kept, [*headings, "yet another"]) == ()


def test_what_is_remembered_holds_nothing_of_the_file():
    kept = matchings.remember({}, ["Mrs Megan Prys", "Name"], (("phone", "Mrs Megan Prys"),))
    assert "Megan" not in str(kept)


@pytest.mark.parametrize("nonsense", [[], {"0": "no-such-field"}, {"x": "name"}, {"99": "name"}, None, "name"])
def test_nonsense_in_what_is_remembered_is_passed_over(nonsense):
    headings = ["Name"]
    assert matchings.remembered({matchings.fingerprint(headings): nonsense}, headings) == ()


def test_findings_in_a_file_run_nothing(tmp_path):
    said = ImportFinding(code="x", message='=HYPERLINK("http://example.org")', row=3, column="@SUM(A1)")
    text = findings_file.write_findings([("a.csv", said)], tmp_path / "f.csv").read_text(encoding="utf-8-sig")
    assert "'=HYPERLINK" in text and "'@SUM" in text and ",3," in text


def test_no_finding_speaks_of_the_command_line(project, tmp_path):
    text = "Title,X,Y,Latitude,Longitude,Visibility\nA,1,2,-3.9,52.0,public\n,1,2,0,0,public\n,3,4,52,-3.9,public\n"
    layer = bring_in(project, tmp_path, text)
    assert layer.findings and not any("--" in finding.message for finding in layer.findings)


# How long it takes


def test_the_time_that_is_left_follows_the_pace():
    now = [0.0]
    pace = Pace(lambda: now[0])
    assert pace.left_s(0, 100, "Adding") is None
    now[0] = 2.0
    assert pace.left_s(20, 100, "Adding") == pytest.approx(8.0)
    now[0] = 3.0
    assert pace.left_s(0, 50, "Writing") is None
    now[0] = 4.0
    assert pace.left_s(0, 0, "Something") is None


def test_a_tag_of_our_own_list_may_be_called_none(project, tmp_path):
    kept = Asset(
        name=Bilingual(en="A"), kind=AssetKind.PLACE, tags=("none", "NULL", "food"), visibility=Audience.PUBLIC
    )
    project.apply(records.add, kept)
    made = project.read(publishing.publication, Audience.TEAM)
    listed = tmp_path / "ours.csv"
    exporting.export(made, exporting.exporter_for(listed), listed)
    with OpenProject.create(tmp_path / "q.assetmap", Project(title=Bilingual(en="Again"))) as other:
        importing.bring_in(other, [(read_source(listed, ImportOptions()), ImportOptions())])
        (again,) = assets(other).values()
    assert again.tags == kept.tags
