"""A row of a results file at the edge of each rule: the last that is taken and the first that is not."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from metrics.errors import InvalidInput
from metrics.facts.raw_row import RawRow
from metrics.facts.results_file import check_rows
from metrics.facts.schema import Result
from metrics.periods import find_day_start
from tests.factories import INDICATOR, OWNER, catalogue, indicator, plan

NOON = datetime(2018, 2, 1, 12, tzinfo=UTC)
NEARLY_MIDNIGHT = datetime(2018, 1, 31, 23, 30, tzinfo=UTC)
"""Half an hour into the first of February in Denmark."""
GOOD = {"institution": OWNER, "indicator": INDICATOR, "period": "2017"}


def read(now: datetime = NOON, **cells: str) -> Result | list[str]:
    """The row as a result, or the codes of what is wrong with it."""
    row = RawRow("f.csv:2", {**GOOD, **cells})
    try:
        (found,), _ = check_rows([row], [plan()], catalogue(indicator()), now)
    except InvalidInput as refused:
        return [problem.code for problem in refused.problems]
    return found


@pytest.mark.parametrize(("top", "taken"), [("10", True), ("11", False)])
def test_all_of_the_cases_may_be_in_time_and_no_more(top: str, taken: bool) -> None:
    found = read(numerator=top, denominator="10")
    assert isinstance(found, Result) if taken else found == ["share_above_whole"]


@pytest.mark.parametrize(("exempt", "taken"), [("10", True), ("0", True), ("11", False), ("-1", False)])
def test_all_of_the_cases_may_be_exempt_and_no_more(exempt: str, taken: bool) -> None:
    found = read(numerator="0", denominator="10", exempt=exempt)
    assert isinstance(found, Result) if taken else found == ["exempt_without_ratio"]


@pytest.mark.parametrize(
    ("value", "taken"),
    [
        ("1.123456789", True),
        ("1.1234567891", "number_too_fine"),
        ("1000000000000000", True),
        ("1000000000000001", "number_out_of_range"),
        ("-1000000000000000", True),
    ],
)
def test_a_number_has_at_most_nine_decimals_and_a_largest(value: str, taken: bool | str) -> None:
    found = read(value=value)
    if taken is True:
        assert isinstance(found, Result)
        assert found.value == Decimal(value)
    else:
        assert found == [taken]


@pytest.mark.parametrize(
    ("now", "period", "begun"),
    [(NOON, "2018-02", True), (NOON, "2018-03", False), (NEARLY_MIDNIGHT, "2018-02", True)],
)
def test_a_period_has_begun_on_its_first_day_in_denmark(now: datetime, period: str, begun: bool) -> None:
    found = read(now, period=period, value="1")
    assert isinstance(found, Result) if begun else found == ["period_not_begun"]


@pytest.mark.parametrize(
    ("recorded", "moment"),
    [("2018-02-01", None), ("2018-01-31", find_day_start(date(2018, 1, 31))), ("2018-02-02", "future")],
)
def test_what_is_recorded_today_is_of_this_moment(recorded: str, moment: datetime | str | None) -> None:
    found = read(value="1", recorded=recorded)
    if moment == "future":
        assert found == ["recorded_in_future"]
    else:
        assert isinstance(found, Result)
        assert found.recorded == moment


@pytest.mark.parametrize(("note", "taken"), [("It is audited", True), ("", False)])
def test_the_choice_of_a_source_takes_a_reason(note: str, taken: bool) -> None:
    found = read(value="1", chosen="yes", source="a", note=note)
    assert isinstance(found, Result) if taken else found == ["chosen_without_reason"]


@pytest.mark.parametrize("cells", [{}, {"value": ".."}, {"value": "-", "chosen": "nej", "provisional": "0"}])
def test_a_value_that_is_not_out_yet_has_the_day_it_is_expected_and_nothing_else(
    cells: dict[str, str],
) -> None:
    found = read(NOON, awaited="2018-03-01", note="Fra det centrale register", **cells)
    row = Result(OWNER, INDICATOR, "2017", note="Fra det centrale register", awaited=date(2018, 3, 1))
    assert found == row


@pytest.mark.parametrize(
    "cells",
    [
        {"value": "91"},
        {"numerator": "9", "denominator": "10"},
        {"exempt": "1"},
        {"precision": "about"},
        {"chosen": "ja"},
        {"provisional": "ja"},
    ],
)
def test_what_is_not_out_yet_cannot_have_a_value(cells: dict[str, str]) -> None:
    assert read(NOON, awaited="2018-03-01", **cells) == ["awaited_with_value"] * len(cells)


@pytest.mark.parametrize(
    ("day", "recorded", "taken"),
    [
        ("2018-02-01", "", True),
        ("2018-01-31", "", False),
        ("2018-01-31", "2018-01-31", True),
        ("2018-01-30", "2018-01-31", False),
    ],
)
def test_a_value_is_expected_no_earlier_than_the_day_that_is_said(
    day: str, recorded: str, taken: bool
) -> None:
    found = read(awaited=day, recorded=recorded)
    assert isinstance(found, Result) if taken else found == ["awaited_past"]


def test_everything_wrong_with_what_is_awaited_is_told_at_once() -> None:
    found = read(indicator="x", period="2017Q9", awaited="snart", value="91")
    assert found == ["indicator_unknown", "period_invalid", "date_needed", "awaited_with_value"]
    told = read(indicator="plan-2017:1.1", period="2017-06-30", value="expected_met", awaited="2018-03-01")
    assert told == ["not_understood"]
