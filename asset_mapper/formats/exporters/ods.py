"""OpenDocument spreadsheet (ODF 1.3): the same sheets as in Excel, for LibreOffice and whoever asks for it.

It is written as text straight into the archive: a large list takes seconds, and the file says nothing of the computer
that made it. Each cell has its type; there are no formulas at all.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from asset_mapper.domain.publication import Publication
from asset_mapper.formats.exporters.base import Column, Exporter, Holds
from asset_mapper.formats.exporters.sheets import Reference, Sheet, Workbook, day
from asset_mapper.formats.exporters.xml_text import attribute, content
from asset_mapper.i18n import N_, _
from asset_mapper.progress import Progress

MEDIA_TYPE = "application/vnd.oasis.opendocument.spreadsheet"

_ROWS_AT_ONCE = 500
_SPACES = re.compile(r"^ +| {2,}| +$")
_SPACED = re.compile(r"[\n\t]|^ | $|  ")
_NAMESPACES = " ".join(
    f'xmlns:{prefix}="{address}"'
    for prefix, address in {
        "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
        "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
        "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
        "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
        "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
        "number": "urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0",
        "meta": "urn:oasis:names:tc:opendocument:xmlns:meta:1.0",
        "ooo": "http://openoffice.org/2004/office",
        "config": "urn:oasis:names:tc:opendocument:xmlns:config:1.0",
        "dc": "http://purl.org/dc/elements/1.1/",
        "xlink": "http://www.w3.org/1999/xlink",
    }.items()
)
_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
_MANIFEST = (
    f'{_DECLARATION}<manifest:manifest manifest:version="1.3" '
    'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    f'<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="{MEDIA_TYPE}"/>'
    + "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="text/xml"/>'
        for name in ("content.xml", "styles.xml", "meta.xml", "settings.xml")
    )
    + "</manifest:manifest>"
)
_STYLES = (
    f'{_DECLARATION}<office:document-styles {_NAMESPACES} office:version="1.3"><office:styles>'
    '<style:style style:name="Default" style:family="table-cell">'
    '<style:table-cell-properties style:vertical-align="top"/></style:style>'
    "</office:styles></office:document-styles>"
)
_CELL_STYLES = (
    '<style:style style:name="head" style:family="table-cell" style:parent-style-name="Default">'
    '<style:table-cell-properties fo:background-color="#efece5" fo:wrap-option="wrap" style:vertical-align="top"/>'
    '<style:text-properties fo:font-weight="bold"/></style:style>'
    '<style:style style:name="label" style:family="table-cell" style:parent-style-name="Default">'
    '<style:text-properties fo:font-weight="bold"/></style:style>'
    '<style:style style:name="words" style:family="table-cell" style:parent-style-name="Default">'
    '<style:table-cell-properties fo:wrap-option="wrap" style:vertical-align="top"/></style:style>'
    '<number:date-style style:name="iso"><number:year number:style="long"/><number:text>-</number:text>'
    '<number:month number:style="long"/><number:text>-</number:text><number:day number:style="long"/>'
    "</number:date-style>"
    '<style:style style:name="day" style:family="table-cell" style:parent-style-name="Default" '
    'style:data-style-name="iso"/>'
)

Cell = Callable[[int, Any], str]  # row from 0, value


def write(publication: Publication, target: Path, progress: Progress) -> None:
    progress(0, len(publication.assets), _("Making the lists"))
    contents = Workbook(publication)
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr(_entry("mimetype", zipfile.ZIP_STORED), MEDIA_TYPE)
        archive.writestr(_entry("META-INF/manifest.xml"), _MANIFEST)
        archive.writestr(_entry("styles.xml"), _STYLES)
        archive.writestr(_entry("meta.xml"), _meta(publication))
        archive.writestr(_entry("settings.xml"), _settings(contents))
        with archive.open(_entry("content.xml"), "w") as file:
            for piece in _content(contents, progress):
                file.write(piece.encode())


def _entry(name: str, compression: int = zipfile.ZIP_DEFLATED) -> zipfile.ZipInfo:
    """Describe a member of the archive, with the same date every time."""
    entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    entry.compress_type = compression
    entry.external_attr = 0o644 << 16
    return entry


def _meta(publication: Publication) -> str:
    made = f"{publication.made_on.isoformat()}T00:00:00"
    maker = f"<dc:creator>{content(publication.publisher)}</dc:creator>" if publication.publisher else ""
    return (
        f'{_DECLARATION}<office:document-meta {_NAMESPACES} office:version="1.3"><office:meta>'
        f"<meta:generator>Asset Mapper</meta:generator>"
        f"<dc:title>{content(publication.title.text(publication.languages[0]))}</dc:title>{maker}"
        f"<meta:creation-date>{made}</meta:creation-date><dc:date>{made}</dc:date>"
        "</office:meta></office:document-meta>"
    )


def _settings(contents: Workbook) -> str:
    """Keep the header in sight on every sheet."""
    frozen = "".join(
        f'<config:config-item-map-entry config:name="{attribute(sheet.name)}">'
        '<config:config-item config:name="VerticalSplitMode" config:type="short">2</config:config-item>'
        '<config:config-item config:name="VerticalSplitPosition" config:type="int">1</config:config-item>'
        '<config:config-item config:name="ActiveSplitRange" config:type="short">2</config:config-item>'
        '<config:config-item config:name="PositionBottom" config:type="int">1</config:config-item>'
        "</config:config-item-map-entry>"
        for sheet in contents.sheets
    )
    return (
        f'{_DECLARATION}<office:document-settings {_NAMESPACES} office:version="1.3"><office:settings>'
        '<config:config-item-set config:name="ooo:view-settings"><config:config-item-map-indexed config:name="Views">'
        "<config:config-item-map-entry>"
        '<config:config-item config:name="ViewId" config:type="string">view1</config:config-item>'
        f'<config:config-item-map-named config:name="Tables">{frozen}</config:config-item-map-named>'
        "</config:config-item-map-entry></config:config-item-map-indexed></config:config-item-set>"
        "</office:settings></office:document-settings>"
    )


def _content(contents: Workbook, progress: Progress) -> Iterator[str]:
    widths = sorted({column.width for sheet in contents.sheets for column in sheet.list.columns} | {100})
    yield f'{_DECLARATION}<office:document-content {_NAMESPACES} office:version="1.3">'
    yield f"<office:automatic-styles>{_CELL_STYLES}"
    for width in widths:
        yield (
            f'<style:style style:name="w{width}" style:family="table-column">'
            f'<style:table-column-properties style:column-width="{width * 0.19:.2f}cm"/></style:style>'
        )
    yield "</office:automatic-styles><office:body><office:spreadsheet>"
    for sheet in contents.sheets:
        yield from _sheet(contents, sheet, progress)
    yield from _about(contents)
    yield from _filters(contents)
    yield "</office:spreadsheet></office:body></office:document-content>"


def _sheet(contents: Workbook, sheet: Sheet, progress: Progress) -> Iterator[str]:
    columns, rows = sheet.list.columns, len(sheet.list)
    yield f'<table:table table:name="{attribute(sheet.name)}">'
    yield from (f'<table:table-column table:style-name="w{column.width}"/>' for column in columns)
    yield "<table:table-header-rows><table:table-row>"
    yield from (_text(column.heading, "head") for column in columns)
    yield "</table:table-row></table:table-header-rows>"
    cells = [_cell(contents, column) for column in columns]
    values = [column.shown() if column.holds is Holds.LIST else column.values for column in columns]
    for start in range(0, rows, _ROWS_AT_ONCE):
        progress(start, rows, sheet.name)
        lines = []
        for row in range(start, min(start + _ROWS_AT_ONCE, rows)):
            lines.append("<table:table-row>")
            for cell, column in zip(cells, values, strict=True):
                value = column[row]
                lines.append("<table:table-cell/>" if value is None or value == "" else cell(row, value))
            lines.append("</table:table-row>")
        yield "".join(lines)
    yield "</table:table>"


def _cell(contents: Workbook, column: Column) -> Cell:
    """Choose how the cells of a column are written."""
    labels, links = column.labels, column.links
    style = "words" if column.holds in (Holds.WORDS, Holds.LIST) else "Default"

    def text(row: int, value: Any) -> str:
        return _text(labels.get(value, value) if labels else value, style, links[row] if links else "")

    def number(row: int, value: Any) -> str:
        if isinstance(value, str) or value in (float("inf"), float("-inf")):
            return _text(str(value), style)
        return (
            f'<table:table-cell office:value-type="float" office:value="{value!r}">'
            f"<text:p>{value!r}</text:p></table:table-cell>"
        )

    def date(row: int, value: Any) -> str:
        found = day(value)
        if found is None:
            return _text(value, style)
        iso = found.isoformat()
        return (
            f'<table:table-cell table:style-name="day" office:value-type="date" office:date-value="{iso}">'
            f"<text:p>{iso}</text:p></table:table-cell>"
        )

    def yes_no(row: int, value: Any) -> str:
        said = "true" if value else "false"
        return (
            f'<table:table-cell office:value-type="boolean" office:boolean-value="{said}">'
            f"<text:p>{said.upper()}</text:p></table:table-cell>"
        )

    def reference(row: int, value: Any) -> str:
        found = contents.reference(column, value)
        return _text(labels.get(value, ""), style, _inside(found) if found else "")

    if column.holds in (Holds.ASSET, Holds.OUTCOME):
        return reference
    return {Holds.NUMBER: number, Holds.DATE: date, Holds.YES_NO: yes_no}.get(column.holds, text)


def _inside(reference: Reference) -> str:
    quoted = reference.sheet.replace("'", "''")
    return f"#'{quoted}'.A{reference.row}"


def _text(text: str, style: str, link: str = "") -> str:
    if not text:
        return "<table:table-cell/>"
    lines = [_spaced(line) for line in text.split("\n")] if _SPACED.search(text) else [content(text)]
    if link:
        address = attribute(link)
        lines = [f'<text:a xlink:type="simple" xlink:href="{address}">{line}</text:a>' for line in lines]
    paragraphs = "</text:p><text:p>".join(lines)
    return (
        f'<table:table-cell table:style-name="{style}" office:value-type="string">'
        f"<text:p>{paragraphs}</text:p></table:table-cell>"
    )


def _spaced(line: str) -> str:
    """Write a line whose spaces and tabs count: XML readers would run them together."""
    escaped = _SPACES.sub(lambda run: f'<text:s text:c="{len(run[0])}"/>', content(line))
    return escaped.replace("\t", "<text:tab/>")


def _about(contents: Workbook) -> Iterator[str]:
    yield f'<table:table table:name="{attribute(contents.about_name)}"><table:table-column table:style-name="w100"/>'
    for line in contents.about:
        yield f"<table:table-row>{_text(line.label, 'label')}</table:table-row>"
        yield f"<table:table-row>{_text(line.text, 'words', line.link)}</table:table-row>"
        yield "<table:table-row><table:table-cell/></table:table-row>"
    yield "</table:table>"


def _filters(contents: Workbook) -> Iterator[str]:
    yield "<table:database-ranges>"
    for number, sheet in enumerate(contents.sheets):
        quoted = "'" + sheet.name.replace("'", "''") + "'"
        end = f"{_letters(len(sheet.list.columns))}{len(sheet.list) + 1}"
        area = attribute(f"{quoted}.A1:{quoted}.{end}")
        yield (
            f'<table:database-range table:name="__Anonymous_Sheet_DB__{number}" table:target-range-address="{area}" '
            'table:display-filter-buttons="true"/>'
        )
    yield "</table:database-ranges>"


def _letters(column: int) -> str:
    """Name a column, counted from 1, as spreadsheets do: A … Z, AA …"""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


EXPORTER = Exporter(key="ods", label=N_("OpenDocument spreadsheet"), suffix=".ods", write=write)
