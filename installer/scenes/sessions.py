"""Quick entry in all its states, sessions, sheets being typed up, the record of a day, the projector."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw
from PySide6.QtWidgets import QWidget

from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.i18n import language
from scenes import BOTH, Look, Scene, Stage

if TYPE_CHECKING:
    from asset_mapper.ui.views.sessions_page import SessionsPage

LINES = {
    "chips": {
        "cy": "Clwb ffilm, nos Fercher 7yh, Neuadd Bentref Pontydderwen, 01597 000001, #ffilm, -> WFG5, i bawb",
        "en": "Film club, Wednesdays 7pm, Pontydderwen Village Hall, 01597 000001, #film, -> WFG5, everyone welcome",
    },
    "offers": {"cy": "Clwb ffilm, grŵp, yn Neuadd", "en": "Film club, group, at the Valley"},
    "alike": {"cy": "Clonc a Gwau, grŵp, dydd Mawrth 2yp", "en": "Knit & Natter, group, Tuesdays 2pm"},
    "person": {
        "cy": "Nia P., person, yn gallu trwsio beiciau, eisiau dysgu canu'r delyn",
        "en": "Nia P., person, can mend bikes, wants to learn the harp",
    },
}
_WRITTEN = (
    "Clwb gwyddbwyll, nos Iau, neuadd",
    "Walking group, Fridays, from the bridge",
    "Cae'r Sioe: mainc newydd?",
)


def line(stage: Stage, name: str) -> QWidget:
    """Show the line with one of the texts in it."""
    stage.view("assets")
    bar = stage.window.quick_entry
    bar.begin()
    bar.setting.said_in.setCurrentIndex(bar.setting.said_in.findData(language()))
    bar.line.setText(LINES[name][language()])
    bar.line.setFocus()
    stage.idle()
    bar._understand()
    return stage.window


def no_line(stage: Stage) -> None:
    stage.window.quick_entry.line.setText("")
    stage.window.quick_entry.hide()
    stage.context.session.end()
    stage.idle()


def person(stage: Stage) -> QWidget:
    shown = line(stage, "person")
    stage.window.quick_entry.keep_it()
    stage.idle()
    return shown


def running(stage: Stage) -> QWidget:
    page = sessions(stage)
    page.resume()
    return line(stage, "chips")


def sessions(stage: Stage) -> SessionsPage:
    from asset_mapper.ui.views.sessions_page import SessionsPage

    page = stage.view("sessions")
    assert isinstance(page, SessionsPage)
    page.list.setCurrentRow(page.list.count() - 1)
    stage.idle()
    return page


def sessions_page(stage: Stage) -> QWidget:
    sessions(stage)
    return stage.window


def sheets(stage: Stage) -> QWidget:
    page = sessions(stage)
    assert page.chosen is not None
    if not page.chosen.sheets:
        paths = []
        for number in (1, 2):
            picture = Image.new("RGB", (1200, 800), "#f4e9b8" if number == 1 else "#cfe6d8")
            draw = ImageDraw.Draw(picture)
            for row, text in enumerate(_WRITTEN):
                draw.text((90, 120 + 200 * row), text, fill="#233", font_size=48)
            paths.append(stage.work / f"sheet{number}.png")
            picture.save(paths[-1])
        page.add_photos(paths)
        stage.idle()
    page.type_up()
    stage.window.quick_entry.line.setText(LINES["offers"][language()])
    stage.idle()
    return stage.window


def no_sheets(stage: Stage) -> None:
    sessions(stage)._leave_the_desk()
    no_line(stage)


def form(stage: Stage) -> QWidget:
    from asset_mapper.ui.dialogs.session_form import SessionForm

    stage.trigger("session.begin")
    shown = stage.dialog(SessionForm)
    shown.place.set_value(Bilingual(cy="Neuadd Bentref Pontydderwen", en="Pontydderwen Village Hall"))
    shown.on.set_value(date(2026, 3, 12))
    shown.tables.setText("4")
    return shown


def form_after(stage: Stage) -> QWidget:
    from asset_mapper.ui.dialogs.session_form import SessionForm

    sessions(stage)._on_change()
    return stage.dialog(SessionForm)


def day_record(stage: Stage) -> QWidget:
    from asset_mapper.ui.dialogs.day_record import DayRecordDialog

    sessions(stage)._on_record()
    return stage.dialog(DayRecordDialog)


def strip(stage: Stage) -> QWidget:
    from asset_mapper.ui.views import quick_entry_strip

    quick_entry_strip.show(stage.context)
    shown = stage.context.companions["strip"]
    assert isinstance(shown, quick_entry_strip.QuickEntryStrip)
    shown.bar.line.setText(LINES["chips"][language()])
    stage.idle()
    return shown


def projector(stage: Stage) -> QWidget:
    from asset_mapper.ui.views import projector as projectors

    page = sessions(stage)
    page.resume()
    projectors.show(stage.context)
    shown = stage.context.companions["projector"]
    shown.resize(1280, 720)
    stage.wait(lambda: not stage.context.jobs.busy, calm_ms=2500)
    return shown


def projector_survey(stage: Stage) -> QWidget:
    """Show on the wall what a survey found that goes to everyone."""
    from asset_mapper.services.room import surveys_of_room
    from asset_mapper.ui.views.projector import Projector

    shown = projector(stage)
    assert isinstance(shown, Projector)
    survey_id, _name = stage.project.read(surveys_of_room)[0]
    shown.show_survey(survey_id)
    stage.idle()
    return shown


def no_projector(stage: Stage) -> None:
    stage.context.companions["projector"].close()
    no_line(stage)


SCENES = (
    Scene("entry-chips", lambda stage: line(stage, "chips"), no_line, readme=(Look("en"),), manual=True),
    Scene("entry-offers", lambda stage: line(stage, "offers"), no_line),
    Scene("entry-alike", lambda stage: line(stage, "alike"), no_line),
    Scene("entry-person", person, no_line, manual=True),
    Scene("entry-session", running, no_line),
    Scene("entry-strip", strip),
    Scene("sessions", sessions_page, manual=True),
    Scene("sessions-form", form),
    Scene("sessions-form-after", form_after),
    Scene("sessions-sheets", sheets, no_sheets, readme=BOTH),
    Scene("sessions-day-record", day_record),
    Scene("projector", projector, no_projector, readme=(Look("cy"),), manual=True),
    Scene("projector-survey", projector_survey, no_projector),
)
