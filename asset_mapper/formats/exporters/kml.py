"""KML 2.2: a folder for each kind, coloured by it, everything else as data that a reader of KML can show.

The file names no picture and no page elsewhere, so that it opens without a network. Nothing is put into a
description, which programs show as HTML: what people typed stands in ``ExtendedData``, as text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from asset_mapper.domain.asset import AssetKind
from asset_mapper.domain.publication import Publication
from asset_mapper.formats.exporters.asset_list import asset_list
from asset_mapper.formats.exporters.base import Column, Exporter, Wording
from asset_mapper.formats.exporters.looks import looks
from asset_mapper.formats.exporters.places import DECIMALS, rounded
from asset_mapper.formats.exporters.xml_text import attribute, content
from asset_mapper.i18n import N_, _
from asset_mapper.progress import Progress

_PLACES_AT_ONCE = 2_000
_LINE_ALPHA, _FILL_ALPHA = "ff", "80"


def write(publication: Publication, target: Path, progress: Progress) -> None:
    rows = len(publication.assets)
    progress(0, rows, _("Making the list"))
    with target.open("w", encoding="utf-8", newline="\n") as file:
        file.write(
            '<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2">\n<Document>\n'
        )
        file.write(f"<name>{content(Wording.join((publication.title.cy, publication.title.en)))}</name>\n")
        file.writelines(_styles())
        for number, piece in enumerate(_folders(publication)):
            if number % _PLACES_AT_ONCE == 0:
                progress(min(number, rows), rows, _("Writing the list"))
            file.write(piece)
        file.write("</Document>\n</kml>\n")


def _styles() -> Iterator[str]:
    for kind, look in looks().items():
        red, green, blue = (look.colour[start : start + 2].lower() for start in (1, 3, 5))
        turned = f"{blue}{green}{red}"  # KML writes blue first
        yield (
            f'<Style id="{kind.value}"><IconStyle><color>{_LINE_ALPHA}{turned}</color></IconStyle>'
            f"<LineStyle><color>{_LINE_ALPHA}{turned}</color><width>3</width></LineStyle>"
            f"<PolyStyle><color>{_FILL_ALPHA}{turned}</color></PolyStyle></Style>\n"
        )


def _folders(publication: Publication) -> Iterator[str]:
    assets = asset_list(publication, for_programs=True)
    wording = Wording(publication)
    names = wording.text(publication.assets, "name")
    ids: list[str] = publication.assets["id"].tolist()
    kinds: list[str] = publication.assets["kind"].tolist()
    shapes = list(_shapes(publication.assets.geometry.array))
    data = [_data(column) for column in assets.columns]
    for kind in AssetKind:
        chosen = [row for row, value in enumerate(kinds) if value == kind.value]
        if not chosen:
            continue
        yield f"<Folder>\n<name>{content(wording.say(kind.label))}</name>\n"
        for row in chosen:
            told = "".join(column[row] for column in data)
            yield (
                f'<Placemark id="asset-{attribute(ids[row])}"><name>{content(names[row])}</name>'
                f"<styleUrl>#{kind.value}</styleUrl><ExtendedData>{told}</ExtendedData>"
                f"{shapes[row]}</Placemark>\n"
            )
        yield "</Folder>\n"


def _data(column: Column) -> Sequence[str]:
    """Write the cells of a column; an empty one is not there."""
    open_tag = f'<Data name="{attribute(column.key)}"><displayName>{content(column.heading)}</displayName><value>'
    values: Sequence[Any] = column.shown() if not column.labels else column.values
    return [
        "" if value is None or value == "" else f"{open_tag}{content(str(value))}</value></Data>" for value in values
    ]


def _shapes(geometry: Any) -> Iterator[str]:
    import numpy as np
    import shapely

    shapes = rounded(np.asarray(geometry, dtype=object))
    kinds = shapely.get_type_id(shapes)
    points = iter(shapely.get_coordinates(shapes[kinds == 0]).tolist())
    others = iter(shapes[kinds > 0])
    for kind in kinds.tolist():
        if kind == 0:
            lon, lat = next(points)
            yield f"<Point><coordinates>{_number(lon)},{_number(lat)}</coordinates></Point>"
        else:
            yield "" if kind < 0 else _shape(next(others))


def _shape(shape: Any) -> str:
    """Write a shape that may have parts."""
    kind = shape.geom_type
    if kind == "Point":
        return f"<Point><coordinates>{_line(shape)}</coordinates></Point>"
    if kind in ("LineString", "LinearRing"):
        return f"<LineString><tessellate>1</tessellate><coordinates>{_line(shape)}</coordinates></LineString>"
    if kind == "Polygon":
        rings = [("outerBoundaryIs", shape.exterior), *(("innerBoundaryIs", ring) for ring in shape.interiors)]
        inner = "".join(
            f"<{side}><LinearRing><coordinates>{_line(ring)}</coordinates></LinearRing></{side}>"
            for side, ring in rings
        )
        return f"<Polygon>{inner}</Polygon>"
    return f"<MultiGeometry>{''.join(_shape(part) for part in shape.geoms)}</MultiGeometry>"


def _line(shape: Any) -> str:
    return " ".join(f"{_number(lon)},{_number(lat)}" for lon, lat in shape.coords)


def _number(degrees: float) -> str:
    """Write degrees without an exponent."""
    return f"{degrees:.{DECIMALS}f}".rstrip("0").rstrip(".")


EXPORTER = Exporter(key="kml", label=N_("KML (Google Earth)"), suffix=".kml", write=write)
