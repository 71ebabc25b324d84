"""Every word of the published page that is not somebody's data, and how it gets there in both languages.

The page never joins sentences from pieces: what stands in ``{…}`` is filled in by the page. Texts with a count are
given in the six forms that Welsh has, for 0, 1, 2, 3, 6 and any other number.
"""

from __future__ import annotations

from collections.abc import Callable

from asset_mapper.domain.contact import ContactKind
from asset_mapper.domain.evidence import Coverage, EvidenceFinding, EvidenceKind
from asset_mapper.domain.link import FourCo
from asset_mapper.domain.outcome import ChosenBy, FrameworkStatus, Stage
from asset_mapper.domain.talent import Standing, TalentKind, TalentUse
from asset_mapper.i18n import N_, _, ngettext, speaking

TEXTS = {
    # around everything
    "skip_to_list": N_("Skip to the list"),
    "skip_to_map": N_("Skip to the map"),
    "skip_to_diagram": N_("Skip to the diagram"),
    "about": N_("About this map"),
    "download": N_("Download the list"),
    "print": N_("Print"),
    "close": N_("Close"),
    "fictional": N_("Fictional example"),
    "audience_team": N_("For the team only"),
    "audience_partners": N_("For partners only"),
    "list": N_("List"),
    "map": N_("Map"),
    "map_keys": N_("Map. Arrow keys move it, plus and minus change its size. Everything on it is in the list too."),
    "legend": N_("What the shapes mean"),
    "zoom_in": N_("Zoom in"),
    "zoom_out": N_("Zoom out"),
    "only_in_welsh": N_("In Welsh only"),
    "only_in_english": N_("In English only"),
    # finding
    "mostly_in_welsh": N_("Nearly all names and descriptions here are in Welsh only."),
    "mostly_in_english": N_("Nearly all names and descriptions here are in English only."),
    "search": N_("Search"),
    "search_placeholder": N_("Name, talent, place, tag …"),
    "list_part": N_("List of assets"),
    "view": N_("View"),
    "view_assets": N_("Assets"),
    "view_outcomes": N_("Outcomes"),
    "view_pathways": N_("Pathways"),
    "filters": N_("Filters"),
    "filters_on": N_("Filters that are on"),
    "search_choices": N_("Find in these choices"),
    "chosen": N_("chosen"),
    "remove_filter": N_("Remove the filter"),
    "clear_all": N_("Remove all filters"),
    "this_spot": N_("Only this spot on the map"),
    "no_assets": N_("There is nothing on this map yet."),
    "nothing_found": N_("Nothing found"),
    "nothing_found_hint": N_("Try fewer words, or remove a filter."),
    "kind": N_("Kind"),
    "talent": N_("Talent"),
    "standing": N_("Offered or wanted"),
    "outcome": N_("Outcome"),
    "area": N_("Area"),
    "tag": N_("Tags"),
    "day": N_("Day"),
    # one asset
    "back_to_list": N_("Back to the list"),
    "previous": N_("Previous"),
    "next": N_("Next"),
    "place_in_list": N_("{place} of {count}"),
    "card_offers": N_("What it offers and looks for"),
    "card_when": N_("When"),
    "card_where": N_("Where"),
    "card_reach": N_("How to reach it"),
    "card_supports": N_("What it supports, and how we know"),
    "card_held_here": N_("What happens here"),
    "card_related": N_("Who it works with"),
    "card_more": N_("More"),
    "cost": N_("Cost"),
    "who_may_come": N_("Who may come"),
    "access": N_("Access"),
    "precision_street": N_("The map shows the street, not the exact spot."),
    "precision_postcode": N_("The map shows the postcode, not the exact spot."),
    "precision_area": N_("The map shows the area, not the exact spot."),
    "not_on_the_map": N_("Not on the map."),
    "last_checked": N_("Last checked on {date}"),
    "status_proposed": N_("proposed"),
    "status_unchecked": N_("not yet checked"),
    "relation_member_of": N_("Is a member of"),
    "relation_of_member_of": N_("Has as a member"),
    "relation_meets_at": N_("Meets at"),
    "relation_of_meets_at": N_("Meets here"),
    "relation_runs": N_("Runs"),
    "relation_of_runs": N_("Run by"),
    "relation_funds": N_("Funds"),
    "relation_of_funds": N_("Funded by"),
    "relation_partners_with": N_("Is a partner of"),
    "relation_of_partners_with": N_("Is a partner of"),
    "relation_knows": N_("Knows"),
    "relation_of_knows": N_("Known to"),
    # outcomes and evidence
    "how_we_know": N_("How well we know it"),
    "what_supports_it": N_("What supports it"),
    "leads_to": N_("What it leads to"),
    "leads_to_not_yet_known": N_("Not yet known: no step onward has been recorded."),
    "goes_in_a_circle": N_("From here the steps go round in a circle."),
    "helps": N_("leads to"),
    "harms": N_("works against"),
    "on_pathways": N_("On the pathway:"),
    # pathways
    "diagram": N_("Diagram"),
    "diagram_keys": N_("Diagram of the pathway. Arrow keys move it. Everything in it is in the list too."),
    "diagram_note": N_("The list says the same in words, with the same numbers."),
    "lines_legend": N_("What the lines mean"),
    "contributes": N_("helps"),
    "harms_word": N_("harms"),
    "column": N_("Column {number}"),
    "links_not_yet_recorded": N_("Links: not yet recorded."),
    "lessons": N_("What the tables learned"),
    "other_pathways": N_("Other pathways:"),
    "how_we_see_it": N_("How a change would be seen"),
    "baseline": N_("At the start"),
    "latest": N_("Latest"),
    "target": N_("Wanted"),
    "not_yet_known": N_("Not yet known"),
    "how_not_yet_known": N_("How it helps is not yet known."),
    "no_asset_supports_it_yet": N_("No asset is known to support it yet."),
    "strength": N_("Nesta strength {strength} of 5"),
    "of_few_people": N_("from fewer than {number} people or cases"),
    "of_people": N_("from {number} people or cases"),
    "before_after": N_("Before: {before} {unit}. After: {after} {unit}. {period}"),
    "source": N_("Source"),
    "framework_draft": N_("draft text"),
    "framework_archived": N_("archived"),
    "text_draft": N_("draft wording"),
    # about
    "about_fictional": N_(
        "The community, the people and the places on this map are made up, to show what a map can be."
    ),
    "made_by": N_("Made by"),
    "made_on": N_("Made on"),
    "holds": N_("Holds"),
    "about_corrections": N_("Something wrong, or something of yours that should not be here?"),
    "about_corrections_text": N_("Ask for an entry to be corrected or removed:"),
    "about_corrections_nobody": N_("Ask whoever gave you this map. It does not name a contact for corrections."),
    "about_evidence": N_("How well is it known?"),
    "about_evidence_text": N_(
        "Each link between an asset and an outcome shows how much is known about it, in steps: not yet "
        "known, a belief, data on what was done, data on how things are, data on what has changed, and "
        "data that shows that the link caused the change. “Not yet known” is an honest answer and stays "
        "visible."
    ),
    "about_accessibility": N_("Accessibility"),
    "about_accessibility_text": N_(
        "Everything on the map is in the list too, and everything can be done with the keyboard. The page "
        "was made to meet the Web Content Accessibility Guidelines 2.2 at level AA and is checked against "
        "them by program. Background maps are pictures and cannot be read aloud. Tell the contact above "
        "about anything that you cannot use."
    ),
    "about_welsh": N_("Welsh and English"),
    "about_welsh_text": N_(
        "The page speaks Welsh and English. Words that people gave in one language only are shown as they "
        "were given, marked CY or EN. Welsh wording that a translator has not yet checked is a draft "
        "(“drafft”)."
    ),
    "about_licences": N_("Sources and licences"),
    "about_offline": N_("This page is one file. It works without the internet, sends nothing and stores nothing."),
    "about_libraries": N_("Made with Asset Mapper and the free libraries Leaflet, PMTiles and protomaps-leaflet."),
    "about_coast": N_("The coast line is by Natural Earth, in the public domain."),
    # the list as a file
    "file_name": N_("assets"),
    "column_name": N_("Name"),
    "column_summary": N_("Description"),
    "column_address": N_("Address"),
    "column_lon": N_("Longitude"),
    "column_lat": N_("Latitude"),
    # on paper
    "paper_map": N_("Map with the numbers of the list"),
    "paper_not_placed": N_("not on the map"),
    "metres": N_("{number} m"),
    "kilometres": N_("{number} km"),
    # before the page is there, and without scripts
    "opening": N_("Opening the map …"),
    "opening_takes_long": N_(
        "If nothing else appears, this browser is too old for the page: ask for the list as a spreadsheet file."
    ),
    "without_scripts": N_("Scripts are off in this browser, so there is no map and no search. Here is the list."),
    "without_scripts_too_many": N_(
        "Scripts are off in this browser, so there is no map and no search, and the list is too long to be "
        "shown without them. Ask for it as a spreadsheet file from whoever made this map."
    ),
}

