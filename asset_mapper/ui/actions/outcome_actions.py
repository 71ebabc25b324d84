"""What a user does with outcomes and links from anywhere in the window."""

from asset_mapper.i18n import N_
from asset_mapper.ui.actions import Action, can_write, has_project, has_selection
from asset_mapper.ui.context import Context


def link_selected(context: Context) -> None:
    from asset_mapper.ui.dialogs import link_form

    link_form.add_many(context, context.selection)


def show_around(context: Context) -> None:
    from asset_mapper.ui.dialogs import neighbourhood_sheet

    neighbourhood_sheet.show(context, context.selection[0])


def add_framework(context: Context) -> None:
    from asset_mapper.ui.dialogs import framework_dialog

    framework_dialog.show(context)


def add_personal(context: Context) -> None:
    from asset_mapper.ui.dialogs import outcome_form

    outcome_form.add_personal(context)


def show_hours(context: Context) -> None:
    from asset_mapper.ui.dialogs import hours_sheet

    hours_sheet.show(context)


def show_journeys(context: Context) -> None:
    context.view_requested.emit("outcomes")
    context.journey_requested.emit("")


def add_journey(context: Context) -> None:
    from asset_mapper.ui.dialogs import journey_form

    show_journeys(context)
    journey_form.add(context)


def has_one(context: Context) -> bool:
    return has_project(context) and len(context.selection) == 1


ACTIONS = (
    Action("asset.link", N_("Link to an outcome …"), link_selected, shortcut="Ctrl+Shift+K", enabled=has_selection),
    Action("asset.around", N_("What it supports, as a diagram …"), show_around, enabled=has_one),
    Action("hours.show", N_("Hours given, added up …"), show_hours, enabled=has_project),
    Action("framework.add", N_("Add a framework …"), add_framework, enabled=can_write),
    Action("outcome.personal", N_("Add a personal outcome …"), add_personal, enabled=can_write),
    Action(
        "journey.show",
        N_("Journeys: one story told twice"),
        show_journeys,
        shortcut="Ctrl+Shift+J",
        enabled=has_project,
    ),
    Action("journey.add", N_("Add a journey …"), add_journey, enabled=can_write),
)
