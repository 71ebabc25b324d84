"""What a user does with assets."""

from functools import partial

from asset_mapper.domain.asset import Asset, AssetKind
from asset_mapper.i18n import N_
from asset_mapper.ui.actions import Action, can_write, has_selection
from asset_mapper.ui.context import Context


def has_one_selected(context: Context) -> bool:
    return can_write(context) and len(context.selection) == 1


def add_asset(context: Context) -> None:
    context.entry_requested.emit()


def add_by_form(context: Context) -> None:
    from asset_mapper.ui.dialogs import asset_form

    asset_form.add_new(context)


def add_person(context: Context) -> None:
    from asset_mapper.ui.dialogs import asset_form

    asset_form.add_new(context, AssetKind.PERSON)


def edit_selected(context: Context) -> None:
    from asset_mapper.ui.dialogs import asset_form

    asset_form.edit_selected(context)


def delete_selected(context: Context) -> None:
    from asset_mapper.services import records

    context.apply(records.remove, Asset, context.selection, say=True)
    context.select(())


def add_part(key: str, context: Context) -> None:
    """Open the form of a part of the chosen asset, empty."""
    from asset_mapper.ui.dialogs.asset_parts import PARTS

    part = next(part for part in PARTS if part.key == key)
    from asset_mapper.services import queries

    context.ask(queries.asset, context.selection[0], done=lambda asset: part.offer(context, asset))


def paste(context: Context) -> None:
    from asset_mapper.services import queries
    from asset_mapper.ui.dialogs import attachment_form

    context.ask(queries.asset, context.selection[0], done=lambda asset: attachment_form.paste(context, asset))


def show_history(context: Context) -> None:
    from asset_mapper.services import queries
    from asset_mapper.ui.dialogs import history_dialog

    context.ask(queries.asset, context.selection[0], done=lambda asset: history_dialog.show(context, asset))


def show_removed(context: Context) -> None:
    from asset_mapper.ui.dialogs import history_dialog

    history_dialog.show_removed(context)


def erase_selected(context: Context) -> None:
    from asset_mapper.services import queries
    from asset_mapper.ui.dialogs import erase_dialog

    context.ask(queries.asset, context.selection[0], done=lambda asset: erase_dialog.ask(context, asset))


PARTS_TO_ADD = (
    ("meetings", N_("Add a meeting")),
    ("contacts", N_("Add a way to reach it")),
    ("talents", N_("Add a talent")),
    ("relations", N_("Add a relation")),
    ("hours", N_("Note hours")),
    ("consents", N_("Note an agreement")),
    ("attachments", N_("Add a photo or file")),
)
"""The parts of an asset by their keys in ``dialogs/asset_parts.py``, whose forms are loaded when they are opened."""

ACTIONS = (
    Action("asset.add", N_("Add"), add_asset, shortcut="Ctrl+N", enabled=can_write),
    Action("asset.form", N_("Add by form …"), add_by_form, shortcut="Ctrl+Shift+A", enabled=can_write),
    Action(
        "person.add",
        N_("Add a person …"),
        add_person,
        enabled=can_write,
        hint=N_("A person is kept when they agree to it, so that is asked first."),
    ),
    Action("asset.edit", N_("Change …"), edit_selected, shortcut="Ctrl+E", enabled=has_selection),
    *(
        Action(f"asset.add-{key}", label, partial(add_part, key), enabled=has_one_selected)
        for key, label in PARTS_TO_ADD
    ),
    Action("asset.paste", N_("Attach the picture on the clipboard"), paste, enabled=has_one_selected),
    Action("asset.history", N_("History …"), show_history, enabled=has_one_selected),
    Action("asset.delete", N_("Remove"), delete_selected, shortcut="Del", enabled=has_selection),
    Action("asset.removed", N_("What was removed …"), show_removed, enabled=can_write),
    Action(
        "asset.erase",
        N_("Erase …"),
        erase_selected,
        enabled=has_one_selected,
        hint=N_("From the records, the history and the backups. This is not undone."),
    ),
)
