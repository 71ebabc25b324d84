"""What someone can do, knows, cares about or wants, as people say it in either language."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from asset_mapper.domain.talent import Standing, TalentKind, TalentUse


@dataclass(frozen=True, slots=True)
class Ability:
    """Something that was said of what a person or group can do, knows, cares about or wants."""

    what: str
    kind: TalentKind = TalentKind.HANDS
    standing: Standing = Standing.OFFERED
    uses: tuple[TalentUse, ...] = ()


_DOES = r"^(?:yn\s+|mae['’]n\s+)?"
_ABILITIES: tuple[tuple[str, re.Pattern[str], Ability], ...] = tuple(
    (what, re.compile(pattern + r"\s+(?P<what>.+)$", re.IGNORECASE), ability)
    for what, pattern, ability in (
        ("can", r"^(?:can|could|would) teach", Ability("", uses=(TalentUse.TEACHING,))),
        ("can", r"^teaches", Ability("", uses=(TalentUse.TEACHING,))),
        ("can", _DOES + r"gallu dysgu (?:eraill|pobl)(?: i)?", Ability("", uses=(TalentUse.TEACHING,))),
        ("can", r"^(?:can|is able to|able to|is good at|good at)", Ability("")),
        ("can", _DOES + r"(?:gallu|medru|dda am|dda gyda)", Ability("")),
        ("knows", r"^(?:knows(?: a lot| all)?(?: about)?|knowledge of)", Ability("", TalentKind.HEAD)),
        ("knows", _DOES + r"gwybod(?: llawer| popeth)?(?: am)?", Ability("", TalentKind.HEAD)),
        ("cares", r"^(?:cares about|loves|is passionate about)", Ability("", TalentKind.HEART)),
        ("cares", _DOES + r"(?:caru|hoff o|frwd dros|poeni am)", Ability("", TalentKind.HEART)),
        (
            "wants",
            r"^(?:wants|would like|needs|is looking for|looking for)(?: to learn| help with| to)?",
            Ability("", standing=Standing.WANTED),
        ),
        (
            "wants",
            _DOES + r"(?:eisiau|moyn|isio|angen|hoffai|chwilio am|am ddysgu)(?: ddysgu| dysgu| help gyda)?",
            Ability("", standing=Standing.WANTED),
        ),
    )
)


def spoken_ability(text: str) -> tuple[str, Ability] | None:
    """Understand *text*: whether it is what someone can do, knows, cares about or wants, and what that is."""
    for verb, pattern, ability in _ABILITIES:
        if match := pattern.match(text):
            return verb, replace(ability, what=match["what"])
    return None
