"""The bundled Python, laid out as python.org's embeddable package is. It comes from one of two places.

embed     that package itself, for releases: a file that is given, or fetched, and compared with a pinned checksum
panda3d   what the registry of Python packages carries of it: a wheel that needs Python's own libraries brings them
          along, signed by the Python Software Foundation. It is compared with a pinned checksum, every signature is
          followed to its root, and the standard library is taken from a Python of the same version on this machine.
          That version is older, so it is for tests and pilots.

There is no ``python.exe`` in either: ``AssetMapper.exe`` takes its place.
"""

from __future__ import annotations

import json
import re
import shutil
import urllib.request
import zipfile
from dataclasses import dataclass
from pathlib import Path

from windows import launcher, pe
from windows.bytecode import compile_folder, standard_library
from windows.product import HERE, PYTHON, PYTHON_DLL, cache
from windows.tools import fresh, python, run, say, sha256

SOURCES = ("embed", "panda3d")
PATH_FILE = PYTHON_DLL.replace(".dll", "._pth")
ZIP = PYTHON_DLL.replace(".dll", ".zip")
SEARCH_PATH = (ZIP, ".", "Lib\\site-packages", "..\\app")

LIBRARIES = (
    "VCRUNTIME140.dll",
    "VCRUNTIME140_1.dll",
    "libffi-8.dll",
    "libcrypto-3.dll",
    "libssl-3.dll",
    "sqlite3.dll",
)
MODULES = (
    "_asyncio", "_bz2", "_ctypes", "_decimal", "_elementtree", "_hashlib", "_lzma", "_multiprocessing", "_overlapped",
    "_queue", "_socket", "_sqlite3", "_ssl", "_uuid", "_wmi", "_zoneinfo", "pyexpat", "select", "unicodedata",
    "winsound",
)  # fmt: skip
SIGNED_BY_MICROSOFT = ("VCRUNTIME140.dll", "VCRUNTIME140_1.dll")  # whose root few machines but Windows have
SIGNER = "/CN=Python Software Foundation"
ROOTS = "/etc/ssl/certs/ca-certificates.crt"

NOT_IN_THE_LIBRARY = (
    "test", "site-packages", "lib-dynload", "idlelib", "turtledemo", "ensurepip", "lib2to3", "tkinter", "venv",
    "pydoc_data", "config-*", "_sysconfigdata*", "turtle.py", "_pyrepl", "__pycache__", "LICENSE.txt",
)  # fmt: skip
LOOSE = ("python.exe", "pythonw.exe")


@dataclass(frozen=True)
class Source:
    """Where Python comes from, and which it is."""

    key: str
    python: str
    file: str
    sha256: str | None
    url: str = ""
    requirement: str = ""


def source(key: str) -> Source:
    facts = json.loads((HERE / "runtime.json").read_text(encoding="utf-8"))[key]
    return Source(key, **facts)


def build(origin: Source, into: Path, work: Path, given: Path | None = None) -> None:
    """Make the folder *into*."""
    file = _found(origin, given)
    fresh(into)
    if origin.key == "embed":
        _unpack_embeddable(file, into)
    else:
        _put_together(origin, file, into, work)
    (into / PATH_FILE).write_text("\r\n".join([*SEARCH_PATH, ""]), encoding="ascii", newline="")


def take_newest_runtime_library(runtime: Path, site_packages: Path) -> None:
    """Load the newest of Microsoft's libraries first: a process has one of each name, and newer ones serve all."""
    for name in ("VCRUNTIME140.dll", "VCRUNTIME140_1.dll"):
        ours = next((file for file in runtime.iterdir() if file.name.lower() == name.lower()), runtime / name)
        newest = max(_carried(site_packages, name), key=pe.version, default=ours)
        if newest != ours and (not ours.exists() or pe.version(newest) > pe.version(ours)):
            shutil.copyfile(newest, ours)


def _carried(folder: Path, name: str) -> list[Path]:
    return [file for file in sorted(folder.rglob("*.dll")) if file.name.lower() == name.lower()]


# Finding and checking -------------------------------------------------------------------------------------------


def _found(origin: Source, given: Path | None) -> Path:
    if not origin.sha256:
        raise SystemExit(
            f"installer/windows/runtime.json has no checksum for {origin.file} yet: write down the one that "
            f"python.org states, after comparing it with the file."
        )
    file = given or cache() / "runtime" / origin.file
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        say(f"Fetching {origin.file} …")
        _fetch(origin, file)
    if sha256(file) != origin.sha256:
        raise SystemExit(f"{file} is not the file whose checksum installer/windows/runtime.json has.")
    return file


