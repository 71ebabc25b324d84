"""Keep the Welsh catalogue in step with the code.

    python installer/catalogue.py update     read the code, merge, say what has no Welsh text yet
    python installer/catalogue.py check      say what is wrong, and leave everything as it is
    python installer/catalogue.py extract    write the messages of the code to build/asset_mapper.pot

A translation is never lost: a message that left the code stays at the end of the file as obsolete, and finds its
Welsh again when it comes back. A new entry is marked as a draft (fuzzy, with the comment "drafft"); whoever has
checked the Welsh takes both marks away.
"""

import argparse
import io
import re
import string
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from asset_mapper import i18n  # noqa: E402 - found beside this folder, installed or not

DRAFT = "drafft"
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}
WELSH = ROOT / "resources" / "locale" / "cy" / "LC_MESSAGES" / f"{i18n.DOMAIN}.po"
PLURAL_FORMS = 6
ENDS = (".", ":", "…", "?", "!")

# Words whose form hangs on the first letter of the next (a or ac, â or ag, yn or ym): before a name that nobody knows
# yet they cannot be right. Numbers in figures are read in both ways.
BEFORE_A_NAME = re.compile(r"(?<!\w)(?:a|ac|â|ag|ym|yng) “?\{(?!(?:n|y|more)\})\w+\}")

HEADING = """\
# Asset Mapper in Welsh.
# A text marked fuzzy, with the comment "drafft", is a draft that no translator has checked. The program shows
# drafts, and its help says so. Whoever has checked a text takes both marks away.
msgid ""
msgstr ""
"Project-Id-Version: Asset Mapper\\n"
"Language: cy\\n"
"Language-Team: Cymraeg\\n"
"Plural-Forms: nplurals=6; plural=(n==0) ? 0 : (n==1) ? 1 : (n==2) ? 2 : (n==3) ? 3 : (n==6) ? 4 : 5;\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"""


def messages_of_code() -> Catalog:
    """Collect every message of the code, without line numbers, which would change with every edit."""
    with (ROOT / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)  # type: ignore[no-untyped-call]
    found = Catalog(project="Asset Mapper", charset="utf-8")
    rows = extract_from_dir(str(ROOT), methods, options, keywords=KEYWORDS, directory_filter=lambda folder: True)
    for file_name, _line, message, _comments, context in sorted(rows, key=lambda row: row[:2]):
        found.add(message, locations=[(Path(file_name).as_posix(), 0)], context=context)
    return found


def read(path: Path = WELSH) -> Catalog:
    """Read a catalogue, obsolete messages included."""
    with path.open("rb") as file:
        return read_po(file, locale="cy")


def write(catalogue: Catalog, path: Path) -> None:
    """Write a catalogue as text that changes only where it must: no dates, no line numbers."""
    body = io.BytesIO()
    write_po(body, catalogue, width=110, omit_header=True, sort_by_file=True, include_lineno=False)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{HEADING}\n{body.getvalue().decode()}", encoding="utf-8", newline="\n")


def merge(welsh: Catalog, fresh: Catalog) -> None:
    """Bring *welsh* in step with the messages of the code, *fresh*, losing no translation."""
    for key, message in list(welsh.obsolete.items()):
        if message.id in fresh:
            welsh[message.id] = message
            del welsh.obsolete[key]
    welsh.update(fresh, no_fuzzy_matching=True, update_header_comment=False, update_creation_date=False)
    for message in texts(welsh):
        if not is_whole(message) or DRAFT in message.user_comments:  # obsolete messages keep comments, not flags
            mark_as_draft(message)


def texts(catalogue: Catalog) -> Iterator[Message]:
    """Give the messages of a catalogue, without its heading."""
    return (message for message in catalogue if message.id)


def forms(text: object) -> tuple[str, ...]:
    """Give the forms of a message or of its translation: one, or those of a plural."""
    return tuple(text) if isinstance(text, (tuple, list)) else (str(text or ""),)


def is_whole(message: Message) -> bool:
    """Say whether a message has a text in every form."""
    welsh = forms(message.string)
    return all(welsh) and len(welsh) == (PLURAL_FORMS if message.pluralizable else 1)


def mark_as_draft(message: Message) -> None:
    """Say that the Welsh of a message waits for someone to check it."""
    message.flags.add("fuzzy")
    if DRAFT not in message.user_comments:
        message.user_comments.append(DRAFT)


def faults() -> Iterator[str]:
    """Say what is wrong with the Welsh catalogue, one line for each fault."""
    welsh, fresh = read(), messages_of_code()
    for message in texts(fresh):
        translated = welsh.get(message.id)
        if translated is None:
            yield f"not in the catalogue: {message.id!r}"
        elif translated.pluralizable != message.pluralizable:
            yield f"plural in one place and not in the other: {message.id!r}"
        elif not is_whole(translated):
            yield f"no Welsh, or not in every form: {message.id!r}"
        else:
            yield from faults_of(translated)
    for message in texts(welsh):
        if message.id not in fresh:
            yield f"no longer in the code: {message.id!r}"
        if message.fuzzy != (DRAFT in message.user_comments):
            yield f"a draft has both marks, fuzzy and {DRAFT!r}, or neither: {message.id!r}"


def faults_of(message: Message) -> Iterator[str]:
    """Say what a text has wrong or lost on its way into Welsh: placeholders, its last sign, its shortcut letter.

    Apostrophes are straight in both languages, as they are typed, so that a search finds a word however it was made.
    """
    english, welsh = forms(message.id), forms(message.string)
    wanted = [placeholders(text) for text in english]
    needed, allowed = set.intersection(*wanted), set.union(*wanted)
    for text in (*english, *welsh):
        if "’" in text:
            yield f"an apostrophe that is not straight: {text!r}"
    for text in welsh:
        if not needed <= placeholders(text) <= allowed:
            yield f"other placeholders than {sorted(allowed)}: {text!r}"
        if ending(text) != ending(english[-1]):
            yield f"another ending than {english[-1]!r}: {text!r}"
        if ("&" in text) != ("&" in english[-1]):
            yield f"a shortcut letter in one language only: {text!r}"
        if BEFORE_A_NAME.search(text):
            yield f"a word that hangs on the name after it: {text!r}"


def placeholders(text: str) -> set[str]:
    """Give the names in braces of a text, with their formats: ``{"count", "share:.1f"}``."""
    return {
        name + (f":{form}" if form else "")
        for _before, name, form, _conversion in string.Formatter().parse(text)
        if name is not None
    }


def ending(text: str) -> str:
    """Give the last sign of a text, where it is one that both languages share."""
    return text[-1] if text.endswith(ENDS) else ""


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("verb", choices=("extract", "update", "check"))
    verb = parser.parse_args(arguments).verb
    if verb == "extract":
        write(messages_of_code(), ROOT / "build" / f"{i18n.DOMAIN}.pot")
        return 0
    if verb == "update":
        welsh = read()
        merge(welsh, messages_of_code())
        write(welsh, WELSH)
    found = list(faults())
    print(*found, sep="\n", end="\n" if found else "")
    catalogue = list(texts(read()))
    drafts = sum(message.fuzzy for message in catalogue)
    print(f"{len(catalogue)} messages, {drafts} of them drafts, {len(found)} faults")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
