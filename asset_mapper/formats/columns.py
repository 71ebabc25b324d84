"""Which column of a table holds what: by its name, in English and Welsh, and by what is in it.

Every column gets at most one field, with a confidence from 0 to 1 and a reason that can be shown. A field that
takes one value gets one column only. What a person says wins over everything. A column that gets no
field is kept as a column of the project's own, so nothing is lost.

Columns called X and Y, and their like, are told apart by their values: metres on the British grid and degrees do not
overlap. Where the values leave a doubt, the columns stay unread and a finding says so.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from asset_mapper.domain.grid import MAX_EASTING_M, MAX_NORTHING_M, parse_grid_reference
from asset_mapper.errors import NotFoundError, WrongUseError
from asset_mapper.formats.base import Findings, Severity, SourceTable
from asset_mapper.i18n import N_, _

if TYPE_CHECKING:
    import pandas as pd

SAMPLE = 400
"""How many different values of a column are looked at."""

KEEP, LEAVE_OUT = "keep", "leave_out"
"""What a person may say of a column instead of a field: to keep it as it is, or not to bring it in."""

THRESHOLD = 0.3
"""Below this confidence a column stays without a field."""

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

Shares = Callable[[str], bool]


# What values look like

_POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]?\s*[0-9]\s*[A-Z]{2}\.?", re.IGNORECASE)
_OUTWARD = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]?", re.IGNORECASE)
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


def _is_phone(text: str) -> bool:
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


def _is_number(text: str) -> bool:
    return number_of(text) is not None


def _matches(pattern: re.Pattern[str]) -> Shares:
    return lambda text: pattern.fullmatch(text) is not None


def _is_email(text: str) -> bool:
    return EMAIL.search(text) is not None


def _is_web(text: str) -> bool:
    return _WEB.match(text) is not None and "@" not in text.split("/")[0]


def _is_pair(text: str) -> bool:
    match = PAIR.search(text[-80:])
    return match is not None and _pair_on_earth(match) is not None


def _pair_on_earth(match: re.Match[str]) -> tuple[float, float] | None:
    first, second = number_of(match[1]), number_of(match[2])
    if first is None or second is None or "." not in match[0]:
        return None
    return (first, second) if abs(first) <= 90 and abs(second) <= 180 else None


# Fields


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """Something that a column can hold."""

    key: str
    label: str  # N_()
    names: tuple[str, ...]  # how people call such a column, in English and Welsh
    endings: tuple[str, ...] = ()  # what the longer name of such a column ends with
    not_after: tuple[str, ...] = ()  # words before an ending that make it something else
    looks: Shares | None = None  # whether a value looks right
    telling: bool = False  # what its values look like is enough, whatever the column is called
    needs_look: float = 0.0  # the share of values that has to look right
    many: bool = False  # takes several columns


def _words(text: str) -> tuple[str, ...]:
    """Give the names in a line: ``a | b c | d``."""
    return tuple(word.strip() for word in text.split("|"))


_PLACES = _words(
    "ward | area | street | road | town | city | county | district | region | country | locality "
    "| authority | council | constituency | borough | parish | grand parent locality | parent "
    "locality"
)
_PEOPLE = _words("contact | first | last | sur | fore | middle | user | file | field | column | layer | sheet")
_OTHERS = _words(
    "funding org | grant programme | beneficiary location | provider | operator | landlord | owner | short"
)

FIELDS: tuple[Field, ...] = (
    Field(
        key="name",
        label=N_("Name"),
        names=_words(
            "name | title | asset | asset name | place name | site name | venue name | property "
            "name | building name | organisation name | organization name | group name | club "
            "name | charity name | service name | project name | activity name | common name | "
            "facility name | location name | business name | recipient org name | dist name | "
            "name 1 | label | full name | official name | enw | teitl | enw'r ased | enw y grŵp | "
            "enw'r grŵp | enw'r sefydliad | enw'r lle | enw'r lleoliad | enw'r gwasanaeth | enw'r "
            "elusen | enw'r clwb | ased"
        ),
        endings=_words("name | title | enw"),
        not_after=(
            *_PLACES,
            *_PEOPLE,
            *_OTHERS,
            *_words("polling | lang | brand | common | job | contact's"),
        ),
    ),
    Field(
        key="name_cy",
        label=N_("Name (Welsh)"),
        names=_words(
            "name cy | name welsh | welsh name | name in welsh | name cym | title cy | title "
            "welsh | welsh title | enw cymraeg | enw cy | enw yn gymraeg | enw (cymraeg) | teitl "
            "cymraeg | asset name welsh | organisation name welsh | group name welsh"
        ),
        endings=_words("name cy | name welsh | enw cymraeg"),
    ),
    Field(
        key="name_en",
        label=N_("Name (English)"),
        names=_words(
            "name en | name english | english name | name in english | title en | title english | "
            "english title | enw saesneg | enw en | enw yn saesneg | enw (saesneg) | teitl "
            "saesneg"
        ),
        endings=_words("name en | name english | enw saesneg"),
    ),
    Field(
        key="first_name",
        label=N_("First name"),
        names=_words("first name | forename | given name | christian name | enw cyntaf"),
    ),
    Field(
        key="surname",
        label=N_("Surname"),
        names=_words("surname | last name | family name | second name | cyfenw"),
    ),
    Field(
        key="name_first",
        label=N_("First given in"),
        names=_words("first given in | given in | name first | rhoddwyd gyntaf yn"),
    ),
    Field(
        key="kind",
        label=N_("Kind"),
        names=_words(
            "kind | asset kind | kind of asset | asset type | math | math o ased | math yr ased | math ased"
        ),
    ),
    Field(
        key="summary",
        label=N_("Summary"),
        names=_words(
            "summary | description | desc | about | about us | details | what we do | what it "
            "does | activities | charity activities | information | further information | more "
            "information | development description | service description | recipient org "
            "description | crynodeb | disgrifiad | gwybodaeth | manylion | amdanom | rhagor o "
            "wybodaeth"
        ),
        endings=_words("description | summary | disgrifiad"),
        not_after=_words("ward | area | section | support | short | classification"),
    ),
    Field(
        key="summary_cy",
        label=N_("Summary (Welsh)"),
        names=_words(
            "summary cy | summary welsh | description cy | description welsh | welsh description "
            "| welsh summary | crynodeb cymraeg | disgrifiad cymraeg | crynodeb (cymraeg) | "
            "disgrifiad (cymraeg)"
        ),
    ),
    Field(
        key="summary_en",
        label=N_("Summary (English)"),
        names=_words(
            "summary en | summary english | description en | description english | english "
            "description | english summary | crynodeb saesneg | disgrifiad saesneg | crynodeb "
            "(saesneg)"
        ),
    ),
    Field(
        key="summary_first",
        label=N_("Summary first given in"),
        names=_words("summary first | summary first given in"),
    ),
    Field(
        key="notes",
        label=N_("Notes"),
        names=_words(
            "notes | note | comments | comment | remarks | general notes | internal notes | team "
            "notes | cmt | nodiadau | nodyn | sylwadau"
        ),
    ),
    Field(
        key="tags",
        label=N_("Tags"),
        names=_words(
            "tags | tag | keywords | category | categories | type | types | sub type | sub "
            "category | theme | themes | folder | classification | classifica | sector | charity "
            "type | facility type | holding type | type of library | service type | service type "
            "label | stop type | holding | site theme | labels | tagiau | tag | categori | "
            "categorïau | thema | themâu | allweddeiriau | ffolder | math o wasanaeth"
        ),
        endings=_words("type | category | categori"),
        not_after=_words(
            "geographic code | identifier | tenure | permission | access | trust | cost | bus stop | field | grid"
        ),
        many=True,
    ),
    Field(
        key="address",
        label=N_("Address"),
        names=_words(
            "address | full address | site address | location address | postal address | address "
            "text | where | venue address | recipient org street address | location text | site "
            "name address | cyfeiriad | cyfeiriad llawn | cyfeiriad post"
        ),
        endings=_words("address"),
        not_after=_words("email | e mail | web | ip | locality | internet"),
    ),
    Field(
        key="house",
        label=N_("House name or number"),
        names=_words("house number | house name | street number | building number | house | numbers | rhif y tŷ"),
    ),
    Field(
        key="street",
        label=N_("Street"),
        names=_words("street | street name | road | road name | stryd | heol | ffordd | enw'r stryd | thoroughfare"),
    ),
    Field(
        key="address_1",
        label=N_("Address, line 1"),
        names=_words(
            "address line 1 | address 1 | addr 1 | line 1 | address first line | cyfeiriad 1 | llinell gyfeiriad 1"
        ),
        endings=_words("address 1 | address line 1"),
    ),
    Field(
        key="address_2",
        label=N_("Address, line 2"),
        names=_words("address line 2 | address 2 | addr 2 | line 2 | cyfeiriad 2 | llinell gyfeiriad 2"),
        endings=_words("address 2 | address line 2"),
    ),
    Field(
        key="address_3",
        label=N_("Address, line 3"),
        names=_words("address line 3 | address 3 | addr 3 | line 3 | cyfeiriad 3 | llinell gyfeiriad 3"),
        endings=_words("address 3 | address line 3"),
    ),
    Field(
        key="address_4",
        label=N_("Address, line 4"),
        names=_words("address line 4 | address 4 | addr 4 | line 4 | address line 5 | address 5 | cyfeiriad 4"),
        endings=_words("address 4 | address line 4"),
    ),
    Field(
        key="locality",
        label=N_("Village or part of town"),
        names=_words(
            "locality | locality name | village | suburb | hamlet | locality address | pentref | ardal leol"
        ),
    ),
    Field(
        key="town",
        label=N_("Town"),
        names=_words("town | post town | city | town city | town/city | town or city | tref | dinas | tref/dinas"),
        endings=_words("town | city"),
        not_after=_words("parent | ward"),
    ),
    Field(
        key="county",
        label=N_("County"),
        names=_words("county | sir | recipient org county"),
        endings=_words("county"),
    ),
    Field(
        key="postcode",
        label=N_("Postcode"),
        names=_words(
            "postcode | post code | postal code | zip | zip code | pcd | pcds | cod post | côd "
            "post | codpost | postcodes"
        ),
        endings=_words("postcode | post code | postal code | cod post"),
        not_after=_words("example"),
        looks=_matches(_POSTCODE),
        telling=True,
        needs_look=0.3,
    ),
    Field(
        key="uprn",
        label=N_("UPRN"),
        names=_words("uprn | unique property reference number | unique property reference | cpcu"),
        looks=_matches(_UPRN),
        needs_look=0.5,
    ),
    Field(
        key="longitude",
        label=N_("Longitude"),
        names=_words("longitude | lon | long | lng | long wgs84 | lon wgs84 | hydred | longitude wgs84 | x wgs84"),
        endings=_words("longitude | lon | lng"),
        not_after=_words("beneficiary location"),
        looks=_is_number,
        needs_look=0.5,
    ),
    Field(
        key="latitude",
        label=N_("Latitude"),
        names=_words("latitude | lat | lat wgs84 | lledred | latitude wgs84 | y wgs84"),
        endings=_words("latitude | lat"),
        not_after=_words("beneficiary location"),
        looks=_is_number,
        needs_look=0.5,
    ),
    Field(
        key="easting",
        label=N_("Easting"),
        names=_words(
            "easting | eastings | bng e | bng easting | easting m | oseast1m | east | os easting "
            "| osgb x | x bng | dwyreiniad | easting (m) | cyfesuryn dwyrain"
        ),
        endings=_words("easting | eastings"),
        looks=_is_number,
        needs_look=0.5,
    ),
    Field(
        key="northing",
        label=N_("Northing"),
        names=_words(
            "northing | northings | bng n | bng northing | northing m | osnrth1m | north | os "
            "northing | osgb y | y bng | gogleddiad | northing (m) | cyfesuryn gogledd"
        ),
        endings=_words("northing | northings"),
        looks=_is_number,
        needs_look=0.5,
    ),
    Field(
        key="x",
        label=N_("X: easting or longitude"),
        names=_words(
            "x | geo x | geometry x | coord x | x coord | x coordinate | point x | gis x | map x | cyfesuryn x"
        ),
        looks=_is_number,
        needs_look=0.5,
    ),
    Field(
        key="y",
        label=N_("Y: northing or latitude"),
        names=_words(
            "y | geo y | geometry y | coord y | y coord | y coordinate | point y | gis y | map y | cyfesuryn y"
        ),
        looks=_is_number,
        needs_look=0.5,
    ),
    Field(
        key="crs",
        label=N_("Coordinate reference system"),
        names=_words("coordinate reference system | crs | srid | epsg | grid type | coordinate system | projection"),
    ),
    Field(
        key="grid_reference",
        label=N_("Grid reference"),
        names=_words(
            "grid reference | grid ref | gridref | os grid ref | os grid reference | ngr | "
            "national grid reference | cyfeirnod grid | cyfeirnod map | cyfeirnod grid ao | map "
            "reference | map ref"
        ),
        looks=lambda text: len(text) >= 4 and parse_grid_reference(text) is not None,
        telling=True,
        needs_look=0.5,
    ),
    Field(
        key="position",
        label=N_("Latitude and longitude in one"),
        names=_words(
            "coordinates | latlong | lat long | lat lng | latitude longitude | gps | geo | "
            "geolocation | position | cyfesurynnau | lleoliad gps"
        ),
        looks=_is_pair,
        telling=True,
        needs_look=0.5,
    ),
    Field(
        key="wkt",
        label=N_("Shape as text"),
        names=_words(
            "wkt | geometry | geom | the geom | boundary | shape | shape (wkt) | shape wkt | ffin | siâp (wkt)"
        ),
        looks=_matches(WKT),
        telling=True,
        needs_look=0.5,
    ),
    Field(
        key="phone",
        label=N_("Phone"),
        names=_words(
            "phone | telephone | tel | telephone number | phone number | tel no | tel number | "
            "phone no | mobile | mobile number | mobile phone | landline | contact number | "
            "contact phone | contact telephone | ffôn | rhif ffôn | ffôn symudol | rhif cyswllt | "
            "teleffon"
        ),
        endings=_words("phone | telephone | phone number | telephone number | ffôn"),
        not_after=_words("text | mini"),
        looks=_is_phone,
        telling=True,
        needs_look=0.2,
        many=True,
    ),
    Field(
        key="email",
        label=N_("E-mail"),
        names=_words(
            "email | e mail | email address | e mail address | mail | contact email | ebost | e "
            "bost | cyfeiriad e bost | cyfeiriad ebost"
        ),
        endings=_words("email | email address | e mail"),
        not_after=_words("assurer"),
        looks=_is_email,
        telling=True,
        needs_look=0.2,
        many=True,
    ),
    Field(
        key="web",
        label=N_("Web"),
        names=_words(
            "website | web | url | web site | web address | website address | webpage | web page "
            "| homepage | home page | link | links | website url | gwefan | cyfeiriad gwe | dolen "
            "| gwefannau"
        ),
        endings=_words("website | web | web address"),
        looks=_is_web,
        telling=True,
        needs_look=0.2,
        many=True,
    ),
    Field(
        key="social",
        label=N_("Social media"),
        names=_words(
            "facebook | twitter | instagram | social media | social | facebook page | facebook "
            "group | linkedin | youtube | cyfryngau cymdeithasol | tiktok | twitter handle | "
            "bluesky"
        ),
        many=True,
    ),
    Field(
        key="contact_person",
        label=N_("Contact person"),
        names=_words(
            "contact | contact name | contact person | named contact | lead contact | key contact "
            "| organiser | cyswllt | enw cyswllt | person cyswllt | contact details | manylion "
            "cyswllt | trefnydd"
        ),
        looks=lambda text: not _is_email(text) and not any(letter.isdigit() for letter in text),
        needs_look=0.5,
    ),
    Field(
        key="opening",
        label=N_("When it is open or meets"),
        names=_words(
            "opening times | opening hours | opening | opening time | open | when | meeting times "
            "| meeting time | session times | session time | times | hours opening | hours | days "
            "and times | meetings | schedule | when and where | hours open | times open | "
            "availability | availabili | meets | oriau agor | amseroedd agor | amseroedd | amser "
            "| pryd | oriau | cyfarfodydd | dyddiau ac amseroedd"
        ),
        looks=lambda text: _TIMES.search(text) is not None,
        telling=True,
        needs_look=0.3,
    ),
    Field(
        key="opening_text",
        label=N_("When it is open, in words"),
        names=_words("hours text | opening times text | opening hours text"),
    ),
    Field(
        key="opening_cy",
        label=N_("Meetings (Welsh)"),
        names=_words("meetings cy | meetings welsh | cyfarfodydd cymraeg | opening times welsh | oriau agor cymraeg"),
    ),
    Field(
        key="opening_en",
        label=N_("Meetings (English)"),
        names=_words("meetings en | meetings english | cyfarfodydd saesneg | opening times english"),
    ),
    Field(
        key="rule",
        label=N_("Recurrence rule"),
        names=_words("rrule | recurrence | recurrence rule | rule"),
        looks=_matches(_RULE),
        telling=True,
        needs_look=0.6,
    ),
    Field(
        key="frequency",
        label=N_("How often"),
        names=_words("frequency | how often | repeats | amlder | pa mor aml"),
        looks=lambda text: any(letter.isalpha() for letter in text) and "=" not in text,
        needs_look=0.6,
    ),
    Field(
        key="day",
        label=N_("Day of the week"),
        names=_words("day | days | day of week | weekday | meeting day | scheduled weekday | diwrnod | dydd"),
        looks=_matches(_DAY),
        needs_look=0.5,
    ),
    Field(
        key="starts_at",
        label=N_("Starts at"),
        names=_words(
            "start time | starts at | starts | from | arrival | arrive | opens | opens at | open "
            "from | time from | schedules opens at | amser dechrau | o"
        ),
        looks=_matches(_TIME),
        needs_look=0.6,
    ),
    Field(
        key="ends_at",
        label=N_("Ends at"),
        names=_words(
            "end time | ends at | ends | finish | finish time | to | departure | depart | until | "
            "closes | closes at | time to | schedules closes at | amser gorffen | tan"
        ),
        looks=_matches(_TIME),
        needs_look=0.6,
    ),
    Field(
        key="first_on",
        label=N_("First date"),
        names=_words("start date | start | first date | date | from date | dtstart | dyddiad dechrau | dyddiad"),
        looks=_matches(_DATE),
        needs_look=0.6,
    ),
    Field(
        key="cost",
        label=N_("Cost"),
        names=_words(
            "cost | costs | price | fee | fees | charge | charges | charge amount | admission | "
            "cost amount | cost | pris | tâl | ffi | costau"
        ),
    ),
    Field(
        key="who",
        label=N_("Who may come"),
        names=_words(
            "who | who for | who can come | who is it for | eligibility | suitable for | age "
            "group | ages | for whom | i bwy | pwy | ar gyfer pwy | grŵp oedran"
        ),
    ),
    Field(
        key="access",
        label=N_("Access"),
        names=_words(
            "access | accessibility | access notes | access information | accessible | disabled "
            "access | hygyrchedd | mynediad | mynediad i bobl anabl"
        ),
    ),
    Field(
        key="status",
        label=N_("Status"),
        names=_words("status | asset status | state | statws | cyflwr"),
    ),
    Field(
        key="closed",
        label=N_("Closed"),
        names=_words(
            "closed | date closed | year closed | closed on | closing date | closure date | ar gau | dyddiad cau"
        ),
    ),
    Field(
        key="checked_on",
        label=N_("Last checked"),
        names=_words(
            "last checked | date checked | checked on | last verified | date verified | last "
            "reviewed | checked | date last checked | assured date | gwiriwyd ddiwethaf | dyddiad "
            "gwirio"
        ),
        looks=_matches(_DATE),
        needs_look=0.5,
    ),
    Field(
        key="checked_by",
        label=N_("Checked by"),
        names=_words("checked by | verified by | reviewed by | gwiriwyd gan"),
    ),
    Field(
        key="review_due",
        label=N_("Review due"),
        names=_words("review due | review date | next review | dyddiad adolygu | adolygiad nesaf"),
        looks=_matches(_DATE),
        needs_look=0.5,
    ),
    Field(
        key="source",
        label=N_("Source"),
        names=_words("source | src | told by | who told us | source of information | data source | ffynhonnell"),
    ),
    Field(
        key="source_id",
        label=N_("Id at the source"),
        names=_words(
            "id | identifier | ref | reference | reference number | ref no | uid | unique id | "
            "uuid | guid | object id | osm id | asset id | asset code | site id | site reference "
            "| atco code | urn | cqc id | unique reference number | registered charity number | "
            "charity number | global id | record id | fsa id | source id | "
            "source key | import id | id number | cyfeirnod | dynodydd"
        ),
        endings=_words("id | ref | reference | code | identifier"),
        not_after=(
            *_PLACES,
            *_words(
                "parent | recipient org | funding org | grant programme | import | location | "
                "service | organisation | organization | contact | post | postal | zip | lsoa | "
                "msoa | oa | administrative area | nptg locality | geographic | grid | map | "
                "local authority | resource | tax | taxonomy | avail | feat | country | "
                "classification | plate | naptan | uprn | elec reg | ons | gss | dept | la"
            ),
        ),
    ),
    Field(
        key="source_key",
        label=N_("Id at the source, with its source"),
        names=_words("id at the source | source id | source key | dynodwr yn y ffynhonnell"),
    ),
    Field(
        key="venue",
        label=N_("Venue"),
        names=_words(
            "venue | meeting place | meeting venue | meets at | man cyfarfod | lleoliad cyfarfod | venue (english)"
        ),
    ),
    Field(
        key="area",
        label=N_("Area"),
        names=_words(
            "area | area name | ward | ward name | community | neighbourhood | area served | "
            "electoral ward | geo area ward label | area en | area english | ardal | cymuned | "
            "ward etholiadol | cymdogaeth | ardal (saesneg)"
        ),
        looks=lambda text: any(letter.isalpha() for letter in text),
        needs_look=0.6,
    ),
    Field(
        key="area_cy",
        label=N_("Area (Welsh)"),
        names=_words("area cy | area welsh | ward name welsh | community welsh | ardal gymraeg | ardal (cymraeg)"),
    ),
    Field(
        key="area_code",
        label=N_("Area code"),
        names=_words("area code | ward code | gss code | cod ardal | cod gss | ons code"),
        looks=_matches(_GSS),
        needs_look=0.3,
    ),
    Field(
        key="precision",
        label=N_("Precision"),
        names=_words("precision | location precision | manylder | cywirdeb"),
    ),
    Field(
        key="visibility",
        label=N_("Shown to"),
        names=_words("visibility | shown to | audience | dangosir i | gwelededd"),
    ),
    Field(
        key="sensitive",
        label=N_("Sensitive"),
        names=_words("sensitive | sensitif"),
        looks=lambda text: text.casefold() in _YES_NO,
        needs_look=0.5,
    ),
    Field(
        key="confidential",
        label=N_("Confidential place"),
        names=_words("confidential | confidential place | confidential location | cyfrinachol | lle cyfrinachol"),
        looks=lambda text: text.casefold() in _YES_NO,
        needs_look=0.5,
    ),
    Field(
        key="under_18",
        label=N_("Under 18"),
        names=_words("under 18 | dan 18 | o dan 18"),
        looks=lambda text: text.casefold() in _YES_NO,
        needs_look=0.5,
    ),
)

BY_KEY: Mapping[str, Field] = {field.key: field for field in FIELDS}

_ASSET_NOUNS = _words(
    "hospital | library | school | club | group | organisation | organization | organisati | "
    "charity | church | venue | hall | park | stop | stopping place | facility | premises | pub | "
    "project | activity | food bank | community group | community centre | museum | surgery | "
    "practice | pharmacy | shop | market | garden | allotment | community | library si | service "
    "| site | play area | centre | society | association | team | llyfrgell | ysgol | ysbyty | "
    "clwb | grŵp | sefydliad | elusen | eglwys | capel | neuadd | parc | canolfan | lleoliad | "
    "cymdeithas | gwasanaeth | gweithgaredd | prosiect"
)
"""Headings that name the thing itself: a column ``Library`` of a list of libraries holds their names."""

_STANDS_FOR_NAME = {
    "site name address": 0.5,
    "location text": 0.45,
    "location": 0.45,
    "place": 0.45,
    "lleoliad": 0.45,
    "site address": 0.4,
    "property address": 0.4,
    "area name": 0.4,
    "ward name": 0.4,
    "address": 0.35,
    "cyfeiriad": 0.35,
    "location address": 0.35,
    "street": 0.31,
    "street name": 0.31,
}
"""Headings whose column is taken for the name when no column is one, with a warning that says so."""


def squeezed(text: str) -> str:
    """Reduce a heading to its letters and digits: no case, accents, blanks or punctuation."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if letter.isalnum())


