"""Whole files or none, remembered by the project."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from asset_mapper.domain.asset import AssetKind
from asset_mapper.domain.audience import Audience
from asset_mapper.domain.consent import Consent, ConsentHow, Purpose
from asset_mapper.domain.publication import HeldBack, Reason
from asset_mapper.domain.record import utc_now
from asset_mapper.errors import AssetMapperError, NotFoundError, WrongUseError
from asset_mapper.formats.exporters import EXPORTERS, csv_table, json_document
from asset_mapper.formats.exporters.base import Exporter
from asset_mapper.progress import Cancelled, no_progress
from asset_mapper.services import consents, erasing, exporting, in_place, publishing
from asset_mapper.storage.file_lock import try_lock
from tests.formats.publications import publication, village
from tests.projects import added, an_asset

ROOT = Path(__file__).resolve().parents[2]


def left_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_the_result_says_what_was_written(tmp_path):
    target = tmp_path / "rhestr.csv"
    done = exporting.export(village(), csv_table.EXPORTER, target)
    content = target.read_bytes()
    assert (done.path, done.format, done.bytes) == (target, "csv", len(content))
    assert done.sha256 == hashlib.sha256(content).hexdigest()
    assert done.seconds > 0
    assert left_in(tmp_path) == ["rhestr.csv"]


def failing(error: BaseException) -> Exporter:
    def write(publication, target, progress):
        target.write_text("half")
        raise error

    return Exporter(key="bad", label="bad", suffix=".csv", write=write)


@pytest.mark.parametrize(
    "error", [RuntimeError("defect"), KeyboardInterrupt(), OSError(28, "No space left on device")]
)
def test_whatever_goes_wrong_the_old_file_stays(error, tmp_path):
    target = tmp_path / "rhestr.csv"
    target.write_text("old")
    with pytest.raises((type(error), AssetMapperError)):
        exporting.export(village(), failing(error), target)
    assert target.read_text() == "old"
    assert left_in(tmp_path) == ["rhestr.csv"]


def test_a_full_disk_is_told_in_words(tmp_path):
    with pytest.raises(AssetMapperError, match=r"rhestr\.csv” could not be written: No space left on device"):
        exporting.export(village(), failing(OSError(28, "No space left on device")), tmp_path / "rhestr.csv")


def test_a_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(NotFoundError, match="dim-yma"):
        exporting.export(village(), csv_table.EXPORTER, tmp_path / "dim-yma" / "rhestr.csv")


def test_a_folder_is_not_written_over(tmp_path):
    with pytest.raises(WrongUseError, match="is a folder"):
        exporting.export(village(), csv_table.EXPORTER, tmp_path)


@pytest.mark.parametrize("exporter", EXPORTERS, ids=lambda exporter: exporter.key)
def test_the_ending_or_the_key_chooses_the_exporter(exporter):
    assert exporting.exporter_for(Path(f"map{exporter.suffix.upper()}")) is exporter
    assert exporting.exporter_for(Path("map"), exporter.key) is exporter


def test_an_unknown_ending_or_key_lists_those_that_there_are():
    with pytest.raises(WrongUseError, match=r"\.gpkg"):
        exporting.exporter_for(Path("map.docx"))
    with pytest.raises(WrongUseError, match="geopackage"):
        exporting.exporter_for(Path("map.csv"), "word")


def test_the_report_has_the_keys_that_programs_rely_on(tmp_path):
    held = (
        HeldBack(Reason.NO_CONSENT, "asset", 2),
        HeldBack(Reason.CLOSED, "asset", 1),
        HeldBack(Reason.NO_CONSENT, "talent", 3),
    )
    published = publication(held_back=held)
    done = exporting.export(published, json_document.EXPORTER, tmp_path / "all.json")
    report = exporting.report(published, [done])
    assert list(report) == ["files", "audience", "language", "assets", "located", "links", "held_back"]
    assert list(report["files"][0]) == ["file", "format", "bytes", "sha256", "seconds"]
    assert report["held_back"] == [{"reason": "no_consent", "records": 5}, {"reason": "closed", "records": 1}]


# Leftovers


def make_leftover(folder: Path, age_s: float = 3600, *, lock: bool = True) -> Path:
    part = folder / f".abc{in_place.PART}"
    part.mkdir()
    if lock:
        (part / in_place.LOCK).touch()
        (part / "export.csv").write_text("half")
    then = time.time() - age_s
    os.utime(part, (then, then))
    return part


@pytest.mark.parametrize("lock", [True, False])
def test_what_a_killed_export_left_is_removed_by_the_next(lock, tmp_path):
    make_leftover(tmp_path, lock=lock)
    exporting.export(village(), csv_table.EXPORTER, tmp_path / "rhestr.csv")
    assert left_in(tmp_path) == ["rhestr.csv"]


def test_a_part_that_somebody_is_writing_stays(tmp_path):
    part = make_leftover(tmp_path)
    with (part / in_place.LOCK).open("r+b") as lock:
        assert try_lock(lock)
        in_place.remove_leftovers(tmp_path)
        assert part.is_dir()
    in_place.remove_leftovers(tmp_path)
    assert not part.exists()


def test_a_young_part_stays_since_it_may_not_be_locked_yet(tmp_path):
    part = make_leftover(tmp_path, age_s=1)
    in_place.remove_leftovers(tmp_path)
    assert part.is_dir()


def test_nothing_that_is_not_ours_is_removed(tmp_path):
    part = make_leftover(tmp_path, lock=False)
    (part / "thesis.docx").write_text("mine")
    then = time.time() - 3600
    os.utime(part, (then, then))
    in_place.remove_leftovers(tmp_path)
    assert (part / "thesis.docx").read_text() == "mine"


def writing_a_folder() -> Exporter:
    """Give an exporter that writes a folder."""

    def write(publication, written, progress):
        written.mkdir()
        (written / "marker").write_text("new")

    return Exporter(key="folder", label="folder", suffix=".zip", write=write, marker="marker")


def test_a_folder_takes_the_place_of_an_older_one(tmp_path):
    target = tmp_path / "safle"
    target.mkdir()
    (target / "marker").write_text("old")
    exporting.export(village(), writing_a_folder(), target)
    assert (target / "marker").read_text() == "new"
    assert left_in(tmp_path) == ["safle"]


def test_a_folder_that_cannot_be_put_in_place_leaves_the_older_one(tmp_path, monkeypatch):
    target = tmp_path / "safle"
    target.mkdir()
    (target / "marker").write_text("old")
    replace = os.replace

    def fails_for_the_new(source, to):
        if Path(source).name == "export":
            raise PermissionError(13, "Permission denied")
        replace(source, to)

    monkeypatch.setattr(os, "replace", fails_for_the_new)
    with pytest.raises(AssetMapperError, match="Permission denied"):
        exporting.export(village(), writing_a_folder(), target)
    assert (target / "marker").read_text() == "old"
    assert left_in(tmp_path) == ["safle"]


def test_a_folder_that_was_aside_when_the_process_was_killed_comes_back(tmp_path):
    part = make_leftover(tmp_path)
    (part / in_place.LOCK).write_text("safle")
    (part / "old").mkdir()
    (part / "old" / "marker").write_text("old")
    os.utime(part, (0, 0))
    in_place.remove_leftovers(tmp_path)
    assert left_in(tmp_path) == ["safle"]
    assert (tmp_path / "safle" / "marker").read_text() == "old"


KILLED = """
import sys
from pathlib import Path
sys.path.insert(0, {root!r})
from asset_mapper.formats.exporters import {module} as exporter
from asset_mapper.services import exporting
from tests.formats.publications import county
published = county(1500)
target = Path(sys.argv[1])
print("ready", flush=True)
while True:
    exporting.export(published, exporter.EXPORTER, target)
    print("done", flush=True)
