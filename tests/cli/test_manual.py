"""What the manual tells people to type does what it says."""

import re
import shlex
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from asset_mapper.cli.main import DONE, main
from asset_mapper.paths import resources

PAGES = ("first-map.md", "importing.md", "who-sees-what.md")


def blocks(page: str, language: str) -> list[str]:
    text = resources("manual", "en", page).read_text(encoding="utf-8")
    return re.findall(rf"```{language}\n(.*?)```", text, flags=re.DOTALL)


def test_every_command_of_the_manual_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages are read in their order, as a new user would, in one folder."""
    monkeypatch.chdir(tmp_path)
    (list_of_halls,) = blocks("first-map.md", "csv")
    Path("halls.csv").write_text(list_of_halls, encoding="utf-8")
    commands = [line for page in PAGES for block in blocks(page, "sh") for line in block.splitlines()]
    assert len(commands) > 10
    for command in commands:
        program, *arguments = shlex.split(command)
        assert program == "asset-mapper"
        assert main(arguments) == DONE, command
    made = {path.name for path in tmp_path.iterdir()}
    assert {"cwm-derwen.html", "map.html", "public.html", "findings.json", "held-back.json"} <= made
    rows = CalamineWorkbook.from_path("list.xlsx").get_sheet_by_index(0).to_python()
    assert "Village hall" in {cell for row in rows for cell in row}
