"""Colours: text and shapes stand out from everything that they are on, and the kinds from each other."""

from __future__ import annotations

import itertools
import json
import math
from pathlib import Path

import pytest

TOKENS = json.loads((Path(__file__).parents[2] / "resources/theme/tokens.json").read_text(encoding="utf-8"))
GROUNDS = ("land", "sea", "water", "wood", "green", "built", "building", "road", "road-edge")
TEXTS = ("ink", "quiet", "accent", "good", "caution", "stop")


def linear(colour: str) -> tuple[float, float, float]:
    values = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in values)
    return red, green, blue


def luminance(rgb: tuple[float, float, float]) -> float:
    return 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2]


def contrast(one: str, other: str) -> float:
    """Give the contrast ratio of WCAG 2.2."""
    dark, light = sorted((luminance(linear(one)), luminance(linear(other))))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("shade", ("light", "dark"))
def test_words_can_be_read_on_every_surface(shade: str) -> None:
    colours = TOKENS[shade]
    for text, surface in itertools.product(TEXTS, ("paper", "card", "tint")):
        assert contrast(colours[text], colours[surface]) >= 4.5, (text, surface)
    assert contrast(colours["on-accent"], colours["accent"]) >= 4.5
    for text in ("ink", "accent"):
        assert contrast(colours[text], colours["accent-tint"]) >= 4.5, text


@pytest.mark.parametrize("shade", ("light", "dark"))
def test_edges_of_fields_and_kinds_stand_out(shade: str) -> None:
    colours = TOKENS[shade]
    for surface in ("paper", "card"):
        assert contrast(colours["edge"], colours[surface]) >= 3, surface
        for name, kind in TOKENS["kinds"].items():
            assert contrast(kind[shade], colours[surface]) >= 3, (name, surface)


@pytest.mark.parametrize("ground", GROUNDS)
def test_kinds_clusters_and_names_stand_out_on_every_ground_of_the_map(ground: str) -> None:
    here = TOKENS["map"][ground]
    for name, kind in TOKENS["kinds"].items():
        assert contrast(kind["light"], here) >= 3, name
    assert contrast(TOKENS["map"]["ink"], here) >= 3
    assert contrast(TOKENS["map"]["name"], here) >= 4.5
    assert contrast(TOKENS["map"]["ink"], TOKENS["map"]["on-ink"]) >= 4.5
    for kind in TOKENS["kinds"].values():
        assert contrast(kind["light"], TOKENS["map"]["on-ink"]) >= 4.5


# Machado, Oliveira and Fernandes (2009), severity 1, on linear RGB.
VISIONS = {
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.01182, 0.04294, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.3039)),
}


def lab(rgb: tuple[float, ...]) -> tuple[float, float, float]:
    red, green, blue = (min(max(value, 0.0), 1.0) for value in rgb)
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089
    fx, fy, fz = (value ** (1 / 3) if value > 0.008856 else 7.787 * value + 16 / 116 for value in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


@pytest.mark.parametrize("vision", VISIONS)
def test_kinds_differ_by_colour_for_the_colour_blind_too(vision: str) -> None:
    matrix = VISIONS[vision]
    seen = {
        name: lab(tuple(sum(a * b for a, b in zip(line, linear(kind["light"]), strict=True)) for line in matrix))
        for name, kind in TOKENS["kinds"].items()
    }
    for one, other in itertools.combinations(seen, 2):
        assert math.dist(seen[one], seen[other]) > 8, (one, other)


def test_no_two_kinds_share_a_shape() -> None:
    shapes = [kind["shape"] for kind in TOKENS["kinds"].values()]
    assert len(set(shapes)) == len(shapes) == 6


@pytest.mark.parametrize("shade", ("light", "dark"))
def test_the_letter_of_a_table_stands_out_from_its_colour_and_that_from_the_paper(shade: str) -> None:
    colours = TOKENS[shade]
    letter = "#FFFFFF" if shade == "light" else colours["paper"]
    for table in TOKENS["tables"]:
        assert contrast(table[shade], letter) >= 4.5, table
        for surface in ("paper", "card"):
            assert contrast(table[shade], colours[surface]) >= 3, (table, surface)


@pytest.mark.parametrize("shade", ("light", "dark"))
@pytest.mark.parametrize("vision", VISIONS)
def test_tables_differ_by_colour_for_the_colour_blind_too(vision: str, shade: str) -> None:
    matrix = VISIONS[vision]
    seen = [
        lab(tuple(sum(a * b for a, b in zip(line, linear(table[shade]), strict=True)) for line in matrix))
        for table in TOKENS["tables"]
    ]
    for one, other in itertools.combinations(range(len(seen)), 2):
        assert math.dist(seen[one], seen[other]) > 15, (one, other)
