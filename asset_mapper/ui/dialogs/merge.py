"""Making one record of two: both side by side, and for each field whose words are kept."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QLabel, QRadioButton, QWidget

from asset_mapper.domain.asset import Asset
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.codes import Code
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.whereabouts import Whereabouts, WhereKind
from asset_mapper.errors import InvalidValueError
from asset_mapper.i18n import N_, _, format_date, language
from asset_mapper.services import kept_of_two, merging
from asset_mapper.services.kept_of_two import MergeField, Pick
from asset_mapper.storage.unit_of_work import UnitOfWork
from asset_mapper.ui.context import Context
from asset_mapper.ui.dialogs.form import Form
from asset_mapper.ui.widgets.form import quiet_label

_LONGEST = 160
_PICKS = ((Pick.FIRST, N_("Keep this")), (Pick.SECOND, N_("Keep this")), (Pick.BOTH, N_("Both")))


def show(context: Context, ids: tuple[RecordId, ...]) -> None:
    """Put two assets side by side."""
    if len(ids) != 2:
        context.say(_("Choose the two assets that are one."), kind="caution")
        return
    context.ask(_both, list(ids), done=lambda found: MergeDialog(context, *found).open())


def _both(uow: UnitOfWork, ids: list[RecordId]) -> tuple[Asset, Asset, dict[RecordId, str]]:
    """Read two assets, the one that was recorded first in front, and the names of the venues where they are."""
    first, second = sorted((uow.assets.get(one) for one in ids), key=lambda asset: asset.id)
    venues = [asset.whereabouts.venue_id for asset in (first, second) if asset.whereabouts.venue_id]
    return first, second, {venue.id: venue.name.text(language()) for venue in uow.assets.with_ids(venues)}


class MergeDialog(Form):
    """A row for each field in which the two differ. What hangs on either comes together by itself."""

    def __init__(self, context: Context, first: Asset, second: Asset, venues: dict[RecordId, str]) -> None:
        super().__init__(context, N_("Make one of two"), manual="list", save=N_("Make one of them"))
        self._first, self._second, self._venues = first, second, venues
        self.picks: dict[str, QButtonGroup] = {}
        self.hint(
            N_(
                "Choose what the one record keeps. Contacts, meetings, talents, links and photos of both come "
                "together; what both have is kept once."
            )
        )
        self._fields = kept_of_two.differing(first, second)
        usual = kept_of_two.usual_picks(first, second)
        for field in self._fields:
            self.rows.addRow(self._row(field, usual[field.key]))
        if not self._fields:
            self.hint(N_("They say the same."))
        try:
            kept_of_two.merged(first, second, {})
        except InvalidValueError as error:
            self.say_problem(str(error))
            self.save.setEnabled(False)
        self.begin(720)

    def _row(self, field: MergeField, usual: Pick) -> QWidget:
        row = QWidget()
        grid = QGridLayout(row)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        heading = QLabel(textFormat=Qt.TextFormat.PlainText)
        bold = heading.font()
        bold.setWeight(QFont.Weight.DemiBold)
        heading.setFont(bold)
        self.say(heading.setText, field.label)
        grid.addWidget(heading, 0, 0, 1, 3)
        group = QButtonGroup(row)
        self.picks[field.key] = group
        for place, (pick, label) in enumerate(_PICKS):
            if pick is Pick.BOTH and field.both is None:
                continue
            button = QRadioButton()
            shown = quiet_label(self._text(field, pick))
            shown.setProperty("role", "")

            def say(button: QRadioButton = button, label: str = label, pick: Pick = pick) -> None:
                button.setText(_(label))
                button.setAccessibleName(f"{_(field.label)}: {_(label)}: {self._text(field, pick)}")

            self.call(say)
            button.setChecked(pick is usual)
            group.addButton(button, place)
            grid.addWidget(shown, 1, place, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(button, 2, place)
        for place in range(3):
            grid.setColumnStretch(place, 1)
        return row

    def _text(self, field: MergeField, pick: Pick) -> str:
        if pick is Pick.BOTH:
            assert field.both is not None
            name = field.names[0]
            return self._shown(field.both(getattr(self._first, name), getattr(self._second, name)))
        asset = self._first if pick is Pick.FIRST else self._second
        return " · ".join(text for name in field.names if (text := self._shown(getattr(asset, name)))) or "–"

    def _shown(self, value: Any) -> str:
        text = _in_words(value, self._venues)
        return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"

    def made(self) -> dict[str, Pick]:
        """Give whose value of each field is kept."""
        return {key: _PICKS[group.checkedId()][0] for key, group in self.picks.items()}

    def keep(self) -> None:
        self.context.select([self._first.id])
        self.apply(merging.merge, self._first.id, self._second.id, self.made())


def _in_words(value: Any, venues: dict[RecordId, str]) -> str:
    """Say a value of an asset in words."""
    if value is None or value == "":
        return ""
    if isinstance(value, Bilingual):
        return " / ".join(text for text in (value.cy, value.en) if text)
    if isinstance(value, Code):
        return _(value.label)
    if isinstance(value, Whereabouts):
        parts = (venues.get(value.venue_id or "", ""), value.address, value.postcode, value.area and str(value.area))
        said = ", ".join(part for part in parts if part)
        return said if said and value.kind is not WhereKind.CONFIDENTIAL else f"{_(value.kind.label)} {said}".strip()
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    if isinstance(value, dict):
        return " · ".join(f"{key}: {text}" for key, text in value.items())
    return format_date(value) if hasattr(value, "isoformat") else str(value)
