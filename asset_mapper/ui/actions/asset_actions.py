"""What a user does with assets."""

from asset_mapper.domain.asset import Asset
from asset_mapper.i18n import N_
from asset_mapper.services import records
from asset_mapper.ui.actions import Action, can_write, has_selection
from asset_mapper.ui.context import Context


def add_asset(context: Context) -> None:
    context.entry_requested.emit()


def add_by_form(context: Context) -> None:
    from asset_mapper.ui.dialogs import asset_form

    asset_form.add_new(context)


def edit_selected(context: Context) -> None:
    from asset_mapper.ui.dialogs import asset_form

    asset_form.edit_selected(context)


def delete_selected(context: Context) -> None:
    context.apply(records.remove, Asset, context.selection, say=True)
    context.select(())


ACTIONS = (
    Action("asset.add", N_("Add"), add_asset, shortcut="Ctrl+N", enabled=can_write),
    Action("asset.form", N_("Add by form …"), add_by_form, shortcut="Ctrl+Shift+A", enabled=can_write),
    Action("asset.edit", N_("Change …"), edit_selected, shortcut="Ctrl+E", enabled=has_selection),
    Action("asset.delete", N_("Remove"), delete_selected, shortcut="Del", enabled=has_selection),
)
