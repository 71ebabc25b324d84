"""What can be done with the current card, arrow or column of a drawn pathway, as a menu."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from asset_mapper.i18n import _
from asset_mapper.ui.context import Context
from asset_mapper.ui.dialogs import link_form
from asset_mapper.ui.views.pathway_items import ArrowItem, CardItem
from asset_mapper.ui.views.pathway_marks import HeadItem
from asset_mapper.ui.views.pathway_side import COLUMN_STEPS

if TYPE_CHECKING:
    from asset_mapper.ui.views.pathways_page import PathwaysPage


def menu(page: PathwaysPage, context: Context) -> QMenu:
    """Offer what can be done with the current one; with nothing, what can be done with the drawing."""
    made = QMenu(page)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    canvas, side, steps = page.canvas, page.side, page.steps
    match canvas.current:
        case HeadItem() as head:
            made.addAction(side.fold_column.text(), partial(canvas.fold_wished.emit, head))
            for key, text in COLUMN_STEPS.items():
                made.addAction(_(text), partial(steps.change_column, key, head.column))
        case CardItem() as card:
            made.addAction(side.fold_card.text(), partial(canvas.fold_wished.emit, card))
            made.addAction(_("Draw an arrow from here"), side.target.setFocus)
            made.addAction(_("Take off the pathway"), partial(steps.take_off, card.card.id))
        case ArrowItem() as arrow:
            key = arrow.link.link.id
            made.addAction(_("Write what is known"), partial(canvas.note_requested.emit, key))
            made.addAction(_("Change the link …"), partial(link_form.edit, context, key))
        case None:
            made.addAction(_("Show everything"), canvas.show_everything)
            made.addAction(_("Columns …"), partial(steps.take, "columns"))
    return made