@lru_cache(maxsize=4096)
def spelled_out(heading: str) -> str:
    """Part a heading into words: ``charity_contactPostCode1`` → ``charity contact post code 1``."""
    text = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[A-Za-z])(?=\d)", " ", heading)
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c)).split())


@lru_cache
def _names() -> dict[str, tuple[str, ...]]:
    """Squeezed name of a heading → the fields that it may stand for."""
    table: dict[str, tuple[str, ...]] = {}
    for field in FIELDS:
        for name in (*field.names, field.key.replace("_", " ")):
            key = squeezed(name)
            if field.key not in table.get(key, ()):
                table[key] = (*table.get(key, ()), field.key)
    return table


def is_known_heading(text: str) -> bool:
    """Tell whether a text is one of the names that people give to columns."""
    return len(text) <= 120 and any(squeezed(part) in _names() for part in (text, *text.split("/")))


_ONS_NAME = re.compile(r"(?:lad|wd|ctry|lsoa|msoa|par|rgn|cty|ced|pcon)\d\dnm(w?)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Match:
    """The field of a column, how sure that is, and why."""

    field: str | None
    confidence: float
    why: str
    left_out: bool = False  # a person wants nothing of it
    also: str | None = None  # a second field that the same column feeds, such as the address that has to be the name

    def as_dict(self) -> dict[str, object]:
        return {"field": self.field, "confidence": round(self.confidence, 2), "why": self.why}


def score_of_name(heading: str, field: Field) -> float:
    """Say how well a heading names a field, from 0 to 1; −1 when it names something that only looks alike."""
    parts = [part for part in re.split(r"\s*[/|]\s*", heading) if part]
    scores = [_score_of_name(part, field) for part in (heading, *(parts if len(parts) > 1 else ()))]
    return max(scores)


def _score_of_name(heading: str, field: Field) -> float:
    key = squeezed(heading)
    if field.key in _names().get(key, ()):
        return 1.0 if field.key != "name" or key not in ("title", "label") else 0.9
    if field.key in ("name", "name_cy") and (match := _ONS_NAME.fullmatch(key)):
        return 0.85 if bool(match[1]) == (field.key == "name_cy") else 0.0
    if len(heading) == 10 and any(name.startswith(key) for name in map(squeezed, field.names)):
        return 0.85  # a shapefile cut it off
    words = spelled_out(heading)
    for ending in field.endings:
        plain = spelled_out(ending)
        if words.endswith(" " + plain):
            before = words[: -len(plain) - 1]
            if any(before == one or before.endswith(" " + one) for one in field.not_after):
                return -1.0
            return 0.75
    if len(key) >= 6 and key not in _names():
        from rapidfuzz import fuzz, process

        found = process.extractOne(key, [squeezed(name) for name in field.names], scorer=fuzz.ratio, score_cutoff=88)
        if found is not None and found[0][:1] == key[:1]:
            return 0.7
    return 0.0


@dataclass(frozen=True, slots=True)
class _Column:
    """What is known of one column: its heading and some of its different values."""

    heading: str
    sample: tuple[str, ...]
    filled: int
    distinct: int

    def share(self, looks: Shares) -> float:
        return sum(map(looks, self.sample)) / len(self.sample) if self.sample else 0.0


def _column(heading: str, values: Sequence[str | None]) -> _Column:
    filled = [value for value in values if value is not None]
    step = max(1, len(filled) // (4 * SAMPLE))
    different = dict.fromkeys(value.strip() for value in filled[::step])
    sample = tuple(value for value in different if value.casefold() not in EMPTY_WORDS)[:SAMPLE]
    looked_at = len(filled[::step])
    distinct = round(len(filled) * len(different) / looked_at) if looked_at else 0
    return _Column(heading, sample, len(filled), distinct)


def _confidence(column: _Column, field: Field) -> tuple[float, str]:
    """Say how likely a column holds a field, by its heading and its values."""
    named = score_of_name(column.heading, field)
    if named < 0:
        return 0.0, ""
    if field.looks is None or not column.sample:
        why = _("called so") if named == 1.0 else _("called much the same")
        return named, why
    seen = column.share(field.looks)
    if named:
        if seen < field.needs_look:
            return 0.0, ""
        return named * (0.5 + 0.5 * seen), _("called so, and {percent} % of its values look so").format(
            percent=round(100 * seen)
        )
    if field.telling and seen >= _ENOUGH.get(field.key, 0.7) and column.filled > 0:
        if field.key == "web" and (
            column.distinct < 0.5 * column.filled or spelled_out(column.heading).endswith("uri")
        ):
            return 0.0, ""
        return 0.85 * seen * _UNNAMED.get(field.key, 1.0), _("{percent} % of its values look so").format(
            percent=round(100 * seen)
        )
    return 0.0, ""


_ENOUGH = {"opening": 0.8, "web": 0.8, "phone": 0.8, "grid_reference": 0.8}
_UNNAMED = {"web": 0.5, "opening": 0.6, "phone": 0.8, "position": 0.7, "wkt": 1.0, "email": 0.9, "postcode": 0.9}
"""Some values, such as links, stand in many columns that are not what a reader wants: less is said for them."""


def match_columns(
    table: SourceTable, told: Mapping[str, Sequence[str]], findings: Findings, *, only_told: bool = False
) -> dict[str, Match]:
    """Choose a field for every column of a table.

    Parameters
    ----------
    told
        Field → columns, as a person said; checked by ``check_told`` before.
    only_told
        Nothing is to be found out: what was not told has no field.
    """
    frame = table.frame
    columns = [_column(str(heading), frame[heading].tolist()) for heading in frame.columns]
    matches: dict[str, Match] = {}
    taken: dict[str, str] = {}
    for field_key, headings in told.items():
        for heading in headings:
            if heading in frame.columns and heading not in matches and field_key in (KEEP, LEAVE_OUT):
                matches[heading] = Match(None, 1.0, _("as you said"), left_out=field_key == LEAVE_OUT)
            elif heading in frame.columns and heading not in matches:
                matches[heading] = Match(field_key, 1.0, _("as you said"))
                taken[field_key] = heading
    candidates = []
    for index, column in enumerate(columns):
        if column.heading in matches or only_told:
            continue
        for field in FIELDS:
            confidence, why = _confidence(column, field)
            if field.key == "name":
                confidence = _as_name(column, confidence, table)
            elif field.key == "source_id" and confidence:
                confidence *= _as_id(column, frame, table)
            if confidence >= THRESHOLD:
                candidates.append((confidence, -index, field, column.heading, why))
    for confidence, _place, field, heading, why in sorted(candidates, key=lambda c: (c[0], c[1]), reverse=True):
        if heading in matches:
            continue
        if field.key in taken and not (field.many and confidence >= 0.75):
            if confidence >= 0.75 and field.key not in told:
                findings.add(
                    "second-column",
                    _(
                        "“{column}” also looks like “{field}”, which “{other}” has already; it is kept as it is."
                    ).format(column=heading, field=_(field.label), other=taken[field.key]),
                    Severity.INFO,
                    column=heading,
                )
            continue
        taken.setdefault(field.key, heading)
        matches[heading] = Match(field.key, min(confidence, 1.0), why)
    for column in columns:
        if column.heading not in matches:
            matches[column.heading] = Match(None, 0.0, _("kept as a column of its own"))
    chosen = {column.heading: matches[column.heading] for column in columns}
    if only_told:
        return chosen
    return _settled(chosen, columns, frame, told, table, findings)


def _as_name(column: _Column, confidence: float, table: SourceTable) -> float:
    """Say how likely a column holds the names: by its heading, and by whether it tells rows apart."""
    words = spelled_out(column.heading)
    noun = words.removesuffix(" label").removesuffix(" text")
    if confidence < 0.8 and noun in _NOUNS:
        confidence = max(confidence, 0.7)
        if table.layer and squeezed(table.layer).startswith(squeezed(words)[:6]):
            confidence = 0.8
    elif not confidence and len(words) > 3 and squeezed(table.layer or "").rstrip("s") == squeezed(words).rstrip("s"):
        confidence = 0.75
    if not confidence or not column.filled:
        return confidence if words in ("name", "enw") else 0.0
    if (
        column.filled >= 10
        and column.distinct < 0.5 * column.filled
        and squeezed(column.heading) not in ("name", "enw")
    ):
        confidence *= 0.6 if confidence == 1.0 else 0.4
    letters = column.share(lambda text: any(letter.isalpha() for letter in text)) if column.sample else 1.0
    return confidence * (0.3 + 0.7 * letters)


_NOUNS = frozenset(spelled_out(noun) for noun in _ASSET_NOUNS)


def _as_id(column: _Column, frame: pd.DataFrame, table: SourceTable) -> float:
    """Say whether a column can serve as an id: every row has one, no two the same."""
    values = frame[column.heading]
    if len(values) < 1 or column.filled < len(values) or values.duplicated().any():
        return 0.0
    if all(" " in value for value in column.sample):
        return 0.3
    return 1.0


# What values decide

BRITISH_ISLES = (-11.0, 49.0, 2.5, 61.5)  # west, south, east, north: degrees


def in_british_isles(lon: float, lat: float) -> bool:
    west, south, east, north = BRITISH_ISLES
    return west <= lon <= east and south <= lat <= north


def _settled(
    matches: dict[str, Match],
    columns: Sequence[_Column],
    frame: pd.DataFrame,
    told: Mapping[str, Sequence[str]],
    table: SourceTable,
    findings: Findings,
) -> dict[str, Match]:
    """Decide what depends on several columns or on all values: X and Y, categories that are kinds, names."""
    matches = _told_apart(matches, frame, findings)
    matches = _kinds_among_tags(matches, columns)
    matches = _only_whole_schedules(matches)
    matches = _no_house_without_street(matches)
    if not _NAMES & {match.field for match in matches.values()}:
        matches = _with_stand_in(matches, columns)
    by_field = {match.field: heading for heading, match in matches.items() if match.field}
    for one, other in (("longitude", "latitude"), ("easting", "northing")):
        if (one in by_field) != (other in by_field):
            alone = by_field.get(one) or by_field[other]
            findings.add(
                "half-a-position",
                _("“{column}” gives half a position; no column gives the other half.").format(column=alone),
                column=alone,
            )
            matches[alone] = Match(None, 0.0, _("half a position"))
    if not _NAMES & by_field.keys():
        findings.add(
            "no-name-column",
            _("No column gives names. Say which one does; the columns are: {columns}.").format(
                columns=", ".join(matches)
            ),
        )
    elif "name" in by_field and matches[by_field["name"]].confidence < 0.6 and "name" not in told:
        findings.add(
            "name-guessed",
            _(
                "No column is called a name, so “{column}” was taken for it. If another gives the names, say so."
            ).format(column=by_field["name"]),
            column=by_field["name"],
        )
    return matches


_NAMES = frozenset(("name", "name_cy", "name_en", "first_name", "surname"))
_SCHEDULE = frozenset(("rule", "day", "starts_at", "ends_at", "first_on", "frequency"))


def _with_stand_in(matches: dict[str, Match], columns: Sequence[_Column]) -> dict[str, Match]:
    """Take for the name what says best which thing a row is, where no column is a name."""
    best, heading, holds = 0.0, "", None
    for column in columns:
        words = spelled_out(column.heading)
        is_told = matches[column.heading].why == _("as you said")
        confidence = 0.0 if is_told else _STANDS_FOR_NAME.get(words, 0.0)
        if confidence and column.filled:
            confidence *= 0.5 + 0.5 * min(1.0, column.distinct / column.filled)
            confidence *= column.share(lambda text: any(letter.isalpha() for letter in text))
        if confidence > best:
            best, heading, holds = confidence, column.heading, matches[column.heading].field
    if best:
        also = holds if holds in ("address", "street", "area") else None
        matches[heading] = Match("name", best, _("no column is called a name; this says which one it is"), also=also)
    return matches


def _only_whole_schedules(matches: dict[str, Match]) -> dict[str, Match]:
    """Read days and times only where they say together when something is."""
    found = {match.field for match in matches.values()}
    if "rule" in found or "day" in found or {"starts_at", "first_on"} <= found:
        return matches
    return {
        heading: Match(None, 0.0, _("kept as a column of its own"))
        if match.field in _SCHEDULE and match.why != _("as you said")
        else match
        for heading, match in matches.items()
    }


def _no_house_without_street(matches: dict[str, Match]) -> dict[str, Match]:
    """A column of numbers belongs to an address only beside a street."""
    if {"street", "address_1", "address"} & {match.field for match in matches.values()}:
        return matches
    own = Match(None, 0.0, _("kept as a column of its own"))
    return {
        heading: own if match.field == "house" and match.why != _("as you said") else match
        for heading, match in matches.items()
    }


def _told_apart(matches: dict[str, Match], frame: pd.DataFrame, findings: Findings) -> dict[str, Match]:
    """Say of columns X and Y whether they hold metres or degrees."""
    by_field = {match.field: heading for heading, match in matches.items() if match.field}
    if "x" not in by_field or "y" not in by_field:
        for half in ("x", "y"):
            if half in by_field:
                matches[by_field[half]] = Match(None, 0.0, _("kept as a column of its own"))
        return matches
    heading_x, heading_y = by_field["x"], by_field["y"]
    others = [match for match in matches.values() if match.field in ("longitude", "latitude", "easting", "northing")]
    pairs = [
        (x, y)
        for x, y in zip(map(number_of, frame[heading_x]), map(number_of, frame[heading_y]), strict=True)
        if x is not None and y is not None and (x or y)
    ]
    metres = sum(1 for x, y in pairs if 1000 < x < MAX_EASTING_M and 1000 < y < MAX_NORTHING_M)
    degrees = sum(1 for x, y in pairs if in_british_isles(x, y))
    swapped = sum(1 for x, y in pairs if in_british_isles(y, x))
    why = _("called X and Y; told apart by their values")
    kinds: tuple[str, str] | None
    if pairs and not others and metres >= 0.5 * len(pairs):
        kinds = ("easting", "northing")
    elif pairs and not others and (degrees >= 0.5 * len(pairs) or swapped >= 0.9 * len(pairs)):
        kinds = ("longitude", "latitude")
    else:
        if pairs and not others:
            findings.add(
                "coordinates-unclear",
                _(
                    "“{x}” and “{y}” could be metres or degrees of anywhere, so they were not used."
                    " Say which they are: easting and northing, or longitude and latitude."
                ).format(x=heading_x, y=heading_y),
                column=heading_x,
            )
        kinds = None
    sure = max(metres, degrees, swapped) / len(pairs) if pairs else 0.0
    for place, heading in enumerate((heading_x, heading_y)):
        own = Match(None, 0.0, _("kept as a column of its own"))
        matches[heading] = Match(kinds[place], sure, why) if kinds else own
    return matches


def _kinds_among_tags(matches: dict[str, Match], columns: Iterable[_Column]) -> dict[str, Match]:
    """Take a column of categories for the kind where its values are kinds, and the other way round."""
    from asset_mapper.formats.kinds import kind_of_word

    has_kind = any(match.field == "kind" and match.why == _("as you said") for match in matches.values())
    for column in columns:
        match = matches[column.heading]
        if match.field not in ("kind", "tags") or match.why == _("as you said"):
            continue
        share = column.share(lambda text: kind_of_word(text) is not None)
        if match.field == "kind" and column.sample and share < 0.5:
            matches[column.heading] = Match("tags", 0.7, _("called a kind, but its values are categories"))
        elif (
            match.field == "tags"
            and share >= 0.8
            and not has_kind
            and not any(other.field == "kind" for other in matches.values())
        ):
            matches[column.heading] = Match("kind", 0.8 * share, _("its values are kinds"))
    return matches


def check_told(told: Iterable[tuple[str, str]], tables: Sequence[SourceTable]) -> dict[str, list[str]]:
    """Check what a person said about columns, and give field → columns.

    Raises
    ------
    WrongUseError
        There is no such field; the message names some that are spelled alike.
    NotFoundError
        No table has such a column.
    """
    from rapidfuzz import process

    headings = list(dict.fromkeys(str(heading) for table in tables for heading in table.frame.columns))
    by_squeezed = {squeezed(heading): heading for heading in reversed(headings)}
    checked: dict[str, list[str]] = {}
    for field_key, column in told:
        key = field_key.strip().casefold().replace("-", "_").replace(" ", "_")
        key = _OTHER_KEYS.get(key, key)
        if key not in BY_KEY and key not in (KEEP, LEAVE_OUT):
            near = [found for found, *_rest in process.extract(key, list(BY_KEY), limit=4, score_cutoff=50)]
            raise WrongUseError(
                _("There is no field “{field}”. Did you mean: {near}? All fields: {fields}.").format(
                    field=field_key, near=", ".join(near) or "name", fields=", ".join(BY_KEY)
                )
            )
        heading = column if column in headings else by_squeezed.get(squeezed(column))
        if heading is None:
            near = [found for found, *_rest in process.extract(column, headings, limit=4, score_cutoff=40)]
            raise NotFoundError(
                _("There is no column “{column}”. Did you mean: {near}?").format(
                    column=column, near=", ".join(near or headings[:12])
                )
            )
        if checked.get(key) and key in BY_KEY and not BY_KEY[key].many:
            raise WrongUseError(
                _("“{field}” takes one column, but two were given: {first} and {second}.").format(
                    field=key, first=checked[key][0], second=heading
                )
            )
        checked.setdefault(key, []).append(heading)
    return checked


_OTHER_KEYS = {
    "lat": "latitude",
    "lon": "longitude",
    "lng": "longitude",
    "telephone": "phone",
    "website": "web",
    "url": "web",
    "description": "summary",
    "gridref": "grid_reference",
    "grid_ref": "grid_reference",
    "id": "source_id",
    "category": "tags",
    "tag": "tags",
    "address1": "address_1",
    "address2": "address_2",
    "address3": "address_3",
    "geometry": "wkt",
    "opening_times": "opening",
    "meeting_times": "opening",
    "contact": "contact_person",
}
