"""Set up Asset Mapper on a fresh machine, and open it or test it.

    python3 installer/dev.py run               open it on the sample project
    python3 installer/dev.py test [ARGUMENT…]  run all tests, or what these arguments tell pytest
    python3 installer/dev.py setup             only set up
    python3 installer/dev.py pin [--upgrade]   give every package an exact version (installer/constraints.txt)

On Windows write `py` in place of `python3`.
"""

# The standard library is enough, and any Python 3.8 or newer may start this: it looks for a suitable one itself.
# What it did is remembered in the .venv, so that the next start does nothing but compare a few checksums.

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Callable, Iterator, NamedTuple, NoReturn, Sequence  # noqa: UP035 - Python 3.8 starts this too

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOG = ROOT / "build" / "setup.log"
SAMPLE = ROOT / "dist" / "sample"
IS_WINDOWS = os.name == "nt"
VENV_PYTHON = VENV / ("Scripts/python.exe" if IS_WINDOWS else "bin/python")

PYTHONS = ("3.13", "3.12", "3.11")
CONSTRAINTS = "installer/constraints.txt"

# A change in one of these has the packages installed again …
PACKAGES_DEPEND_ON = (CONSTRAINTS, "installer/dev.py")
# … and in one of these the project itself, with the page of its map and its catalogues.
PROJECT_DEPENDS_ON = (
    "pyproject.toml", "hatch_build.py", "asset_mapper/__init__.py", "resources/locale/*/LC_MESSAGES/*.po",
    "resources/map/*.*", "resources/map/src/**/*.*", "resources/theme/*.*",
)  # fmt: skip

SAMPLE_FILES = ("map.html", "assets.csv", "assets.xlsx")


def main(arguments: Sequence[str]) -> int:
    for stream in (sys.stdout, sys.stderr):  # an old console may lack a character
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    verb, rest = (arguments[0], arguments[1:]) if arguments else ("", ())
    if verb not in VERBS or (rest and verb not in ("test", "pin")):
        print((__doc__ or "").strip())
        return 0 if verb in ("-h", "--help") else 2
    os.chdir(ROOT)
    return VERBS[verb](rest)


# The verbs ------------------------------------------------------------------------------------------------------


def run(_arguments: Sequence[str]) -> int:
    """Open the window on the sample project; with no screen, publish the sample and say where."""
    opens_a_window = has_screen() and (ROOT / "asset_mapper" / "ui" / "app.py").exists()
    set_up(NEEDED_BY_WINDOW if opens_a_window else ())
    project = SAMPLE / "sample.assetmap"
    if opens_a_window and project.exists():
        return asset_mapper("open", project)
    shutil.rmtree(SAMPLE, ignore_errors=True)
    SAMPLE.mkdir(parents=True)
    status = asset_mapper("sample", project)
    if status != 0:
        return status
    if opens_a_window:
        return asset_mapper("open", project)
    status = asset_mapper("export", project, *(SAMPLE / name for name in SAMPLE_FILES), "--audience", "public")
    if status == 0:
        say(f"The sample project is published. To see its map, open {shown(SAMPLE / 'map.html')} in a browser.")
    return status


TWO_AT_A_TIME = ("-n", "2", "--dist", "loadfile", "--max-worker-restart", "2")
"""A worker that crashes ends the tests: a new one would wait for ever for what the other one had."""


def test(arguments: Sequence[str]) -> int:
    """Run pytest; without arguments on all tests, two at a time."""
    set_up(NEEDED_BY_TESTS)
    return call(VENV_PYTHON, "-m", "pytest", *(arguments or TWO_AT_A_TIME))


def setup(_arguments: Sequence[str]) -> int:
    set_up(NEEDED_BY_TESTS)
    return 0


