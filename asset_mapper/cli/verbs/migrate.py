"""``migrate``: bring a project of an older version up to date."""

import argparse

from asset_mapper.cli.common import add_project, open_project
from asset_mapper.i18n import _


def configure(parser: argparse.ArgumentParser) -> None:
    add_project(parser)


def run(arguments: argparse.Namespace) -> int:
    from asset_mapper.services import queries

    with open_project(arguments.project) as project:  # opening it for writing brings it up to date
        version = project.read(queries.summary)["schema"]
        print(_("“{name}” is up to date (data version {version}).").format(name=project.name, version=version))
    return 0
