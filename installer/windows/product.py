"""What the product is called, and where things are made."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
HERE = Path(__file__).resolve().parent
BUILD = ROOT / "build" / "windows"
DIST = ROOT / "dist" / "windows"

NAME = "Asset Mapper"
ID = "AssetMapper"  # of folders, keys of the registry and files
PUBLISHER = "The Asset Mapper contributors"
PROGID = "AssetMapper.Project"
SUFFIX = ".assetmap"
UPGRADE_CODE = "8E0A5B52-3C1D-4F0E-9C57-2B6D5D1A7E43"  # the same for ever: by it Windows Installer knows us again
PROGRAM = "AssetMapper.exe"
COMMAND = "asset-mapper.exe"  # the same for a console, which waits for it and shows what it says
ICON = "AssetMapper.ico"
PYTHON = "3.13"
PYTHON_DLL = "python313.dll"

MB = 1_000_000
LARGEST_SETUP, LARGEST_MSI, LARGEST_INSTALLED = 170 * MB, 260 * MB, 620 * MB


def version() -> str:
    """Give the version, which stands in the package and nowhere else."""
    text = (ROOT / "asset_mapper" / "__init__.py").read_text(encoding="utf-8")
    found = re.search(r'^__version__ = "(\d+\.\d+\.\d+)"$', text, re.MULTILINE)
    if not found:
        raise SystemExit("asset_mapper/__init__.py has no version of three numbers.")
    return found[1]


def cache() -> Path:
    """Give the folder where downloads are kept between builds."""
    chosen = os.environ.get("ASSET_MAPPER_BUILD_CACHE")
    if chosen:
        return Path(chosen)
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "asset-mapper-build"


@dataclass(frozen=True)
class Target:
    """One build: the folders it works in, and what it makes."""

    version: str
    work: Path
    dist: Path

    @property
    def payload(self) -> Path:
        return self.work / "payload"

    @property
    def setup(self) -> Path:
        return self.dist / f"{ID}-{self.version}-user-setup.exe"

    @property
    def msi(self) -> Path:
        return self.dist / f"{ID}-{self.version}-x64.msi"

    @property
    def sbom(self) -> Path:
        return self.dist / f"{ID}-{self.version}.cdx.json"

    @property
    def sums(self) -> Path:
        return self.dist / "SHA256SUMS"


def target() -> Target:
    return Target(version(), BUILD, DIST)
