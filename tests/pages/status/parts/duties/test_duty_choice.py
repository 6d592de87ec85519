"""The institution whose duties are asked for, and the offer where there is none."""

from __future__ import annotations

import pytest

from tests.pages.conftest import Open, text
from tests.pages.drawing import plain


def test_who_asks_for_none_is_offered_those_there_are(open_page: Open) -> None:
    html = text(open_page("wheel", as_of="2026-11-20"))
    assert 'href="/aarshjul?institution=dst&amp;as_of=2026-11-20"' in html
    assert "“gone” har ingen pligter" in text(open_page("wheel", institution="gone"))
    early = plain(text(open_page("wheel", institution="dst", as_of="2025-04-08")))
    assert "“dst” har ingen pligter, du kan se 8. april 2025." in early
    assert "Der er ingen pligter" in text(open_page("wheel", as_of="2025-04-08"))


@pytest.mark.parametrize("asked", ["abc", "99999999999", "1800", "٢٠٢٧"])
def test_a_year_that_cannot_be_is_that_of_the_day(open_page: Open, asked: str) -> None:
    assert "årshjul 2026" in plain(
        text(open_page("wheel", institution="dst", year=asked, as_of="2026-11-20"))
    )
