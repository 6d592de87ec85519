"""The running plans of an area as one table."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from metrics.plan.model import Reporting, Scoring, TotalWord
from metrics.plan.terms import Weights
from pages.status.parts.standing_table import draw_standing
from tests.believing import milestones
from tests.pages.areas import KNOWN, REPORT, judged, seen, view
from tests.pages.drawing import DA, EN, Reader, row, rows, writer

DANISH, ENGLISH = writer(KNOWN, DA), writer(KNOWN, EN)
AFTER = date(2018, 1, 20)


def test_a_plan_has_its_expected_total_its_interval_what_has_moved_it_and_each_goal() -> None:
    """Two goals of 50 points: 98 and 50 per cent give 74, and 50 to 100; with 70 for 50 it was 84."""
    area = view(seen("north", 0.98, 0.5), before=[seen("north", 0.98, 0.7, as_of=REPORT)])
    assert row(draw_standing(area, DANISH), "North") == "North 74 50–100 ▼ 10 – – – 1 2"
    head = rows(draw_standing(area, DANISH))[0]
    assert "siden seneste kvartalsrapport (01.02.2017)" in head
    assert "(streg: 80 point)" in head
    assert "since the latest quarterly report" in rows(draw_standing(area, ENGLISH))[0]


def test_the_line_of_a_plan_with_a_limit_of_its_own_stands_there_and_is_named() -> None:
    """The area asks for 80; the plan's only word above nothing begins at 60."""
    own = Scoring(words=(TotalWord(at=Decimal(60), word="godt"),))
    html = draw_standing(view(seen("north", 0.98, 0.5, scoring=own), seen("south", 0.5)), DANISH)
    assert "(streg: 80 point eller planens grænse)" in rows(html)[0]
    assert "planens grænse 60" in row(html, "North")
    assert "planens grænse" not in row(html, "South")
    assert [one for one in Reader(html).values("style") if one in ("left:60.00%", "left:80.00%")] == [
        "left:80.00%",
        "left:60.00%",
    ]


def test_a_plan_whose_latest_report_was_due_on_another_day_says_from_when_its_change_is() -> None:
    earlier = Reporting(dates=(date(2017, 1, 20), date(2017, 11, 1)))
    then = [seen("north", 0.98, 0.7), seen("south", 0.7, reporting=earlier)]
    area = view(seen("north", 0.98, 0.5), seen("south", 0.5, reporting=earlier), before=then)
    assert "(20.01.2017)" in row(draw_standing(area, DANISH), "South")
    assert "(" not in row(draw_standing(area, DANISH), "North")


def test_the_worst_comes_first_and_a_row_leads_to_its_institution_and_a_mark_to_its_goal() -> None:
    html = draw_standing(view(seen("north", 0.9), seen("south", 0.3)), DANISH)
    assert [line.split()[0] for line in rows(html)[1:]] == ["South", "North"]
    assert Reader(html).values("href") == [
        "/institution?institution=south",
        "/maal?plan=south-2017&goal=1",
        "/institution?institution=north",
        "/maal?plan=north-2017&goal=1",
    ]
    assert "1 1: Forventes opfyldt (beregnet)" in Reader(html).values("aria-label")


def test_plans_of_one_institution_are_told_apart_by_their_years() -> None:
    earlier = milestones(
        1, id="north-2016", institution="north", start=date(2016, 1, 1), end=date(2016, 12, 31)
    )
    lines = rows(draw_standing(view(seen("north", 0.9), judged(earlier, 0.1)), DANISH))[1:]
    assert [line[:10] for line in lines] == ["North 2017", "North 2016"]


def test_a_plan_without_a_total_has_its_counts_and_an_unsettled_one_says_so() -> None:
    unscored = view(seen("north", 0.5, scoring=Scoring(weights=Weights.NONE)))
    assert row(draw_standing(unscored, DANISH), "North").startswith("North – – ")
    over = view(seen("north", 0.5, as_of=AFTER), as_of=AFTER)
    assert row(draw_standing(over, DANISH), "North").startswith("North – mangler opgørelse")
    assert "settle" in row(draw_standing(over, ENGLISH), "North")


def test_where_no_plan_runs_there_is_no_table() -> None:
    assert draw_standing(view(), DANISH) == ""


def test_points_out_of_another_number_than_100_say_so() -> None:
    of_19 = Scoring(possible=Decimal(19))
    believed = view(seen("north", 0.98, 0.5, scoring=of_19))
    assert row(draw_standing(believed, DANISH), "North").startswith("North 14 af 19 10–19 af 19 ")
    assert row(draw_standing(believed, ENGLISH), "North").startswith("North 14 of 19 ")
    silent = view(seen("north", None, scoring=of_19))
    assert row(draw_standing(silent, DANISH), "North").startswith("North mellem 0 og 19 af 19 – ")
