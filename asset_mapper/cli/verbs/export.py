"""``export``: publish a map and lists for an audience, several files of one publication in one run."""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from asset_mapper.cli.common import (
    TextProgress,
    add_json,
    add_project,
    open_to_publish,
    print_json,
    print_what_goes,
    write_report,
)
from asset_mapper.i18n import _, format_number

if TYPE_CHECKING:
    from asset_mapper.formats.exporters.base import Exporter
    from asset_mapper.services.open_project import OpenProject

_UNITS = {"": 1, "KB": 1_000, "MB": 1_000_000}


def configure(parser: argparse.ArgumentParser) -> None:
    from asset_mapper.domain.audience import Audience

    add_project(parser)
    parser.add_argument(
        "outs", metavar="OUT", nargs="+", type=Path, help=_("the files to write; the ending of each says its kind")
    )
    parser.add_argument(
        "--audience",
        choices=[audience.value for audience in Audience],
        help=_("who the files are for; when nothing is said, the audience of the view or else of the project"),
    )
    parser.add_argument("--view", metavar="NAME", help=_("the saved view that says what is shown"))
    parser.add_argument(
        "--language", choices=("cy", "en", "both"), default="both", help=_("the language of headings and labels")
    )
    parser.add_argument(
        "--basemap", metavar="FILE", type=Path, help=_("a basemap (MBTiles or PMTiles) to embed in the map")
    )
    parser.add_argument(
        "--basemap-budget", metavar="SIZE", default="8MB", help=_("how much the basemap may weigh, such as 8MB")
    )
    parser.add_argument("--paper", choices=("a4", "a3"), default="a4", help=_("the paper of a PDF"))
    parser.add_argument("--landscape", action="store_true", help=_("turn the paper of a PDF"))
    parser.add_argument(
        "--base-url", metavar="URL", default="", help=_("the address where a site will be, for its sitemap")
    )
    parser.add_argument("--format", metavar="KEY", help=_("the kind of file, whatever the ending says"))
    parser.add_argument("--report", metavar="OUT.json", help=_("write the report to a file"))
    add_json(parser)


def run(arguments: argparse.Namespace) -> int:
    from asset_mapper.domain.audience import Audience
    from asset_mapper.services import exporting, publishing

    chosen = [(_exporter(arguments, out), out) for out in arguments.outs]
    progress = TextProgress()
    with open_to_publish(arguments.project) as project:
        publication = project.read(
            publishing.publication,
            Audience(arguments.audience) if arguments.audience else _audience(project, arguments.view),
            arguments.language,
            arguments.view,
        )
        if not arguments.json:
            print_what_goes(publication)
        files: list[exporting.ExportedFile] = []
        exporting.export_all(project, publication, chosen, files, progress)
    made = exporting.report(publication, files)
    write_report(arguments.report, made)
    if arguments.json:
        print_json(made)
    else:
        for file in files:
            print(_("Written: {file} ({size} bytes)").format(file=file.path, size=format_number(file.bytes)))
    return 0


def _exporter(arguments: argparse.Namespace, out: Path) -> Exporter:
    from asset_mapper.errors import NotFoundError
    from asset_mapper.formats.exporters import html_map, pdf, site
    from asset_mapper.printing.papers import paper_named
    from asset_mapper.services.exporting import exporter_for

    exporter = exporter_for(out, arguments.format)
    if exporter.key not in (html_map.EXPORTER.key, pdf.EXPORTER.key, site.EXPORTER.key):
        return exporter
    basemap: Path | None = arguments.basemap
    if basemap is not None and not basemap.is_file():
        raise NotFoundError(_("There is no basemap at {path}. Choose the file again.").format(path=basemap))
    budget_bytes = _bytes(arguments.basemap_budget)
    if exporter.key == site.EXPORTER.key:
        return site.at(arguments.base_url, basemap=basemap, budget_bytes=budget_bytes, tell=_tell)
    page = html_map.with_basemap(basemap, budget_bytes, _tell) if basemap else html_map.EXPORTER
    if exporter.key == pdf.EXPORTER.key:
        return pdf.on_paper(paper_named(arguments.paper), landscape=arguments.landscape, page=page)
    return page


def _tell(sentence: str) -> None:
    print(sentence, file=sys.stderr)


def _bytes(text: str) -> int:
    from asset_mapper.errors import WrongUseError

    match = re.fullmatch(r"([0-9]+(?:\.[0-9]+)?) ?(KB|MB|)", text.strip().upper())
    if match is None:
        raise WrongUseError(_("“{text}” is not a size, such as 8MB or 500KB.").format(text=text))
    return int(float(match[1]) * _UNITS[match[2]])


def _audience(project: OpenProject, view: str | None) -> Any:
    """Give the audience that the view is for, else the project's own."""
    saved = project.read(lambda uow: next(iter(uow.views.where(name=view)), None)) if view else None
    return saved.audience if saved else project.read(lambda uow: uow.project.default_audience)
