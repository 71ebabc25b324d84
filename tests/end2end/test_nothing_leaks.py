"""No byte of an export holds what was held back.

Random projects are filled with words that occur once: every name, phone, postcode, column, note, coordinate, photo
position, event of a story, statement, remark on a sheet, old name and user has a word of its own. Every exporter, the
report, the record of the day and the projector write them for partners, for everyone and for a room. The words that
are not in the publication are then searched for in the bytes: unzipped where zipped, decoded where packed, read where
they are drawn as letters of a PDF, and in every table.
"""

from __future__ import annotations

import base64
import gzip
import io
import os
import re
import sqlite3
import zipfile
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, fields, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader
from shapely.geometry import Point

from asset_mapper.domain.asset import Asset, AssetKind, AssetStatus
from asset_mapper.domain.audience import VISIBILITIES, Audience
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.change import Change, ChangeSet
from asset_mapper.domain.consent import Consent, ConsentHow, Purpose
from asset_mapper.domain.contact import ContactKind, ContactPoint
from asset_mapper.domain.evidence import Coverage, Evidence, EvidenceKind, FigureAs
from asset_mapper.domain.hours import HoursGiven
from asset_mapper.domain.indicator import Indicator, Reading
from asset_mapper.domain.journey import Journey, JourneyEvent, JourneyPath
from asset_mapper.domain.link import Link
from asset_mapper.domain.mapping_session import MappingSession
from asset_mapper.domain.meeting import Meeting
from asset_mapper.domain.outcome import PERSONAL_KEY, Framework, Outcome
from asset_mapper.domain.pathway import Card, Pathway
from asset_mapper.domain.project import CustomField, Project
from asset_mapper.domain.publication import Publication
from asset_mapper.domain.relation import Relation, RelationKind
from asset_mapper.domain.survey import AnswerSheet, RespondentGroup, Statement, Survey
from asset_mapper.domain.talent import Standing, Talent, TalentKind
from asset_mapper.domain.whereabouts import Whereabouts, WhereKind, confidential, shape
from asset_mapper.formats import day_record
from asset_mapper.formats.exporters import EXPORTERS
from asset_mapper.formats.exporters.base import Exporter
from asset_mapper.formats.report import REPORTS
from asset_mapper.progress import no_progress
from asset_mapper.services import attachments, records, room
from asset_mapper.services.day_record import publication_of_day
from asset_mapper.services.open_project import OpenProject
from asset_mapper.services.publishing import publication
from asset_mapper.storage.unit_of_work import UnitOfWork

TODAY = date(2026, 10, 1)
USER, MACHINE = "Qzuser7k", "Qzmachine7k"
STORIES = 4  # journeys, and surveys: each takes a page of the report
_WORD = re.compile(r"Qz[a-z]+\d+k")
_WORD_IN_BYTES = re.compile(_WORD.pattern.encode())


@dataclass
class Words:
    """Makes words, phones, postcodes and coordinates that occur once."""

    count: int = 0
    coordinates: dict[str, str] = field(default_factory=dict)  # asset → the digits of its longitude

    def word(self, what: str) -> str:
        self.count += 1
        return f"Qz{what}{self.count}k"

    def both(self, what: str) -> Bilingual:
        return Bilingual(self.word(what), self.word(what))

    def phone(self) -> str:
        self.count += 1
        return f"01632 {960000 + self.count}"

    def postcode(self) -> str:
        self.count += 1
        letters = "ABDEFGHJLN"
        digits = f"{self.count:04d}"
        return f"QZ{digits[0]}{letters[int(digits[1])]} {digits[2]}{letters[int(digits[3])]}Z"

    def point(self, asset_id: str) -> Point:
        self.count += 1
        digits = f"{700000 + self.count * 7}"
        self.coordinates[asset_id] = digits
        return Point(float(f"-3.{digits}"), 52.0 + self.count / 10_000)


def photo_with_position(words: Words) -> bytes:
    written = io.BytesIO()
    exif = Image.Exif()
    exif[0x013B] = words.word("photographer")
    exif[0x010E] = words.word("photoplace")
    Image.new("RGB", (40, 30), "green").save(written, "JPEG", exif=exif)
    return written.getvalue()


