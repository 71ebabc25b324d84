"""``new``: make a project."""

import argparse

from asset_mapper.cli.common import passphrase
from asset_mapper.i18n import _


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "project", metavar="PROJECT", help=_("the file to make, or the address of an empty PostgreSQL")
    )
    parser.add_argument("--title", metavar="T", default="", help=_("its title in English"))
    parser.add_argument("--title-cy", metavar="T", default="", help=_("its title in Welsh"))
    parser.add_argument(
        "--framework", metavar="KEY", action="append", default=[], help=_("a framework of outcomes to begin with")
    )
    parser.add_argument("--publisher", metavar="NAME", default="", help=_("who makes the map"))
    parser.add_argument(
        "--contact", metavar="TEXT", default="", help=_("where to have an entry corrected or removed")
    )
    parser.add_argument(
        "--encrypt",
        action="store_true",
        help=_("encrypt it with the passphrase in ASSET_MAPPER_PASSPHRASE, or asked for"),
    )


def run(arguments: argparse.Namespace) -> int:
    from asset_mapper.domain import frameworks as packaged
    from asset_mapper.domain.bilingual import bilingual
    from asset_mapper.domain.project import Project
    from asset_mapper.errors import WrongUseError
    from asset_mapper.services import frameworks
    from asset_mapper.services.open_project import OpenProject

    for key in arguments.framework:
        if key not in packaged.PACKAGED:
            raise WrongUseError(
                _("There is no framework “{key}”. There are: {keys}.").format(
                    key=key, keys=", ".join(packaged.PACKAGED)
                )
            )
    secret = passphrase(ask=arguments.encrypt)
    if arguments.encrypt and not secret:
        raise WrongUseError(_("Say the passphrase in ASSET_MAPPER_PASSPHRASE."))
    title = bilingual(arguments.title_cy, arguments.title) or bilingual(en=_name_of(arguments.project))
    if title is None:
        raise WrongUseError(_("Give the project a title."))
    project = Project(title=title, publisher=arguments.publisher, contact=arguments.contact)
    with OpenProject.create(arguments.project, project, secret) as opened:
        for key in dict.fromkeys(arguments.framework):
            opened.apply(frameworks.add_framework, key)
        print(_("Made “{name}”.").format(name=opened.name))
    return 0


def _name_of(where: str) -> str:
    """Give the name of the file or of the database, never the password in an address."""
    from pathlib import Path

    from asset_mapper.storage.team_database import is_address

    return where.rpartition("/")[2].partition("?")[0].rpartition("@")[2] if is_address(where) else Path(where).stem
