"""The README's main job, done word for word."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def block(language: str) -> str:
    (text,) = re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)
    return text


def test_the_main_job_of_the_readme_ends_with_a_map_and_lists(tmp_path):
    (tmp_path / "village.csv").write_text(block("csv"), encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    for line in block("sh").splitlines():
        program, *arguments = shlex.split(line)
        assert program == "asset-mapper"
        command = [sys.executable, "-m", "asset_mapper", *arguments]
        done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, encoding="utf-8")
        assert done.returncode == 0, f"{line}\n{done.stdout}\n{done.stderr}"
    page = (tmp_path / "map.html").read_text(encoding="utf-8")
    assert "Beth sydd gan ein pentref" in page
    for name in ("assets.xlsx", "assets.geojson"):
        assert (tmp_path / name).stat().st_size > 500
    assert "Gwau a sgwrs" in (tmp_path / "assets.geojson").read_text(encoding="utf-8")
