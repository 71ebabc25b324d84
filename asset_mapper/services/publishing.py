"""What one audience may see: (project, audience, view, language) → ``Publication``, and why the rest is held back.

This is the one way out of a project. Every rule of who may see what is here or in ``domain/exposure.py``; what does
not pass is absent from the publication.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from asset_mapper.analysis.survey_counts import ALL, counted
from asset_mapper.domain import filtering
from asset_mapper.domain.asset import AssetKind, AssetStatus
from asset_mapper.domain.audience import Audience, admitting
from asset_mapper.domain.consent import PURPOSE_FOR, Consent, Purpose
from asset_mapper.domain.evidence import Coverage
from asset_mapper.domain.exposure import fields_for
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.outcome import PERSONAL_KEY
from asset_mapper.domain.project import SavedView
from asset_mapper.domain.publication import ANSWER_COLUMNS, HeldBack, Publication, Reason
from asset_mapper.domain.relation import RelationKind
from asset_mapper.domain.whereabouts import WhereKind
from asset_mapper.errors import NotFoundError, WrongUseError
from asset_mapper.i18n import _
from asset_mapper.services.journeys import journeys_that_name_somebody
from asset_mapper.storage.unit_of_work import UnitOfWork

LANGUAGES = ("both", "cy", "en")
_VENUES_DEEP = 5  # a table in a room of a hall on a campus …; venues in a circle end here
_TEAMS_OWN = ("consent", "match", "import", "export", "view")


def publication(
    uow: UnitOfWork,
    audience: Audience,
    language: str = "both",
    view: str | None = None,
    today: date | None = None,
) -> Publication:
    """Gather what *audience* may see today, less what the saved view called *view* filters out.

    Raises
    ------
    NotFoundError
        There is no view of that name.
    WrongUseError
        The language is none of cy, en and both.
    """
    return publication_and_withheld(uow, audience, language, view, today)[0]


def publication_and_withheld(
    uow: UnitOfWork,
    audience: Audience,
    language: str = "both",
    view: str | None = None,
    today: date | None = None,
) -> tuple[Publication, dict[Reason, dict[str, list[RecordId]]]]:
    """Gather a publication; gives too, for the team alone, which records were held back: reason → record → ids.

    What is the team's own as a whole (agreements, imports, exports) is not listed.
    """
    if language not in LANGUAGES:
        raise WrongUseError(_("A language is cy, en or both, not “{code}”.").format(code=language))
    chosen = _view(uow, view)
    work = _Publishing(uow, audience, language, chosen, today or date.today())  # noqa: DTZ011 - the user's day
    gathered = work.gather()
    withheld: dict[Reason, dict[str, list[RecordId]]] = {}
    for (reason, record), ids in sorted(work.held_ids.items()):
        if ids:
            withheld.setdefault(reason, {})[record] = ids
    return gathered, withheld


def _view(uow: UnitOfWork, name: str | None) -> SavedView | None:
    if name is None:
        return None
    for view in uow.views.where(name=name):
        return view
    names = ", ".join(view.name for view in uow.views.all()) or _("none")
    raise NotFoundError(_("There is no view “{name}”. There are: {names}.").format(name=name, names=names))


@dataclass
class _Publishing:
    """The gathering of one publication: frames that pass, and a count of what does not."""

    uow: UnitOfWork
    audience: Audience
    language: str
    view: SavedView | None
    today: date
    held: Counter[tuple[Reason, str]] = field(default_factory=Counter)
    held_ids: dict[tuple[Reason, str], list[RecordId]] = field(default_factory=dict)  # never in a publication

    @property
    def for_team(self) -> bool:
        return self.audience is Audience.TEAM

    def gather(self) -> Publication:
        project = self.uow.project
        small = 0 if self.for_team else project.small_count
        consents = _Consents(self.uow, self.today)
        custom_fields = self._custom_fields()
        assets = self._assets(consents, custom_fields)
        people = set(assets.id[assets.kind == AssetKind.PERSON.value])
        there = set(assets.id)

        frameworks = self._frame("framework")
        outcomes = self._outcomes()
        outcome_ids = set(outcomes.id)
        links = self._links(there, outcome_ids)
        link_ids = set(links.id)
        evidence = self._evidence(link_ids, small)
        indicators = self._hanging(self._frame("indicator"), "indicator", outcome_id=outcome_ids)
        readings = self._hanging(self._frame("reading"), "reading", indicator_id=set(indicators.id))
        sessions = self._sessions(small)
        journeys = self._journeys(outcome_ids)
        surveys = self._by_audience(self._frame("survey"), "survey", Reason.VISIBILITY, "visibility")
        asked = {
            name: self._hanging(self._frame(name), name, survey_id=set(surveys.id))
            for name in ("statement", "respondent_group")
        }
        pathways = self._pathways(there | outcome_ids, link_ids)
        meetings = self._hanging(self._frame("meeting"), "meeting", asset_id=there)
        _empty_unknown(meetings, "venue_id", there)
        contacts = self._contacts(assets, people, consents)
        talents = self._by_audience(
            self._hanging(self._frame("talent"), "talent", asset_id=there), "talent", Reason.TALENT
        )
        visible = there | link_ids | outcome_ids | set(evidence.id) | set(sessions.id) | set(pathways.id)
        visible |= set(journeys.id)
        attachments = self._attachments(visible, people, consents)
        if not self.for_team:
            for name in _TEAMS_OWN:
                self.held[Reason.TEAM_ONLY, name] += self.uow.store_named(name).count()

        view = self.view
        return Publication(
            audience=self.audience,
            language=self.language,
            made_on=self.today,
            title=(view and view.title) or project.title,
            introduction=(view and view.introduction) or project.purpose,
            publisher=project.publisher,
            contact=project.contact,
            fictional=project.fictional,
            small_count=project.small_count,
            extent=view.extent if view and view.extent else _extent(assets),  # type: ignore[arg-type]
            assets=self._exposed(assets, "asset", "placed_by", "venue_cy", "venue_en"),
            areas=self._exposed(self._frame("area"), "area"),
            contacts=self._exposed(contacts, "contact"),
            meetings=self._exposed(meetings, "meeting"),
            talents=self._exposed(talents, "talent"),
            relations=self._exposed(
                self._hanging(self._relations(), "relation", from_id=there, to_id=there), "relation"
            ),
            frameworks=self._exposed(frameworks[frameworks.id.isin(set(outcomes.framework_id))], "framework"),
            outcomes=self._exposed(outcomes, "outcome"),
            links=self._exposed(links, "link"),
            evidence=self._exposed(evidence, "evidence", "rung", "n_few"),
            pathways=self._exposed(pathways, "pathway"),
            indicators=self._exposed(indicators, "indicator"),
            readings=self._exposed(
                _few(readings, "n", small, self._hold, "reading", also=("value",)), "reading", "n_few"
            ),
            journeys=self._exposed(journeys, "journey"),
            journey_events=self._exposed(
                self._hanging(self._frame("journey_event"), "journey_event", journey_id=set(journeys.id)),
                "journey_event",
            ),
            hours=self._exposed(
                _few(
                    self._hanging(self._frame("hours"), "hours", asset_id=there), "people", small, self._hold, "hours"
                ),
                *("hours", "people_few"),
            ),
            surveys=self._exposed(surveys, "survey"),
            statements=self._exposed(asked["statement"], "statement"),
            respondent_groups=self._exposed(asked["respondent_group"], "respondent_group"),
            answers=self._answers(asked["statement"], asked["respondent_group"], small),
            answer_sheets=self._exposed(self._frame("answer_sheet")[: None if self.for_team else 0], "answer_sheet"),
            sessions=self._exposed(sessions, "session", "people_present_few"),
            attachments=self._exposed(attachments, "attachment", "content"),
            custom_fields=self._exposed(custom_fields, "custom_field"),
            held_back=tuple(
                HeldBack(reason, record, count) for (reason, record), count in sorted(self.held.items()) if count
            ),
        )

    def _frame(self, name: str) -> Any:
        from asset_mapper.storage.frames import frame

        return frame(self.uow.connection, name)

    def _relations(self) -> Any:
        """Read the relations. That two assets are not the same, though they look so, is for the team to know."""
        relations = self._frame("relation")
        return relations if self.for_team else relations[relations.kind != RelationKind.DISTINCT]

    def _exposed(self, frame: Any, record: str, *derived: str) -> Any:
        """Keep the columns that the audience may see, and those that we derived for it."""
        columns = self.uow.store_named(record).columns_of(fields_for(record, self.audience))
        return frame[[column for column in frame.columns if column in columns or column in derived]].reset_index(
            drop=True
        )

    def _keep(self, frame: Any, reasons: Any, record: str) -> Any:
        """Keep the rows without a reason to hold them back; count the others by their reason."""
        for reason in dict.fromkeys(reasons[reasons != ""]):
            self._hold(Reason(reason), record, frame[reasons == reason])
        return frame[reasons == ""]

    def _hold(self, reason: Reason, record: str, rows: Any) -> None:
        """Count rows that are held back, and remember which they are."""
        self.held[reason, record] += len(rows)
        self.held_ids.setdefault((reason, record), []).extend(rows["id"].tolist())

    def _hanging(self, frame: Any, record: str, **owners: Collection[RecordId]) -> Any:
        """Keep the rows whose owners are all there."""
        kept = _everywhere(frame, True)
        for column, there in owners.items():
            kept &= frame[column].isin(set(there))
        self._hold(Reason.HANGS_ON, record, frame[~kept])
        return frame[kept]

    def _by_audience(self, frame: Any, record: str, reason: Reason, column: str = "audience") -> Any:
        admitted = frame[column].isin(admitting(self.audience))
        self._hold(reason, record, frame[~admitted])
        return frame[admitted]

    def _custom_fields(self) -> Any:
        fields = self._frame("custom_field")
        return fields if self.for_team else self._by_audience(fields, "custom_field", Reason.CUSTOM_FIELD)

    def _assets(self, consents: _Consents, custom_fields: Any) -> Any:
        import pandas

        assets = self._frame("asset")
        reasons = self._reasons(assets, consents)
        placed = _placed(assets[reasons == ""])  # also by venues that may be known, but are not part of this view
        reasons[~self._in_view(assets)] = Reason.FILTER.value
        assets = placed.loc[self._keep(assets, reasons, "asset").index].copy()
        _empty_unknown(assets, "where_venue_id", set(assets.id))

        keys = None if self.for_team else set(custom_fields.key)
        if keys is not None and len(assets):
            assets["custom"] = pandas.Series(
                [{key: value for key, value in custom.items() if key in keys} for custom in assets.custom],
                index=assets.index,
                dtype=object,
            )
        return assets

    def _in_view(self, assets: Any) -> Any:
        import pandas

        if not self.view or not self.view.where:
            return _everywhere(assets, True)
        choose = filtering.chooser(filtering.of_mapping(self.view.where), assets.columns)
        return pandas.Series([choose(row) for row in assets.to_dict("records")], index=assets.index, dtype=bool)

    def _reasons(self, assets: Any, consents: _Consents) -> Any:
        """Say of each asset why this audience may not see it; ``""`` when it may."""
        import pandas

        reasons = pandas.Series("", index=assets.index, dtype=object)

        def hold_back(rows: Any, reason: Reason) -> None:
            reasons[rows & (reasons == "")] = reason.value

        is_person = assets.kind == AssetKind.PERSON.value
        confidential = assets.where_kind == WhereKind.CONFIDENTIAL.value
        admitted = assets.visibility.isin(admitting(self.audience))
        hold_back(assets.status == AssetStatus.CLOSED.value, Reason.CLOSED)
        if not self.for_team:
            hold_back(confidential, Reason.CONFIDENTIAL)
            hold_back(assets.under_18, Reason.UNDER_18)
            hold_back(~admitted & assets.sensitive, Reason.SENSITIVE)
        hold_back(~admitted, Reason.VISIBILITY)
        if self.audience is Audience.ROOM:
            hold_back(is_person, Reason.VISIBILITY)
        if purpose := PURPOSE_FOR.get(self.audience):
            for number in assets.index[is_person & (reasons == "")]:
                reasons[number] = consents.missing(assets.id[number], purpose)
        return reasons

    def _contacts(self, assets: Any, people: set[RecordId], consents: _Consents) -> Any:
        import pandas

        contacts = self._hanging(self._frame("contact"), "contact", asset_id=set(assets.id))
        if self.for_team:
            return contacts
        contacts = self._by_audience(contacts, "contact", Reason.CONTACT)
        reasons = pandas.Series("", index=contacts.index, dtype=object)
        if self.audience is not Audience.PARTNERS:
            sensitive = set(assets.id[assets.sensitive])
            reasons[contacts.asset_id.isin(sensitive) & (contacts.person != "")] = Reason.NAMED_CONTACT.value
        if self.audience is Audience.ROOM:
            reasons[:] = Reason.CONTACT.value
        for number in contacts.index[contacts.asset_id.isin(people) & (reasons == "")]:
            reasons[number] = consents.missing(contacts.asset_id[number], Purpose.CONTACT)
        return self._keep(contacts, reasons, "contact")

    def _outcomes(self) -> Any:
        outcomes = self._frame("outcome")
        if self.for_team:
            return outcomes
        outcomes = self._by_audience(outcomes, "outcome", Reason.VISIBILITY, "visibility")
        frameworks = self._frame("framework")
        personal = outcomes.personal | outcomes.framework_id.isin(frameworks.id[frameworks.key == PERSONAL_KEY])
        self._hold(Reason.PERSONAL, "outcome", outcomes[personal])
        outcomes = outcomes[~personal].copy()
        _empty_unknown(outcomes, "parent_id", set(outcomes.id))
        return outcomes

    def _links(self, assets: set[RecordId], outcomes: set[RecordId]) -> Any:
        links = self._hanging(self._frame("link"), "link", outcome_id=outcomes)
        start_there = links.asset_id.isin(assets) | links.from_outcome_id.isin(outcomes)
        self._hold(Reason.HANGS_ON, "link", links[~start_there])
        return links[start_there]

    def _evidence(self, links: set[RecordId], small: int) -> Any:
        evidence = self._hanging(self._frame("evidence"), "evidence", link_id=links)
        evidence = self._by_audience(evidence, "evidence", Reason.STORY, "permission")
        evidence = _few(evidence, "n", small, self._hold, "evidence", also=("before", "after", "figure", "figure_to"))
        rungs = {coverage.value: coverage.rung for coverage in Coverage}
        return evidence.assign(rung=evidence.coverage.map(rungs).astype("int64"))

    def _sessions(self, small: int) -> Any:
        sessions = _few(self._frame("session"), "people_present", small, self._hold, "session")
        votes = zip(sessions.votes, sessions.people_present_few, strict=True)
        return sessions.assign(votes=_objects(sessions, [{} if few else given for given, few in votes]))

    def _pathways(self, there: set[RecordId], links: set[RecordId]) -> Any:
        pathways = self._frame("pathway")
        cards = [tuple(card for card in cards if card[0] in there) for cards in pathways.cards]
        shown = [tuple(link for link in ids if link in links) for ids in pathways.link_ids]
        pathways = pathways.assign(cards=_objects(pathways, cards), link_ids=_objects(pathways, shown))
        if self.for_team:  # who may begin one with no cards yet
            return pathways
        has_cards = pathways.cards.map(len) > 0
        self._hold(Reason.HANGS_ON, "pathway", pathways[~has_cards])
        return pathways[has_cards]

    def _journeys(self, outcomes: set[RecordId]) -> Any:
        journeys = self._by_audience(self._frame("journey"), "journey", Reason.STORY, "permission").copy()
        if not self.for_team and len(journeys):  # whoever is in a story is made up
            names = journeys_that_name_somebody(self.uow)
            self._hold(Reason.NAMES_SOMEBODY, "journey", journeys[journeys.id.isin(names)])
            journeys = journeys[~journeys.id.isin(names)].copy()
        _empty_unknown(journeys, "outcome_id", outcomes)
        return journeys

    def _answers(self, statements: Any, groups: Any, small: int) -> Any:
        """Count the answers to the statements that are there; who answered what stays here.

        How many sheets there are is not told outside the team: less those that are counted, it would be how many a
        small group has. So only those that are counted are said to be held back.
        """
        import pandas

        sheets = self._frame("answer_sheet")
        rows = []
        for survey_id, asked in statements.sort_values("position").groupby("survey_id", sort=False):
            given = sheets[sheets.survey_id == survey_id]
            groups_there = groups[groups.survey_id == survey_id].sort_values("position").id
            found = counted(zip(given.group_id, given.answers, strict=True), asked.id, groups_there, small)
            rows += [(survey_id, one.statement_id, one.group_id, one.n, one.few, *one.points) for one in found]
            if not self.for_team:
                few = {one.group_id for one in found if one.few}
                self._hold(Reason.SMALL_COUNT, "respondent_group", groups[groups.id.isin(few)])
                told = max((one.n for one in found if one.group_id == ALL), default=0)
                self.held[Reason.TEAM_ONLY, "answer_sheet"] += told
        return pandas.DataFrame(rows, columns=list(ANSWER_COLUMNS))

    def _attachments(self, visible: set[RecordId], people: set[RecordId], consents: _Consents) -> Any:
        import pandas

        from asset_mapper.storage.frames import blobs

        attachments = self._hanging(self._frame("attachment"), "attachment", record_id=visible)
        if not self.for_team:
            attachments = self._by_audience(attachments, "attachment", Reason.PHOTO)
            reasons = pandas.Series("", index=attachments.index, dtype=object)
            own = attachments.record_id.isin(people)
            for number in attachments.index[own]:
                reasons[number] = consents.missing(attachments.record_id[number], Purpose.PHOTO)
            agreed = (attachments.agreed_on != "") & (attachments.agreed_on.str[:10] <= self.today.isoformat())
            reasons[~own & attachments.shows_people & ~agreed] = Reason.PHOTO_AGREEMENT.value
            attachments = self._keep(attachments, reasons, "attachment")
        contents = blobs(self.uow.connection, list(attachments.sha256))
        return attachments.assign(
            content=_objects(attachments, [contents.get(sum_, b"") for sum_ in attachments.sha256])
        )


class _Consents:
    """What the people of a project agreed to, as it stands on one day."""

    def __init__(self, uow: UnitOfWork, day: date) -> None:
        self._day = day
        self._given: dict[tuple[RecordId, Purpose], list[Consent]] = {}
        for consent in uow.consents.all():
            self._given.setdefault((consent.asset_id, consent.purpose), []).append(consent)

    def missing(self, person: RecordId, purpose: Purpose) -> str:
        """Give the reason why *person* cannot be shown for *purpose*; ``""`` when they agreed."""
        given = self._given.get((person, purpose), [])
        if any(consent.stands_on(self._day) for consent in given):
            return ""
        if any(consent.withdrawn_on is not None and consent.withdrawn_on <= self._day for consent in given):
            return Reason.CONSENT_WITHDRAWN.value
        if any(consent.until is not None and consent.until < self._day for consent in given):
            return Reason.CONSENT_ENDED.value
        return Reason.NO_CONSENT.value


def _placed(assets: Any) -> Any:
    """Put assets where their venue is, or the venue of that; people nowhere. All of *assets* may be known."""
    import geopandas
    import pandas

    is_person = assets.kind == AssetKind.PERSON.value
    by_id, places = assets.set_index("id"), assets[~is_person].set_index("id")
    venues = assets.where_venue_id.where(assets.where_venue_id.isin(set(assets.id)), "")
    at_venue = venues != ""
    names = {language: pandas.Series("", index=assets.index, dtype=object) for language in ("cy", "en")}
    for language in names:
        names[language][at_venue] = by_id[f"name_{language}"].reindex(venues[at_venue]).to_numpy()
    geometry = assets.geometry.copy()
    placed_by = pandas.Series("", index=assets.index, dtype=object)
    placed_by[geometry.notna()] = "own"
    asked = venues[at_venue & ~is_person]
    for _venue_of_a_venue in range(_VENUES_DEEP):
        asked = asked[asked.isin(places.index)]
        if not len(asked):
            break
        found = geopandas.GeoSeries(places.geometry.reindex(asked).to_numpy(), index=asked.index, crs=geometry.crs)
        geometry[found.index[found.notna()]] = found[found.notna()]
        placed_by[found.index[found.notna()]] = "venue"
        asked = asked[found.isna()]
        asked = pandas.Series(places.where_venue_id.reindex(asked).to_numpy(), index=asked.index, dtype=object)
    return assets.assign(
        where_venue_id=venues,
        placed_by=placed_by,
        venue_cy=names["cy"],
        venue_en=names["en"],
    ).set_geometry(geometry)


def _extent(assets: Any) -> tuple[float, float, float, float] | None:
    if not assets.geometry.notna().any():
        return None
    west, south, east, north = (float(edge) for edge in assets.total_bounds)
    return west, south, east, north


def _few(
    frame: Any,
    column: str,
    small: int,
    hold: Callable[[Reason, str, Any], None],
    record: str,
    also: tuple[str, ...] = (),
) -> Any:
    """Take out the counts of people that are so small that they could tell who they are."""
    few = frame[column].notna() & (frame[column] < small)
    hold(Reason.SMALL_COUNT, record, frame[few])
    return frame.assign(
        **{f"{column}_few": few}, **{name: frame[name].mask(few, float("nan")) for name in (column, *also)}
    )


def _empty_unknown(frame: Any, column: str, known: set[RecordId]) -> None:
    frame[column] = frame[column].where(frame[column].isin(known), "")


def _everywhere(frame: Any, value: bool) -> Any:
    import pandas

    return pandas.Series(value, index=frame.index, dtype=bool)


def _objects(frame: Any, values: list[Any]) -> Any:
    import pandas

    return pandas.Series(values, index=frame.index, dtype=object)
