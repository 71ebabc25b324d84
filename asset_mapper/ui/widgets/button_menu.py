"""What the buttons beside a list do, on its context menu too: for the menu key and the right mouse button."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractItemView, QMenu, QPushButton, QWidget

from asset_mapper.ui import alt_letters


def offer_on(view: QAbstractItemView, buttons: Callable[[], Iterable[QPushButton]]) -> None:
    """Have a list offer what *buttons* do with what is chosen in it."""

    def pop_up(at: QPoint) -> None:
        if view.currentIndex().isValid():
            menu = menu_of(buttons(), view)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(view.viewport().mapToGlobal(at))

    view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
    view.customContextMenuRequested.connect(pop_up)


def menu_of(buttons: Iterable[QPushButton], parent: QWidget) -> QMenu:
    """Make a menu of the buttons that are there."""
    menu = QMenu(parent)
    alt_letters.in_menu(menu)
    for button in buttons:
        if button.isHidden():
            continue
        own: QMenu | None = button.menu()
        if own is not None:
            below = menu.addMenu(button.text())
            below.addActions(own.actions())
            action = below.menuAction()
        else:
            action = menu.addAction(button.text())
            action.triggered.connect(button.click)
        action.setEnabled(button.isEnabled())
    return menu
