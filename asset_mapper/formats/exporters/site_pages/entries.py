"""The assets of a list, each as plain HTML in one language."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING

from asset_mapper.domain.asset import AssetKind
from asset_mapper.domain.evidence import Coverage
from asset_mapper.formats.exporters.addresses import LINKS
from asset_mapper.formats.exporters.linked_data import at, rows_of
from asset_mapper.formats.exporters.site_pages.contents import Contents
from asset_mapper.i18n import _

if TYPE_CHECKING:
    from asset_mapper.cartography.columns import Both

_RUNGS = tuple(Coverage)


class Entries:
    """The assets of a list, each as plain HTML in one language."""

    def __init__(self, contents: Contents, language: str) -> None:
        self._keys, self._language, self._data = contents.keys, language, contents.data
        self._texts = contents.texts[language]
        self._contacts = rows_of(contents.data["contacts"]["asset"])
        self._meetings = rows_of(contents.data["meetings"]["asset"])
        self._talents = rows_of(contents.data["talents"]["asset"])
        self._links = rows_of(contents.data["contributions"]["asset"])

    def said(self, tag: str, both: Both | None) -> str:
        """Write a text in an element; one that is in the other language only says so."""
        if both is None or not any(both.values()):
            return ""
        if both[self._language]:
            return f"<{tag}>{escape(both[self._language])}</{tag}>"
        other = "en" if self._language == "cy" else "cy"
        title = escape(str(self._texts["only_in_english" if other == "en" else "only_in_welsh"]))
        mark = f'<abbr class="other-language" title="{title}">{other.upper()}</abbr>'
        return f'<{tag}><span lang="{other}">{escape(both[other])}</span> {mark}</{tag}>'

    def entry(self, row: int) -> str:
        data, assets = self._data, self._data["assets"]
        kind = int(assets["kind"][row])
        quiet = (
            " data-nosnippet" if data["kinds"][kind] == AssetKind.PERSON else ""
        )  # not for search engines' excerpts
        parts = [
            f'<li id="{escape(self._keys[row])}"{quiet}>',
            self.said("h2", at(assets["name"], row)),
            f'<p class="quiet">{self._facts(row, kind)}</p>',
            self.said("p", at(assets["summary"], row)),
            *self._line("card_when", (self._when(entry) for entry in self._meetings.get(row, ()))),
            *self._line("card_offers", (self._talent(entry) for entry in self._talents.get(row, ()))),
            *self._line("card_reach", (self._contact(entry) for entry in self._contacts.get(row, ()))),
            *self._line("card_supports", (self._link(entry) for entry in self._links.get(row, ()))),
            "</li>",
        ]
        return "".join(parts)

    def _facts(self, row: int, kind: int) -> str:
        data, assets = self._data, self._data["assets"]
        facts = [self.said("span", data["kind_labels"][kind])]
        if assets["venue"][row] >= 0:
            facts.append(self.said("span", at(assets["name"], assets["venue"][row])))
        else:
            facts.append(self.said("span", at(assets["venue_name"], row)))
        if assets["area"][row] >= 0:
            facts.append(self.said("span", data["areas"][assets["area"][row]]["name"]))
        facts.append(escape(assets["address"][row]))
        if assets["lon"][row] is not None:
            facts.append(f'<a href="./#asset={escape(self._keys[row])}">{escape(_("Show on the map"))}</a>')
        return " · ".join(fact for fact in facts if fact)

    def _line(self, label: str, parts: Iterator[str]) -> Iterator[str]:
        there = [part for part in parts if part]
        if there:
            yield f'<p><span class="label">{escape(str(self._texts[label]))}:</span> {" · ".join(there)}</p>'

    def _when(self, entry: int) -> str:
        meetings = self._data["meetings"]
        venue = meetings["venue"][entry]
        words = [self.said("span", at(meetings["name"], entry)), self.said("span", at(meetings["when"], entry))]
        words += [self.said("span", at(self._data["assets"]["name"], venue))] if venue >= 0 else []
        words += [self.said("span", at(meetings[name], entry)) for name in ("cost", "who")]
        words.append(escape(", ".join(meetings["access"][entry])))
        return ", ".join(word for word in words if word)

    def _talent(self, entry: int) -> str:
        talents = self._data["talents"]
        what = self.said("span", at(talents["what"], entry))
        if talents["standing"][entry] == "offered":
            return what
        return f"{what} ({escape(str(self._texts['standing_' + talents['standing'][entry]]))})"

    def _contact(self, entry: int) -> str:
        contacts = self._data["contacts"]
        value, person = contacts["value"][entry], contacts["person"][entry]
        link = LINKS[contacts["kind"][entry]](value)
        words = f'<a href="{escape(link)}" rel="noopener noreferrer">{escape(value)}</a>' if link else escape(value)
        return f"{words} ({escape(person)})" if person else words

    def _link(self, entry: int) -> str:
        links = self._data["contributions"]
        name = self.said("span", self._data["outcomes"][links["outcome"][entry]]["name"])
        known = escape(str(self._texts[f"coverage_{_RUNGS[links['coverage'][entry]].value}"]))
        harms = f"{escape(str(self._texts['harms']))} " if links["direction"][entry] == "harms" else ""
        return f"{harms}{name} ({known})"
