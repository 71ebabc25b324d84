"""Compiles Python files ahead: the program starts sooner, and needs not write where it may not.

Bytecode is the same for every system, but not for every version: it takes a Python 3.13 on this machine.
Without one, the sources are shipped as they are.
"""

from __future__ import annotations

import functools
import subprocess
import sys
from pathlib import Path

from windows import debian_library
from windows.product import PYTHON
from windows.tools import run, say

sys.path.append(str(Path(__file__).resolve().parent.parent))

_ASK = (
    "import sys, sysconfig as s\n"
    "print('%d.%d.%d' % sys.version_info[:3], sys.executable, s.get_path('stdlib'), sep='|')"
)


def compile_folder(folder: Path, shown_as: str, *, in_place: bool = False) -> None:
    """Compile all under *folder*; errors will name the files under *shown_as*.

    With *in_place*, the bytecode replaces the sources, as in a zipped library.
    """
    if not pythons():
        say(f"    NOT COMPILED: no Python {PYTHON} on this machine. The program will start some seconds later.")
        return
    # One process, which forgets no string between two files: what it writes does not depend on who came first.
    options = ["-j", "1", "-q", "--invalidation-mode", "unchecked-hash"]
    options += ["-s", str(folder), "-p", shown_as or "python"]
    run(pythons()[0][0], "-I", "-m", "compileall", *options, *(["-b"] if in_place else []), folder)
    if in_place:
        for source in sorted(folder.rglob("*.py")):
            if source.with_suffix(".pyc").exists():
                source.unlink()


def standard_library(version: str) -> Path:
    """Give the standard library of *version*, or where there is none on this machine, Debian's of nearly that one."""
    for _, found, library in pythons():
        if found == version:
            return Path(library)
    if debian_library.possible():
        return debian_library.fetch()
    raise SystemExit(f"A Python {version} is needed on this machine for its standard library.")


@functools.cache
def pythons() -> list[tuple[str, str, str]]:
    """Give program, full version and library of every Python of the bundled version on this machine."""
    import dev

    found = []
    for command in dev.possible_pythons():
        try:
            answer = subprocess.run(
                [*command, "-I", "-c", _ASK], capture_output=True, check=False, encoding="utf-8", timeout=60
            )
        except OSError:
            continue
        version, _, rest = answer.stdout.strip().partition("|")
        program, _, library = rest.partition("|")
        if version.startswith(f"{PYTHON}.") and (program, version, library) not in found:
            found.append((program, version, library))
    return found
