"""Texts that every file and every database can hold."""

from collections.abc import Mapping
from typing import Any

from asset_mapper.errors import InvalidValueError
from asset_mapper.i18n import _


def check_text(value: Any) -> None:
    """Refuse characters that cannot be kept, in a text or in a list or mapping of texts.

    They are NUL, for which PostgreSQL has no place, and halves of characters beyond the first 65,536, which damaged
    files bring and no encoding knows. Anything that is no text passes.

    Raises
    ------
    InvalidValueError
        There is one; the message shows the text without it.
    """
    if isinstance(value, str):
        if "\0" in value or not (value.isascii() or _is_whole(value)):
            readable = value.replace("\0", "").encode("utf-8", "replace").decode()[:60]
            raise InvalidValueError(
                _("“{text}” holds a character that cannot be kept. Type it again.").format(text=readable)
            )
    elif isinstance(value, tuple):
        for item in value:
            check_text(item)
    elif isinstance(value, Mapping):
        for key, item in value.items():
            check_text(key)
            check_text(item)


def storable(text: str) -> str:
    """Give what can be kept of a text from a file: without NUL, with question marks for halves of characters."""
    text = text.replace("\0", "")
    return text if text.isascii() or _is_whole(text) else text.encode("utf-8", "replace").decode()


def _is_whole(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
