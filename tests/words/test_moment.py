"""A moment in words: its day, and what it is known by where that is not simply the present."""

from __future__ import annotations

from datetime import date

import pytest

from words.language import Words
from words.moment import write_moment

TODAY, THEN, BETWEEN = date(2026, 11, 29), date(2026, 9, 30), date(2026, 10, 14)


@pytest.mark.parametrize(
    ("as_of", "known", "danish", "english"),
    [
        (TODAY, TODAY, "Status pr. 29. november 2026", "As of 29 November 2026"),
        (
            THEN,
            THEN,
            "Status pr. 30. september 2026, med de oplysninger, der forelå den dag",
            "As of 30 September 2026, with what was known that day",
        ),
        (
            THEN,
            TODAY,
            "Status pr. 30. september 2026, med de oplysninger, der foreligger i dag (29. november 2026)",
            "As of 30 September 2026, with what is known today (29 November 2026)",
        ),
        (
            THEN,
            BETWEEN,
            "Status pr. 30. september 2026, med de oplysninger, der forelå den 14. oktober 2026",
            "As of 30 September 2026, with what was known on 14 October 2026",
        ),
        (
            TODAY,
            THEN,
            "Status pr. 29. november 2026, med de oplysninger, der forelå den 30. september 2026",
            "As of 29 November 2026, with what was known on 30 September 2026",
        ),
        (
            date(2027, 1, 1),
            TODAY,
            "Status pr. 1. januar 2027, med de oplysninger, der foreligger i dag (29. november 2026)",
            "As of 1 January 2027, with what is known today (29 November 2026)",
        ),
    ],
)
def test_a_moment_says_its_day_and_what_it_is_known_by(
    as_of: date, known: date, danish: str, english: str
) -> None:
    assert write_moment(as_of, known, TODAY, Words("da")) == danish
    assert write_moment(as_of, known, TODAY, Words("en")) == english
