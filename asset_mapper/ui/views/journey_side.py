"""A journey in words: what it is, what it cost, and what its sums leave open."""

from __future__ import annotations

from PySide6.QtCore import Signal

from asset_mapper.domain import journey_costs
from asset_mapper.domain.journey import JourneyPath, fiction_in_words
from asset_mapper.i18n import _, language
from asset_mapper.services.journeys import ToldJourney
from asset_mapper.ui.widgets.reading_sheet import ReadingSheet


class JourneySide(ReadingSheet):
    """Stands beside the timelines."""

    change_wanted = Signal()
    removal_wanted = Signal()

    def show_journey(self, shown: ToldJourney, *, can_write: bool) -> None:
        """Tell of a journey, and offer to change it where that can be."""

        def author() -> None:
            self._say(shown)
            if can_write:
                change = self.button("change", _("Change the journey …"), self.change_wanted.emit)
                remove = self.button("remove", _("Remove the journey"), self.removal_wanted.emit)
                self.flow(change, remove)

        self.write(author)

    def _say(self, shown: ToldJourney) -> None:
        journey = shown.journey
        self.text(journey.name.text(language()), "heading")
        self.text(fiction_in_words(journey.fictionalised, journey.made_of), "quiet")
        for name in shown.named:
            text = _(
                "“{name}” is a person of this project. Give them another name here: until then the journey stays "
                "with the team."
            )
            self.text(text.format(name=name), "problem")
        if journey.about is not None:
            self.text(journey.about.text(language()))
        self._say_costs(shown.costs)
        if shown.outcome is not None:
            name = f"{shown.outcome.code} {shown.outcome.name.text(language())}".strip()
            self.text(_("It shows: {outcome}").format(outcome=name), "quiet")

    def _say_costs(self, costs: journey_costs.JourneyCosts) -> None:
        self.section(_("What it cost"))
        for path in JourneyPath:
            self.text(_(path.label), "quiet")
            self.text(journey_costs.total_in_words(costs, path))
        if difference := journey_costs.difference_in_words(costs):
            self.section(difference)
            if ratio := journey_costs.ratio_in_words(costs):
                self.text(ratio)
        for note in journey_costs.notes_in_words(costs):
            self.text(note, "quiet")
        if costs.sources:
            self.section(_("Sources"))
            for citation, url in costs.sources:
                self.text(f"{citation}, {url}" if url else citation, "quiet")
