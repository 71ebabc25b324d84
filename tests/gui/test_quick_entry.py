"""The line, by keys alone: an evening of entries, chips that are changed, people who agree, what is there already."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from asset_mapper.domain.asset import Asset, AssetKind
from asset_mapper.domain.audience import Audience
from asset_mapper.domain.consent import ConsentHow, Purpose
from asset_mapper.services import records
from asset_mapper.services.open_project import OpenProject
from asset_mapper.storage.unit_of_work import UnitOfWork
from asset_mapper.ui.context import Context, Message
from asset_mapper.ui.main_window import MainWindow
from asset_mapper.ui.views import quick_entry_strip
from asset_mapper.ui.views.quick_entry import QuickEntryBar
from asset_mapper.ui.views.quick_entry_strip import QuickEntryStrip

Settled = Callable[[], None]
HALL = "Pontydderwen Village Hall"


@pytest.fixture
def bar(window: MainWindow, settled: Settled) -> QuickEntryBar:
    """The line, open and ready."""
    window.actions_by_id["asset.add"][1].trigger()
    settled()
    return window.quick_entry


def type_in(qtbot: QtBot, bar: QuickEntryBar, text: str) -> None:
    """Type into whatever has the keyboard; letters that keys of the test cannot make are set."""
    bar.line.setFocus()
    if text.isascii():
        qtbot.keyClicks(bar.line, text)
    else:
        bar.line.insert(text)
    qtbot.waitUntil(lambda: bar.entry is not None and bar.entry.line == bar.line.text())


def press(qtbot: QtBot, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the keyboard is."""
    focused = QApplication.focusWidget()
    assert focused is not None
    qtbot.keyClick(focused, key, modifiers)


def chips(bar: QuickEntryBar) -> list[str]:
    return [chip.text().replace("&&", "&") for chip in bar.chips.shown]


def named(context: Context, name: str) -> list[Asset]:
    assert context.project is not None
    return context.project.read(
        lambda uow: [asset for asset in uow.assets.all() if name in (asset.name.cy, asset.name.en)]
    )


def ask(context: Context, query: Callable[[UnitOfWork], object]) -> object:
    assert context.project is not None
    return context.project.read(query)


def test_what_was_understood_is_shown_as_chips(qtbot: QtBot, bar: QuickEntryBar):
    type_in(qtbot, bar, f"Film club, Wednesdays 7pm, {HALL}, #film")
    assert chips(bar) == [
        *("Name: Film club", "Kind (guessed): Group", "When: Wednesdays, 19:00", f"At: {HALL}", "Tag: film")
    ]


def test_a_line_kept_before_it_is_known_what_is_there_is_understood_all_the_same(
    window: MainWindow, context: Context, settled: Settled
):
    bar = window.quick_entry
    bar.begin()
    bar.line.setText(f"Film club, {HALL}, #film")
    bar.keep_it()
    assert bar.line.text() and not named(context, "Film club")
    settled()
    (made,) = named(context, "Film club")
    assert made.whereabouts.venue_id == named(context, HALL)[0].id and made.tags == ("film",)
    assert bar.line.text() == ""


def half_typed(context: Context) -> list[object]:
    """What of lines lies in the project."""
    assert context.project is not None
    return context.project.read(lambda uow: [draft.content for draft in uow.drafts.all() if draft.key == "line"])


def test_a_half_typed_line_is_there_again_when_the_project_is_opened_again(
    qtbot: QtBot, bar: QuickEntryBar, context: Context, settled: Settled
):
    said: list[Message] = []
    context.said.connect(said.append)
    type_in(qtbot, bar, "Film club, Wednes")
    qtbot.waitUntil(lambda: context.drafts.is_written)
    settled()
    assert half_typed(context) == [{"line": "Film club, Wednes"}]  # where a kill would find it
    assert context.project is not None
    path = Path(context.project.name)
    context.use(None)
    settled()
    context.use(OpenProject.open(path))
    settled()
    assert not bar.line.text()
    act = said[-1].act
    assert act is not None
    act()
    assert bar.line.text() == "Film club, Wednes"
    press(qtbot, Qt.Key.Key_Return)
    settled()
    assert named(context, "Film club") and not half_typed(context)


