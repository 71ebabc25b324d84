"""What kind of asset something is, from words: a table of nouns in English and Welsh.

A kind that is guessed is reported as a guess. In English the last noun of a name says what it is (“Library
Gardens” are gardens), in Welsh the first (“Gardd y Llyfrgell”); a list of things says in its own name what they are
(“food_banks.csv”).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from asset_mapper.domain.asset import AssetKind

_P, _G, _O, _L, _E, _C = (
    AssetKind.PERSON,
    AssetKind.GROUP,
    AssetKind.ORGANISATION,
    AssetKind.PLACE,
    AssetKind.EXCHANGE,
    AssetKind.CULTURE,
)

_KINDS: dict[AssetKind, str] = {
    _P: "person people individual individuals resident volunteer pobl unigolyn unigolion gwirfoddolwr",
    _G: "group groups association associations club clubs society societies grwp grwpiau cymdeithas "
    "cymdeithasau clwb clybiau",
    _O: "organisation organisations organization organizations institution institutions charity charities business"
    " businesses service services sefydliad sefydliadau elusen elusennau busnes busnesau gwasanaeth",
    _L: "place places venue venues building buildings space lle lleoedd lleoliad lleoliadau adeilad adeiladau man",
    _E: "exchange economy cyfnewid economi",
    _C: "culture cultural heritage stories story diwylliant straeon treftadaeth",
}
"""Words that a column of kinds may have. More than one word, such as “Culture & stories”, counts by its first."""

_ENGLISH: dict[AssetKind, str] = {
    _G: "club choir group society association league team band guild troop scouts guides brownies cubs "
    "beavers rainbows"
    " friends fellowship network forum committee circle crew collective athletic athletics rugby football "
    "cricket badminton"
    " bowling bowls netball hockey tennis judo karate swimming gymnastics golf archery cycling running ramblers wi"
    " playgroup toddlers cadets orchestra partnership fc afc rfc cc",
    _O: "council charity trust limited ltd cic cio plc school college academy university nursery library "
    "surgery hospital"
    " clinic pharmacy chemist dentist home homes board police foundation housing practice centre-for bureau infirmary"
    " organisation organization agency department authority registry office service services advice hospice",
    _L: "hall centre center park garden field playground pavilion toilet toilets convenience station stop "
    "stops church chapel"
    " mosque temple synagogue cathedral land building court pool reserve wood woods woodland lane street road"
    " defibrillator defibrillators path trail route walk beach bridge cemetery allotment orchard ground arms "
    "inn tavern pub"
    " hotel head house room rooms space place site green common lake river square terminal interchange layby kiosk"
    " monument-ground car-park farm crescent avenue hub premises plot gym course track stadium rink",
    _E: "food-bank foodbank pantry fridge larder timebank time-bank credit-union market repair-cafe swap-shop"
    " library-of-things shop shops store co-op cooperative scrapstore post-office cafe",
    _C: "eisteddfod museum heritage festival carnival theatre gallery archive archives memorial statue "
    "castle mural cinema"
    " opera history monument",
}

_WELSH: dict[AssetKind, str] = {
    _G: "clwb cor grwp cymdeithas cyfeillion merched-y-wawr cylch aelwyd urdd tim band fforwm pwyllgor "
    "rhwydwaith sgowtiaid"
    " undeb ffermwyr-ifanc",
    _O: "cyngor elusen ymddiriedolaeth ysgol coleg prifysgol meithrinfa llyfrgell meddygfa ysbyty fferyllfa "
    "cartref bwrdd"
    " heddlu sefydliad gwasanaeth swyddfa menter",
    _L: "neuadd canolfan parc gardd cae maes eglwys capel mosg rhandir rhandiroedd perllan toiled toiledau "
    "gorsaf llwybr"
    " traeth mynwent pwll coed coedwig tir adeilad tafarn gwesty safle llyn afon pont sgwar tro",
    _E: "banc-bwyd pantri oergell banc-amser undeb-credyd marchnad caffi caffi-trwsio siop",
    _C: "eisteddfod amgueddfa treftadaeth gwyl carnifal theatr oriel archif archifau cofeb cerflun castell sinema",
}


@lru_cache(maxsize=65536)
def plain(text: str) -> str:
    """Lower case, no accents, words parted by single blanks."""
    folded = unicodedata.normalize("NFKD", text.casefold().replace("'", "").replace("’", ""))
    return " ".join("".join(c if c.isalnum() else " " for c in folded if not unicodedata.combining(c)).split())


def _table(words: dict[AssetKind, str]) -> dict[str, AssetKind]:
    return {word.replace("-", " "): kind for kind, line in words.items() for word in line.split()}


_KIND_WORDS = _table(_KINDS)
_ENGLISH_NOUNS = _table(_ENGLISH)
_WELSH_NOUNS = _table(_WELSH)
_PLURALS = {
    plural: kind
    for noun, kind in _ENGLISH_NOUNS.items()
    for plural in {noun + "s", noun + "es", noun.removesuffix("y") + "ies" if noun.endswith("y") else noun + "s"}
} | {
    **_table(
        {
            _P: "people volunteers residents talents pobl gwirfoddolwyr trigolion preswylwyr doniau",
            _G: "clybiau corau grwpiau cymdeithasau",
            _O: "llyfrgelloedd ysgolion elusennau sefydliadau meddygfeydd fferyllfeydd ysbytai facilities-providers",
            _L: "neuaddau canolfannau parciau gerddi caeau eglwysi capeli rhandiroedd perllannau lleoliadau "
            "churches spaces stops facilities sites land places-of-worship worship assets-land polling-stations "
            "venues wards constituencies boundaries etholaethau",
            _E: "banciau-bwyd siopau marchnadoedd",
            _C: "amgueddfeydd cestyll",
        }
    ),
}


VAGUE = frozenset(
    ("sites", "facilities", "places", "spaces", "venues", "land", "lleoliadau", "services", "centres", "canolfannau")
)
"""Names of lists that say little: there the name of each thing is looked at first."""


def kind_of_word(text: str) -> AssetKind | None:
    """Give the kind that a cell names outright: a code, or a word for it in either language."""
    words = plain(text)
    found = _KIND_WORDS.get(words)
    if found is None and "/" in text:  # a label in both languages
        found = next((one for part in text.split("/") if (one := _KIND_WORDS.get(plain(part)))), None)
    if found is None and words:
        first = words.split()[0]
        rest = words[len(first) :].strip()
        if rest in (
            "and stories",
            "a straeon",
            "group",
            "groups",
            "local economy",
            "and talents",
            "built and natural",
        ):
            found = _KIND_WORDS.get(first)
    return found


@lru_cache(maxsize=65536)
def guess_kind(text: str) -> tuple[AssetKind, str] | None:
    """Guess the kind of something from its name; gives the word that decided too."""
    words = plain(text).split()
    for start in range(len(words)):
        for noun in (" ".join(words[start : start + 2]), words[start]):
            if start == 0 and noun in _WELSH_NOUNS:
                return _WELSH_NOUNS[noun], noun
    for end in range(len(words), 0, -1):
        for noun in (" ".join(words[max(0, end - 2) : end]), words[end - 1]):
            kind = _ENGLISH_NOUNS.get(noun) or _PLURALS.get(noun)
            if kind is not None and kind is not AssetKind.PERSON:  # Young People is a group's name
                return kind, noun
    for start in range(1, len(words)):
        if words[start] in _WELSH_NOUNS:
            return _WELSH_NOUNS[words[start]], words[start]
    return None


def kind_of_list(title: str) -> tuple[AssetKind, str] | None:
    """Say what kind of thing a list is of, from its own name; ``None`` when it names several kinds or none."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=\d)(?=[A-Za-z])", " ", title.rpartition(".")[0] or title)
    words = plain(spaced).split()
    found: dict[AssetKind, str] = {}
    index = 0
    while index < len(words):
        noun = next((one for one in (" ".join(words[index : index + 2]), words[index]) if one in _PLURALS), None)
        if noun is not None:
            found[_PLURALS[noun]] = noun
        index += len(noun.split()) if noun else 1
    return next(iter(found.items())) if len(found) == 1 else None


