"""Evidence in the window: one line and a rung, the full form, and both sides of what is known."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.evidence import Coverage, Evidence, EvidenceFinding, EvidenceKind, FigureAs
from asset_mapper.services import evidence, links
from asset_mapper.ui.context import Context
from asset_mapper.ui.dialogs import evidence_form, evidence_sheet
from asset_mapper.ui.dialogs.evidence_form import EvidenceForm
from asset_mapper.ui.dialogs.evidence_sheet import EvidenceSheet
from asset_mapper.ui.main_window import MainWindow

Settled = Callable[[], None]


@pytest.fixture
def link_id(window: MainWindow, context: Context) -> str:
    """A link that nothing is known about yet."""
    assert context.project is not None
    return context.project.read(
        lambda uow: next(link.id for link in uow.links.all() if not uow.evidence.count(link_id=link.id))
    )


@pytest.fixture
def sheet(window: MainWindow, context: Context, link_id: str, settled: Settled) -> EvidenceSheet:
    evidence_sheet.show(context, link_id)
    settled()
    (shown,) = window.findChildren(EvidenceSheet)
    return shown


@pytest.fixture
def form(window: MainWindow, context: Context, link_id: str) -> EvidenceForm:
    evidence_form.add(context, link_id)
    (shown,) = window.findChildren(EvidenceForm)
    return shown


def on(context: Context, link_id: str) -> tuple[Evidence, ...]:
    assert context.project is not None
    found = context.project.read(evidence.of_link, link_id)
    assert found is not None
    return found.pieces


def texts(sheet: EvidenceSheet) -> list[str]:
    return [label.text() for label in sheet.sheet.findChildren(QLabel)]


def test_one_line_and_a_rung_are_enough(
    qtbot: QtBot, sheet: EvidenceSheet, context: Context, link_id: str, settled: Settled
):
    qtbot.keyClicks(sheet.line, "Twelve came back every week")
    sheet.coverage.choose(Coverage.OUTPUT)
    qtbot.keyClick(sheet.line, Qt.Key.Key_Return)
    settled()
    (piece,) = on(context, link_id)
    assert (piece.summary, piece.coverage) == (Bilingual(en="Twelve came back every week"), Coverage.OUTPUT)
    assert "Twelve came back every week" in texts(sheet) and sheet.line.text() == ""
    context.undo()
    settled()
    assert on(context, link_id) == () and "Twelve came back every week" not in texts(sheet)


def test_the_full_form_keeps_all_that_is_said(form: EvidenceForm, context: Context, link_id: str, settled: Settled):
    form.kind.choose(EvidenceKind.SURVEY)
    form.summary.set_value(Bilingual(en="Fewer feel lonely"))
    form.finding.choose(EvidenceFinding.CONTRADICTS)
    form.coverage.choose(Coverage.CHANGE)
    form.strength.choose(2)
    for field, text in ((form.before, "31"), (form.after, "24,5"), (form.unit, "%"), (form.n, "88")):
        field.setText(text)
    form.url.setText("www.example.org/arolwg")
    assert "6.5 percentage points less" in form.told.text()
    form.save.click()
    settled()
    (piece,) = on(context, link_id)
    assert (piece.before, piece.after, piece.unit, piece.n, piece.strength) == (31.0, 24.5, "%", 88, 2)
    assert (piece.finding, piece.url) == (EvidenceFinding.CONTRADICTS, "https://www.example.org/arolwg")


def test_one_figure_is_told_without_a_change(form: EvidenceForm):
    form.summary.set_value(Bilingual(en="Many came"))
    form.coverage.choose(Coverage.CHANGE)
    form.after.setText("24")
    assert form.told.text() == "24"
    assert "A change needs" in form.doubts.text()


def test_a_percentage_without_n_stays_in_the_form_with_a_sentence(
    form: EvidenceForm, context: Context, link_id: str, settled: Settled
):
    form.summary.set_value(Bilingual(en="Many came"))
    form.after.setText("24")
    form.unit.setText("%")
    form.save.click()
    settled()
    assert form.isVisible() and "number of people" in form.problem.text()
    assert on(context, link_id) == ()


def test_a_story_is_asked_for_by_what_changed_most(form: EvidenceForm):
    form.kind.choose(EvidenceKind.COUNT)
    assert not form.prompts.isVisible()
    form.kind.choose(EvidenceKind.STORY)
    assert form.prompts.isVisible() and "matters most" in form.prompts.text()


def test_what_speaks_against_a_link_is_shown_beside_what_supports_it(
    sheet: EvidenceSheet, context: Context, link_id: str, settled: Settled
):
    from asset_mapper.services import records

    for finding in (EvidenceFinding.SUPPORTS, EvidenceFinding.CONTRADICTS):
        piece = Evidence(
            link_id=link_id,
            kind=EvidenceKind.OBSERVATION,
            coverage=Coverage.BELIEF,
            finding=finding,
            summary=Bilingual(en=f"It {finding.value}"),
        )
        context.apply(records.add, piece)
    settled()
    cards = {label.text(): label for label in sheet.sheet.findChildren(QLabel)}
    left, right = (
        cards[text].mapTo(sheet, cards[text].rect().topLeft()) for text in ("It supports", "It contradicts")
    )
    assert left.x() < right.x() and abs(left.y() - right.y()) < 40


def test_nothing_that_was_typed_is_read_as_markup(
    qtbot: QtBot, sheet: EvidenceSheet, context: Context, settled: Settled
):
    sheet.line.setText("<b>bold</b> <img src=x>")
    qtbot.keyClick(sheet.line, Qt.Key.Key_Return)
    settled()
    (label,) = [label for label in sheet.sheet.findChildren(QLabel) if "<b>" in label.text()]
    assert label.textFormat() is Qt.TextFormat.PlainText


def test_the_sheet_speaks_the_language_of_the_window_and_keeps_what_is_typed(sheet: EvidenceSheet, context: Context):
    sheet.line.setText("Half a sente")
    before = texts(sheet)
    context.speak("cy")
    assert sheet.line.text() == "Half a sente" and texts(sheet) != before
    context.speak("en")


@pytest.mark.parametrize("language", ["en", "cy"])
def test_a_figure_is_typed_as_its_source_words_it_and_told_as_the_source_s(
    language: str, form: EvidenceForm, window: MainWindow, context: Context, link_id: str, settled: Settled
):
    context.speak(language, keep=False)
    form.summary.set_value(Bilingual(en="Child protection rates"))
    form.reported.setText("down 42 %")
    assert form.more_source.is_open  # it asks for its source
    form.save.click()
    assert form.problem.text() and not on(context, link_id)
    form.citation.setText("Slide 6")
    told = form.told_reported.text()
    assert ("42%, as the source reports it" in told) == (language == "en")
    form.save.click()
    settled()
    (piece,) = on(context, link_id)
    assert (piece.figure, piece.figure_as, piece.citation) == (-42.0, FigureAs.CHANGE_PERCENT, "Slide 6")

    evidence_form.edit(context, piece)
    (again,) = window.findChildren(EvidenceForm)
    assert again.reported.text() == ("down 42%" if language == "en" else "i lawr 42%")
    again.reported.setText("31,000+ hours")
    again.save.click()
    settled()
    (piece,) = on(context, link_id)
    assert (piece.figure, piece.figure_or_more, piece.unit) == (31000.0, True, "hours")


def test_two_units_are_two_pieces_of_evidence(form: EvidenceForm, context: Context, link_id: str):
    form.summary.set_value(Bilingual(en="It fell"))
    form.unit.setText("visits")
    form.reported.setText("31,000+ hours")
    form.citation.setText("Slide 6")
    form.save.click()
    assert "different units" in form.problem.text()


def test_the_sheet_tells_a_reported_figure_with_its_source(
    sheet: EvidenceSheet, context: Context, link_id: str, settled: Settled
):
    context.apply(
        links.add_evidence,
        Evidence(
            link_id=link_id,
            kind=EvidenceKind.STUDY,
            coverage=Coverage.CHANGE,
            summary=Bilingual(en="Savings"),
            figure=3.8,
            figure_to=6.4,
            figure_as=FigureAs.RATIO,
            citation="Slide 7",
        ),
    )
    settled()
    said = texts(sheet)
    assert "3.8 to 6.4 for each 1 of cost, as the source reports it" in said and "Slide 7" in said


def test_an_attached_file_is_opened_as_a_copy_and_removed_with_undo(
    sheet: EvidenceSheet,
    context: Context,
    link_id: str,
    settled: Settled,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
):
    context.apply(evidence.note, link_id, Bilingual(en="As it was written down"), Coverage.BELIEF)
    settled()
    (piece,) = on(context, link_id)
    minutes, program = tmp_path / "minutes ŵ.txt", tmp_path / "start.exe"
    minutes.write_text("Six came.", encoding="utf-8")
    program.write_bytes(b"MZ")
    for path in (minutes, program):
        context.apply(evidence.attach, piece.id, path)
    settled()
    opened: list[Path] = []
    monkeypatch.setattr(
        QDesktopServices, "openUrl", staticmethod(lambda url: bool(opened.append(Path(url.toLocalFile()))))
    )
    names = {button.accessibleName(): button for button in sheet.findChildren(QPushButton) if button.isVisible()}
    assert "Open start.exe" not in names and "Save a copy of start.exe" in names
    names["Open minutes ŵ.txt"].click()
    settled()
    assert [path.read_text(encoding="utf-8") for path in opened] == ["Six came."] and opened[0] != minutes
    names["Remove minutes ŵ.txt"].click()
    settled()
    assert not [text for text in texts(sheet) if "minutes" in text]
    context.undo()
    settled()
    assert [text for text in texts(sheet) if "minutes" in text]
