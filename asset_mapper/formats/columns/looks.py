"""What values look like: the patterns and questions by which a column is known by what is in it."""

from __future__ import annotations

import re

from asset_mapper.domain.grid import MAX_EASTING_M, MAX_NORTHING_M, parse_grid_reference

BRITISH_ISLES = (-11.0, 49.0, 2.5, 61.5)
"""West, south, east, north: degrees."""

LEAST_ON_GRID_M = 1000
"""Metres of the British grid are larger than this; smaller numbers may be anything."""

EMPTY_WORDS = frozenset(
    (
        "na",
        "n/a",
        "#n/a",
        "-",
        "--",
        "unknown",
        "[unknown]",
        "none",
        "null",
        "nan",
        "nil",
        "not known",
        "tbc",
        "?",
        ".",
        "x",
    )
) | frozenset(("dim", "anhysbys", "ddim yn hysbys", "amherthnasol"))
"""What people write into a cell of a contact, an address or a position to say that there is nothing."""

_POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]?\s*[0-9]\s*[A-Z]{2}\.?", re.IGNORECASE)
EMAIL = re.compile(r"(?:mailto:)?[^\s@,;<>()]+@[^\s@,;<>()]+\.[A-Za-z]{2,}", re.IGNORECASE)
_WEB = re.compile(
    r"(?:https?://|www\.)\S+|(?:[a-z0-9-]+\.)+(?:uk|com|org|net|cymru|wales|scot|london|info|eu|co|io)(?:/\S*)?",
    re.IGNORECASE,
)
SOCIAL = re.compile(
    r"(?:https?://)?(?:[a-z]+\.)?(?:facebook|fb|twitter|x|instagram|youtube|tiktok|linkedin|bsky|threads)\.(?:com|me|app|net)/",
    re.IGNORECASE,
)
NUMBER = re.compile(r"[-+−]?\d{1,3}(?:,\d{3})+(?:\.\d+)?|[-+−]?\d*[.,]?\d+(?:[eE][-+]?\d+)?")
PAIR = re.compile(r"\(?\s*([-+−]?\d+(?:\.\d+)?)\s*[,;\s]\s*([-+−]?\d+(?:\.\d+)?)\s*\)?")
WKT = re.compile(
    r"(?:SRID=(\d+);)?\s*((?:MULTI)?(?:POINT|LINESTRING|POLYGON)|GEOMETRYCOLLECTION)\s*(?:Z|M|ZM)?\s*\(.*\)\s*",
    re.IGNORECASE | re.DOTALL,
)
_RULE = re.compile(r"(?:RRULE:)?FREQ=[A-Z]+(?:;[A-Z]+=[^;]+)*", re.IGNORECASE)
_DAYS = (
    r"mon(?:day)?s?|tue(?:s|sday)?s?|wed(?:nesday)?s?|thu(?:rs|r|rsday)?s?|fri(?:day)?s?|sat(?:urday)?s?|sun(?:day)?s?"
    r"|llun|mawrth|mercher|iau|gwener|sadwrn|sul|mo|tu|we|th|fr|sa|su|daily|weekdays?|bob dydd"
)
_TIMES = re.compile(
    rf"\b(?:{_DAYS})\b.*\d|\d{{1,2}}(?:[:.]\d\d)?\s*(?:am|pm|noon|yb|yh)\b"
    r"|\d{1,2}[:.]\d\d\s*(?:-|–|to|tan|i)\s*\d{1,2}|24 ?h",
    re.IGNORECASE,
)
_DAY = re.compile(rf"(?:dydd )?(?:{_DAYS})", re.IGNORECASE)
_TIME = re.compile(r"\d{1,2}(?:[:.]\d{1,2}(?::\d\d)?)?\s*(?:am|pm|yb|yh)?|noon|midday|hanner dydd", re.IGNORECASE)
_DATE = re.compile(
    r"\d{4}-\d\d(?:-\d\d(?:[T ].*)?)?|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}.*|\d{1,2} [A-Za-z]{3,9} "
    r"\d{4}|[A-Za-z]{3,9} \d{4}"
)
_UPRN = re.compile(r"\d{1,12}")
_PHONE_CHARS = re.compile(r"[+(]?\d[\d\s().+/-]{6,}.*")
_YES_NO = frozenset(
    ("yes", "no", "y", "n", "true", "false", "1", "0", "ydy", "nac ydy", "ie", "na", "oes", "nac oes", "✓", "x")
)
_GSS = re.compile(r"[EWSNJK]\d{8}")


