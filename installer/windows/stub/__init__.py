"""A payload of a few files, with which the installers are tried out in seconds."""

from __future__ import annotations

import json
from pathlib import Path

from windows import launcher
from windows.product import PYTHON_DLL, Target
from windows.tools import fresh

SOURCE = Path(__file__).with_name("stub.c")
FILES = {
    "app/asset_mapper/__init__.py": "# stands in for the program\n",
    "app/asset_mapper/resources/a folder/nested/deeper/file with spaces.txt": "one\n",
    "runtime/Lib/site-packages/package/LICENSE (2).txt": "two\n",
    "runtime/Lib/site-packages/100% & more/three.txt": "three\n",
    "licenses/INDEX.txt": "none\n",
}


def build(target: Target) -> None:
    """Make the folder ``target.payload``."""
    payload = fresh(target.payload)
    launcher.build(target.version, payload, target.work / "launcher")
    for name, text in {**FILES, f"app/only-in-{target.version}.txt": target.version}.items():
        (payload / name).parent.mkdir(parents=True, exist_ok=True)
        (payload / name).write_text(text, encoding="utf-8")
    launcher.compile_c(payload / "runtime" / PYTHON_DLL, "-shared", SOURCE)
    (payload / "payload.json").write_text(json.dumps({"version": target.version}), encoding="utf-8")
