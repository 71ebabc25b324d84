"""The list of assets of a publication, made of the table of columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from asset_mapper.domain.publication import Publication
from asset_mapper.formats.exporters.addresses import LINKS
from asset_mapper.formats.exporters.asset_list.custom_columns import with_custom_columns
from asset_mapper.formats.exporters.asset_list.facts import Facts
from asset_mapper.formats.exporters.asset_list.specs import ALWAYS, SPECS, Spec
from asset_mapper.formats.exporters.base import Column, Holds, List, Wording
from asset_mapper.i18n import N_

_LANGUAGES = {"cy": N_("Welsh"), "en": N_("English")}


def asset_list(publication: Publication, *, for_programs: bool = False) -> List:
    """Make the list of assets, for people to read or with the codes that programs want.

    For programs, a column that is empty for every asset (in both languages) is left out: they do not need it,
    and files stay small.
    """
    facts = Facts(publication)

    def made(specs: Sequence[Spec]) -> list[Column]:
        chosen = (spec for spec in specs if (spec.for_programs if for_programs else spec.for_people))
        return [column for spec in chosen if (column := _column(spec, facts, linked=not for_programs)) is not None]

    ours, imported = with_custom_columns(publication, made(SPECS))
    columns = (*ours[:-1], *imported, ours[-1])  # the id comes last
    if for_programs:
        said = {_stem(column.key) for column in columns if any(column.values)}
        columns = tuple(column for column in columns if column.key in ALWAYS or _stem(column.key) in said)
    return List(key="assets", title=facts.wording.say(N_("Assets")), columns=columns)


def _stem(key: str) -> str:
    """Give what the Welsh and the English column of one text have in common: they stand or fall together."""
    return key[:-3] if key.endswith(("_cy", "_en")) else key


def _column(spec: Spec, facts: Facts, *, linked: bool) -> Column | None:
    if any(name not in facts.frame for name in spec.needed()):
        return None
    values = facts.column(spec.made) if isinstance(spec.made, str) else spec.made(facts)
    return Column(
        key=spec.key,
        heading=facts.wording.say(spec.heading),
        values=values,
        holds=spec.holds,
        labels=_labels(spec, facts.wording),
        links=[LINKS[spec.link](items[0]) if len(items) == 1 else "" for items in values]
        if linked and spec.link
        else (),
        width=spec.width,
    )


def _labels(spec: Spec, wording: Wording) -> dict[Any, str]:
    if spec.key == "given_in":
        return {code: wording.say(label) for code, label in _LANGUAGES.items()}
    if spec.holds is Holds.YES_NO:
        return wording.yes_no
    return wording.labels(spec.labels) if spec.labels else {}
