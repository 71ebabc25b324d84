"""The keys of a drawn pathway.

Right follows the first arrow from a card, and then goes to its end; Left goes back along arrows; Up and Down go
through the arrows of a card, or through the cards of a column, with its name above them. Ctrl with an arrow key moves
a card or a column. Enter asks for a note on an arrow, and for the name of a column; so does a letter that is typed on
an arrow. Space folds what leads to a card, or a column. Insert puts in a column, Delete takes a card or a column off;
+ and - zoom, 0 shows everything.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from asset_mapper.ui.views.pathway_items import ArrowItem, CardItem
from asset_mapper.ui.views.pathway_marks import HeadItem

if TYPE_CHECKING:
    from asset_mapper.ui.views.pathway_canvas import PathwayCanvas

K = Qt.Key

_MOVES = {K.Key_Left: (-1, 0.0), K.Key_Right: (1, 0.0), K.Key_Up: (0, -0.5), K.Key_Down: (0, 0.5)}
_ENTER = (K.Key_Return, K.Key_Enter)
_STEP = 1.2
_OURS = frozenset({*_MOVES, *_ENTER, K.Key_Space, K.Key_Insert, K.Key_Delete})
_HEAD_KEYS = {K.Key_F2: "rename", K.Key_Return: "rename", K.Key_Enter: "rename", K.Key_Insert: "after"}


def is_ours(event: QKeyEvent) -> bool:
    """Tell whether a key is for the drawing, whatever the window would do with it."""
    return Qt.Key(event.key()) in _OURS and not event.modifiers() & Qt.KeyboardModifier.AltModifier


def press(canvas: PathwayCanvas, event: QKeyEvent) -> bool:
    """Do what a key is for; tells whether it was one of ours."""
    key, here = Qt.Key(event.key()), canvas.current
    control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
    alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
    if alt:
        return False
    if key in _MOVES:
        _shift(canvas, key) if control else _walk(canvas, key)
    elif control:
        return False
    elif isinstance(here, HeadItem) and key in (*_HEAD_KEYS, K.Key_Delete):
        canvas.column_wished.emit(_HEAD_KEYS.get(key, "remove"), here.column)
    elif isinstance(here, ArrowItem) and key in _ENTER:
        canvas.note_requested.emit(here.link.link.id)
    elif key is K.Key_Delete and isinstance(here, CardItem):
        canvas.removal_requested.emit(here.card.id)
    elif key is K.Key_Space and isinstance(here, CardItem | HeadItem):
        canvas.fold_wished.emit(here)
    elif key in (K.Key_Plus, K.Key_Equal):
        canvas.zoom(_STEP)
    elif key is K.Key_Minus:
        canvas.zoom(1 / _STEP)
    elif key is K.Key_0:
        canvas.show_everything()
    elif isinstance(here, ArrowItem) and event.text().strip() and event.text().isprintable():
        canvas.typed.emit(event.text())
    else:
        return False
    return True


def _shift(canvas: PathwayCanvas, key: Qt.Key) -> None:
    """Move the current card, or a column to the left or the right."""
    column, row = _MOVES[key]
    here = canvas.current
    if isinstance(here, CardItem):
        canvas.card_moved.emit(here.card.id, max(0, here.card.column + column), max(0.0, here.card.row + row))
    elif isinstance(here, HeadItem) and column:
        canvas.column_wished.emit("left" if column < 0 else "right", here.column)


def _walk(canvas: PathwayCanvas, key: Qt.Key) -> None:
    here = canvas.current
    if here is None:
        ordered = _cards(canvas)
        canvas.make_current(ordered[0].card.id if ordered else "column 0")
    elif isinstance(here, HeadItem):
        _walk_from_head(canvas, here, key)
    elif isinstance(here, CardItem):
        _walk_from_card(canvas, here, key)
    elif key is K.Key_Right:
        canvas.make_current(here.end.card.id)
    elif key is K.Key_Left:
        canvas.make_current(here.start.card.id)
    else:
        came_from = canvas.came_from or here.start.card.id
        beside = _arrows_at(canvas, came_from, out=canvas.came_from != here.end.card.id)
        step = 1 if key is K.Key_Down else -1
        if here in beside:
            canvas.make_current(beside[(beside.index(here) + step) % len(beside)].link.link.id)


def _walk_from_head(canvas: PathwayCanvas, here: HeadItem, key: Qt.Key) -> None:
    if key in (K.Key_Left, K.Key_Right):
        at = here.column + (1 if key is K.Key_Right else -1)
        if 0 <= at < len(canvas.heads):
            canvas.make_current(f"column {at}")
        return
    below = [card for card in _cards(canvas) if card.card.column == here.column]
    above = [card for card in _cards(canvas) if card.card.column < here.column]
    if key is K.Key_Down and below:
        canvas.make_current(below[0].card.id)
    elif key is K.Key_Up and above:
        canvas.make_current(above[-1].card.id)


def _walk_from_card(canvas: PathwayCanvas, here: CardItem, key: Qt.Key) -> None:
    if key in (K.Key_Left, K.Key_Right):
        arrows = _arrows_at(canvas, here.card.id, out=key is K.Key_Right)
        if arrows:
            canvas.came_from = here.card.id
            canvas.make_current(arrows[0].link.link.id)
        return
    everything = _cards(canvas)
    column = [card for card in everything if card.card.column == here.card.column]
    if key is K.Key_Up and column and here is column[0] and here.card.column < len(canvas.heads):
        canvas.make_current(f"column {here.card.column}")
        return
    step = 1 if key is K.Key_Down else -1
    at = everything.index(here) if here in everything else -step
    canvas.make_current(everything[(at + step) % len(everything)].card.id)


def _cards(canvas: PathwayCanvas) -> list[CardItem]:
    """Give the cards that one walks through, in the order of reading."""
    away = canvas.seen.folded_cards | canvas.seen.back_cards
    return sorted((card for key, card in canvas.cards.items() if key not in away), key=_reading_order)


def _arrows_at(canvas: PathwayCanvas, card_id: str, *, out: bool) -> list[ArrowItem]:
    """Give the arrows that leave a card, or come to it, from top to bottom."""
    away = canvas.seen.folded_links | canvas.seen.back_links
    found = [
        arrow
        for key, arrow in canvas.arrows.items()
        if key not in away and (arrow.start if out else arrow.end).card.id == card_id
    ]
    return sorted(found, key=lambda arrow: _reading_order(arrow.end if out else arrow.start))


def _reading_order(item: CardItem) -> tuple[int, float]:
    return item.card.column, item.card.row
