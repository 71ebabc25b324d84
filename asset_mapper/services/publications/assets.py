"""The assets of a publication, where they are drawn, and what hangs on them: contacts, relations, custom fields."""

from __future__ import annotations

from typing import Any

from asset_mapper.domain import filtering
from asset_mapper.domain.asset import AssetKind, AssetStatus
from asset_mapper.domain.audience import Audience, admitting
from asset_mapper.domain.consent import PURPOSE_FOR, Purpose
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.publication import Reason
from asset_mapper.domain.relation import RelationKind
from asset_mapper.domain.whereabouts import WhereKind
from asset_mapper.services.publications.agreements import Agreements
from asset_mapper.services.publications.sieve import Sieve, empty_unknown, everywhere

_VENUES_DEEP = 5  # a table in a room of a hall on a campus …; venues in a circle end here


def custom_fields_frame(sieve: Sieve) -> Any:
    fields = sieve.frame("custom_field")
    return fields if sieve.for_team else sieve.by_audience(fields, "custom_field", Reason.CUSTOM_FIELD)


def assets_frame(sieve: Sieve, agreements: Agreements, custom_fields: Any) -> Any:
    import pandas

    assets = sieve.frame("asset")
    reasons = _reasons(sieve, assets, agreements)
    placed = _placed(assets[reasons == ""])  # also by venues that may be known, but are not part of this view
    reasons[~_in_view(sieve, assets)] = Reason.FILTER.value
    assets = placed.loc[sieve.keep(assets, reasons, "asset").index].copy()
    empty_unknown(assets, "where_venue_id", set(assets.id))

    keys = None if sieve.for_team else set(custom_fields.key)
    if keys is not None and len(assets):
        assets["custom"] = pandas.Series(
            [{key: value for key, value in custom.items() if key in keys} for custom in assets.custom],
            index=assets.index,
            dtype=object,
        )
    return assets


def _in_view(sieve: Sieve, assets: Any) -> Any:
    import pandas

    if not sieve.view or not sieve.view.where:
        return everywhere(assets, True)
    choose = filtering.chooser(filtering.of_mapping(sieve.view.where), assets.columns)
    return pandas.Series([choose(row) for row in assets.to_dict("records")], index=assets.index, dtype=bool)


def _reasons(sieve: Sieve, assets: Any, agreements: Agreements) -> Any:
    """Say of each asset why this audience may not see it; ``""`` when it may."""
    import pandas

    reasons = pandas.Series("", index=assets.index, dtype=object)

    def hold_back(rows: Any, reason: Reason) -> None:
        reasons[rows & (reasons == "")] = reason.value

    is_person = assets.kind == AssetKind.PERSON.value
    confidential = assets.where_kind == WhereKind.CONFIDENTIAL.value
    admitted = assets.visibility.isin(admitting(sieve.audience))
    hold_back(assets.status == AssetStatus.CLOSED.value, Reason.CLOSED)
    if not sieve.for_team:
        hold_back(confidential, Reason.CONFIDENTIAL)
        hold_back(assets.under_18, Reason.UNDER_18)
        hold_back(~admitted & assets.sensitive, Reason.SENSITIVE)
    hold_back(~admitted, Reason.VISIBILITY)
    if sieve.audience is Audience.ROOM:
        hold_back(is_person, Reason.VISIBILITY)
    if purpose := PURPOSE_FOR.get(sieve.audience):
        for number in assets.index[is_person & (reasons == "")]:
            reasons[number] = agreements.missing(assets.id[number], purpose)
    return reasons


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


def contacts_frame(sieve: Sieve, assets: Any, people: set[RecordId], agreements: Agreements) -> Any:
    import pandas

    contacts = sieve.hanging(sieve.frame("contact"), "contact", asset_id=set(assets.id))
    if sieve.for_team:
        return contacts
    contacts = sieve.by_audience(contacts, "contact", Reason.CONTACT)
    reasons = pandas.Series("", index=contacts.index, dtype=object)
    if sieve.audience is not Audience.PARTNERS:
        sensitive = set(assets.id[assets.sensitive])
        reasons[contacts.asset_id.isin(sensitive) & (contacts.person != "")] = Reason.NAMED_CONTACT.value
    if sieve.audience is Audience.ROOM:
        reasons[:] = Reason.CONTACT.value
    for number in contacts.index[contacts.asset_id.isin(people) & (reasons == "")]:
        reasons[number] = agreements.missing(contacts.asset_id[number], Purpose.CONTACT)
    return sieve.keep(contacts, reasons, "contact")


def relations_frame(sieve: Sieve) -> Any:
    """Read the relations. That two assets are not the same, though they look so, is for the team to know."""
    relations = sieve.frame("relation")
    return relations if sieve.for_team else relations[relations.kind != RelationKind.DISTINCT]
