"""Numbers as people write them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from metrics.facts.numbers import read_number


@pytest.mark.parametrize(
    ("text", "value"),
    [(" 1,5 ", Decimal("1.5")), ("1.5", Decimal("1.5")), ("1.146,5", None), ("ca. 90", None)],
)
def test_a_number_has_a_comma_or_a_point(text: str, value: Decimal | None) -> None:
    assert read_number(text) == value
