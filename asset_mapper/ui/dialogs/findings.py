"""What a check of the project found: sentences, the gravest first, and what can be mended at once."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QListWidget, QListWidgetItem

from asset_mapper.domain.asset import Asset
from asset_mapper.domain.checks import Finding
from asset_mapper.i18n import N_, _, ngettext
from asset_mapper.services import web_links
from asset_mapper.services.web_links import Address
from asset_mapper.ui.actions import can_write
from asset_mapper.ui.context import Context
from asset_mapper.ui.dialogs import projects
from asset_mapper.ui.dialogs.sheet import Sheet

_MENDED = ("search-index", "no-project")
_MOST_SHOWN = 500


def show(context: Context, findings: Sequence[Finding]) -> None:
    Findings(context, findings).open()


class Findings(Sheet):
    """A list; Enter on a line selects the asset that it is about."""

    def __init__(self, context: Context, findings: Sequence[Finding]) -> None:
        super().__init__(context, N_("What the check found"), "projects")
        self._findings = findings
        self.count = self.words()
        self.list = QListWidget()
        self.list.setWordWrap(True)
        self.list.setSpacing(4)
        context.texts.say(self.list.setAccessibleName, N_("What the check found"))
        self._list(findings[:_MOST_SHOWN])
        self.list.itemActivated.connect(self._on_activated)
        self.column.addWidget(self.list, 1)
        if can_write(context) and any(finding.code in _MENDED for finding in findings):
            self.button(N_("Mend it"), self._mend, "primary")
        self.ask_links = self.button(N_("Ask whether the addresses of sources answer"), self._on_links)
        self.ask_links.setToolTip(_("This uses the network; nothing of the project is sent."))
        self.button(N_("Close"))
        self.finish()
        context.texts.call(self._say_count)
        self.make_room(90, 24)

    def _list(self, findings: Sequence[Finding]) -> None:
        for finding in findings:
            QListWidgetItem(f"{_(finding.severity.label)}: {finding.message}", self.list)

    def _on_links(self) -> None:
        self.ask_links.setEnabled(False)
        self.context.ask(web_links.addresses, done=self._on_addresses)

    def _on_addresses(self, asked: Sequence[Address]) -> None:
        self.count.setText(_("Asking the addresses of sources …"))
        self.context.jobs.run(
            lambda: web_links.silent(asked), done=self._on_answered, failed=self.context.show_error, on_project=False
        )

    def _on_answered(self, found: Sequence[Finding]) -> None:
        self._findings = (*self._findings, *found)
        self._list(found[:_MOST_SHOWN])
        self._say_count()
        if not found:
            self.count.setText(f"{self.count.text()} {_('Every address of a source answers.')}")

    def _say_count(self) -> None:
        number = len(self._findings)
        self.count.setText(ngettext("{n} finding.", "{n} findings.", number).format(n=number))

    def _mend(self) -> None:
        self.accept()
        projects.repair(self.context)

    def _on_activated(self, item: QListWidgetItem) -> None:
        finding = self._findings[self.list.row(item)]
        self.context.ask(
            lambda uow: finding.record if finding.record and uow.store(Asset).find(finding.record) else "",
            done=self._select,
        )

    def _select(self, asset_id: str) -> None:
        if asset_id:
            self.context.select((asset_id,))
            self.accept()
