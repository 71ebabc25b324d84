"""Makes the installer for one user, an EXE, with NSIS."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from windows import signing
from windows.product import COMMAND, HERE, ICON, ID, NAME, PROGID, PROGRAM, PUBLISHER, SUFFIX, Target
from windows.tools import files_in, run, size_of

SCRIPT = HERE / "nsis" / "product.nsi"


def build(target: Target, *, fast: bool = False) -> None:
    """Make ``target.setup``; *fast* leaves out the compression, which takes minutes."""
    target.dist.mkdir(parents=True, exist_ok=True)
    remove = target.work / "remove-files.nsh"
    names = [file.relative_to(target.payload) for file in files_in(target.payload)]
    remove.write_text("\n".join(removal(names)) + "\n", encoding="utf-8-sig")
    facts = {
        "NAME": NAME, "ID": ID, "PUBLISHER": PUBLISHER, "PROGID": PROGID, "SUFFIX": SUFFIX, "VERSION": target.version,
        "PROGRAM": PROGRAM, "COMMAND": COMMAND, "ICON": ICON, "ICON_FILE": target.payload / ICON,
        "PAYLOAD": target.payload, "PAYLOAD_KB": size_of(target.payload) // 1024, "OUTPUT": target.setup,
        "REMOVE_FILES": remove,
    }  # fmt: skip
    if fast:
        facts["FAST"] = ""
    if signing.command():
        facts["SIGN"] = f'"{sys.executable}" "{HERE.parent / "build.py"}" sign'
    definitions = [f"-D{name}={value}" for name, value in facts.items()]
    environment = {"LC_ALL": "C.UTF-8", "ASSET_MAPPER_BUILD_PYTHON": sys.executable}  # for the signing that it starts
    run("makensis", "-V2", "-INPUTCHARSET", "UTF8", *definitions, SCRIPT, environment=environment)


def removal(names: Iterable[Path]) -> Iterator[str]:
    """Give the lines that delete exactly these files, and the folders that are empty then."""
    folders: set[PurePosixPath] = set()
    for name in names:
        path = PurePosixPath(name.as_posix())
        folders.update(path.parents)
        yield f'Delete "$INSTDIR\\{_escaped(path)}"'
    for folder in sorted(folders - {PurePosixPath(".")}, key=lambda path: (-len(path.parts), path)):
        yield f'RMDir "$INSTDIR\\{_escaped(folder)}"'


def _escaped(path: PurePosixPath) -> str:
    return str(path).replace("$", "$$").replace("/", "\\")
