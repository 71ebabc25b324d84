"""``erase``: erase a person or anything else from records, history and backups. This is not undone."""

from __future__ import annotations

import argparse

from asset_mapper.cli.common import add_project, open_project
from asset_mapper.i18n import _


def configure(parser: argparse.ArgumentParser) -> None:
    add_project(parser)
    parser.add_argument("--asset", required=True, metavar="NAME_OR_ID", help=_("whom or what to erase"))
    parser.add_argument("--yes", action="store_true", help=_("do it; without this, only say what would go"))


def run(arguments: argparse.Namespace) -> int:
    from asset_mapper.domain.records import NAMES
    from asset_mapper.services import consents, erasing, links

    with open_project(arguments.project, read_only=not arguments.yes) as project:
        asset = project.read(links.named_asset, arguments.asset)
        about = project.read(erasing.everything_about, asset.id)
        files = project.read(consents.files_that_held, asset.id)
        if arguments.yes:
            project.apply(erasing.erase, asset.id)
    for record in about:
        print(f"  {NAMES[type(record)]}  {record.id}")
    if arguments.yes:
        print(_("Erased, from the history and the backups too. This cannot be undone."))
    else:
        print(_("This would go, with its history; older backups would be replaced. To do it, add --yes."))
    for file in files:
        print(_("In a file that left the project: {file}").format(file=f"{file.at:%Y-%m-%d} {file.file}"))
    return 0
