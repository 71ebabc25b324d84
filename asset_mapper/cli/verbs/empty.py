"""``empty``: write an empty workbook that somebody without this program fills in, for ``import`` to read."""

from __future__ import annotations

import argparse
from pathlib import Path

from asset_mapper.cli.common import add_json, print_json
from asset_mapper.i18n import _


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("out", metavar="OUT", type=Path, help=_("the workbook to write; its name ends with .xlsx"))
    parser.add_argument(
        "--language",
        choices=("cy", "en", "both"),
        default="both",
        help=_("the language of its headings and lists; both stand side by side when nothing is said"),
    )
    add_json(parser)


def run(arguments: argparse.Namespace) -> int:
    from asset_mapper.services import empty_workbook

    written = empty_workbook.write(arguments.out, arguments.language)
    if arguments.json:
        print_json(written.as_dict())
    else:
        print(_("Written: {file}").format(file=written.path))
    return 0