@pytest.mark.parametrize("line", ["Megan Davies, person, baking", "Refuge, place, confidential"])
def test_a_line_about_a_person_or_a_secret_place_never_lies_in_the_project(
    qtbot: QtBot, bar: QuickEntryBar, context: Context, settled: Settled, line: str
):
    type_in(qtbot, bar, line.partition(",")[0])
    qtbot.waitUntil(lambda: context.drafts.is_written)
    type_in(qtbot, bar, line[len(line.partition(",")[0]) :])
    context.drafts.write()
    settled()
    assert half_typed(context) == []


def test_chips_are_walked_and_changed_by_keys(qtbot: QtBot, bar: QuickEntryBar, context: Context, settled: Settled):
    type_in(qtbot, bar, "Film club, Wednesdays 7pm")
    press(qtbot, Qt.Key.Key_Tab)
    press(qtbot, Qt.Key.Key_Right)
    press(qtbot, Qt.Key.Key_C)  # the kind, by its first letter
    assert bar.entry is not None and bar.entry.kind is AssetKind.CULTURE and bar.line.hasFocus()
    press(qtbot, Qt.Key.Key_Down)
    press(qtbot, Qt.Key.Key_Right)
    press(qtbot, Qt.Key.Key_F2)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit) and editor.text() == "Wednesdays 7pm"
    qtbot.keyClicks(editor, "Thursdays 6pm")
    press(qtbot, Qt.Key.Key_Return)
    assert bar.line.text() == "Film club, Thursdays 6pm, Culture" and bar.line.hasFocus()
    press(qtbot, Qt.Key.Key_Return)
    settled()
    (made,) = named(context, "Film club")
    assert made.kind is AssetKind.CULTURE


def test_escape_leaves_a_chip_as_it_was(qtbot: QtBot, bar: QuickEntryBar):
    type_in(qtbot, bar, "Film club, Wednesdays 7pm")
    bar.chips.shown[2].setFocus()
    press(qtbot, Qt.Key.Key_Return)
    qtbot.keyClicks(QApplication.focusWidget(), "never")
    press(qtbot, Qt.Key.Key_Escape)
    assert bar.line.text() == "Film club, Wednesdays 7pm" and bar.line.hasFocus()
    assert len(bar.chips.shown) == 3 and all(chip.isVisible() for chip in bar.chips.shown)


def test_the_kind_is_chosen_from_a_list_by_enter(qtbot: QtBot, bar: QuickEntryBar):
    type_in(qtbot, bar, "Film club, group")
    bar.chips.shown[1].setFocus()
    press(qtbot, Qt.Key.Key_Return)
    assert isinstance(QApplication.focusWidget(), QComboBox)
    press(qtbot, Qt.Key.Key_E)
    press(qtbot, Qt.Key.Key_Return)
    assert bar.line.text() == "Film club, Exchange"


def test_a_chip_that_was_understood_wrongly_is_made_words_again(
    qtbot: QtBot, bar: QuickEntryBar, context: Context, settled: Settled
):
    type_in(qtbot, bar, "Choir, group, Tuesdays")
    bar.chips.shown[2].setFocus()
    press(qtbot, Qt.Key.Key_Delete)
    assert chips(bar)[2] == "In words: Tuesdays"
    press(qtbot, Qt.Key.Key_Return)
    settled()
    (made,) = named(context, "Choir")
    assert made.summary is not None and made.summary.en == "Tuesdays"


def test_a_part_that_is_emptied_goes(qtbot: QtBot, bar: QuickEntryBar):
    type_in(qtbot, bar, "Choir, group, Tuesdays")
    bar.chips.shown[2].setFocus()
    press(qtbot, Qt.Key.Key_F2)
    press(qtbot, Qt.Key.Key_Delete)
    press(qtbot, Qt.Key.Key_Return)
    assert bar.line.text() == "Choir, group"


