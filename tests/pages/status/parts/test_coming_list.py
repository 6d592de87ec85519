"""What each institution owes: what is over its deadline, and what comes with the next report."""

from __future__ import annotations

import re
from datetime import date

from metrics.followup.outlook import Outlook, find_outlook
from metrics.followup.thresholds import USUAL
from metrics.plan.criteria import Assessment, Criterion
from metrics.plan.model import Plan
from metrics.plan.terms import Party
from pages.status.parts.coming_list import draw_coming
from tests.factories import (
    catalogue,
    compared,
    event,
    facts,
    goal,
    indicator,
    milestone,
    number,
    plan,
    quarterly,
    reads,
    result,
)
from tests.pages.areas import view
from tests.pages.drawing import DA, EN, Reader, captions, plain, writer

SUMMER = date(2017, 7, 20)
KNOWN = catalogue(indicator("budget"), indicator("spent"))
OWN = Criterion(number="3.1", title="3.1", assessed=Assessment(due=date(2017, 9, 1), by=Party.INSTITUTION))
PLAN = plan(
    goal("1", milestone("1.1"), milestone("1.2", date(2017, 10, 1))),
    goal("2", compared("2.1", reads("spent"), "<=", target=reads("budget"))),
    goal("3", OWN),
)


def seen(of: Plan, day: date, *said: object) -> Outlook:
    events = [one for one in said if isinstance(one, type(event("1.1")))]
    return find_outlook(of, facts(*events, as_of=day), KNOWN, USUAL)


def drawn(of: Plan = PLAN, day: date = SUMMER, words: object = DA) -> str:
    return draw_coming(view(seen(of, day), as_of=day), writer(KNOWN, EN if words is EN else DA))


def lines(html: str) -> list[str]:
    return [plain(found) for found in re.findall(r"<li>(.*?)</li>", html, flags=re.DOTALL)]


def test_what_is_late_stands_apart_from_what_comes_with_the_next_report() -> None:
    """The result of 2017 is due in January, after the report of October."""
    html = drawn()
    assert captions(html) == ["Frister til og med 14. oktober 2017"]
    assert lines(html) == [
        "1.1 milepæl (20 dage over fristen)",
        "vurdering 3.1 senest 1. september 2017 (43 dage tilbage)",
        "milepæl 1.2 senest 1. oktober 2017 (73 dage tilbage)",
        "3. kvartal 2017: afrapportering senest 14. oktober 2017",
    ]
    assert Reader(html).values("href") == [
        "/institution?institution=inst",
        *(f"/maal?plan=plan-2017&goal={number}" for number in (1, 3, 1)),
    ]


def test_it_is_told_in_english_as_well() -> None:
    html = drawn(words=EN)
    assert captions(html) == ["Deadlines until 14 October 2017"]
    assert "assessment 3.1 by 1 September 2017 (43 days left)" in lines(html)


def test_after_the_last_report_what_is_late_still_stands_here() -> None:
    """Two series of one criterion are told apart by their names; a deadline on a Sunday is counted from the Monday."""
    html = drawn(day=date(2018, 2, 1))
    assert captions(html) == ["Frister"]
    assert lines(html) == [
        "1.1 milepæl (216 dage over fristen)",
        "3.1 vurdering (153 dage over fristen)",
        "1.2 milepæl (122 dage over fristen)",
        "2.1 budget for 2017 (17 dage over fristen)",
        "2.1 spent for 2017 (17 dage over fristen)",
    ]


def test_a_report_counts_the_figures_it_brings() -> None:
    one = plan(goal("1", compared("1.1", reads("spent"), target=number(90))))
    assert lines(drawn(one, date(2017, 11, 1)))[0] == (
        "4. kvartal 2017: afrapportering med 1 tal senest 14. januar 2018"
    )


def test_what_awaits_the_department_is_not_among_what_the_institution_owes() -> None:
    claimed = seen(PLAN, SUMMER, event("1.1", "claimed", on=date(2017, 6, 20)))
    html = draw_coming(view(claimed, as_of=SUMMER), writer(KNOWN))
    assert not any(line.startswith("1.1") for line in lines(html))


def test_where_nothing_is_owed_nothing_is_drawn() -> None:
    assert draw_coming(view(), writer(KNOWN)) == ""


def test_a_figure_that_is_out_on_a_day_of_its_own_is_told_beside_the_reports() -> None:
    """The figure of the first quarter was due with its report in April, and is to be out by 1 September."""
    told = result("2017Q1", key="spent", awaited=date(2017, 9, 1))
    known = catalogue(quarterly("spent"))
    of = plan(goal("1", compared("1.1", reads("spent", over="sum"), "<=")))
    area = view(find_outlook(of, facts(told, as_of=SUMMER), known, USUAL), as_of=SUMMER)
    assert lines(draw_coming(area, writer(known))) == [
        "1.1 tal for 2. kvartal 2017 (6 dage over fristen)",
        "tal 1.1 for 1. kvartal 2017 senest 1. september 2017 (43 dage tilbage)",
        "3. kvartal 2017: afrapportering med 1 tal senest 14. oktober 2017",
    ]
