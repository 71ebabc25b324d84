"""Names, and ways to reach things, reduced to what has to be the same.

Names are compared without accents, case and small words, and with the commonest nouns of the two languages
taken for the same: “Llyfrgell Amlwch” and “Amlwch Library” in one place are one library.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_NOUNS_BY_MEANING = """
    library: llyfrgell
    hall: neuadd
    centre: canolfan center
    school: ysgol
    church: eglwys
    chapel: capel
    club: clwb
    park: parc
    garden: gardd
    gardens: gerddi
    society: cymdeithas
    museum: amgueddfa
    surgery: meddygfa
    hospital: ysbyty
    college: coleg
    shop: siop
    office: swyddfa
    station: gorsaf
    village: pentref
    community: cymunedol gymunedol cymuned
    memorial: goffa coffa
    town: tref dref
    rugby: rygbi
    choir: cor
    women: merched womens
    nursery: meithrin
    care: gofal
    day: dydd
    food: bwyd
    bank: banc
    cafe: caffi
    inn: tafarn
    path: llwybr
    beach: traeth
    castle: castell
    theatre: theatr
    primary: gynradd cynradd
    secondary: uwchradd
    comprehensive: gyfun
    leisure: hamdden
    health: iechyd
    youth: ieuenctid
    young: ifanc
    gallery: oriel
    market: marchnad
    police: heddlu
    council: cyngor
    group: grwp
    children: plant
    cemetery: mynwent
    pool: pwll
    swimming: nofio
    sports: chwaraeon
    bowls: bowlio
    allotment: rhandir
    allotments: rhandiroedd
    st: saint sant santes
"""
_NOUNS = {
    word: line.split(":")[0].strip()
    for line in _NOUNS_BY_MEANING.strip().splitlines()
    for word in line.split(":")[1].split()
}
_SMALL = frozenset(
    ("y", "yr", "the", "of", "and", "a", "ac", "at", "in", "yn", "o", "for", "&", "ltd", "limited", "cyf")
)


@lru_cache(maxsize=1 << 18)
def name_key(name: str) -> str:
    """Reduce a name to what has to be the same: words without accents, case, small words and marks."""
    folded = unicodedata.normalize("NFKD", name.replace("'", "").replace("’", "")).casefold()
    folded = unicodedata.normalize("NFKD", folded)
    words = "".join(c if c.isalnum() else " " for c in folded if not unicodedata.combining(c)).split()
    return " ".join(word for word in words if word not in _SMALL) or " ".join(words)


@lru_cache(maxsize=1 << 18)
def translated_key(name: str) -> str:
    """The same, with the nouns of both languages taken for the same, and words in alphabetical order."""
    words = name_key(name).split()
    if words[:1] == ["pel"] and words[1:2] in (["droed"], ["rwyd"]):
        words[:2] = ["football" if words[1] == "droed" else "netball"]
    return " ".join(sorted(_NOUNS.get(word, word) for word in words))


def numbers_in(key: str) -> list[str]:
    """List the numbers in a name: Room 1 is not Room 2, however alike they are."""
    return [word for word in key.split() if any(letter.isdigit() for letter in word)]


def contact_key(kind: str, value: str) -> str:
    """Reduce a telephone number or an address of mail or web to what has to be the same."""
    if kind == "phone":
        digits = re.sub(r"\D", "", value.replace("(0)", ""))
        return f"t{digits[-10:]}" if len(digits) >= 10 else f"t{digits}"
    if kind == "email":
        return "m" + value.casefold()
    plain = re.sub(r"^(?:https?://)?(?:www\.)?", "", value.casefold()).rstrip("/")
    return "w" + plain
