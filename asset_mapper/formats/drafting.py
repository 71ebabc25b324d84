"""From rows to records: a draft of what an import would make, with a finding for whatever is doubtful.

A draft is columns, not values: a hundred thousand rows become lists of texts that storage takes as they are, in
the columns that ``storage/frames.py`` reads (``name_cy``, ``where_postcode``, ``geometry`` …). It keeps the
rules that the values check for themselves: a test makes a value of every drafted row.

What no field holds, and what a field could not take, stays in the custom columns. Only three things are left
out, each with a finding: the place of a person, imported columns of a confidential place, and rows without a
name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from asset_mapper.domain.asset import AssetKind, AssetStatus
from asset_mapper.domain.audience import VISIBILITIES, Audience, admits
from asset_mapper.domain.whereabouts import Precision, WhereKind, tidy_postcode
from asset_mapper.formats import contacts
from asset_mapper.formats.base import Findings, Severity, SourceTable
from asset_mapper.formats.columns import BY_KEY, EMPTY_WORDS, Match, spelled_out, squeezed
from asset_mapper.formats.kinds import VAGUE, guess_kind, is_sensitive, kind_of_list, kind_of_word, may_be_refuge
from asset_mapper.formats.language import language_of
from asset_mapper.formats.positions import positions
from asset_mapper.formats.schedules import clock_of, date_of, days_of, slots
from asset_mapper.i18n import _, ngettext
from asset_mapper.progress import Progress, no_progress

if TYPE_CHECKING:
    from asset_mapper.formats.positions import Positions

Column = list[Any]
Columns = dict[str, Column]
"""Columns of records, all of the same length."""

PLACE_FIELDS = frozenset(
    """
    address house street address_1 address_2 address_3 address_4 locality town county postcode uprn longitude latitude
    easting northing x y crs grid_reference position wkt precision
    """.split()  # noqa: SIM905 - a table that people read
)
"""What would pin a person to a place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftOptions:
    """What the user said about what the rows are."""

    kind: AssetKind | None = None
    visibility: Audience | None = None
    crs: str | None = None
    as_it_is: bool = False  # a list that this program wrote: every text is taken to the letter


@dataclass(slots=True, kw_only=True)
class ImportDraft:
    """What one table would become. The lists of all columns are as long as ``rows``."""

    table: SourceTable
    columns: Mapping[str, Match]
    rows: list[int]  # the number of each accepted row, as a person finds it
    assets: Columns
    contacts: Columns  # with ``row``: which of the accepted rows each belongs to
    meetings: Columns  # likewise
    given: frozenset[str]  # the columns of assets about which the file says something
    guessed: list[bool]  # rows whose kind is a guess
    own_ids: list[str | None]  # ids of this program, where the file has them
    at_venue: list[str | None] = field(default_factory=list)  # ids of venues, where they were found
    ids: list[str] = field(default_factory=list)  # of the assets, should they be made
    is_own: bool = False  # a list that this program wrote
    only_for_new: frozenset[str] = frozenset()  # columns that say again what a known asset has in other records
    venues: list[str | None]  # the name of a venue, not yet looked up
    venue_column: str | None
    refused: int
    findings: Findings = field(default_factory=Findings)

    def __len__(self) -> int:
        return len(self.rows)


def draft(
    table: SourceTable,
    columns: Mapping[str, Match],
    options: DraftOptions,
    findings: Findings,
    progress: Progress = no_progress,
) -> ImportDraft:
    """Make a draft of every row of a table."""
    return _Drafting(table, columns, options, findings).draft(progress)