def pin(arguments: Sequence[str]) -> int:
    """Give every package an exact version, for Python 3.11 to 3.13 on Linux and Windows alike.

    Versions stay as they are where they can, unless uv is told ``--upgrade``.
    """
    set_up(())
    groups = [word for group in ("test", "check", "build") for word in ("--group", group)]
    return call(
        VENV_PYTHON, "-m", "uv", "pip", "compile", "pyproject.toml", "--output-file", CONSTRAINTS, *arguments,
        "--universal", "--python-version", PYTHONS[-1], "--all-extras", *groups, "--no-annotate", "--quiet",
        "--custom-compile-command", "python3 installer/dev.py pin",
    )  # fmt: skip


VERBS: dict[str, Callable[[Sequence[str]], int]] = {"run": run, "test": test, "setup": setup, "pin": pin}


def asset_mapper(*arguments: str | Path) -> int:
    return call(VENV_PYTHON, "-m", "asset_mapper", *arguments)


def call(*command: str | Path) -> int:
    """Run a program that speaks to the user itself."""
    sys.stdout.flush()
    return subprocess.call([str(word) for word in command], cwd=ROOT)


def has_screen() -> bool:
    return IS_WINDOWS or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def shown(path: Path) -> str:
    return str(path.relative_to(ROOT))


# Setting up -----------------------------------------------------------------------------------------------------


def set_up(needs: Sequence[Need]) -> None:
    """Do whatever is still missing, and only that."""
    install_system_packages(needs)
    python = f"{sys.version_info[0]}.{sys.version_info[1]}"
    remembered = read_memory()
    wanted_python = python if python in PYTHONS else remembered.get("python", "")
    if remembered.get("root") != str(ROOT) or remembered.get("python") != wanted_python or not VENV_PYTHON.exists():
        remembered = {"root": str(ROOT), "python": make_venv()}
    packages, project = checksum(PACKAGES_DEPEND_ON), checksum(PROJECT_DEPENDS_ON)
    pip = (str(VENV_PYTHON), "-m", "pip", "--disable-pip-version-check", "install", "--no-deps")
    if remembered.get("packages") != packages:
        say("Installing the packages that it needs: a few minutes the first time …")
        logged(*pip, "--only-binary", ":all:", "--requirement", CONSTRAINTS)
        remembered = {**remembered, "packages": packages, "project": ""}
        write_memory(remembered)
    if remembered.get("project") != project:
        say("Installing Asset Mapper and building the page of its map …")
        logged(*pip, "--no-build-isolation", "--editable", ".")
        write_memory({**remembered, "project": project})


def make_venv() -> str:
    """Make an empty .venv from a suitable Python; give that Python's version."""
    version, python = find_python()
    say(f"Making .venv with Python {version} …")
    if subprocess.call([*python, "-c", "import ensurepip"], stderr=subprocess.DEVNULL) != 0:
        package = f"python{version}-venv"
        if not (can_install() and apt_install([package])):
            give_up(f"This Python cannot make a virtual environment. On Debian and Ubuntu, install {package} first.")
    logged(*python, "-m", "venv", "--clear", str(VENV))
    return version


