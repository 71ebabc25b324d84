"""Make the installers for Windows, on Debian or on Windows.

    python3 installer/build.py all        everything: what gets installed, EXE, MSI, list of parts, checksums
    python3 installer/build.py test       try out under Wine what was made, as IT and as users would

Its parts one by one: lock, payload, exe, msi, sums, sign FILE…, notes (see --help). The first time, it sets up .venv
and what the machine lacks, as installer/dev.py does.
"""

# Any Python 3.8 or newer may start this, with nothing but the standard library; the rest runs in the .venv.

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Sequence  # noqa: UP035 - Python 3.8 starts this too

import dev

HERE = Path(__file__).resolve().parent
CHOSEN = "ASSET_MAPPER_BUILD_PYTHON"  # a Python that has everything, where .venv is not wanted

NEEDED_BY_BUILD = (
    *dev.NEEDED_BY_WINDOW,  # the icon is drawn by Qt
    dev.Need("MinGW", dev.on_path("x86_64-w64-mingw32-gcc"), (("gcc-mingw-w64-x86-64",),)),
    dev.Need("NSIS", dev.on_path("makensis"), (("nsis",),)),
    dev.Need("wixl", dev.on_path("wixl"), (("wixl",),)),
    dev.Need("msitools", dev.on_path("msiinfo"), (("msitools",),)),
    dev.Need("osslsigncode", dev.on_path("osslsigncode"), (("osslsigncode",),)),
)
NEEDED_BY_TEST = (
    *NEEDED_BY_BUILD,
    dev.Need("Wine", dev.on_path("wine"), (("wine",), ("wine64",))),
    dev.Need("Xvfb", dev.on_path("Xvfb"), (("xvfb",),)),
    dev.Need("xwininfo", dev.on_path("xwininfo"), (("x11-utils",),)),
    dev.Need("OpenSSL", dev.on_path("openssl"), (("openssl",),)),
)


def main(arguments: Sequence[str]) -> int:
    python = os.environ.get(CHOSEN)
    if not python:
        needs = NEEDED_BY_TEST if arguments[:1] == ["test"] else NEEDED_BY_BUILD
        dev.set_up(() if dev.IS_WINDOWS else needs)
        python = str(dev.VENV_PYTHON)
    environment = {**os.environ, "PYTHONPATH": str(HERE), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.call([python, "-m", "windows", *arguments], env=environment)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
