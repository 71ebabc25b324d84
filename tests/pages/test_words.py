"""The words of the page: all there, in both languages, in the same order as the program's own."""

from __future__ import annotations

import json
import re
import shutil
import subprocess

import pytest

from asset_mapper.cartography.schedules import schedule_in_words, weekdays
from asset_mapper.cartography.texts import COUNTED, LIVE_TEXTS, TEXTS, page_texts
from asset_mapper.i18n import sort_key

from .conftest import MAP

SCRIPTS = "\n".join(file.read_text(encoding="utf-8") for file in sorted((MAP / "src").glob("*.js")))
FRAME = (MAP / "page.html").read_text(encoding="utf-8")
NAMES = (
    *("Llangefni", "Llanfair", "Llandudno", "Bangor", "Bala", "Chwilog", "Caernarfon", "Ddôl", "Dolgellau", "Ffair"),
    *("Fron", "Ngŵyl", "Gŵyl", "Rhyl", "Rhaeadr", "Ruthin", "Tŷ Mawr", "Tywyn", "Thelma", "Y Bala", "Yr Hen Felin"),
    *(
        "Aberhonddu",
        "Abergele",
        "Clwb 2",
        "Clwb 10",
        "Caffi-trwsio",
        "Caffi trwsio",
        "O’r galon",
        "Pen-y-groes",
        "Phil",
    ),
)


def test_every_text_that_the_page_asks_for_is_there_and_none_is_left_over() -> None:
    texts = page_texts("cy")
    asked = set(re.findall(r'\btn?\(\s*"([a-z_]+)"', SCRIPTS)) | set(
        re.findall(r'data-(?:text|label)="([a-z_]+)"', FRAME)
    )
    asked |= set(re.findall(r'facet\("[a-z]+", "([a-z]+)"', SCRIPTS))
    asked |= set(re.findall(r'"(no_assets|nothing_found|(?:only|mostly)_in_\w+)"', SCRIPTS))
    assert asked - set(texts) - set(LIVE_TEXTS) == set()  # those of the map in the window are not published
    assert set(LIVE_TEXTS) - {"live_keys"} <= asked, "and the keys of the map are named by the window"
    prefixes = set(re.findall(r"\bt\(`([a-z_]+_)\$\{", SCRIPTS))
    left = {
        key
        for key in {*TEXTS, *COUNTED} - asked
        if not any(key.startswith(prefix) for prefix in prefixes)
        and not key.startswith(("without_scripts", "opening"))
    }
    assert left == set()


@pytest.mark.parametrize("language", ("cy", "en"))
def test_every_place_in_a_text_is_one_that_the_page_fills(language: str) -> None:
    english = page_texts("en")
    for key, text in page_texts(language).items():
        for form, original in zip(
            text if isinstance(text, list) else [text],
            english[key] if isinstance(text, list) else [english[key]],
            strict=True,
        ):
            places = set(re.findall(r"\{\w+\}", form))
            assert places <= set(re.findall(r"\{\w+\}", str(original))) | {"{count}"}, key
            assert "{" not in re.sub(r"\{\w+\}", "", form), key


@pytest.mark.parametrize("language", ("cy", "en"))
def test_the_page_sorts_as_the_program_does(language: str) -> None:
    script = (
        "import { sortedRows } from './src/order.js';"
        "const [names, language] = JSON.parse(process.argv[1]);"
        "const rows = sortedRows(names.length, (row) => names[row], language);"
        "console.log(JSON.stringify(Array.from(rows, (row) => names[row])))"
    )
    node = shutil.which("node")
    assert node
    done = subprocess.run(
        [node, "--input-type=module", "-e", script, json.dumps([NAMES, language])],
        cwd=MAP,
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(done.stdout) == sorted(NAMES, key=lambda name: sort_key(name, language))


@pytest.mark.parametrize(
    ("rule", "first", "starts", "ends", "words"),
    (
        ("FREQ=WEEKLY;BYDAY=TU", "", "14:00:00", "16:00:00", "Tuesdays, 14:00 to 16:00"),
        ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "", "09:30:00", "", "Monday to Friday, 09:30"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", "", "", "", "Every other week: Fridays"),
        ("FREQ=MONTHLY;BYDAY=1SA,3SA", "", "", "", "First Saturday of the month, third Saturday of the month"),
        ("FREQ=MONTHLY;BYDAY=TH;BYSETPOS=-1", "", "", "", "Last Thursday of the month"),
        ("FREQ=DAILY", "", "", "", "Every day"),
        ("FREQ=WEEKLY;BYDAY=TU;UNTIL=20261217", "", "14:00", "", "Tuesdays, 14:00, until 17 December 2026"),
        ("FREQ=WEEKLY;BYDAY=TU;COUNT=6", "2026-03-03", "", "", "Tuesdays, from 3 March 2026, 6 times"),
        ("FREQ=DAILY;COUNT=1", "", "", "", "Every day, 1 time"),
        ("", "2026-12-05", "10:00:00", "", "5 December 2026, 10:00"),
        ("FREQ=YEARLY;BYMONTH=3", "", "", "", ""),
        ("FREQ=WEEKLY;INTERVAL=7;BYDAY=MO", "", "", "", ""),
    ),
)
def test_a_schedule_is_said_in_words_or_not_at_all(rule: str, first: str, starts: str, ends: str, words: str) -> None:
    assert schedule_in_words("en", rule, first, starts, ends) == words


def test_the_days_of_a_schedule_are_known() -> None:
    assert weekdays("FREQ=WEEKLY;BYDAY=MO,SU") == 0b1000001
    assert weekdays("FREQ=MONTHLY;BYDAY=1SA") == 0b0100000
    assert weekdays("FREQ=DAILY") == 0b1111111
    assert weekdays("", "2026-11-22") == 0b1000000
    assert weekdays("FREQ=YEARLY") == 0
