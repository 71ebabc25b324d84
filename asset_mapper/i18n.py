"""Words in the user's language, switched while running.

``_()`` where a text appears, ``N_()`` in tables of texts that are translated when shown, and ``ngettext()`` for
counts.

``set_language`` is for the whole program. ``speaking`` is for the thread (or context) that calls it alone:
one thread may write the Welsh half of a page while the window goes on in English.

English is the source. The Welsh catalogue is compiled when the package is built; in a checkout, where only
the ``.po`` file is at hand (or is the newer one), it is compiled in memory on first use. Drafts, marked fuzzy
in the catalogue, are shown: a Welsh text that waits for its translator serves a Welsh speaker better than an
English one.
"""

import datetime as dt
import gettext as _gettext
import io
import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias

from asset_mapper.paths import resources

if TYPE_CHECKING:
    from decimal import Decimal

LANGUAGES = ("cy", "en")
LANGUAGE_NAMES = {"cy": "Cymraeg", "en": "English"}  # what each calls itself
DOMAIN = "asset_mapper"

_LOCALES = {"cy": "cy_GB", "en": "en_GB"}  # Babel's names, for dates and numbers

_of_program = "en"
_of_context: ContextVar[str | None] = ContextVar("language", default=None)
_translations: dict[str, _gettext.NullTranslations] = {}


def language() -> str:
    """Name the language in force here: ``cy`` or ``en``."""
    return _of_context.get() or _of_program


def set_language(code: str) -> None:
    """Speak *code* from now on, in every thread."""
    global _of_program
    _of_program = _known(code)


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Speak *code* for a while, and here only, such as for one language of a bilingual page."""
    token = _of_context.set(_known(code))
    try:
        yield
    finally:
        _of_context.reset(token)


def _(message: str) -> str:
    """Translate *message* into the language in force."""
    return _catalogue(language()).gettext(message)


def N_(message: str) -> str:  # noqa: N802 - gettext's own name
    """Mark *message* for translation, and leave it as it is."""
    return message


def ngettext(singular: str, plural: str, n: int) -> str:
    """Choose the form for *n*; Welsh has six."""
    return _catalogue(language()).ngettext(singular, plural, n)


def _known(code: str) -> str:
    if code not in LANGUAGES:
        raise ValueError(code)
    return code


# --- catalogues -------------------------------------------------------------------------------------------


def _catalogue(code: str) -> _gettext.NullTranslations:
    found = _translations.get(code)
    if found is None:
        found = _translations[code] = _read_catalogue(resources("locale", code, "LC_MESSAGES"))
    return found


def _read_catalogue(folder: Path) -> _gettext.NullTranslations:
    source, compiled = folder / f"{DOMAIN}.po", folder / f"{DOMAIN}.mo"
    if compiled.is_file() and not _is_newer(source, compiled):
        with compiled.open("rb") as file:
            return _gettext.GNUTranslations(file)
    if source.is_file():
        return _gettext.GNUTranslations(io.BytesIO(compile_catalogue(source)))
    return _gettext.NullTranslations()  # English: the messages are their own texts


def _is_newer(source: Path, compiled: Path) -> bool:
    return source.is_file() and source.stat().st_mtime_ns > compiled.stat().st_mtime_ns


def compile_catalogue(source: Path) -> bytes:
    """Give the ``.mo`` form of a ``.po`` file, drafts (fuzzy entries) included."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with source.open("rb") as file:
        catalogue = read_po(file)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue, use_fuzzy=True)
    return compiled.getvalue()


# --- order ------------------------------------------------------------------------------------------------

# With k, q, v, x and z, which foreign names bring.
_ALPHABET = "a b c ch d dd e f ff g ng h i j k l ll m n o p ph q r rh s t th u v w x y z"
_WELSH_ALPHABET = tuple(_ALPHABET.split(" "))
_DIGRAPHS = tuple(letter for letter in _WELSH_ALPHABET if len(letter) == 2)

# Each letter of the alphabet becomes one sign, in its order: after the digits, before all other writing. The
# signs of the digraphs are capitals, which no folded text holds.
_SIGNS = {letter: chr(ord("A") + place) for place, letter in enumerate(_WELSH_ALPHABET)}
_APART = "\x00"
_SIGNS_OF_LETTERS = str.maketrans(
    {_APART: ""} | {letter: sign for letter, sign in _SIGNS.items() if len(letter) == 1}
)

# Neighbours that are no digraph: the n and g of compounds such as Llangollen, Bangor and dangos, and the r
# and h that meet after a vowel, as in Aberhonddu and parhau.
_N_AND_G = re.compile(r"\b(ban|blaen|bron|cefn|dan|glan|hen|llan|llwyn|maen|pen)(?=g)")
_R_AND_H = re.compile(r"(?<=[aeiouwy])r(?=h)")

_SPACES = re.compile(r"[\s\-–—/_]+")
_IGNORED = str.maketrans("", "", _APART + "'’‘`\"“”«»()[]{}.,;:!?¡¿&*#")


def sort_key(text: str, code: str | None = None) -> str:
    """Give what to sort *text* by in the language *code* (the one in force, when none is given).

    Welsh has its own alphabet: *ch* comes after all of *c*, *ng* after *g*, and so on. In both languages
    case, accents and punctuation decide only between texts that are otherwise equal, and digits come before
    letters. Where two letters of a Welsh word only look like a digraph (Llan-gollen), the common compounds
    are known.
    """
    folded = text.casefold()
    plain = folded if folded.isascii() else _without_accents(folded)
    plain = _SPACES.sub(" ", plain.translate(_IGNORED)).strip()
    if (code or language()) == "cy":
        plain = _in_welsh_letters(plain)
    return f"{plain}\x00{folded}\x00{text}"


def _without_accents(text: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFD", text) if not unicodedata.combining(sign))


def _in_welsh_letters(text: str) -> str:
    if "ng" in text:
        text = _N_AND_G.sub(rf"\1{_APART}", text)
    if "rh" in text:
        text = _R_AND_H.sub(rf"r{_APART}", text)
    for pair in _DIGRAPHS:
        if pair in text:
            text = text.replace(pair, _SIGNS[pair])
    return text.translate(_SIGNS_OF_LETTERS)


# --- dates and numbers ------------------------------------------------------------------------------------

Style: TypeAlias = Literal["short", "medium", "long", "full"]


def format_date(date: dt.date, code: str | None = None, style: Style = "long") -> str:
    """Write a date (or the date of a moment) as people read it: ``2 Tachwedd 2026``, ``2 November 2026``."""
    from babel import dates

    return dates.format_date(date, format=style, locale=_LOCALES[code or language()])


def format_moment(moment: dt.datetime, code: str | None = None) -> str:
    """Write a date and a time of day by the 24-hour clock, in the time zone that *moment* is in."""
    return f"{format_date(moment, code)}, {moment:%H:%M}"


def format_number(number: "float | Decimal", code: str | None = None, decimals: int | None = None) -> str:
    """Write a number with its thousands marked, and with *decimals* decimals when that is said."""
    from babel import numbers

    pattern = None if decimals is None else "#,##0" + ("." + "0" * decimals if decimals else "")
    return numbers.format_decimal(number, format=pattern, locale=_LOCALES[code or language()])
