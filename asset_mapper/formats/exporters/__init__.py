"""Files that a publication can be written to. A new one is added here, and nowhere found by scanning."""

from asset_mapper.formats.exporters import (
    csv_table,
    excel,
    geojson,
    geopackage,
    html_map,
    json_document,
    kml,
    kumu,
    ods,
    pdf,
    site,
)

EXPORTERS = (
    html_map.EXPORTER,
    pdf.EXPORTER,
    site.EXPORTER,
    excel.EXPORTER,
    ods.EXPORTER,
    csv_table.EXPORTER,
    geojson.EXPORTER,
    geopackage.EXPORTER,
    kml.EXPORTER,
    json_document.EXPORTER,
    kumu.EXPORTER,
)
"""In menu order."""