def find_python() -> tuple[str, list[str]]:
    """Find a Python that Asset Mapper runs on; give its version and the command that starts it."""
    for candidate in possible_pythons():
        try:
            answer = subprocess.run(
                [*candidate, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"],
                stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False, encoding="utf-8",
            )  # fmt: skip
        except OSError:
            continue
        if answer.returncode == 0 and answer.stdout.strip() in PYTHONS:
            return answer.stdout.strip(), candidate
    return give_up("Asset Mapper needs Python 3.11, 3.12 or 3.13, and none was found. Install one and try again.")


def possible_pythons() -> Iterator[list[str]]:
    """Give the Python that runs this, then those on the PATH, then pyenv's."""
    yield [getattr(sys, "_base_executable", None) or sys.executable]  # not the .venv that is about to be made
    for version in PYTHONS:
        yield ["py", f"-{version}"] if IS_WINDOWS else [f"python{version}"]
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv", "versions")
    if os.access(pyenv, os.R_OK | os.X_OK):
        for version in PYTHONS:
            yield from ([str(path)] for path in sorted(pyenv.glob(f"{version}.*/bin/python")))


def checksum(patterns: Sequence[str]) -> str:
    total = hashlib.sha256()
    for pattern in patterns:
        for path in sorted(ROOT.glob(pattern)):
            total.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()


def read_memory() -> dict[str, str]:
    try:
        memory: dict[str, str] = json.loads((VENV / "asset-mapper-setup.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return memory


def write_memory(memory: dict[str, str]) -> None:
    (VENV / "asset-mapper-setup.json").write_text(json.dumps(memory, indent=1), encoding="utf-8")


# What the machine must have beside Python -----------------------------------------------------------------------


class Need(NamedTuple):
    """Something that no Python package brings along."""

    name: str  # as it stands in a sentence
    is_there: Callable[[], bool]
    packages: tuple[tuple[str, ...], ...]  # Debian's and Ubuntu's; of each group the first that there is


def on_path(*programs: str) -> Callable[[], bool]:
    return lambda: any(shutil.which(program) for program in programs)


def has_chromium() -> bool:
    edge = [Path(os.environ.get(name, "C:/"), "Microsoft/Edge") for name in ("PROGRAMFILES", "PROGRAMFILES(X86)")]
    browsers = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge")
    return on_path(*browsers)() or (IS_WINDOWS and any(folder.is_dir() for folder in edge))


def has_firefox() -> bool:
    return on_path("firefox-esr", "firefox")() or (IS_WINDOWS and Path("C:/Program Files/Mozilla Firefox").is_dir())


def has_postgresql() -> bool:
    debian, windows = Path("/usr/lib/postgresql"), Path("C:/Program Files/PostgreSQL")
    return on_path("initdb")() or any((*debian.glob("*/bin/initdb"), *windows.glob("*/bin/initdb.exe")))


def has_fonts() -> bool:
    return IS_WINDOWS or any(Path("/usr/share/fonts").glob("**/*.[to]tf"))


QT_LIBRARIES = {
    "libEGL.so.1": ("libegl1",),
    "libGL.so.1": ("libgl1",),
    "libX11-xcb.so.1": ("libx11-xcb1",),
    "libXcomposite.so.1": ("libxcomposite1",),
    "libXdamage.so.1": ("libxdamage1",),
    "libXrandr.so.2": ("libxrandr2",),
    "libXtst.so.6": ("libxtst6",),
    "libasound.so.2": ("libasound2t64", "libasound2"),
    "libdbus-1.so.3": ("libdbus-1-3",),
    "libfontconfig.so.1": ("libfontconfig1",),
    "libglib-2.0.so.0": ("libglib2.0-0t64", "libglib2.0-0"),
    "libgssapi_krb5.so.2": ("libgssapi-krb5-2",),
    "libnss3.so": ("libnss3",),
    "libxcb-cursor.so.0": ("libxcb-cursor0",),
    "libxcb-icccm.so.4": ("libxcb-icccm4",),
    "libxcb-image.so.0": ("libxcb-image0",),
    "libxcb-keysyms.so.1": ("libxcb-keysyms1",),
    "libxcb-randr.so.0": ("libxcb-randr0",),
    "libxcb-render-util.so.0": ("libxcb-render-util0",),
    "libxcb-shape.so.0": ("libxcb-shape0",),
    "libxcb-xkb.so.1": ("libxcb-xkb1",),
    "libxkbcommon-x11.so.0": ("libxkbcommon-x11-0",),
    "libxkbcommon.so.0": ("libxkbcommon0",),
    "libxkbfile.so.1": ("libxkbfile1",),
}


def has_qt_libraries() -> bool:
    if not sys.platform.startswith("linux"):
        return True
    ldconfig = shutil.which("ldconfig") or "/sbin/ldconfig"
    try:
        known = subprocess.run([ldconfig, "-p"], stdout=subprocess.PIPE, check=False, encoding="utf-8").stdout
    except OSError:
        return True  # nothing to ask, as on musl: Qt will say itself
    return all(f"\t{library} " in known for library in QT_LIBRARIES)


NEEDED_BY_WINDOW = (
    Need("the libraries that Qt draws with", has_qt_libraries, tuple(QT_LIBRARIES.values())),
    Need("a font", has_fonts, (("fonts-dejavu-core",),)),
)
NEEDED_BY_TESTS = (
    *NEEDED_BY_WINDOW,
    Need("Chromium", has_chromium, (("chromium",),)),
    Need("Firefox", has_firefox, (("firefox-esr", "firefox"),)),
    Need("PostgreSQL", has_postgresql, (("postgresql",),)),
    Need("pdftoppm", on_path("pdftoppm"), (("poppler-utils",),)),
    *(() if IS_WINDOWS else (Need("Xvfb", on_path("Xvfb"), (("xvfb",),)),)),
)


def install_system_packages(needs: Sequence[Need]) -> None:
    """Install what is missing where that can be done; else say so and go on."""
    missing = [need for need in needs if not need.is_there()]
    if missing and can_install():
        say(f"Installing {listed(missing)} …")
        groups = [group for need in missing for group in need.packages]
        apt_install(groups)
        missing = [need for need in missing if not need.is_there()]
    if missing:
        packages = " ".join(group[-1] for need in missing for group in need.packages)
        hint = f" (on Debian and Ubuntu: apt-get install {packages})" if sys.platform.startswith("linux") else ""
        say(f"This machine lacks {listed(missing)}{hint}: what needs it will not run.")


def listed(needs: Sequence[Need]) -> str:
    names = [need.name for need in needs]
    return " and ".join([", ".join(names[:-1]), names[-1]] if names[1:] else names)


def can_install() -> bool:
    return bool(shutil.which("apt-get") and (is_root() or shutil.which("sudo")))


def is_root() -> bool:
    return not IS_WINDOWS and os.geteuid() == 0


def apt_install(groups: Sequence[Sequence[str]]) -> bool:
    """Install one package of each group; a missing or stale list of packages is fetched first."""
    if not all(map(candidate, groups)):
        apt_get("update")
    install = ("install", "--yes", "--no-install-recommends", *filter(None, map(candidate, groups)))
    return apt_get(*install) or (apt_get("update") and apt_get(*install))


def candidate(group: Sequence[str]) -> str | None:
    """Give the first package of *group* that this release of the system has."""
    for name in group:
        policy = subprocess.run(["apt-cache", "policy", name], stdout=subprocess.PIPE, check=False, encoding="utf-8")
        if "Candidate:" in policy.stdout and "Candidate: (none)" not in policy.stdout:
            return name
    return None


def apt_get(*arguments: str) -> bool:
    as_root = [] if is_root() else ["sudo", *([] if sys.stdin.isatty() else ["--non-interactive"])]
    quietly = ["env", "DEBIAN_FRONTEND=noninteractive", "LC_ALL=C.UTF-8"]
    return into_log(*as_root, *quietly, "apt-get", "-o", "DPkg::Lock::Timeout=120", *arguments)


# Saying and doing -----------------------------------------------------------------------------------------------


def say(sentence: str) -> None:
    print(sentence, flush=True)


def give_up(sentence: str) -> NoReturn:
    print(sentence, file=sys.stderr)
    sys.exit(3)


def into_log(*command: str) -> bool:
    """Run a program that says more than anyone wants to read; True when it went well."""
    LOG.parent.mkdir(exist_ok=True)
    with LOG.open("a", encoding="utf-8") as log:
        log.write(f"$ {' '.join(command)}\n")
        log.flush()
        return subprocess.call(command, cwd=ROOT, stdin=None, stdout=log, stderr=subprocess.STDOUT) == 0


def logged(*command: str) -> None:
    """Run a program that must go well."""
    if not into_log(*command):
        end = LOG.read_text(encoding="utf-8", errors="replace").splitlines()[-12:]
        give_up(
            "\n".join([*end, "", f"That did not work. Is there a network? All that was said is in {shown(LOG)}."])
        )


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
