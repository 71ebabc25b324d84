"""No byte of an export holds what was held back.

Random projects are filled with words that occur once: every name, phone, postcode, column, note, coordinate, photo
position, old name and user has a word of its own. Every exporter writes them for partners and for everyone. The words
that are not in the publication are then searched for in the bytes: unzipped where zipped, decoded where packed, and
in every table.
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
from dataclasses import dataclass, field, fields, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from shapely.geometry import Point

from asset_mapper.domain.asset import Asset, AssetKind, AssetStatus
from asset_mapper.domain.audience import VISIBILITIES, Audience
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.change import Change, ChangeSet
from asset_mapper.domain.consent import Consent, ConsentHow, Purpose
from asset_mapper.domain.contact import ContactKind, ContactPoint
from asset_mapper.domain.evidence import Coverage, Evidence, EvidenceKind
from asset_mapper.domain.indicator import Indicator, Reading
from asset_mapper.domain.link import Link
from asset_mapper.domain.mapping_session import MappingSession
from asset_mapper.domain.meeting import Meeting
from asset_mapper.domain.outcome import Framework, Outcome
from asset_mapper.domain.pathway import Card, Pathway
from asset_mapper.domain.project import CustomField, Project
from asset_mapper.domain.publication import Publication
from asset_mapper.domain.relation import Relation, RelationKind
from asset_mapper.domain.talent import Standing, Talent, TalentKind
from asset_mapper.domain.whereabouts import Whereabouts, WhereKind, confidential, shape
from asset_mapper.formats.exporters import EXPORTERS
from asset_mapper.formats.report import REPORTS
from asset_mapper.progress import no_progress
from asset_mapper.services import attachments, records
from asset_mapper.services.open_project import OpenProject
from asset_mapper.services.publishing import publication

TODAY = date(2026, 10, 1)
USER, MACHINE = "Qzuser7k", "Qzmachine7k"
_WORD = re.compile(r"Qz[a-z]+\d+k")


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
        facilitators=(words.word("facilitator"),),
        tables=(words.word("table"),),
        people_present=3,
        notes=words.word("sessionnotes"),
    )
    framework = Framework(key="local", name=words.both("framework"))
    columns = [
        CustomField(key=words.word("column"), label=Bilingual(en="Column"), audience=audience)
        for audience in VISIBILITIES
    ]
    project.apply(records.add, session, framework, *columns)
    venue_id = None
    for number, one in enumerate(drawn):
        made = list(_asset_and_its_own(words, one, number, session, framework, columns, venue_id))
        project.apply(records.add, *made)
        asset = made[0]
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
    indicator = Indicator(outcome_id=outcome.id, name=words.both("indicator"), proposed_by=words.word("proposer"))
    yield from (asset, outcome, link, evidence, indicator)
    yield Reading(
        indicator_id=indicator.id, on=TODAY, words=words.both("reading"), note=words.word("readingnote"),
        collected_by=words.word("collector"),
    )  # fmt: skip
    yield Pathway(
        name=words.both("pathway"),
        cards=(Card(record_id=asset.id), Card(record_id=outcome.id)),
        link_ids=(link.id,),
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
        phones_and_postcodes = set(re.findall(r"01632 96\d{4}|QZ\d[A-Z] \d[A-Z]Z", everything))
        for audience in (Audience.PARTNERS, Audience.PUBLIC):
            published = project.read(publication, audience, "both", None, TODAY)
            shown = told(published)
            there = set(published.assets.id[published.assets.geometry.notna()])
            venues = set(published.assets.where_venue_id)
            withheld = {word for word in all_words | phones_and_postcodes if word not in shown}
            withheld |= {digits for asset, digits in words.coordinates.items() if asset not in there | venues}
            for exporter in (*EXPORTERS, *REPORTS):
                target = folder / f"{audience}-{exporter.key}{exporter.suffix}"
                exporter.write(published, target, no_progress)
                leaked = sorted(leaks(target, withheld))
                assert not leaked, f"{exporter.key} for {audience}: {leaked[:10]}"


def leaks(target: Path, withheld: set[str]) -> set[str]:
    """Search for words in all bytes of an export, in UTF-8 and UTF-16."""
    found: set[str] = set()
    for name, content in files_of(target):
        pieces = [name.encode(), *unpacked(content)]
        if content.startswith(b"SQLite format 3"):
            pieces += list(tables_of(target))
        for piece in pieces:
            found |= {word for word in withheld if word.encode() in piece or word.encode("utf-16-le") in piece}
    return found


def test_the_search_for_leaks_finds_what_is_packed(tmp_path: Path):
    secret = {"Qzname1k"}
    page = tmp_path / "page.html"
    packed = base64.b64encode(gzip.compress(os.urandom(200) + b"Qzname1k"))
    page.write_bytes(b"<script>" + packed + b"</script>")
    archive = tmp_path / "a.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr("inner/page.html", page.read_bytes())
    assert leaks(page, secret) == secret
    assert leaks(archive, secret) == secret
    assert leaks(page, {"Qzname2k"}) == set()
