"""What the words of a plan tell, and what they do not."""

from __future__ import annotations

import pytest

from metrics.score.plan_check import plan_words


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("1. a 2. b 3. c", 3),
        ("Den 1. januar og den 2. februar", 2),
        ("3. kvartal", 0),
        ("Bl.a. a, b og c. D, e, f.", 3),
        ("f.eks. a, b, c, d", 0),
    ],
)
def test_elements_are_counted_where_they_are_numbered_or_follow_among_others(text: str, count: int) -> None:
    assert plan_words.count_elements(text) == count


@pytest.mark.parametrize(
    ("text", "later"),
    [("fortsætter i 2018 og 2019", [2018, 2019]), ("udløber i 2018", []), ("fortsat fra 2016", [])],
)
def test_what_goes_on_in_later_years_says_so(text: str, later: list[int]) -> None:
    assert plan_words.find_later_years(text, 2017) == later
