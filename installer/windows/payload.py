"""Puts together what gets installed; the same inputs give the same bytes.

AssetMapper.exe, asset-mapper.exe, AssetMapper.ico
app\\         the program: asset_mapper with its resources, compiled
runtime\\     Python as in its embeddable package, with the packages in Lib\\site-packages
licenses\\    of everything
payload.json  version, where Python is from, and the checksum of every file
"""

from __future__ import annotations

import json
import os
import shutil
import zipfile
from pathlib import Path

from windows import closure, launcher, licences, runtime, sbom, signing, sizes, wheels
from windows.bytecode import compile_folder
from windows.product import LARGEST_INSTALLED, ROOT, Target, cache
from windows.prune import prune
from windows.tools import files_in, fresh, say, sha256, timed

LIST = "payload.json"
SITE_PACKAGES = Path("runtime", "Lib", "site-packages")
NOT_SHIPPED = ("RECORD", "INSTALLER", "REQUESTED", "uv_cache.json", "direct_url.json", "DELVEWHEEL", "WHEEL")
TIME = 1767225600  # of every file: the first second of 2026
MUST_HAVE = (
    "AssetMapper.exe", "asset-mapper.exe", "AssetMapper.ico", "licenses/INDEX.txt", "runtime/python313.dll",
    "runtime/python3.dll", "runtime/python313.zip", "runtime/python313._pth", "app/asset_mapper/__main__.py",
    "app/asset_mapper/resources/map/vendor/LICENCES.txt",
    "app/asset_mapper/resources/locale/cy/LC_MESSAGES/asset_mapper.mo",
)  # fmt: skip
QT_MUST_HAVE = (
    "QtWebEngineProcess.exe", "plugins/platforms/qwindows.dll", "resources/icudtl.dat",
    "resources/qtwebengine_resources.pak", "resources/v8_context_snapshot.bin",
    "translations/qtwebengine_locales/en-GB.pak", "translations/qtwebengine_locales/en-US.pak",
)  # fmt: skip
MUST_NOT_HAVE = ("python.exe", "pythonw.exe", "*.pdb", "*.debug.*", "*.lib", "*.po", "direct_url.json", "RECORD")


def build(target: Target, origin: runtime.Source, given: Path | None = None) -> None:
    """Make the folder ``target.payload`` and the list of its parts."""
    payload, work = fresh(target.payload), target.work
    with timed("Fetching the packages"):
        fetched = wheels.fetch()
    with timed(f"Laying out Python {origin.python} ({origin.key}) and the packages"):
        runtime.build(origin, payload / "runtime", work, given)
        wheels.unpack(payload / SITE_PACKAGES)
        prune(payload / SITE_PACKAGES)
        runtime.take_newest_runtime_library(payload / "runtime", payload / SITE_PACKAGES)
    with timed("Building the program"):
        launcher.build(target.version, payload, work / "launcher")
        add_program(payload / "app", work)
    with timed("Collecting licences"):
        packages = add_licences(payload)
        sums = {wheel.name: sha256(wheel.file) for wheel in fetched}
        sbom.write(target.sbom, target.version, origin.python, packages, sums)
    drop_notes_of_installers(payload)
    with timed("Compiling"):
        for folder in (SITE_PACKAGES, Path("app")):
            compile_folder(payload / folder, folder.as_posix())
    signing.sign_unsigned(payload)
    write_list(payload, target.version, origin)
    with timed("Checking"):
        check(payload)
    measured = sizes.by_part(payload)
    say(sizes.as_table(measured))
    sizes.must_fit("What is installed", sum(measured.values()), LARGEST_INSTALLED)


def add_program(app: Path, work: Path) -> None:
    """Unpack the program's own wheel."""
    with zipfile.ZipFile(wheels.build_own(fresh(work / "own"))) as archive:
        archive.extractall(app)


def add_licences(payload: Path) -> list[licences.Package]:
    rules = licences.table()
    packages = licences.packages_in(payload / SITE_PACKAGES, rules)
    found = licences.faults(packages, rules)
    if found:
        raise SystemExit("\n".join(found))
    licences.collect(packages, payload / "runtime" / "LICENSE.txt", payload / licences.FOLDER)
    return packages


def drop_notes_of_installers(payload: Path) -> None:
    """Delete what tools noted for themselves: it differs between machines, and lists what was pruned."""
    for notes in [*payload.glob("app/*.dist-info"), *payload.glob(f"{SITE_PACKAGES.as_posix()}/*.dist-info")]:
        for name in NOT_SHIPPED:
            (notes / name).unlink(missing_ok=True)
        for folder in ("licenses", "license_files", "sboms"):
            shutil.rmtree(notes / folder, ignore_errors=True)  # they are in licenses\\ now


def write_list(payload: Path, version: str, origin: runtime.Source) -> None:
    """Write ``payload.json``, and give every file the same time."""
    listed = {path.relative_to(payload).as_posix(): sha256(path) for path in files_in(payload)}
    facts = {"version": version, "python": origin.python, "python_from": origin.key, "files": listed}
    (payload / LIST).write_text(
        json.dumps(facts, indent=0, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n"
    )
    for path in payload.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)
        os.utime(path, (TIME, TIME))


def check(payload: Path) -> None:
    """Stop the build when something is missing, superfluous, or imports what nobody has."""
    names = [path.relative_to(payload).as_posix() for path in files_in(payload)]
    needed = [*MUST_HAVE, *((SITE_PACKAGES / "PySide6" / name).as_posix() for name in QT_MUST_HAVE)]
    found = [f"{name} is missing." for name in needed if name not in names]
    for pattern in MUST_NOT_HAVE:
        found += [f"{path.relative_to(payload)} must not be shipped." for path in sorted(payload.rglob(pattern))]
    found += [f"{name} has a letter beyond ASCII in its name." for name in names if not name.isascii()]
    found += closure.faults(payload, closure.needs_of(payload), closure.system_libraries())
    found += [f"{path} names a folder of this machine." for path in _naming(payload, machine_paths())]
    if found:
        raise SystemExit("\n".join(found))


def machine_paths() -> tuple[bytes, ...]:
    """Give what must not be read in a shipped file of ours: where it was made."""
    return tuple({os.fsencode(ROOT), os.fsencode(cache()), os.fsencode(Path.home() / ".pyenv")})


def _naming(payload: Path, words: tuple[bytes, ...]) -> list[str]:
    found = []
    for path in files_in(payload):
        if path.suffix in (".pyc", ".py", ".json", ".txt", ".exe", ".zip"):
            content = path.read_bytes()
            if any(word in content for word in words):
                found.append(path.relative_to(payload).as_posix())
    return found
