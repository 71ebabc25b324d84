"""Tuesday in a village hall, and the evening after: from an empty project to a map in both languages.

Everything is done as a user does it: with keys, and with the buttons and fields of the window.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from asset_mapper.domain.asset import Asset
from asset_mapper.domain.audience import Audience
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.project import Project
from asset_mapper.domain.whereabouts import WhereKind
from asset_mapper.formats.exporters import html_map
from asset_mapper.services import bulk_edits, frameworks
from asset_mapper.services.bulk_edits import BulkEdit
from asset_mapper.services.open_project import OpenProject
from asset_mapper.ui.context import Context
from asset_mapper.ui.dialogs import link_form
from asset_mapper.ui.dialogs.import_assistant.window import ImportFiles
from asset_mapper.ui.dialogs.link_form import LinkForm
from asset_mapper.ui.dialogs.merge import MergeDialog
from asset_mapper.ui.dialogs.session_form import SessionForm
from asset_mapper.ui.main_window import MainWindow
from asset_mapper.ui.views.assets_page import AssetsPage
from asset_mapper.ui.views.place_finder import PlaceFinder
from asset_mapper.ui.views.publish_page import PublishPage

HALL = "Neuadd Llanddychmygol, place, SN 972 665"
SAID = (
    *("Knit and natter, group, Tuesdays 2pm, Neuadd Llanddychmygol", "Walking group, group, Fridays 10-12, #walking"),
    *(
        "Repair cafe, exchange, first Saturday of the month 10-1, Neuadd Llanddychmygol",
        "Lunch club, group, Wednesdays 12-2",
    ),
    *("Choir, group, Thursdays 7pm, #singing", "Seed swap, exchange, #growing", "Old school, place, #building"),
    *("Story of the carnival, culture", "Film night, group, Fridays 7pm, -> WFG5", "Book box, exchange, #books"),
    *("Litter pick, group, first Sunday of the month 10-12", "Chapel, place", "Young farmers, group, Mondays 7pm"),
    *(
        "Welsh class, group, Mondays 6pm, -> WFG6",
        "Playgroup, group, Tuesdays 9-11",
        "Garden share, exchange, #growing",
    ),
    *("Football pitch, place, SN 970 660", "Bowling green, place", "Village shop, organisation, 01632 960001"),
    *("Surgery, organisation, 01632 960002", "Post office van, organisation, Thursdays 10-11", "Time bank, exchange"),
    *("Harvest supper, culture, #food", "Well dressing, culture", "Photograph albums, culture, #stories"),
    *("Tool library, exchange, Saturdays 10-12", "Car sharing, exchange, -> WFG1", "Bird watchers, group, #river"),
    *("Sewing room, place", "Flood wardens, group, 01632 960003"),
)
LIST = "Name,Type,Postcode,Notes\n" + "".join(
    f"{name},{kind},,from the list of the council\n"
    for name, kind in (
        *(
            ("Knit & Natter", "group"),
            ("The Lunch Club", "group"),
            ("Men's shed", "group"),
            ("Library van", "organisation"),
        ),
        *(
            ("Bowls club", "group"),
            ("Youth club", "group"),
            ("Food bank", "organisation"),
            ("Credit union", "organisation"),
        ),
        *(
            ("River trust", "organisation"),
            ("Allotments", "place"),
            ("Playing field", "place"),
            ("Bus shelter", "place"),
        ),
        *(("Memorial", "culture"), ("Eisteddfod", "culture"), ("Band", "group"), ("Craft fair", "exchange")),
        *(
            ("Toy swap", "exchange"),
            ("School", "organisation"),
            ("Care home", "organisation"),
            ("Forest path", "place"),
        ),
    )
)


@pytest.fixture
def window(window: MainWindow, context: Context, settled: Callable[[], None], tmp_path: Path) -> MainWindow:
    """The window on a project that has its goals, and no asset yet."""
    project = OpenProject.create(
        tmp_path / "llanddychmygol.assetmap",
        Project(
            title=Bilingual("Beth sydd gan Lanydychmygol", "What Llanddychmygol has"), contact="map@llan.example"
        ),
    )
    project.apply(frameworks.add_framework, "wfg-goals")
    context.use(project)
    settled()
    return window


def opened(qtbot: QtBot, window: MainWindow, kind: type[QDialog]) -> QDialog:
    """Wait for a dialog."""
    qtbot.waitUntil(lambda: any(one.isVisible() for one in window.findChildren(kind)))
    return next(one for one in window.findChildren(kind) if one.isVisible())


def assets(context: Context) -> dict[str, Asset]:
    assert context.project is not None
    return context.project.read(lambda uow: {asset.name.given: asset for asset in uow.assets.all()})


def test_tuesday_and_the_evening_after(
    qtbot: QtBot, window: MainWindow, context: Context, settled: Callable[[], None], tmp_path: Path
):
    window.activateWindow()

    # A session is begun, with three tables
    window.actions_by_id["session.begin"][1].trigger()
    form = opened(qtbot, window, SessionForm)
    assert isinstance(form, SessionForm)
    form.place.set_texts("Neuadd Llanddychmygol", "Llanddychmygol Hall")
    form.tables.setText("3")
    form.save.click()
    settled()
    assert "Session: Llanddychmygol Hall" in context.session.text

    # Thirty things are said, and typed by keys alone
    window.actions_by_id["asset.add"][1].trigger()
    qtbot.waitUntil(window.quick_entry.line.isVisible)
    start = time.monotonic()
    for number, line in enumerate((HALL, *SAID[:29])):
        window.quick_entry.line.setFocus()
        qtbot.keyClicks(window.quick_entry.line, line)
        qtbot.keyClick(window.quick_entry.line, Qt.Key.Key_Return)
        settled()
        assert window.quick_entry.line.text() == "", line
        if number == 14:
            context.session.use_next_table()
            settled()
    print(f"\n30 entries by keyboard events alone: {time.monotonic() - start:.1f} s")
    there = assets(context)
    assert len(there) == 30
    assert {asset.session_id for asset in there.values()} == {context.session.running.id}
    assert len({asset.at_table for asset in there.values()}) == 2
    assert there["Knit and natter"].whereabouts.kind is WhereKind.VENUE

    # The evening after: the session ends, and the council's list is brought in
    window.actions_by_id["session.end"][1].trigger()
    settled()
    window.quick_entry.end()
    listed = tmp_path / "list.csv"
    listed.write_text(LIST, encoding="utf-8")
    dialog = ImportFiles(context, [listed], window)
    dialog.show()
    qtbot.waitUntil(lambda: not dialog.is_busy)
    with qtbot.waitSignal(dialog.finished):
        dialog.bring_in.click()
    settled()
    there = assets(context)
    doubles = [name for name in ("Knit & Natter", "The Lunch Club") if name in there]
    brought = len(there) - 30
    assert 18 <= brought <= 20, "rows that name what is there already may have joined it"

    # What is there twice becomes one
    page = window.show_view("assets")
    assert isinstance(page, AssetsPage)
    for double in doubles:
        known = {"Knit & Natter": "Knit and natter", "The Lunch Club": "Lunch club"}[double]
        context.select([there[known].id, there[double].id])
        settled()
        window.actions_by_id["list.merge"][1].trigger()
        merge = opened(qtbot, window, MergeDialog)
        assert isinstance(merge, MergeDialog)
        merge.save.click()
        settled()
    assert len(assets(context)) == 30 + brought - len(doubles)

    # One that is nowhere yet is placed by a grid reference, on the map
    shed = assets(context)["Men's shed"]
    context.select([shed.id])
    window.show_view("map")
    window.actions_by_id["map.find"][1].trigger()
    settled()
    place_by_words(qtbot, window, "SN 971 664")
    settled()
    placed = assets(context)["Men's shed"].whereabouts
    assert placed.kind is WhereKind.SHAPE
    context.undo()
    settled()
    assert assets(context)["Men's shed"].whereabouts.geometry is None
    context.redo()
    settled()

    # It is linked to an outcome, with one sentence
    link_form.add(context, shed.id)
    link = opened(qtbot, window, LinkForm)
    assert isinstance(link, LinkForm)
    qtbot.keyClicks(link.other, "WFG5")
    link.other.editingFinished.emit()
    link.how.set_texts("", "Men who live alone have company every week")
    link.save.click()
    settled()
    assert context.project is not None
    links = context.project.read(lambda uow: list(uow.links.where(asset_id=shed.id)))
    assert len(links) == 1

    # It is shown to everyone and published in both languages
    ids = [asset.id for asset in assets(context).values()]
    context.apply(bulk_edits.edit_many, ids, BulkEdit(visibility=Audience.PUBLIC), date(2026, 11, 22))
    settled()
    publish = window.show_view("publish")
    assert isinstance(publish, PublishPage)
    settled()
    target = tmp_path / "map.html"
    publish.writing.write_files([(html_map.EXPORTER, target)])
    qtbot.waitUntil(target.exists)
    settled()
    page_text = target.read_text(encoding="utf-8")
    assert "What Llanddychmygol has" in page_text and "Beth sydd gan Lanydychmygol" in page_text
    assert re.search(r'lang="(cy|en)"', page_text)

    # And it is all there when the project is opened again
    path = tmp_path / "llanddychmygol.assetmap"
    count = len(assets(context))
    context.use(None)
    settled()
    with OpenProject.open(path) as again:
        assert again.read(lambda uow: uow.assets.count()) == count
        assert again.read(lambda uow: uow.sessions.count()) == 1
        assert again.read(lambda uow: uow.exports.count()) == 1


def place_by_words(qtbot: QtBot, window: MainWindow, words: str) -> None:
    """Type where something is, and take the first place that is found."""
    finder = next(one for one in window.findChildren(PlaceFinder))
    qtbot.waitUntil(finder.isVisible)
    finder.line.setFocus()
    qtbot.keyClicks(finder.line, words)
    qtbot.keyClick(finder.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: finder.put.isVisible() and finder.put.isEnabled())
    finder.put.click()
