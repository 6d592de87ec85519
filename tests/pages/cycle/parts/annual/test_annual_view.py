"""The settlement as one page."""

from __future__ import annotations

import pytest

from tests.pages.conftest import Open
from tests.pages.cycle.settling import CLOSED, WITH_PAY, opened, see
from tests.pages.drawing import plain


def headers(at: object) -> list[str]:
    return [one.value for one in at.header]  # type: ignore[attr-defined]


def test_its_sections_stand_in_the_order_in_which_a_year_is_settled(open_page: Open) -> None:
    assert headers(opened(open_page, role="head")) == [
        "Vejen til den lukkede opgørelse",
        "Del 1: Målopfyldelse",
        "Del 2: Analyse",
        "Ændringer af planen i året",
        "Intern godkendelse af målrapporteringen",
        "Lukning",
    ]


def test_before_the_year_is_over_it_says_what_is_to_come_and_when(open_page: Open) -> None:
    at = opened(open_page, "eksempel-tilsyn-2026")
    assert "Planens år slutter 31. december 2026. Derefter gøres det op i to trin." in see(at)
    assert "senest 14. januar 2027" in see(at)
    assert "senest 15. marts 2027" in see(at)
    assert headers(at) == []


@pytest.mark.parametrize(
    ("role", "shown"), [("head", True), ("controller", True), ("chief", False), ("reader", False)]
)
def test_where_pay_points_is_shown_to_those_alone_who_decide(open_page: Open, role: str, shown: bool) -> None:
    said = see(opened(open_page, WITH_PAY, role))
    assert ("Resultatløn" in said) is shown
    assert ("pct. af lønnen" in said) is shown


def test_an_unknown_goal_is_told(open_page: Open) -> None:
    assert "Planen har ikke mål 9.9." in see(opened(open_page, goal="9.9"))


def test_a_closed_plan_shows_what_was_settled_and_how_it_is_opened_again(open_page: Open) -> None:
    said = see(opened(open_page, CLOSED))
    assert "Lukket opgørelse. Målopfyldelsen ligger fast. 83,3 af 100 point opnået" in said
    assert "Opgørelsen bygger på det, der var kendt 1. marts 2024, og ligger fast." in said
    assert "En fejl rettes ved at åbne planen igen, hvilket begge parter skal tiltræde." in said


def test_in_english_no_danish_is_left(open_page: Open) -> None:
    at = opened(open_page, lang="en")
    assert "Final settlement. Every goal is decided. The plan can be closed." in see(at)
    assert [plain(one) for one in headers(at)][:3] == [
        "The way to the closed settlement",
        "Part 1: Fulfilment of goals",
        "Part 2: Analysis",
    ]
