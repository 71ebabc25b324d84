"""``report``: the evaluation report, as a page, a PDF or for a word processor."""

from __future__ import annotations

import argparse
from pathlib import Path

from asset_mapper.cli.common import TextProgress, add_json, add_project, open_to_publish, print_json, print_what_goes
from asset_mapper.i18n import _, format_number


def configure(parser: argparse.ArgumentParser) -> None:
    from asset_mapper.domain.audience import Audience

    add_project(parser)
    parser.add_argument(
        "outs", metavar="OUT", nargs="+", type=Path, help=_("the files to write: .html, .pdf or .docx")
    )
    parser.add_argument(
        "--audience",
        choices=[audience.value for audience in Audience],
        default=Audience.PARTNERS.value,
        help=_("who the report is for; partners when nothing is said"),
    )
    parser.add_argument(
        "--language", choices=("cy", "en", "both"), default="both", help=_("the language of the report")
    )
    parser.add_argument("--view", metavar="NAME", help=_("the saved view that says what is shown"))
    add_json(parser)


def run(arguments: argparse.Namespace) -> int:
    from asset_mapper.domain.audience import Audience
    from asset_mapper.formats.report import REPORTS
    from asset_mapper.services import exporting, publishing

    chosen = [(exporting.exporter_for(out, among=REPORTS), out) for out in arguments.outs]
    progress = TextProgress()
    with open_to_publish(arguments.project) as project:
        publication = project.read(
            publishing.publication, Audience(arguments.audience), arguments.language, arguments.view
        )
        if not arguments.json:
            print_what_goes(publication)
        files: list[exporting.ExportedFile] = []
        exporting.export_all(project, publication, chosen, files, progress)
    if arguments.json:
        print_json(exporting.report(publication, files))
    else:
        for file in files:
            print(_("Written: {file} ({size} bytes)").format(file=file.path, size=format_number(file.bytes)))
    return 0
