"""Stories of publishing: what goes is seen first, for whom it is, and what is held back has its reason."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QComboBox, QFileDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from asset_mapper.domain.asset import Asset, AssetKind
from asset_mapper.domain.audience import Audience
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.consent import Consent, ConsentHow, Purpose
from asset_mapper.domain.project import Project
from asset_mapper.formats.exporters import EXPORTERS
from asset_mapper.i18n import set_language
from asset_mapper.services import consents, exporting, records
from asset_mapper.ui.context import Context, Message
from asset_mapper.ui.main_window import MainWindow
from asset_mapper.ui.views.publish_page import PublishPage
from asset_mapper.ui.views.publishing.held_list import HeldList
from asset_mapper.ui.views.publishing.keep_view import KeepView
from asset_mapper.ui.web import engine

Settled = Callable[[], None]
SECRET = "Cyfrinach y Tîm"
HOSTILE = "<script>document.title='run'</script>"


@pytest.fixture(autouse=True)
def english() -> None:
    set_language("en")


def ready(qtbot: QtBot, context: Context, page: PublishPage) -> None:
    qtbot.waitUntil(lambda: not page.is_busy and not context.jobs.busy)


@pytest.fixture
def page(qtbot: QtBot, window: MainWindow, context: Context, settled: Settled) -> PublishPage:
    """The publish view, on the sample and two assets more: one for the team only, one of a hostile name."""
    for name, visibility in ((SECRET, Audience.TEAM), (HOSTILE, Audience.PUBLIC)):
        made = Asset(name=Bilingual(cy=name), kind=AssetKind.GROUP, visibility=visibility)
        context.apply(records.add, made)
    settled()
    shown = window.show_view("publish")
    assert isinstance(shown, PublishPage)
    ready(qtbot, context, shown)
    return shown


def exporter(key: str) -> Any:
    return next(one for one in EXPORTERS if one.key == key)


def script(qtbot: QtBot, page: PublishPage, text: str) -> Any:
    """Ask the page of the preview."""
    answers: list[Any] = []
    page.preview.view.page().runJavaScript(text, answers.append)
    qtbot.waitUntil(lambda: bool(answers))
    return answers[0]


def shown_text(qtbot: QtBot, page: PublishPage) -> str:
    def is_ready() -> bool:
        return script(qtbot, page, "document.documentElement.dataset.ready || ''") == "true"

    qtbot.waitUntil(is_ready)
    return str(script(qtbot, page, "document.body.innerText"))


# What goes


def test_what_goes_and_what_is_held_back_is_said_with_reasons(page: PublishPage) -> None:
    publication = page.publication
    assert publication is not None
    assert str(len(publication.assets)) in page.goes.counts.text()
    buttons = page.goes.held_back.findChildren(QPushButton)
    assert len(buttons) == len(exporting.held_back(publication)) > 3
    assert all(button.text() for button in buttons)


def test_each_reason_opens_the_records_that_it_concerns_and_leads_to_them(
    qtbot: QtBot, page: PublishPage, window: MainWindow, context: Context, settled: Settled
) -> None:
    button = page.goes.held_back.findChild(QPushButton, "held-visibility")
    assert button is not None
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    settled()
    (held,) = window.findChildren(HeldList)
    names = [held.found.item(row).text() for row in range(held.found.count())]
    at = next(row for row, name in enumerate(names) if SECRET in name)
    held.found.setCurrentRow(at)
    held.go.click()
    settled()
    assert window.current_view == "assets"
    assert context.project is not None
    (chosen,) = context.selection
    assert context.project.read(lambda uow: uow.assets.get(chosen)).name.cy == SECRET
    held.reject()


def test_the_preview_shows_only_what_the_audience_may_see(qtbot: QtBot, page: PublishPage, context: Context) -> None:
    assert SECRET not in page.preview.html
    shown = shown_text(qtbot, page)
    assert SECRET not in shown
    assert script(qtbot, page, "document.title") != "run", "a hostile name is text"
    assert HOSTILE in page.publication.assets.name_cy.tolist() if page.publication else False
    page.choices.choose(audience=Audience.TEAM)
    ready(qtbot, context, page)
    assert SECRET in page.preview.html


def test_the_preview_speaks_the_chosen_language_alone(qtbot: QtBot, page: PublishPage, context: Context) -> None:
    page.choices.choose(code="en")
    ready(qtbot, context, page)
    qtbot.waitUntil(lambda: script(qtbot, page, "document.documentElement.lang") == "en")  # the page before had Welsh


def test_the_preview_is_as_narrow_as_a_phone(qtbot: QtBot, page: PublishPage) -> None:
    shown_text(qtbot, page)
    page.preview.narrow.click()
    qtbot.waitUntil(lambda: page.preview.view.width() <= 390)
    fits = "document.documentElement.scrollWidth < 480 && innerWidth <= 390"
    qtbot.waitUntil(lambda: script(qtbot, page, fits) is True)
    page.preview.wide.click()
    qtbot.waitUntil(lambda: script(qtbot, page, "innerWidth") > 800)


def test_the_preview_goes_nowhere(qtbot: QtBot, page: PublishPage, monkeypatch: pytest.MonkeyPatch) -> None:
    shown_text(qtbot, page)
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    for place in ("https://example.org/", "file:///etc/passwd", "javascript:document.body.remove()"):
        script(qtbot, page, f"location.href = '{place}'; 1")
    assert page.preview.view.url().scheme() == "asset-mapper"
    assert [url for url in opened if url.scheme() != "https"] == []


def test_without_a_web_engine_the_page_opens_in_the_browser(
    qtbot: QtBot, window: MainWindow, context: Context, settled: Settled, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setenv(engine.SWITCHED_OFF, "1")
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    page = window.show_view("publish")
    assert isinstance(page, PublishPage)
    ready(qtbot, context, page)
    assert page.preview.view is None
    page.preview.open_outside.click()
    settled()
    assert Path(opened[0].toLocalFile()).read_text(encoding="utf-8") == page.preview.html


# Writing


def test_several_files_are_written_and_remembered_and_can_be_found(
    qtbot: QtBot, page: PublishPage, context: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_how: str(tmp_path))
    page.choices.choose(formats=("html", "csv"))
    ready(qtbot, context, page)
    page.writing.write.click()
    ready(qtbot, context, page)
    written = sorted(path.suffix for path in tmp_path.iterdir() if path.suffix in (".html", ".csv"))
    assert written == [".csv", ".html"]
    assert len(page.writing.written.cards) == 2
    assert SECRET not in next(tmp_path.glob("*.csv")).read_text(encoding="utf-8-sig")
    for name in ("open", "folder", "copy"):
        button = page.writing.written.cards[0].findChild(QPushButton, name)
        assert button is not None
        button.click()
    paths = [file.path for file in page.writing.written.files]
    assert [Path(url.toLocalFile()).name for url in opened] == [paths[0].name, tmp_path.name]
    assert QGuiApplication.clipboard().text() == str(paths[0])
    assert page.went_out.model.index(0, 0).data() in {path.name for path in paths}


def test_stopping_leaves_no_half_file_and_the_window_usable(
    qtbot: QtBot, page: PublishPage, context: Context, tmp_path: Path
) -> None:
    said: list[Message] = []
    context.said.connect(said.append)
    folder = tmp_path / "out"
    folder.mkdir()
    target = folder / "map.html"
    target.write_text("the old one")
    page.writing.write_files([(exporter("html"), target)])
    assert page.writing.progress.isVisible() and not page.writing.write.isEnabled()
    page.writing.progress.cancel.click()
    ready(qtbot, context, page)
    assert target.read_text() == "the old one" or page.writing.written.files
    assert list(folder.iterdir()) == [target]
    assert page.writing.write.isEnabled() and said


def test_a_file_that_cannot_be_written_gets_a_sentence(
    qtbot: QtBot, page: PublishPage, context: Context, tmp_path: Path
) -> None:
    said: list[Message] = []
    context.said.connect(said.append)
    page.writing.write_files([(exporter("csv"), tmp_path / "no such folder" / "list.csv")])
    ready(qtbot, context, page)
    assert said[-1].kind == "stop" and "no such folder" in said[-1].text


def test_nothing_is_published_without_a_format(page: PublishPage) -> None:
    for box in page.choices.formats.values():
        box.setChecked(False)
    assert not page.writing.write.isEnabled()
    page.choices.formats["csv"].setChecked(True)
    assert page.writing.write.isEnabled()


# What is missing


def test_whom_to_ask_is_asked_for_and_kept(qtbot: QtBot, page: PublishPage, context: Context) -> None:
    assert context.project is not None
    project = context.project.read(lambda uow: uow.project)
    context.apply(records.edit, Project, project.id, contact="")
    ready(qtbot, context, page)
    qtbot.waitUntil(page.advice.contact.isVisible)
    assert page.advice.findChild(QLabel, "advice-no-contact") is not None
    qtbot.keyClicks(page.advice.contact, "map@example.org")
    qtbot.keyClick(page.advice.contact, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not page.advice.contact.isVisible())
    ready(qtbot, context, page)
    assert context.project.read(lambda uow: uow.project.contact) == "map@example.org"


def test_a_map_without_a_base_map_is_pointed_out_and_a_list_is_not(
    qtbot: QtBot, page: PublishPage, context: Context
) -> None:
    assert page.advice.findChild(QLabel, "advice-no-basemap") is not None
    page.choices.choose(formats=("csv",))
    ready(qtbot, context, page)
    codes = [label.objectName() for label in page.advice.findChildren(QLabel) if not label.isHidden()]
    assert "advice-no-basemap" not in codes


def test_an_empty_publication_says_so(qtbot: QtBot, page: PublishPage, context: Context, settled: Settled) -> None:
    assert context.project is not None
    ids = context.project.read(lambda uow: uow.assets.column("id"))
    context.apply(records.remove, Asset, ids)
    settled()
    ready(qtbot, context, page)
    assert page.advice.findChild(QLabel, "advice-empty") is not None


# Views, and what went out


def test_choices_are_kept_as_a_view_with_its_words_in_both_languages(
    qtbot: QtBot, page: PublishPage, window: MainWindow, context: Context
) -> None:
    page.choices.keep.click()
    (dialog,) = window.findChildren(KeepView)
    dialog.save.click()
    qtbot.waitUntil(dialog.problem.isVisible)
    assert "title" in dialog.problem.text()
    dialog.title.set_value(Bilingual("Map i bawb", "A map for all"))
    dialog.introduction.set_value(Bilingual("Croeso.", "Welcome."))
    dialog.save.click()
    qtbot.waitUntil(lambda: page.choices.saved_view is not None)
    ready(qtbot, context, page)
    publication = page.publication
    assert publication is not None and publication.title == Bilingual("Map i bawb", "A map for all")
    assert "A map for all" in page.preview.html
    context.undo()


def test_a_file_with_somebody_who_withdrew_is_named(
    qtbot: QtBot, page: PublishPage, context: Context, settled: Settled, tmp_path: Path
) -> None:
    person = Asset(name=Bilingual(cy="Nia Brynteg"), kind=AssetKind.PERSON, visibility=Audience.PUBLIC)
    today = date.today()  # noqa: DTZ011 - the user's day
    agreed = [
        Consent(asset_id=person.id, purpose=purpose, given_on=today, how=ConsentHow.PAPER)
        for purpose in (Purpose.HOLD, Purpose.PUBLISH)
    ]
    context.apply(records.add, person, *agreed)
    ready(qtbot, context, page)
    page.writing.write_files([(exporter("csv"), tmp_path / "list.csv")])
    ready(qtbot, context, page)
    context.apply(consents.withdraw, person.id, today)
    ready(qtbot, context, page)
    assert "Nia Brynteg" in page.went_out.model.index(0, 4).data()
    page.tabs.setCurrentWidget(page.went_out)
    page.went_out.table.selectRow(0)
    page.went_out.go.click()
    assert context.selection == (person.id,)


def test_the_choices_survive_a_change_of_language(qtbot: QtBot, page: PublishPage, context: Context) -> None:
    page.choices.choose(audience=Audience.PARTNERS, code="cy", formats=("csv",))
    qtbot.keyClicks(page.advice.contact, "half an addr")
    context.speak("cy")
    try:
        assert page.writing.write.text() == "Cyhoeddi …"
        assert page.choices.audience.value is Audience.PARTNERS and page.choices.language.value == "cy"
        assert [one.key for one in page.choices.exporters] == ["csv"]
        assert page.advice.contact.text() == "half an addr"
    finally:
        context.speak("en")
        ready(qtbot, context, page)


def test_everything_has_a_name(page: PublishPage) -> None:
    for kind in (QAbstractButton, QCheckBox, QComboBox):
        for widget in page.findChildren(kind):
            if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
                assert widget.accessibleName() or getattr(widget, "text", str)(), widget


def test_the_evaluation_report_is_written_beside_the_map(
    qtbot: QtBot,
    window: MainWindow,
    context: Context,
    settled: Settled,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = window.show_view("publish")
    assert isinstance(page, PublishPage)
    settled()
    page.choices.choose(formats=("html", "report-html", "report-docx"))
    settled()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(tmp_path))
    page.writing.write.click()
    qtbot.waitUntil(lambda: len(list(tmp_path.glob("*-report.*"))) == 2)
    settled()
    assert len({file.name for file in tmp_path.glob("*.html")}) == 2
