"""Compiles the two small programs that start the bundled Python: one with a window, one for a console."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from windows.icon import write_icon
from windows.product import COMMAND, HERE, ICON, NAME, PROGRAM, PUBLISHER, PYTHON_DLL
from windows.tools import is_there, python, run

SOURCES = HERE / "launcher"
MINGW = "x86_64-w64-mingw32"
HARDENED = ("-Wl,--nxcompat,--dynamicbase,--high-entropy-va,--no-insert-timestamp",)  # Zig does so by itself
WARNINGS = ("-Wall", "-Wextra", "-Wno-unused-parameter")
LETTERS = ("-DUNICODE", "-D_UNICODE", "-municode")


def build(version: str, into: Path, work: Path) -> None:
    """Write both programs and the icon into the folder *into*."""
    work.mkdir(parents=True, exist_ok=True)
    into.mkdir(parents=True, exist_ok=True)
    write_icon(into / ICON)
    hardened = () if has_only_zig() else HARDENED
    for program, kind in ((PROGRAM, ("-Wl,--subsystem,windows",)), (COMMAND, ("-DCONSOLE",))):
        resource = work / f"{program}.res"
        compile_resource(SOURCES / "launcher.rc", resource, words(version, program, into / ICON))
        compile_c(
            into / program, SOURCES / "launcher.c", resource, *LETTERS, *kind, *hardened, *WARNINGS,
            f'-DPYTHON_DLL=L"{PYTHON_DLL}"', "-lshell32", "-luser32",
        )  # fmt: skip


def words(version: str, program: str, icon: Path) -> dict[str, str]:
    """Give what ``launcher.rc`` leaves open."""
    texts = {"PUBLISHER": PUBLISHER, "PRODUCT_NAME": NAME, "PROGRAM_FILE": program, "VERSION_TEXT": version}
    files = {"ICON_FILE": icon.as_posix(), "MANIFEST_FILE": (SOURCES / "launcher.manifest").as_posix()}
    numbers = {"VERSION_NUMBERS": ",".join([*version.split("."), "0"])}
    return numbers | {name: f'"{text}"' for name, text in (texts | files).items()}


def compile_resource(source: Path, target: Path, definitions: dict[str, str]) -> None:
    """Compile a resource script; what it leaves open is put in front of it."""
    whole = target.with_suffix(".rc")
    lines = [f"#define {name} {value}" for name, value in definitions.items()]
    whole.write_text("\n".join([*lines, source.read_text(encoding="utf-8")]), encoding="utf-8")
    if has_only_zig():
        run(python(), "-m", "ziglang", "rc", whole, target)
        return
    run(f"{MINGW}-windres", whole, "-O", "coff", "-o", target)


def compile_c(target: Path, *arguments: str | Path) -> None:
    """Compile and link with MinGW, or on Windows, where there is none, with the compiler that comes as a package."""
    run(*compiler(), "-O2", "-s", "-o", target, *arguments)


def compiler() -> Sequence[str]:
    if has_only_zig():
        return (python(), "-m", "ziglang", "cc", "-target", "x86_64-windows-gnu")
    return (f"{MINGW}-gcc",)


def has_only_zig() -> bool:
    return os.name == "nt" and not is_there(f"{MINGW}-gcc")
