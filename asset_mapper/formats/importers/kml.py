"""KML and KMZ, read by ourselves: GDAL refuses a lone Placemark and loses the values that Google's maps keep.

One table for a file. The folders that hold a placemark are its column ``Folder``; extended data are columns;
descriptions in HTML become text, with their links. Overlays, styles and links to other files are named, not imported.
"""

from __future__ import annotations

import zipfile
from collections import Counter
from pathlib import Path, PurePosixPath
from typing import Any
from xml.etree.ElementTree import Element

from asset_mapper.errors import NotFoundError, UnreadableFileError
from asset_mapper.formats.base import MAX_FILE_BYTES, Findings, Head, Importer, ReadOptions, Severity, SourceTable
from asset_mapper.formats.collections_of_shapes import simplified_collection
from asset_mapper.formats.importers import features, xml
from asset_mapper.formats.importers.archive import is_safe_name, open_archive
from asset_mapper.i18n import N_, _, ngettext
from asset_mapper.progress import Progress

_ELSEWHERE = {"NetworkLink", "GroundOverlay", "ScreenOverlay", "PhotoOverlay", "Tour"}
_SHAPES = {"Point", "LineString", "LinearRing", "Polygon", "Track"}


def read(path: Path, options: ReadOptions, progress: Progress) -> tuple[SourceTable, ...]:
    progress(0, 1, path.name)
    if path.stat().st_size > MAX_FILE_BYTES // 2:
        raise UnreadableFileError(_("“{name}” is too large to be read.").format(name=path.name))
    return (_table(path.read_bytes(), path.name, Findings()),)


def read_kmz(path: Path, options: ReadOptions, progress: Progress) -> tuple[SourceTable, ...]:
    progress(0, 1, path.name)
    findings = Findings()
    with open_archive(path) as archive:
        names = []
        for info in archive.infolist():
            if not is_safe_name(info.filename):
                findings.add(
                    "unsafe-name",
                    _("“{member}” would be written outside the archive; it was left out.").format(
                        member=info.filename
                    ),
                )
            elif info.filename.lower().endswith(".kml"):
                names.append(info.filename)
        if not names:
            raise UnreadableFileError(_("“{name}” holds no KML file.").format(name=path.name))
        chosen = _main(names, options.sheet, path)
        others = [name for name in names if name != chosen]
        if others and options.sheet is None:
            findings.add(
                "other-files",
                _("“{chosen}” was read. The archive also holds {others}.").format(
                    chosen=chosen, others=", ".join(others)
                ),
            )
        pictures = sum(
            1 for name in archive.namelist() if PurePosixPath(name).suffix.lower() in (".png", ".jpg", ".gif")
        )
        if pictures:
            findings.add(
                "pictures",
                ngettext(
                    "{n} picture in the archive was not imported.",
                    "{n} pictures in the archive were not imported.",
                    pictures,
                ).format(n=pictures),
                Severity.INFO,
            )
        data = archive.read(_info(archive, chosen))
    return (_table(data, path.name, findings),)


def _info(archive: zipfile.ZipFile, name: str) -> zipfile.ZipInfo:
    info = archive.getinfo(name)
    if info.file_size > MAX_FILE_BYTES // 2:
        raise UnreadableFileError(_("“{name}” is too large to be read.").format(name=name))
    return info


def _main(names: list[str], wanted: str | None, path: Path) -> str:
    """Choose the main file: ``doc.kml``, the outermost where there are several, else the first."""
    if wanted is not None:
        if wanted not in names:
            raise NotFoundError(
                _("“{name}” holds no “{wanted}”, but {names}.").format(
                    name=path.name, wanted=wanted, names=", ".join(names)
                )
            )
        return wanted
    documents = [name for name in names if PurePosixPath(name).name.lower() == "doc.kml"]
    return min(documents, key=lambda name: len(PurePosixPath(name).parts), default=names[0])


def _table(data: bytes, file: str, findings: Findings) -> SourceTable:
    import numpy as np

    records: list[dict[str, str | None]] = []
    shapes: list[Any] = []
    elsewhere: Counter[str] = Counter()
    styles = False
    titles: dict[int, str] = {}
    for event, element, around in xml.walk(xml.with_prefixes(data), file):
        name = xml.local(element)
        if event == "start":
            continue
        if name == "name" and around and xml.local(around[-1]) in ("Folder", "Document"):
            titles[id(around[-1])] = xml.text(element) or ""
        elif name == "Placemark":
            folders = [
                title for outer in around if xml.local(outer) == "Folder" and (title := titles.get(id(outer), ""))
            ]
            record, shape = _placemark(element, len(records) + 1, findings)
            if folders:
                record["Folder"] = " / ".join(folders)
            records.append(record)
            shapes.append(shape)
        elif name in _ELSEWHERE:
            elsewhere[name] += 1
        elif name in ("Style", "StyleMap"):
            styles = True
        if name in ("Placemark", "Folder", "Style", "StyleMap", *_ELSEWHERE) and around:
            titles.pop(id(element), None)
            around[-1].remove(element)
    if elsewhere:
        findings.add(
            "not-assets",
            _(
                "Pictures laid over the map, tours and links to other files are not assets and were left out: {what}."
            ).format(what=", ".join(f"{name} ({n})" for name, n in elsewhere.items())),
            Severity.INFO,
        )
    if styles:
        findings.add("styles", _("Colours, icons and other styles of the map were not imported."), Severity.INFO)
    geometry = np.full(len(shapes), None, dtype=object)
    geometry[:] = shapes
    geometry = features.flat_shapes(geometry, records, findings)
    return features.table(records, geometry, file=file, findings=findings)