class _Drafting:
    """The work on one table: each step fills some columns for all rows."""

    def __init__(
        self, table: SourceTable, columns: Mapping[str, Match], options: DraftOptions, findings: Findings
    ) -> None:
        self.table = table
        self.columns = columns
        self.options = options
        self.findings = findings
        self.count = len(table)
        self.numbers = list(table.rows)
        self.by_field: dict[str, list[str]] = {}
        for heading, match in columns.items():
            for key in (match.field, match.also):
                if key:
                    self.by_field.setdefault(key, []).append(heading)
        self.assets: Columns = {}
        self.given: set[str] = set()
        self.custom: list[dict[str, str]] = [{} for _row in range(self.count)]
        self.refused: set[int] = set()
        as_it_is = options.as_it_is
        self._said: Callable[[str | None], str] = _trimmed if as_it_is else _said
        self._one_line: Callable[[str | None], str] = _trimmed if as_it_is else _one_line
        self._part: Callable[[str | None], str] = _trimmed if as_it_is else _part
        self.guessed = [False] * self.count
        self.names: list[str] = []
        self.venues: list[str | None] = [None] * self.count
        self.own_ids: list[str | None] = [None] * self.count
        self.hidden: list[bool] = [False] * self.count
        self._texts: dict[str, list[str | None]] = {}

    # Reading columns

    def texts(self, heading: str) -> list[str | None]:
        """Give the cells of a column as they are."""
        if heading not in self._texts:
            self._texts[heading] = self.table.frame[heading].tolist()
        return self._texts[heading]

    def first(self, key: str) -> list[str | None] | None:
        """Give the cells of the column of a field, if there is one."""
        headings = self.by_field.get(key)
        return self.texts(headings[0]) if headings else None

    def heading(self, key: str) -> str | None:
        headings = self.by_field.get(key)
        return headings[0] if headings else None

    def said(self, key: str) -> list[str] | None:
        """Give the cells of a field, trimmed, ``""`` where they say that there is nothing."""
        cells = self.first(key)
        return None if cells is None else [self._said(cell) for cell in cells]

    def keep(self, heading: str, row: int) -> None:
        """Keep a cell that no field could take."""
        cell = self.texts(heading)[row]
        if cell is not None:
            self.custom[row][heading] = cell

    # The draft

    def draft(self, progress: Progress) -> ImportDraft:
        contact_columns: Columns = {}
        meeting_columns: Columns = {}
        steps: tuple[Callable[[], Any], ...] = (
            self._names,
            self._texts_of_people,
            self._where,
            self._kinds_and_tags,
            self._states,
            lambda: contact_columns.update(self._contacts()),
            lambda: meeting_columns.update(self._meetings()),
            self._ids,
            self._unmatched,
            self._people,
            self._confidential,
            self._look_closer,
        )
        for number, step in enumerate(steps):
            progress(number, len(steps), _("Reading {name}").format(name=self.table.title))
            step()
        self.assets["custom"] = self.custom
        if any(self.custom):
            self.given.add("custom")
        return self._accepted(contact_columns, meeting_columns)

    def _accepted(self, contact_columns: Columns, meeting_columns: Columns) -> ImportDraft:
        """Leave out the refused rows everywhere."""
        own_ids = self.own_ids
        if self.refused:
            kept = [row for row in range(self.count) if row not in self.refused]
            place = {row: index for index, row in enumerate(kept)}
            self.assets = {name: [column[row] for row in kept] for name, column in self.assets.items()}
            self.numbers = [self.numbers[row] for row in kept]
            self.guessed = [self.guessed[row] for row in kept]
            self.venues = [self.venues[row] for row in kept]
            own_ids = [own_ids[row] for row in kept]
            contact_columns = _moved(contact_columns, place)
            meeting_columns = _moved(meeting_columns, place)
        return ImportDraft(
            table=self.table,
            columns=self.columns,
            rows=self.numbers,
            assets=self.assets,
            contacts=contact_columns,
            meetings=meeting_columns,
            given=frozenset(self.given),
            guessed=self.guessed,
            own_ids=own_ids,
            venues=self.venues,
            venue_column=self.heading("venue"),
            refused=len(self.refused),
            findings=self.findings,
        )

    # Names and words

    def _names(self) -> None:
        plain = self.first("name")
        welsh, english = self.first("name_cy"), self.first("name_en")
        if plain is None and ("first_name" in self.by_field or "surname" in self.by_field):
            parts = [self.first(key) or [None] * self.count for key in ("first_name", "surname")]
            plain = [" ".join(filter(None, map(self._one_line, pair))) or None for pair in zip(*parts, strict=True)]
        if (
            plain is not None
            and "name" in self.by_field
            and self.columns[self.by_field["name"][0]].also == "street"
            and "house" in self.by_field
        ):
            houses = self.first("house") or ()
            plain = [" ".join(filter(None, pair)) or None for pair in zip(houses, plain, strict=True)]
        if plain is not None and welsh is not None and english is None:
            english, plain = plain, None
        elif plain is not None and english is not None and welsh is None:
            welsh, plain = plain, None
        cy, en, first = self._bilingual("name", plain, welsh, english, self._one_line)
        self._stated_first("name", self.said("name_first") or ())
        column = self.heading("name") or self.heading("name_en") or self.heading("name_cy")
        for row in range(self.count):
            if not first[row]:
                self._refuse_nameless(row, column)
            elif (cy[row] or en[row]).casefold() in EMPTY_WORDS:
                self.findings.add(
                    "doubtful-name",
                    _("It is called “{name}”, which is hardly a name. It was imported; give it a better one.").format(
                        name=cy[row] or en[row]
                    ),
                    row=self.numbers[row],
                    column=column,
                )
        self.names = [c or e for c, e in zip(cy, en, strict=True)]

    def _stated_first(self, key: str, firsts: Sequence[str]) -> None:
        """Take what the file says of the language in which a text was given first."""
        cy, en, first = (self.assets[f"{key}_{part}"] for part in ("cy", "en", "first"))
        for row, said in enumerate(firsts):
            if said:
                language = "cy" if squeezed(said)[:2] in ("cy", "we") else "en"
                if (cy if language == "cy" else en)[row]:
                    first[row] = language

    def _refuse_nameless(self, row: int, column: str | None) -> None:
        self.refused.add(row)
        said = (
            _("The row has no name in “{column}”. Write one in the file, or say that another column gives the names.")
            if column
            else _("The row has no name, since no column gives names. Say which one does.")
        )
        self.findings.add("no-name", said.format(column=column), Severity.ERROR, self.numbers[row], column)

    def _bilingual(
        self,
        key: str,
        plain: Sequence[str | None] | None,
        welsh: Sequence[str | None] | None,
        english: Sequence[str | None] | None,
        tidy: Callable[[str | None], str],
    ) -> tuple[Column, Column, Column]:
        """Fill the three columns of a bilingual text; a text of no stated language is looked at."""
        cy = [tidy(text) for text in welsh] if welsh is not None else [""] * self.count
        en = [tidy(text) for text in english] if english is not None else [""] * self.count
        if plain is not None:
            said = [tidy(text) for text in plain]
            is_welsh = {text: language_of(text) == "cy" for text in set(said)}
            if welsh is None and english is None:
                cy = [text if is_welsh[text] else "" for text in said]
                en = ["" if is_welsh[text] else text for text in said]
            else:
                self._join_plain(key, said, is_welsh, cy, en)
        first = ["en" if e else "cy" if c else "" for c, e in zip(cy, en, strict=True)]
        self.assets[f"{key}_cy"], self.assets[f"{key}_en"], self.assets[f"{key}_first"] = cy, en, first
        if plain is not None or welsh is not None or english is not None:
            self.given.update((f"{key}_cy", f"{key}_en", f"{key}_first"))
        return cy, en, first

    def _join_plain(
        self, key: str, said: Sequence[str], is_welsh: Mapping[str, bool], cy: list[str], en: list[str]
    ) -> None:
        """Put texts of no stated language where there is none yet; keep those that say something else."""
        heading = self.heading(key)
        for row, text in enumerate(said):
            if text and not cy[row] and not en[row]:
                (cy if is_welsh[text] else en)[row] = text
            elif text and text not in (cy[row], en[row]) and heading:
                self.keep(heading, row)

    def _texts_of_people(self) -> None:
        self._bilingual(
            "summary", self.first("summary"), self.first("summary_cy"), self.first("summary_en"), self._said
        )
        firsts = self.said("summary_first")
        if firsts:
            self._stated_first("summary", firsts)
        for key in ("notes", "checked_by", "source"):
            cells = self.first(key)
            self.assets[key] = [self._said(cell) for cell in cells] if cells is not None else [""] * self.count
            if cells is not None:
                self.given.add(key)

    # Kind and tags

    def _kinds_and_tags(self) -> None:
        tags: list[tuple[str, ...]] = [()] * self.count
        for heading in self.by_field.get("tags", ()):
            for row, found in enumerate(self._tags_in(heading)):
                if found:
                    tags[row] = (*tags[row], *(tag for tag in found if tag not in tags[row]))
        self.assets["tags"] = tags
        if "tags" in self.by_field:
            self.given.add("tags")
        self._kinds(tags)

    def _tags_in(self, heading: str) -> list[tuple[str, ...]]:
        """Part the tags in each cell; in a list that we wrote, “none” is a tag as any other."""
        nothing = frozenset[str]() if self.options.as_it_is else EMPTY_WORDS
        return _split_each(self.texts(heading), self._between_tags(heading), nothing)

    def _between_tags(self, heading: str) -> str:
        """Say what parts the tags in a cell; commas do only where the column is called nothing but tags."""
        if self.options.as_it_is:
            return "; "
        if squeezed(heading) in ("tags", "tag", "tagiau", "keywords", "allweddeiriau"):
            return r"\s*[;|,\n]\s*"
        return r"\s*[;|\n]\s*"

    def _kinds(self, tags: Sequence[tuple[str, ...]]) -> None:
        heading = self.heading("kind")
        cells = self.texts(heading) if heading else [None] * self.count
        known = {cell: kind_of_word(cell) for cell in set(cells) if cell}
        of_heading = self._kind_of_heading()
        of_list = kind_of_list(self.table.layer) or kind_of_list(self.table.file) or of_heading
        if of_heading is not None and of_heading[0] is AssetKind.PERSON:
            of_list = of_heading  # whoever has a surname is a person, whatever the list is called
        kinds: list[AssetKind | None] = [known[cell] if cell else None for cell in cells]
        if heading:
            for row, (cell, kind) in enumerate(zip(cells, kinds, strict=True)):
                if cell and kind is None:
                    self.keep(heading, row)
            self.given.add("kind")
        open_rows = [row for row, kind in enumerate(kinds) if kind is None]
        if self.options.kind is not None:
            for row in open_rows:
                kinds[row] = self.options.kind
        elif open_rows:
            self._guess(open_rows, kinds, cells, tags, of_list)
        codes: dict[AssetKind | None, str] = {None: "", **{kind: kind.value for kind in AssetKind}}
        self.assets["kind"] = [codes[kind] for kind in kinds]

    def _kind_of_heading(self) -> tuple[AssetKind, str] | None:
        """A column of names may be called after what they are names of: ``Hospital``, ``Group name``."""
        if "surname" in self.by_field and "name" not in self.by_field:
            return AssetKind.PERSON, str(self.heading("surname"))
        heading = self.heading("name")
        if heading is None or self.columns[heading].also is not None:
            return None
        words = spelled_out(heading).split()
        return next(
            (found for word in reversed(words) if word not in _NAMELESS and (found := guess_kind(word))), None
        )

    def _guess(
        self,
        rows: Sequence[int],
        kinds: list[AssetKind | None],
        cells: Sequence[str | None],
        tags: Sequence[tuple[str, ...]],
        of_list: tuple[AssetKind, str] | None,
    ) -> None:
        """Guess the kind from the name of the list, the category and the name; say so of every row."""
        guesses: dict[int, tuple[AssetKind, str]] = {}
        by_name = "name" not in self.by_field or self.columns[self.by_field["name"][0]].also is None
        if of_list is not None and (of_list[1] not in VAGUE or not by_name):
            for row in rows:
                self.guessed[row], kinds[row] = True, of_list[0]
            self.findings.add(
                "kind-guessed",
                _(
                    "What has no kind was taken for: {kind}, because the list is called “{word}”. If it is "
                    "not, say what these are."
                ).format(kind=_(of_list[0].label), word=of_list[1]),
                Severity.INFO,
            )
            return
        for row in rows:
            guess = (guess_kind(cells[row] or "") if cells[row] else None) or guess_kind(self.names[row])
            if guess is None:
                guess = next((found for tag in tags[row] if (found := guess_kind(tag))), of_list)
            if guess is not None:
                guesses[row] = guess
        usual = Counter(kind for kind, _word in guesses.values()).most_common(1)
        shapes = self.assets["geometry"]
        for row in rows:
            self.guessed[row] = True
            guess = guesses.get(row)
            if guess is not None:
                kinds[row] = guess[0]
            elif usual and usual[0][1] >= 0.6 * len(rows):
                kinds[row] = usual[0][0]
            else:
                kinds[row] = AssetKind.PLACE if shapes[row] is not None else AssetKind.ORGANISATION
            if row in self.refused:
                continue
            if self.findings.full("kind-guessed"):
                self.findings.count("kind-guessed")
                continue
            kind = kinds[row]
            assert kind is not None
            because = (
                _(
                    "Taken for: {kind}, because of “{word}”. If it is not, say what these are, or add a column "
                    "of kinds."
                ).format(kind=_(kind.label), word=guess[1])
                if guess
                else _(
                    "Taken for: {kind}, since nothing says what it is. If it is not, say what these are, or add a "
                    "column of kinds."
                ).format(kind=_(kind.label))
            )
            self.findings.add("kind-guessed", because, Severity.INFO, self.numbers[row])

    # Whereabouts

    def _where(self) -> None:
        found = positions(self.table, self.columns, self.options.crs, self.findings)
        self.found = found
        self._addresses()
        self._postcodes()
        self._uprns()
        self._areas()
        self.assets["geometry"] = list(found.geometry)
        self.assets["where_kind"] = self._where_kinds(found)
        self.assets["where_precision"] = self._precision(found)
        self.assets["where_venue_id"] = [None] * self.count
        cells = self.said("venue")
        if cells:
            self.venues = [cell or None for cell in cells]
        if (
            self.table.geometry is not None
            or {"latitude", "easting", "grid_reference", "position", "wkt"} & self.by_field.keys()
        ):
            self.given.update(("geometry", "where_kind", "where_precision"))
        self._keep_coordinates(found)

    def _where_kinds(self, found: Positions) -> list[str]:
        """Say how each row is placed: on the map, in an area when that is all that is known, or not yet."""
        addresses, postcodes, uprns, areas = (
            self.assets[name] for name in ("where_address", "where_postcode", "where_uprn", "where_area_first")
        )
        kinds = []
        for shape, address, postcode, uprn, area in zip(
            found.geometry, addresses, postcodes, uprns, areas, strict=True
        ):
            if shape is not None:
                kinds.append(WhereKind.SHAPE.value)
            elif area and not address and not postcode and not uprn:
                kinds.append(WhereKind.AREA.value)
            else:
                kinds.append(WhereKind.NONE.value)
        if "where_area_first" in self.given:
            self.given.add("where_kind")
        return kinds

    def _precision(self, found: Positions) -> list[str | None]:
        """Take the precision that the file states for what has a place."""
        stated = self.said("precision")
        if stated is None:
            return found.precision
        labels = _labels(Precision)
        heading = self.heading("precision")
        result = list(found.precision)
        for row, text in enumerate(stated):
            known = labels.get(squeezed(text)) if text else None
            if found.precision[row] and (known or not text):
                result[row] = known
            elif text and heading and not known:
                self.keep(heading, row)
        return result

    def _keep_coordinates(self, found: Positions) -> None:
        """Keep the coordinates that did not become the place of the asset, and cannot be told from it."""
        for key in ("longitude", "latitude", "easting", "northing", "position", "wkt", "grid_reference", "x", "y"):
            for heading in self.by_field.get(key, ()):
                if self.columns[heading].field != key:
                    continue
                rows = found.kept_rows(heading, self.count)
                for row in rows:
                    self.keep(heading, row)

    def _addresses(self) -> None:
        keys = ("address", "address_1", "address_2", "address_3", "address_4", "locality", "town", "county")
        parts = [
            [self._part(cell) for cell in self.texts(heading)]
            for key in keys
            for heading in self.by_field.get(key, ())
        ]
        if "street" in self.by_field or "house" in self.by_field:
            house = [self._part(cell) for cell in self.first("house") or [None] * self.count]
            street = [self._part(cell) for cell in self.first("street") or [None] * self.count]
            joined = [f"{h} {s}".strip() for h, s in zip(house, street, strict=True)]
            parts.insert(len(self.by_field.get("address", ())), joined)
        if not parts:
            self.assets["where_address"] = [""] * self.count
            return
        self.given.add("where_address")
        if len(parts) == 1:
            self.assets["where_address"] = parts[0]
        else:
            self.assets["where_address"] = [_joined(row) for row in zip(*parts, strict=True)]

    def _postcodes(self) -> None:
        heading = self.heading("postcode")
        result = [""] * self.count
        if heading is None:
            for row, address in enumerate(self.assets["where_address"]):
                match = _POSTCODE_AT_END.search(address[-20:]) if address else None
                if match:
                    result[row] = tidy_postcode(match[0]) or ""
            if any(result):
                self.given.add("where_postcode")
            self.assets["where_postcode"] = result
            return
        self.given.add("where_postcode")
        cells = self.texts(heading)
        tidied = {cell: tidy_postcode(cell) for cell in set(cells) if cell}
        for row, cell in enumerate(cells):
            if not cell:
                continue
            postcode = tidied[cell]
            if postcode is not None:
                result[row] = postcode
                continue
            text = cell.strip()
            if text.casefold() in EMPTY_WORDS:
                continue
            if _OUTWARD.fullmatch(text):
                result[row] = text.upper()
                self.findings.add(
                    "half-a-postcode",
                    _("“{text}” is only the first half of a postcode; it was kept as that.").format(text=text),
                    Severity.INFO,
                    self.numbers[row],
                    heading,
                )
                continue
            self.keep(heading, row)
            self.findings.add(
                "bad-postcode",
                _("“{text}” is not a postcode; it was kept as a column of its own.").format(text=text[:40]),
                row=self.numbers[row],
                column=heading,
            )
        self.assets["where_postcode"] = result

    def _uprns(self) -> None:
        heading = self.heading("uprn")
        result = [""] * self.count
        for row, cell in enumerate(self.texts(heading) if heading else ()):
            text = self._said(cell)
            if not text:
                continue
            if text.isascii() and text.isdigit() and len(text) <= 12:
                result[row] = text
            elif heading:
                self.keep(heading, row)
                self.findings.add(
                    "bad-uprn",
                    _(
                        "“{text}” is not a UPRN, which has up to 12 digits; it was kept as a column of its own."
                    ).format(text=text[:40]),
                    row=self.numbers[row],
                    column=heading,
                )
        self.assets["where_uprn"] = result
        if heading:
            self.given.add("where_uprn")

    def _areas(self) -> None:
        plain, welsh, english = (
            self.said(key) if self.columns.get(self.heading(key) or "") else None
            for key in ("area", "area_cy", "area_en")
        )
        if plain is not None and welsh is not None and english is None:
            english, plain = plain, None
        self._bilingual("where_area", plain, welsh, english, self._one_line)
        codes = self.said("area_code")
        self.assets["where_area_code"] = codes or [""] * self.count
        if codes:
            self.given.add("where_area_code")

    # States

    def _states(self) -> None:
        self._status()
        for key in ("checked_on", "review_due"):
            self._dates(key)
        self._visibility()
        for key in ("sensitive", "under_18"):
            cells = self.said(key)
            self.assets[key] = [_is_yes(cell) for cell in cells] if cells else [False] * self.count
            if cells and any(self.assets[key]):
                self.given.add(key)
        hidden = self.said("confidential")
        if hidden:
            self.hidden = [_is_yes(cell) for cell in hidden]

    def _status(self) -> None:
        status = [AssetStatus.ACTIVE.value] * self.count
        heading = self.heading("status")
        if heading:
            labels = _labels(AssetStatus)
            for row, cell in enumerate(self.texts(heading)):
                key = squeezed(cell) if cell else ""
                known = labels.get(key) or _STATUS_WORDS.get(key)
                if known:
                    status[row] = known
                if cell and key not in labels:
                    self.keep(heading, row)
            self.given.add("status")
        heading = self.heading("closed")
        if heading:
            for row, cell in enumerate(self.texts(heading)):
                text = self._said(cell).casefold()
                if text and text not in _NO:
                    status[row] = AssetStatus.CLOSED.value
                    self.keep(heading, row)
            self.given.add("status")
        self.assets["status"] = status

    def _dates(self, key: str) -> None:
        heading = self.heading(key)
        result: Column = [None] * self.count
        for row, cell in enumerate(self.texts(heading) if heading else ()):
            text = self._said(cell)
            if not text:
                continue
            read = date_of(text)
            if read is not None:
                result[row] = read.isoformat()
            elif heading:
                self.keep(heading, row)
                self.findings.add(
                    "bad-date",
                    _("“{text}” is not a date; it was kept as a column of its own.").format(text=text[:40]),
                    row=self.numbers[row],
                    column=heading,
                )
        self.assets[key] = result
        if heading:
            self.given.add(key)

    def _visibility(self) -> None:
        widest = self.options.visibility or Audience.TEAM
        result = [widest] * self.count
        heading = self.heading("visibility")
        if heading:
            labels = _labels(Audience)
            wider = 0
            for row, cell in enumerate(self.texts(heading)):
                code = labels.get(squeezed(cell)) if cell else None
                if code is None:
                    if cell:
                        self.keep(heading, row)
                    continue
                wanted = Audience(code)
                if wanted in VISIBILITIES and admits(widest, wanted):
                    result[row] = wanted
                elif wanted in VISIBILITIES:
                    wider += 1
            if wider:
                self.findings.add(
                    "visibility",
                    ngettext(
                        "The file would show {n} asset more widely than this import allows. To let it, say whom "
                        "these may be shown to.",
                        "The file would show {n} assets more widely than this import allows. To let it, say whom "
                        "these may be shown to.",
                        wider,
                    ).format(n=wider),
                    Severity.INFO,
                    column=heading,
                )
        codes = {audience: audience.value for audience in VISIBILITIES}
        self.assets["visibility"] = [codes[audience] for audience in result]

    # Contacts and meetings

    def _contacts(self) -> Columns:
        rows: list[int] = []
        kinds: list[str] = []
        values: list[str] = []
        lost_zero = 0
        for key in ("phone", "email", "web", "social"):
            for heading in self.by_field.get(key, ()):
                for row, cell in enumerate(self.texts(heading)):
                    if not cell:
                        continue
                    if self.options.as_it_is:
                        found = [(key, part) for part in cell.strip().split("; ") if part]
                    elif key == "phone":
                        found, lost = contacts.phones(cell)
                        lost_zero += lost
                    else:
                        found = _READ_CONTACT[key](cell)
                    if not found and self._said(cell):
                        self.keep(heading, row)
                        self.findings.add(
                            "not-a-contact",
                            _("“{text}” could not be used as “{field}”; it was kept as a column of its own.").format(
                                text=cell.strip()[:40], field=_(BY_KEY[key].label)
                            ),
                            Severity.INFO,
                            self.numbers[row],
                            heading,
                        )
                    for kind, value in found:
                        rows.append(row)
                        kinds.append(kind)
                        values.append(value)
        if lost_zero:
            self.findings.add(
                "lost-zero",
                ngettext(
                    "{n} telephone number had lost its first 0, as happens in spreadsheets; it was put back.",
                    "{n} telephone numbers had lost their first 0, as happens in spreadsheets; it was put back.",
                    lost_zero,
                ).format(n=lost_zero),
                Severity.INFO,
                column=self.heading("phone"),
            )
        people = self._contact_people(rows)
        visible = self.assets["visibility"]
        team = Audience.TEAM.value
        return {
            "row": rows,
            "kind": kinds,
            "value": values,
            "person": people,
            "audience": [team if person else visible[row] for row, person in zip(rows, people, strict=True)],
        }

    def _contact_people(self, rows: Sequence[int]) -> list[str]:
        """Name whoever answers; someone without a telephone or address stays in the column of the file."""
        heading = self.heading("contact_person")
        if heading is None:
            return [""] * len(rows)
        cells = [self._said(cell) for cell in self.texts(heading)]
        reachable = set(rows)
        for row, cell in enumerate(cells):
            if cell and row not in reachable:
                self.keep(heading, row)
        return [cells[row] for row in rows]

    def _meetings(self) -> Columns:
        found = _Meetings()
        costs, whos, accesses = (self.said(key) for key in ("cost", "who", "access"))
        self._scheduled(found)
        self._opening(found)
        for key, cells in (("cost", costs), ("who", whos), ("access", accesses)):
            heading = self.heading(key)
            if cells is None or heading is None:
                continue
            for row, cell in enumerate(cells):
                if cell and not found.tell(row, key, cell):
                    self.keep(heading, row)
        return found.columns()

    def _scheduled(self, found: _Meetings) -> None:
        """Read days, times and recurrence in columns of their own."""
        fields = ("rule", "day", "starts_at", "ends_at", "first_on", "frequency")
        cells = {key: self.first(key) for key in fields}
        if not any(cells[key] for key in ("rule", "day", "starts_at")):
            return
        from asset_mapper.domain.meeting import is_rule

        sound: dict[str, bool] = {}
        nothing: list[str | None] = [None] * self.count
        for row, values in enumerate(zip(*(cells[key] or nothing for key in fields), strict=True)):
            rule, day, start, end, first, often = values
            if not any(values):
                continue
            starts_at, ends_at, days, first_on = clock_of(start), clock_of(end), days_of(day), date_of(first)
            plain = (rule or "").strip().upper().removeprefix("RRULE:")
            if plain and plain not in sound:
                sound[plain] = is_rule(plain)
            if plain and sound[plain]:
                if days and "BYDAY" not in plain and "WEEKLY" in plain:
                    plain += f";BYDAY={','.join(days)}"
                found.add(row, rule=plain, first_on=first_on, starts_at=starts_at, ends_at=ends_at)
                leftovers = {
                    "day": day and not days,
                    "starts_at": start and not starts_at,
                    "first_on": first and not first_on,
                }
                leftovers |= {"ends_at": end and not ends_at, "frequency": often}
            elif days and starts_at and not rule and not often and not first:
                found.add(row, rule=f"FREQ=WEEKLY;BYDAY={','.join(days)}", starts_at=starts_at, ends_at=ends_at)
                leftovers = {"ends_at": end and not ends_at}
            else:
                words = [day, _hours(start, end), often, rule, first_on.isoformat() if first_on else first]
                found.add(row, words=", ".join(word.strip() for word in words if word))
                leftovers = {}
            for key, left in leftovers.items():
                if left and (heading := self.heading(key)):
                    self.keep(heading, row)

    def _opening(self, found: _Meetings) -> None:
        """Read opening and meeting times in one cell: rules where they are plain, else words."""
        heading = self.heading("opening")
        other = self.heading("opening_text")
        if heading:
            for row, cell in enumerate(self.texts(heading)):
                text = self._said(cell)
                if not text:
                    continue
                plain = slots(text)
                for slot in plain:
                    found.add(row, rule=slot.rule, starts_at=slot.starts_at, ends_at=slot.ends_at)
                if not plain:
                    found.add(row, words=_trimmed(cell))
        if other:
            for row in range(self.count):
                if heading and self._said(self.texts(heading)[row]):
                    self.keep(other, row)
                elif text := self._said(self.texts(other)[row]):
                    found.add(row, words=text)
        welsh, english = self.said("opening_cy"), self.said("opening_en")
        if welsh is not None or english is not None:
            for row, (cy, en) in enumerate(
                zip(welsh or [""] * self.count, english or [""] * self.count, strict=True)
            ):
                if cy or en:
                    found.add(row, cy=cy if cy != en else "", en=en)

    # Ids, and what is left

    def _ids(self) -> None:
        keys = [""] * self.count
        if self.table.ids is not None:
            keys = [f"id:{one}" if one else "" for one in self.table.ids]
        heading = self.heading("source_id")
        if heading:
            cells = self.texts(heading)
            prefix = squeezed(heading)
            keys = [f"{prefix}:{cell.strip()}" if cell else "" for cell in cells]
            if cells and all(cell and _OWN_ID.fullmatch(cell.strip()) for cell in cells):
                self.own_ids = [cell.strip().lower() if cell else None for cell in cells]
                keys = [""] * self.count
        stated = self.said("source_key")
        if stated:
            keys = [one or key for one, key in zip(stated, keys, strict=True)]
        self.assets["source_key"] = keys
        if any(keys):
            self.given.add("source_key")

    def _unmatched(self) -> None:
        """Keep every column that got no field, under the name that it has in the file."""
        for heading, match in self.columns.items():
            if match.field is None and not match.left_out:
                for kept, cell in zip(self.custom, self.texts(heading), strict=True):
                    if cell is not None:
                        kept[heading] = cell

    # Rules

    def _people(self) -> None:
        """A person is for the team, and never pinned to a place: an area or the first half of a postcode is all."""
        person = AssetKind.PERSON.value
        people = [row for row, kind in enumerate(self.assets["kind"]) if kind == person]
        if not people:
            self._check_under_18(())
            return
        for row in people:
            if row in self.refused:
                continue
            if self.assets["visibility"][row] != Audience.TEAM.value or self.options.visibility is None:
                self.findings.add(
                    "person",
                    _(
                        "{name} is a person: kept for the team only, until an agreement to be kept and to be "
                        "shown is noted."
                    ).format(name=self.names[row]),
                    row=self.numbers[row],
                )
            self.assets["visibility"][row] = Audience.TEAM.value
            self._unpin(row)
        self._check_under_18(people)

    def _unpin(self, row: int) -> None:
        assets = self.assets
        postcode = assets["where_postcode"][row]
        told = [
            name
            for name in ("geometry", "where_address", "where_postcode", "where_uprn")
            if assets[name][row] not in (None, "")
        ]
        district = postcode.split(" ")[0] if postcode else ""
        assets["geometry"][row] = assets["where_precision"][row] = None
        assets["where_address"][row] = assets["where_postcode"][row] = assets["where_uprn"][row] = ""
        has_area = bool(assets["where_area_first"][row])
        if not has_area and district:
            assets["where_area_en"][row], assets["where_area_first"][row] = district, "en"
            self.given.update(("where_area_cy", "where_area_en", "where_area_first"))
            has_area = True
        assets["where_kind"][row] = (WhereKind.AREA if has_area else WhereKind.NONE).value
        for heading in list(self.custom[row]):
            match = self.columns.get(heading)
            if match is not None and (match.field in PLACE_FIELDS or _PINS.search(heading)):
                del self.custom[row][heading]
                told.append(heading)
        if told:
            self.findings.add(
                "person-unpinned",
                _(
                    "People are never pinned to a place: the address and coordinates of {name} were not imported."
                ).format(name=self.names[row]),
                row=self.numbers[row],
            )

    def _check_under_18(self, people: Sequence[int]) -> None:
        named = set(people)
        heading = self.heading("under_18")
        for row, under in enumerate(self.assets["under_18"]):
            if under and row not in named:
                self.assets["under_18"][row] = False
                if heading:
                    self.keep(heading, row)

    def _confidential(self) -> None:
        """A place that the file marks as confidential keeps the name of its area and nothing else."""
        assets = self.assets
        for row, hidden in enumerate(self.hidden):
            if not hidden:
                continue
            assets["where_kind"][row] = WhereKind.CONFIDENTIAL.value
            assets["geometry"][row] = assets["where_precision"][row] = None
            for name in ("where_address", "where_postcode", "where_uprn", "where_area_code"):
                assets[name][row] = ""
            self.custom[row] = {}
            self.venues[row] = None
            self.findings.add(
                "confidential",
                _("The file says that this place is confidential: nothing that tells where it is was imported."),
                row=self.numbers[row],
            )

    def _look_closer(self) -> None:
        """Point at what may have to stay secret, and at groups whose members would be laid bare."""
        group, partners, public = AssetKind.GROUP.value, Audience.PARTNERS.value, Audience.PUBLIC.value
        visibility, sensitive = self.assets["visibility"], self.assets["sensitive"]
        for row, (name, kind) in enumerate(zip(self.names, self.assets["kind"], strict=True)):
            if row in self.refused:
                continue
            refuge, private = may_be_refuge(name), kind == group and is_sensitive(name)
            if refuge and not self.hidden[row]:
                self.findings.add(
                    "perhaps-confidential",
                    _(
                        "“{name}” may be a place that must stay secret. If so, keep its place confidential "
                        "before anything is shown."
                    ).format(name=name),
                    row=self.numbers[row],
                )
            if private and not sensitive[row]:
                sensitive[row] = True
                self.findings.add(
                    "sensitive",
                    _(
                        "Belonging to “{name}” says something private about people, so it was marked as "
                        "sensitive: partners at most."
                    ).format(name=name),
                    Severity.INFO,
                    self.numbers[row],
                )
                if visibility[row] == public:
                    visibility[row] = partners
            elif sensitive[row] and visibility[row] == public and "visibility" not in self.by_field:
                visibility[row] = partners  # else someone decided otherwise


