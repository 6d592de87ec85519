"""A ministry area on the overview: what is late first, then its plans, and the marks in use."""

from __future__ import annotations

from datetime import date

from metrics.followup.outlook import Outlook, find_outlook
from metrics.followup.thresholds import USUAL
from pages.status.parts import overview_sheet
from tests.factories import catalogue, compared, facts, goal, milestone, plan
from tests.pages.drawing import Reader, captions, plain, row, writer

PLAN = plan(goal("1", compared("1.1")), goal("2", milestone("2.1")))
SUMMER = date(2017, 7, 15)


def seen(day: date) -> Outlook:
    return find_outlook(PLAN, facts(as_of=day), catalogue(), USUAL)


def section(year: str = "") -> str:
    return overview_sheet.draw_section(
        (3, "Området"), [seen(SUMMER)], {PLAN.id: seen(date(2017, 3, 31))}, writer(), year
    )


def test_what_needs_a_decision_comes_first_and_what_has_changed_last() -> None:
    assert captions(section()) == [
        "I risiko eller over fristen: 1 mål",
        "Nyeste planer",
        "Ændret siden 30. juni 2017: 1 mål",
    ]
    assert captions(section("2017"))[1] == "Planer for 2017"


def test_the_heading_counts_and_names_the_next_deadline() -> None:
    assert plain(section()).startswith(
        "Området 1 institution · 2 mål · næste frist 14. oktober 2017 (sidste arbejdsdag 13. oktober 2017): "
        "Inst: Afrapportering for 3. kvartal 2017"
    )


def test_a_plan_has_its_points_bounds_and_each_goal_as_a_link() -> None:
    html = section()
    assert row(html, "Inst 2017") == "Inst 2017 0 100 0 mindst 0, højst 100 1 2"
    assert "2 2: Mangler tal" in Reader(html).values("aria-label")


def test_the_legend_has_the_marks_in_use_and_no_others() -> None:
    assert plain(section()).endswith("Mangler tal Ikke forfaldent")


def test_one_section_or_all_are_left_in_view() -> None:
    assert 'data-area="3"' in section()
    assert overview_sheet.draw_only(None) == "<style>.m-area{}</style>"
    assert overview_sheet.draw_only(3) == '<style>.m-area:not([data-area="3"]){display:none}</style>'
