"""Keys of a report's lines."""

from __future__ import annotations

import pytest

from metrics.facts.reports.line_keys import LineKind, make_key, split_key


def test_a_key_says_what_a_line_is_of() -> None:
    assert make_key(LineKind.FIGURE, "share", "2017Q2") == "figure:share:2017Q2"
    assert make_key(LineKind.EXPECTATION, "2") == "goal:2"


@pytest.mark.parametrize("kind", LineKind)
def test_a_key_is_split_into_what_it_was_made_of(kind: LineKind) -> None:
    assert split_key(make_key(kind, "share", "2017Q2")) == (kind, ("share", "2017Q2"))


def test_what_is_no_key_is_refused() -> None:
    with pytest.raises(ValueError, match="weather"):
        split_key("weather:2017Q2")