@dataclass(frozen=True)
class Drawn:
    """What is random about one asset and what hangs on it."""

    kind: AssetKind
    visibility: Audience
    status: AssetStatus
    where: WhereKind
    audience: Audience
    purposes: frozenset[Purpose]
    withdrawn: bool
    sensitive: bool
    under_18: bool


drawn_assets = st.builds(
    Drawn,
    kind=st.sampled_from(AssetKind),
    visibility=st.sampled_from(VISIBILITIES),
    status=st.sampled_from(AssetStatus),
    where=st.sampled_from(WhereKind),
    audience=st.sampled_from(VISIBILITIES),
    purposes=st.frozensets(st.sampled_from(Purpose)),
    withdrawn=st.booleans(),
    sensitive=st.booleans(),
    under_18=st.booleans(),
)


def fill(project: OpenProject, words: Words, drawn: list[Drawn]) -> None:
    """Fill a project with one record of each kind for every drawn asset."""
    session = MappingSession(
        place=words.both("session"),
        on=TODAY,
        purpose=words.both("sessionpurpose"),
        facilitators=(words.word("facilitator"),),
        tables=(words.word("table"),),
        people_present=3,
        notes=words.word("sessionnotes"),
    )
    framework = Framework(key="local", name=words.both("framework"))
    personal = Framework(key=PERSONAL_KEY, name=words.both("wishes"))
    wish = Outcome(framework_id=personal.id, code="", name=words.both("wish"), description=words.both("wished"))
    columns = [
        CustomField(key=words.word("column"), label=Bilingual(en="Column"), audience=audience)
        for audience in VISIBILITIES
    ]
    project.apply(records.add, session, framework, personal, wish, *columns)
    venue_id = None
    for number, one in enumerate(drawn):
        made = list(_asset_and_its_own(words, one, number, session, framework, columns, venue_id))
        asset, outcome = made[:2]
        made += _wished_for(words, asset, wish)
        made += _told_in_figures(words, one, asset, made[2])
        if number < STORIES:
            made += _told_as_a_story(words, one, outcome)
            made += _asked_on_paper(words, one, session)
        project.apply(records.add, *made)
        if asset.kind is not AssetKind.PERSON:
            venue_id = asset.id
        project.apply(
            attachments.attach_bytes, asset, photo_with_position(words), words.word("file") + ".jpg",
            words.both("alt"), words.word("credit"), one.audience,
        )  # fmt: skip
        renamed = replace(project.read(lambda uow, key=asset.id: uow.assets.get(key)), name=words.both("name"))
        project.apply(_replace, renamed)
    doomed = Asset(name=words.both("removed"), kind=AssetKind.GROUP, visibility=Audience.PUBLIC)
    project.apply(records.add, doomed)
    project.apply(records.remove, Asset, [doomed.id])


def _replace(uow: Any, asset: Asset) -> ChangeSet:
    return uow.write(ChangeSet("Rename", (Change(uow.assets.get(asset.id), asset),)))