class _Meetings:
    """The meetings that a table tells of."""

    def __init__(self) -> None:
        self._all: list[dict[str, Any]] = []
        self._of_row: dict[int, list[dict[str, Any]]] = {}

    def add(
        self,
        row: int,
        *,
        rule: str = "",
        first_on: Any = None,
        starts_at: Any = None,
        ends_at: Any = None,
        words: str = "",
        cy: str = "",
        en: str = "",
    ) -> None:
        if words:
            cy, en = (words, "") if language_of(words) == "cy" else ("", words)
        meeting = {
            "row": row,
            "rule": rule,
            "first_on": _iso(first_on),
            "starts_at": _iso(starts_at),
            "ends_at": _iso(ends_at),
            "when_cy": cy,
            "when_en": en,
            "when_first": "en" if en else "cy" if cy else "",
            **{f"{key}_{part}": "" for key in ("cost", "who") for part in ("cy", "en", "first")},
            "access": (),
        }
        self._all.append(meeting)
        self._of_row.setdefault(row, []).append(meeting)

    def tell(self, row: int, key: str, text: str) -> bool:
        """Say the cost, who may come, or how to get in, of all meetings of a row; false when it has none."""
        meetings = self._of_row.get(row, ())
        for meeting in meetings:
            if key == "access":
                meeting["access"] = tuple(part for part in re.split(r"\s*[;\n]\s*", text) if part)
            else:
                language = language_of(text)
                meeting[f"{key}_{language}"], meeting[f"{key}_first"] = text, language
        return bool(meetings)

    def columns(self) -> Columns:
        names = list(self._all[0]) if self._all else ["row"]
        return {name: [meeting[name] for meeting in self._all] for name in names}


