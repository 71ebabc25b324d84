"""Writes what the product is made of as a CycloneDX document, and the checksums of what was made."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from windows.licences import Package
from windows.product import NAME, PUBLISHER
from windows.tools import sha256


def write(target: Path, version: str, python: str, packages: Iterable[Package], wheels: Mapping[str, str]) -> None:
    """Write *target*; *wheels* gives name → checksum of the file that the package came in."""
    components = [_python(python), *(part for package in packages for part in _components(package, wheels))]
    product = {
        "type": "application", "bom-ref": "asset-mapper", "name": NAME, "version": version, "publisher": PUBLISHER,
        "licenses": [{"license": {"id": "MIT"}}], "purl": f"pkg:pypi/asset-mapper@{version}",
    }  # fmt: skip
    needed = [part["bom-ref"] for part in components if part["type"] == "library"]
    document = {
        "bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1, "metadata": {"component": product},
        "components": components, "dependencies": [{"ref": "asset-mapper", "dependsOn": needed}],
    }  # fmt: skip
    number = uuid.uuid5(uuid.NAMESPACE_URL, json.dumps(document, sort_keys=True))  # the same parts, the same number
    text = json.dumps({"serialNumber": f"urn:uuid:{number}", **document}, indent=1, ensure_ascii=False)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text + "\n", encoding="utf-8", newline="\n")


def _python(version: str) -> dict[str, Any]:
    return {
        "type": "platform", "bom-ref": "python", "name": "CPython", "version": version,
        "licenses": [{"license": {"id": "PSF-2.0"}}], "purl": f"pkg:generic/cpython@{version}",
    }  # fmt: skip


def _components(package: Package, wheels: Mapping[str, str]) -> Iterable[dict[str, Any]]:
    purl = f"pkg:pypi/{package.name}@{package.version}"
    whole: dict[str, Any] = {
        "type": "library", "bom-ref": purl, "name": package.name, "version": package.version, "purl": purl,
        "licenses": [{"license": {"name": package.licence}}],
    }  # fmt: skip
    if package.name in wheels:
        whole["hashes"] = [{"alg": "SHA-256", "content": wheels[package.name]}]
    if package.inside:
        whole["components"] = [
            {
                "type": "library",
                "bom-ref": f"{purl}#{name}",
                "name": name,
                "licenses": [{"license": {"name": licence}}],
            }
            for name, licence in package.inside
        ]
    yield whole


def write_sums(target: Path, files: Iterable[Path]) -> None:
    """Write the checksums of *files* as ``sha256sum --check`` reads them."""
    lines = [f"{sha256(file)}  {file.name}\n" for file in sorted(files) if file.is_file() and file != target]
    target.write_text("".join(lines), encoding="utf-8", newline="\n")
