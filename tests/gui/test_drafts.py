"""What is typed into a form lies in the project a moment later, and is offered again when the program was killed."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from asset_mapper.domain.asset import Asset, AssetKind
from asset_mapper.domain.consent import ConsentHow, Purpose
from asset_mapper.domain.whereabouts import WhereKind
from asset_mapper.services.open_project import OpenProject
from asset_mapper.ui.context import Context, Message
from asset_mapper.ui.dialogs import (
    asset_form,
    attachment_form,
    contact_form,
    hours_form,
    indicator_form,
    link_form,
    session_form,
)
from asset_mapper.ui.dialogs.asset_form import AssetForm
from asset_mapper.ui.dialogs.attachment_form import AttachmentForm
from asset_mapper.ui.dialogs.contact_form import ContactForm
from asset_mapper.ui.dialogs.hours_form import HoursForm
from asset_mapper.ui.dialogs.indicator_form import ReadingForm
from asset_mapper.ui.dialogs.link_form import LinkForm
from asset_mapper.ui.dialogs.record_form import RecordForm
from asset_mapper.ui.dialogs.session_form import SessionForm

Settled = Callable[[], None]
Shown = Callable[[type[Any]], Any]


@pytest.fixture
def path(sample_file: Path, tmp_path: Path) -> Path:
    path = tmp_path / "cwm.assetmap"
    shutil.copy(sample_file, path)
    return path


@pytest.fixture(autouse=True)
def owner(qtbot: QtBot, context: Context, path: Path, settled: Settled) -> QWidget:
    """A window with nothing in it, on a copy of the sample project."""
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    context.window = window
    context.use(OpenProject.open(path))
    settled()
    return window


@pytest.fixture
def shown(qtbot: QtBot, owner: QWidget) -> Shown:
    """Give a function that waits for a form of a kind."""

    def find(kind: type[Any]) -> Any:
        def visible() -> list[Any]:
            return [one for one in owner.findChildren(kind) if one.isVisible()]

        qtbot.waitUntil(lambda: bool(visible()))
        return visible()[-1]

    return find


@pytest.fixture
def stored(qtbot: QtBot, context: Context, settled: Settled) -> Callable[[], dict[str, dict[str, Any]]]:
    """Give a function that waits until all is written, and tells what the project has."""

    def look() -> dict[str, dict[str, Any]]:
        qtbot.waitUntil(lambda: context.drafts.is_written)
        settled()
        assert context.project is not None
        return context.project.read(lambda uow: {one.key: one.content for one in uow.drafts.all()})

    return look


def library(context: Context) -> Asset:
    assert context.project is not None
    return context.project.read(lambda uow: next(a for a in uow.assets.all() if a.name.en == "Cwm Derwen Library"))


def killed_and_started_again(context: Context, path: Path, tmp_path: Path, settled: Settled) -> list[Message]:
    """Go on with a copy of what lay on the disk at this moment; gives what the message bar says."""
    copy = tmp_path / "again" / path.name
    copy.parent.mkdir()
    shutil.copy(path, copy)
    said: list[Message] = []
    context.said.connect(said.append)
    context.use(OpenProject.open(copy))
    settled()
    return said


def test_what_was_typed_is_written_a_moment_after_the_last_key(context: Context, shown: Shown, stored: Any) -> None:
    asset_form.edit(context, library(context).id)
    form = shown(AssetForm)
    form.notes.setPlainText("Ask for")
    form.notes.setPlainText("Ask for the key")
    assert not context.drafts.is_written
    assert stored() == {f"asset:{library(context).id}": {"notes": "Ask for the key"}}


def test_it_is_written_at_once_when_the_keyboard_goes_to_another_field(
    context: Context, shown: Shown, stored: Any
) -> None:
    asset_form.edit(context, library(context).id)
    form = shown(AssetForm)
    form.tags.setFocus()
    form.tags.setText("books")
    context.drafts._timer.setInterval(1_000_000)
    form.visibility.setFocus()
    assert "tags" in stored()[f"asset:{library(context).id}"]


def test_typing_is_no_step_of_undo_and_no_view_is_told(
    qtbot: QtBot, context: Context, shown: Shown, stored: Any
) -> None:
    assert context.project is not None
    label = context.project.undo_label
    asset_form.edit(context, library(context).id)
    with qtbot.assertNotEmitted(context.records_changed):
        shown(AssetForm).notes.setPlainText("Ask for the key")
        assert stored()
    assert context.project.undo_label == label


@pytest.mark.parametrize("how", ["saved", "cancelled", "as it was"])
def test_a_form_that_was_finished_leaves_no_draft(
    context: Context, shown: Shown, stored: Any, settled: Settled, how: str
) -> None:
    session_form.begin_new(context)
    form: SessionForm = shown(SessionForm)
    form.place.set_texts("Neuadd", "Hall")
    assert stored()
    if how == "saved":
        form.save.click()
    elif how == "cancelled":
        form.reject()
    else:
        form._on_start_again()
    settled()
    assert not stored()


def test_after_a_kill_the_form_is_offered_with_what_was_typed(
    context: Context, shown: Shown, stored: Any, settled: Settled, path: Path, tmp_path: Path
) -> None:
    contact_form.add(context, library(context))
    shown(ContactForm).value.setText("01632 960009")
    assert stored()
    (said,) = killed_and_started_again(context, path, tmp_path, settled)
    assert "1 form was not finished: Cwm Derwen Library." in said.text
    assert said.action == "Open again" and said.act is not None
    said.act()
    again = shown(ContactForm)
    assert again.value.text() == "01632 960009" and again.again.isVisible()
    again.save.click()
    settled()
    assert not stored()


def test_it_is_offered_in_welsh_too(
    context: Context, shown: Shown, stored: Any, settled: Settled, path: Path, tmp_path: Path
) -> None:
    contact_form.add(context, library(context))
    shown(ContactForm).value.setText("01632 960009")
    assert stored()
    context.speak("cy", keep=False)
    (said,) = killed_and_started_again(context, path, tmp_path, settled)
    context.speak("en", keep=False)
    assert said.text.startswith("Ni orffennwyd 1 ffurflen: Llyfrgell Cwm Derwen.")


def test_closing_the_project_with_an_open_form_offers_it_again(
    context: Context, shown: Shown, settled: Settled, path: Path
) -> None:
    session_form.begin_new(context)
    shown(SessionForm).place.set_texts("Neuadd", "Hall")
    context.use(None)  # before the moment has passed
    settled()
    said: list[Message] = []
    context.said.connect(said.append)
    context.use(OpenProject.open(path))
    settled()
    assert said[0].act is not None
    said[0].act()
    assert shown(SessionForm).place.text_in("en") == "Hall"


def test_nothing_of_a_new_person_is_written_before_they_agreed(
    context: Context, shown: Shown, stored: Any, path: Path
) -> None:
    asset_form.add_new(context)
    form: AssetForm = shown(AssetForm)
    form.name.set_texts("", "Zabaglione")
    assert stored()  # it may be a group
    form.kind.choose(AssetKind.PERSON)
    assert not stored()
    form.summary.set_texts("", "Mends bicycles")
    assert not stored()
    assert b"Zabaglione" not in path.read_bytes()
    form.consents[Purpose.HOLD].choose(ConsentHow.SPOKEN)
    assert stored()["asset:new"]["name"] == ["", "Zabaglione"]
    form.consents[Purpose.HOLD].choose(None)
    assert not stored()


def test_a_person_who_agreed_comes_back_as_a_person(
    context: Context, shown: Shown, stored: Any, settled: Settled, path: Path, tmp_path: Path
) -> None:
    asset_form.add_new(context, AssetKind.PERSON)
    form: AssetForm = shown(AssetForm)
    form.name.set_texts("", "Zabaglione")
    form.consents[Purpose.HOLD].choose(ConsentHow.SPOKEN)
    assert stored()
    (said,) = killed_and_started_again(context, path, tmp_path, settled)
    assert "Zabaglione" not in said.text and said.act is not None
    said.act()
    again: AssetForm = shown(AssetForm)
    assert again.is_person and again.consents[Purpose.HOLD].value is ConsentHow.SPOKEN


def test_a_place_that_becomes_confidential_keeps_no_address_in_the_draft(
    context: Context, shown: Shown, stored: Any, path: Path
) -> None:
    asset_form.add_new(context)
    form: AssetForm = shown(AssetForm)
    form.name.set_texts("", "Refuge")
    form.address.setText("7 Marker Terrace")
    assert stored()["asset:new"]["address"] == "7 Marker Terrace"
    form.where.choose(WhereKind.CONFIDENTIAL)
    assert "address" not in stored()["asset:new"]
    assert b"Marker Terrace" not in path.read_bytes()


def test_a_project_that_is_only_read_keeps_what_is_typed_in_memory(
    context: Context, shown: Shown, stored: Any, settled: Settled, path: Path
) -> None:
    context.use(None)
    settled()
    context.use(OpenProject.open(path, read_only=True))
    settled()
    asset_form.edit(context, library(context).id)
    form: RecordForm = shown(AssetForm)
    form.fields["notes"].setPlainText("Ask for the key")  # type: ignore[attr-defined]
    assert not stored()
    assert context.drafts.taken(f"asset:{library(context).id}") == {"notes": "Ask for the key"}


@pytest.fixture(autouse=True)
def closed(owner: QWidget, context: Context) -> Any:
    yield
    for dialog in owner.findChildren(QDialog):
        dialog.reject()
    context.window = None


def _first(context: Context, of: str, fits: Any = lambda _one: True) -> Any:
    assert context.project is not None
    return context.project.read(lambda uow: next(one for one in getattr(uow, of).all() if fits(one)))


def _hours(context: Context) -> None:
    hours_form.add(context, library(context))


def _reading(context: Context) -> None:
    reading = _first(context, "readings")
    indicator = _first(context, "indicators", lambda one: one.id == reading.indicator_id)
    indicator_form.edit_reading(context, indicator, reading)


def _support(context: Context) -> None:
    link_form.support(context, _first(context, "outcomes").id)


def _step(context: Context) -> None:
    link_form.step(context, _first(context, "outcomes").id)


def _attachment(context: Context) -> None:
    photo = _first(context, "attachments")
    assert context.project is not None
    owner = context.project.read(lambda uow: uow.assets.get(photo.record_id))
    attachment_form.edit(context, owner, photo)


@pytest.mark.parametrize(
    ("begin", "kind", "field"),
    [
        (_hours, HoursForm, "citation"),
        (_reading, ReadingForm, "collected_by"),
        (_support, LinkForm, "claimed_by"),
        (_step, LinkForm, "claimed_by"),
        (_attachment, AttachmentForm, "credit"),
    ],
)
def test_these_forms_are_offered_again_too(
    begin: Any,
    kind: Any,
    field: str,
    context: Context,
    shown: Shown,
    stored: Any,
    settled: Settled,
    path: Path,
    tmp_path: Path,
) -> None:
    begin(context)
    settled()
    form = shown(kind)
    title = form.windowTitle()
    form.fields[field].setText("Zabaglione")
    assert stored()
    (said,) = killed_and_started_again(context, path, tmp_path, settled)
    assert said.act is not None
    said.act()
    settled()
    again = shown(kind)
    assert again.fields[field].text() == "Zabaglione" and again.windowTitle() == title
    again.reject()
