"""A pathway in the window: its columns, folding and filtering, assets dropped on it, and the round of tables."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from asset_mapper.domain.asset import Asset, AssetKind
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.evidence import Coverage, EvidenceFinding
from asset_mapper.domain.link import Direction, Link
from asset_mapper.domain.mapping_session import MappingSession, TableSign
from asset_mapper.domain.pathway import Card, Pathway
from asset_mapper.services import drawn_pathways, pathways, records
from asset_mapper.services.drawn_pathways import DrawnCard, DrawnLink, DrawnPathway, Slip
from asset_mapper.ui.context import Context
from asset_mapper.ui.dialogs.column_forms import ColumnNameForm, ColumnsForm
from asset_mapper.ui.dialogs.put_on_pathway import PutOnPathway
from asset_mapper.ui.main_window import MainWindow
from asset_mapper.ui.views.pathway_canvas import PathwayCanvas
from asset_mapper.ui.views.pathways_page import PathwaysPage
from asset_mapper.ui.widgets.asset_drawer import carried

Settled = Callable[[], None]
K = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
EVENING = MappingSession(place=Bilingual(en="Hall"), on=date(2026, 3, 3), tables=("Oak", "Ash", "Elm"))
CHOIR = Asset(name=Bilingual(en="Street choir"), kind=AssetKind.GROUP)
BAND = Asset(name=Bilingual(en="Street band"), kind=AssetKind.GROUP)


@pytest.fixture
def page(window: MainWindow, context: Context, settled: Settled) -> PathwaysPage:
    shown = window.show_view("pathways")
    settled()
    assert isinstance(shown, PathwaysPage)
    shown.steps.begin("community-safety")
    settled()
    return shown


@pytest.fixture
def evening(page: PathwaysPage, context: Context, settled: Settled) -> PathwaysPage:
    context.apply(records.add, EVENING)
    settled()
    context.session.begin(EVENING)
    settled()
    return page


def stands(page: PathwaysPage) -> dict[str, tuple[float, float]]:
    return {key: (card.pos().x(), card.pos().y()) for key, card in page.canvas.cards.items()}


def by_code(page: PathwaysPage, code: str) -> str:
    return next(key for key, card in page.canvas.cards.items() if card.card.code == code)


def arrow(page: PathwaysPage, start: str, end: str) -> str:
    wanted = by_code(page, start), by_code(page, end)
    return next(key for key, one in page.canvas.arrows.items() if (one.link.start_id, one.link.end_id) == wanted)


def heads(page: PathwaysPage) -> list[str]:
    return [head.text for head in page.canvas.heads]


def drop(page: PathwaysPage, assets: tuple[Asset, ...], at: QPoint) -> None:
    """Drag assets over the drawing, and let go of them."""
    data = carried([asset.id for asset in assets])
    actions, left, no_key = Qt.DropAction.LinkAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    canvas = page.canvas
    with warnings.catch_warnings():  # Qt has no other way to make them
        warnings.simplefilter("ignore", DeprecationWarning)
        enter = QDragEnterEvent(at, actions, data, left, no_key)
        move = QDragMoveEvent(at, actions, data, left, no_key)
    canvas.dragEnterEvent(enter)
    assert enter.isAccepted()
    canvas.dragMoveEvent(move)
    canvas.dropEvent(QDropEvent(QPointF(at), actions, data, left, no_key))


# --- columns --------------------------------------------------------------------------------------------------------


def test_a_column_is_named_put_in_moved_and_taken_out_from_its_heading_by_keyboard(
    qtbot: QtBot, page: PathwaysPage, window: MainWindow, settled: Settled
):
    canvas = page.canvas
    canvas.make_current(by_code(page, "R1"))
    qtbot.keyClick(canvas, K.Key_Up)
    assert canvas.current_id == "column 1" and canvas.accessibleDescription() == "Prevention"
    qtbot.keyClick(canvas, K.Key_F2)
    (form,) = window.findChildren(ColumnNameForm)
    form.name.set_texts("Cyn", "Before")
    form.save.click()
    settled()
    assert heads(page)[1] == "Before"
    qtbot.keyClick(canvas, K.Key_Insert)
    form = next(one for one in window.findChildren(ColumnNameForm) if one.isVisible())
    form.name.set_texts("", "Meanwhile")
    form.save.click()
    settled()
    assert heads(page)[1:4] == ["Before", "Meanwhile", "Detection"]
    qtbot.keyClick(canvas, K.Key_Right, CTRL)
    settled()
    assert heads(page)[1:4] == ["Meanwhile", "Before", "Detection"]
    assert canvas.current_id == "column 2"
    assert canvas.cards[by_code(page, "R1")].card.column == 2
    qtbot.keyClick(canvas, K.Key_Delete)
    settled()
    assert heads(page)[1:3] == ["Meanwhile", "Detection"]
    assert canvas.cards[by_code(page, "R1")].card.column == 1


def test_delete_on_a_heading_or_card_leaves_the_chosen_assets_alone(
    qtbot: QtBot, page: PathwaysPage, context: Context, settled: Settled
):
    assert context.project is not None
    first = context.project.read(lambda uow: next(iter(uow.assets.all())))
    context.select([first.id])
    page.canvas.make_current(by_code(page, "Q3"))
    page.canvas.setFocus()
    qtbot.keyClick(page.canvas, K.Key_Delete)
    settled()
    assert "Q3" not in [card.card.code for card in page.canvas.cards.values()]
    assert context.project.read(lambda uow: uow.assets.find(first.id)) is not None


def test_all_columns_are_changed_in_one_form_and_the_language_follows(
    qtbot: QtBot, page: PathwaysPage, window: MainWindow, context: Context, settled: Settled
):
    page.steps.take("columns")
    (form,) = window.findChildren(ColumnsForm)
    assert len(form.columns) == 6
    form.columns[0].name.set_texts("Pwy", "Who")
    form.shift(form.columns[0], 1)
    form.take_out(form.columns[5])
    form.add_row()
    form.save.click()
    assert "Give every column a name" in form.problem.text()
    form.columns[-1].name.set_texts("Wedyn", "Afterwards")
    form.save.click()
    settled()
    assert heads(page) == ["Prevention", "Who", "Detection", "Treatment", "Recovery", "Afterwards"]
    assert {card.card.column for card in page.canvas.cards.values()} == {0, 1, 2, 3, 4}
    context.speak("cy")
    settled()
    assert heads(page)[1] == "Pwy" and heads(page)[5] == "Wedyn"
    context.speak("en")
    page.steps.take("columns")
    form = next(one for one in window.findChildren(ColumnsForm) if one.isVisible())
    form.usual.click()
    settled()
    assert heads(page)[0] == "Assets and outputs" and len(heads(page)) == 6
    assert page.canvas.cards[by_code(page, "Q1")].card.column == 5


# --- folding and filtering ------------------------------------------------------------------------------------------


def test_a_column_folds_by_keyboard_says_how_much_is_hidden_and_moves_nothing(
    qtbot: QtBot, page: PathwaysPage, context: Context, settled: Settled
):
    before = stands(page)
    page.canvas.make_current("column 0")
    qtbot.keyClick(page.canvas, K.Key_Space)
    hidden = [card.card.code for card in page.canvas.cards.values() if not card.isVisible()]
    assert sorted(hidden) == ["A1", "A2", "A3", "A4", "A5"]
    assert page.hidden.words.text() == "Folded away: 5 cards, 6 arrows."
    assert page.canvas.accessibleDescription() == "Assets and outputs. 5 cards folded away."
    assert page.side.list.count() == len(page.canvas.arrows) - 6
    assert stands(page) == before
    page.canvas.make_current(by_code(page, "R1"))
    context.apply(pathways.put_on, page._shown, [by_code_of(context, "CD1")])
    settled()
    assert not page.canvas.cards[by_code(page, "A1")].isVisible()
    assert {key: place for key, place in stands(page).items() if key in before} == before
    page.hidden.show_all.click()
    assert all(card.isVisible() for card in page.canvas.cards.values())
    assert page.hidden.isHidden()


def by_code_of(context: Context, code: str) -> str:
    assert context.project is not None
    return context.project.read(lambda uow: next(one.id for one in uow.outcomes.all() if one.code == code))


def test_all_that_leads_to_a_card_folds_and_unfolds(qtbot: QtBot, page: PathwaysPage):
    key = by_code(page, "Q2")
    page.canvas.make_current(key)
    qtbot.keyClick(page.canvas, K.Key_Space)
    shown = {card.card.code for card in page.canvas.cards.values() if card.isVisible()}
    assert "Q2" in shown and not shown & {"R2", "R3", "A2", "A3", "A5"}
    assert page.canvas.cards[key].behind == 12 - len(shown)
    assert page.side.fold_card.text() == "Unfold what leads here"
    page.side.fold_card.click()
    assert all(card.isVisible() for card in page.canvas.cards.values())


def test_what_is_not_yet_known_stands_out_and_the_keys_walk_through_that_only(
    qtbot: QtBot, evening: PathwaysPage, settled: Settled
):
    page, before = evening, stands(evening)
    page.canvas.make_current(arrow(page, "A1", "R1"))
    page.side.slip.note.setText("Fewer windows were broken")
    qtbot.keyClick(page.side.slip.note, K.Key_Return)
    settled()
    page.bar.look_for.click()
    page.filter.coverage.choose(Coverage.NONE)
    page.filter.changed.emit()
    assert page.canvas.arrows[arrow(page, "A1", "R1")].opacity() < 0.5
    assert page.canvas.arrows[arrow(page, "A1", "R1")].label.opacity() < 0.5
    assert page.canvas.cards[by_code(page, "A1")].opacity() < 0.5
    assert page.canvas.cards[by_code(page, "R1")].opacity() == 1
    assert page.hidden.words.text() == "Standing back: 1 card, 1 arrow."
    page.canvas.make_current(by_code(page, "R1"))
    page.canvas.setFocus()
    qtbot.keyClick(page.canvas, K.Key_Left)
    assert page.canvas.current_id != arrow(page, "A1", "R1")
    page.filter.coverage.choose(None)
    page.filter.table.choose("Oak")
    page.filter.changed.emit()
    assert page.side.list.count() == 1 and "Oak: Fewer windows were broken" in page.side.list.item(0).text()
    page.filter.table.choose("")
    page.filter.words.setText("WINDOWS")
    qtbot.waitUntil(lambda: page.canvas.looking.words == "WINDOWS")
    assert page.side.list.count() == 1
    assert stands(page) == before
    page.bar.look_for.click()
    assert page.hidden.isHidden() and page.filter.isHidden()


# --- assets ---------------------------------------------------------------------------------------------------------


def test_assets_dropped_on_an_outcome_are_linked_and_how_is_asked_of_each(
    qtbot: QtBot, page: PathwaysPage, context: Context, settled: Settled
):
    context.apply(records.add, CHOIR, BAND)
    settled()
    before = stands(page)
    page.canvas.show_everything()
    outcome = page.canvas.cards[by_code(page, "Q3")]
    drop(page, (CHOIR, BAND), page.canvas.mapFromScene(outcome.sceneBoundingRect().center()))
    settled()
    made = [one for one in page.canvas.arrows.values() if one.link.start_id in (CHOIR.id, BAND.id)]
    assert {one.link.end_id for one in made} == {outcome.card.id}
    assert {key: place for key, place in stands(page).items() if key in before} == before
    assert QApplication.focusWidget() is page.side.slip.how or page.side.slip.how.hasFocus()
    for said in ("People meet across the street", "Young people play outside"):
        here = page.canvas.current_id
        qtbot.keyClicks(page.side.slip.how, said)
        qtbot.keyClick(page.side.slip.how, K.Key_Return)
        settled()
        assert page.canvas.arrows[here].link.link.how == Bilingual(en=said)
    assert page.side.slip.how.isHidden()
    for _step in range(3):
        context.undo()
        settled()
    assert CHOIR.id not in page.canvas.cards


def test_an_asset_dropped_on_free_paper_stands_there(page: PathwaysPage, context: Context, settled: Settled):
    context.apply(records.add, CHOIR)
    settled()
    page.canvas.show_everything()
    width, height = page.canvas.measures.card
    free = page.canvas.measures.place(1, 3.0) + QPointF(width / 2, height / 2)
    drop(page, (CHOIR,), page.canvas.mapFromScene(free))
    settled()
    card = page.canvas.cards[CHOIR.id].card
    assert card.column == 1 and abs(card.row - 3.0) < 0.2
    last = page.side.list.item(page.side.list.count() - 1)
    assert last.text() == "Street choir (Prevention): no arrow yet"
    assert page.canvas.current_id == CHOIR.id


def test_chosen_assets_are_put_on_a_pathway_and_linked_without_dragging(
    qtbot: QtBot, page: PathwaysPage, window: MainWindow, context: Context, settled: Settled
):
    context.apply(records.add, CHOIR)
    settled()
    context.select([CHOIR.id])
    window.actions_by_id["asset.put_on_pathway"][1].trigger()
    settled()
    (form,) = window.findChildren(PutOnPathway)
    form.save.click()
    assert "Choose a pathway" in form.problem.text()
    qtbot.keyClicks(form.pathway, "community saf")
    form.pathway.editingFinished.emit()
    qtbot.keyClicks(form.outcome, "Q1")
    form.save.click()
    settled()
    (made,) = [one for one in page.canvas.arrows.values() if one.link.start_id == CHOIR.id]
    assert made.link.end_id == by_code(page, "Q1")


# --- the round of tables --------------------------------------------------------------------------------------------


def test_circulating_says_whose_turn_it_is_what_to_read_and_records_for_that_table(
    qtbot: QtBot, evening: PathwaysPage, window: MainWindow, context: Context, settled: Settled
):
    page = evening
    assert page.banner.isVisible() and page.banner.turn.text() == "It is the turn of Oak"
    page.canvas.make_current(arrow(page, "A3", "R3"))
    for said in ("The panel met six times", "Both sides came back"):
        qtbot.keyClicks(page.side.slip.note, said)
        qtbot.keyClick(page.side.slip.note, K.Key_Return)
        settled()
    window.actions_by_id["pathway.circulate"][1].trigger()
    settled()
    assert context.session.table == "Ash" and page.banner.turn.text() == "It is the turn of Ash"
    assert "To read first" in page.banner.to_read.text()
    found: list[QPushButton] = []

    def is_offered() -> bool:
        found[:] = [one for one in page.banner.reading.findChildren(QPushButton) if one.isVisible()]
        return [one.text() for one in found] == ["Oak: 2 slips"]

    qtbot.waitUntil(is_offered)
    found[0].click()
    assert page.side.list.count() == 2
    page.show_all()
    page.canvas.make_current(arrow(page, "A3", "R3"))
    qtbot.keyClicks(page.side.slip.note, "We have heard of one")
    qtbot.keyClick(page.side.slip.note, K.Key_Return)
    settled()
    slips = page.canvas.arrows[arrow(page, "A3", "R3")].link.slips
    assert [slip.table for slip in slips] == [TableSign("Oak", 0), TableSign("Ash", 1)]
    page.banner.circulate.click()
    page.banner.circulate.click()
    settled()
    assert context.session.table == "Oak"
    context.session.end()
    assert not page.banner.isVisible()


def test_tables_that_are_hosts_go_on_to_the_pathways_of_the_others(
    evening: PathwaysPage, context: Context, settled: Settled
):
    page, first = evening, evening._shown
    page.steps.host("Oak")
    settled()
    page.steps.begin("health")
    settled()
    second = page._shown
    page.steps.host("Ash")
    settled()
    page.show_one(first)
    settled()
    assert page.banner.host.value == "Oak"
    seen = []
    for _turn in range(6):
        seen.append((context.session.table, page._shown))
        page.banner.circulate.click()
        settled()
    assert seen[:4] == [("Oak", first), ("Ash", second), ("Elm", first), ("Oak", second)]
    assert len(set(seen)) == 6


def test_lessons_of_the_plenary_are_written_beside_the_pathway_and_kept_with_it(
    evening: PathwaysPage, context: Context, settled: Settled
):
    page = evening
    page.bar.large.click()
    assert page.side.isHidden()
    page.banner.lessons.click()
    assert not page.side.isHidden()
    page.side.lessons.set_texts("Gwrando yn gyntaf", "Listen first")
    page.side.keep_lessons.click()
    settled()
    assert context.project is not None
    kept = context.project.read(drawn_pathways.drawn, page._shown).pathway.lessons
    assert kept == Bilingual("Gwrando yn gyntaf", "Listen first", kept.first)


def test_a_click_on_an_arrow_begins_a_slip_and_so_does_a_letter(qtbot: QtBot, page: PathwaysPage):
    page.canvas.show_everything()
    key = arrow(page, "A2", "R2")
    label = page.canvas.mapFromScene(page.canvas.arrows[key].label.scenePos())
    qtbot.mouseClick(page.canvas.viewport(), Qt.MouseButton.LeftButton, pos=label)
    assert page.canvas.current_id == key
    assert QApplication.focusWidget() is page.side.slip.note or page.side.slip.note.hasFocus()
    page.canvas.setFocus()
    qtbot.keyClick(page.canvas, "S")
    assert page.side.slip.note.text() == "S" and page.side.slip.note.hasFocus()


def test_the_drawing_takes_the_whole_room_and_gives_it_back(qtbot: QtBot, page: PathwaysPage, window: MainWindow):
    before = page.canvas.width()
    window.actions_by_id["pathway.large"][1].trigger()
    qtbot.waitUntil(lambda: page.canvas.width() > before * 1.3)
    window.actions_by_id["pathway.large"][1].trigger()
    assert not page.side.isHidden() and not page.bar.more.isHidden()


# --- what must be true of every drawing -----------------------------------------------------------------------------

SIGNS = tuple(TableSign(f"Table {place}", place) for place in range(7))


@st.composite
def pathways_drawn(draw: st.DrawFn) -> DrawnPathway:
    """Any pathway: cards apart in their columns, links in every direction, some with slips of several tables."""
    count = draw(st.integers(1, 12))
    columns = draw(st.lists(st.integers(0, 4), min_size=count, max_size=count))
    cards = []
    for number, column in enumerate(columns):
        row = columns[:number].count(column) * draw(st.sampled_from((1.0, 1.5, 3.0)))
        row = max([row, *(card.row + 1 for card in cards if card.column == column)])
        cards.append(DrawnCard(f"c{number}", Bilingual(en=f"Card {number}"), "", None, None, False, column, row))
    ends = st.tuples(st.integers(0, count - 1), st.integers(0, count - 1)).filter(lambda pair: pair[0] != pair[1])
    links = []
    for start, end in draw(st.lists(ends, max_size=25)) if count > 1 else []:
        slips = tuple(
            Slip(f"s{place}", Bilingual(en="So"), Coverage.BELIEF, EvidenceFinding.SUPPORTS, sign)
            for place, sign in enumerate(draw(st.lists(st.sampled_from(SIGNS), max_size=6)))
        )
        link = Link(
            from_outcome_id=f"c{start}", outcome_id=f"c{end}", direction=draw(st.sampled_from(list(Direction)))
        )
        links.append(DrawnLink(link, f"c{start}", Coverage.BELIEF if slips else Coverage.NONE, slips))
    placed = tuple(Card(record_id=card.id, column=card.column, row=card.row) for card in cards)
    return DrawnPathway(Pathway(name=Bilingual(en="Any"), cards=placed), tuple(cards), tuple(links))


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(drawn=pathways_drawn())
def test_no_label_is_hidden_by_another_or_by_a_card_or_by_a_line(qapp: QApplication, drawn: DrawnPathway):
    canvas = PathwayCanvas()
    canvas.show_pathway(drawn)
    width, height = canvas.measures.card
    boxes = [arrow.label.box for arrow in canvas.arrows.values()]
    for place, one in enumerate(boxes):
        assert not any(one.intersects(other) for other in boxes[:place])
        for card in canvas.cards.values():
            assert not card.mapRectToScene(0, 0, width, height).intersects(one)
    for arrow in canvas.arrows.values():
        assert all(arrow.label.zValue() > other.zValue() for other in canvas.arrows.values())
        assert arrow.shape().intersects(arrow.label.box)  # its line goes through it
    canvas.deleteLater()
