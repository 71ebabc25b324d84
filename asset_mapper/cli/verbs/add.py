"""``add``: record one asset from one line, as it is said."""

import argparse

from asset_mapper.cli.common import add_json, add_project, open_project, print_json
from asset_mapper.i18n import LANGUAGES, _


def configure(parser: argparse.ArgumentParser) -> None:
    add_project(parser)
    parser.add_argument("line", metavar="LINE", help=_("such as: Knit and natter, group, Tuesdays 2pm, library"))
    parser.add_argument("--language", choices=LANGUAGES, help=_("the language that it was said in"))
    parser.add_argument("--dry-run", action="store_true", help=_("only say what was understood"))
    add_json(parser)


def run(arguments: argparse.Namespace) -> int:
    from asset_mapper.services import entries, familiar, quick_entry

    with open_project(arguments.project, read_only=arguments.dry_run) as project:
        entry = quick_entry.understand(arguments.line, project.read(familiar.known), arguments.language)
        if not arguments.dry_run:
            project.apply(entries.keep, entry)
    if arguments.json:
        print_json(
            {
                "language": entry.language,
                "kind": entry.kind.value if entry.kind else None,
                "parts": [
                    {"what": part.what, "typed": part.typed, "understood": part.understood} for part in entry.parts
                ],
                "alike": [asset.id for asset in entry.alike],
            }
        )
        return 0
    for part in entry.parts:
        print(f"{part.what}: {part.understood}")
    for asset in entry.alike:
        print(_("Is it there already? “{name}”").format(name=asset.name.given))
    return 0