def _asset_and_its_own(
    words: Words,
    one: Drawn,
    number: int,
    session: Any,
    framework: Any,
    columns: list[CustomField],
    venue_id: str | None,
) -> Iterator[Any]:
    person = one.kind is AssetKind.PERSON
    asset = Asset(
        name=words.both("oldname"),
        kind=one.kind,
        summary=words.both("summary"),
        notes=words.word("notes"),
        tags=(words.word("tag"),),
        status=one.status,
        checked_by=words.word("checker"),
        visibility=one.visibility,
        sensitive=one.sensitive,
        under_18=person and one.under_18,
        source=words.word("source"),
        source_key=words.word("sourcekey"),
        session_id=session.id,
        custom={column.key: words.word("cell") for column in columns},
    )
    if one.where is WhereKind.CONFIDENTIAL:
        asset = replace(asset, whereabouts=confidential(words.both("area")), custom={})
    elif one.where is WhereKind.VENUE and venue_id:
        asset = replace(asset, whereabouts=Whereabouts(kind=WhereKind.VENUE, venue_id=venue_id))
    elif one.where is WhereKind.AREA:
        asset = replace(asset, whereabouts=Whereabouts(kind=WhereKind.AREA, area=words.both("area")))
    elif one.where is WhereKind.SHAPE and not person:
        place = shape(words.point(asset.id), address=words.word("address"), postcode=words.postcode())
        asset = replace(asset, whereabouts=place)
    outcome = Outcome(
        framework_id=framework.id,
        code=f"L{number}",
        name=words.both("outcome"),
        description=words.both("outcomewords"),
        personal=one.sensitive,
        visibility=one.audience,
        source=words.word("source"),
    )
    link = Link(asset_id=asset.id, outcome_id=outcome.id, how=words.both("how"), claimed_by=words.word("claimer"))
    evidence = Evidence(
        link_id=link.id,
        kind=EvidenceKind.STORY,
        coverage=Coverage.BELIEF,
        summary=words.both("story"),
        citation=words.word("citation"),
        n=3,
        permission=one.audience,
    )
    indicator = Indicator(
        outcome_id=outcome.id,
        name=words.both("indicator"),
        unit=words.word("unit"),
        baseline_text=words.both("baseline"),
        proposed_by=words.word("proposer"),
        agreed_by=words.word("agreer"),
    )
    yield from (asset, outcome, link, evidence, indicator)
    yield Reading(
        indicator_id=indicator.id, on=TODAY, words=words.both("reading"), note=words.word("readingnote"),
        collected_by=words.word("collector"), method=words.word("method"),
    )  # fmt: skip
    yield Pathway(
        name=words.both("pathway"),
        theme=words.word("theme"),
        columns=(words.both("first"), words.both("second")),
        cards=(Card(record_id=asset.id), Card(record_id=outcome.id, column=1)),
        link_ids=(link.id,),
        lessons=words.both("lessons"),
    )
    kinds = (ContactKind.PHONE, ContactKind.EMAIL)
    values = (words.phone(), f"{words.word('mail')}@example.org")
    for kind, value in zip(kinds, values, strict=True):
        yield ContactPoint(
            asset_id=asset.id, kind=kind, value=value, person=words.word("contactperson"), audience=one.audience
        )
    yield Meeting(asset_id=asset.id, venue_id=venue_id, rule="FREQ=WEEKLY;BYDAY=TU", name=words.both("meeting"))
    yield Talent(
        asset_id=asset.id, what=words.both("talent"), kind=TalentKind.HEAD, standing=Standing.OFFERED,
        audience=one.audience,
    )  # fmt: skip
    if venue_id:
        yield Relation(from_id=asset.id, to_id=venue_id, kind=RelationKind.KNOWS, note=words.word("relationnote"))
    for purpose in sorted(one.purposes) if person else ():
        yield Consent(
            asset_id=asset.id,
            purpose=purpose,
            given_on=TODAY - timedelta(days=30),
            how=ConsentHow.PAPER,
            taken_by=words.word("consenttaker"),
            withdrawn_on=TODAY - timedelta(days=1) if one.withdrawn else None,
        )


def _wished_for(words: Words, asset: Asset, wish: Outcome) -> Iterator[Any]:
    """What one person wishes, with what helps them: the team's, whatever each part says."""
    link = Link(asset_id=asset.id, outcome_id=wish.id, how=words.both("wishhow"))
    yield link
    yield Evidence(
        link_id=link.id,
        kind=EvidenceKind.STORY,
        coverage=Coverage.BELIEF,
        summary=words.both("wishstory"),
        permission=Audience.PUBLIC,
    )
    yield Pathway(
        name=words.both("wishpathway"),
        cards=(Card(record_id=wish.id),),
        link_ids=(link.id,),
        lessons=words.both("wishlessons"),
    )


def _told_in_figures(words: Words, one: Drawn, asset: Asset, link: Link) -> Iterator[Any]:
    """Hours, and a figure as its source words it."""
    yield Evidence(
        link_id=link.id,
        kind=EvidenceKind.COUNT,
        coverage=Coverage.OUTPUT,
        summary=words.both("reported"),
        citation=words.word("report"),
        url=f"https://example.org/{words.word('reportpage')}",
        unit=words.word("unit"),
        period=words.word("period"),
        figure=31_000,
        figure_or_more=True,
        figure_as=FigureAs.COUNT,
        permission=one.audience,
    )
    yield HoursGiven(
        asset_id=asset.id,
        since=TODAY - timedelta(days=90),
        until=TODAY,
        hours=12.5,
        people=3,
        what=words.both("hours"),
        citation=words.word("hourssource"),
        url=f"https://example.org/{words.word('hourspage')}",
        source=words.word("source"),
    )


