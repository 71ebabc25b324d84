"""The exercise on pathways to community safety, from an empty project to a report, by keys and mouse in the window.

Groups mark where they have evidence about a link on one of the pathways and write it on slips, go round the other
tables, and say together what they have learned. The people and the place are fictional.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from pypdf import PdfReader
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QFileDialog, QMenu, QWidget
from pytestqt.qtbot import QtBot

from asset_mapper.domain.audience import Audience
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.evidence import Coverage, EvidenceFinding
from asset_mapper.domain.mapping_session import TableSign
from asset_mapper.services.drawn_pathways import Slip
from asset_mapper.ui.context import Context
from asset_mapper.ui.dialogs.evidence_form import EvidenceForm
from asset_mapper.ui.dialogs.evidence_sheet import EvidenceSheet
from asset_mapper.ui.main_window import MainWindow
from asset_mapper.ui.views.pathways_page import PathwaysPage
from asset_mapper.ui.views.publish_page import PublishPage
from asset_mapper.ui.widgets.asset_drawer import carried
from tests.end2end.test_keyboard_alone import Keyboard

K, M = Qt.Key, Qt.KeyboardModifier
CTRL, SHIFT, ALT = M.ControlModifier, M.ShiftModifier, M.AltModifier
LEFT = Qt.MouseButton.LeftButton

FACILITATOR = "Gwenfair Ffug"  # nobody's name: known to the team only
NEIGHBOUR = "Mrs Ffug at the corner saw him twice"  # said at a table, kept by the team
PERSON = "Ieuan Dychmygol"  # who gave no consent to be named to others
TO_SHOW = "Reports of broken windows fell from 41 to 26 in a year"
AGAINST = "Two young people say that the watch follows them"
LESSON = "We count reports, and seldom ask whether people feel safe"
GWERS = "Rydym yn cyfrif adroddiadau, ac anaml yn gofyn a yw pobl yn teimlo'n ddiogel"


class Hands(Keyboard):
    """The keyboard, and a mouse beside it."""

    def __init__(self, qtbot: QtBot, context: Context, window: MainWindow) -> None:
        super().__init__(qtbot, context, window)
        self.qtbot, self.context, self.window = qtbot, context, window

    @property
    def page(self) -> PathwaysPage:
        page = self.window.current_page
        assert isinstance(page, PathwaysPage)
        return page

    def click(self, widget: QWidget) -> None:
        """Click a button or field that can be seen."""
        self.qtbot.waitUntil(widget.isVisible)
        self.qtbot.mouseClick(widget, LEFT)
        self.settle()

    def choose(self, menu: QMenu | None, words: str) -> None:
        """Choose from a menu that is open, by keys."""
        assert menu is not None
        self.qtbot.waitUntil(menu.isVisible)
        for _press in range(len(menu.actions())):
            if (chosen := menu.activeAction()) is not None and chosen.text() == words:
                break
            self.qtbot.keyClick(menu, K.Key_Down)
        self.qtbot.keyClick(menu, K.Key_Return)
        self.settle()

    def pick(self, choice: QComboBox, value: object) -> None:
        """Choose one of a few in a field, by keys."""
        choice.setFocus()
        self.qtbot.keyClick(choice, K.Key_Home)
        for _press in range(choice.count()):
            if choice.value == value:  # type: ignore[attr-defined] # a Choice
                return
            self.qtbot.keyClick(choice, K.Key_Down)
        raise AssertionError(f"{value} cannot be chosen.")

    def card(self, code: str) -> str:
        return next(key for key, item in self.page.canvas.cards.items() if item.card.code == code)

    def arrow(self, start: str, end: str) -> str:
        wanted = self.card(start), self.card(end)
        arrows = self.page.canvas.arrows.items()
        return next(key for key, item in arrows if (item.link.start_id, item.link.end_id) == wanted)

    def click_arrow(self, key: str) -> None:
        """Click the label of an arrow, having scrolled there."""
        canvas = self.page.canvas
        canvas.ensureVisible(canvas.arrows[key].label.box)
        place = canvas.mapFromScene(canvas.arrows[key].label.scenePos())
        self.qtbot.mouseClick(canvas.viewport(), LEFT, pos=place)
        assert canvas.current_id == key

    def write(self, words: str) -> None:
        """Write a slip, and press Enter."""
        assert self.has() is self.page.side.slip.note
        self.type(words)
        self.press(K.Key_Return)

    def drop(self, ids: list[str], at: QPoint) -> None:
        """Let go of assets that were dragged over the drawing."""
        given = carried(ids), LEFT, M.NoModifier
        with warnings.catch_warnings():  # Qt has no other way to make them
            warnings.simplefilter("ignore", DeprecationWarning)
            events = [kind(at, Qt.DropAction.LinkAction, *given) for kind in (QDragEnterEvent, QDragMoveEvent)]
        events.append(QDropEvent(QPointF(at), Qt.DropAction.LinkAction, *given))
        for event in events:
            QApplication.sendEvent(self.page.canvas.viewport(), event)
        self.settle()

    def slips(self, key: str) -> tuple[Slip, ...]:
        return self.page.canvas.arrows[key].link.slips


@pytest.fixture
def hands(qtbot: QtBot, context: Context, window: MainWindow) -> Hands:
    return Hands(qtbot, context, window)


def opened(hands: Hands, kind: type[QWidget]) -> QWidget:
    """Wait for a dialog."""
    found: list[QWidget] = []

    def is_there() -> bool:
        found[:] = [one for one in hands.window.findChildren(kind) if one.isVisible()]
        return bool(found)

    hands.qtbot.waitUntil(is_there)
    hands.settle()
    return found[-1]


def button(hands: Hands, among: QWidget, text: str) -> QAbstractButton:
    """Wait for the button of that text."""
    found: list[QAbstractButton] = []

    def is_there() -> bool:
        found[:] = [one for one in among.findChildren(QAbstractButton) if one.text() == text and one.isVisible()]
        return len(found) == 1

    hands.qtbot.waitUntil(is_there)
    return found[0]


def test_the_exercise_on_pathways_to_community_safety(
    hands: Hands, window: MainWindow, context: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_a_project(hands, monkeypatch, tmp_path)
    begin_the_evening(hands)
    begin_from_the_starting_point(hands)
    write_slips_at_the_first_table(hands)
    bring_assets_onto_the_pathway(hands)
    go_round_the_tables(hands)
    keep_what_was_learned(hands)
    let_one_slip_travel(hands)
    folder = tmp_path / "out"
    folder.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args, **_more: str(folder))
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *_args, **_more: (str(folder / "for-the-team.html"), "")
    )
    report_to_everyone(hands, folder)
    report_to_the_team(hands, folder)


def make_a_project(hands: Hands, monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    where = str(folder / "safety.assetmap")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args, **_more: (where, ""))
    hands.make_project("Diogel yng Nghwm Ffug", "Safe in Cwm Ffug")
    monkeypatch.undo()


def begin_the_evening(hands: Hands) -> None:
    hands.press(K.Key_M, CTRL | SHIFT)
    hands.until_dialog(open_=True)
    hands.type("Cwm Ffug hall")
    hands.tab_to(lambda widget: widget.accessibleName().startswith("Tables"))
    hands.type("Oak; Ash; Elm")
    hands.tab_to(lambda widget: widget.accessibleName().startswith("Facilitators"))
    hands.type(FACILITATOR)
    hands.to_button("Begin")
    hands.press(K.Key_Space)
    hands.until_dialog(open_=False)
    assert hands.context.session.text == "Session: Cwm Ffug hall, Oak"


def begin_from_the_starting_point(hands: Hands) -> None:
    hands.press(K.Key_5, CTRL)
    page = hands.page
    assert page.none_yet.begin.isVisible()
    hands.click(page.none_yet.begin)
    hands.choose(page.none_yet.begin.menu(), "Community safety")
    hands.qtbot.waitUntil(lambda: len(page.canvas.cards) == 12)
    assert page.side.counted.text() == "0 of 13 arrows have evidence"
    assert page.banner.turn.text() == "It is the turn of Oak"


def write_slips_at_the_first_table(hands: Hands) -> None:
    """A click on an arrow begins; after that the hands stay on the keyboard."""
    page = hands.page
    first = hands.arrow("A1", "R1")
    hands.click_arrow(first)
    hands.write(NEIGHBOUR)
    second = page.canvas.current_id
    assert second not in ("", first)
    hands.write("Nine reports a month by telephone")
    third = page.canvas.current_id
    hands.press(K.Key_Tab)
    hands.pick(page.side.slip.coverage, Coverage.LEVEL)
    page.side.slip.note.setFocus()
    hands.write("Twelve panels met, and eleven agreed on something")
    assert hands.slips(third)[0].coverage is Coverage.LEVEL
    assert page.side.counted.text() == "3 of 13 arrows have evidence"
    (slip,) = hands.slips(first)
    assert slip.table == TableSign("Oak", 0)


def bring_assets_onto_the_pathway(hands: Hands) -> None:
    """Two are typed; one is dropped on an outcome and asked how, one is put on by its name and joined by keys."""
    page, context = hands.page, hands.context
    hands.press(K.Key_N, CTRL)
    for line in ("Street watch, group", f"{PERSON}, person"):
        hands.type(line)
        hands.press(K.Key_Return)
    hands.press(K.Key_S)  # he agreed, by word of mouth, that it is kept: not that anyone else is told
    hands.press(K.Key_Escape)
    assert context.project is not None
    ids = {asset.name.given: asset.id for asset in context.project.read(lambda uow: list(uow.assets.all()))}
    hands.click(page.bar.assets)
    assert page.drawer.isVisible()
    outcome = page.canvas.cards[hands.card("Q1")]
    page.canvas.ensureVisible(outcome)
    hands.drop([ids["Street watch"]], page.canvas.mapFromScene(outcome.sceneBoundingRect().center()))
    assert hands.has() is page.side.slip.how
    hands.type("Someone is about when the pubs close")
    hands.press(K.Key_Return)
    (made,) = [one for one in page.canvas.arrows.values() if one.link.start_id == ids["Street watch"]]
    assert made.link.link.how == Bilingual(en="Someone is about when the pubs close")
    hands.click(page.bar.assets)

    hands.click(page.bar.add)
    hands.type(PERSON[:5])
    hands.press(K.Key_Down)
    popup = page.bar.add.completer().popup()
    hands.qtbot.keyClick(popup, K.Key_Return)
    hands.press(K.Key_Return)
    hands.qtbot.waitUntil(lambda: ids[PERSON] in page.canvas.cards)
    assert page.canvas.current_id == ids[PERSON]
    hands.click(page.side.target)
    hands.type("Q2")
    hands.press(K.Key_Return)
    hands.qtbot.waitUntil(lambda: any(one.link.start_id == ids[PERSON] for one in page.canvas.arrows.values()))
    assert page.side.counted.text() == "3 of 15 arrows have evidence"


def go_round_the_tables(hands: Hands) -> None:
    """The next table reads what is there, adds to it, and speaks against some of it."""
    page = hands.page
    hands.press(K.Key_T, ALT | SHIFT)
    assert page.banner.turn.text() == "It is the turn of Ash"
    assert hands.context.session.text == "Session: Cwm Ffug hall, Ash"
    hands.click(button(hands, page.banner, "Oak: 3 slips"))
    assert page.side.list.count() == 5  # three with slips, and the two that this table drew
    assert "Oak: Nine reports a month by telephone" in "".join(page.side.list.item(row).text() for row in range(5))
    hands.click(page.hidden.show_all)
    watch = hands.arrow("A1", "R1")
    page.canvas.make_current("")
    hands.click_arrow(watch)
    page.canvas.setFocus()
    hands.qtbot.keyClick(page.canvas, "R")  # a letter on an arrow begins a slip
    hands.type(TO_SHOW[1:])
    hands.pick(page.side.slip.coverage, Coverage.CHANGE)
    page.side.slip.note.setFocus()
    hands.press(K.Key_Return)
    hands.click_arrow(watch)
    hands.type(AGAINST)
    hands.pick(page.side.slip.coverage, Coverage.BELIEF)
    hands.pick(page.side.slip.finding, EvidenceFinding.CONTRADICTS)
    hands.click(page.side.slip.keep)
    assert [slip.table for slip in hands.slips(watch)] == [TableSign("Oak", 0), *[TableSign("Ash", 1)] * 2]
    assert page.canvas.arrows[watch].link.coverage is Coverage.CHANGE
    assert page.canvas.arrows[watch].link.contradicting == 1
    hands.click(page.banner.circulate)
    assert page.banner.turn.text() == "It is the turn of Elm"
    hands.click(page.bar.look_for)
    hands.pick(page.filter.coverage, Coverage.NONE)
    page.filter.coverage.activated.emit(page.filter.coverage.currentIndex())
    hands.settle()
    assert page.hidden.words.text().startswith("Standing back:")
    hands.click(page.bar.look_for)
    hands.press(K.Key_T, ALT | SHIFT)
    assert page.banner.turn.text() == "It is the turn of Oak"


def keep_what_was_learned(hands: Hands) -> None:
    page = hands.page
    hands.click(page.banner.lessons)
    assert hands.has() is page.side.lessons.fields["en"]
    hands.type(LESSON)
    hands.press(K.Key_Tab)
    hands.type(GWERS)
    hands.to_button("Keep what was learned")
    hands.press(K.Key_Space)
    assert hands.context.project is not None
    (pathway,) = hands.context.project.read(lambda uow: list(uow.pathways.all()))
    assert pathway.lessons == Bilingual(GWERS, LESSON, "en")


def let_one_slip_travel(hands: Hands) -> None:
    """What a table wrote is the team's until someone says that it may go further."""
    page = hands.page
    watch = hands.arrow("A1", "R1")
    hands.click_arrow(watch)
    hands.click(page.side.slip.in_full)
    sheet = opened(hands, EvidenceSheet)
    piece = next(slip for slip in hands.slips(watch) if slip.words.en == TO_SHOW)
    buttons = sheet.findChildren(QAbstractButton)
    change = next(one for one in buttons if one.accessibleName() == f"Change this evidence: {TO_SHOW}")
    hands.click(change)
    form = opened(hands, EvidenceForm)
    assert isinstance(form, EvidenceForm)
    hands.pick(form.permission, Audience.PUBLIC)
    hands.click(form.save)
    hands.qtbot.waitUntil(lambda: not hands.window.findChildren(EvidenceForm))
    sheet.close()
    assert hands.context.project is not None
    assert hands.context.project.read(lambda uow: uow.evidence.get(piece.id)).permission is Audience.PUBLIC