def test_a_venue_is_completed_by_tab(qtbot: QtBot, bar: QuickEntryBar):
    type_in(qtbot, bar, "Choir, group, at pontydderwen vill")
    assert bar.offers.buttons[0].isVisible()
    press(qtbot, Qt.Key.Key_Tab)
    assert bar.line.text() == f"Choir, group, at {HALL}" and bar.line.hasFocus()
    assert bar.entry is not None and bar.entry.venue_id is not None


def test_offers_are_walked_and_taken_by_keys(qtbot: QtBot, bar: QuickEntryBar):
    type_in(qtbot, bar, "Choir, group, -> wfg")
    press(qtbot, Qt.Key.Key_Down)
    press(qtbot, Qt.Key.Key_Right)
    press(qtbot, Qt.Key.Key_Return)
    assert bar.entry is not None and len(bar.entry.supports) == 1 and bar.line.hasFocus()


def test_a_venue_is_completed_in_its_chip_too(qtbot: QtBot, bar: QuickEntryBar):
    type_in(qtbot, bar, "Choir, group, somewhere")
    bar.chips.shown[2].setFocus()
    press(qtbot, Qt.Key.Key_F2)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    qtbot.keyClicks(editor, "at pontydderwen vill")
    assert editor.completer().model().index(0, 0).data() == f"at {HALL}"
    editor.completer().popup().hide()
    editor.setText(f"at {HALL}")
    press(qtbot, Qt.Key.Key_Return)
    assert chips(bar)[2] == f"At: {HALL}"


# --- people -------------------------------------------------------------------------------------------------------


@pytest.fixture
def asked(qtbot: QtBot, bar: QuickEntryBar, context: Context, settled: Settled) -> Iterator[QuickEntryBar]:
    """The line after a person was typed and Enter was pressed."""
    type_in(qtbot, bar, "Nia Prysor, person, plumber, wants to learn Welsh")
    assert chips(bar)[2:] == ["Can: plumber", "Wants: Welsh"]
    press(qtbot, Qt.Key.Key_Return)
    settled()
    assert bar.question.isVisible() and bar.question.hasFocus()
    assert named(context, "Nia Prysor") == []
    yield bar


@pytest.mark.parametrize(("key", "how"), [(Qt.Key.Key_S, ConsentHow.SPOKEN), (Qt.Key.Key_P, ConsentHow.PAPER)])
def test_a_person_is_kept_by_one_key_that_says_how_they_agreed(
    qtbot: QtBot, asked: QuickEntryBar, context: Context, settled: Settled, key: Qt.Key, how: ConsentHow
):
    press(qtbot, key)
    settled()
    (nia,) = named(context, "Nia Prysor")
    assert context.project is not None
    (consent,) = context.project.read(lambda uow: list(uow.consents.where(asset_id=nia.id)))
    talents = context.project.read(lambda uow: [talent.what.en for talent in uow.talents.where(asset_id=nia.id)])
    assert (nia.kind, consent.purpose, consent.how) == (AssetKind.PERSON, Purpose.HOLD, how)
    assert talents == ["plumber", "Welsh"]
    assert asked.line.text() == "" and asked.line.hasFocus()


@pytest.mark.parametrize("key", [Qt.Key.Key_N, Qt.Key.Key_Escape])
def test_a_person_who_has_not_agreed_is_not_kept(
    qtbot: QtBot, asked: QuickEntryBar, context: Context, settled: Settled, key: Qt.Key
):
    press(qtbot, key)
    settled()
    assert named(context, "Nia Prysor") == []
    assert asked.line.text().startswith("Nia Prysor") and "not kept" in asked.problem.text()


def test_enter_pressed_twice_is_no_agreement(qtbot: QtBot, asked: QuickEntryBar, context: Context, settled: Settled):
    press(qtbot, Qt.Key.Key_Return)
    press(qtbot, Qt.Key.Key_Space)
    settled()
    assert named(context, "Nia Prysor") == [] and asked.question.isVisible()


