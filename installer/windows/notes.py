"""Makes release notes and the list of downloads from the changelog and the version."""

from __future__ import annotations

import re

from windows.product import ID, NAME, ROOT

CHANGELOG = ROOT / "CHANGELOG.md"

WHICH = """## Which file

| file | for whom |
|---|---|
| `{id}-{version}-user-setup.exe` | one person, on a computer where they are no administrator |
| `{id}-{version}-x64.msi` | IT: all users of a machine, by Intune, Configuration Manager or group policy |
| `{id}-{version}.cdx.json` | the list of what is in it (CycloneDX) |
| `SHA256SUMS` | checksums of the three |

It needs 64-bit Windows 10 (1809) or 11 and 620 MB of disk. It never uses the network by itself. How it is installed
and removed without questions, and how it is detected, is in `installer/README.md`.
"""


def section(version: str, changelog: str) -> str:
    """Give what the changelog says of *version*."""
    found = re.search(rf"^## \[{re.escape(version)}\][^\n]*\n(.*?)(?=^## \[|\Z)", changelog, re.MULTILINE | re.DOTALL)
    if not found or not found[1].strip():
        raise SystemExit(f"CHANGELOG.md says nothing of version {version}.")
    return found[1].strip()


def release_notes(version: str) -> str:
    """Give the notes of one release, as Markdown."""
    news = section(version, CHANGELOG.read_text(encoding="utf-8"))
    return f"# {NAME} {version}\n\n{news}\n\n{WHICH.format(id=ID, version=version)}"
