"""Outcomes, links, evidence, pathways and indicators as the page reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from asset_mapper.cartography.columns import LANGUAGES, Both, both_of, column, number, rows_of
from asset_mapper.cartography.pathway_data import LinkPlace, pathways_of
from asset_mapper.domain.evidence import FigureAs
from asset_mapper.domain.outcome import FrameworkStatus
from asset_mapper.domain.reported import Reported
from asset_mapper.i18n import speaking

if TYPE_CHECKING:
    from pandas import DataFrame

    from asset_mapper.domain.publication import Publication


def outcomes_of(publication: Publication, rows: dict[str, int]) -> dict[str, Any]:
    frameworks, outcomes = publication.frameworks, publication.outcomes
    framework_place = {record_id: place for place, record_id in enumerate(column(frameworks, "id"))}
    framework_keys = column(frameworks, "key")
    outcome_place = {record_id: place for place, record_id in enumerate(column(outcomes, "id"))}
    names = both_of(publication, outcomes, "name")
    descriptions = both_of(publication, outcomes, "description")
    found, seen = [], set()
    for place, (record_id, framework_id, code) in enumerate(
        zip(column(outcomes, "id"), column(outcomes, "framework_id"), column(outcomes, "code"), strict=True)
    ):
        framework = framework_place.get(framework_id, -1)
        key = f"{framework_keys[framework]}:{code}" if framework >= 0 and code else record_id[-10:]
        key = record_id[-10:] if key in seen else key
        seen.add(key)
        found.append(
            {
                "key": key,
                "code": code,
                "name": names[place],
                "description": descriptions[place],
                "framework": framework,
            }
        )
    for name in ("stage", "chosen_by"):
        for outcome, value in zip(found, column(outcomes, name), strict=True):
            outcome[name] = value
    for language in LANGUAGES:
        for outcome, status in zip(found, column(outcomes, f"text_status_{language}"), strict=True):
            outcome.setdefault("drafts", []).extend([language] if status == FrameworkStatus.DRAFT else [])
    return {
        "frameworks": [
            {"name": name, "status": status}
            for name, status in zip(
                both_of(publication, frameworks, "name"), column(frameworks, "status"), strict=True
            )
        ],
        "outcomes": found,
        **_links(publication, rows, outcome_place),
        "indicators": _indicators(publication, outcome_place),
    }


def _links(publication: Publication, rows: dict[str, int], outcome_place: dict[str, int]) -> dict[str, Any]:
    frame, evidence = publication.links, publication.evidence
    evidence_of: dict[str, list[int]] = {}
    for place, link_id in enumerate(column(evidence, "link_id")):
        evidence_of.setdefault(link_id, []).append(place)
    rungs = [int(rung) for rung in column(evidence, "rung", 0)]
    hows = both_of(publication, frame, "how")
    places: dict[str, LinkPlace] = {}
    contributions: dict[str, Any] = {
        "asset": [],
        "outcome": [],
        "how": {"cy": [], "en": []},
        "co": [],
        "direction": [],
        "coverage": [],
        "evidence": [],
    }
    steps: list[dict[str, Any]] = []
    directions, cos = column(frame, "direction", "helps"), column(frame, "co")
    for place, (link_id, asset, start, end) in enumerate(
        zip(
            column(frame, "id"),
            rows_of(frame, "asset_id", rows),
            rows_of(frame, "from_outcome_id", outcome_place),
            rows_of(frame, "outcome_id", outcome_place),
            strict=True,
        )
    ):
        known = evidence_of.get(link_id, [])
        coverage = max((rungs[one] for one in known), default=0)
        if end < 0:
            continue
        if asset >= 0:
            places[link_id] = ("contribution", len(contributions["asset"]))
            how = hows[place] or {"cy": "", "en": ""}
            contributions["asset"].append(asset)
            contributions["outcome"].append(end)
            contributions["how"]["cy"].append(how["cy"])
            contributions["how"]["en"].append(how["en"])
            contributions["co"].append(cos[place])
            contributions["direction"].append(directions[place])
            contributions["coverage"].append(coverage)
            contributions["evidence"].append(known)
        elif start >= 0:
            places[link_id] = ("step", len(steps))
            steps.append(
                {"from": start, "to": end, "how": hows[place], "direction": directions[place], "coverage": coverage}
                | {"evidence": known}
            )
    return {
        "contributions": contributions,
        "steps": steps,
        "evidence": _evidence(publication, rungs),
        **pathways_of(publication, rows, outcome_place, places),
    }


def _evidence(publication: Publication, rungs: list[int]) -> list[dict[str, Any]]:
    frame = publication.evidence
    texts = ("kind", "finding", "citation", "url", "on", "unit", "period")
    numbers = ("strength", "n", "before", "after")
    columns = {name: column(frame, name) for name in texts}
    columns |= {name: [number(value) for value in column(frame, name, None)] for name in numbers}
    few = column(frame, "n_few", False)
    columns["n_few"] = [publication.small_count if hidden is True else 0 for hidden in few]
    columns["reported"] = _reported(frame)
    columns |= {"coverage": rungs, "summary": both_of(publication, frame, "summary")}
    return [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]


def _reported(frame: DataFrame) -> list[Both | None]:
    """Say the figures that sources report, in both languages."""
    names = ("figure", "figure_to", "figure_or_more", "figure_as", "unit", "n", "n_few")
    told: list[Both | None] = []
    for figure, to, or_more, figure_as, unit, n, few in zip(*(column(frame, name) for name in names), strict=True):
        kind = FigureAs(figure_as) if figure_as else None
        reported = Reported(number(figure), number(to), or_more is True, kind, unit, number(n), few is True)
        said = {}
        for language in LANGUAGES:
            with speaking(language):
                said[language] = reported.in_words()
        told.append(said if any(said.values()) else None)
    return told


def _indicators(publication: Publication, outcome_place: dict[str, int]) -> list[dict[str, Any]]:
    frame, readings = publication.indicators, publication.readings
    taken: dict[str, list[dict[str, Any]]] = {}
    for indicator_id, on, value, words, n in zip(
        column(readings, "indicator_id"),
        column(readings, "on"),
        column(readings, "value", None),
        both_of(publication, readings, "words"),
        column(readings, "n", None),
        strict=True,
    ):
        reading = {"on": on, "value": number(value), "words": words, "n": number(n)}
        taken.setdefault(indicator_id, []).append(reading)
    columns: dict[str, list[Any]] = {
        name: column(frame, name) for name in ("unit", "wanted", "baseline_on", "target_on")
    }
    columns |= {name: [number(value) for value in column(frame, name, None)] for name in ("baseline", "target")}
    columns |= {
        "outcome": rows_of(frame, "outcome_id", outcome_place),
        "name": both_of(publication, frame, "name"),
        "baseline_text": both_of(publication, frame, "baseline_text"),
        "readings": [
            sorted(taken.get(record_id, []), key=lambda reading: reading["on"]) for record_id in column(frame, "id")
        ],
    }
    return [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]