def _told_as_a_story(words: Words, one: Drawn, outcome: Outcome) -> Iterator[Any]:
    """A journey, of fiction where it may travel."""
    journey = Journey(
        name=words.both("journey"),
        about=words.both("journeyabout"),
        outcome_id=outcome.id,
        fictionalised=one.audience is not Audience.TEAM or one.withdrawn,
        made_of=4,
        permission=one.audience,
        source=words.word("source"),
    )
    yield journey
    for path in JourneyPath:
        yield JourneyEvent(
            journey_id=journey.id,
            path=path,
            when=words.both("when"),
            what=words.both("event"),
            cost_from=60,
            cost_to=305,
            price_year=2020,
            citation=words.word("price"),
            url=f"https://example.org/{words.word('pricepage')}",
            source=words.word("source"),
        )


def _asked_on_paper(words: Words, one: Drawn, session: MappingSession) -> Iterator[Any]:
    """A survey of two groups, of which one is too small to be told."""
    survey = Survey(
        name=words.both("survey"),
        introduction=words.both("surveyintroduction"),
        visibility=one.audience,
        session_id=session.id,
        source=words.word("source"),
    )
    statement = Statement(survey_id=survey.id, text=words.both("statement"))
    groups = [RespondentGroup(survey_id=survey.id, position=place, name=words.both("group")) for place in (0, 1)]
    yield from (survey, statement, *groups)
    for group, sheets in zip(groups, (6, 2), strict=True):
        for _sheet in range(sheets):
            yield AnswerSheet(
                survey_id=survey.id,
                group_id=group.id,
                sheet=words.word("sheet"),
                answers={statement.id: 4},
                remarks=words.word("remark"),
            )


def told(published: Publication) -> str:
    """All text that a publication holds."""
    parts = []
    for one in fields(published):
        value = getattr(published, one.name)
        if hasattr(value, "to_dict"):
            frame = value.drop(columns=[name for name in ("content", "geometry") if name in value.columns])
            parts.append(repr(frame.to_dict("list")))
        else:
            parts.append(repr(value))
    return "\n".join(parts)


def unpacked(content: bytes, depth: int = 0) -> Iterator[bytes]:
    """Give bytes as they are and as whatever may be packed in them."""
    yield content
    if depth > 3:
        return
    if content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for member in archive.infolist():
                yield member.filename.encode() + member.comment
                yield from unpacked(archive.read(member), depth + 1)
    elif content.startswith(b"\x1f\x8b"):
        yield from unpacked(gzip.decompress(content), depth + 1)
    elif content.startswith(b"%PDF"):
        yield "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).encode()
        for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL):
            try:
                yield zlib.decompress(stream)
            except zlib.error:
                continue
    for packed in re.findall(rb"[A-Za-z0-9+/]{120,}={0,2}", content):
        try:
            yield from unpacked(base64.b64decode(packed + b"=" * (-len(packed) % 4)), depth + 1)
        except (ValueError, OSError, EOFError, zlib.error):
            continue


def tables_of(path: Path) -> Iterator[bytes]:
    """Give every cell of a GeoPackage, whatever table it is in."""
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as database:
        for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            for row in database.execute(f'SELECT * FROM "{name}"'):
                yield repr(row).encode()
    database.close()


