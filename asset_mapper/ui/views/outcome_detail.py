"""One framework or outcome, to be read: in both languages, who chose it, what supports it, where it leads."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from asset_mapper.domain.asset import Asset
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.change import ChangeSet
from asset_mapper.domain.evidence import EvidenceFinding
from asset_mapper.domain.indicator import Indicator, Reading
from asset_mapper.domain.link import Direction
from asset_mapper.domain.outcome import ChosenBy, Framework, FrameworkStatus, Outcome
from asset_mapper.domain.outcome_places import is_personal
from asset_mapper.i18n import N_, _, format_date, format_number, language, ngettext
from asset_mapper.services import indicators, outcome_portrait, outcomes, votes
from asset_mapper.services.indicators import Measured
from asset_mapper.services.outcome_portrait import KnownLink, OutcomePortrait
from asset_mapper.ui.context import Context
from asset_mapper.ui.dialogs import evidence_sheet, indicator_form, link_form, neighbourhood_sheet, readings_sheet
from asset_mapper.ui.models.outcome_tree import Node, second_line
from asset_mapper.ui.symbols import kind_icon
from asset_mapper.ui.widgets.flow import FlowLayout
from asset_mapper.ui.widgets.form import code_choice
from asset_mapper.ui.widgets.ladder import Ladder
from asset_mapper.ui.widgets.reading_sheet import ReadingSheet, reading_label
from asset_mapper.ui.widgets.voting_session import VotingSession

_SIGN, _AT_ONCE = 20, 30


class OutcomeDetail(ReadingSheet):
    """Shows what the tree has chosen, and follows every step."""

    def __init__(self, context: Context, voting: VotingSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._voting = voting
        self._node: Node | None = None
        self._shown: OutcomePortrait | None = None
        self._whole = ""  # the outcome of which all that supports it is shown
        context.texts.say(self.setAccessibleName, N_("The chosen outcome"))
        context.selection_changed.connect(self._rewrite)
        context.theme_changed.connect(self._rewrite)
        context.records_changed.connect(self._follow)
        voting.changed.connect(self._rewrite)
        context.texts.call(self._rewrite)

    @Slot(object)
    def show_node(self, node: Node | None) -> None:
        """Show a framework, an outcome, or that nothing is chosen."""
        self._node = node
        if node is None or node.outcome is None:
            self._on_read(None)
        else:
            self._context.ask(outcome_portrait.portrait, node.id, done=self._on_read)

    @Slot(object)
    def _follow(self, change_set: ChangeSet) -> None:
        """Read again what is told here and not in the tree, which says itself when it has changed."""
        if self._shown is not None and any(
            isinstance(change.record, (Asset, Indicator, Reading)) for change in change_set
        ):
            self.show_node(self._node)

    @property
    def shown_id(self) -> str:
        """The id of the outcome that is shown; empty when none is."""
        return self._shown.outcome.id if self._shown else ""

    def _on_read(self, found: OutcomePortrait | None) -> None:
        self._shown = found
        self._rewrite()

    @Slot()
    def _rewrite(self, *_news: object) -> None:
        self.write(self._say)

    def _say(self) -> None:
        if self._shown is not None:
            self._say_outcome(self._shown)
        elif self._node is not None and self._node.outcome is None:
            self._say_framework(self._node)
        else:
            self.text(_("Choose an outcome to read what supports it, and what is known about that."), "quiet")

    @property
    def _can_write(self) -> bool:
        return self._context.project is not None and not self._context.project.read_only

    # --- a framework --------------------------------------------------------------------------------------------

    def _say_framework(self, node: Node) -> None:
        framework = node.framework
        self.text(framework.name.text(language()), "heading")
        self._other_language(framework.name)
        self.text(second_line(node), "quiet")
        if is_personal(framework):
            self.text(
                _(
                    "A personal outcome is what one person wants for themselves, in their own words. It is kept "
                    "apart from the others, and no map, list or file outside the team shows it."
                )
            )
        elif node.is_local:
            self.text(
                _(
                    "These outcomes are your own. Add, rename, move and remove them as the people who chose them "
                    "wish; every step can be undone."
                )
            )
        else:
            self.text(
                _(
                    "These words belong to whoever published them, so they stay as they are. What you can say of "
                    "each outcome is who chose it, how many votes it had, and what supports it."
                )
            )
        if framework.status is FrameworkStatus.DRAFT:
            self.text(_("Some of its text has not yet been compared with the source."), "quiet")
        self._say_source(framework)

    def _say_source(self, framework: Framework) -> None:
        if framework.source_title:
            self.section(_("Source"))
            self.text(framework.source_title)
        if framework.licence:
            self.text(_("Licence: {licence}").format(licence=framework.licence), "quiet")
        url = QUrl(framework.source_url)
        if framework.source_url and url.scheme() in ("http", "https"):
            self.text(framework.source_url, "quiet")
            open_it = self.button("source", _("Open in the browser"), lambda: QDesktopServices.openUrl(url))
            self.row(open_it).addStretch(1)

    # --- an outcome ---------------------------------------------------------------------------------------------

    def _say_outcome(self, shown: OutcomePortrait) -> None:
        outcome = shown.outcome
        self.text(f"{outcome.code} {outcome.name.text(language())}".strip(), "heading")
        self._other_language(outcome.name)
        if status := self._text_status(outcome):
            self.text(status, "quiet")
        if outcome.description is not None:
            self.text(outcome.description.text(language()))
        if outcome.stage is not None:
            self.text(_(outcome.stage.label), "quiet")
        if outcome.contributes_only:
            self.text(
                _("A national measure: what is done here contributes to it, and cannot move it on its own."), "quiet"
            )
        self._say_choice(shown)
        if (session := shown.session) is not None:
            said = _("Said at the session at {place}, {day}.")
            self.text(said.format(place=session.place.text(language()), day=format_date(session.on)), "quiet")
        self._say_support(shown)
        self._say_steps(shown)
        self._say_indicators(shown)

    def _text_status(self, outcome: Outcome) -> str:
        if outcome.text_status is None:
            return ""
        shown, code = outcome.text_status.shown(language())
        in_language = _("In Welsh: {status}") if code == "cy" else _("In English: {status}")
        return in_language.format(status=_(FrameworkStatus(shown).label))

    def _say_choice(self, shown: OutcomePortrait) -> None:
        outcome = shown.outcome
        chosen_by = code_choice(self._context, ChosenBy, none=N_("Not yet said who chose it"))
        chosen_by.choose(outcome.chosen_by)
        chosen_by.setObjectName("chosen-by")
        chosen_by.setSizeAdjustPolicy(chosen_by.SizeAdjustPolicy.AdjustToContents)  # as wide as its words …
        chosen_by.setMinimumWidth(chosen_by.minimumSizeHint().height() * 4)  # … or as there is room
        chosen_by.setAccessibleName(_("Who chose this outcome"))
        chosen_by.setEnabled(self._can_write)
        chosen_by.activated.connect(
            lambda _row: self._context.apply(outcomes.change_outcome, outcome.id, chosen_by=chosen_by.value, say=True)
        )
        here, total = shown.votes_at(self._voting.session_id), shown.total
        count = ngettext("{n} vote", "{n} votes", total).format(n=format_number(total))
        if here != total and (here or self._voting.session is not None):
            count = _("{n} of {votes}").format(n=format_number(here), votes=count)
        given = reading_label(count)
        given.setWordWrap(False)
        fewer = self.button("fewer", "−", lambda: self._vote(here - 1), _("One vote less"))
        more = self.button("more", "+", lambda: self._vote(here + 1), _("One vote more"))
        fewer.setEnabled(self._can_write and here > 0)
        more.setEnabled(self._can_write)
        dots = QWidget()
        line = QHBoxLayout(dots)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        for widget in (fewer, given, more):
            line.addWidget(widget)
        self.flow(chosen_by, dots)
        if any(one.session for one in shown.votes):
            self.text(votes.in_words(shown.votes), "quiet")

    def _vote(self, count: int) -> None:
        self._context.apply(votes.vote, self.shown_id, max(0, count), session=self._voting.session)

    def _say_support(self, shown: OutcomePortrait) -> None:
        outcome = shown.outcome
        national = outcome.contributes_only
        self.section(_("What contributes to it") if national else _("What supports it"))
        if not shown.supported_by:
            self.text(_("Not yet recorded. Which people, groups or places help with this?"), "quiet")
        at_once = len(shown.supported_by) if self._whole == outcome.id else _AT_ONCE
        for known in shown.supported_by[:at_once]:
            self._say_link(known)
        if len(shown.supported_by) > at_once:
            count = len(shown.supported_by)
            whole = ngettext("Show all {n}", "Show all {n}", count).format(n=format_number(count))
            self.flow(self.button("whole", whole, self._show_whole))
        more = self.button("support", _("Contributed to by …") if national else _("Supported by …"), self._on_support)
        more.setEnabled(self._can_write)
        buttons = [more]
        count = len(self._context.selection)
        if count and self._can_write:
            text = ngettext("Link the {n} chosen asset", "Link the {n} chosen assets", count).format(n=count)
            buttons.append(self.button("chosen", text, self.link_selection))
        self.flow(*buttons)

    def _say_steps(self, shown: OutcomePortrait) -> None:
        for title, steps in ((_("What leads to it"), shown.comes_from), (_("Where it leads"), shown.leads_to)):
            if steps:
                self.section(title)
            for known in steps:
                self._say_link(known)
        step = self.button("step", _("Leads to …"), lambda: link_form.step(self._context, shown.outcome.id))
        step.setEnabled(self._can_write)
        around = self.button(
            "around", _("As a diagram …"), partial(neighbourhood_sheet.show, self._context, shown.outcome.id)
        )
        self.column.addSpacing(8)
        self.flow(step, around)

    def _say_indicators(self, shown: OutcomePortrait) -> None:
        self.section(_("How a change is seen"))
        if not shown.indicators:
            self.text(_("Not yet recorded. How will you know that it gets better?"), "quiet")
        for indicator, readings in shown.indicators:
            measured = Measured(indicator, shown.outcome, readings)
            name = indicator.name.text(language())
            words = QVBoxLayout()
            words.setSpacing(4)
            words.addWidget(reading_label(name, bold=True))
            words.addWidget(reading_label("\n".join(indicators.in_words(measured)), "quiet"))
            line = QHBoxLayout()
            line.setSpacing(8)
            line.addLayout(words, 1)
            more = self.button(
                f"readings-{indicator.id}",
                _("Readings …"),
                partial(readings_sheet.show, self._context, indicator.id),
                _("Readings of {name}").format(name=name),
            )
            line.addWidget(more, 0, Qt.AlignmentFlag.AlignTop)
            self.column.addLayout(line)
        add = self.button("indicator", _("Add an indicator …"), self._on_indicator)
        add.setEnabled(self._can_write)
        self.row(add).addStretch(1)

    def _say_link(self, known: KnownLink) -> None:
        link, other = known.link, known.other
        name = other_name(other)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(reading_label(name, bold=True))
        line = QHBoxLayout()
        line.setSpacing(8)
        if isinstance(other, Asset):
            sign = reading_label("")
            sign.setWordWrap(False)
            sign.setPixmap(kind_icon(other.kind.value).pixmap(_SIGN, _SIGN))
            sign.setToolTip(_(other.kind.label))
            sign.setAccessibleName(_(other.kind.label))
            line.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        change = self.button(
            f"change-{link.id}",
            _("Change …") if self._can_write else _("Read …"),
            lambda: link_form.edit(self._context, link.id),
            _("Change the link to {name}").format(name=name),
        )
        if link.direction is Direction.HARMS:
            words.addWidget(reading_label(_("It harms this outcome.")))
        how = link.how.text(language()) if link.how else _("How it helps is not yet said.")
        words.addWidget(reading_label(how, "" if link.how else "quiet"))
        known_row = QHBoxLayout()
        known_row.setSpacing(8)
        known_row.addWidget(Ladder(known.coverage), 0, Qt.AlignmentFlag.AlignTop)
        known_row.addWidget(reading_label("\n".join(_about(known)), "quiet"), 1)
        words.addLayout(known_row)
        evidence = self.button(
            f"evidence-{link.id}",
            _("Evidence …"),
            lambda: evidence_sheet.show(self._context, link.id),
            _("Evidence on the link to {name}").format(name=name),
        )
        buttons = FlowLayout()
        buttons.addWidget(change)
        buttons.addWidget(evidence)
        words.addLayout(buttons)
        line.addLayout(words, 1)
        self.column.addLayout(line)
        self.column.addSpacing(8)

    def _other_language(self, text: Bilingual) -> None:
        other = text.en if language() == "cy" else text.cy
        missing = _("There is no English name yet.") if language() == "cy" else _("There is no Welsh name yet.")
        self.text(other or missing, "quiet")

    # --- steps --------------------------------------------------------------------------------------------------

    def _on_support(self) -> None:
        link_form.support(self._context, self.shown_id)

    def _show_whole(self) -> None:
        """Show everything that supports the outcome, however much that is."""
        self._whole = self.shown_id
        self._rewrite()

    def _on_indicator(self) -> None:
        indicator_form.add(self._context, self.shown_id)

    def link_selection(self) -> None:
        """Link the assets that are chosen in the window to the outcome that is shown."""
        link_form.add_to(self._context, list(self._context.selection), self.shown_id)


def other_name(other: Asset | Outcome) -> str:
    """Name what is at the other end of a link."""
    code = other.code if isinstance(other, Outcome) else ""
    return f"{code} {other.name.text(language())}".strip()


def _about(known: KnownLink) -> list[str]:
    """Say by which of the Four Co's, how much is known, and how much of that speaks against it."""
    words = [_(known.link.co.label)] if known.link.co is not None else []
    words.append(_("Evidence: {coverage}").format(coverage=_(known.coverage.label)))
    against = sum(piece.finding is not EvidenceFinding.SUPPORTS for piece in known.evidence)
    if against:
        text = ngettext(
            "{n} piece of it does not support the link", "{n} pieces of it do not support the link", against
        )
        words.append(text.format(n=against))
    return words
