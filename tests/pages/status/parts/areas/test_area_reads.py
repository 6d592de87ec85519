"""Each area is kept in brief under its own key, and only its current plans are judged."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from metrics.access import grant_all_roles
from metrics.periods import find_danish_day, find_day_end
from pages.status.parts.areas import area_reads
from pages.status.parts.areas.area_brief import Order
from pages.ui.moments import JudgedMoment, read_moment
from tests.pages.conftest import record
from tests.pages.drawing import EN, plain, writer

TODAY = find_danish_day(datetime.now(UTC))
DAY = date(2026, 11, 20)


def moment() -> JudgedMoment:
    return read_moment(DAY, find_day_end(DAY), grant_all_roles("a@example.dk"), TODAY)


@pytest.mark.usefixtures("read_only")
def test_areas_are_by_name_with_their_current_plans_and_the_table_is_in_the_language_asked_for() -> None:
    now = moment()
    areas = area_reads.read_areas(now)
    assert [area.name for area in areas] == [*area_reads.group_by_area(now)]
    plans = {one.plan.id for area in areas for one in area.plans}
    assert "eksempel-tilsyn-2026" in plans
    assert "eksempel-tilsyn-2024" not in plans
    said = plain(area_reads.read_sheet(now, Order.NAME, writer(now.catalogue, EN)))
    assert "Likely to end below" in said


def test_a_write_to_one_area_leaves_the_others_as_they_are_and_judges_current_plans_alone(
    database: str,
) -> None:
    own, other = (area for area in area_reads.read_areas(moment()))
    record(database, ("eksempel-tilsyn", "tilsynsbesoeg", "2026Q3", "100"), recorded=DAY)
    now = moment()
    again = area_reads.read_areas(now)
    kept = [before is after for before, after in zip((own, other), again, strict=True)]
    assert sorted(kept) == [False, True]
    assert "eksempel-tilsyn-2024" not in now.outlooks._known