_SENSITIVE = re.compile(
    r"\b(alcoholics|a ?a meeting|narcotics|addiction|recovery|hiv|aids|mental health|iechyd meddwl|depression|anxiety"
    r"|suicide|bereave\w*|profedigaeth|cancer|canser|dementia|dementia|alzheimer\w*|parkinson\w*|autis\w*|awtist\w*|adhd"
    r"|disab\w*|anabl\w*|deaf|byddar|blind|dall|stroke|strôc|carers?|gofalwyr|l\.?g\.?b\.?t\w*|gay|lesbian|trans|pride"
    r"|refugees?|asylum|ffoadur\w*|lloches|b\.?a\.?m\.?e|traveller|gypsy|roma|church|chapel|eglwys|capel|mosque|mosg"
    r"|synagogue|temple|gurdwara|christian|cristnogol|muslim|mwslim\w*|islamic|jewish|iddewig|hindu|sikh|buddhis\w*|bible"
    r"|beibl|prayer|gweddi|gospel|quaker|methodist|baptist|catholic|salvation army|trade union|unison|labour party"
    r"|plaid cymru|conservative (club|association|party)|liberal democrat\w*|reform uk|survivors?|domestic abuse"
    r"|trais domestig|sexual|miscarriage|eating disorders?)\b",
    re.IGNORECASE,
)
_REFUGE = re.compile(
    r"\b(refuge|refuges|safe ?house|lloches(?! nos| bws)|women'?s aid|cymorth i ferched|domestic abuse|trais domestig"
    r"|asylum accommodation|llety lloches)\b",
    re.IGNORECASE,
)


_HINTS_OF_REFUGE = ("refuge", "safe", "lloches", "aid", "ferched", "abuse", "trais", "asylum")
"""One of these is in whatever the pattern finds: they are looked for first, since that is quicker."""


def is_sensitive(text: str) -> bool:
    """Tell whether belonging to a group of this name says something private about a person."""
    return _SENSITIVE.search(text) is not None


def may_be_refuge(text: str) -> bool:
    """Tell whether a place of this name may have to stay secret."""
    folded = text.casefold()
    return any(map(folded.__contains__, _HINTS_OF_REFUGE)) and _REFUGE.search(text) is not None


def welsh_noun(word: str) -> bool:
    """Tell whether a word is one of the Welsh nouns that names of assets start with."""
    return plain(word) in _WELSH_NOUNS and plain(word) not in ("tim", "band", "urdd", "parc", "safle", "cor", "man")
