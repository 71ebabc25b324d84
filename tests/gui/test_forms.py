"""The forms of an asset and of all that belongs to it, as stories by keyboard."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable, Iterator
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any, TypeVar

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QAccessible, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from asset_mapper.domain.asset import Asset, AssetKind
from asset_mapper.domain.audience import Audience
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.consent import Consent, ConsentHow, Purpose
from asset_mapper.domain.contact import ContactKind, ContactPoint
from asset_mapper.domain.meeting import Meeting
from asset_mapper.domain.record import Record
from asset_mapper.domain.relation import Relation, RelationKind
from asset_mapper.domain.talent import Standing, Talent, TalentUse
from asset_mapper.domain.whereabouts import WhereKind
from asset_mapper.i18n import language, set_language
from asset_mapper.services import queries, records
from asset_mapper.services.open_project import OpenProject
from asset_mapper.ui import theme
from asset_mapper.ui.actions import asset_actions
from asset_mapper.ui.context import Context, Message
from asset_mapper.ui.dialogs import (
    asset_form,
    attachment_form,
    consent_form,
    contact_form,
    history_dialog,
    meeting_form,
    relation_form,
    talent_form,
)
from asset_mapper.ui.dialogs.asset_form import AssetForm
from asset_mapper.ui.dialogs.asset_parts import PARTS
from asset_mapper.ui.dialogs.attachment_form import AttachmentForm
from asset_mapper.ui.dialogs.consent_form import ConsentForm, FilesThatHeld
from asset_mapper.ui.dialogs.contact_form import ContactForm
from asset_mapper.ui.dialogs.erase_dialog import EraseQuestion
from asset_mapper.ui.dialogs.history_dialog import HistoryDialog, RemovedDialog
from asset_mapper.ui.dialogs.meeting_form import MeetingForm
from asset_mapper.ui.dialogs.record_form import RecordForm
from asset_mapper.ui.dialogs.relation_form import RelationForm
from asset_mapper.ui.dialogs.talent_form import TalentForm
from asset_mapper.ui.views.asset_detail import AssetDetail

Settled = Callable[[], None]
D = TypeVar("D", bound=QDialog)
R = TypeVar("R", bound=Record)
TODAY = date.today()  # noqa: DTZ011


@pytest.fixture(autouse=True)
def project(qtbot: QtBot, context: Context, sample_file: Path, tmp_path: Path) -> Iterator[OpenProject]:
    """A copy of the sample project, open in a window with nothing else in it."""
    path = tmp_path / "cwm.assetmap"
    shutil.copy(sample_file, path)
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    theme.put_on(application, "light", 100)
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    context.window = window
    opened = OpenProject.open(path)
    context.use(opened)
    yield opened
    for dialog in window.findChildren(QDialog):
        dialog.reject()
    context.window = None


@pytest.fixture
def shown(qtbot: QtBot, context: Context, settled: Settled) -> Callable[[type[D]], D]:
    """Give a function that waits for a dialog of a kind."""

    def find(kind: type[D]) -> D:
        assert context.window is not None
        settled()
        window = context.window
        qtbot.waitUntil(lambda: any(one.isVisible() for one in window.findChildren(kind)))
        return [one for one in window.findChildren(kind) if one.isVisible()][-1]

    return find


def every(project: OpenProject, kind: type[R], **values: Any) -> list[R]:
    return project.read(lambda uow: list(uow.store(kind).where(**values)))


def named(project: OpenProject, name: str) -> Asset:
    return next(one for one in every(project, Asset) if name in (one.name.cy, one.name.en))


@pytest.fixture
def library(project: OpenProject) -> Asset:
    return named(project, "Cwm Derwen Library")


@pytest.fixture
def megan(project: OpenProject) -> Asset:
    return named(project, "Megan R.")


def save(form: RecordForm, settled: Settled) -> None:
    form.save.click()
    settled()


# --- the asset ------------------------------------------------------------------------------------------------------


def test_an_asset_is_added_by_keys_alone(
    qtbot: QtBot, context: Context, project: OpenProject, shown: Any, settled: Settled
):
    asset_form.add_new(context)
    form = shown(AssetForm)
    qtbot.keyClicks(form.focusWidget(), "Repair cafe")
    qtbot.keyClick(form.focusWidget(), Qt.Key.Key_Tab)
    qtbot.keyClicks(form.focusWidget(), "Caffi trwsio")
    qtbot.keyClick(form.focusWidget(), Qt.Key.Key_Return)
    settled()
    made = named(project, "Repair cafe")
    assert made.name == Bilingual(cy="Caffi trwsio", en="Repair cafe", first="en")
    assert context.selection == (made.id,)


def test_what_is_wrong_is_said_while_typing_and_goes_when_it_is_mended(qtbot: QtBot, context: Context, shown: Any):
    asset_form.add_new(context)
    form = shown(AssetForm)
    assert form.problem.isHidden()
    form.name.set_texts("", "Hall")
    form.postcode.setText("LL5")
    assert "“LL5” is not a postcode." in form.problem.text() and form.problem.isVisible()
    form.postcode.setText("LL57 4FA")
    assert form.problem.isHidden()


def test_an_asset_without_a_name_is_not_saved(context: Context, project: OpenProject, shown: Any, settled: Settled):
    before = len(every(project, Asset))
    asset_form.add_new(context)
    form = shown(AssetForm)
    save(form, settled)
    assert "name" in form.problem.text() and len(every(project, Asset)) == before


def test_the_missing_language_is_marked(context: Context, shown: Any):
    asset_form.add_new(context)
    form = shown(AssetForm)
    form.name.set_texts("Neuadd", "")
    assert form.name.fields["en"].placeholderText() == "no English yet"
    assert form.name.fields["en"].accessibleDescription() == "no English yet"
    form.name.set_texts("Neuadd", "Hall")
    assert form.name.fields["en"].placeholderText() == ""


def test_a_person_is_not_saved_before_the_agreement_is_chosen_and_has_no_pin(
    context: Context, project: OpenProject, shown: Any, settled: Settled
):
    asset_actions.add_person(context)
    form = shown(AssetForm)
    form.name.set_texts("Nia T.", "")
    form.postcode.setText("LL57 4FA")  # from when it was another kind
    save(form, settled)
    assert "agreed" in form.problem.text()
    assert not [one for one in every(project, Asset) if one.name.cy == "Nia T."]
    model: Any = form.where.model()
    assert not model.item(form.where.index_of(WhereKind.SHAPE)).isEnabled()
    assert not any(field.isVisible() for field in (form.position, form.postcode, form.address))
    form.consents[Purpose.HOLD].choose(ConsentHow.SPOKEN)
    form.taken_by.setText("Catrin")
    save(form, settled)
    nia = named(project, "Nia T.")
    (consent,) = every(project, Consent, asset_id=nia.id)
    assert (consent.how, consent.taken_by, consent.given_on) == (ConsentHow.SPOKEN, "Catrin", TODAY)
    assert not nia.whereabouts.tells_a_home


def test_a_person_meant_for_everyone_is_said_to_be_held_back(context: Context, shown: Any):
    asset_actions.add_person(context)
    form = shown(AssetForm)
    form.name.set_texts("", "Nia")
    form.visibility.choose(Audience.PUBLIC)
    assert "has not agreed to it" in form.caution.text() and form.caution.isVisible()
    form.consents[Purpose.PUBLISH].choose(ConsentHow.PAPER)
    assert not form.caution.isVisible()


def test_a_confidential_place_explains_itself_and_loses_its_coordinates(
    context: Context, project: OpenProject, shown: Any, settled: Settled, library: Asset
):
    assert library.whereabouts.geometry is not None
    asset_form.edit(context, library.id)
    form = shown(AssetForm)
    form.where.choose(WhereKind.CONFIDENTIAL)
    assert form.about_confidential.isVisible() and not form.address.isVisible()
    form.area.set_texts("Y cwm", "The valley")
    save(form, settled)
    now = project.read(queries.asset, library.id)
    assert now.confidential and now.whereabouts.geometry is None
    places = [change.before.whereabouts for _step, change in project.read(queries.history, library.id)]
    assert places and all(place.geometry is None and not place.address for place in places)


def test_an_asset_at_a_venue_finds_it_by_a_part_of_its_name(
    qtbot: QtBot, context: Context, project: OpenProject, shown: Any, settled: Settled, library: Asset
):
    asset_form.add_new(context)
    form = shown(AssetForm)
    form.name.set_texts("", "Chess club")
    form.where.choose(WhereKind.VENUE)
    form.venue.setFocus()
    qtbot.keyClicks(form.venue, "nowhere at all")
    assert "There is no “nowhere at all” here." in form.problem.text()
    form.venue.clear()
    qtbot.keyClicks(form.venue, "llyfrgell cwm derwen")
    assert form.problem.isHidden()
    save(form, settled)
    assert named(project, "Chess club").whereabouts.venue_id == library.id


def test_a_place_that_was_not_moved_stays_as_exact_as_it_was(
    context: Context, project: OpenProject, shown: Any, settled: Settled, library: Asset
):
    asset_form.edit(context, library.id)
    form = shown(AssetForm)
    form.notes.setPlainText("Ask for the key")
    save(form, settled)
    now = project.read(queries.asset, library.id)
    assert now.whereabouts == library.whereabouts and now.notes == "Ask for the key"


def test_what_another_form_saved_meanwhile_is_kept(
    context: Context, project: OpenProject, shown: Any, settled: Settled, library: Asset
):
    asset_form.edit(context, library.id)
    form = shown(AssetForm)
    project.apply(records.edit, Asset, library.id, visibility=Audience.PARTNERS)
    form.notes.setPlainText("Ask for the key")
    save(form, settled)
    now = project.read(queries.asset, library.id)
    assert (now.visibility, now.notes) == (Audience.PARTNERS, "Ask for the key")


def test_what_was_typed_and_not_saved_is_there_again(context: Context, shown: Any, settled: Settled, library: Asset):
    asset_form.edit(context, library.id)
    form = shown(AssetForm)
    form.summary.set_texts("Llyfrau", "Books and")
    form.reject()
    settled()
    asset_form.edit(context, library.id)
    again = shown(AssetForm)
    assert again.summary.text_in("en") == "Books and" and again.again.isVisible()
    again._on_start_again()
    assert again.summary.value == library.summary
    again.reject()
    settled()
    asset_form.edit(context, library.id)
    assert not shown(AssetForm).again.isVisible()


def test_a_form_that_is_open_comes_to_the_front_instead_of_a_second_one(
    context: Context, shown: Any, settled: Settled, library: Asset
):
    for _press in range(2):
        asset_form.edit(context, library.id)
        settled()
    assert context.window is not None
    assert len([one for one in context.window.findChildren(AssetForm) if one.isVisible()]) == 1


def test_no_draft_lies_outside_the_project(context: Context, shown: Any, settled: Settled, tmp_path: Path):
    asset_actions.add_person(context)
    form = shown(AssetForm)
    form.name.set_texts("", "Zabaglione")
    form.reject()
    settled()
    assert not [file for file in tmp_path.rglob("*") if file.is_file() and b"Zabaglione" in file.read_bytes()]


def test_the_language_changes_and_what_is_typed_stays(context: Context, shown: Any, library: Asset):
    asset_form.edit(context, library.id)
    form = shown(AssetForm)
    form.name.set_texts("Llyfrgell newydd", "A new library")
    context.speak("cy")
    assert form.windowTitle() == "Newid ased" and form.save.text() == "Cadw"
    assert form.name.value == Bilingual(cy="Llyfrgell newydd", en="A new library")
    assert form.kind.currentText() == "Sefydliad" and form.kind.value is AssetKind.ORGANISATION
    context.speak("en")
    assert form.windowTitle() == "Change an asset"


def test_f6_goes_from_part_to_part(qtbot: QtBot, context: Context, shown: Any, library: Asset):
    asset_form.edit(context, library.id)
    form = shown(AssetForm)
    visited = []
    for _press in range(5):
        form._go_on(1)
        visited.append(form.focusWidget())
    assert {form.where, form.visibility, form.more.button} <= set(visited)
    assert form.parts.buttons["meetings"] in visited


# --- the parts of an asset ------------------------------------------------------------------------------------------


def test_the_parts_are_counted_and_open_in_place(context: Context, shown: Any, settled: Settled, library: Asset):
    asset_form.edit(context, library.id)
    form = shown(AssetForm)
    settled()
    button = form.parts.buttons["meetings"]
    assert button.text() == "Meetings (2)" and form.parts.buttons["consents"].isHidden()
    button.click()
    changes = [one for one in form.parts.findChildren(QPushButton) if one.objectName().startswith("change-")]
    assert len(changes) == 2 and form.parts.add.text() == "Add a meeting"
    changes[0].click()
    assert shown(MeetingForm)


def test_an_asset_that_is_new_is_saved_before_its_first_meeting(
    context: Context, project: OpenProject, shown: Any, settled: Settled
):
    asset_form.add_new(context)
    form = shown(AssetForm)
    form.parts.buttons["meetings"].click()
    settled()
    assert "name" in form.problem.text() and not form.parts.buttons["meetings"].isChecked()
    form.name.set_texts("", "Chess club")
    form.parts.buttons["meetings"].click()
    settled()
    made = named(project, "Chess club")
    assert form.isVisible() and form.windowTitle() == "Change an asset"
    form.parts.add.click()
    meeting = shown(MeetingForm)
    meeting.when.setText("Tuesdays 7pm")
    save(meeting, settled)
    assert [one.rule for one in every(project, Meeting, asset_id=made.id)] == ["FREQ=WEEKLY;BYDAY=TU"]
    settled()
    assert form.parts.buttons["meetings"].text() == "Meetings (1)"


def test_a_meeting_says_what_was_understood_and_the_next_three_days(
    qtbot: QtBot, context: Context, project: OpenProject, shown: Any, settled: Settled, library: Asset
):
    meeting_form.add(context, library)
    form = shown(MeetingForm)
    qtbot.keyClicks(form.focusWidget(), "first Monday of the month 2-4pm")
    assert "Understood: First Monday of the month, 14:00 to 16:00. Next:" in form.understood.text()
    assert form.understood.text().count("·") == 2
    qtbot.keyClick(form.focusWidget(), Qt.Key.Key_Return)
    settled()
    made = [one for one in every(project, Meeting, asset_id=library.id) if one.rule == "FREQ=MONTHLY;BYDAY=1MO"]
    assert [(one.starts_at, one.ends_at) for one in made] == [(time(14), time(16))]


def test_a_meeting_in_welsh_words_is_understood_as_well(context: Context, shown: Any, library: Asset):
    meeting_form.add(context, library)
    form = shown(MeetingForm)
    context.speak("cy")
    form.when.setText("bob dydd Mawrth 2yp")
    assert "Bob dydd Mawrth, 14:00" in form.understood.text()
    assert form.made()[0].rule == "FREQ=WEEKLY;BYDAY=TU"


def test_words_are_changed_in_the_language_in_which_they_were_shown(context: Context, shown: Any, library: Asset):
    words = Meeting(asset_id=library.id, when=Bilingual(cy="Gofynnwch", en="Ask"))
    meeting_form.edit(context, library, words)
    form = shown(MeetingForm)
    context.speak("cy")
    form.when.setText("Ask us")
    assert form.made()[0].when == Bilingual(cy="Gofynnwch", en="Ask us")


def test_every_other_week_asks_for_its_first_day(context: Context, shown: Any, library: Asset):
    meeting_form.add(context, library)
    form = shown(MeetingForm)
    form.when.setText("every other Tuesday 2pm")
    assert "first day" in form.understood.text() and form.first_on.isVisible()
    form.first_on.setText("1/9/2026")
    assert "Next:" in form.understood.text()
    assert form.made()[0].first_on == date(2026, 9, 1)
    form.first_on.setText("soon")
    assert "“soon” is not a day." in form.problem.text()


def test_words_that_are_no_rule_stay_words(
    context: Context, project: OpenProject, shown: Any, settled: Settled, library: Asset
):
    meeting_form.add(context, library)
    form = shown(MeetingForm)
    form.when.setText("When the weather is fine")
    assert "kept in your words" in form.understood.text()
    save(form, settled)
    made = [one for one in every(project, Meeting, asset_id=library.id) if one.when is not None]
    assert [one.when for one in made if one.when] == [Bilingual(en="When the weather is fine")]


def test_a_meeting_that_is_looked_at_and_saved_stays_as_it_was(
    context: Context, project: OpenProject, shown: Any, settled: Settled
):
    for before in every(project, Meeting):
        owner = project.read(queries.asset, before.asset_id)
        meeting_form.edit(context, owner, before)
        form = shown(MeetingForm)
        context.speak("cy" if language() == "en" else "en")
        assert form.made() == [before], before
        form.reject()
        settled()


def test_a_way_to_reach_it_says_who_sees_it_and_what_is_wrong(
    context: Context, project: OpenProject, shown: Any, settled: Settled, library: Asset
):
    contact_form.add(context, library)
    form = shown(ContactForm)
    assert "Only the team sees this." in form.who_sees.text()
    form.audience.choose(Audience.PUBLIC)
    assert form.who_sees.text() == "Everyone sees this."
    form.kind.choose(ContactKind.EMAIL)
    form.value.setText("library at example")
    assert "is not an e-mail address" in form.problem.text()
    save(form, settled)
    assert form.isVisible()
    form.value.setText("library@example.org")
    save(form, settled)
    assert "library@example.org" in [one.value for one in every(project, ContactPoint, asset_id=library.id)]


def test_a_contact_of_a_person_waits_for_their_agreement(
    context: Context, project: OpenProject, shown: Any, settled: Settled, megan: Asset
):
    project.apply(records.remove, Consent, [one.id for one in every(project, Consent, asset_id=megan.id)])
    contact_form.add(context, megan)
    form = shown(ContactForm)
    form.audience.choose(Audience.PUBLIC)
    assert "until the person agrees: Get in touch with me" in form.who_sees.text()


def test_a_talent_is_offered_for_some_uses(
    qtbot: QtBot, context: Context, project: OpenProject, shown: Any, settled: Settled, megan: Asset
):
    talent_form.add(context, megan)
    form = shown(TalentForm)
    qtbot.keyClicks(form.focusWidget(), "Bread")
    form.standing.choose(Standing.WANTED)
    form.uses[TalentUse.TEACHING].setChecked(True)
    form.hours.setText("many")
    assert "“many” is not a number of hours" in form.problem.text()
    form.hours.setText("1.5")
    save(form, settled)
    made = next(one for one in every(project, Talent, asset_id=megan.id) if one.what.en == "Bread")
    assert (made.standing, made.uses, made.hours) == (Standing.WANTED, (TalentUse.TEACHING,), 1.5)
    assert made.audience is Audience.TEAM


def test_a_relation_can_be_said_from_either_end(
    context: Context, project: OpenProject, shown: Any, settled: Settled, library: Asset, megan: Asset
):
    relation_form.add(context, library)
    form = shown(RelationForm)
    form.way.choose((RelationKind.MEMBER_OF, False))
    form.other.setText("Megan R.")
    assert form.sentence.text() == "Megan R. is a member of Cwm Derwen Library"
    save(form, settled)
    made = every(project, Relation, from_id=megan.id, to_id=library.id)
    assert [one.kind for one in made] == [RelationKind.MEMBER_OF]
    relation_form.add(context, library)
    again = shown(RelationForm)
    again.way.choose((RelationKind.MEMBER_OF, False))
    again.other.setText("Megan R.")
    save(again, settled)
    assert "recorded already" in again.problem.text()


def test_the_names_that_fit_are_offered_while_typing(qtbot: QtBot, context: Context, shown: Any, library: Asset):
    relation_form.add(context, library)
    form = shown(RelationForm)
    qtbot.keyClicks(form.other, "megan")
    offered = form.other.completer().model()
    texts = [str(offered.index(row, 0).data()) for row in range(offered.rowCount())]
    assert "Megan R. (Person)" in texts
    form.other.setText("Megan R. (Person)")
    assert form.other.text() == "Megan R." and form.other.value


def test_a_removed_part_comes_back_with_undo(
    context: Context, project: OpenProject, shown: Any, settled: Settled, library: Asset
):
    said: list[Message] = []
    context.said.connect(said.append)
    before = every(project, ContactPoint, asset_id=library.id)
    contact_form.edit(context, library, before[0])
    shown(ContactForm).remove.click()
    settled()
    assert len(every(project, ContactPoint, asset_id=library.id)) == len(before) - 1
    assert said[-1].act is not None
    said[-1].act()
    settled()
    assert len(every(project, ContactPoint, asset_id=library.id)) == len(before)


# --- agreements -----------------------------------------------------------------------------------------------------


def test_an_agreement_is_noted_with_how_when_by_whom_and_in_which_words(
    context: Context, project: OpenProject, shown: Any, settled: Settled, megan: Asset
):
    consent_form.add(context, megan)
    form = shown(ConsentForm)
    form.purpose.choose(Purpose.PHOTO)
    save(form, settled)
    assert "how they said so" in form.problem.text()
    form.how.choose(ConsentHow.PAPER)
    form.given_on.setText("3 March 2026")
    form.until.setText("1 March 2026")
    assert "cannot end before" in form.problem.text()
    form.until.setText("3 March 2028")
    form.taken_by.setText("Catrin E.")
    form.wording.setText("2026-2")
    form.language.choose("cy")
    save(form, settled)
    made = next(one for one in every(project, Consent, asset_id=megan.id) if one.wording_version == "2026-2")
    assert (made.purpose, made.given_on, made.until) == (Purpose.PHOTO, date(2026, 3, 3), date(2028, 3, 3))
    assert (made.language, made.taken_by) == ("cy", "Catrin E.")


def test_a_withdrawal_names_the_files_that_held_the_person(
    context: Context, project: OpenProject, shown: Any, settled: Settled
):
    held = project.read(lambda uow: [export for export in uow.exports.all() if export.people])
    person = project.read(queries.asset, held[0].people[0])
    consent = next(one for one in every(project, Consent, asset_id=person.id) if one.withdrawn_on is None)
    consent_form.edit(context, person, consent)
    form = shown(ConsentForm)
    form.withdraw.click()
    files = shown(FilesThatHeld)
    assert any(held[0].file in files.list.item(row).text() for row in range(files.list.count()))
    now = next(one for one in every(project, Consent) if one.id == consent.id)
    assert now.withdrawn_on == max(TODAY, consent.given_on)
    files.accept()


def test_only_a_person_has_agreements(context: Context, library: Asset, megan: Asset):
    fitting = {asset.kind: {part.key for part in PARTS if part.fits(asset)} for asset in (library, megan)}
    assert "consents" in fitting[AssetKind.PERSON] and "consents" not in fitting[AssetKind.ORGANISATION]


def test_every_part_can_be_added_by_an_action():
    assert [(key, label) for key, label in asset_actions.PARTS_TO_ADD] == [
        (part.key, part.add_label) for part in PARTS
    ]


# --- photos and files -----------------------------------------------------------------------------------------------


def camera_photo() -> bytes:
    picture = Image.new("RGB", (400, 200), "blue")
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned a quarter
    exif.get_ifd(0x8825).update({1: "N", 2: (52.0, 13.0, 14.0)})
    written = io.BytesIO()
    picture.save(written, "JPEG", exif=exif)
    return written.getvalue()


def dropped(widget: QWidget, path: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    event = QDropEvent(
        QPointF(4, 4), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    widget.dropEvent(event)


def pictures_of(project: OpenProject, asset: Asset) -> list[Any]:
    from asset_mapper.domain.attachment import Attachment

    return every(project, Attachment, record_id=asset.id)


def test_a_photo_dropped_on_an_asset_is_upright_and_says_what_is_to_be_seen(
    qtbot: QtBot, context: Context, project: OpenProject, shown: Any, settled: Settled, library: Asset, tmp_path: Path
):
    path = tmp_path / "library.jpg"
    path.write_bytes(camera_photo())
    context.select([library.id])
    detail = AssetDetail(context)
    qtbot.addWidget(detail)
    detail.show()
    settled()
    dropped(detail.widget(), path)
    form = shown(AttachmentForm)
    qtbot.waitUntil(lambda: form.file is not None)
    assert form.box.picture.pixmap().height() > form.box.picture.pixmap().width()
    form.audience.choose(Audience.PUBLIC)
    save(form, settled)
    assert "what is to be seen" in form.problem.text()
    form.alt.set_texts("Y drws", "The door")
    form.shows_people.setChecked(True)
    assert "Ask those who can be seen first" in form.problem.text()
    form.agreed.setChecked(True)
    save(form, settled)
    (made,) = [one for one in pictures_of(project, library) if one.name == "library.jpg"]
    content = project.read(lambda uow: uow.blob(made.sha256))
    assert Image.open(io.BytesIO(content)).size == (200, 400) and b"Exif" not in content
    assert made.alt == Bilingual(cy="Y drws", en="The door") and made.shows_people
    assert made.agreed_on == TODAY

    attachment_form.edit(context, library, made)
    again = shown(AttachmentForm)
    assert again.agreed.isChecked()
    again.credit.setText("Megan")
    save(again, settled)
    (after,) = [one for one in pictures_of(project, library) if one.name == "library.jpg"]
    assert after.agreed_on == made.agreed_on
    attachment_form.edit(context, library, after)
    third = shown(AttachmentForm)
    third.agreed.setChecked(False)
    save(third, settled)
    assert "Ask those who can be seen first" in third.problem.text()
    third.audience.choose(Audience.TEAM)
    save(third, settled)
    (after,) = [one for one in pictures_of(project, library) if one.name == "library.jpg"]
    assert after.agreed_on is None


def test_a_picture_is_pasted_from_the_clipboard(
    qtbot: QtBot, context: Context, project: OpenProject, shown: Any, settled: Settled, megan: Asset
):
    image = QImage(40, 20, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    QGuiApplication.clipboard().setImage(image)
    attachment_form.paste(context, megan)
    form = shown(AttachmentForm)
    qtbot.waitUntil(lambda: form.file is not None)
    assert form.shows_people.isChecked() and not form.agreed.isVisible()
    save(form, settled)
    assert [one.media_type for one in pictures_of(project, megan) if one.name.startswith("pasted")]


def test_what_is_no_picture_is_said(qtbot: QtBot, context: Context, shown: Any, library: Asset, tmp_path: Path):
    path = tmp_path / "broken.jpg"
    path.write_bytes(b"\xff\xd8\xff" + bytes(40))
    attachment_form.add(context, library, path)
    form = shown(AttachmentForm)
    qtbot.waitUntil(lambda: "broken.jpg" in form.problem.text())
    assert form.file is None


def test_a_table_that_is_dropped_is_left_to_the_import(
    qtbot: QtBot, context: Context, settled: Settled, library: Asset, tmp_path: Path
):
    path = tmp_path / "list.csv"
    path.write_text("Name\nHall\n", encoding="utf-8")
    context.select([library.id])
    detail = AssetDetail(context)
    qtbot.addWidget(detail)
    detail.show()
    settled()
    dropped(detail.widget(), path)
    settled()
    assert context.window is not None and not context.window.findChildren(AttachmentForm)


# --- history --------------------------------------------------------------------------------------------------------


def test_an_earlier_version_comes_back_and_undo_takes_it_back(
    context: Context, project: OpenProject, shown: Any, settled: Settled, library: Asset
):
    for notes in ("first", "second"):
        project.apply(records.edit, Asset, library.id, notes=notes)
    history_dialog.show(context, library)
    dialog = shown(HistoryDialog)
    assert dialog.list.count() == 2 and not dialog.act.isEnabled()
    dialog.list.setCurrentRow(1)
    assert "Notes (for the team): – → first" in dialog.told.text() and dialog.act.isEnabled()
    dialog.act.click()
    settled()
    assert project.read(queries.asset, library.id).notes == "first"
    context.undo()
    settled()
    assert project.read(queries.asset, library.id).notes == "second"


def test_what_was_removed_comes_back_from_its_list(
    context: Context, project: OpenProject, shown: Any, settled: Settled, library: Asset
):
    project.apply(records.remove, Asset, [library.id])
    history_dialog.show_removed(context)
    dialog = shown(RemovedDialog)
    assert "Cwm Derwen Library" in dialog.list.item(0).text()
    dialog.act.click()
    settled()
    assert named(project, "Cwm Derwen Library").id == library.id and context.selection == (library.id,)


def test_erasing_is_asked_and_said_not_to_be_undone(
    context: Context, project: OpenProject, shown: Any, settled: Settled, megan: Asset
):
    context.select([megan.id])
    asset_actions.erase_selected(context)
    question = shown(EraseQuestion)
    assert "backups" in question.informativeText() and "Undo cannot" in question.informativeText()
    assert question.defaultButton() is question.keep
    question.keep.click()
    settled()
    assert project.read(queries.asset, megan.id)
    asset_actions.erase_selected(context)
    shown(EraseQuestion).erase.click()
    settled()
    assert not [one for one in every(project, Asset) if one.id == megan.id]
    history_dialog.show_removed(context)
    assert shown(RemovedDialog).list.count() == 0


# --- the panel beside the list --------------------------------------------------------------------------------------


def test_the_panel_changes_each_part_where_it_is_read(
    qtbot: QtBot, context: Context, project: OpenProject, shown: Any, settled: Settled, library: Asset
):
    context.select([library.id])
    detail = AssetDetail(context)
    qtbot.addWidget(detail)
    detail.show()
    settled()
    meeting = every(project, Meeting, asset_id=library.id)[0]
    button = detail.findChild(QPushButton, f"change-{meeting.id}")
    assert button is not None
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    form = shown(MeetingForm)
    form.when.setText("Fridays 3pm")
    save(form, settled)
    texts = [label.text() for label in detail.findChildren(QLabel)]
    assert any("Fridays, 15:00" in text for text in texts)


def test_the_panel_names_the_venue_in_the_language_of_the_window(
    qtbot: QtBot, context: Context, project: OpenProject, settled: Settled
):
    guest = next(one for one in every(project, Asset) if one.whereabouts.kind is WhereKind.VENUE)
    venue = project.read(queries.asset, guest.whereabouts.venue_id or "")
    context.select([guest.id])
    detail = AssetDetail(context)
    qtbot.addWidget(detail)
    detail.show()
    settled()
    for code in ("en", "cy"):
        context.speak(code)
        assert any(venue.name.text(code) in label.text() for label in detail.findChildren(QLabel))


def test_nobody_changes_what_is_open_for_reading_only(
    qtbot: QtBot, context: Context, settled: Settled, sample_file: Path, tmp_path: Path
):
    path = tmp_path / "read.assetmap"
    shutil.copy(sample_file, path)
    context.use(OpenProject.open(path, read_only=True))
    settled()
    assert context.project is not None
    context.select([named(context.project, "Megan R.").id])
    detail = AssetDetail(context)
    qtbot.addWidget(detail)
    detail.show()
    settled()
    assert {one.text() for one in detail.findChildren(QPushButton)} <= {"Open"}


# --- all forms ------------------------------------------------------------------------------------------------------


def openings(context: Context, library: Asset, megan: Asset) -> list[tuple[type[QDialog], Callable[[], None]]]:
    return [
        (AssetForm, lambda: asset_form.edit(context, library.id)),
        (AssetForm, lambda: asset_actions.add_person(context)),
        (MeetingForm, lambda: meeting_form.add(context, library)),
        (ContactForm, lambda: contact_form.add(context, library)),
        (TalentForm, lambda: talent_form.add(context, megan)),
        (RelationForm, lambda: relation_form.add(context, megan)),
        (ConsentForm, lambda: consent_form.add(context, megan)),
        (AttachmentForm, lambda: attachment_form.add(context, library)),
        (HistoryDialog, lambda: history_dialog.show(context, library)),
        (RemovedDialog, lambda: history_dialog.show_removed(context)),
    ]


@pytest.mark.parametrize("code", ["cy", "en"])
def test_every_field_of_every_form_has_a_name_and_follows_the_language(
    context: Context, shown: Any, settled: Settled, library: Asset, megan: Asset, code: str
):
    for kind, open_it in openings(context, library, megan):
        context.speak("en" if code == "cy" else "cy")
        open_it()
        dialog = shown(kind)
        context.speak(code)
        nameless = []
        for widget in dialog.findChildren(QWidget):
            if not isinstance(widget, (QAbstractButton, QLineEdit, QComboBox, QPlainTextEdit, QListWidget)):
                continue
            if widget.isVisibleTo(dialog) and widget.focusPolicy():
                interface = QAccessible.queryAccessibleInterface(widget)
                if interface is not None and not interface.text(QAccessible.Text.Name):
                    nameless.append(type(widget).__name__)
        assert not nameless, kind
        assert dialog.property("manual") in ("forms", "people")
        dialog.reject()
        settled()


def cut_in(dialog: QDialog) -> list[str]:
    """List the words that have less room than they need."""
    words = [
        *(label for label in dialog.findChildren(QLabel) if not label.wordWrap()),
        *dialog.findChildren(QAbstractButton),
    ]
    return [one.text() for one in words if one.isVisible() and one.width() < one.sizeHint().width()]


def test_nothing_of_any_form_is_cut_at_150_percent_in_welsh(
    qtbot: QtBot, context: Context, shown: Any, settled: Settled, library: Asset, megan: Asset
):
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    theme.put_on(application, "light", 150)
    context.speak("cy")
    try:
        for kind, open_it in openings(context, library, megan):
            open_it()
            dialog = shown(kind)
            qtbot.waitUntil(lambda dialog=dialog: not cut_in(dialog))
            dialog.reject()
            settled()
    finally:
        theme.put_on(application, "light", 100)
        set_language("en")


def test_a_form_closes_with_its_project(context: Context, shown: Any, settled: Settled, library: Asset):
    contact_form.add(context, library)
    form = shown(ContactForm)
    gone: list[int] = []
    form.finished.connect(gone.append)
    context.use(None)
    settled()
    assert gone


def test_an_agreement_that_ends_soon_is_still_one_today(project: OpenProject, megan: Asset):
    consent = Consent(
        asset_id=megan.id, purpose=Purpose.HOLD, given_on=TODAY, how=ConsentHow.PAPER, until=TODAY + timedelta(1)
    )
    assert consent.stands_on(TODAY) and not consent.stands_on(TODAY + timedelta(2))
