"""``withdraw``: end what a person agreed to, and name the files that held them."""

from __future__ import annotations

import argparse

from asset_mapper.cli.common import add_project, open_project
from asset_mapper.i18n import _


def configure(parser: argparse.ArgumentParser) -> None:
    from asset_mapper.domain.consent import Purpose

    add_project(parser)
    parser.add_argument("--asset", required=True, metavar="NAME_OR_ID", help=_("the person"))
    purposes = [purpose.value for purpose in Purpose]
    parser.add_argument("--purpose", choices=purposes, help=_("only this purpose; without it, everything ends"))


def run(arguments: argparse.Namespace) -> int:
    from datetime import date

    from asset_mapper.domain.consent import Purpose
    from asset_mapper.services import consents, links

    with open_project(arguments.project) as project:
        person = project.read(links.named_asset, arguments.asset)
        purpose = Purpose(arguments.purpose) if arguments.purpose else None
        done = project.apply(consents.withdraw, person.id, date.today(), purpose)  # noqa: DTZ011 - the user's day
        files = project.read(consents.files_that_held, person.id)
    name = person.name.given
    message = _("Withdrawn for “{name}”.") if done else _("“{name}” had agreed to nothing of this.")
    print(message.format(name=name))
    if files:
        print(_("These files left the project with them in it. Ask for them back, or publish anew:"))
        for file in files:
            print(f"  {file.at:%Y-%m-%d}  {file.file}  ({_(file.audience.label)})")
    return 0