def test_the_question_speaks_welsh_and_has_a_letter_for_each_answer(bar: QuickEntryBar, context: Context):
    for code in ("cy", "en"):
        context.speak(code)
        letters = [button.text().partition("&")[2][:1].casefold() for button in bar.question.buttons.values()]
        assert len(set(letters)) == 3 and all(letters)


# --- what is there already ----------------------------------------------------------------------------------------


def test_what_is_nearly_the_same_is_shown_before_it_is_made_and_opened_by_a_key(
    qtbot: QtBot, bar: QuickEntryBar, window: MainWindow, context: Context
):
    window.show_view("sessions")
    bar.begin()
    type_in(qtbot, bar, "Pontydderwen vilage hall")
    assert HALL in bar.alike.buttons[0].text()
    press(qtbot, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: [asset.id for asset in named(context, HALL)] == list(context.selection))
    assert window.current_view == "assets"


def test_what_was_said_is_added_to_what_is_there_by_a_key(
    qtbot: QtBot, bar: QuickEntryBar, context: Context, settled: Settled
):
    (before,) = named(context, HALL)
    count = ask(context, lambda uow: uow.assets.count())
    type_in(qtbot, bar, f"{HALL}, #parking, 01632 960055")
    press(qtbot, Qt.Key.Key_M, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: bar.line.text() == "")
    settled()
    (after,) = named(context, HALL)
    assert after.tags == (*before.tags, "parking")
    assert ask(context, lambda uow: uow.assets.count()) == count
    values = ask(context, lambda uow: [one.value for one in uow.contacts.where(asset_id=after.id)])
    assert "01632 960055" in values  # type: ignore[operator]


# --- undo, languages, who may see it ------------------------------------------------------------------------------


