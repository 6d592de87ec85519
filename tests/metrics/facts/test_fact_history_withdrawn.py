"""What was taken back does not count, and what is not out yet is awaited, from when it was said."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from metrics.facts.schema import Result
from tests.factories import INDICATOR, OWNER, facts, result

SERIES = (OWNER, INDICATOR)
MAY, JUNE, JULY, MARCH = date(2018, 5, 1), date(2018, 6, 1), date(2018, 7, 1), date(2019, 3, 1)
YEAR = (date(2017, 1, 1), date(2017, 12, 31))


def taken_back(period: str = "2017", recorded: date = JUNE, source: str | None = None) -> Result:
    return result(period, recorded=recorded, withdrawn=True, note="Talt forkert", source=source)


def values(*said: Result, known_at: date = JULY, as_of: date = JULY) -> list[Decimal | None]:
    known = facts(*said, known_at=known_at, as_of=as_of)
    return [seen.value for seen in known.series.get(SERIES, ())]


def test_a_value_taken_back_counts_until_then_and_not_from_then_on() -> None:
    said = (result("2016", 88, recorded=MAY), result("2017", 91, recorded=MAY), taken_back())
    assert values(*said, known_at=date(2018, 5, 31)) == [88, 91]
    assert values(*said) == [88]
    (found,) = facts(*said, known_at=JULY).taken_back[SERIES]
    assert (found.before.value, found.row.note) == (Decimal(91), "Talt forkert")
    assert facts(*said, known_at=date(2018, 5, 31)).taken_back == {}


def test_a_later_value_counts_again_and_nothing_stands_taken_back() -> None:
    said = (result("2017", 91, recorded=MAY), taken_back(), result("2017", 89, recorded=date(2018, 6, 15)))
    assert values(*said) == [89]
    assert facts(*said, known_at=JULY).taken_back == {}


def test_only_the_source_that_took_its_value_back_is_left_out() -> None:
    one, other = (result("2017", n, recorded=MAY, source=s) for n, s in ((91, "A"), (92, "B")))
    assert values(one, other, taken_back(source="B")) == [91]
    assert values(one, other, taken_back(source="A")) == [92]
    assert values(one, other, taken_back(source="A"), taken_back(source="B")) == []


def test_a_chosen_source_that_took_its_value_back_leaves_the_choice_open() -> None:
    chosen = result("2017", 91, recorded=MAY, source="A", chosen=True)
    assert values(chosen, result("2017", 92, recorded=MAY, source="B"), taken_back(source="A")) == [92]


def test_a_value_within_a_running_period_is_taken_back_whatever_day_is_asked_about() -> None:
    said = (
        result("2018", 91, recorded=MAY),
        taken_back("2018"),
    )
    assert values(*said, as_of=date(2018, 5, 15), known_at=date(2018, 5, 15)) == [91]
    assert values(*said, as_of=date(2018, 5, 15)) == []


def test_a_period_written_otherwise_is_the_same_period() -> None:
    assert values(result("2017Q1", 91, recorded=MAY), taken_back("2017-01/2017-03")) == []


def test_a_value_that_is_not_out_yet_is_awaited_from_when_that_was_said() -> None:
    said = result("2017", recorded=JUNE, awaited=MARCH)
    assert facts(said, known_at=MAY).awaited == {}
    known = facts(said, known_at=JULY)
    assert (known.awaited, known.series) == ({SERIES: {YEAR: MARCH}}, {})


def test_a_provisional_value_stays_and_its_final_one_is_awaited() -> None:
    said = (
        result("2017", 91, recorded=MAY, provisional=True),
        result("2017", recorded=JUNE, awaited=MARCH),
        result("2017", 92, recorded=date(2018, 6, 15), provisional=True),
    )
    assert values(*said) == [92]
    assert facts(*said, known_at=JULY).awaited == {SERIES: {YEAR: MARCH}}


def test_nothing_is_awaited_once_the_value_came_also_when_it_was_taken_back() -> None:
    said = (
        result("2017", recorded=MAY, awaited=MARCH),
        result("2017", 91, recorded=date(2018, 5, 15)),
        taken_back(),
    )
    assert facts(*said[:2], known_at=JULY).awaited == {}
    assert facts(*said, known_at=JULY).awaited == {}
    again = result("2017", recorded=date(2018, 6, 20), awaited=MARCH)
    assert facts(*said, again, known_at=JULY).awaited == {SERIES: {YEAR: MARCH}}
