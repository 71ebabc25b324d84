"""The packages: which ones (the lock), from where (a folder of wheels, kept), and into which folder."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from windows.product import PYTHON, ROOT, cache
from windows.tools import python, run, sha256

LOCK = ROOT / "installer" / "requirements-windows.txt"
CONSTRAINTS = ROOT / "installer" / "constraints.txt"
PLATFORM = "x86_64-pc-windows-msvc"
_PINNED = re.compile(r"^([a-z0-9-]+)==(\S+)", re.MULTILINE)


@dataclass(frozen=True)
class Wheel:
    """One package as it is shipped."""

    name: str
    version: str
    file: Path


def write_lock() -> None:
    """Write which packages Windows gets, each with the checksums that its files may have.

    The versions are those of ``constraints.txt``: what was tested is what is shipped.
    """
    run(
        python(), "-m", "uv", "pip", "compile", "pyproject.toml", "--extra", "window", "--constraint", CONSTRAINTS,
        "--python-platform", PLATFORM, "--python-version", PYTHON, "--only-binary", ":all:", "--generate-hashes",
        "--no-annotate", "--quiet", "--custom-compile-command", "python3 installer/build.py lock",
        "--output-file", LOCK, cwd=ROOT,
    )  # fmt: skip


def pinned(file: Path) -> dict[str, str]:
    """Give name → version of what *file* pins without a condition."""
    return dict(_PINNED.findall(file.read_text(encoding="utf-8")))


def fetch() -> list[Wheel]:
    """Fetch what the lock names, unless it is in the folder already; every file is compared with its checksum."""
    folder = cache() / "wheels"
    folder.mkdir(parents=True, exist_ok=True)
    run(
        python(), "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--require-hashes", "--no-deps",
        "--only-binary", ":all:", "--platform", "win_amd64", "--python-version", PYTHON, "--implementation", "cp",
        "--dest", folder, "--find-links", folder, "--requirement", LOCK,
    )  # fmt: skip
    return [Wheel(name, version, _file_of(folder, name, version)) for name, version in pinned(LOCK).items()]


def _file_of(folder: Path, name: str, version: str) -> Path:
    """Find the wheel; its checksum is looked up in the lock once more, for the folder is anybody's."""
    known = set(re.findall(r"sha256:([0-9a-f]{64})", LOCK.read_text(encoding="utf-8")))
    for file in sorted(folder.glob(f"{name.replace('-', '[-_.]')}-{version}-*.whl")):
        if sha256(file) in known:
            return file
    raise SystemExit(f"There is no wheel of {name} {version} in {folder}.")


def unpack(into: Path) -> None:
    """Unpack the wheels as an installation on Windows would have them."""
    into.mkdir(parents=True, exist_ok=True)
    run(
        python(), "-m", "uv", "pip", "install", "--quiet", "--no-index", "--find-links", cache() / "wheels",
        "--python-platform", PLATFORM, "--python-version", PYTHON, "--no-deps", "--require-hashes",
        "--link-mode", "copy", "--no-compile-bytecode", "--target", into, "--requirement", LOCK, cwd=ROOT,
    )  # fmt: skip


def build_own(into: Path) -> Path:
    """Build the wheel of the program itself, with its resources; gives the file."""
    run(python(), "-m", "uv", "build", "--wheel", "--no-build-isolation", "--quiet", "--out-dir", into, cwd=ROOT)
    return next(into.glob("asset_mapper-*.whl"))