def tick(page: PublishPage, hands: Hands, wanted: set[str]) -> None:
    """Choose the formats by keys."""
    for key, box in page.choices.formats.items():
        if box.isChecked() != (key in wanted):
            box.setFocus()
            hands.qtbot.keyClick(box, K.Key_Space)


def publish(hands: Hands, audience: Audience, formats: set[str]) -> None:
    hands.window.activateWindow()
    hands.press(K.Key_P, CTRL)
    page = hands.window.current_page
    assert isinstance(page, PublishPage)
    if page.choices.audience.value is not audience:
        hands.pick(page.choices.audience, audience)
        page.choices.audience.activated.emit(page.choices.audience.currentIndex())
    tick(page, hands, formats)
    hands.qtbot.waitUntil(lambda: not page.is_busy and page.publication is not None)
    assert page.publication is not None and page.publication.audience is audience
    hands.click(page.writing.write)


def report_to_everyone(hands: Hands, folder: Path) -> None:
    publish(hands, Audience.PUBLIC, {"report-html", "report-docx", "report-pdf"})
    hands.qtbot.waitUntil(lambda: len(list(folder.glob("*.*"))) == 3, timeout=120_000)
    hands.settle()
    read: dict[str, Callable[[Path], str]] = {".html": text_of_page, ".docx": text_of_docx, ".pdf": text_of_pdf}
    texts = {file.suffix: read[file.suffix](file) for file in folder.iterdir()}
    assert texts.keys() == read.keys()
    for suffix, text in texts.items():
        for said in (
            *("Community safety", "Diogelwch cymunedol", "Safe in Cwm Ffug", LESSON, "People feel safe"),
            *("Mae pobl yn teimlo'n ddiogel", TO_SHOW, "Data on change in the outcome"),
        ):
            assert flat(said) in text, (suffix, said)
        for private in (FACILITATOR, NEIGHBOUR, PERSON, PERSON.split()[0], AGAINST, "Oak", "Ash", "eleven agreed"):
            assert flat(private) not in text, (suffix, private)
    assert flat(GWERS) in texts[".html"] and flat(GWERS) in texts[".docx"]


def report_to_the_team(hands: Hands, folder: Path) -> None:
    publish(hands, Audience.TEAM, {"report-html"})
    target = folder / "for-the-team.html"
    hands.qtbot.waitUntil(target.exists)
    hands.settle()
    text = text_of_page(target)
    for said in (TO_SHOW, AGAINST, NEIGHBOUR, "Contradicts the link", "eleven agreed", LESSON, "Street watch"):
        assert flat(said) in text, said


def flat(text: str) -> str:
    """Leave out what breaks lines differently: spaces, and the two apostrophes."""
    return "".join(text.split()).replace("’", "'").replace("&#x27;", "'").replace("&#39;", "'")


def text_of_page(path: Path) -> str:
    return flat(path.read_text(encoding="utf-8"))


def text_of_docx(path: Path) -> str:
    opened = docx.Document(str(path))
    cells = [cell.text for table in opened.tables for row in table.rows for cell in row.cells]
    return flat(" ".join([*(one.text for one in opened.paragraphs), *cells]))


def text_of_pdf(path: Path) -> str:
    return flat(" ".join(page.extract_text() for page in PdfReader(path).pages))
