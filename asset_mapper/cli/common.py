"""What verbs share: opening a project, telling how far work is, printing a report."""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from asset_mapper.i18n import _

if TYPE_CHECKING:
    from asset_mapper.services.open_project import OpenProject

PASSPHRASE = "ASSET_MAPPER_PASSPHRASE"  # noqa: S105 - the name of the variable, not its value


def add_project(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "project", metavar="PROJECT", help=_("the project: a file, or the address of a PostgreSQL database")
    )


def add_json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help=_("print the report as JSON"))


def passphrase(*, ask: bool = False) -> str | None:
    """Give the passphrase from the environment, or from the user when *ask* and there is one to be asked."""
    given = os.environ.get(PASSPHRASE)
    if given or not ask or not sys.stdin.isatty():
        return given
    import getpass

    return getpass.getpass(_("Passphrase: "))


def open_project(where: str, *, read_only: bool = False) -> OpenProject:
    """Open the project that a verb is about; asks for the passphrase of an encrypted one."""
    from asset_mapper.errors import PassphraseError
    from asset_mapper.services.open_project import OpenProject

    given = passphrase()
    try:
        project = OpenProject.open(where, given, read_only=read_only)
    except PassphraseError:
        if given or not sys.stdin.isatty():
            raise
        project = OpenProject.open(where, passphrase(ask=True), read_only=read_only)
    if project.backup_problem:
        print(f"asset-mapper: {project.backup_problem}", file=sys.stderr)
    return project


class TextProgress:
    """Tells on standard error how far work is, when someone is looking."""

    def __init__(self) -> None:
        self._shown = 0.0
        self._looking = sys.stderr.isatty()

    def __call__(self, done: int, total: int, what: str) -> None:
        now = time.monotonic()
        if not self._looking or (now - self._shown < 0.2 and done != total):
            return
        self._shown = now
        share = f" {100 * done // total} %" if total else f" {done}" if done else ""
        print(f"\r\x1b[K{what}{share}", end="\n" if total and done >= total else "", file=sys.stderr, flush=True)


def print_json(report: Any) -> None:
    """Print a report as JSON on standard output, UTF-8 whatever the console is set to."""
    import orjson

    sys.stdout.flush()
    data = orjson.dumps(report, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
    buffer = getattr(sys.stdout, "buffer", None)
    if buffer is None:
        sys.stdout.write(data.decode())
    else:
        buffer.write(data)
        buffer.flush()


def write_report(path: str | None, report: Any) -> None:
    """Write a report as JSON to the file that the user named."""
    if path:
        import orjson

        Path(path).write_bytes(orjson.dumps(report, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))
