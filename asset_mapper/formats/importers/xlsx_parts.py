"""The parts of an .xlsx file beside its cells: which sheets it has, and where the links behind cells lead."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import PurePosixPath
from typing import Any

Links = dict[tuple[int, int], str]
"""Row and column, from 0, → the address behind the cell."""

_ATTRIBUTE = re.compile(r'(?:\w+:)?(\w+)="([^"]*)"')


def sheets_of(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Give the name of each sheet and the member of the archive that holds it."""
    relations = _relations(archive, "xl/workbook.xml")
    for element in _xml(archive, "xl/workbook.xml").iter():
        if _local(element.tag) == "sheet":
            member = relations.get(_relation_id(element.attrib), "")
            if member in archive.namelist():
                yield element.attrib.get("name", ""), member


def links_of(archive: zipfile.ZipFile, member: str, tags: Sequence[bytes]) -> Links:
    """Give the addresses behind the cells of a sheet, from its ``hyperlink`` tags."""
    if not tags:
        return {}
    from html import unescape

    relations = _relations(archive, member, external=True)
    links = {}
    for tag in tags:
        attributes = dict(_ATTRIBUTE.findall(tag.decode("utf-8", "replace")))
        match = re.fullmatch(r"([A-Z]{1,3})([0-9]{1,7})(:.*)?", attributes.get("ref", ""))
        target = relations.get(attributes.get("id", ""))
        if match and target:
            links[int(match[2]) - 1, column_number(match[1].encode()) - 1] = unescape(target)
    return links


@cache
def column_number(letters: bytes) -> int:
    """Count the column that letters name, from 1: A … Z, AA …"""
    column = 0
    for letter in letters:
        column = column * 26 + letter - 64
    return column


def _relations(archive: zipfile.ZipFile, member: str, *, external: bool = False) -> dict[str, str]:
    """Read what the ids in a part of a workbook stand for."""
    part = PurePosixPath(member)
    name = str(part.parent / "_rels" / f"{part.name}.rels")
    if name not in archive.namelist():
        return {}
    relations = {}
    for element in _xml(archive, name).iter():
        target = element.attrib.get("Target")
        if target is None:
            continue
        if element.attrib.get("TargetMode") != "External":
            target = target.lstrip("/") if target.startswith("/") else str(part.parent / target)
        elif not external:
            continue
        relations[element.attrib.get("Id", "")] = target
    return relations


def _xml(archive: zipfile.ZipFile, member: str) -> Any:
    from xml.etree.ElementTree import ParseError

    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        return fromstring(archive.read(member), forbid_dtd=True)
    except KeyError:
        raise zipfile.BadZipFile(member) from None
    except (ParseError, DefusedXmlException) as error:
        raise zipfile.BadZipFile(member) from error


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _relation_id(attributes: Mapping[str, str]) -> str:
    """Give the id of the relation that an element names: unlike its own id, it is in a namespace."""
    return next((value for key, value in attributes.items() if _local(key) == "id" and "}" in key), "")
