"""What the verbs that publish share: who a file is for and in which language, and what is said and noted of it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from asset_mapper.cli.common import TextProgress, open_project, print_json, write_report
from asset_mapper.i18n import _, format_number, ngettext

if TYPE_CHECKING:
    from asset_mapper.domain.audience import Audience
    from asset_mapper.domain.publication import Publication
    from asset_mapper.formats.exporters.base import Exporter
    from asset_mapper.services.exporting import ExportedFile
    from asset_mapper.services.open_project import OpenProject


def add_outs(parser: argparse.ArgumentParser, what: str) -> None:
    parser.add_argument("outs", metavar="OUT", nargs="+", type=Path, help=what)


def add_audience(parser: argparse.ArgumentParser, what: str, default: Audience | None = None) -> None:
    from asset_mapper.domain.audience import Audience

    parser.add_argument("--audience", choices=[audience.value for audience in Audience], default=default, help=what)


def add_language(parser: argparse.ArgumentParser, what: str) -> None:
    parser.add_argument("--language", choices=("cy", "en", "both"), default="both", help=what)


def add_view(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--view", metavar="NAME", help=_("the saved view that says what is shown"))


def publish(
    arguments: argparse.Namespace,
    chosen: Sequence[tuple[Exporter, Path]],
    audience_of: Callable[[OpenProject], Audience],
    report_to: str | None = None,
) -> None:
    """Say what goes and what is held back, write the files, note them in the project, and tell about them."""
    from asset_mapper.services import exporting, publishing

    progress = TextProgress()
    with _open_to_publish(arguments.project) as project:
        publication = project.read(publishing.publication, audience_of(project), arguments.language, arguments.view)
        if not arguments.json:
            _print_what_goes(publication)
        files: list[ExportedFile] = []
        exporting.export_all(project, publication, chosen, files, progress)
    made = exporting.report(publication, files)
    write_report(report_to, made)
    if arguments.json:
        print_json(made)
    else:
        for file in files:
            print(_("Written: {file} ({size} bytes)").format(file=file.path, size=format_number(file.bytes)))


def _open_to_publish(where: str) -> OpenProject:
    """Open the project so that the export can be noted in it; while someone else is at work in it, only read it."""
    from asset_mapper.errors import ProjectLockedError

    try:
        return open_project(where)
    except ProjectLockedError as error:
        print(f"asset-mapper: {error}", file=sys.stderr)
        print(
            "asset-mapper: " + _("The files are written, but the project cannot note that they left it."),
            file=sys.stderr,
        )
        return open_project(where, read_only=True)


def _print_what_goes(publication: Publication) -> None:
    """Say what goes and what is held back, and why, before anything is written."""
    from asset_mapper.services.exporting import held_back

    assets, located = len(publication.assets), publication.located
    print(_("For: {audience}").format(audience=_(publication.audience.label)))
    print("  " + ngettext("{n} asset", "{n} assets", assets).format(n=format_number(assets)))
    print("  " + ngettext("{n} on the map", "{n} on the map", located).format(n=format_number(located)))
    counts = held_back(publication)
    print(_("Held back:") if counts else _("Nothing is held back."))
    for reason, count in counts.items():
        records = ngettext("{n} record", "{n} records", count).format(n=format_number(count))
        print(f"  {records}: {_(reason.label)}")
    sys.stdout.flush()