"""


@pytest.mark.parametrize("module", ["csv_table", "geopackage"])
def test_a_killed_export_leaves_a_whole_file(module, tmp_path):
    target = tmp_path / "out"
    script = KILLED.format(root=str(ROOT), module=module)
    process = subprocess.Popen(
        [sys.executable, "-c", script, str(target)], stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    whole = set()
    try:
        assert process.stdout.readline() == "ready\n"
        assert process.stdout.readline() == "done\n"
        whole.add(hashlib.sha256(target.read_bytes()).hexdigest())
        for number in range(12):
            time.sleep(0.017 * number)
            psutil.Process(process.pid).suspend()  # looked at in the middle of whatever it does
            assert hashlib.sha256(target.read_bytes()).hexdigest() in whole
            psutil.Process(process.pid).resume()
    finally:
        process.kill()
        process.wait()
        process.stdout.close()
    assert hashlib.sha256(target.read_bytes()).hexdigest() in whole
    for part in tmp_path.glob(f".*{in_place.PART}"):
        os.utime(part, (0, 0))
    in_place.remove_leftovers(tmp_path)
    assert left_in(tmp_path) == ["out"]


# What the project remembers


@pytest.fixture
def megan(project):
    """Give somebody who agreed to be shown to everyone."""
    person = added(project, an_asset("Megan", AssetKind.PERSON, visibility=Audience.PUBLIC))
    today = utc_now().date()
    added(project, Consent(asset_id=person.id, purpose=Purpose.PUBLISH, given_on=today, how=ConsentHow.PAPER))
    return person


def export_to(project, target: Path):
    published = project.read(publishing.publication, Audience.PUBLIC)
    done = exporting.export(published, csv_table.EXPORTER, target, no_progress)
    project.apply(exporting.remember, published, [done])
    return done


def test_the_project_remembers_each_file_and_who_was_in_it(project, megan, tmp_path):
    added(project, an_asset("Côr", visibility=Audience.PUBLIC))
    done = export_to(project, tmp_path / "rhestr.csv")
    [record] = project.read(lambda uow: list(uow.exports.all()))
    assert (record.file, record.format, record.audience) == ("rhestr.csv", "csv", Audience.PUBLIC)
    assert (record.sha256, record.size, record.people) == (done.sha256, done.bytes, (megan.id,))
    assert project.read(consents.files_that_held, megan.id) == [record]


def test_what_was_whole_before_it_stopped_is_remembered(project, megan, tmp_path):
    out = tmp_path / "allan"
    out.mkdir()
    published = project.read(publishing.publication, Audience.PUBLIC)
    wanted = [(csv_table.EXPORTER, out / "rhestr.csv"), (failing(Cancelled()), out / "arall.csv")]
    files: list[exporting.ExportedFile] = []
    with pytest.raises(Cancelled):
        exporting.export_all(project, published, wanted, files)
    [record] = project.read(lambda uow: list(uow.exports.all()))
    assert record.file == "rhestr.csv"
    assert [file.path for file in files] == [out / "rhestr.csv"]
    assert left_in(out) == ["rhestr.csv"]


def test_nothing_is_remembered_when_nothing_was_written(project, megan, tmp_path):
    published = project.read(publishing.publication, Audience.PUBLIC)
    with pytest.raises(NotFoundError):
        exporting.export_all(project, published, [(csv_table.EXPORTER, tmp_path / "dim" / "rhestr.csv")], [])
    assert project.read(lambda uow: list(uow.exports.all())) == []


def test_an_export_is_no_step_to_be_undone(project, megan, tmp_path):
    before = project.undo_label
    export_to(project, tmp_path / "rhestr.csv")
    assert project.undo_label == before


def test_erasing_somebody_takes_them_out_of_the_list_of_exports(project, megan, tmp_path):
    export_to(project, tmp_path / "rhestr.csv")
    project.apply(erasing.erase, megan.id)
    [record] = project.read(lambda uow: list(uow.exports.all()))
    assert record.people == ()
