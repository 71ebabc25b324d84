"""What there is on a Windows at one moment: files, keys, links."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from windows.product import ID, NAME
from windows.wine import ROOTS, Done, Wine

UNINSTALL_KEY = rf"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\{ID}"
KEYS = {
    "uninstall": UNINSTALL_KEY,
    "product": rf"HKCU\Software\{ID}",
    "suffix": r"HKCU\Software\Classes\.assetmap",
    "progid": r"HKCU\Software\Classes\AssetMapper.Project",
    "command": r"HKCU\Software\Classes\AssetMapper.Project\shell\open\command",
    "open with": r"HKCU\Software\Classes\.assetmap\OpenWithProgids",
    "start-up": r"HKCU\Software\Microsoft\Windows\CurrentVersion\Run",
    "machine": rf"HKLM\Software\{ID}",
    "services": rf"HKLM\System\CurrentControlSet\Services\{ID}",
}


@dataclass(frozen=True)
class State:
    """What there was at one moment."""

    done: Done
    files: dict[str, str]  # in the folder of the program: name → checksum
    keys: dict[str, dict[str, str] | None]
    in_menu: bool
    on_desktop: bool
    seconds: float = 0.0


def look(wine: Wine, home: Path, done: Done, since: float) -> State:
    keys = wine.keys_under(r"HKCU\Software") | wine.keys_under(KEYS["machine"]) | wine.keys_under(KEYS["services"])
    return State(
        done, checksums(home), {name: keys.get(f"{ROOTS[key[:4]]}{key[4:]}") for name, key in KEYS.items()},
        (wine.menu / f"{NAME}.lnk").exists(), (wine.profile / "Desktop" / f"{NAME}.lnk").exists(), since,
    )  # fmt: skip


def checksums(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def everything_on(wine: Wine) -> set[str]:
    """Give every file of the whole disk but those that Wine and these tests write for themselves."""
    return {
        path.relative_to(wine.drive).as_posix()
        for path in wine.drive.rglob("*")
        if path.is_file() and not path.is_relative_to(wine.drive / "windows") and path.parent != wine.drive
    }