_NAMELESS = frozenset(("name", "title", "label", "text", "asset", "common", "full", "official", "enw", "teitl"))

_READ_CONTACT: Mapping[str, Callable[[str], contacts.Found]] = {
    "email": contacts.emails,
    "web": contacts.webs,
    "social": contacts.socials,
}

_POSTCODE_AT_END = re.compile(r"\b[A-Z]{1,2}[0-9][A-Z0-9]?\s*[0-9][A-Z]{2}\b\.?\s*$", re.IGNORECASE)
_OUTWARD = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]?", re.IGNORECASE)
_OWN_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", re.IGNORECASE)
_PINS = re.compile(
    r"address|cyfeiriad|postcode|post ?code|cod post|street|house|lat|lon|easting|northing|uprn", re.IGNORECASE
)
_NO = frozenset(("no", "n", "false", "0", "nac ydy", "na", "n/a", "open", "ar agor"))
_YES = frozenset(
    ("yes", "y", "true", "1", "ydy", "ie", "oes", "✓", "x", "confidential", "cyfrinachol", "sensitive", "sensitif")
)
_STATUS_TABLE = {
    AssetStatus.ACTIVE: "active open operational live current act gweithredol agored byw ar-agor",
    AssetStatus.CLOSED: "closed inactive ceased defunct dissolved removed del ina wedi-cau caeedig ar-gau",
    AssetStatus.PROPOSED: "proposed planned new pen arfaethedig",
    AssetStatus.UNCHECKED: "unchecked unverified heb-ei-wirio",
}
_STATUS_WORDS = {squeezed(word): status.value for status, words in _STATUS_TABLE.items() for word in words.split()}


