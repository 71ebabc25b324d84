"""What a user does with assets."""

from asset_mapper.domain.asset import Asset
from asset_mapper.i18n import N_
from asset_mapper.services import records
from asset_mapper.ui.actions import Action, can_write, has_selection
from asset_mapper.ui.context import Context


def add_asset(context: Context) -> None:
    context.entry_requested.emit()


def delete_selected(context: Context) -> None:
    context.apply(records.remove, Asset, context.selection, say=True)
    context.select(())


ACTIONS = (
    Action("asset.add", N_("Add"), add_asset, shortcut="Ctrl+N", enabled=can_write),
    Action("asset.delete", N_("Remove"), delete_selected, shortcut="Del", enabled=has_selection),
)
