"""Where something is, as it was typed: what belongs to its kind counts, and what was exact stays so."""

from __future__ import annotations

import pytest
from shapely import LineString, Point

from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.whereabouts import Precision, Whereabouts, WhereKind
from asset_mapper.errors import InvalidValueError
from asset_mapper.services.typed_place import TypedPlace, position_text, whereabouts

AREA = Bilingual(cy="Blaen y Cwm")
EXACT = Whereabouts(
    kind=WhereKind.SHAPE, geometry=Point(-3.91234567891, 52.0), precision=Precision.EXACT, uprn="100012345678"
)


def typed(kind: WhereKind, **fields: object) -> TypedPlace:
    everything = {"venue_id": "v", "area": AREA, "address": " 1 Stryd Fawr ", "postcode": "ll574fa", "position": ""}
    return TypedPlace(kind=kind, **(everything | fields))  # type: ignore[arg-type]


def test_a_confidential_place_keeps_its_area_and_nothing_else_that_was_typed() -> None:
    assert whereabouts(typed(WhereKind.CONFIDENTIAL, position="52 -3.9"), EXACT) == Whereabouts(
        kind=WhereKind.CONFIDENTIAL, area=AREA
    )


def test_a_person_has_neither_address_nor_point() -> None:
    assert whereabouts(typed(WhereKind.NONE), is_person=True) == Whereabouts()


def test_a_venue_has_to_be_named() -> None:
    assert whereabouts(typed(WhereKind.VENUE)) == Whereabouts(kind=WhereKind.VENUE, venue_id="v")
    with pytest.raises(InvalidValueError, match="name of the venue"):
        whereabouts(typed(WhereKind.VENUE, venue_id=None))


def test_an_area_keeps_its_code_while_it_is_called_the_same() -> None:
    before = Whereabouts(kind=WhereKind.AREA, area=AREA, area_code="W05000123")
    assert whereabouts(typed(WhereKind.AREA), before).area_code == "W05000123"
    assert whereabouts(typed(WhereKind.AREA, area=Bilingual(cy="Godre'r Cwm")), before).area_code == ""


def test_a_postcode_is_tidied_or_refused() -> None:
    assert whereabouts(typed(WhereKind.NONE)) == Whereabouts(address="1 Stryd Fawr", postcode="LL57 4FA")
    with pytest.raises(InvalidValueError, match="“nowhere” is not a postcode"):
        whereabouts(typed(WhereKind.NONE, postcode="nowhere"))


def test_a_point_that_is_not_moved_stays_as_exact_as_it_was() -> None:
    kept = whereabouts(typed(WhereKind.SHAPE, position=position_text(EXACT)), EXACT)
    assert kept.geometry == EXACT.geometry and kept.uprn == EXACT.uprn
    assert kept.address == "1 Stryd Fawr"


def test_a_point_that_is_typed_anew_is_where_it_says() -> None:
    moved = whereabouts(typed(WhereKind.SHAPE, position="52.5 -3.5"), EXACT)
    assert moved.geometry is not None and (moved.geometry.y, moved.geometry.x) == (52.5, -3.5)


def test_a_route_stays_while_nothing_is_typed_over_it() -> None:
    route = Whereabouts(kind=WhereKind.SHAPE, geometry=LineString([(-3.9, 52.0), (-3.8, 52.1)]))
    assert position_text(route) == ""
    assert whereabouts(typed(WhereKind.SHAPE, position=" "), route).geometry == route.geometry
