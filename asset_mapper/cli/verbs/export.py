"""``export``: publish a map and lists for an audience, several files of one publication in one run."""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from asset_mapper.cli.common import add_json, add_project
from asset_mapper.cli.publishing import add_audience, add_language, add_outs, add_view, publish
from asset_mapper.i18n import _

if TYPE_CHECKING:
    from asset_mapper.domain.audience import Audience
    from asset_mapper.formats.exporters.base import Exporter
    from asset_mapper.services.open_project import OpenProject

_UNITS = {"": 1, "KB": 1_000, "MB": 1_000_000}


def configure(parser: argparse.ArgumentParser) -> None:
    add_project(parser)
    add_outs(parser, _("the files to write; the ending of each says its kind"))
    add_audience(
        parser, _("who the files are for; when nothing is said, the audience of the view or else of the project")
    )
    add_view(parser)
    add_language(parser, _("the language of headings and labels"))
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
    chosen = [(_exporter(arguments, out), out) for out in arguments.outs]
    publish(arguments, chosen, lambda project: _audience(project, arguments), arguments.report)
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


def _audience(project: OpenProject, arguments: argparse.Namespace) -> Audience:
    """Give the audience that was said, else the one that the view is for, else the project's own."""
    from asset_mapper.domain.audience import Audience

    if arguments.audience:
        return Audience(arguments.audience)
    view = arguments.view
    saved = project.read(lambda uow: next(iter(uow.views.where(name=view)), None)) if view else None
    return saved.audience if saved else project.read(lambda uow: uow.project.default_audience)
