"""The style that QGIS gives a layer of assets when it opens the GeoPackage: a symbol for each kind, names of columns.

Written in QGIS's own XML (QML). Shapes that QGIS does not have as simple markers (the rounded triangle and the drop)
are small drawings inside the style, so that no file has to be found.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence

from asset_mapper.formats.exporters.base import Column, Holds, Wording
from asset_mapper.formats.exporters.looks import Look, boundary, looks, ring
from asset_mapper.formats.exporters.xml_text import attribute

_GEOMETRY_CODES = {"points": 0, "lines": 1, "polygons": 2, "boundaries": 2}
_SYMBOLS = {"points": "marker", "lines": "line", "polygons": "fill"}
_RING_MM = 0.5

_SIZES_MM = {
    "circle": 4.2,
    "square": 3.8,
    "diamond": 4.8,
    "hexagon": 4.6,
    "triangle": 5.8,
    "drop": 6.2,
}  # alike to the eye
_DRAWN = {  # paths in a square of 24
    "triangle": "M12 3c.9 0 1.7.5 2.1 1.2l7.6 13.4c.9 1.6-.2 3.6-2.1 3.6H4.4c-1.9 0-3-2-2.1-3.6"
    "L9.9 4.2C10.3 3.5 11.1 3 12 3z",
    "drop": "M12 1.5c4.5 0 8.1 3.6 8.1 8.1 0 5.7-5.9 10.9-7.5 12.7a.8.8 0 0 1-1.2 0C9.8 20.5 3.9 15.3 3.9 9.6"
    "c0-4.5 3.6-8.1 8.1-8.1z",
}


def qml(geometry: str, columns: Sequence[Column], names: Sequence[str], wording: Wording) -> str:
    """Write the style of one layer.

    Parameters
    ----------
    geometry
        ``points``, ``lines`` or ``polygons`` of assets, ``boundaries``, or ``""`` for a table without a place.
    names
        What each column is called in the layer.
    """
    return "".join(_parts(geometry, columns, names, wording))


def _parts(geometry: str, columns: Sequence[Column], names: Sequence[str], wording: Wording) -> Iterator[str]:
    yield '<!DOCTYPE qgis PUBLIC "http://mrcc.com/qgis.dtd" "SYSTEM">\n'
    yield '<qgis version="3.22.0" styleCategories="AllStyleCategories">\n'
    if geometry in _SYMBOLS:
        yield from _renderer(geometry, wording)
    elif geometry == "boundaries":
        yield (
            '<renderer-v2 type="singleSymbol" enableorderby="0" forceraster="0" symbollevels="0"><symbols>'
            '<symbol type="fill" name="0" alpha="1" clip_to_extent="1" force_rhr="0">'
            f"{_boundary()}</symbol></symbols></renderer-v2>\n"
        )
    yield "<fieldConfiguration>\n"
    for column, name in zip(columns, names, strict=True):
        widget = f'<editWidget type="{_widget(column)}"><config>{_choices(column)}</config></editWidget>'
        yield f'<field name="{attribute(name)}">{widget}</field>\n'
    yield "</fieldConfiguration>\n<aliases>\n"
    for index, (column, name) in enumerate(zip(columns, names, strict=True), 1):  # 0 is the number of the row
        yield f'<alias field="{attribute(name)}" index="{index}" name="{attribute(column.heading)}"/>\n'
    yield "</aliases>\n"
    if "name_cy" in names and "name_en" in names:
        first, second = ("name_cy", "name_en") if wording.languages[0] == "cy" else ("name_en", "name_cy")
        shown = attribute(f'coalesce(nullif("{first}",\'\'), "{second}")')
        yield f"<previewExpression>{shown}</previewExpression>\n"
    if geometry in _GEOMETRY_CODES:
        yield f"<layerGeometryType>{_GEOMETRY_CODES[geometry]}</layerGeometryType>\n"
    yield "</qgis>\n"


def _renderer(geometry: str, wording: Wording) -> Iterator[str]:
    yield '<renderer-v2 type="categorizedSymbol" attr="kind" enableorderby="0" forceraster="0" symbollevels="0">\n'
    yield "<categories>\n"
    for number, kind in enumerate(looks()):
        label = attribute(wording.say(kind.label))
        yield f'<category render="true" symbol="{number}" value="{kind.value}" label="{label}"/>\n'
    yield "</categories>\n<symbols>\n"
    for number, look in enumerate(looks().values()):
        yield f'<symbol type="{_SYMBOLS[geometry]}" name="{number}" alpha="1" clip_to_extent="1" force_rhr="0">'
        yield {"points": _marker, "lines": _line, "polygons": _fill}[geometry](look)
        yield "</symbol>\n"
    yield "</symbols>\n</renderer-v2>\n"


def _marker(look: Look) -> str:
    options = {
        "color": _rgba(look.colour),
        "outline_color": _rgba(ring()),
        "outline_style": "solid",
        "outline_width": str(_RING_MM),
        "outline_width_unit": "MM",
        "size": str(_SIZES_MM[look.shape]),
        "size_unit": "MM",
        "vertical_anchor_point": "2" if look.shape == "drop" else "1",  # the tip of a drop says where
    }
    if look.shape not in _DRAWN:
        return _layer("SimpleMarker", options | {"name": look.shape, "joinstyle": "round"})
    drawing = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path d="{_DRAWN[look.shape]}" '
        'fill="param(fill)" stroke="param(outline)" stroke-width="param(outline-width)"/></svg>'
    )
    inside = "base64:" + base64.b64encode(drawing.encode()).decode()
    return _layer("SvgMarker", options | {"name": inside})


def _line(look: Look) -> str:
    return _layer(
        "SimpleLine",
        {
            "line_color": _rgba(look.colour),
            "line_width": "0.9",
            "line_width_unit": "MM",
            "capstyle": "round",
            "joinstyle": "round",
        },
    )


def _fill(look: Look) -> str:
    return _layer(
        "SimpleFill",
        {
            "color": _rgba(look.colour, 64),
            "style": "solid",
            "outline_color": _rgba(look.colour),
            "outline_style": "solid",
            "outline_width": "0.6",
            "outline_width_unit": "MM",
        },
    )


def _boundary() -> str:
    options = {"style": "no", "outline_style": "dash", "outline_width": "0.5", "outline_width_unit": "MM"}
    return _layer("SimpleFill", options | {"outline_color": _rgba(boundary())})


def _layer(kind: str, options: dict[str, str]) -> str:
    inside = "".join(f'<Option type="QString" name="{name}" value="{value}"/>' for name, value in options.items())
    # The form of QGIS before 3.26 stands beside the newer one, so that both find it.
    older = "".join(f'<prop k="{name}" v="{value}"/>' for name, value in options.items())
    return (
        f'<layer class="{kind}" enabled="1" locked="0" pass="0"><Option type="Map">{inside}</Option>{older}</layer>'
    )


def _rgba(colour: str, alpha: int = 255) -> str:
    red, green, blue = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
    return f"{red},{green},{blue},{alpha}"


def _widget(column: Column) -> str:
    if column.labels and column.holds is not Holds.YES_NO:
        return "ValueMap"
    return {Holds.DATE: "DateTime", Holds.YES_NO: "CheckBox"}.get(column.holds, "TextEdit")


def _choices(column: Column) -> str:
    if _widget(column) != "ValueMap":
        return ""
    choices = "".join(
        '<Option type="Map">'
        f'<Option type="QString" name="{attribute(label)}" value="{attribute(str(code))}"/></Option>'
        for code, label in column.labels.items()
    )
    return f'<Option type="Map"><Option type="List" name="map">{choices}</Option></Option>'
