"""What can be reached by keyboard, and what a screen reader says of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QMainWindow,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from .scenes_on_stage import shown_in

FIELDS = (
    QAbstractButton, QLineEdit, QComboBox, QPlainTextEdit, QTextEdit, QAbstractItemView, QAbstractSpinBox,
)  # fmt: skip
ROLES = {
    QAccessible.Role.Button,
    QAccessible.Role.CheckBox,
    QAccessible.Role.RadioButton,
    QAccessible.Role.EditableText,
    QAccessible.Role.ComboBox,
    QAccessible.Role.SpinBox,
    QAccessible.Role.Slider,
}


def described(widget: QWidget) -> str:
    return f"{type(widget).__name__} “{widget.objectName()}” in {type(widget.parentWidget()).__name__}"


def takes_keys(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.isEnabled() and widget.focusProxy() is None


def is_part(widget: QWidget) -> bool:
    """Tell whether a widget is Qt's own inner part of another: the line of a spin box, the list of a combo box."""
    parent = widget.parentWidget()
    return widget.objectName().startswith("qt_") or isinstance(parent, QAbstractSpinBox | QComboBox | QLineEdit)


def out_of_reach(shown: QWidget) -> Iterator[str]:
    """Say which fields and buttons have no name, and which only the mouse reaches."""
    chain = tab_order(shown.window())
    for widget in shown_in(shown):
        if not isinstance(widget, FIELDS) or is_part(widget):
            continue
        if takes_keys(widget) and not name_of(widget):
            yield f"without a name: {described(widget)}"
        if takes_keys(widget) and widget not in chain:
            yield f"Tab never comes to: {described(widget)}"
        if (
            isinstance(widget, QAbstractButton)
            and widget.isEnabled()
            and widget not in chain
            and not (widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
            and not by_arrows(widget)
        ):
            yield f"only for the mouse: {described(widget)}"
    for part in shown_in(shown):
        for widget in passed_over(part, chain):
            yield f"Tab passes over: {described(widget)}"
    for nameless in nameless_inside(QAccessible.queryAccessibleInterface(shown)):
        yield f"a screen reader has no name for: {nameless}"


def passed_over(part: QWidget, chain: list[QWidget]) -> list[QWidget]:
    """Give what stands in a part before that which gets the keyboard in its place: Tab goes there at once."""
    main = part.focusProxy()
    if main is None or main not in chain or not part.isAncestorOf(main):
        return []
    return [widget for widget in chain[: chain.index(main)] if part.isAncestorOf(widget)]


def name_of(widget: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name).strip() if interface is not None else ""


def doubled_letters(shown: QWidget) -> list[str]:
    """Say which letters with Alt stand for two things that can be seen in one window."""
    window = shown.window()
    texts = [widget.text() for widget in shown_in(window) if isinstance(widget, QAbstractButton)]
    texts += [widget.text() for widget in shown_in(window) if isinstance(widget, QLabel) and widget.buddy()]
    if isinstance(window, QMainWindow):
        texts += [action.text() for action in window.menuBar().actions() if action.isVisible()]
    letters = [QKeySequence.mnemonic(text).toString() for text in texts]
    keys = [action.shortcut() for action in window.actions()] + [one.key() for one in window.findChildren(QShortcut)]
    counted = Counter([*letters, *(key.toString() for key in keys)])
    return sorted(letter for letter in set(letters) if letter and counted[letter] > 1)


def by_arrows(button: QAbstractButton) -> bool:
    """Tell whether the arrow keys or the menu key reach a button that Tab passes over."""
    return button.group() is not None or button.autoExclusive()


def tab_order(window: QWidget) -> list[QWidget]:
    chain, widget = [], window.nextInFocusChain()
    while widget is not None and widget is not window:
        if takes_keys(widget) and widget.isVisible():
            chain.append(widget)
        widget = widget.nextInFocusChain()
    return chain


def nameless_inside(interface: QAccessibleInterface | None, depth: int = 0) -> list[str]:
    """Walk what a screen reader walks; a long list is looked at by its first lines."""
    if interface is None or not interface.isValid() or depth > 24:
        return []
    state = interface.state()
    found = []
    if interface.role() in ROLES and state.focusable and not state.invisible:
        owner = interface.object()
        is_inner = isinstance(owner, QWidget) and is_part(owner)
        if not interface.text(QAccessible.Text.Name).strip() and not is_inner:
            found.append(f"{interface.role().name} {type(owner).__name__}")
    for number in range(min(interface.childCount(), 60)):
        found += nameless_inside(interface.child(number), depth + 1)
    return found
