"""``list``: list records."""

import argparse
from typing import Any

from asset_mapper.cli.common import add_json, add_project, open_project, print_json
from asset_mapper.i18n import _, language

_TITLES = ("name", "what", "how", "place", "summary", "file", "label", "words")  # what a record is called


def configure(parser: argparse.ArgumentParser) -> None:
    add_project(parser)
    parser.add_argument(
        "what", nargs="?", default="assets", metavar="LIST", help=_("assets, outcomes, links, people, …")
    )
    parser.add_argument("--where", metavar="EXPR", help=_("only those that fit, such as: kind=group and tags=food"))
    add_json(parser)


def run(arguments: argparse.Namespace) -> int:
    from asset_mapper.services import queries

    with open_project(arguments.project, read_only=True) as project:
        if arguments.what == "findings":
            from asset_mapper.services import checking

            found = [finding.as_json() for finding in project.read(checking.findings)]
            rows = queries.chosen(found, arguments.where, ("severity", "code", "record", "message"))
        else:
            rows = project.read(queries.listed, arguments.what, arguments.where)
    if arguments.json:
        print_json(rows)
    else:
        for row in rows:
            print(_line(row))
    return 0


def _line(row: dict[str, Any]) -> str:
    """Write one record for people: what it is called, what kind it is, and its id."""
    called = next((text for field in _TITLES if (text := _text(row, field))), "")
    period = " – ".join(str(row[end]) for end in ("since", "until") if row.get(end))
    hours = f"{row['hours']:g}{'+' if row['or_more'] else ''}" if "or_more" in row else ""
    facts = (
        *(row.get("code"), called, row.get("kind"), row.get("value"), _votes(row)),
        *(period, hours, row.get("message"), row.get("id")),
    )
    return "\t".join(str(fact).replace("\n", " ") for fact in facts if fact)


def _votes(row: dict[str, Any]) -> str:
    """Say how many votes an outcome was given; the votes of a session on its principles are none of these."""
    votes = row.get("votes")
    return str(votes) if isinstance(votes, int) and votes else ""


def _text(row: dict[str, Any], field: str) -> str:
    texts = (row.get(f"{field}_{language()}"), row.get(f"{field}_cy"), row.get(f"{field}_en"), row.get(field))
    return next((str(text) for text in texts if text), "")
