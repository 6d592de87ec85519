"""A series year by year, in both languages."""

from __future__ import annotations

from datetime import date

from metrics.foresight.forecast import Forecast, Method
from metrics.plan.criteria import Criterion
from metrics.plan.formula import Path, Step
from metrics.score.trend import Trend, find_trend
from tests.factories import broken, catalogue, compared, facts, goal, path, plan, reads, result, within
from tests.pages.drawing import DA, EN
from words import year_results


def trend(leaf: Criterion | None = None, *said: object) -> Trend:
    leaf = leaf or compared(target=path(y2016="90"))
    mine = plan(goal("1", leaf))
    rows = said or (result("2016", "89.96"), result("2017", 92, provisional=True))
    found = find_trend(mine, leaf, [mine], facts(*rows), catalogue())  # type: ignore[arg-type]
    assert found
    return found


def test_a_year_has_its_result_its_target_and_whether_it_was_met() -> None:
    assert year_results.write_year(2016, trend(), DA) == "89,96, måltal mindst 90, ikke opfyldt"
    assert year_results.write_year(2016, trend(), EN) == "89.96, target at least 90, not met"
    assert year_results.write_year(2017, trend(), DA) == "92,0 (foreløbigt)"
    assert year_results.write_year(2010, trend(), DA) == ""


def test_a_sum_so_far_is_no_year_s_result() -> None:
    leaf = compared(value=reads(over="sum"), target=path(y2017="90"))
    running = facts(result("2017Q1", 20), as_of=date(2017, 4, 20))
    mine = plan(goal("1", leaf))
    found = find_trend(mine, leaf, [mine], running, catalogue())
    assert found
    assert year_results.write_year(2017, found, DA) == "måltal mindst 90"


def test_a_limit_is_without_its_unit_and_in_brackets_while_provisional() -> None:
    steps = Path(by_year=(Step(year=2017, number=90, provisional=True),))
    (aim,) = trend(compared(target=steps)).targets
    assert year_results.write_bare_limit(aim, DA) == "[mindst 90]"
    (tolerance, *_) = trend(within(tolerance="2")).targets
    assert "±2" in year_results.write_bare_limit(tolerance, DA)
    assert "pct." not in year_results.write_bare_limit(tolerance, DA)


def test_a_tolerance_around_a_number_is_written_with_both_limits() -> None:
    (tolerance, *_) = trend(within(tolerance="2", reference="50")).targets
    assert year_results.write_bare_limit(tolerance, DA) == "mellem 48 og 52"
    assert year_results.write_bare_limit(tolerance, EN) == "between 48 and 52"


def test_a_target_without_a_number_yet_says_what_it_will_be() -> None:
    leaf = compared(operator="<=", target=reads(offset=-1))
    known = facts(result("2015", 5))
    mine = plan(goal("1", leaf))
    found = find_trend(mine, leaf, [mine], known, catalogue())
    assert found
    said = year_results.write_awaited_target(found.targets[0], found, DA, catalogue())
    assert said == "Måltal 2017: højst resultatet for 2016, ikke opgjort"


def test_where_a_year_is_likely_to_end_has_its_interval() -> None:
    ahead = Forecast(Method.SHARE, (88.0, 90.0, 91.0, 92.0, 94.0), 0.7, (), 12, 3)
    assert year_results.write_expected(ahead, trend(), DA) == "forventet 91,0 (90 pct.-interval 88,0–94,0)"
    assert year_results.write_expected(ahead, trend(), EN) == "expected 91.0 (90% interval 88.0–94.0)"


def test_a_new_definition_is_told_in_its_year() -> None:
    found = trend(None, result("2016", 90), broken(date(2016, 1, 1)))
    assert [year_results.write_broken_in(year, found, DA) for year in (2015, 2016)] == ["", "ny definition"]
