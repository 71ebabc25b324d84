"""Whether a text is Welsh or English: enough for names and summaries of assets, no more.

Letters that only Welsh has decide, then small words, then nouns that stand first in Welsh names.
"""

import re

from asset_mapper.domain.bilingual import Language
from asset_mapper.formats.kinds import welsh_noun

_WELSH = frozenset(
    """
    y yr ac a'r i'r o'r yn gan ar gyfer mae bob dydd croeso gyda gyda'r neu sy sydd wedi bydd ein eich eu
    dros drwy rhwng oed plant pobl ifanc leol cymunedol gymunedol cyfle cyfarfod wythnos ym yng nghymru
    cymru chi ni nhw hefyd pentref llyfrgell neuadd canolfan clwb cymdeithas ysgol capel eglwys siop gardd
    pentrefol goffa llwybr cylchol merched
    """.split()  # noqa: SIM905 - a table that people read
)
_ENGLISH = frozenset(
    """
    the of and for in with at by from our your is are to on all every this that which who open local
    community people children young group meets weekly village club centre hall park school church library
    street road house
    """.split()  # noqa: SIM905 - a table that people read
)
_WORDS = re.compile(r"[\w'’]+")


def language_of(text: str) -> Language:
    """Say which of the two languages a text is in; English where nothing tells."""
    folded = text.casefold()
    if "ŵ" in folded or "ŷ" in folded:
        return "cy"
    words = _WORDS.findall(folded.replace("’", "'"))[:80]
    different = set(words)
    welsh, english = len(different & _WELSH), len(different & _ENGLISH)
    if welsh != english:
        return "cy" if welsh > english else "en"
    return "cy" if words and welsh_noun(words[0]) and not english else "en"