def files_of(target: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(target.rglob("*")) if target.is_dir() else [target]:
        if path.is_file():
            yield str(path.relative_to(target.parent)), path.read_bytes()


@pytest.fixture
def somebody(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever works here, and on which machine, is nobody's business either."""
    monkeypatch.setenv("LOGNAME", USER)
    monkeypatch.setenv("USER", USER)
    monkeypatch.setattr("platform.node", lambda: MACHINE)


@settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(drawn=st.lists(drawn_assets, min_size=6, max_size=12))
@pytest.mark.usefixtures("somebody")
def test_no_byte_of_an_export_holds_what_was_held_back(tmp_path_factory: Any, drawn: list[Drawn]):
    folder = tmp_path_factory.mktemp("leaks")
    words = Words()
    with OpenProject.create(folder / "p.assetmap", Project(title=Bilingual(en="Cwm"))) as project:
        fill(project, words, drawn)
        everything = (folder / "p.assetmap").read_bytes().decode("utf-8", "replace")
        all_words = set(_WORD.findall(everything)) | {USER, MACHINE}
        assert len(all_words) > 20 * len(drawn), "The words of the project are found in its own bytes."
        secrets = all_words | set(re.findall(r"01632 96\d{4}|QZ\d[A-Z] \d[A-Z]Z", everything))
        for audience in (Audience.PARTNERS, Audience.PUBLIC, Audience.ROOM):
            published = project.read(publication, audience, "both", None, TODAY)
            shown = told(published)
            there = set(published.assets.id[published.assets.geometry.notna()])
            venues = set(published.assets.where_venue_id)
            withheld = {word for word in secrets if word not in shown}
            withheld |= {digits for asset, digits in words.coordinates.items() if asset not in there | venues}
            for exporter, target in written(published, audience, folder):
                leaked = sorted(leaks(target, withheld))
                assert not leaked, f"{exporter.key} for {audience}: {leaked[:10]}"
            (session,) = published.sessions.id
            of_day = project.read(publication_of_day, session, audience, "both", TODAY)
            assert set(_WORD.findall(told(of_day))) <= set(_WORD.findall(shown))
            sheet = day_record.page(of_day)
            assert not [word for word in withheld if word in sheet]
        on_the_wall = project.read(projected, session)
        assert not [word for word in withheld if word in on_the_wall]


def written_for(audience: Audience) -> Iterator[Exporter]:
    """Give everything that is written; what is printed takes its time, and a room reads the same page."""
    for exporter in (*EXPORTERS, *REPORTS):
        if audience is not Audience.ROOM or exporter.suffix != ".pdf":
            yield exporter


def written(published: Publication, audience: Audience, folder: Path) -> Iterator[tuple[Exporter, Path]]:
    """Write everything, and give it with its files: paper last, which other processes print meanwhile."""
    targets = {exporter: folder / f"{audience}-{exporter.key}{exporter.suffix}" for exporter in written_for(audience)}
    on_paper = [exporter for exporter in targets if exporter.suffix == ".pdf"]
    with ThreadPoolExecutor(max_workers=2) as pool:
        printing = [pool.submit(exporter.write, published, targets[exporter], no_progress) for exporter in on_paper]
        for exporter, target in targets.items():
            if exporter not in on_paper:
                exporter.write(published, target, no_progress)
                yield exporter, target
        for exporter, printed in zip(on_paper, printing, strict=True):
            printed.result()
            yield exporter, targets[exporter]


def projected(uow: UnitOfWork, session_id: str) -> str:
    """All that a projector shows: counts, the latest entries, and what surveys found."""
    told_of_surveys = [room.survey_of_room(uow, survey_id) for survey_id, _name in room.surveys_of_room(uow)]
    blocks = [results.blocks() for results in told_of_surveys if results]
    return repr((room.room(uow, session_id), room.surveys_of_room(uow), blocks))


def leaks(target: Path, withheld: set[str]) -> set[str]:
    """Search for words in all bytes of an export, in UTF-8 and UTF-16."""
    others = [(word, word.encode()) for word in withheld if not _WORD.fullmatch(word)]
    found: set[str] = set()
    for name, content in files_of(target):
        pieces = [name.encode(), *unpacked(content)]
        if content.startswith(b"SQLite format 3"):
            pieces += list(tables_of(target))
        for piece in pieces:
            for text in (piece, piece.replace(b"\0", b"")):  # Latin letters in UTF-16 have a zero beside them
                found |= withheld & {word.decode() for word in _WORD_IN_BYTES.findall(text)}
                found |= {word for word, encoded in others if encoded in text}
    return found


def test_the_search_for_leaks_finds_what_is_packed(tmp_path: Path):
    secret = {"Qzname1k"}
    page = tmp_path / "page.html"
    packed = base64.b64encode(gzip.compress(os.urandom(200) + b"Qzname1k"))
    page.write_bytes(b"<script>" + packed + b"</script>")
    archive = tmp_path / "a.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr("inner/page.html", page.read_bytes())
    wide = tmp_path / "wide.txt"
    wide.write_text("and Qzname1k", encoding="utf-16")
    for file in (page, archive, wide):
        assert leaks(file, secret) == secret
    assert leaks(page, {"Qzname2k"}) == set()
