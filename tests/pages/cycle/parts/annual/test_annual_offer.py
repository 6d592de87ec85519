"""The plans by how far their settlement has come."""

from __future__ import annotations

from tests.pages.conftest import Open, text
from tests.pages.cycle.settling import see
from tests.pages.drawing import captions, row


def test_plans_stand_by_how_far_they_are_settled(open_page: Open) -> None:
    html = text(open_page("annual"))
    assert captions(html) == [
        "Foreløbig opgørelse",
        "Endelig opgørelse",
        "Året er i gang",
        "Lukket opgørelse",
    ]
    assert row(html, "Styrelsen for Borgertilsyn, Mål- og resultatplan 2025").endswith("65 0 15.03.2026")
    cpr = row(html, "CPR-administrationen, Resultatplan 2017")
    assert cpr.endswith("0 100 15.03.2018 (2.909 dage over fristen)")
    assert row(html, "Registerstyrelsen, Mål- og resultatplan 2026").endswith(" 14.01.2027")
    assert row(html, "Ankenævnet for Borgersager, Mål- og resultatplan 2023").endswith("83,3 0 01.03.2024")
    assert "/aarsopgoerelse?plan=eksempel-tilsyn-2025" in html


def test_a_decided_total_is_shown_as_decided(open_page: Open) -> None:
    html = text(open_page("annual"))
    assert "83,3 0" in row(html, "Ankenævnet for Borgersager, Mål- og resultatplan 2024")


def test_an_unknown_plan_is_told_and_the_others_offered(open_page: Open) -> None:
    said = see(open_page("annual", plan="findes-ikke"))
    assert "Planen “findes-ikke” findes ikke, er ikke underskrevet, eller du har ikke adgang til den." in said
    assert "Foreløbig opgørelse" in said


def test_before_all_plans_there_is_nothing_to_settle(open_page: Open) -> None:
    assert "Der er ingen underskrevne planer at gøre op." in see(open_page("annual", as_of="2000-01-01"))
