"""Text that a spreadsheet program would run, made harmless in CSV, and made itself again.

A cell of CSV has no type: a spreadsheet program takes one that starts with ``=``, ``+``, ``-``, ``@``, a tab or a
line end for a formula. Such a text gets an apostrophe in front. A text that starts with apostrophes before one of
these signs gets one more, so that ``released`` can always tell: nothing is lost. What is only a number or a telephone
number stays as it is, since it cannot run.
"""

import re
from collections.abc import Iterable

_STARTS = "=+\\-@\t\r\n＝＋－＠"  # and the wide forms that East Asian spreadsheets accept
_RISKY = re.compile(rf"'*[{_STARTS}]")
_GUARDED = re.compile(rf"'+[{_STARTS}]")
_NUMBERS = re.compile(r"[+-] ?\(?[0-9][0-9 ().;]*(?:[eE][+-]?[0-9]+)?")


def released(cell: str) -> str:
    """Give the text that ``all_guarded`` made *cell* of."""
    return cell[1:] if _GUARDED.match(cell) else cell


def all_guarded(texts: Iterable[str]) -> list[str]:
    """Give texts as cells that no spreadsheet program runs; most need nothing, and are passed on as they are."""
    risky, numbers = _RISKY.match, _NUMBERS.fullmatch
    return ["'" + text if risky(text) and not numbers(text) else text for text in texts]
