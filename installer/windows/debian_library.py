"""Python's standard library from Debian 13, for a machine that has no Python of the bundled version.

Debian's own tools fetch it and compare it with Debian's signatures; nothing is installed, and the machine's own lists
of packages are not touched. It is a few repairs newer than the libraries that go with it, so it is for tests only.
"""

from __future__ import annotations

from pathlib import Path

from windows.product import PYTHON, cache
from windows.tools import fresh, is_there, run, say

RELEASE = "trixie"
PACKAGES = (f"libpython{PYTHON}-minimal", f"libpython{PYTHON}-stdlib")
KEYS = Path("/usr/share/keyrings/debian-archive-keyring.gpg")
ADDRESS = "http://deb.debian.org/debian"


def possible() -> bool:
    return is_there("apt-get") and is_there("dpkg-deb") and KEYS.exists()


def fetch() -> Path:
    """Give the folder of the library."""
    folder = cache() / "debian"
    library = folder / "root" / "usr" / "lib" / f"python{PYTHON}"
    if (library / "os.py").exists():
        return library
    say(f"Fetching the standard library of Python {PYTHON} from Debian: this machine has no such Python …")
    fresh(folder)
    for name in ("lists/partial", "cache/archives/partial", "packages"):
        (folder / name).mkdir(parents=True)
    (folder / "sources.list").write_text(f"deb [signed-by={KEYS}] {ADDRESS} {RELEASE} main\n", encoding="ascii")
    apt = (
        "apt-get", "-q", "-o", f"Dir::Etc::SourceList={folder / 'sources.list'}",
        "-o", "Dir::Etc::SourceParts=/dev/null",
        "-o", f"Dir::State::Lists={folder / 'lists'}", "-o", f"Dir::Cache={folder / 'cache'}",
        "-o", "Acquire::Languages=none", "-o", "APT::Sandbox::User=",
    )  # fmt: skip
    run(*apt, "update")
    run(*apt, "download", *(f"{package}/{RELEASE}" for package in PACKAGES), cwd=folder / "packages")
    for package in sorted((folder / "packages").glob("*.deb")):
        run("dpkg-deb", "--extract", package, folder / "root")
    return library
