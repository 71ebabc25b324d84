"""What is in the workbook: its sheets, their columns, and in a sentence what each wants.

Which columns a list has, what they are called and what can stand in them is known elsewhere (``exporters``,
``record_sheets``). Left out here is what only programs write, and what should not travel by e-mail.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from asset_mapper.i18n import N_

CHOOSE = N_("Choose from the list.")
IN_WELSH, IN_ENGLISH = N_("In Welsh, if you have it."), N_("In English, if you have it.")
DAY = N_("A day, such as 31/03/2026.")
YES_NO = N_("Yes or no. Empty means no.")
WORDS = N_("In your own words.")
WEB = N_("A web address.")
WHERE_FROM = N_("Where this is from: a report, a letter, a person's post.")
ASSET = N_("Needed. The name of an asset, as on the sheet of assets.")
OUTCOME = N_("Needed. The code or the name of an outcome, as on the sheet of outcomes.")
NAME_CY = N_("The name in Welsh. One name is needed, in either language.")
NAME_EN = N_("The name in English. One name is needed, in either language.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """One sheet of the workbook."""

    key: str  # of the list
    purpose: str  # N_()
    hints: Mapping[str, str]  # column → what it wants, N_(); in the order of the sheet


CONTENTS = (
    Contents(
        key="assets",
        purpose=N_("what your community has: a row for each group, organisation, place, person, exchange or custom"),
        hints={
            "kind": N_("Needed. Which of the six kinds it is: choose from the list."),
            "name_cy": NAME_CY,
            "name_en": NAME_EN,
            "summary_cy": N_("What it does or offers, in a sentence or two, in Welsh."),
            "summary_en": N_("What it does or offers, in a sentence or two, in English."),
            "tags": N_("A few words by which it can be found, with a semicolon between them."),
            "status": N_("Whether it is there at present: choose from the list."),
            "phone": N_("A telephone number; a semicolon between two."),
            "email": N_("An e-mail address; a semicolon between two."),
            "web": WEB,
            "social": N_("A page or name on social media."),
            "contact_person": N_("Whom to ask for. Write a name only if that person has agreed."),
            "meetings_cy": N_("When it is open or meets, in Welsh, such as: bob dydd Mawrth 2pm."),
            "meetings_en": N_("When it is open or meets, in English, such as: every Tuesday 2pm."),
            "area_cy": N_("The village, ward or part of town, in Welsh."),
            "area_en": N_("The village, ward or part of town, in English."),
            "address": N_("House and street. Of a person, leave it empty."),
            "postcode": N_("The postcode. Of a person, leave it empty."),
            "lon": N_("Only if you know it: degrees, such as -3.7012."),
            "lat": N_("Only if you know it: degrees, such as 52.3145."),
            "confidential": N_("Yes, if nobody may know where it is, such as a refuge. Then write its area only."),
            "sensitive": N_("Yes, if belonging to it tells something private, such as health or belief."),
            "under_18": N_("Yes, for a person who is not yet 18."),
            "visibility": N_("Who may see it: choose from the list. Where it is empty, the team decides."),
            "checked_on": N_("The day on which somebody last made sure that all this is right."),
            "checked_by": N_("Who made sure of it."),
            "notes": N_("For the team that keeps the list. Nobody else sees it."),
            "source": N_("Who told you."),
        },
    ),
    Contents(
        key="talents",
        purpose=N_("what somebody can do, knows or cares about, and offers or would like"),
        hints={
            "asset": N_("Needed. Whose it is: the name, as on the sheet of assets."),
            "what_cy": N_("What it is, in Welsh. One language is enough."),
            "what_en": N_("What it is, in English. One language is enough."),
            "kind": N_("Needed. Hands, head or heart: choose from the list."),
            "standing": N_("Whether it is offered or wanted: choose from the list."),
            "hours": N_("About how many hours a month, in figures."),
        },
    ),
    Contents(
        key="relations",
        purpose=N_("what one asset has to do with another"),
        hints={
            "from": ASSET,
            "kind": N_("Needed. What the first has to do with the second: choose from the list."),
            "to": N_("Needed. The name of the other asset, as on the sheet of assets."),
            "note": WORDS,
        },
    ),
    Contents(
        key="outcomes",
        purpose=N_("what matters to you: the difference that things make"),
        hints={
            "code": N_("A short sign for it, such as A1. Without one it gets a number."),
            "name_cy": NAME_CY,
            "name_en": NAME_EN,
            "description_cy": N_("What it means, in Welsh."),
            "description_en": N_("What it means, in English."),
            "framework": N_("What the list of outcomes is called in which it stands; the same in every row."),
            "parent": N_("The code of the outcome that it is a part of, if it is."),
            "stage": CHOOSE,
            "chosen_by": N_("Who chose it: choose from the list."),
        },
    ),
    Contents(
        key="links",
        purpose=N_("which asset helps with which outcome, and how"),
        hints={
            "asset": N_("The name of an asset, as on the sheet of assets. Or give an outcome that leads to another."),
            "from_outcome": N_("Instead of an asset: the code of the outcome that leads to the other."),
            "outcome": OUTCOME,
            "direction": N_("Whether it helps or harms: choose from the list."),
            "how_cy": N_("How it helps, in one sentence, in Welsh."),
            "how_en": N_("How it helps, in one sentence, in English."),
            "co": N_("What people and services do together here: choose from the list."),
            "claimed_by": N_("Who says so."),
        },
    ),
    Contents(
        key="evidence",
        purpose=N_("what is known about a link: a story, a count, a survey"),
        hints={
            "asset": N_("The asset of the link, as on the sheet of links. Or the outcome that it starts from."),
            "from_outcome": N_("Instead of an asset: the code of the outcome that the link starts from."),
            "outcome": N_("Needed. The outcome of the link, as on the sheet of links."),
            "kind": N_("What kind of evidence it is: choose from the list."),
            "coverage": N_("How far it reaches: choose from the list."),
            "finding": N_("What it says of the link: choose from the list."),
            "strength": N_("From 1 to 5: choose from the list, if you know it."),
            "summary_cy": N_("What is known, in Welsh. One language is needed."),
            "summary_en": N_("What is known, in English. One language is needed."),
            "citation": WHERE_FROM,
            "url": WEB,
            "on": DAY,
            "n": N_("How many people it is about."),
            "before": N_("The figure before."),
            "after": N_("The figure after."),
            "unit": N_("What the figures count, such as: people, £, %."),
            "period": N_("From when to when, such as: April 2025 to March 2026."),
        },
    ),
    Contents(
        key="indicators",
        purpose=N_("how you would see a change in an outcome"),
        hints={
            "outcome": OUTCOME,
            "name_cy": N_("What is measured, in Welsh. One language is needed."),
            "name_en": N_("What is measured, in English. One language is needed."),
            "kind": CHOOSE,
            "about": CHOOSE,
            "unit": N_("What the figures count, such as: people, £, %."),
            "wanted": N_("Which way it should go: choose from the list."),
            "baseline": N_("The figure at the start."),
            "baseline_on": DAY,
            "target": N_("The figure that you hope for."),
            "target_on": DAY,
            "proposed_by": N_("Who proposed it."),
            "agreed_by": N_("Who agreed to it."),
        },
    ),
    Contents(
        key="readings",
        purpose=N_("what an indicator showed on a day"),
        hints={
            "outcome": N_("The outcome of the indicator, where two indicators are called the same."),
            "indicator": N_("Needed. What is measured, as on the sheet of indicators."),
            "on": N_("Needed. The day, such as 31/03/2026."),
            "value": N_("The figure. Or say it in words, in the next two columns."),
            "words_cy": IN_WELSH,
            "words_en": IN_ENGLISH,
            "n": N_("How many people were asked or counted."),
            "method": N_("How it was measured."),
            "collected_by": N_("Who measured it."),
            "note": WORDS,
        },
    ),
    Contents(
        key="hours",
        purpose=N_("hours that people gave, by asset and period"),
        hints={
            "asset": ASSET,
            "kind": CHOOSE,
            "since": N_("Needed. The first day of the period."),
            "until": N_("Needed. The last day of the period."),
            "hours": N_("Needed. How many hours, in figures."),
            "or_more": YES_NO,
            "people": N_("How many people gave them."),
            "what_cy": N_("What they did, in Welsh."),
            "what_en": N_("What they did, in English."),
            "citation": WHERE_FROM,
        },
    ),
    Contents(
        key="journeys",
        purpose=N_("a story put together from several, so that nobody is recognised in it"),
        hints={
            "name_cy": NAME_CY,
            "name_en": NAME_EN,
            "about_cy": IN_WELSH,
            "about_en": IN_ENGLISH,
            "outcome": N_("The outcome that it is about, as on the sheet of outcomes."),
            "fictionalised": N_("Yes, if names and details were changed so that nobody is recognised."),
            "made_of": N_("How many people's stories it was made of."),
            "permission": N_("Who may see it: choose from the list. Empty means the team alone."),
        },
    ),
    Contents(
        key="journey_events",
        purpose=N_("what happened in such a story, and what could have happened, with what each cost"),
        hints={
            "journey": N_("Needed. The name of the journey, as on the sheet of journeys."),
            "path": N_("Needed. What happened, or what could have happened: choose from the list."),
            "when_cy": N_("When, in Welsh, such as: ym mis Mai."),
            "when_en": N_("When, in English, such as: in May."),
            "what_cy": N_("What happened, in Welsh. One language is needed."),
            "what_en": N_("What happened, in English. One language is needed."),
            "cost_from": N_("What it cost, in pounds; the lower figure if there are two."),
            "cost_to": N_("The higher figure, if there are two."),
            "times": N_("How many times it happened. Empty means once."),
            "price_year": N_("The year of which the prices are, such as 2024."),
            "year_not_given": N_("Yes, if the source of the cost gives no year."),
            "citation": WHERE_FROM,
            "url": WEB,
        },
    ),
)  # fmt: skip
"""In the order of the sheets: what others refer to comes before them."""
