"""The web engine with no more than what is shipped of its resources and languages, on Linux."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path, PurePosixPath

import PySide6
import pytest
from windows import prune

QT = Path(PySide6.__path__[0]) / "Qt"
PAGE = '<!doctype html><html lang="cy" data-paper="ready"><p>Tŷ</p></html>'


@pytest.fixture
def pruned(tmp_path) -> Path:
    """Copy of Qt's resources and languages what the table keeps."""
    rules = prune.table()["qt"]
    for folder in ("resources", "translations/qtwebengine_locales"):
        for file in (QT / folder).iterdir():
            name = PurePosixPath(folder) / file.name
            if file.is_file() and prune._stays(name, rules):
                (tmp_path / folder).mkdir(parents=True, exist_ok=True)
                shutil.copyfile(file, tmp_path / name)
    return tmp_path


def printing(pruned: Path, page: Path) -> subprocess.CompletedProcess[str]:
    environment = {
        **os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": os.pathsep.join(sys.path),
        "QTWEBENGINE_RESOURCES_PATH": str(pruned / "resources"),
        "QTWEBENGINE_LOCALES_PATH": str(pruned / "translations" / "qtwebengine_locales"),
    }  # fmt: skip
    command = [
        sys.executable,
        "-m",
        "asset_mapper.printing",
        str(page),
        str(page.with_suffix(".pdf")),
        "--timeout",
        "60",
    ]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_it_draws_and_prints_a_page_with_what_is_shipped(pruned):
    page = pruned / "page.html"
    page.write_text(PAGE, encoding="utf-8")
    done = printing(pruned, page)
    assert done.returncode == 0, done.stderr
    assert page.with_suffix(".pdf").read_bytes().startswith(b"%PDF")


def test_it_is_these_files_that_are_used(pruned):
    page = pruned / "page.html"
    page.write_text(PAGE, encoding="utf-8")
    (pruned / "resources" / "icudtl.dat").unlink()
    (pruned / "resources" / "qtwebengine_resources.pak").unlink()
    assert printing(pruned, page).returncode != 0
