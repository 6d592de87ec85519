"""What lies ahead for a plan with an unconfirmed milestone and a result nobody can foresee."""

from __future__ import annotations

import re
from datetime import date

from metrics.followup.deadlines import find_deadlines
from metrics.followup.outlook import Outlook, find_outlook
from metrics.followup.thresholds import USUAL
from pages.outlook.parts.risk_sheet import draw_area, draw_nothing
from tests.factories import catalogue, compared, facts, goal, milestone, plan
from tests.pages.drawing import captions, plain, row, writer

PLAN = plan(goal("1", compared("1.1")), goal("2", milestone("2.1")))
SPRING, SUMMER = date(2017, 3, 31), date(2017, 7, 10)


def seen(day: date) -> Outlook:
    return find_outlook(PLAN, facts(as_of=day), catalogue(), USUAL)


def headings(html: str) -> list[str]:
    return [
        plain(found)
        for found in re.findall(r"<h3>(.*?)</h3>|<summary><span>(.*?)</summary>", html)
        for found in found
        if found
    ]


def test_what_is_owed_comes_before_what_is_at_risk_the_days_ahead_and_what_has_changed() -> None:
    now = seen(SUMMER)
    owed = find_deadlines([now.score], SUMMER)
    html = draw_area("Area", [now], lambda day: {PLAN.id: seen(day)}, owed, writer())
    assert headings(html) == [
        "Før 14. juli 2017 skal dette være sket",
        "Derefter: 4 frister",
        "I risiko: 0 mål",
        "Frister fra 10. juli 2017 til 7. november 2017",
        "Ændret siden seneste kvartalsrapport (14. april 2017): 1 mål",
        "Uden prognose: 2 delmål",
    ]
    assert row(html, "Inst 1 1.1") == "Inst 1 1.1 1.1 Ingen prognose: 0 af 4 nødvendige år"


def test_a_late_goal_stands_with_what_is_owed_and_not_at_risk() -> None:
    now = seen(SUMMER)
    html = draw_area("Area", [now], lambda _: {}, find_deadlines([now.score], SUMMER), writer())
    owed, rest = html.split("I risiko: 0 mål")
    assert "Mangler indberetning Inst 2 2" in plain(owed)
    assert writer().words.t("risk.none") in plain(rest)


def test_who_owes_narrows_what_is_owed_and_leaves_what_is_at_risk() -> None:
    """The heads owe the settlement alone, which comes after the next report."""
    now = seen(SUMMER)
    html = draw_area("Area", [now], lambda _: {}, find_deadlines([now.score], SUMMER), writer(), "head")
    assert headings(html)[:2] == ["Derefter: 1 frist", "I risiko: 0 mål"]
    assert "Mangler indberetning" not in plain(html)


def test_an_area_without_concerns_says_so_and_keeps_the_rest() -> None:
    html = draw_area("Area", [seen(SPRING)], lambda _: {}, (), writer())
    assert writer().words.t("risk.none") in plain(html)
    assert captions(html) == ["Uden prognose: 2 delmål"]


def test_nothing_at_all_is_one_sentence() -> None:
    assert plain(draw_nothing(writer().words)) == "Intet er i risiko, og ingen frister passer til valget."


def test_once_the_year_is_over_what_is_missing_is_the_final_settlement() -> None:
    now = seen(date(2018, 2, 1))
    owed = find_deadlines([now.score], date(2018, 2, 1))
    said = [plain(draw_area("Area", [now], lambda _: {}, given, writer())) for given in (owed, [])]
    assert all("Mangler endelig opgørelse" in each for each in said)
    assert not any("Mangler indberetning" in each for each in said)
