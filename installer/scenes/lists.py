"""The list: with its columns and groups, its queues, many changed at once, and two that become one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from asset_mapper.domain.asset import Asset, AssetKind
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.services import records
from asset_mapper.ui.context import AssetFilter
from asset_mapper.ui.views.assets_page import AssetsPage
from scenes import Scene, Stage


def page(stage: Stage) -> AssetsPage:
    shown = stage.view("assets")
    assert isinstance(shown, AssetsPage)
    return shown


def plain(stage: Stage) -> QWidget:
    shown = page(stage)
    stage.context.select(shown.model.shown_ids[3:4])
    stage.idle()
    return stage.window


def filters(stage: Stage) -> QWidget:
    page(stage).filter_row.more.setChecked(True)
    stage.context.set_filter(AssetFilter(kinds=frozenset({"group"}), status="active"))
    stage.idle()
    return stage.window


def groups(stage: Stage) -> QWidget:
    shown = page(stage)
    shown.table.group_by("kind")
    shown.group.choose("kind")
    shown.table.choose_columns(("name", "outcomes", "coverage", "meets"))
    stage.idle()
    return stage.window


def queue(key: str) -> Callable[[Stage], QWidget]:
    def show(stage: Stage) -> QWidget:
        shown = page(stage)
        stage.context.set_filter(AssetFilter(queue=key))
        stage.idle()
        if key != "duplicates":
            stage.context.select(shown.model.shown_ids[:1])
        stage.idle()
        return stage.window

    return show


def a_pair(stage: Stage) -> tuple[str, str]:
    """Record a café twice."""
    group = AssetKind.GROUP
    names = Bilingual(cy="Caffi'r Bont", en="Bridge Café"), Bilingual(cy="Caffir Bont")
    first = Asset(name=names[0], kind=group, notes="Rota: Nia", tags=("bwyd / food",))
    second = Asset(name=names[1], kind=group, notes="Ramp at the back door")
    stage.context.apply(records.add, first, second)
    stage.idle()
    return first.id, second.id


def duplicates(stage: Stage) -> QWidget:
    a_pair(stage)
    page(stage)
    stage.context.set_filter(AssetFilter(queue="duplicates"))
    stage.idle()
    return stage.window


def merging(stage: Stage) -> QWidget:
    from asset_mapper.ui.dialogs import merge

    page(stage)
    merge.show(stage.context, a_pair(stage))
    return stage.dialog(merge.MergeDialog)


def several(stage: Stage) -> QWidget:
    from asset_mapper.ui.dialogs.edit_many import EditMany

    shown = page(stage)
    stage.context.select(shown.model.shown_ids[:6])
    stage.trigger("list.edit_many")
    form = stage.dialog(EditMany)
    form.add_tags.setText("haf 2026")
    stage.wait(lambda: form.save.isEnabled())
    return form


def columns(stage: Stage) -> QWidget:
    from asset_mapper.ui.dialogs.choose_columns import ChooseColumns

    page(stage)
    stage.trigger("list.columns")
    return stage.dialog(ChooseColumns)


def nothing(stage: Stage) -> QWidget:
    page(stage)
    stage.context.set_filter(AssetFilter(words="zzzz"))
    stage.idle()
    return stage.window


def all_again(stage: Stage) -> None:
    shown = page(stage)
    shown.table.group_by("")
    shown.group.choose(None)
    shown.filter_row.more.setChecked(False)
    stage.context.settings["list.table"] = {}
    shown.table.set_columns(shown.table.columns)
    stage.context.set_filter(AssetFilter())
    stage.context.select(())
    stage.idle()


def undone(stage: Stage) -> None:
    stage.context.undo()
    stage.idle()
    all_again(stage)


SCENES = (
    Scene("list", plain, all_again, manual=True),
    Scene("list-filters", filters, all_again),
    Scene("list-groups", groups, all_again, manual=True),
    Scene("list-untranslated", queue("untranslated"), all_again),
    Scene("list-unplaced", queue("unplaced"), all_again),
    Scene("list-duplicates", duplicates, undone),
    Scene("list-merge", merging, undone, manual=True),
    Scene("list-several", several, all_again),
    Scene("list-columns", columns, all_again),
    Scene("list-nothing", nothing, all_again),
)
