"""Makes the installer for all users of a machine, an MSI, with wixl."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from xml.etree import ElementTree as ET

from windows import signing
from windows.product import HERE, ICON, ID, NAME, PROGID, PROGRAM, PUBLISHER, SUFFIX, UPGRADE_CODE, Target
from windows.tools import files_in, run

TEMPLATE = HERE / "msi" / "product.wxs"
NAMESPACE = "http://schemas.microsoft.com/wix/2006/wi"
COMPONENTS = uuid.UUID(UPGRADE_CODE)


def build(target: Target) -> None:
    """Make ``target.msi``."""
    target.dist.mkdir(parents=True, exist_ok=True)
    listed = target.work / "files.wxs"
    names = [PurePosixPath(file.relative_to(target.payload).as_posix()) for file in files_in(target.payload)]
    listed.write_bytes(ET.tostring(file_list(names), encoding="utf-8", xml_declaration=True))
    facts = {
        "Name": NAME, "Id": ID, "Publisher": PUBLISHER, "ProgId": PROGID, "Suffix": SUFFIX, "Version": target.version,
        "Program": PROGRAM, "IconName": ICON, "IconFile": ICON, "UpgradeCode": UPGRADE_CODE,
    }  # fmt: skip
    definitions = [word for name, value in facts.items() for word in ("-D", f"{name}={value}")]
    target.msi.unlink(missing_ok=True)
    run(
        "wixl", "-a", "x64", "-D", "Win64=yes", *definitions, "-o", target.msi, TEMPLATE, listed,
        cwd=target.payload, environment={"LC_ALL": "C.UTF-8"},
    )  # fmt: skip  # it finds files by relative paths only
    signing.sign(target.msi)


def file_list(names: Iterable[PurePosixPath]) -> ET.Element:
    """Give the folders and files below the one of the program, each file a component of its own.

    The number of a component follows from the path, so that Windows knows a file again in the next version.
    """
    ET.register_namespace("", NAMESPACE)
    root = ET.Element(_tag("Wix"))
    fragment = ET.SubElement(root, _tag("Fragment"))
    top = ET.SubElement(fragment, _tag("DirectoryRef"), Id="INSTALLDIR")
    group = ET.SubElement(ET.SubElement(root, _tag("Fragment")), _tag("ComponentGroup"), Id="Files")
    folders = {PurePosixPath("."): top}
    for name in names:
        if "$" in str(name) or not str(name).isascii():
            raise SystemExit(f"wixl cannot take in {name}: it has a dollar or a letter beyond ASCII in its name.")
        number = uuid.uuid5(COMPONENTS, str(name).lower())
        component = ET.SubElement(
            _folder(name.parent, folders),
            _tag("Component"),
            Id=f"C{number.hex}",
            Guid=f"{{{number}}}".upper(),
            Win64="yes",
        )
        ET.SubElement(component, _tag("File"), Id=f"F{number.hex}", Name=name.name, Source=str(name), KeyPath="yes")
        ET.SubElement(group, _tag("ComponentRef"), Id=f"C{number.hex}")
    return root


def _folder(path: PurePosixPath, folders: dict[PurePosixPath, ET.Element]) -> ET.Element:
    if path not in folders:
        number = uuid.uuid5(COMPONENTS, f"{str(path).lower()}/")
        parent = _folder(path.parent, folders)
        folders[path] = ET.SubElement(parent, _tag("Directory"), Id=f"D{number.hex}", Name=path.name)
    return folders[path]


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def product_code(file: Path) -> str:
    """Give the number by which Windows knows this build, for detection rules."""
    table = run("msiinfo", "export", file, "Property")
    return next(line.split("\t")[1].strip() for line in table.splitlines() if line.startswith("ProductCode\t"))
