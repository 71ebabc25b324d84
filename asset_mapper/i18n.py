"""Words in the user's language, switched while running.

``_()`` where a text appears, ``N_()`` in tables of texts that are translated when shown, ``ngettext()`` for counts.
"""

import gettext as _gettext
from contextlib import contextmanager
from collections.abc import Iterator

from asset_mapper.paths import resources

LANGUAGES = ("cy", "en")

_current = "en"
_translations: dict[str, _gettext.NullTranslations] = {}


def language() -> str:
    """Name the language in force: ``cy`` or ``en``."""
    return _current


def set_language(code: str) -> None:
    """Speak *code* from now on."""
    global _current
    if code not in LANGUAGES:
        raise ValueError(code)
    _current = code


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Speak *code* for a while, such as for one language of a bilingual page."""
    before = _current
    set_language(code)
    try:
        yield
    finally:
        set_language(before)


def _catalogue() -> _gettext.NullTranslations:
    if _current not in _translations:
        _translations[_current] = _gettext.translation(
            "asset_mapper", localedir=str(resources("locale")), languages=[_current], fallback=True
        )
    return _translations[_current]


def _(message: str) -> str:
    return _catalogue().gettext(message)


def N_(message: str) -> str:  # noqa: N802 - gettext's own name
    """Mark *message* for translation, and leave it as it is."""
    return message


def ngettext(singular: str, plural: str, n: int) -> str:
    """Choose the form for *n*; Welsh has six."""
    return _catalogue().ngettext(singular, plural, n)