def _fetch(origin: Source, target: Path) -> None:
    if origin.requirement:
        run(
            python(), "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps",
            "--only-binary", ":all:", "--platform", "win_amd64", "--python-version", PYTHON,
            "--dest", target.parent, origin.requirement,
        )  # fmt: skip
        return
    part = target.with_suffix(".part")
    try:
        with urllib.request.urlopen(origin.url, timeout=60) as answer, part.open("wb") as file:
            shutil.copyfileobj(answer, file)
    except OSError as error:
        raise SystemExit(f"{origin.url} could not be fetched ({error}). Give the file with --embed-zip.") from error
    part.replace(target)


def verify_signature(file: Path) -> None:
    """See that *file* is as the Python Software Foundation signed it, up to a root that this machine trusts."""
    said = run(
        "osslsigncode", "verify", "-ignore-crl", "-CAfile", ROOTS, "-TSA-CAfile", ROOTS, "-in", file,
    )  # fmt: skip  # its status says whether the signature holds; the name alone could be anybody's
    signer = re.search(r"Signer #0:\s+Subject: (.+)", said)
    if not signer or SIGNER not in signer[1]:
        raise SystemExit(f"{file.name} is not signed by the Python Software Foundation.")


# Both kinds -----------------------------------------------------------------------------------------------------


def _unpack_embeddable(file: Path, into: Path) -> None:
    with zipfile.ZipFile(file) as archive:
        archive.extractall(into)
    for name in (*LOOSE, "python.cat"):
        (into / name).unlink(missing_ok=True)


def _put_together(origin: Source, wheel: Path, into: Path, work: Path) -> None:
    carried = fresh(work / "carried")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(carried, [name for name in archive.namelist() if name.startswith("deploy_libs/")])
    wanted = (PYTHON_DLL, *LIBRARIES, *(f"{module}.pyd" for module in MODULES))
    for name in wanted:
        file = carried / "deploy_libs" / name
        if not file.exists():
            raise SystemExit(f"{wheel.name} does not carry {name}.")
        if name not in SIGNED_BY_MICROSOFT:
            verify_signature(file)
        shutil.copyfile(file, into / name)
    _make_stable_library(into, work)
    _zip_standard_library(origin, into / ZIP, work)


def _make_stable_library(into: Path, work: Path) -> None:
    """Make ``python3.dll``, which passes on to the real one whatever packages for any Python 3 ask for."""
    name = PYTHON_DLL.removesuffix(".dll")
    definition = work / "python3.def"
    lines = [f"  {export} = {name}.{export}" for export in pe.exports(into / PYTHON_DLL)]
    definition.write_text("\n".join(["LIBRARY python3.dll", "EXPORTS", *lines, ""]), encoding="ascii")
    launcher.compile_c(
        into / "python3.dll", "-shared", "-nostdlib", "-Wl,--entry=0,--no-insert-timestamp", definition
    )  # fmt: skip


def _zip_standard_library(origin: Source, target: Path, work: Path) -> None:
    library, original = work / "library", standard_library(origin.python)
    licence = next(file for file in _licences(original) if file.is_file())
    shutil.copyfile(licence, target.with_name("LICENSE.txt"))
    shutil.rmtree(library, ignore_errors=True)
    shutil.copytree(
        original, library, ignore=shutil.ignore_patterns(*NOT_IN_THE_LIBRARY), ignore_dangling_symlinks=True
    )
    for file in sorted(library.rglob("*.so")):
        file.unlink()
    for tests in sorted(library.rglob("test*")):
        if tests.is_dir() and tests.name in ("test", "tests"):
            shutil.rmtree(tests)
    compile_folder(library, "", in_place=True)
    pack(library, target)


def _licences(library: Path) -> list[Path]:
    """Give where the licence of a library may lie: beside it, or where Debian keeps it."""
    return [library / "LICENSE.txt", *sorted(library.parent.parent.glob("share/doc/libpython*/copyright"))]


def pack(folder: Path, target: Path) -> None:
    """Zip a folder so that the same files give the same bytes."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for file in sorted(path for path in folder.rglob("*") if path.is_file()):
            info = zipfile.ZipInfo(file.relative_to(folder).as_posix(), (1980, 1, 1, 0, 0, 0))
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            archive.writestr(info, file.read_bytes())