def _placemark(element: Element, number: int, findings: Findings) -> tuple[dict[str, str | None], Any]:
    record: dict[str, str | None] = {}
    parts: list[Any] = []
    for one in element:
        name = xml.local(one)
        if name == "name":
            record["name"] = xml.text(one)
        elif name in ("description", "Snippet", "snippet"):
            said = xml.plain(_inner(one))
            if said and said != record.get("description"):
                record["description" if name == "description" else "snippet"] = said
        elif name in ("address", "phoneNumber"):
            record[name] = xml.text(one)
        elif name == "link":
            record["link"] = one.attrib.get("href")
        elif name == "author":
            record["author"] = xml.text(one)
        elif name in ("TimeStamp", "TimeSpan"):
            for moment in one:
                record[xml.local(moment)] = xml.text(moment)
        elif name == "ExtendedData":
            _extended(one, record)
        elif name in _SHAPES or name in ("MultiGeometry", "MultiTrack"):
            parts += _parts(one, number, findings)
    return record, _joined(parts)


def _inner(element: Element) -> str:
    """Give the text of a description; markup that was not escaped is put back."""
    if not len(element):
        return element.text or ""
    from xml.etree.ElementTree import tostring

    return (element.text or "") + "".join(tostring(one, encoding="unicode") for one in element)


def _extended(element: Element, record: dict[str, str | None]) -> None:
    for one in element.iter():
        kind = xml.local(one)
        if kind == "Data" and (key := one.attrib.get("name")):
            value = xml.text(xml.child(one, "value"))
        elif kind == "SimpleData" and (key := one.attrib.get("name")):
            value = xml.text(one)
        else:
            continue
        while key in record and record[key] != value:
            key += " (2)"
        record[key] = value


def _parts(element: Element, number: int, findings: Findings) -> list[Any]:
    """Read a geometry, or those inside a collection of any depth."""
    found = []
    inside: set[int] = set()
    for one in element.iter():
        name = xml.local(one)
        if id(one) in inside or name not in _SHAPES:
            continue
        inside.update(id(part) for part in one.iter())
        shape = _shape(one, name)
        if shape is None:
            findings.add(
                "bad-shape",
                _("The shape is not complete and could not be read; the row has no place yet."),
                row=number,
            )
        else:
            found.append(shape)
    return found


def _shape(element: Element, kind: str) -> Any:
    import shapely

    try:
        if kind == "Polygon":
            rings = [
                ring
                for boundary in element
                if xml.local(boundary) in ("outerBoundaryIs", "innerBoundaryIs")
                for ring in (_coordinates(boundary),)
            ]
            outer = next((one for one in element if xml.local(one) == "outerBoundaryIs"), None)
            if outer is None:
                return None
            shell = _coordinates(outer)
            holes = [ring for ring in rings if ring != shell and len(ring) >= 4]
            return shapely.Polygon(shell, holes) if len(shell) >= 3 else None
        places = _coordinates(element)
        if kind == "Point":
            return shapely.Point(places[0]) if places else None
        return shapely.LineString(places) if len(places) >= 2 else None
    except (ValueError, shapely.errors.GEOSException):
        return None


def _coordinates(element: Element) -> list[tuple[float, ...]]:
    """Read ``lon,lat[,height]`` tuples; also ``gx:coord``, which has spaces between."""
    places: list[tuple[float, ...]] = []
    for one in element.iter():
        name = xml.local(one)
        if name == "coordinates":
            places += [_position(part.split(",")) for part in _tuples(one.text or "")]
        elif name == "coord":
            places.append(_position((one.text or "").split()))
    height = all(len(place) > 2 for place in places)
    return [place if height else place[:2] for place in places]


def _tuples(text: str) -> list[str]:
    """Cut coordinates at blanks, but not at those that careless programs put after a comma."""
    return ",".join(part.strip() for part in text.split(",")).split()


def _position(parts: list[str]) -> tuple[float, ...]:
    numbers = tuple(float(part) for part in parts[:3] if part)
    if len(numbers) < 2 or not all(abs(number) < 1e9 for number in numbers):
        raise ValueError(parts)
    return numbers


def _joined(parts: list[Any]) -> Any:
    import shapely

    if not parts:
        return None
    return parts[0] if len(parts) == 1 else simplified_collection(shapely.geometrycollections(parts))


def _recognises(head: Head) -> bool:
    text = head.text
    return text.startswith("<") and ("<kml" in text or "<placemark" in text or "opengis.net/kml" in text)


def _recognises_kmz(head: Head) -> bool:
    return any(name.lower().endswith(".kml") for name in head.members)


KMZ = Importer(key="kmz", label=N_("KMZ"), suffixes=(".kmz",), recognises=_recognises_kmz, read=read_kmz)
IMPORTER = Importer(key="kml", label=N_("KML"), suffixes=(".kml",), recognises=_recognises, read=read)
