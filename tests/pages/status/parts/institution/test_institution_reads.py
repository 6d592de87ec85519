"""An institution's plans at a moment, and that its sheets are kept until something changes."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from markupsafe import Markup

from metrics.access import Grant, Person, Role, grant_all_roles
from metrics.periods import find_danish_day, find_day_end
from pages.status.parts.institution import goal_cards, institution_reads
from pages.status.parts.institution.institution_reads import InstitutionPlans, find_institution_plans
from pages.ui.moments import read_moment
from tests.pages.drawing import DA, EN, plain, writer

TODAY = find_danish_day(datetime.now(UTC))
DAY = date(2026, 11, 20)
pytestmark = pytest.mark.usefixtures("read_only")


def own(
    key: str = "eksempel-tilsyn", day: date = DAY, reader: Person | None = None
) -> InstitutionPlans | None:
    moment = read_moment(day, find_day_end(day), reader or grant_all_roles("a@example.dk"), TODAY)
    return find_institution_plans(moment, key)


def test_the_plan_of_the_day_is_the_current_one_and_the_others_are_newest_first() -> None:
    found = own()
    assert found
    assert found.current.id == "eksempel-tilsyn-2026"
    assert [plan.year for plan in found.others] == [2025, 2024, 2023]
    assert [plan.year for plan in found.every] == [2026, 2025, 2024, 2023]
    assert found.outlook.score.plan is found.current
    earlier = own(day=date(2024, 5, 1))
    assert earlier
    assert [plan.year for plan in earlier.every] == [2024, 2023]


def test_an_institution_without_plans_or_out_of_reach_is_not_found() -> None:
    reader = Person("b@example.dk", (Grant(Role.READER, date(2020, 1, 1), institution="cpr"),))
    assert own("staten") is None
    assert own("findes-ikke") is None
    assert own(reader=reader) is None
    assert own("cpr", reader=reader)


def test_the_sheets_are_kept_by_moment_order_and_language(monkeypatch: pytest.MonkeyPatch) -> None:
    found = own(day=date(2026, 10, 7))
    assert found
    drawn: list[object] = []
    draw = goal_cards.draw_cards

    def counted(*given: Any) -> Markup:
        drawn.append(given)
        return draw(*given)

    monkeypatch.setattr(goal_cards, "draw_cards", counted)
    write = writer(found.found.catalogue)
    first = institution_reads.read_courses(found, "risk", write)
    assert institution_reads.read_courses(found, "risk", write) == first
    assert len(drawn) == 1
    by_plan = institution_reads.read_courses(found, "plan", write)
    english = institution_reads.read_courses(found, "plan", writer(found.found.catalogue, EN))
    assert len({first, by_plan, english}) == 3
    assert len(drawn) == 3


def test_the_years_and_the_lists_are_of_all_its_plans() -> None:
    found = own()
    assert found
    write = writer(found.found.catalogue, DA)
    years = plain(institution_reads.read_years(found, lambda _: {}, write))
    assert [year for year in ("2023", "2024", "2025", "2026") if year in years] == [
        "2023",
        "2024",
        "2025",
        "2026",
    ]
    assert plain(institution_reads.read_plans(found, write)).count("Mål- og resultatplan") >= 4