def _labels(codes: Any) -> dict[str, str]:
    """Give code by every way to say it: the code, and its label in both languages, alone or side by side."""
    from asset_mapper.i18n import LANGUAGES, speaking

    table = {}
    for code in codes:
        said = []
        for language in LANGUAGES:
            with speaking(language):
                said.append(_(code.label))
        for text in (code.value, *said, " / ".join(said)):
            table[squeezed(text)] = code.value
    return table


def _said(cell: str | None) -> str:
    """Give what a cell says, ``""`` when it says that there is nothing."""
    if cell is None:
        return ""
    text = cell.strip()
    return "" if text.casefold() in EMPTY_WORDS else text


def _trimmed(cell: str | None) -> str:
    return cell.strip() if cell else ""


def _one_line(cell: str | None) -> str:
    """Give a name without line breaks, double blanks and the quotation marks around it."""
    if not cell:
        return ""
    text = cell.strip()
    if "\n" in text or "  " in text or "\r" in text:
        text = " ".join(text.split())
    if len(text) > 2 and text[0] == text[-1] == '"' and '"' not in text[1:-1]:
        text = text[1:-1].strip()
    return text


def _part(cell: str | None) -> str:
    """Give a part of an address in one line."""
    if not cell:
        return ""
    text = cell.strip()
    if text.casefold() in EMPTY_WORDS:
        return ""
    if "\n" in text or "\r" in text:
        text = ", ".join(part.strip(" ,") for part in text.splitlines() if part.strip(" ,"))
    if "  " in text or "," in text:
        text = re.sub(r"\s*,(?:\s*,)*\s*", ", ", " ".join(text.split())).strip(" ,")
    return text.strip('"') if text[:1] == '"' else text


