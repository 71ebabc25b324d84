"""``sample``: make the fictional sample project."""

import argparse

from asset_mapper.cli.common import add_json, passphrase, print_json
from asset_mapper.i18n import _, ngettext


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "project", metavar="PROJECT", help=_("the file to make, or the address of an empty PostgreSQL")
    )
    add_json(parser)


def run(arguments: argparse.Namespace) -> int:
    from asset_mapper.services import queries, sample

    with sample.make(arguments.project, passphrase()) as project:
        name, summary = project.name, project.read(queries.summary)
    if arguments.json:
        print_json({"project": name} | summary)
        return 0
    made = ngettext("Made “{name}” with {n} asset.", "Made “{name}” with {n} assets.", summary["assets"])
    print(made.format(name=name, n=summary["assets"]))
    print(_("It is a fictional valley: nobody and nothing in it is real. Its Welsh is a draft."))
    export = f'asset-mapper export "{name}" map.html --view public'
    print(_("To publish its map:  {command}").format(command=export))
    print(_("To see what it holds:  {command}").format(command=f'asset-mapper info "{name}"'))
    return 0
