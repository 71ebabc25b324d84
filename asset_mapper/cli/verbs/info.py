"""``info``: say what a project holds."""

import argparse

from asset_mapper.cli.common import add_json, add_project, open_project, print_json
from asset_mapper.i18n import _, language


def configure(parser: argparse.ArgumentParser) -> None:
    add_project(parser)
    add_json(parser)


def run(arguments: argparse.Namespace) -> int:
    from asset_mapper.domain.asset import AssetKind
    from asset_mapper.services import queries

    with open_project(arguments.project, read_only=True) as project:
        report = project.read(queries.summary) | {"encrypted": project.encrypted}
    if arguments.json:
        print_json(report)
        return 0
    title = report["title"]
    print(title[language()] or title["cy"] or title["en"])
    lines = [
        (_("Assets"), report["assets"]),
        *((f"  {_(kind.label)}", report["by_kind"][kind.value]) for kind in AssetKind),
        (_("On the map"), report["located"]),
        (_("Outcomes"), report["outcomes"]),
        (_("Links"), report["links"]),
        (_("Pieces of evidence"), report["evidence"]),
        (_("Mapping sessions"), report["sessions"]),
    ]
    width = max(len(label) for label, _count in lines)
    for label, count in lines:
        print(f"{label:<{width}}  {count:>7}")
    print(_("Encrypted") if report["encrypted"] else _("Not encrypted"))
    return 0
