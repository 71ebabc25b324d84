"""The command line: a parser made from ``VERBS``; errors go to standard error and into the exit status.

Exit status: 0 done, 1 done with findings of severity error, 2 wrong use, 3 could not.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
import traceback
from collections.abc import Sequence
from datetime import datetime
from importlib import import_module
from pathlib import Path

from asset_mapper import __version__
from asset_mapper.errors import AssetMapperError, WrongUseError
from asset_mapper.i18n import LANGUAGES, N_, _, set_language
from asset_mapper.progress import Cancelled

DONE, FINDINGS, WRONG_USE, COULD_NOT = 0, 1, 2, 3

VERBS = {
    "new": N_("make a project"),
    "sample": N_("make the fictional sample project"),
    "import": N_("bring in spreadsheets and map files"),
    "empty": N_("write an empty workbook for others to fill in"),
    "add": N_("record one asset from one line, as it is said"),
    "list": N_("list records"),
    "link": N_("link an asset to an outcome that it supports"),
    "framework": N_("add a framework of outcomes, published or of your own"),
    "export": N_("publish a map and lists for an audience"),
    "report": N_("write the evaluation report, as a page, PDF or .docx"),
    "check": N_("check the file, the rules and the search index"),
    "info": N_("say what a project holds"),
    "withdraw": N_("end what a person agreed to, and name the files that held them"),
    "erase": N_("erase a person or anything else for good"),
    "undo": N_("take back the last step"),
    "redo": N_("do again what was undone last"),
    "migrate": N_("bring a project of an older version up to date"),
    "self-test": N_("try everything out in a temporary folder; silent when well"),
}
"""Verb → what it does. The module of a verb is ``cli/verbs/VERB.py`` and has ``configure`` and ``run``."""


def main(arguments: Sequence[str]) -> int:
    """Carry out one command; gives the exit status."""
    _speak_users_language()
    _write_any_letter()
    parser = _parser()
    verb = next((argument for argument in arguments if not argument.startswith("-")), None)
    if verb is None or verb not in VERBS or "-h" in arguments[:1] or "--help" in arguments[:1]:
        return _without_verb(parser, verb, arguments)
    module = import_module(f"asset_mapper.cli.verbs.{verb.replace('-', '_').replace('import', 'import_')}")
    verb_parser = argparse.ArgumentParser(prog=f"asset-mapper {verb}", description=_(VERBS[verb]))
    module.configure(verb_parser)
    rest = list(arguments)
    rest.remove(verb)
    try:
        status: int = module.run(verb_parser.parse_args(rest))
    except SystemExit as stop:
        return int(stop.code or 0)
    except WrongUseError as error:
        return _say(str(error), WRONG_USE)
    except AssetMapperError as error:
        return _say(str(error), COULD_NOT)
    except (Cancelled, KeyboardInterrupt):
        return _say(_("Stopped. Nothing was changed."), COULD_NOT)
    except BrokenPipeError:  # whoever reads our output has had enough
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115, PTH123 - nothing more can be said
        return DONE
    except OSError as error:
        name = error.filename or ""
        return _say(_("“{name}” cannot be read or written: {why}.").format(name=name, why=error.strerror), COULD_NOT)
    except Exception as error:
        return _say(_write_down(error), COULD_NOT)
    return status


def _parser() -> argparse.ArgumentParser:
    width = max(map(len, VERBS))
    listing = "\n".join(f"  {verb:<{width}}  {_(what)}" for verb, what in VERBS.items())
    parser = argparse.ArgumentParser(
        prog="asset-mapper",
        usage="asset-mapper [VERB …]",
        description=_("Record what a community has, link it to outcomes, and hand it back as a map and lists."),
        epilog=f"{listing}\n\n" + _("“asset-mapper VERB --help” says more. Without a verb, the window opens."),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"asset-mapper {__version__}")
    return parser


def _without_verb(parser: argparse.ArgumentParser, verb: str | None, arguments: Sequence[str]) -> int:
    if verb is not None and verb not in VERBS:
        verbs = ", ".join(VERBS)
        return _say(_("There is no verb “{verb}”. There are: {verbs}.").format(verb=verb, verbs=verbs), WRONG_USE)
    try:
        parser.parse_args([argument for argument in arguments if argument != verb])
    except SystemExit as stop:
        return int(stop.code or 0)
    parser.print_help()
    return WRONG_USE


def _speak_users_language() -> None:
    for name in ("ASSET_MAPPER_LANGUAGE", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        code = os.environ.get(name, "")[:2].lower()
        if code in LANGUAGES:
            set_language(code)
            return


def _write_any_letter() -> None:
    """Write files and pipes as UTF-8, and on a console that lacks a letter (such as ŵ) a question mark for it."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace", encoding=None if stream.isatty() else "utf-8")


def _write_down(defect: Exception) -> str:
    """Keep a report of a defect, without anything that a user typed; gives the sentence that names it."""
    from asset_mapper.paths import user_data

    frames = traceback.extract_tb(defect.__traceback__)
    places = "".join(f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}\n" for frame in frames)
    system = f"Asset Mapper {__version__}, Python {sys.version.split()[0]}, {sys.platform}"
    report = user_data() / "logs" / f"defect-{datetime.now():%Y-%m-%dT%H%M%S}.txt"  # noqa: DTZ005 - the user's time
    try:
        report.parent.mkdir(parents=True, exist_ok=True)
        report.write_text(f"{system}\n{type(defect).__name__}\n{places}", encoding="utf-8")
    except OSError:
        return _("Something went wrong that should not have. What you had saved is safe.")
    told = _("Something went wrong that should not have. What you had saved is safe. A report is in “{path}”.")
    return told.format(path=report)


def _say(message: str, status: int) -> int:
    print(f"asset-mapper: {message}", file=sys.stderr)
    return status
