"""A row that takes a value back names the value that stands, or says what stands in its way."""

from __future__ import annotations

from datetime import date

import pytest

from metrics.errors import InvalidInput, Problem
from metrics.facts.known_names import KnownNames
from metrics.facts.schema import Result
from metrics.facts.withdrawals import Withdrawal, make_withdrawal
from tests.factories import INDICATOR, OWNER, catalogue, indicator, observation_frame, result

WANTED = Withdrawal(OWNER, INDICATOR, "2017", "Talt forkert")
NAMES = KnownNames(catalogue(indicator(name="Rettidige sager")))


def made(wanted: Withdrawal, *said: Result) -> Result:
    return make_withdrawal(wanted, NAMES, observation_frame(said))


def refused(wanted: Withdrawal, *said: Result) -> list[Problem]:
    with pytest.raises(InvalidInput) as found:
        made(wanted, *said)
    return list(found.value.problems)


def test_the_only_value_of_a_period_is_taken_back_with_its_source_and_the_reason() -> None:
    found = made(WANTED, result("2017", 91, source="Årsrapport"), result("2016", 88))
    row = Result(OWNER, INDICATOR, "2017", note="Talt forkert", source="Årsrapport", withdrawn=True)
    assert found == row


def test_names_in_place_of_keys_spaces_and_the_same_days_written_otherwise_will_do() -> None:
    wanted = Withdrawal(OWNER, "rettidige sager", " 2017-01/2017-03 ", " Talt forkert\n")
    found = made(wanted, result("2017Q1", 91))
    assert (found.indicator, found.period, found.note) == (INDICATOR, "2017Q1", "Talt forkert")


def test_of_several_sources_one_is_named_and_an_empty_name_is_the_value_without_one() -> None:
    said = (result("2017", 91, source="A"), result("2017", 92))
    (problem,) = refused(WANTED, *said)
    assert (problem.code, problem.place, problem.params["allowed"]) == ("source_needed", "source", ["A", "–"])
    assert made(Withdrawal(OWNER, INDICATOR, "2017", "R", "A"), *said).source == "A"
    assert made(Withdrawal(OWNER, INDICATOR, "2017", "R", ""), *said).source is None
    (unknown,) = refused(Withdrawal(OWNER, INDICATOR, "2017", "R", "B"), *said)
    assert (unknown.code, unknown.params["value"]) == ("source_unknown", "B")
    gone = result("2017", withdrawn=True, source="A")
    assert made(WANTED, *said, gone).source is None


def test_what_does_not_stand_cannot_be_taken_back_and_what_does_is_told() -> None:
    said = (result("2016", 88), result("2017", 91), result("2017", withdrawn=True))
    (again,) = refused(WANTED, *said)
    assert (again.code, again.params["allowed"]) == ("nothing_to_withdraw", ["2016"])
    (awaited,) = refused(WANTED, result("2017", awaited=date(2018, 3, 1)))
    assert awaited.code == "nothing_to_withdraw"


def test_every_problem_is_told_at_once() -> None:
    found = refused(Withdrawal("nowhere", "x", "2017Q9", "  "))
    assert [(p.code, p.place) for p in found] == [
        ("text_empty", "reason"),
        ("institution_unknown", "institution"),
        ("period_invalid", "period"),
    ]
    found = refused(Withdrawal(OWNER, "x", "2017", ""))
    assert [p.code for p in found] == ["text_empty", "indicator_unknown"]
    found = refused(Withdrawal(OWNER, INDICATOR, "2017", ""))
    assert [p.code for p in found] == ["text_empty", "nothing_to_withdraw"]