def number_of(text: str | None) -> float | None:
    """Read a number as people write it, with or without separators; ``None`` when it is none."""
    if text is None:
        return None
    stripped = text.strip().replace("−", "-")
    if NUMBER.fullmatch(stripped) is None:
        return None
    if re.fullmatch(r"[-+]?\d{1,3}(?:,\d{3})+(?:\.\d+)?", stripped):
        stripped = stripped.replace(",", "")
    return float(stripped.replace(",", "."))


def in_british_isles(lon: float, lat: float) -> bool:
    west, south, east, north = BRITISH_ISLES
    return west <= lon <= east and south <= lat <= north


def on_british_grid(easting_m: float, northing_m: float) -> bool:
    return LEAST_ON_GRID_M < easting_m < MAX_EASTING_M and LEAST_ON_GRID_M < northing_m < MAX_NORTHING_M


def is_number(text: str) -> bool:
    return number_of(text) is not None


def is_postcode(text: str) -> bool:
    return _POSTCODE.fullmatch(text) is not None


def is_uprn(text: str) -> bool:
    return _UPRN.fullmatch(text) is not None


def is_area_code(text: str) -> bool:
    return _GSS.fullmatch(text) is not None


def is_grid_reference(text: str) -> bool:
    return len(text) >= 4 and parse_grid_reference(text) is not None


def is_pair(text: str) -> bool:
    """Tell whether it ends with latitude and longitude, with decimals: two whole numbers may be anything."""
    match = PAIR.search(text[-80:])
    first, second = (number_of(match[1]), number_of(match[2])) if match else (None, None)
    if match is None or first is None or second is None or "." not in match[0]:
        return False
    return abs(first) <= 90 and abs(second) <= 180


def is_wkt(text: str) -> bool:
    return WKT.fullmatch(text) is not None


def is_phone(text: str) -> bool:
    """Tell whether it is a telephone number of the United Kingdom; one that lost its first 0 counts."""
    import phonenumbers

    if _PHONE_CHARS.fullmatch(text) is None:
        return False
    digits = sum(letter.isdigit() for letter in text)
    if not 9 <= digits <= 24:
        return False
    if text.isdigit() and not text.startswith("0") and len(text) != 10:
        return False
    try:
        return bool(phonenumbers.is_valid_number(phonenumbers.parse(re.split(r"[/;,]|\bor\b", text)[0], "GB")))
    except phonenumbers.NumberParseException:
        return False


def is_email(text: str) -> bool:
    return EMAIL.search(text) is not None


def is_web(text: str) -> bool:
    return _WEB.match(text) is not None and "@" not in text.split("/")[0]


def is_somebody(text: str) -> bool:
    """Tell whether it may be a name of a person: no address of e-mail, and no digit."""
    return not is_email(text) and not any(letter.isdigit() for letter in text)


def is_rule(text: str) -> bool:
    return _RULE.fullmatch(text) is not None


def is_how_often(text: str) -> bool:
    return has_letters(text) and "=" not in text


def is_day(text: str) -> bool:
    return _DAY.fullmatch(text) is not None


def is_time(text: str) -> bool:
    return _TIME.fullmatch(text) is not None


def is_date(text: str) -> bool:
    return _DATE.fullmatch(text) is not None


def tells_times(text: str) -> bool:
    return _TIMES.search(text) is not None


def is_yes_or_no(text: str) -> bool:
    return text.casefold() in _YES_NO


def has_letters(text: str) -> bool:
    return any(letter.isalpha() for letter in text)
