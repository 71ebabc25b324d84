"""Welsh and English: switched while running, complete, sorted and counted as each language does."""

import datetime as dt
import importlib.util
import os
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asset_mapper import i18n
from asset_mapper.i18n import N_, _, format_date, format_moment, format_number, ngettext, sort_key, speaking
from asset_mapper.paths import resources

ROOT = Path(__file__).parents[2]
CATALOGUE = resources("locale", "cy", "LC_MESSAGES", "asset_mapper.po")


@pytest.fixture(scope="module")
def tool():
    spec = importlib.util.spec_from_file_location("catalogue", ROOT / "installer" / "catalogue.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(autouse=True)
def _speak_english_afterwards():
    yield
    i18n.set_language("en")


# --- the language in force --------------------------------------------------------------------------------


def test_the_language_switches_while_running():
    i18n.set_language("cy")
    assert _("Organisation") == "Sefydliad"
    i18n.set_language("en")
    assert _("Organisation") == "Organisation"


def test_speaking_one_language_for_a_while_comes_back_to_the_other():
    with speaking("cy"):
        with speaking("en"):
            assert _("Organisation") == "Organisation"
        assert _("Organisation") == "Sefydliad"
    assert i18n.language() == "en"


def test_an_error_while_speaking_welsh_does_not_leave_welsh_on():
    with pytest.raises(KeyError), speaking("cy"):
        raise KeyError
    assert i18n.language() == "en"


def test_one_thread_speaks_welsh_while_another_goes_on_in_english():
    welsh_is_on, english_was_read, heard = threading.Event(), threading.Event(), []

    def write_the_welsh_half():
        with speaking("cy"):
            welsh_is_on.set()
            english_was_read.wait(timeout=60)
            heard.append(_("Organisation"))

    thread = threading.Thread(target=write_the_welsh_half)
    thread.start()
    welsh_is_on.wait(timeout=60)
    heard.append(_("Organisation"))
    english_was_read.set()
    thread.join()
    assert heard == ["Organisation", "Sefydliad"]


def test_switching_the_program_reaches_every_thread():
    i18n.set_language("cy")
    heard = []
    thread = threading.Thread(target=lambda: heard.append(_("Organisation")))
    thread.start()
    thread.join()
    assert heard == ["Sefydliad"]


@pytest.mark.parametrize("code", ["", "fr", "cy_GB"])
def test_a_language_that_is_not_spoken_is_refused(code):
    with pytest.raises(ValueError):
        i18n.set_language(code)
    with pytest.raises(ValueError), speaking(code):
        pass


def test_a_marked_text_stays_as_it_is():
    with speaking("cy"):
        assert N_("Organisation") == "Organisation"


def test_an_unknown_text_is_shown_as_it_is():
    with speaking("cy"):
        assert _("Nobody has translated this.") == "Nobody has translated this."
        assert ngettext("{n} thing", "{n} things", 2) == "{n} things"


# --- the catalogue ----------------------------------------------------------------------------------------


def test_every_text_of_the_code_has_its_welsh(tool):
    """Run ``python installer/catalogue.py update`` and write what it lists, marked as drafts."""
    assert list(tool.faults()) == []


def test_welsh_counts_in_six_forms():
    two = "The same holds for {n} more row.", "The same holds for {n} more rows."
    with speaking("cy"):
        forms = [ngettext(*two, n) for n in (1, 2, 3)]
    assert forms[0] == forms[2] != forms[1]
    assert "{n} res " in forms[1]


@pytest.mark.parametrize(("n", "form"), [(0, 0), (1, 1), (2, 2), (3, 3), (4, 5), (5, 5), (6, 4), (7, 5), (100, 5)])
def test_each_number_takes_its_own_form(tmp_path, n, form):
    source = tmp_path / "asset_mapper.po"
    heading = CATALOGUE.read_text(encoding="utf-8").partition("\n\n")[0]
    forms = "\n".join(f'msgstr[{number}] "{number}"' for number in range(6))
    source.write_text(f'{heading}\n\n#, fuzzy\nmsgid "a"\nmsgid_plural "b"\n{forms}\n', encoding="utf-8")
    assert i18n._read_catalogue(tmp_path).ngettext("a", "b", n) == str(form)


def test_the_newer_of_compiled_and_source_is_read(tmp_path):
    source, compiled = tmp_path / "asset_mapper.po", tmp_path / "asset_mapper.mo"
    heading = CATALOGUE.read_text(encoding="utf-8").partition("\n\n")[0]
    source.write_text(f'{heading}\n\n#, fuzzy\nmsgid "Place"\nmsgstr "Lle"\n', encoding="utf-8")
    compiled.write_bytes(i18n.compile_catalogue(source))
    source.write_text(source.read_text(encoding="utf-8").replace("Lle", "Man"), encoding="utf-8")
    for age_s, expected in ((60, "Man"), (-60, "Lle")):
        touch(compiled, source.stat().st_mtime - age_s)
        assert i18n._read_catalogue(tmp_path).gettext("Place") == expected
    source.unlink()
    assert i18n._read_catalogue(tmp_path).gettext("Place") == "Lle"


def touch(path, moment):
    os.utime(path, (moment, moment))


def test_merging_keeps_what_is_translated_and_what_comes_back(tool, tmp_path):
    copy = tmp_path / "asset_mapper.po"
    tool.write(tool.read(), copy)
    whole = copy.read_text(encoding="utf-8")

    emptied = tool.read(copy)
    tool.merge(emptied, tool.Catalog())
    tool.write(emptied, copy)
    assert '#~ msgstr "Sefydliad"' in copy.read_text(encoding="utf-8")

    fresh, restored = tool.Catalog(), tool.read(copy)
    for message in tool.texts(tool.read()):
        fresh.add(message.id, locations=message.locations)
    tool.merge(restored, fresh)
    tool.write(restored, copy)
    assert sorted(copy.read_text(encoding="utf-8").split("\n\n")) == sorted(whole.split("\n\n"))


def test_a_new_text_waits_as_a_draft_and_a_checked_one_stays_checked(tool):
    welsh, fresh = tool.Catalog(locale="cy"), tool.Catalog()
    welsh.add("Place", "Lle")
    for text in ("Place", "Group"):
        fresh.add(text)
    tool.merge(welsh, fresh)
    assert (welsh["Place"].fuzzy, welsh["Place"].user_comments) == (False, [])
    assert (welsh["Group"].fuzzy, welsh["Group"].user_comments) == (True, ["drafft"])


@pytest.mark.parametrize(
    ("english", "welsh", "fault"),
    [
        ("Import {name}.", "Mewnforio {enw}.", "placeholders"),
        ("Import {name}.", "Mewnforio {name}", "ending"),
        ("&File", "Ffeil", "shortcut"),
        ("The list", "Y rhestr o’r lle", "apostrophe"),
        ("People’s talents", "Doniau pobl", "apostrophe"),
        ("{one} and {other}", "{one} a {other}", "hangs on the name"),
        ("Link to “{name}”", "Cysylltu â “{name}”", "hangs on the name"),
        ("Link {n} assets", "Cysylltu â {n} ased", None),
        ("Import {name}.", "Mewnforio {name}.", None),
    ],
)
def test_a_text_that_lost_something_on_the_way_is_found(tool, english, welsh, fault):
    found = list(tool.faults_of(tool.Message(english, welsh)))
    assert (fault is None and not found) or fault in found[0]


@pytest.mark.parametrize("file", sorted(resources("pathways").glob("*.json")), ids=lambda file: file.stem)
def test_the_words_of_a_starting_point_have_straight_apostrophes(file):
    assert "’" not in file.read_text(encoding="utf-8")


# --- order ------------------------------------------------------------------------------------------------


def in_order(words, code):
    return sorted(words, key=lambda word: sort_key(word, code))


ALPHABET = "a b c ch d dd e f ff g ng h i j l ll m n o p ph r rh s t th u w y".split(" ")  # noqa: SIM905


def test_welsh_letters_have_their_own_order():
    words = [f"{letter}o" if letter != "o" else "oo" for letter in ALPHABET]
    assert in_order(reversed(words), "cy") == words


@pytest.mark.parametrize(
    "words",
    [
        ["cath", "cyw", "chwaer"],
        ["dyn", "ddoe"],
        ["agor", "angen", "ahed"],
        ["lwc", "llyfr"],
        ["ras", "rygbi", "rhaw"],
        ["Tŷ Nant", "Theatr"],
        ["tan", "tân", "tanc"],
        ["9 Heol Fawr", "Aberaeron"],
        ["Llangollen", "Llanhari", "Llannon"],  # n and g, not ng
        ["Bangor", "Banwen"],
        ["Aberhonddu", "Abertawe"],  # r and h, not rh
        ["zebra", "Юлия"],
    ],
)
def test_welsh_names_stand_where_a_welsh_reader_looks(words):
    assert in_order(reversed(words), "cy") == words


def test_the_two_languages_order_the_same_names_differently():
    names = ["Chwarel", "Clwb", "Llan", "Lido"]
    assert in_order(names, "cy") == ["Clwb", "Chwarel", "Lido", "Llan"]
    assert in_order(names, "en") == ["Chwarel", "Clwb", "Lido", "Llan"]


@pytest.mark.parametrize("code", ["cy", "en"])
def test_case_accents_and_punctuation_only_break_ties(code):
    names = ["“Tŷ”", "tŷ", "Ty", "ty", "tyb", "'ty a"]
    assert in_order(names, code)[-2:] == ["'ty a", "tyb"]
    assert in_order(["tŷ", "ty"], code) == ["ty", "tŷ"]
    assert in_order(["St. Mary's Hall", "St Marys Hotel"], code) == ["St. Mary's Hall", "St Marys Hotel"]


def test_the_language_in_force_decides_when_none_is_given():
    with speaking("cy"):
        assert sort_key("Llan") == sort_key("Llan", "cy")
    assert sort_key("Llan") == sort_key("Llan", "en")


@given(st.lists(st.sampled_from(ALPHABET), min_size=1, max_size=6), st.data())
def test_a_digraph_sorts_as_one_letter(letters, data):
    """Between a word and the word with its first letter replaced, the alphabet alone decides."""
    other = data.draw(st.sampled_from(ALPHABET))
    first, second = "".join([other, "a"]), "".join([letters[0], "a"])
    by_alphabet = ALPHABET.index(other) < ALPHABET.index(letters[0])
    assert (sort_key(first, "cy") < sort_key(second, "cy")) == by_alphabet


@given(st.text(), st.text(), st.sampled_from(["cy", "en"]))
def test_different_texts_never_share_a_key(one, other, code):
    assert (sort_key(one, code) == sort_key(other, code)) == (one == other)


# --- dates and numbers ------------------------------------------------------------------------------------


def test_dates_are_written_in_either_language():
    day = dt.date(2026, 11, 2)
    assert format_date(day, "cy") == "2 Tachwedd 2026"
    assert format_date(day, "en") == "2 November 2026"
    assert format_date(day, "cy", "full") == "Dydd Llun, 2 Tachwedd 2026"


def test_a_moment_is_written_by_the_24_hour_clock():
    moment = dt.datetime(2026, 11, 2, 14, 5, tzinfo=dt.UTC)
    assert format_moment(moment, "cy") == "2 Tachwedd 2026, 14:05"


@pytest.mark.parametrize("code", ["cy", "en"])
def test_numbers_mark_their_thousands(code):
    assert format_number(31000, code) == "31,000"
    assert format_number(0.4567, code, decimals=2) == "0.46"
    assert format_number(1234.5, code, decimals=0) == "1,234"
