"""``framework``: add a framework of outcomes: a published one, or a local one from a CSV file or by hand."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from asset_mapper.cli.common import add_project, open_project
from asset_mapper.i18n import _, ngettext


def configure(parser: argparse.ArgumentParser) -> None:
    add_project(parser)
    what = _("the key of a published framework, or a CSV file; without it, an empty local framework is begun")
    parser.add_argument("framework", nargs="?", metavar="KEY_OR_FILE", help=what)
    parser.add_argument("--name", default="", metavar="T", help=_("the name of a local framework in English"))
    parser.add_argument("--name-cy", default="", metavar="T", help=_("its name in Welsh"))


def run(arguments: argparse.Namespace) -> int:
    from asset_mapper.domain import frameworks as packaged
    from asset_mapper.domain.bilingual import bilingual
    from asset_mapper.domain.checks import Severity
    from asset_mapper.domain.outcome import Outcome
    from asset_mapper.errors import WrongUseError
    from asset_mapper.services import frameworks

    source, name = arguments.framework, bilingual(arguments.name_cy, arguments.name)
    refused = False
    with open_project(arguments.project) as project:
        if source in packaged.PACKAGED:
            done = project.apply(frameworks.add_framework, source)
        elif source and Path(source).is_file():
            draft = frameworks.read_framework(Path(source), name or bilingual(en=Path(source).stem))  # type: ignore[arg-type]
            for finding in draft.findings:
                row = _("row {row}: ").format(row=finding.row) if finding.row else ""
                print(f"{_(finding.severity.label)}: {row}{finding.message}", file=sys.stderr)
                refused |= finding.severity is Severity.ERROR
            done = project.apply(frameworks.add_draft, draft)
        elif source is None and name is not None:
            done = project.apply(frameworks.start_framework, name)
        else:
            keys = ", ".join(packaged.PACKAGED)
            raise WrongUseError(
                _("Say which framework: a CSV file, a --name for one of your own, or one of {keys}.").format(
                    keys=keys
                )
            )
    count = sum(isinstance(change.record, Outcome) for change in done)
    print(ngettext("Added, with {n} outcome.", "Added, with {n} outcomes.", count).format(n=count))
    return 1 if refused else 0
