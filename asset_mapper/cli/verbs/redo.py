"""``redo``: do again what was undone last."""

import argparse

from asset_mapper.cli.common import add_project, open_project
from asset_mapper.i18n import _


def configure(parser: argparse.ArgumentParser) -> None:
    add_project(parser)


def run(arguments: argparse.Namespace) -> int:
    with open_project(arguments.project) as project:
        label = project.redo_label
        project.redo()
    print(_("Done again: {step}").format(step=label) if label else _("There is nothing to do again."))
    return 0