def test_undoing_an_entry_puts_its_line_back(qtbot: QtBot, bar: QuickEntryBar, context: Context, settled: Settled):
    type_in(qtbot, bar, "Choir, group, Tuesdays 2pm")
    press(qtbot, Qt.Key.Key_Return)
    settled()
    assert named(context, "Choir") and bar.line.text() == ""
    press(qtbot, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settled()
    assert named(context, "Choir") == [] and bar.line.text() == "Choir, group, Tuesdays 2pm"


def test_undo_while_typing_the_next_line_leaves_it_alone(
    qtbot: QtBot, bar: QuickEntryBar, context: Context, settled: Settled
):
    type_in(qtbot, bar, "Choir, group")
    press(qtbot, Qt.Key.Key_Return)
    settled()
    type_in(qtbot, bar, "Allotm")
    context.undo()
    settled()
    assert named(context, "Choir") == [] and bar.line.text() == "Allotm"


def test_a_removal_from_the_list_puts_nothing_into_the_line(
    qtbot: QtBot, bar: QuickEntryBar, context: Context, settled: Settled
):
    type_in(qtbot, bar, "Choir, group")
    press(qtbot, Qt.Key.Key_Return)
    settled()
    context.apply(records.remove, Asset, [named(context, "Choir")[0].id])
    settled()
    assert bar.line.text() == ""


def test_the_language_of_what_is_said_is_one_key_and_stays(
    qtbot: QtBot, bar: QuickEntryBar, context: Context, settled: Settled
):
    type_in(qtbot, bar, "Clwb darllen")
    press(qtbot, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    press(qtbot, Qt.Key.Key_Return)
    settled()
    (made,) = named(context, "Clwb darllen")
    assert (made.name.cy, made.name.en) == ("Clwb darllen", "")
    bar.end()
    bar.begin()
    assert bar.setting.language == "cy"


def test_who_told_us_and_who_may_see_it_stay_for_the_next(
    qtbot: QtBot, bar: QuickEntryBar, context: Context, settled: Settled
):
    bar.setting.who.setText("Table by the window")
    bar.setting.seen_by.choose(Audience.PUBLIC)
    for name in ("Choir one", "Allotments two"):
        type_in(qtbot, bar, f"{name}, group")
        press(qtbot, Qt.Key.Key_Return)
    settled()
    made = [named(context, name)[0] for name in ("Choir one", "Allotments two")]
    assert {(one.source, one.visibility) for one in made} == {("Table by the window", Audience.PUBLIC)}


def test_what_cannot_be_kept_comes_back_with_a_sentence(
    qtbot: QtBot, bar: QuickEntryBar, context: Context, settled: Settled
):
    type_in(qtbot, bar, "LL57 4FA")
    press(qtbot, Qt.Key.Key_Return)
    settled()
    assert bar.line.text() == "LL57 4FA" and "name first" in bar.problem.text()


def test_what_is_typed_survives_the_switch_of_the_language(qtbot: QtBot, bar: QuickEntryBar, context: Context):
    type_in(qtbot, bar, "Choir, group, Tuesdays 2pm")
    context.speak("cy")
    assert chips(bar) == ["Enw: Choir", "Math: Grŵp", "Pryd: Bob dydd Mawrth, 14:00"]
    assert bar.line.text() == "Choir, group, Tuesdays 2pm"
    context.speak("en")


# --- an evening ---------------------------------------------------------------------------------------------------

EVENING = [f"{name} {number}, {what}" for number in range(1, 4) for name, what in (
    ("Film club", f"group, Wednesdays 7pm, {HALL}, #film"),
    ("Repair cafe", "exchange, first Saturday of the month 10-12, SN 972 665, -> WFG5"),
    ("Legal advice", "organisation, Tuesdays 2-4pm, 01597 000001"),
    ("Footbridge", "place, SN 975 668, #walking"),
    ("Story of the flood", "culture, told by the older people of the terrace"),
    ("Chess", "group, every other Thursday 2pm, at the Village Hall"),
    ("Swimming", "group, Mondays 6pm, www.swim.example"),
    ("Tool library", "exchange, mend@example.org"),
    ("Bench", "place, 52.2990 -3.5070"),
    ("Gwyn P.", "person, can mend clocks"),
)]  # fmt: skip


def test_thirty_entries_are_typed_by_keys_alone(qtbot: QtBot, bar: QuickEntryBar, context: Context, settled: Settled):
    before = ask(context, lambda uow: uow.assets.count())
    assert isinstance(before, int)
    for line in EVENING:
        for letter in line:  # each goes where the keyboard is by then
            qtbot.keyClicks(QApplication.focusWidget(), letter)
        press(qtbot, Qt.Key.Key_Return)
        if "person" in line:
            press(qtbot, Qt.Key.Key_S)
        settled()
    assert ask(context, lambda uow: uow.assets.count()) == before + len(EVENING)
    assert len(named(context, "Gwyn P. 2")) == 1 and bar.line.text() == "" and bar.line.hasFocus()


# --- the strip ----------------------------------------------------------------------------------------------------


@pytest.fixture
def strip(window: MainWindow, context: Context, settled: Settled) -> Iterator[QuickEntryStrip]:
    quick_entry_strip.show(context)
    shown = context.companions["strip"]
    assert isinstance(shown, QuickEntryStrip)
    settled()
    yield shown
    shown.close()


def test_the_strip_stays_on_top_and_keeps_what_is_typed_in_it(
    qtbot: QtBot, strip: QuickEntryStrip, context: Context, settled: Settled
):
    assert strip.windowFlags() & Qt.WindowType.WindowStaysOnTopHint
    type_in(qtbot, strip.bar, "Choir, group")
    qtbot.keyClick(strip.bar.line, Qt.Key.Key_Return)
    settled()
    assert len(named(context, "Choir")) == 1 and "Choir" in strip.said.text()


def test_escape_closes_the_strip_and_it_opens_again(qtbot: QtBot, strip: QuickEntryStrip, context: Context):
    qtbot.keyClick(strip.bar.line, Qt.Key.Key_Escape)
    assert not strip.isVisible()
    quick_entry_strip.show(context)
    assert strip.isVisible() and strip.bar.isVisible()


def test_the_strip_closes_with_its_project(strip: QuickEntryStrip, context: Context):
    context.use(None)
    assert not strip.isVisible()