def _joined(parts: Sequence[str]) -> str:
    """Join the parts of an address, leaving out what an earlier part says already."""
    said: list[str] = []
    for part in parts:
        if (
            part
            and not any(part.casefold() == one.casefold() for one in said)
            and part not in ", ".join(said).split(", ")
        ):
            said.append(part)
    return ", ".join(said)


def _is_yes(cell: str) -> bool:
    return cell.casefold() in _YES or cell.split("/")[0].strip().casefold() in _YES


def _iso(moment: Any) -> str | None:
    return moment if moment is None or isinstance(moment, str) else moment.isoformat()


def _hours(start: str | None, end: str | None) -> str:
    """Say from when to when, as a person reads it: ``10.45`` is ``10:45``."""
    from asset_mapper.i18n import _ as say

    texts = [
        moment.strftime("%H:%M") if (moment := clock_of(text)) is not None else (text or "").strip()
        for text in (start, end)
    ]
    if all(texts):
        return say("{start} to {end}").format(start=texts[0], end=texts[1])
    return texts[0] or texts[1]


def _split_each(
    cells: Sequence[str | None], separators: str, nothing: frozenset[str] = EMPTY_WORDS
) -> list[tuple[str, ...]]:
    """Split each cell, equal ones only once; words that say that there is *nothing* are left out."""
    known: dict[str, tuple[str, ...]] = {}
    result: list[tuple[str, ...]] = []
    for cell in cells:
        if not cell:
            result.append(())
            continue
        if cell not in known:
            parts = (part.strip() for part in re.split(separators, cell.strip()))
            known[cell] = tuple(dict.fromkeys(part for part in parts if part and part.casefold() not in nothing))
        result.append(known[cell])
    return result


def _moved(columns: Columns, place: Mapping[int, int]) -> Columns:
    """Leave out what belongs to refused rows, and count rows anew."""
    kept = [index for index, row in enumerate(columns["row"]) if row in place]
    moved = {name: [column[index] for index in kept] for name, column in columns.items()}
    moved["row"] = [place[row] for row in moved["row"]]
    return moved
