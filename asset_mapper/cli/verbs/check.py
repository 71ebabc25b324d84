"""``check``: check the file, the rules and the search index, and repair what is derived."""

import argparse

from asset_mapper.cli.common import TextProgress, add_json, add_project, open_project, print_json
from asset_mapper.i18n import _, ngettext


def configure(parser: argparse.ArgumentParser) -> None:
    add_project(parser)
    parser.add_argument("--repair", action="store_true", help=_("repair what is derived from the records"))
    parser.add_argument(
        "--links", action="store_true", help=_("ask the network whether the addresses of sources still answer")
    )
    add_json(parser)


def run(arguments: argparse.Namespace) -> int:
    from asset_mapper.domain.checks import Severity
    from asset_mapper.services import checking, web_links

    with open_project(arguments.project, read_only=not arguments.repair) as project:
        repaired = checking.repair(project) if arguments.repair else 0
        findings = project.read(checking.findings)
        asked = project.read(web_links.addresses) if arguments.links else []
    findings += web_links.silent(asked, TextProgress())
    if arguments.json:
        print_json({"findings": [finding.as_json() for finding in findings]})
    else:
        for finding in findings:
            print(f"{_(finding.severity.label)}: {finding.message} [{finding.record}]")
        if repaired:
            print(ngettext("{n} thing was repaired.", "{n} things were repaired.", repaired).format(n=repaired))
        print(ngettext("{n} finding.", "{n} findings.", len(findings)).format(n=len(findings)))
    return 1 if any(finding.severity is Severity.ERROR for finding in findings) else 0
