"""A plan that is not there is told in words, and those that are there are offered."""

from __future__ import annotations

import pytest

from pages.ui.plan_choice import draw_offer
from tests.pages.conftest import Open, text
from tests.pages.drawing import HOSTILE, Reader


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"plan": "findes-ikke"}, "Der er ingen plan “findes-ikke”"),
        ({}, "Vælg en plan"),
        ({"plan": "cpr-2021", "as_of": "2017-01-01"}, "Der er ingen plan “cpr-2021” den 1. januar 2017"),
        ({"plan": "<script>alert(1)</script>"}, "Der er ingen plan “&lt;script&gt;"),
    ],
)
def test_a_wrong_address_is_told_in_words(open_page: Open, query: dict[str, str], said: str) -> None:
    assert said in text(open_page("plan", **query))


def test_the_plans_of_the_day_are_offered_and_lead_to_the_page(open_page: Open) -> None:
    html = text(open_page("plan", as_of="2017-01-01"))
    assert 'href="/plan?plan=cpr-2017&amp;as_of=2017-01-01"' in html
    assert "plan=cpr-2021" not in html


def test_an_offer_is_a_list_of_links_with_their_texts_escaped() -> None:
    read = Reader(draw_offer([("/plan?plan=a", "A"), ("/plan?plan=b", HOSTILE)]))
    assert read.values("href") == ["/plan?plan=a", "/plan?plan=b"]
    assert read.tags == ["ul", "li", "a", "li", "a"]
