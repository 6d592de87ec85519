"""What lies ahead for a plan with an unconfirmed milestone and a result nobody can foresee."""

from __future__ import annotations

from datetime import date

from metrics.followup.deadlines import find_deadlines
from metrics.followup.outlook import Outlook, find_outlook
from metrics.followup.thresholds import USUAL
from pages.outlook.parts.risk_sheet import draw_risks
from tests.factories import catalogue, compared, facts, goal, milestone, plan
from tests.pages.drawing import captions, plain, row, writer

PLAN = plan(goal("1", compared("1.1")), goal("2", milestone("2.1")))
SPRING, SUMMER = date(2017, 3, 31), date(2017, 7, 15)


def seen(day: date) -> Outlook:
    return find_outlook(PLAN, facts(as_of=day), catalogue(), USUAL)


def test_an_area_has_its_concerns_deadlines_changes_and_silences_in_that_order() -> None:
    now = seen(SUMMER)
    owed = find_deadlines([now.score], SUMMER)
    html = draw_risks([now], {PLAN.id: seen(SPRING)}, owed, writer())
    assert captions(html) == [
        "I risiko eller over fristen: 1 mål",
        "Over fristen: 1 frist",
        "Oktober 2017: 1 frist",
        "Januar 2018: 3 frister",
        "Ændret siden 30. juni 2017: 1 mål",
        "Uden prognose: 2 kriterier",
    ]
    assert row(html, "Inst 1 1.1") == "Inst 1 1.1 1.1 Ingen prognose: 0 af 4 nødvendige år"


def test_an_area_without_concerns_says_so_and_keeps_the_rest() -> None:
    html = draw_risks([seen(SPRING)], {}, (), writer())
    assert writer().words.t("risk.none") in plain(html)
    assert captions(html) == ["Uden prognose: 2 kriterier"]


def test_nothing_at_all_is_one_sentence() -> None:
    assert plain(draw_risks([], {}, (), writer())) == "Intet er i risiko, og ingen frister passer til valget."
