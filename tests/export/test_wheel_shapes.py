"""The kinds of a wheel are told apart by shape, and each is seen on light and dark."""

from __future__ import annotations

import pytest

from export.wheel_shapes import WHEEL_SHAPES, WHEEL_TONES
from metrics.wheel.wheel_entry import WheelKind
from pages.ui.draw.theme import DARK, LIGHT


def measure_light(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
    return sum(a * b for a, b in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("kind", WheelKind)
def test_every_kind_has_a_shape_of_its_own_that_is_seen_on_both_backgrounds(kind: WheelKind) -> None:
    assert list(WHEEL_SHAPES.values()).count(WHEEL_SHAPES[kind]) == 1
    for tone, look in zip(WHEEL_TONES[kind], (LIGHT, DARK), strict=True):
        found = sorted((measure_light(tone), measure_light(look.background)))
        assert (found[1] + 0.05) / (found[0] + 0.05) >= 3  # WCAG 2.2, 1.4.11
