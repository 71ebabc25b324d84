"""A figure as a source reports it, typed as it stands there: ``down 42%``, ``31,000+ hours``, ``3.8 - 6.4 : 1``.

What is written here is read back to the same; a text that is not wholly understood is not guessed at.
"""

from __future__ import annotations

import re

from asset_mapper.domain.evidence import Evidence, FigureAs
from asset_mapper.domain.reported import Reported
from asset_mapper.errors import InvalidValueError
from asset_mapper.i18n import _

_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_RANGE = rf"(?P<low>{_NUMBER})(?:\s*(?P<low_percent>%))?(?:\s*(?:-|to\b|i\b)\s*(?P<high>{_NUMBER}))?"
_MORE = r"(?:\s*\+|\s+or more\b|\s+neu fwy\b)"
_MORE_BEFORE = r"(?:(?P<over>over|more than|at least|dros|mwy na|o leiaf)\s+)?"
_DOWN = r"down|fell|a fall of|reduced|reduction of|less|i lawr|gostyngiad o|gostwng|llai"
_UP = r"up|rose|a rise of|increased|increase of|more|i fyny|cynnydd o|cynyddu|mwy"
_WAY = rf"(?:(?P<down>{_DOWN}|-)|(?P<up>{_UP}|\+))\s*(?:by\s+|o\s+)?"

_RATIO = re.compile(
    rf"{_MORE_BEFORE}{_RANGE}(?P<more>{_MORE})?\s*(?::|\bto|\bi|for (?:each|every)|am bob)\s*£?\s*1"
    r"(?: of cost| o gost)?"
)
_LEVEL = re.compile(rf"(?:(?P<down>{_DOWN})|(?P<up>{_UP}))\s+(?:to|i)\s+{_RANGE}(?P<percent>\s*%)?(?P<rest>.*)")
_CHANGE = re.compile(rf"{_WAY}{_MORE_BEFORE}{_RANGE}\s*%(?P<more>{_MORE})?")
_BOTH_WAYS = re.compile(
    rf"(?:between|rhwng)\s+(?P<less>{_NUMBER})\s*% (?:less and|yn llai a)\s+(?P<gain>{_NUMBER})\s*% (?:more|yn fwy)"
)
_SHARE = re.compile(rf"{_MORE_BEFORE}{_RANGE}\s*%(?P<more>{_MORE})?(?P<rest>.*)")
_COUNT = re.compile(rf"{_MORE_BEFORE}{_RANGE}(?P<more>{_MORE})?(?P<rest>.*?)(?P<more_after>{_MORE})?")
_OF_WHOM = re.compile(r"(?:of|o)\s+(?P<of>.+)|\((?P<in>.+)\)", re.IGNORECASE)


def reported(piece: Evidence) -> Reported:
    """Give the reported figure of a piece of evidence, which says itself."""
    return Reported(piece.figure, piece.figure_to, piece.figure_or_more, piece.figure_as, piece.unit, piece.n)


def understood(text: str) -> Reported:
    """Read a figure as a source words it, in Welsh or English; nothing when nothing was typed.

    Raises
    ------
    InvalidValueError
        It is not wholly understood.
    """
    plain = " ".join(text.replace("\N{MINUS SIGN}", "-").replace("\N{EN DASH}", "-").split())
    if not plain:
        return Reported()
    for read in (_ratio, _level, _change, _both_ways, _share, _count):
        if (found := read(plain)) is not None:
            return found
    raise InvalidValueError(
        _(
            "“{text}” is not understood as a figure. Write for example: down 42% · up 100% · down to 0 · "
            "86% of members · 31,000+ hours · 3.8 - 6.4 : 1."
        ).format(text=text.strip())
    )


def _match(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    return re.fullmatch(pattern.pattern, text, re.IGNORECASE | re.ASCII | re.DOTALL)


def _ratio(text: str) -> Reported | None:
    match = _match(_RATIO, text)
    if match is None or match["low_percent"]:
        return None
    return Reported(*_ends(match), _is_open(match), FigureAs.RATIO)


def _level(text: str) -> Reported | None:
    match = _match(_LEVEL, text)
    unit = _unit(match, "%" if match["percent"] or match["low_percent"] else "") if match else None
    if match is None or unit is None:
        return None
    return Reported(*_ends(match), False, FigureAs.DOWN_TO if match["down"] else FigureAs.UP_TO, unit)


def _change(text: str) -> Reported | None:
    match = _match(_CHANGE, text)
    if match is None:
        return None
    low, high = _ends(match)
    if match["down"]:
        low, high = (-low, None) if high is None else (-high, -low)
    return Reported(low, high, _is_open(match), FigureAs.CHANGE_PERCENT)


def _both_ways(text: str) -> Reported | None:
    match = _match(_BOTH_WAYS, text)
    if match is None:
        return None
    return Reported(-_value(match["less"]), _value(match["gain"]), False, FigureAs.CHANGE_PERCENT)


def _share(text: str) -> Reported | None:
    match = _match(_SHARE, text)
    rest = match["rest"].strip() if match else ""
    of = _OF_WHOM.fullmatch(rest)
    if match is None or (rest and of is None):
        return None
    whom = (of["of"] or of["in"]).strip() if of else ""
    return Reported(*_ends(match), _is_open(match), FigureAs.SHARE_PERCENT, whom)


def _count(text: str) -> Reported | None:
    match = _match(_COUNT, text)
    unit = _unit(match) if match else None
    if match is None or match["low_percent"] or unit is None:
        return None
    return Reported(*_ends(match), _is_open(match), FigureAs.COUNT, unit)


def _unit(match: re.Match[str], percent: str = "") -> str | None:
    """Give what is counted, which is no further figure; ``None`` where the rest of the text is something else."""
    rest: str = match["rest"]
    if percent:
        return None if rest.strip() else percent
    if rest and not rest[0].isspace():
        return None
    return None if re.match(r"\s*[\d.,:%+-]", rest) else rest.strip()


def _ends(match: re.Match[str]) -> tuple[float, float | None]:
    low, high = _value(match["low"]), _value(match["high"]) if match["high"] else None
    if high is not None and high < low:
        raise InvalidValueError(_("A range begins with the lower figure."))
    return low, high


def _is_open(match: re.Match[str]) -> bool:
    groups = match.groupdict()
    return any(groups.get(name) for name in ("over", "more", "more_after"))


def _value(text: str) -> float:
    return float(text.replace(",", ""))
