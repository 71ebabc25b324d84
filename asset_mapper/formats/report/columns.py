"""How wide the columns of a table are: each holds its longest word, and the rest goes where most is said."""

from __future__ import annotations

from asset_mapper.formats.report.document import Table

_LETTER, _PADDING = 0.0098, 0.0200  # of the width of an upright sheet
_WIDEST = 40  # letters, from which on a column does not get wider
_WHOLE = 16  # letters of an amount that stays on one line, with its words


def shares(table: Table) -> list[float]:
    """Share the width of an upright page among the columns of a table; the shares make one."""
    if not any(text for row in table.rows for text in row):  # to be filled in: most is said first
        return [share / (len(table.head) + 1) for share in (2, *(1 for _text in table.head[1:]))]
    columns = list(zip(*(table.head, *table.rows), strict=True))
    amounts = [place in table.numbers for place in range(len(columns))]
    words = [_longest(column, holds_amounts=amount) for column, amount in zip(columns, amounts, strict=True)]
    least = [_PADDING + _LETTER * min(_WIDEST, longest) for longest in words]
    more = []
    for column, amount, longest in zip(columns, amounts, words, strict=True):
        letters = min(_WIDEST, max(map(len, column[1:] if amount else column)))
        more.append(2 if amount and letters <= _WHOLE else 1 + 2 * max(0, letters - longest))
    rest = max(0.0, 1 - sum(least))
    given = [room + rest * share / sum(more) for room, share in zip(least, more, strict=True)]
    return [room / sum(given) for room in given]  # too many long words share what there is


def _longest(column: tuple[str, ...], *, holds_amounts: bool) -> int:
    """Give the letters of what stays on one line: a word, or an amount that is not long."""
    pieces = [word for text in column for word in text.split()]
    if holds_amounts:
        pieces += [text for text in column[1:] if len(text) <= _WHOLE]
        pieces.append(column[0][: len(column[0]) // 2 + 1])  # its heading takes two lines
    return max(map(len, pieces), default=1)
