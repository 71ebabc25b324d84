"""The window's own dialogs: the palette, settings, keys, the manual, the tour, projects and what can go wrong."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtWidgets import QWidget

from asset_mapper.i18n import N_, language
from asset_mapper.services import project_files
from scenes import Look, Scene, Stage


def palette(stage: Stage) -> QWidget:
    from asset_mapper.ui.dialogs.palette import Palette

    stage.view("assets")
    stage.trigger("window.palette")
    dialog = stage.dialog(Palette)
    dialog.line.setText("cad" if language() == "cy" else "ca")
    stage.wait(lambda: not stage.context.jobs.busy, calm_ms=500)
    return dialog


def settings(stage: Stage) -> QWidget:
    from asset_mapper.ui.dialogs.settings_dialog import SettingsDialog

    stage.trigger("window.settings")
    return stage.dialog(SettingsDialog)


def keys(stage: Stage) -> QWidget:
    from asset_mapper.ui.dialogs.keyboard_map import KeyboardMap

    stage.trigger("help.keys")
    return stage.dialog(KeyboardMap)


def manual(stage: Stage) -> QWidget:
    from asset_mapper.ui.views import manual as view

    shown = view.show(stage.context, "window")
    stage.idle()
    return shown


def manual_search(stage: Stage) -> QWidget:
    from asset_mapper.ui.views import manual as view

    shown = view.show(stage.context, "window")
    shown.search.setText("copi" if language() == "cy" else "backup")
    stage.idle()
    return shown


def tour(stage: Stage) -> QWidget:
    stage.view("assets")
    stage.trigger("help.tour")
    stage.idle()
    return stage.window


def tour_end(stage: Stage) -> QWidget:
    from asset_mapper.ui.tour import Tour

    tour(stage)
    for shown in stage.window.findChildren(Tour):
        for _step in range(3):
            shown.go(1)
    stage.idle()
    return stage.window


def leave_tour(stage: Stage) -> None:
    from asset_mapper.ui.tour import Tour

    for shown in stage.window.findChildren(Tour):
        shown.leave()


def message(stage: Stage) -> QWidget:
    stage.view("assets")
    stage.context.say_undoable(N_("Remove"))
    stage.idle()
    return stage.window


def no_message(stage: Stage) -> None:
    stage.window.message_bar.close_message()


def fault(stage: Stage) -> QWidget:
    from asset_mapper.errors import BrokenIndexError
    from asset_mapper.i18n import _

    stage.view("assets")
    words = _("The search index of “{name}” is broken. “check --repair” makes it anew.")
    stage.context.show_error(BrokenIndexError(words.format(name="cwm-derwen.assetmap")))
    stage.idle()
    return stage.window


def start_with_recent(stage: Stage) -> QWidget:
    from asset_mapper.ui.views.start_page import StartPage

    stage.context.settings["projects.recent"] = [
        str(stage.work / "cwm-derwen.assetmap"),
        str(Path("P:/Cymunedau/Llanfair.assetmap")),
    ]
    for page in stage.window.findChildren(StartPage):
        page.look()
    stage.idle()
    return stage.window


def forget_recent(stage: Stage) -> None:
    from asset_mapper.ui.views.start_page import StartPage

    stage.context.settings["projects.recent"] = []
    for page in stage.window.findChildren(StartPage):
        page.look()


def new_project(stage: Stage, step: int = 0) -> QWidget:
    from asset_mapper.ui.dialogs.new_project import NewProject

    stage.trigger("project.new")
    dialog = stage.dialog(NewProject)
    dialog.title_cy.setText("Cwm Derwen")
    dialog.title_en.setText("Derwen Valley")
    dialog.pages.setCurrentIndex(step)
    dialog._show_step()
    stage.idle()
    return dialog


def passphrase(stage: Stage) -> QWidget:
    from asset_mapper.ui.dialogs.passphrase import Passphrase

    dialog = Passphrase(stage.context, "cwm-derwen.assetmap", wrong=True, read_only=False)
    dialog.open()
    stage.idle()
    return dialog


def locked(stage: Stage) -> QWidget:
    from asset_mapper.services.open_project import OpenProject
    from asset_mapper.ui.dialogs import projects
    from asset_mapper.ui.dialogs.trouble import Trouble

    copy = stage.work / "llanfair.assetmap"
    shutil.copy(stage.work / "cwm-derwen.assetmap", copy)
    with OpenProject.open(copy):
        projects.open_path(stage.context, copy)
        return stage.dialog(Trouble)


def missing(stage: Stage) -> QWidget:
    from asset_mapper.ui.dialogs import projects
    from asset_mapper.ui.dialogs.trouble import Trouble

    projects.open_path(stage.context, stage.work / "gone.assetmap")
    return stage.dialog(Trouble)


def backups(stage: Stage) -> QWidget:
    from asset_mapper.ui.dialogs.backups import Backups

    there = [
        project_files.Backup(stage.work, datetime(2026, 11, day, 9, 14, tzinfo=UTC), why, 1)
        for day, why in ((20, "daily"), (19, "import"), (19, "daily"), (17, "daily"), (12, "migration"))
    ]
    dialog = Backups(stage.context, stage.work / "cwm-derwen.assetmap", there)
    dialog.open()
    stage.idle()
    return dialog


def no_backups(stage: Stage) -> QWidget:
    from asset_mapper.ui.dialogs.backups import Backups

    dialog = Backups(stage.context, stage.work / "cwm-derwen.assetmap", [])
    dialog.open()
    stage.idle()
    return dialog


def report(stage: Stage) -> QWidget:
    from asset_mapper.ui.dialogs.crash_report import Report
    from asset_mapper.ui.errors import message_of

    try:
        _ = [][0]
    except IndexError as error:
        said = message_of(error, stage.context)
    assert said.act is not None
    said.act()
    return stage.dialog(Report)


def findings(stage: Stage) -> QWidget:
    from asset_mapper.ui.dialogs.findings import Findings

    stage.view("assets")
    stage.trigger("project.check")
    return stage.dialog(Findings)


SCENES = (
    Scene("palette", palette, manual=True, readme=(Look("en"),)),
    Scene("settings", settings, manual=True),
    Scene("keys", keys),
    Scene("manual", manual, readme=(Look("cy"),)),
    Scene("manual-search", manual_search),
    Scene("tour", tour, leave_tour, manual=True),
    Scene("tour-end", tour_end, leave_tour),
    Scene("message", message, no_message),
    Scene("fault", fault, no_message),
    Scene("start-recent", start_with_recent, forget_recent, without_project=True),
    Scene("new-project", new_project, without_project=True, manual=True),
    Scene("new-project-2", lambda stage: new_project(stage, 1), without_project=True),
    Scene("new-project-3", lambda stage: new_project(stage, 2), without_project=True),
    Scene("new-project-4", lambda stage: new_project(stage, 3), without_project=True),
    Scene("passphrase", passphrase, without_project=True),
    Scene("locked", locked, without_project=True, manual=True),
    Scene("missing", missing, without_project=True),
    Scene("backups", backups, manual=True),
    Scene("backups-none", no_backups),
    Scene("report", report, no_message),
    Scene("findings", findings),
)
