"""A goal that the plan does not have is told in words, and those it has are offered."""

from __future__ import annotations

import pytest

from tests.pages.conftest import Open, text
from tests.pages.drawing import plain


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"plan": "cpr-2017", "goal": "9.9"}, "Resultatplan 2017 har intet mål “9.9”"),
        ({"plan": "cpr-2017"}, "Vælg et mål i Resultatplan 2017"),
    ],
)
def test_a_wrong_address_is_told_in_words(open_page: Open, query: dict[str, str], said: str) -> None:
    assert said in text(open_page("goal", **query))


def test_every_goal_of_the_plan_is_offered(open_page: Open) -> None:
    html = text(open_page("goal", plan="cpr-2017"))
    assert html.count("/maal?plan=cpr-2017&amp;goal=") == 7
    assert "2.1 Afslutning af klagesager" in plain(html)
