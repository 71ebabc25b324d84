"""The window itself: messages, status, the layout that is kept, help, the tour, looks and languages."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QColor, QPalette, QTextDocument
from PySide6.QtWidgets import QApplication, QDialog, QDialogButtonBox, QLineEdit, QSplitter, QWidget
from pytestqt.qtbot import QtBot

from asset_mapper import logs
from asset_mapper.domain.asset import Asset, AssetKind
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.errors import AssetMapperError, UnreachableProjectError
from asset_mapper.i18n import language
from asset_mapper.services import manual_pages, records
from asset_mapper.services.open_project import OpenProject
from asset_mapper.settings import Settings
from asset_mapper.ui import app, errors, one_window, qt_words, theme, tour
from asset_mapper.ui.context import Context, Message
from asset_mapper.ui.dialogs.crash_report import Report
from asset_mapper.ui.main_window import MainWindow
from asset_mapper.ui.tour import Tour
from asset_mapper.ui.views import VIEWS, manual
from asset_mapper.ui.views.manual import Manual
from asset_mapper.ui.widgets.page_of_manual import PageOfManual

Settled = Callable[[], None]


@pytest.fixture
def dressed(window: MainWindow) -> Iterator[QApplication]:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    yield application
    theme.put_on(application, "light", 100)


# --- messages -------------------------------------------------------------------------------------------------------


def test_an_error_stays_and_comes_back_behind_what_was_done_meanwhile(window: MainWindow, context: Context) -> None:
    bar = window.message_bar
    context.say("The disk is full.", kind="stop")
    context.say("Done: Remove.", "Undo", lambda: None)
    assert bar.text.text() == "Done: Remove." and bar.act.isVisible()
    bar.close_message()
    assert bar.text.text() == "The disk is full." and not bar.act.isVisible()
    bar.close_message()
    assert not bar.isVisible()


def test_the_same_trouble_twice_is_told_once(window: MainWindow, context: Context) -> None:
    for _time in range(3):
        context.say("The disk is full.", kind="stop")
    window.message_bar.close_message()
    assert not window.message_bar.isVisible()


def test_what_was_done_goes_by_itself_after_a_time_in_which_it_can_be_read(
    window: MainWindow, context: Context
) -> None:
    context.say("Done.")
    short = window.message_bar._timer.interval()
    context.say("A long sentence about what was done. " * 10)
    assert short >= 8_000 and window.message_bar._timer.interval() > 2 * short
    context.say("Trouble.", kind="stop")
    assert not window.message_bar._timer.isActive()


def test_alt_u_brings_the_keyboard_to_undo_and_escape_closes_the_message(
    qtbot: QtBot, window: MainWindow, context: Context
) -> None:
    pressed: list[int] = []
    context.say("Done: Remove.", "Undo", lambda: pressed.append(1))
    window.actions_by_id["window.message"][1].trigger()
    assert window.message_bar.act.hasFocus()
    qtbot.keyClick(window.message_bar.act, Qt.Key.Key_Space)
    assert pressed == [1] and not window.message_bar.isVisible()
    context.say("Done.")
    window.message_bar.take_focus()
    qtbot.keyClick(window.message_bar.close_button, Qt.Key.Key_Escape)
    assert not window.message_bar.isVisible()


def test_an_offer_to_undo_goes_when_something_else_was_done_since(
    window: MainWindow, context: Context, settled: Settled
) -> None:
    for name, say in (("Un", True), ("Dau", False)):
        context.apply(records.add, Asset(name=Bilingual(cy=name), kind=AssetKind.GROUP), say=say)
        settled()
    assert not window.message_bar.isVisible()


def test_undo_says_what_it_took_back_and_offers_to_do_it_again(
    window: MainWindow, context: Context, settled: Settled
) -> None:
    def count() -> int:
        assert context.project is not None
        return context.project.read(lambda uow: uow.assets.count())

    before = count()
    context.apply(records.add, Asset(name=Bilingual(cy="Un"), kind=AssetKind.GROUP), say=True)
    settled()
    window.message_bar.act.click()
    settled()
    assert count() == before and window.message_bar.act.text() == "Do it again"
    window.message_bar.act.click()
    settled()
    assert count() == before + 1 and window.message_bar.act.text() == "Undo"


def test_the_button_of_a_message_follows_the_language(window: MainWindow, context: Context) -> None:
    context.say_undoable("Remove")
    context.speak("cy")
    assert window.message_bar.act.text() == "Dadwneud"


def test_what_a_user_typed_is_not_read_as_html(window: MainWindow, context: Context) -> None:
    context.say("<b>x</b><img src=file:///etc/passwd>")
    assert window.message_bar.text.textFormat() is Qt.TextFormat.PlainText


def test_a_screen_reader_hears_every_message(
    window: MainWindow, context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[str] = []
    monkeypatch.setattr(
        "asset_mapper.ui.widgets.message_bar.QAccessible.updateAccessibility",
        lambda event: heard.append(event.message()),
    )
    context.say("Done: Remove.", "Undo", lambda: None)
    assert heard and "Done: Remove." in heard[0] and "Alt+U" in heard[0]


# --- status ---------------------------------------------------------------------------------------------------------


def test_the_status_bar_says_what_is_saved_where_and_in_which_language(
    window: MainWindow, context: Context, settled: Settled
) -> None:
    settled()
    status = window.status
    assert status.saved.text() == "Saved"
    assert status.place.whole == "cwm.assetmap · this laptop"
    assert (status.basemap.whole, status.spoken.text()) == ("Offline", "English")
    context.settings["map.basemap"] = "/maps/gwynedd.pmtiles"
    assert status.basemap.whole == "Offline map: gwynedd"
    context.speak("cy")
    assert status.saved.text() == "Wedi cadw" and status.spoken.text() == "Cymraeg"


def test_a_drive_that_is_gone_is_not_said_to_be_saved(window: MainWindow, context: Context, settled: Settled) -> None:
    settled()
    context.show_error(UnreachableProjectError("“x” cannot be reached any more."))
    assert window.status.saved.text() == "Out of reach: not saved"
    context.apply(records.add, Asset(name=Bilingual(cy="Un"), kind=AssetKind.GROUP))
    settled()
    assert window.status.saved.text() == "Saved"


# --- layout ---------------------------------------------------------------------------------------------------------


def test_view_and_splitters_are_kept_while_the_window_is_open(
    qtbot: QtBot, window: MainWindow, context: Context, settled: Settled, tmp_path: Path
) -> None:
    shown = window.show_view("assets")
    splitter = shown.findChildren(QSplitter)[0]
    splitter.moveSplitter(400, 1)
    sizes = splitter.sizes()
    path = tmp_path / "settings.json"

    def kept() -> object:
        return Settings(path)["window.layout"].get("splitters", {}).get("assets/0")

    qtbot.waitUntil(lambda: bool(kept()))
    assert Settings(path)["window.layout"]["view"] == "assets"
    settled()
    assert context.project is not None
    name = context.project.name
    context.use(None)
    settled()
    context.use(OpenProject.open(name))
    settled()
    assert window.current_view == "assets"
    again = window.current_page
    assert again is not None and again is not shown
    assert abs(again.findChildren(QSplitter)[0].sizes()[0] - sizes[0]) <= 2


def test_a_layout_that_makes_no_sense_does_no_harm(qtbot: QtBot, context: Context) -> None:
    context.settings["window.layout"] = {"geometry": "%%", "view": 7, "splitters": [1], "views": "x"}
    made = app.make_window(context)
    qtbot.addWidget(made)
    made.show()
    assert made.isVisible()


def test_f6_walks_through_the_parts_of_the_window(window: MainWindow, qtbot: QtBot, settled: Settled) -> None:
    window.show_view("assets")
    settled()
    window.activateWindow()
    visited = []
    for _press in range(6):
        window.actions_by_id["window.next_part"][1].trigger()
        focused = QApplication.focusWidget()
        parts = (window.rail, window.header, window.current_page)
        visited.append(next((place for place, part in enumerate(parts) if part and part.isAncestorOf(focused)), None))
    assert set(visited) == {0, 1, 2}


# --- help -----------------------------------------------------------------------------------------------------------


def manual_of(window: QWidget) -> Manual:
    found = [one for one in QApplication.topLevelWidgets() if isinstance(one, Manual) and one.isVisible()]
    return found[-1]


def test_f1_opens_the_page_of_what_is_on_the_screen(window: MainWindow, context: Context, qtbot: QtBot) -> None:
    field = QLineEdit()
    holder = QWidget(window)
    holder.setProperty("manual", "importing")
    field.setParent(holder)
    holder.show()
    assert manual.page_of(field) == "importing"
    assert manual.page_of(window) == "window"
    window.show_view("publish")
    window.actions_by_id["help.here"][1].trigger()
    assert manual_of(window).page == manual.page_of(window.current_page)


def test_every_view_has_its_page_of_the_manual(window: MainWindow, settled: Settled) -> None:
    pages = {}
    for view in VIEWS:
        pages[view.key] = manual.page_of(window.show_view(view.key))
        settled()
    assert set(pages.values()) <= set(manual_pages.names())
    assert pages == {
        "map": "map",
        "assets": "list",
        "people": "people",
        "outcomes": "outcomes",
        "pathways": "pathways",
        "sessions": "sessions",
        "publish": "publishing",
    }


def test_a_dialog_has_help_and_language_by_the_same_keys(
    window: MainWindow, context: Context, qtbot: QtBot, settled: Settled
) -> None:
    window.actions_by_id["window.settings"][1].trigger()
    dialog = next(one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible())
    dialog.activateWindow()
    qtbot.waitUntil(lambda: bool(dialog.property("has_keys")))
    qtbot.keyClick(dialog, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: language() == "cy")
    qtbot.keyClick(dialog, Qt.Key.Key_F1)
    assert manual_of(window).parent() is dialog
    dialog.close()


def test_the_manual_is_read_in_both_languages_and_goes_back(window: MainWindow, context: Context) -> None:
    shown = manual.show(context, "index")
    shown.go_to("importing")
    assert "Importing" in shown.text.toPlainText() and shown.back.isEnabled()
    context.speak("cy")
    assert "Mewnforio" in shown.text.toPlainText() and shown.page == "importing"
    shown.back.click()
    assert shown.page == "index" and shown.forward.isEnabled()
    shown.forward.click()
    assert shown.page == "importing"
    shown.close()


def test_words_are_found_in_the_manual_without_their_accents(window: MainWindow, context: Context) -> None:
    context.speak("cy")
    shown = manual.show(context, "index")
    shown.search.setText("copiau")
    assert shown.list.count() >= 1
    shown.search.returnPressed.emit()
    assert shown.page != "index" or "copïau" in shown.text.toPlainText().lower()
    shown.search.setText("zzzz")
    assert shown.list.count() == 0
    shown.close()


def test_a_page_of_the_manual_reaches_nothing_but_its_own_pictures(qtbot: QtBot) -> None:
    page = PageOfManual()
    qtbot.addWidget(page)
    image = QTextDocument.ResourceType.ImageResource.value
    for address in (
        *("file:///etc/passwd", "http://example.org/x.png", "../theme/tokens.json", "pictures/../../../x.png"),
        *("/etc/passwd", "pictures/..%2f..%2fx.png", "qrc:/x.png", "data:image/png;base64,AAAA"),
    ):
        assert page.loadResource(image, QUrl(address)) is None, address
    page.show_text(
        '# A\n\n<script>alert(1)</script><img src="http://example.org/x.png">\n\n[out](http://example.org)'
    )
    asked: list[str] = []
    page.page_requested.connect(asked.append)
    for link in ("http://example.org/window.md", "file:///window.md", "../../etc/window.md", "javascript:alert(1)"):
        page.anchorClicked.emit(QUrl(link))
    assert asked == []
    page.anchorClicked.emit(QUrl("window.md"))
    assert asked == ["window"]


def test_every_page_of_the_manual_fits_its_width(qtbot: QtBot) -> None:
    page = PageOfManual()
    qtbot.addWidget(page)
    page.resize(800, 600)
    page.show()
    for name in manual_pages.names():
        for code in ("cy", "en"):
            page.show_text(manual_pages.text_of(name, code))
            assert page.horizontalScrollBar().maximum() == 0, (name, code)


# --- the tour -------------------------------------------------------------------------------------------------------


def test_the_tour_has_four_steps_by_keyboard_and_comes_once(
    qtbot: QtBot, window: MainWindow, context: Context, settled: Settled
) -> None:
    context.settings["window.toured"] = False
    tour.offer_once(context)
    assert context.project is not None
    name = context.project.name
    context.use(None)
    settled()
    context.use(OpenProject.open(name))
    settled()
    (shown,) = window.findChildren(Tour)
    texts = set()
    for _step in tour.STEPS:
        texts.add(shown.text.text())
        assert window.rect().contains(shown.geometry())
        qtbot.keyClick(shown.next, Qt.Key.Key_Space)
    assert len(texts) == len(tour.STEPS) == 4
    assert context.settings["window.toured"] is True
    context.project_changed.emit()
    qtbot.waitUntil(lambda: not window.findChildren(Tour))
    settled()


def test_escape_leaves_the_tour_and_the_menu_brings_it_back(
    qtbot: QtBot, window: MainWindow, context: Context
) -> None:
    for _time in range(2):
        window.actions_by_id["help.tour"][1].trigger()
        shown = window.findChildren(Tour)[-1]
        context.speak("cy" if language() == "en" else "en")
        qtbot.keyClick(shown, Qt.Key.Key_Escape)
        qtbot.waitUntil(lambda: not window.findChildren(Tour))


# --- looks ----------------------------------------------------------------------------------------------------------


def test_the_systems_strong_contrast_is_worn_with_its_own_colours(
    dressed: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    forced = QPalette()
    for role, colour in (
        (QPalette.ColorRole.Window, "#000000"),
        (QPalette.ColorRole.WindowText, "#00ff00"),
        (QPalette.ColorRole.Base, "#000000"),
        (QPalette.ColorRole.Highlight, "#ffff00"),
        (QPalette.ColorRole.HighlightedText, "#000000"),
    ):
        forced.setColor(role, QColor(colour))
    monkeypatch.setattr(theme, "system_wants_contrast", lambda: True)
    monkeypatch.setattr(theme, "palette_of_system", lambda _application: forced)
    theme.put_on(dressed, "system", 100)
    assert theme.in_use() == "contrast"
    assert theme.colour("ink", "contrast") == "#00ff00" and theme.is_dark("contrast")
    assert theme.kind_colour("person", "contrast") == theme.tokens()["kinds"]["person"]["dark"]


@pytest.mark.parametrize("name", theme.THEMES)
def test_every_theme_draws_text_that_can_be_read(dressed: QApplication, window: MainWindow, name: str) -> None:
    theme.put_on(dressed, name, 100)
    role = QPalette.ColorRole
    for ink, ground in (
        (role.WindowText, role.Window),
        (role.Text, role.Base),
        (role.HighlightedText, role.Highlight),
    ):
        assert contrast(dressed.palette().color(ink), dressed.palette().color(ground)) >= 4.5


@pytest.mark.parametrize("name", theme.THEMES)
def test_every_pair_of_tokens_that_meets_on_the_screen_has_contrast(name: str) -> None:
    colours = {key: QColor(value) for key, value in theme.colours(name).items()}
    for ink in ("ink", "quiet", "accent", "good", "caution", "stop"):
        for ground in ("paper", "card", "tint"):
            assert contrast(colours[ink], colours[ground]) >= 4.5, (ink, ground)
    assert contrast(colours["on-accent"], colours["accent"]) >= 4.5
    for ink in ("ink", "accent", "quiet"):
        assert contrast(colours[ink], colours["accent-tint"]) >= 4.5, ink
    for ground in ("paper", "card", "tint"):
        assert contrast(colours["edge"], colours[ground]) >= 3, ground
        assert contrast(colours["accent"], colours[ground]) >= 3, ground
        for kind in theme.tokens()["kinds"]:
            assert contrast(QColor(theme.kind_colour(kind, name)), colours[ground]) >= 3, (kind, ground)


def contrast(one: QColor, other: QColor) -> float:
    def luminance(colour: QColor) -> float:
        values = [
            value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in colour.getRgbF()[:3]
        ]
        return 0.2126 * values[0] + 0.7152 * values[1] + 0.0722 * values[2]

    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_the_icons_of_the_rail_are_drawn_anew_in_other_colours(
    dressed: QApplication, window: MainWindow, context: Context
) -> None:
    button = window._buttons.buttons()[0]
    before = button.icon().cacheKey()
    theme.put_on(dressed, "dark", 100)
    context.theme_changed.emit("dark")
    assert button.icon().cacheKey() != before


def test_the_text_grows_and_shrinks_by_keys(dressed: QApplication, window: MainWindow, context: Context) -> None:
    app.dress(dressed, context)
    window.actions_by_id["window.larger"][1].trigger()
    assert context.settings["window.text_percent"] == 125
    for _press in range(9):
        window.actions_by_id["window.larger"][1].trigger()
    assert context.settings["window.text_percent"] == 200
    window.actions_by_id["window.normal"][1].trigger()
    window.actions_by_id["window.smaller"][1].trigger()
    assert context.settings["window.text_percent"] == 100


# --- the words of Qt, and a second start ----------------------------------------------------------------------------


def test_the_words_that_qt_itself_says_follow_the_language(
    window: MainWindow, context: Context, qtbot: QtBot
) -> None:
    application = QApplication.instance()
    assert application is not None
    words = qt_words.install(application, context)
    try:
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel | QDialogButtonBox.StandardButton.Close)
        qtbot.addWidget(box)
        context.speak("cy")
        qtbot.waitUntil(lambda: {button.text() for button in box.buttons()} == {"Canslo", "Cau"})
        context.speak("en")
        qtbot.waitUntil(lambda: {button.text() for button in box.buttons()} == {"Cancel", "Close"})
    finally:
        application.removeTranslator(words)


def test_a_second_start_on_the_same_project_brings_the_window_to_the_front(
    qtbot: QtBot, window: MainWindow, context: Context, tmp_path: Path
) -> None:
    one_window.OneWindow(context)
    assert context.project is not None
    path = Path(context.project.name)
    window.hide()
    question = "import sys, pathlib; from asset_mapper.ui.one_window import is_shown_elsewhere as asked; "
    question += "sys.exit(0 if asked(pathlib.Path(sys.argv[1])) else 1)"

    def ask(asked: Path) -> bool:
        root = Path(__file__).resolve().parents[2]
        second = subprocess.Popen([sys.executable, "-c", question, str(asked)], cwd=root)
        qtbot.waitUntil(lambda: second.poll() is not None)
        return second.returncode == 0

    assert ask(path) and window.isVisible()
    assert not ask(tmp_path / "another.assetmap")


def test_without_a_window_a_start_opens_its_own(home: Path) -> None:
    assert not one_window.is_shown_elsewhere(home / "bro.assetmap")


# --- errors and notes -----------------------------------------------------------------------------------------------


def failing(name: str) -> BaseException:
    try:
        try:
            raise KeyError(name)
        except KeyError as error:
            raise ValueError(f"no {name}") from error
    except ValueError as error:
        return error


def test_a_report_of_a_defect_names_places_and_nothing_that_was_typed(window: MainWindow, context: Context) -> None:
    message = errors.message_of(failing("Mair Jones, 01597 000001"), context)
    assert message.act is not None and message.kind == "stop"
    message.act()
    shown = next(one for one in QApplication.topLevelWidgets() if isinstance(one, Report) and one.isVisible())
    text = shown.text.toPlainText()
    assert "ValueError" in text and "KeyError" in text and "failing" in text
    assert "Mair" not in text and "01597" not in text
    QApplication.clipboard().clear()
    assert QApplication.clipboard().text() == ""
    shown.copy.click()
    assert QApplication.clipboard().text() == text
    shown.reject()


def test_the_notes_on_disk_hold_no_names(home: Path) -> None:
    handler = logs.start()
    assert handler is not None
    try:
        try:
            raise failing("Mair Jones")
        except ValueError:
            logging.getLogger("asset_mapper.test").exception("record %s", "0191-1")
        errors.message_of(failing("Mair Jones"))
    finally:
        logging.getLogger("asset_mapper").removeHandler(handler)
        handler.close()
    noted = logs.read()
    assert "0191-1" in noted and "ValueError" in noted and "failing" in noted
    assert "Mair" not in noted


def test_our_own_errors_are_said_as_they_are(context: Context) -> None:
    assert errors.message_of(AssetMapperError("The disk is full."), context) == Message(
        "The disk is full.", kind="stop"
    )


# --- the start ------------------------------------------------------------------------------------------------------


def test_the_start_waits_for_no_heavy_library(tmp_path: Path) -> None:
    code = (
        "import sys\n"
        "from PySide6.QtWidgets import QApplication\n"
        "from asset_mapper.ui import app\n"
        "application = QApplication([])\n"
        "window = app.make_window(app.make_context())\n"
        "window.show()\n"
        "heavy = ('sqlalchemy', 'numpy', 'shapely', 'pandas', 'geopandas', 'pyproj', 'babel', 'PIL')\n"
        "print([name for name in heavy if name in sys.modules])\n"
    )
    surroundings = os.environ | {"ASSET_MAPPER_HOME": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=surroundings, timeout=200)
    assert done.stdout.strip() == "[]", done.stderr
