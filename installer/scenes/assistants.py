"""Bringing in a list, what of it is known already, and publishing."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from asset_mapper.ui.dialogs.import_assistant.window import ImportFiles
from scenes import BOTH, Look, Scene, Stage

LIST = """Enw,Math,Cod post,Ffôn,Disgrifiad,Côd mewnol,Llawr
Yr Hen Neuadd,Lle,LD1 5AA,01632 960 101,Neuadd â chegin a llwyfan,7,1
Caffi Trwsio Pontydderwen,Cyfnewid,LD1 5AB,01632 960 102,Trwsio pethau ar fore Sadwrn,8,0
,Grŵp,LD1 5AC,,Neb yn gwybod ei enw,9,
Clwb Garddio Cwm Derwen,Grŵp,not a postcode,01632 960 103,Garddio gyda'n gilydd,10,2
Côr Cymunedol y Cwm,Grŵp,LD1 5AD,01632 960 104,Canu bob nos Fawrth,11,1
Llyfrgell Gymunedol Pontydderwen,Lle,LD1 5AE,01632 960 105,Llyfrau a chyfrifiaduron,12,0
"""
AGAIN = LIST.replace("01632 960 10", "01632 961 10").replace(",1\n", ",2\n")


def looked_at(stage: Stage, text: str) -> ImportFiles:
    listed = stage.work / "rhestr-neuaddau.csv"
    listed.write_text(text, encoding="utf-8")
    dialog = ImportFiles(stage.context, [listed], stage.window)
    dialog.show()
    stage.wait(lambda: not dialog.is_busy)
    return dialog


def import_rows(stage: Stage) -> QWidget:
    dialog = looked_at(stage, LIST)
    for _step in range(2):
        dialog.rows.go_to_next()
    stage.idle()
    return dialog


def import_known(stage: Stage) -> QWidget:
    stored = looked_at(stage, LIST)
    stored.bring_in.click()
    stage.idle()
    dialog = looked_at(stage, AGAIN)
    dialog.tabs.setCurrentWidget(dialog.known)
    stage.idle()
    return dialog


def take_back(stage: Stage) -> None:
    stage.clear()
    stage.context.undo()
    stage.idle()


def import_bad(stage: Stage) -> QWidget:
    listed = stage.work / "llun.xlsx"
    listed.write_bytes(b"PK\x03\x04 nonsense")
    dialog = ImportFiles(stage.context, [listed], stage.window)
    dialog.show()
    stage.wait(lambda: not dialog.is_busy)
    return dialog


def empty_workbook(stage: Stage) -> QWidget:
    from asset_mapper.ui.dialogs.empty_workbook import EmptyWorkbookDialog

    stage.window.actions_by_id["project.empty_workbook"][1].trigger()
    return stage.dialog(EmptyWorkbookDialog)


def publish(stage: Stage) -> QWidget:
    from asset_mapper.ui.views.publish_page import PublishPage

    shown = stage.view("publish")
    assert isinstance(shown, PublishPage)
    shown.preview.wide.click()
    shown.tabs.setCurrentWidget(shown.preview)
    stage.wait(lambda: not shown.is_busy, calm_ms=2500)
    return stage.window


def publish_phone(stage: Stage) -> QWidget:
    from asset_mapper.ui.views.publish_page import PublishPage

    shown = stage.view("publish")
    assert isinstance(shown, PublishPage)
    shown.preview.narrow.click()
    stage.wait(lambda: not shown.is_busy, calm_ms=2500)
    return stage.window


def went_out(stage: Stage) -> QWidget:
    from asset_mapper.ui.views.publish_page import PublishPage

    shown = stage.view("publish")
    assert isinstance(shown, PublishPage)
    shown.tabs.setCurrentWidget(shown.went_out)
    stage.idle()
    return stage.window


SCENES = (
    Scene("import-rows", import_rows, readme=(Look("en"),), manual=True),
    Scene("import-known", import_known, take_back),
    Scene("import-bad", import_bad),
    Scene("empty-workbook", empty_workbook),
    Scene("publish-page", publish, readme=BOTH, manual=True),
    Scene("publish-phone", publish_phone),
    Scene("went-out", went_out),
)
