"""The whole menu bar: one table of action ids."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenuBar

from asset_mapper.i18n import N_
from asset_mapper.ui import alt_letters
from asset_mapper.ui.actions import (
    Action,
    asset_actions,
    edit_actions,
    file_actions,
    help_actions,
    list_actions,
    map_actions,
    outcome_actions,
    pathway_actions,
    session_actions,
    view_actions,
)
from asset_mapper.ui.context import Context
from asset_mapper.ui.views import VIEWS

LINE = "-"


@dataclass(frozen=True, slots=True)
class Menu:
    label: str  # N_()
    items: tuple[str, ...]  # ids of actions, or LINE


ACTION_TABLES: tuple[tuple[Action, ...], ...] = (
    file_actions.ACTIONS,
    asset_actions.ACTIONS,
    edit_actions.ACTIONS,
    list_actions.ACTIONS,
    map_actions.ACTIONS,
    outcome_actions.ACTIONS,
    pathway_actions.ACTIONS,
    session_actions.ACTIONS,
    view_actions.ACTIONS,
    help_actions.ACTIONS,
)

MENUS: tuple[Menu, ...] = (
    Menu(
        N_("&Project"),
        (
            "project.new",
            "project.open",
            "project.sample",
            LINE,
            "project.import",
            "project.empty_workbook",
            "project.publish",
            LINE,
            "project.copy",
            "project.backups",
            "project.check",
            "project.close",
            LINE,
            "window.settings",
            "window.close",
        ),
    ),
    Menu(
        N_("&Edit"),
        (
            "asset.add",
            "asset.form",
            "person.add",
            "asset.edit",
            LINE,
            *(f"asset.add-{key}" for key, _label in asset_actions.PARTS_TO_ADD),
            "asset.paste",
            LINE,
            "history.undo",
            "history.redo",
            "asset.history",
            "asset.removed",
            LINE,
            "asset.delete",
            "asset.erase",
        ),
    ),
    Menu(
        N_("&List"),
        (
            *("list.edit_many", "list.merge", "list.not_same", "list.still_true", LINE),
            *("queue.due", "queue.unplaced", "queue.untranslated", "queue.duplicates", LINE),
            *("list.copy", "list.paste", "list.columns"),
        ),
    ),
    Menu(
        N_("&Map"),
        (
            "map.place",
            "map.line",
            "map.area",
            "map.reshape",
            "map.take_off",
            LINE,
            "map.find",
            "map.everything",
            "map.lasso",
            "map.measure",
            "map.measure-area",
            LINE,
            "map.picture",
            "map.basemap",
        ),
    ),
    Menu(
        N_("&Session"),
        (
            *("session.begin", "session.next_table", "pathway.circulate", "session.end", LINE),
            *("survey.show", "survey.barriers", "survey.principles", LINE),
            *("entry.strip", "projector.show", "projector.blank"),
        ),
    ),
    Menu(
        N_("&Outcomes"),
        (
            "asset.link",
            "asset.put_on_pathway",
            "asset.around",
            "hours.show",
            LINE,
            "pathway.large",
            "journey.show",
            LINE,
            "framework.add",
            "outcome.personal",
            "journey.add",
        ),
    ),
    Menu(
        N_("&View"),
        (
            "window.palette",
            "window.search",
            LINE,
            *(f"view.{view.key}" for view in VIEWS),
            LINE,
            "window.next_part",
            "window.previous_part",
            "window.message",
            LINE,
            "window.larger",
            "window.smaller",
            "window.normal",
            LINE,
            "window.welsh",
            "window.english",
        ),
    ),
    Menu(
        N_("&Help"),
        ("help.here", "help.manual", "help.keys", "help.tour", LINE, "help.log", "help.about"),
    ),
)


ON_ASSETS: tuple[str, ...] = (
    *("asset.edit", "list.edit_many", "asset.link", "asset.put_on_pathway", LINE),
    *("map.place", "list.still_true", "list.merge", LINE),
    *("list.copy", "asset.history", "asset.delete"),
)
"""What the menu key offers on the list of assets."""


@lru_cache
def all_actions() -> tuple[Action, ...]:
    return tuple(action for table in ACTION_TABLES for action in table)


def fill(bar: QMenuBar, context: Context, actions: Mapping[str, QAction]) -> None:
    """Put the actions into their menus."""
    for menu in MENUS:
        made = bar.addMenu("")
        alt_letters.in_menu(made)
        context.texts.say(made.setTitle, menu.label)
        for item in menu.items:
            if item == LINE:
                made.addSeparator()
            else:
                made.addAction(actions[item])
