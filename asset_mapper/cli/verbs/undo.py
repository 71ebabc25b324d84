"""``undo``: take back the last step."""

import argparse

from asset_mapper.cli.common import add_project, open_project
from asset_mapper.i18n import _


def configure(parser: argparse.ArgumentParser) -> None:
    add_project(parser)


def run(arguments: argparse.Namespace) -> int:
    with open_project(arguments.project) as project:
        label = project.undo_label
        project.undo()
    print(_("Undone: {step}").format(step=label) if label else _("There is nothing to undo."))
    return 0
