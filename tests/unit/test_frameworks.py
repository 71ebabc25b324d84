"""The packaged frameworks: their texts stand as published, and every doubt is marked."""

import json
from collections import Counter

import pytest

from asset_mapper.domain.frameworks import PACKAGED, Band, PackagedFramework, PackagedOutcome, Scale, load
from asset_mapper.domain.outcome import FrameworkStatus
from asset_mapper.errors import NotFoundError
from asset_mapper.paths import resources

OFFICIAL, DRAFT, ARCHIVED = FrameworkStatus.OFFICIAL, FrameworkStatus.DRAFT, FrameworkStatus.ARCHIVED

SIZES = {
    "wfg-goals": 7,
    "wfg-ways": 5,
    "wfg-indicators": 50,
    "ssw-outcomes": 8 + 2 + 2 + 24,
    "ons4": 4,
    "scotland-npf": 11,
    "england-phof": 2 + 1 + 4,
    "england-ascof": 6,
}

STATUSES = {
    "wfg-goals": OFFICIAL,
    "wfg-ways": OFFICIAL,
    "wfg-indicators": DRAFT,
    "ssw-outcomes": DRAFT,
    "ons4": OFFICIAL,
    "scotland-npf": ARCHIVED,
    "england-phof": OFFICIAL,
    "england-ascof": OFFICIAL,
}

INDICATORS_SEEN_IN_ENGLISH = {1, 2, 3, 5, 16, 23, 47}
INDICATORS_SEEN_IN_WELSH = {1, 2, 3, 5}
INDICATORS_DRAFTED_IN_WELSH = {23, 26, 28, 30, 37}
INDICATORS_SHOWN_FIRST = {*range(23, 31), *range(35, 39), *range(46, 49), 50}


def texts(framework):
    """Give (code, "label" or "description", language, status) of every text of a framework."""
    for outcome in framework.outcomes:
        for part in ("label", "description"):
            text = getattr(outcome, part)
            for language, status in text.status.items() if text else ():
                yield outcome.code, part, language, status


def marks(key):
    return {(code, part, language): status for code, part, language, status in texts(load(key))}


def codes(numbers):
    return {f"NI{number}" for number in numbers}


def test_every_data_file_is_packaged_and_every_packaged_framework_has_its_file():
    assert sorted(PACKAGED) == sorted(path.stem for path in resources("frameworks").glob("*.json"))


@pytest.mark.parametrize("key", PACKAGED)
def test_a_framework_says_what_it_is_in_both_languages(key):
    framework = load(key)
    assert framework.key == key
    assert framework.version and framework.source_title and framework.licence
    assert framework.name.cy and framework.name.en
    assert framework.status is STATUSES[key]
    assert len(framework.outcomes) == SIZES[key]


@pytest.mark.parametrize("key", PACKAGED)
def test_a_data_file_holds_nothing_that_is_not_read(key):
    known = {"code", "parent", "also_under", "label", "description", "note", "applies_to", "contributes_only"}
    for row in json.loads(resources("frameworks", f"{key}.json").read_text(encoding="utf-8"))["outcomes"]:
        assert set(row) <= known | {"shortlist", "scale"}


def test_the_goals_are_official_but_for_the_ends_of_three_welsh_descriptions():
    drafts = {mark for mark, status in marks("wfg-goals").items() if status is not OFFICIAL}
    assert drafts == {(code, "description", "cy") for code in ("WFG1", "WFG4", "WFG7")}
    assert len(marks("wfg-goals")) == 7 * 4


def test_an_unfinished_text_says_what_is_missing():
    goals = load("wfg-goals")
    unfinished = [goal for goal in goals.outcomes if goal.description.words.cy.endswith("…")]
    assert [goal.code for goal in unfinished] == ["WFG4", "WFG7"]
    for goal in unfinished:
        assert "missing" in goal.note.en and "ar goll" in goal.note.cy
    assert "waith teg" in goals["WFG1"].note.cy


def test_the_goals_carry_the_words_of_the_act():
    goals = load("wfg-goals")
    assert [goal.label.words.cy for goal in goals.outcomes] == [
        "Cymru lewyrchus",
        "Cymru gydnerth",
        "Cymru iachach",
        "Cymru sy'n fwy cyfartal",
        "Cymru o gymunedau cydlynus",
        "Cymru â diwylliant bywiog lle mae'r Gymraeg yn ffynnu",
        "Cymru sy'n gyfrifol ar lefel fyd-eang",
    ]
    cohesive = goals["WFG5"].description.words
    assert cohesive.en == "Attractive, viable, safe and well-connected communities."
    assert cohesive.cy == "Cymunedau atyniadol, hyfyw a diogel sydd â chysylltiadau da."


def test_the_ways_of_working_have_official_names_and_explanations_of_our_own():
    ways = load("wfg-ways")
    assert [way.label.words.cy for way in ways.outcomes] == [
        "Hirdymor",
        "Atal",
        "Integreiddio",
        "Cydweithio",
        "Cynnwys",
    ]
    for (_code, part, language), status in marks("wfg-ways").items():
        assert status is (OFFICIAL if part == "label" else DRAFT)
        assert part == "label" or language == "en"
    assert "Ymgyfrannu" in ways["WAY5"].note.cy