LIVE_TEXTS = {
    "live_keys": N_(
        "Map. Arrow keys move it, plus and minus change its size. While you place or draw, Enter sets a point "
        "under the cross, Backspace takes the last one away, and Escape stops."
    ),
    "corner": N_("Corner {place} of {count}. Arrow keys move it, Delete removes it."),
    "corner_between": N_("New corner after corner {place}"),
    "corner_set": N_("Corner {count} is set."),
    "corner_removed": N_("The last corner was taken away."),
}
"""Beside the texts of the published page: those of the map in the window."""

_LIVE_TOO = ("map", "legend", "zoom_in", "zoom_out", "assets", "cluster_name")

COUNTED: dict[str, Callable[[int], str]] = {
    "assets": lambda n: ngettext("{count} asset", "{count} assets", n),
    "assets_word": lambda n: ngettext("asset", "assets", n),
    "not_placed": lambda n: ngettext("{count} not on the map", "{count} not on the map", n),
    "show_more": lambda n: ngettext("Show {count} more", "Show {count} more", n),
    "cluster_name": lambda n: ngettext("{count} asset here, show it", "{count} assets here, show them", n),
    "outcomes_without": lambda n: ngettext(
        "{count} outcome that no asset is known to support yet",
        "{count} outcomes that no asset is known to support yet",
        n,
    ),
    "links": lambda n: ngettext("{count} link", "{count} links", n),
    "pieces_of_evidence": lambda n: ngettext("{count} piece of evidence", "{count} pieces of evidence", n),
}

