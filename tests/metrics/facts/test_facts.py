"""What was known at a moment about what had happened by a day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from metrics.facts.fact_history import FactHistory
from metrics.facts.facts import divide_in_unit
from metrics.facts.schema import EventKind
from metrics.periods import find_day_end
from metrics.plan.model import Reopening, Signature
from metrics.plan.terms import Party, Unit
from tests.factories import (
    INDICATOR,
    OWNER,
    event,
    event_frame,
    facts,
    goal,
    indicator,
    milestone,
    observation_frame,
    plan,
    result,
    scored,
)
from tests.settlements import add_settlements, close, settle

SERIES = (OWNER, INDICATOR)
SAID = ("plan-2017", "2.1")
JUNE, JULY = date(2017, 6, 30), date(2017, 7, 15)


def values(*said: object, **when: date) -> list[Decimal | None]:
    """The values of the series, in the order of its periods."""
    return [seen.value for seen in facts(*said, **when).series.get(SERIES, ())]  # type: ignore[arg-type]


def test_a_series_is_in_the_order_of_its_periods() -> None:
    assert values(result("2017Q2", 2), result("2016", 0), result("2017Q1", 1)) == [0, 1, 2]


def test_a_value_counts_from_the_end_of_its_period_or_once_it_is_recorded_within_it() -> None:
    early = result("2017Q3", 3, recorded=JULY)
    assert values(early, as_of=date(2017, 7, 14)) == []
    assert values(early, as_of=JULY) == [3]
    known_all_along = result("2017Q3", 3)
    assert values(known_all_along, as_of=JUNE) == []
    assert values(known_all_along, as_of=date(2017, 9, 30)) == [3]


def test_what_is_recorded_later_is_not_known_before() -> None:
    first, corrected = result("2017Q1", 1, recorded=JUNE), result("2017Q1", 2, recorded=JULY)
    assert values(first, corrected, known_at=date(2017, 7, 1)) == [1]
    assert values(first, corrected, known_at=JULY) == [2]


def test_a_period_is_the_same_however_it_is_written() -> None:
    assert values(result("2017Q1", 1), result("2017-01/2017-03", 2)) == [2]


def test_the_chosen_source_counts_with_its_newest_value_and_the_others_stay_beside_it() -> None:
    said = [
        result("2017", 61, source="A"),
        result("2017", 64, source="B", chosen=True),
        result("2017", 65, source="B"),
        result("2017", 62, source="A"),
        result("2017", 70, source="C", provisional=True),
    ]
    (seen,) = facts(*said).series[SERIES]
    assert (seen.value, seen.source) == (Decimal(65), "B")
    assert [(rival.value, rival.source) for rival in seen.rivals] == [(Decimal(62), "A")]


def test_a_later_choice_of_source_replaces_an_earlier_one() -> None:
    chosen = [result("2017", n, source=s, chosen=True) for n, s in ((61, "A"), (64, "B"))]
    (seen,) = facts(*chosen, result("2017", 63, source="A")).series[SERIES]
    assert (seen.value, seen.source) == (Decimal(64), "B")


def test_a_verdict_stands_before_a_claim_and_a_later_row_corrects_it() -> None:
    claimed, met = event("2.1", "claimed", date(2017, 5, 1)), event("2.1", "met", JUNE)
    assert facts(claimed, met).events[SAID].kind is EventKind.MET
    assert facts(claimed, met, as_of=date(2017, 6, 29)).events[SAID].kind is EventKind.CLAIMED
    assert facts(claimed, met, event("2.1", "not_met", JUNE)).events[SAID].kind is EventKind.NOT_MET
    # The correction moves the day, so nothing was met by then and the claim stands again.
    assert facts(claimed, met, event("2.1", "met", JULY), as_of=JUNE).events[SAID].kind is EventKind.CLAIMED
    assert SAID not in facts(claimed, as_of=date(2017, 4, 30)).events


def test_expectations_are_kept_apart_and_all_of_them() -> None:
    said = [event("2.1", "in_doubt", date(2017, 3, 31)), event("2.1", "expected_met", JUNE)]
    found = facts(*said)
    assert SAID not in found.events
    assert [s.kind for s in found.expectations[SAID]] == [EventKind.IN_DOUBT, EventKind.EXPECTED_MET]
    assert [s.on for s in facts(*said, as_of=date(2017, 4, 1)).expectations[SAID]] == [date(2017, 3, 31)]


def test_one_history_gives_the_facts_of_every_day() -> None:
    rows = [result("2017Q1", 1, recorded=date(2017, 4, 10)), result("2017Q2", 2, recorded=date(2017, 7, 10))]
    history = FactHistory.of(observation_frame(rows), event_frame([]))
    found = {
        day: [seen.value for seen in history.known(day, find_day_end(day)).series.get(SERIES, ())]
        for day in (date(2017, 4, 9), date(2017, 4, 10), JULY)
    }
    assert list(found.values()) == [[], [1], [1, 2]]


def test_an_amount_is_the_value_or_the_ratio_without_exempt_cases() -> None:
    (value,) = facts(result("2017", "91.5")).series[SERIES]
    (ratio,) = facts(result("2017", of=(19, 24), exempt=Decimal(5))).series[SERIES]
    (nothing,) = facts(result("2017", of=(0, 5), exempt=Decimal(5))).series[SERIES]
    assert value.amount(indicator()) == Fraction(183, 2)
    assert [ratio.whole, ratio.amount(indicator())] == [19, 100]
    assert [nothing.whole, nothing.amount(indicator())] == [0, None]


@pytest.mark.parametrize(
    ("unit", "of", "amount"),
    [
        (Unit.PERCENT, ("1", "3"), Fraction(100, 3)),
        (Unit.DAYS, ("45", "2"), Fraction(45, 2)),
        (Unit.DAYS, ("0.3", "0.1"), Fraction(3)),
        (Unit.PERCENT, ("0", "0"), None),
    ],
)
def test_a_ratio_is_exact_in_its_unit_and_none_over_nothing(
    unit: Unit, of: tuple[str, str], amount: Fraction | None
) -> None:
    assert divide_in_unit(Decimal(of[0]), Decimal(of[1]), indicator(unit=unit)) == amount


def test_a_plan_stands_by_its_settlement_from_its_closing_day_and_not_while_it_is_open() -> None:
    p, on, before = plan(goal("1", milestone("1.1"))), date(2018, 3, 1), date(2018, 2, 28)
    kept = settle(scored(p, as_of=on))
    now, then = (add_settlements(facts(as_of=day), kept) for day in (on, before))
    assert now.find_settlement(close(p, on)) is kept
    assert then.find_settlement(close(p, on)) is None
    assert now.find_settlement(p) is None
    assert now.set_settlements_aside().find_settlement(close(p, on)) is None


BOTH = tuple(Signature(party=p, organisation="O", role="R", on=date(2018, 4, 1)) for p in Party)


def test_a_plan_stood_by_its_first_settlement_until_it_was_opened_again_and_so_it_stays() -> None:
    p, on, opened = plan(goal("1", milestone("1.1"))), date(2018, 3, 1), date(2018, 4, 1)
    kept = settle(scored(p, as_of=on))
    again = p.model_copy(update={"reopenings": (Reopening(on=opened, reason="R", signatures=BOTH),)})
    other = again.model_copy(update={"goals": (goal("2", milestone("2.1")),)})
    for one in (again, close(again, date(2018, 5, 1))):
        days = (on, date(2018, 3, 31), opened)
        found = [add_settlements(facts(as_of=day), kept).find_settlement(one) for day in days]
        assert found == [kept, kept, None]
    assert add_settlements(facts(as_of=on), kept).find_settlement(other) is None


def test_equal_numbers_and_sources_of_values_are_held_once() -> None:
    told = [result(period, 1234, source="Tal") for period in ("2015", "2016", "2017")]
    seen = [row for *_, row in FactHistory.of(observation_frame(told), event_frame([])).observations]
    assert [row.value for row in seen] == [1234, 1234, 1234]
    assert len({id(row.value) for row in seen}) == len({id(row.source) for row in seen}) == 1
