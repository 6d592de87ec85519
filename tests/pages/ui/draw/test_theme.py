"""Contrast, colour-vision deficiencies and one source for every colour."""

from __future__ import annotations

import re
import tomllib
from itertools import combinations
from pathlib import Path

import pytest

from export.status_shapes import SHAPES, TONES
from metrics.status import Status
from pages.ui.draw import theme
from pages.ui.draw.theme import DARK, LIGHT, Look
from tests.pages.drawing import drawings

ROOT = Path(__file__).resolve().parents[4]
LOOKS = pytest.mark.parametrize("look", [LIGHT, DARK], ids=["light", "dark"])
CALLING = (
    Status.MET,
    Status.AT_RISK,
    Status.NOT_MET,
    Status.OVERDUE_DATA,
    Status.AWAITING_CONFIRMATION,
    Status.ACCEPTED_DEVIATION,
)
CLEARLY_APART = 8  # in hundredths of Oklab; about 2 is the least difference an eye sees

Vector = tuple[float, float, float]

# Machado, Oliveira and Fernandes 2009, severity 1.0, on linear sRGB.
VISION: dict[str, tuple[Vector, Vector, Vector]] = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
# Ottosson 2020: linear sRGB to cone responses, and their cube roots to Oklab.
CONES = ((0.412221, 0.536333, 0.051446), (0.211903, 0.680700, 0.107397), (0.088302, 0.281719, 0.629979))
OKLAB = ((0.210454, 0.793618, -0.004072), (1.977998, -2.428592, 0.450594), (0.025904, 0.782772, -0.808676))


def product(matrix: tuple[Vector, Vector, Vector], vector: Vector) -> Vector:
    first, second, third = (sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix)
    return first, second, third


def linear(colour: str) -> Vector:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return red, green, blue


def contrast(one: str, other: str) -> float:
    light = [
        sum(a * b for a, b in zip((0.2126, 0.7152, 0.0722), linear(c), strict=True)) for c in (one, other)
    ]
    return (max(light) + 0.05) / (min(light) + 0.05)


def seen(colour: str, vision: str) -> Vector:
    red, green, blue = (min(1.0, max(0.0, part)) for part in product(VISION[vision], linear(colour)))
    first, second, third = (cone ** (1 / 3) for cone in product(CONES, (red, green, blue)))
    return product(OKLAB, (first, second, third))


def distance(one: str, other: str, vision: str) -> float:
    pairs = zip(seen(one, vision), seen(other, vision), strict=True)
    return 100 * float(sum((a - b) ** 2 for a, b in pairs) ** 0.5)


def test_the_formulas_give_known_values() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert distance("#000000", "#ffffff", "normal") == pytest.approx(100, abs=0.1)


@LOOKS
@pytest.mark.parametrize("name", ["text", "muted", "link"])
def test_text_is_readable_on_both_backgrounds(look: Look, name: str) -> None:
    for background in (look.background, look.surface):
        assert contrast(getattr(look, name), background) >= 4.5


@LOOKS
@pytest.mark.parametrize("status", Status)
def test_shapes_are_visible_on_both_backgrounds(look: Look, status: Status) -> None:
    for background in (look.background, look.surface):
        assert contrast(look.tone(status), background) >= 3


@LOOKS
@pytest.mark.parametrize("name", ["primary", "result", "target", "benchmark"])
def test_what_charts_must_show_is_visible(look: Look, name: str) -> None:
    assert contrast(getattr(look, name), look.background) >= 3


@LOOKS
def test_a_primary_button_can_be_read(look: Look) -> None:
    assert contrast("#ffffff", look.primary) >= 4.5


@LOOKS
@pytest.mark.parametrize("vision", VISION)
def test_the_tones_that_call_for_action_stay_apart_for_every_eye(look: Look, vision: str) -> None:
    for one, other in combinations(CALLING, 2):
        assert distance(look.tone(one), look.tone(other), vision) >= CLEARLY_APART, (one, other)


def test_every_status_has_a_shape_and_a_tone_and_no_two_share_a_shape() -> None:
    assert set(SHAPES) == set(TONES) == set(Status)
    assert len(set(SHAPES.values())) == len(Status)


def test_the_stylesheet_holds_no_colour_of_its_own() -> None:
    text = (ROOT / "static" / "maalstreg.css").read_text(encoding="utf-8")
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b|rgba?\(|hsla?\(|oklch\(", text) == []


def test_the_stylesheet_uses_only_properties_that_theme_defines() -> None:
    text = (ROOT / "static" / "maalstreg.css").read_text(encoding="utf-8")
    assert set(re.findall(r"var\((--m-[a-z-]+)\)", text)) <= set(
        re.findall(r"(--m-[a-z-]+):", theme.write_stylesheet())
    )


def test_every_tone_is_in_the_served_stylesheet() -> None:
    for light, dark in TONES.values():
        assert f"light-dark({light},{dark})" in theme.write_stylesheet()


@LOOKS
def test_streamlit_is_given_the_same_colours(look: Look) -> None:
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    given = config["theme"]["dark" if look.dark else "light"]
    assert given["backgroundColor"] == look.background
    assert given["secondaryBackgroundColor"] == look.surface
    assert (given["textColor"], given["linkColor"]) == (look.text, look.link)
    assert (given["primaryColor"], given["borderColor"]) == (look.primary, look.line)


@LOOKS
def test_streamlit_is_given_exactly_ten_chart_colours(look: Look) -> None:
    """With fewer, Plotly falls back to colours of its own."""
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    colours = config["theme"]["dark" if look.dark else "light"]["chartCategoricalColors"]
    assert len(set(colours)) == 10
    assert colours[0] == look.result


@pytest.mark.parametrize("status", Status)
def test_every_shape_is_a_valid_drawing(status: Status) -> None:
    (drawing,) = drawings(theme.encode_svg(SHAPES[status]))
    assert len(drawing)