_CODES = {
    "coverage": Coverage,
    "contact": ContactKind,
    "evidence": EvidenceKind,
    "finding": EvidenceFinding,
    "chosen_by": ChosenBy,
    "stage": Stage,
    "standing": Standing,
    "talent": TalentKind,
    "use": TalentUse,
    "framework": FrameworkStatus,
}

MONTHS = (
    *(N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June"), N_("July"), N_("August")),
    *(N_("September"), N_("October"), N_("November"), N_("December")),
)
DAYS = {
    "MO": N_("Monday"),
    "TU": N_("Tuesday"),
    "WE": N_("Wednesday"),
    "TH": N_("Thursday"),
    "FR": N_("Friday"),
    "SA": N_("Saturday"),
    "SU": N_("Sunday"),
}
PLURAL_SAMPLES = (0, 1, 2, 3, 6, 5)


def page_texts(language: str) -> dict[str, str | list[str]]:
    """Give all texts of the page in *language*, as its scripts look them up."""
    with speaking(language):
        texts: dict[str, str | list[str]] = {
            f"{group}_{code.value}": _(code.label) for group, codes in _CODES.items() for code in codes
        }
        texts |= {code.value.replace("-", "_"): _(code.label) for code in FourCo}
        texts |= {f"day_{code}": _(day) for code, day in DAYS.items()}
        texts |= {key: _(text) for key, text in TEXTS.items()}
        texts |= {key: [count(number) for number in PLURAL_SAMPLES] for key, count in COUNTED.items()}
        texts["months"] = [_(month) for month in MONTHS]
    return texts


def live_texts(language: str) -> dict[str, str | list[str]]:
    """Give the texts of the map in the window."""
    with speaking(language):
        texts: dict[str, str | list[str]] = {
            key: _(text) for key, text in {**TEXTS, **LIVE_TEXTS}.items() if key in _LIVE_TOO or key in LIVE_TEXTS
        }
        return texts | {
            key: [count(number) for number in PLURAL_SAMPLES] for key, count in COUNTED.items() if key in _LIVE_TOO
        }
