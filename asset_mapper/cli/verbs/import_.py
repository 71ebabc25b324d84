"""Bring in spreadsheets and map files."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from asset_mapper.cli.common import TextProgress, add_json, add_project, open_project, print_json, write_report
from asset_mapper.i18n import N_, _, ngettext

if TYPE_CHECKING:
    from asset_mapper.services.importing import ImportReport, LayerReport

_HINTS = {
    "no-name": N_("Choose a column with --map name=COLUMN."),
    "no-name-column": N_("Choose a column with --map name=COLUMN."),
    "name-guessed": N_("Choose a column with --map name=COLUMN."),
    "no-header": N_("Say what a column holds with --map FIELD=COLUMN."),
    "coordinates-unclear": N_("Use --map easting=… --map northing=…, or --map longitude=… --map latitude=…"),
    "swapped-coordinates": N_("Use --map longitude=COLUMN --map latitude=COLUMN."),
    "kind-guessed": N_("Use --kind."),
    "visibility": N_("Use --visibility."),
    "sheet-not-read": N_("To read one, name it with --sheet."),
    "other-files": N_("To read one, name it with --sheet."),
    "unknown-crs": N_("Use --crs EPSG:N."),
}
"""What to do on the command line about a finding, by its code."""

_SHOWN = 20  # findings of each severity in the text report; all of them are in the JSON


def configure(parser: argparse.ArgumentParser) -> None:
    from asset_mapper.domain.asset import AssetKind
    from asset_mapper.domain.audience import VISIBILITIES
    from asset_mapper.formats.record_sheets.sheets import SHEETS

    visibilities = [audience.value for audience in VISIBILITIES]
    add_project(parser)
    parser.add_argument(
        "files",
        metavar="FILE",
        nargs="+",
        type=Path,
        help=_("CSV, Excel, ODS, GeoJSON, GeoPackage, Shapefile, KML, KMZ, GPX, uMap, Kumu or our own JSON"),
    )
    parser.add_argument(
        "--kind",
        choices=[kind.value for kind in AssetKind],
        help=_("what the rows are, where no column says it; else it is guessed from their names"),
    )
    parser.add_argument(
        "--as",
        dest="record",
        choices=[sheet.record for sheet in SHEETS if sheet.tells is not None],
        help=_("what the rows are when they are no assets and their headings do not say it, such as readings"),
    )
    parser.add_argument(
        "--indicator",
        metavar="NAME",
        help=_("the indicator, by name or id, that readings are of when no column says it"),
    )
    parser.add_argument("--sheet", metavar="NAME", help=_("the sheet or layer to read"))
    parser.add_argument(
        "--crs", metavar="EPSG:N", help=_("the reference system of coordinates that do not say theirs")
    )
    parser.add_argument(
        "--map",
        metavar="FIELD=COLUMN",
        action="append",
        default=[],
        help=_("read COLUMN as FIELD, such as name=“Site address”; may be given several times"),
    )
    parser.add_argument(
        "--visibility", choices=visibilities, help=_("who may see the assets; the team only, when nothing is said")
    )
    parser.add_argument(
        "--fields-visibility",
        choices=visibilities,
        default="team",
        help=_("who may see the columns that no field of ours holds; the team only, when nothing is said"),
    )
    parser.add_argument("--dry-run", action="store_true", help=_("only say what would happen"))
    parser.add_argument("--report", metavar="OUT.json", help=_("write the report to a file"))
    add_json(parser)


def run(arguments: argparse.Namespace) -> int:
    from asset_mapper.domain.asset import AssetKind
    from asset_mapper.domain.audience import Audience
    from asset_mapper.errors import UnknownCrsError
    from asset_mapper.services import indicators
    from asset_mapper.services.importing import ImportOptions, import_files

    options = ImportOptions(
        kind=AssetKind(arguments.kind) if arguments.kind else None,
        record=arguments.record,
        sheet=arguments.sheet,
        crs=arguments.crs,
        told=tuple(map(_told, arguments.map)),
        visibility=Audience(arguments.visibility) if arguments.visibility else None,
        fields_visibility=Audience(arguments.fields_visibility),
    )
    with open_project(arguments.project, read_only=arguments.dry_run) as project:
        if arguments.indicator:
            options = replace(options, indicator_id=project.read(indicators.named, arguments.indicator).id)
        try:
            report = import_files(
                project, arguments.files, options, dry_run=arguments.dry_run, progress=TextProgress()
            )
        except UnknownCrsError as error:
            raise UnknownCrsError(f"{error} {_(_HINTS['unknown-crs'])}") from error
    write_report(arguments.report, report.as_dict())
    if arguments.json:
        print_json(report.as_dict())
    else:
        _print(report, dry_run=arguments.dry_run)
    return 1 if report.has_errors else 0


def _told(text: str) -> tuple[str, str]:
    from asset_mapper.errors import WrongUseError

    field, sign, column = text.partition("=")
    if not sign or not field.strip() or not column.strip():
        raise WrongUseError(_("“{text}” is not FIELD=COLUMN, such as name=Title.").format(text=text))
    return field.strip(), column.strip()


def _print(report: ImportReport, *, dry_run: bool) -> None:
    for layer in report.layers:
        print(f"{layer.file}: {layer.layer}" if layer.layer else layer.file)
        print("  " + _counts(layer))
        for column, match in layer.columns.items():
            if match["field"]:
                print(f"  {column} → {match['field']} ({match['confidence']:.0%}: {match['why']})")
        _print_findings(layer)
        if dry_run:
            for change in layer.changes:
                name = change["name"]["cy"] or change["name"]["en"]
                print(f"  {change['row']}: {name}: {change['reason']}")
                for field, values in change["fields"].items():
                    print(f"     {field}: {values['before']} → {values['after']}")
    if dry_run:
        print(_("Nothing was changed: this was only a trial."))


def _counts(layer: LayerReport) -> str:
    return _("{rows} rows: {made} made, {updated} updated, {unchanged} unchanged, {refused} refused").format(
        rows=layer.rows, made=layer.made, updated=layer.updated, unchanged=layer.unchanged, refused=layer.refused
    )


def _print_findings(layer: LayerReport) -> None:
    shown: dict[str, int] = {}
    left = 0
    for finding in layer.findings:
        count = shown[finding.severity.value] = shown.get(finding.severity.value, 0) + 1
        if count > _SHOWN:
            left += 1
            continue
        where = _("row {row}: ").format(row=finding.row) if finding.row is not None else ""
        hint = f" {_(_HINTS[finding.code])}" if finding.code in _HINTS else ""
        print(f"  {_(finding.severity.label)}: {where}{finding.message}{hint}")
    if left:
        text = ngettext("{n} more finding is in the report.", "{n} more findings are in the report.", left)
        print("  " + text.format(n=left))
    sys.stdout.flush()