def test_an_indicator_is_official_only_where_its_wording_was_seen():
    found = marks("wfg-indicators")
    by_status = {
        (language, status): {
            code for (code, _part, spoken), mark in found.items() if (spoken, mark) == (language, status)
        }
        for language in ("cy", "en")
        for status in (OFFICIAL, DRAFT)
    }
    assert by_status["en", OFFICIAL] == codes(INDICATORS_SEEN_IN_ENGLISH)
    assert by_status["en", DRAFT] == codes(set(range(1, 51)) - INDICATORS_SEEN_IN_ENGLISH)
    assert by_status["cy", OFFICIAL] == codes(INDICATORS_SEEN_IN_WELSH)
    assert by_status["cy", DRAFT] == codes(INDICATORS_DRAFTED_IN_WELSH)


def test_a_local_project_can_only_contribute_to_a_national_indicator():
    assert all(indicator.contributes_only for indicator in load("wfg-indicators").outcomes)
    others = [outcome for key in PACKAGED if key != "wfg-indicators" for outcome in load(key).outcomes]
    assert not any(outcome.contributes_only for outcome in others)


def test_the_indicators_of_a_hall_session_are_shown_first():
    shown = {indicator.code for indicator in load("wfg-indicators").outcomes if indicator.shortlist}
    assert shown == codes(INDICATORS_SHOWN_FIRST)
    assert len(shown) == 16


def test_the_areas_of_social_care_are_official_and_its_statements_drafts_without_welsh():
    framework = load("ssw-outcomes")
    areas = list(framework.children(None))
    statements = [outcome for outcome in framework.outcomes if outcome.parent]
    assert Counter(area.applies_to for area in areas) == {None: 8, "child": 2, "adult": 2}
    assert len(statements) == 24
    assert all(area.label.status == {"cy": OFFICIAL, "en": OFFICIAL} for area in areas)
    assert all(statement.label.status == {"en": DRAFT} for statement in statements)
    assert framework["SSW-2.2h"].label.words.cy == "addasrwydd llety preswyl"


def test_every_general_area_of_social_care_has_its_statements():
    framework = load("ssw-outcomes")
    numbers = {area.code[-1]: len(list(framework.children(area.code))) for area in framework.outcomes[:8]}
    assert numbers == {"a": 3, "b": 3, "c": 2, "d": 2, "e": 2, "f": 6, "g": 5, "h": 1}
    shared = {further for outcome in framework.outcomes for further in outcome.also_under}
    assert shared == {"SSW-2.3a", "SSW-2.4a", "SSW-2.4b"}


def test_the_four_questions_are_asked_exactly_and_their_scales_have_bands():
    questions = load("ons4").outcomes
    assert [question.label.words.en for question in questions] == [
        "Overall, how satisfied are you with your life nowadays?",
        "Overall, to what extent do you feel that the things you do in your life are worthwhile?",
        "Overall, how happy did you feel yesterday?",
        'On a scale where 0 is "not at all anxious" and 10 is "completely anxious", overall, how anxious did '
        "you feel yesterday?",
    ]
    assert [question.scale.wanted for question in questions] == ["up", "up", "up", "down"]
    satisfied, anxious = questions[0].scale, questions[3].scale
    assert [satisfied.band(answer).label for answer in (4, 5, 7, 9)] == ["Low", "Medium", "High", "Very high"]
    assert [anxious.band(answer).label for answer in (1, 2, 4, 6)] == ["Very low", "Low", "Medium", "High"]


def test_scotland_is_archived_to_its_last_word():
    assert set(marks("scotland-npf").values()) == {ARCHIVED}
    poverty = load("scotland-npf")["NPF11"]
    assert poverty.description.words.en == "tackle poverty by sharing opportunities, wealth and power more equally"


@pytest.mark.parametrize("key", ["ons4", "scotland-npf", "england-phof", "england-ascof"])
def test_no_welsh_is_made_up_where_none_was_published(key):
    assert all(language == "en" for _code, _part, language, _status in texts(load(key)))


@pytest.mark.parametrize("key", PACKAGED)
def test_a_note_is_in_both_languages(key):
    framework = load(key)
    notes = [thing.note for thing in (framework, *framework.outcomes) if thing.note is not None]
    assert all(note.cy and note.en for note in notes)


def test_an_outcome_is_as_reliable_as_its_weakest_text():
    goals = load("wfg-goals")
    assert goals["WFG1"].status("cy") is DRAFT
    assert goals["WFG1"].status("en") is OFFICIAL
    assert load("ons4")["ONS4-1"].status("cy") is None


def test_an_unknown_framework_is_answered_with_the_known_ones():
    with pytest.raises(NotFoundError, match="wfg-goals"):
        load("wfg")


def test_a_code_is_not_given_twice():
    goal = load("wfg-goals")["WFG1"]
    with pytest.raises(ValueError, match="twice"):
        framework_of(goal, goal)


def test_a_parent_comes_before_its_children():
    goal = load("wfg-goals")["WFG1"]
    child = PackagedOutcome(code="WFG1a", parent="WFG1", label=goal.label)
    with pytest.raises(ValueError, match="before its parents"):
        framework_of(child, goal)
    assert list(framework_of(goal, child).children("WFG1")) == [child]


def test_bands_cover_the_scale_without_gap_or_overlap():
    with pytest.raises(ValueError, match="do not cover"):
        Scale(0, 10, "up", (Band(0, 4, "low"), Band(4, 10, "high")))


def framework_of(*outcomes):
    model = load("wfg-goals")
    return PackagedFramework(
        key="local",
        version="1",
        status=OFFICIAL,
        name=model.name,
        source_title="",
        source_url="",
        licence="",
        outcomes=outcomes,
    )
