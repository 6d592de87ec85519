"""Rows of a results file: what each becomes, and every problem a row can have."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from metrics.errors import InvalidInput, Problem
from metrics.facts.known_names import MOST_GUESSED
from metrics.facts.known_rows import KnownRows
from metrics.facts.raw_row import RawRow
from metrics.facts.results_file import check_rows
from metrics.facts.schema import Event, EventKind, Result
from metrics.periods import find_day_start
from metrics.plan.catalogue import Catalogue
from metrics.plan.criteria import Assessment, Criterion, ScalePoint
from metrics.plan.model import Institution
from metrics.plan.terms import LONGEST_TEXT, Precision
from tests.factories import (
    assessed,
    catalogue,
    compared,
    event,
    event_frame,
    goal,
    indicator,
    milestone,
    observation_frame,
    plan,
)

NOW = datetime(2018, 2, 1, 12, tzinfo=UTC)
PLANS = [plan(goal("1", compared("1.1")), goal("2", milestone("2.1"), assessed("2.2")))]
KNOWN = catalogue(
    indicator(name="Andel rettidige"),
    indicator("count", name="Antal"),
    indicator(owner="other"),
    owners=["inst", "other"],
)
DUE = date(2017, 12, 31)
GOOD = {"institution": "inst", "indicator": "share", "period": "2017", "value": "91.5"}
MET = {"institution": "inst", "indicator": "plan-2017:2.1", "period": "2017-06-30", "value": "met"}


def row(line: int = 2, /, **cells: str) -> RawRow:
    return RawRow(f"f.csv:{line}", {**GOOD, **cells})


def said(line: int = 2, /, **cells: str) -> RawRow:
    """A row about a criterion."""
    return RawRow(f"f.csv:{line}", {**MET, **cells})


def checked(*rows: RawRow, now: datetime = NOW) -> tuple[list[Result], list[Event]]:
    return check_rows(rows, PLANS, KNOWN, now)


def result(**cells: str) -> Result:
    (found,), events = checked(row(**cells))
    assert events == []
    return found


def problems(*rows: RawRow, now: datetime = NOW) -> list[Problem]:
    with pytest.raises(InvalidInput) as refused:
        checked(*rows, now=now)
    return list(refused.value.problems)


def test_a_value_becomes_a_result_digit_by_digit() -> None:
    assert result() == Result("inst", "share", "2017", Decimal("91.5"))
    assert str(result(value="91.50").value) == "91.50"


def test_a_numerator_and_a_denominator_become_a_result() -> None:
    found = result(value="", numerator="19", denominator="24")
    assert (found.value, found.numerator, found.denominator) == (None, Decimal(19), Decimal(24))


def test_nothing_over_nothing_may_be_recorded() -> None:
    assert result(value="", numerator="0", denominator="0").denominator == 0


def test_everything_said_of_a_value_is_kept() -> None:
    found = result(
        provisional="ja", note=" Opgjort efter 3. kvartal ", source="Årsrapport", recorded="2018-01-15"
    )
    assert (found.provisional, found.note, found.source) == (True, "Opgjort efter 3. kvartal", "Årsrapport")
    assert found.recorded == find_day_start(date(2018, 1, 15))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *(("", False), ("0", False), ("nej", False), ("No", False), ("FALSE", False)),
        *(("1", True), ("Ja", True), ("yes", True), ("TRUE", True)),
    ],
)
def test_yes_and_no_in_both_languages(text: str, expected: bool) -> None:
    assert result(provisional=text).provisional is expected


def test_institutions_and_indicators_may_be_written_by_name_in_any_case() -> None:
    found = result(institution="INST", indicator="andel RETTIDIGE")
    assert (found.institution, found.indicator) == ("inst", "share")


def test_a_row_about_a_criterion_becomes_an_event() -> None:
    results, events = checked(said(note="Kvittering", recorded="2017-07-01"))
    assert results == []
    moment = find_day_start(date(2017, 7, 1))
    assert events == [Event("plan-2017", "2.1", EventKind.MET, date(2017, 6, 30), "Kvittering", None, moment)]


CASES = [
    ("institution_unknown", "institution", {"institution": "nobody"}),
    ("institution_unknown", "institution", {"institution": ""}),
    ("indicator_unknown", "indicator", {"indicator": "shares"}),
    ("indicator_unknown", "indicator", {"institution": "other", "indicator": "count"}),
    ("indicator_unknown", "indicator", {"indicator": ""}),
    ("period_invalid", "period", {"period": "3. kvartal 2017"}),
    ("period_invalid", "period", {"period": ""}),
    ("period_not_begun", "period", {"period": "2019"}),
    ("period_not_begun", "period", {"period": "2018-02-02"}),
    ("value_or_ratio", "value", {"value": ""}),
    ("value_or_ratio", "value", {"numerator": "1", "denominator": "2"}),
    ("value_or_ratio", "value", {"value": "", "numerator": "1"}),
    ("value_or_ratio", "value", {"value": "", "denominator": "2"}),
    ("part_negative", "denominator", {"value": "", "numerator": "1", "denominator": "-2"}),
    ("part_negative", "numerator", {"value": "", "numerator": "-1", "denominator": "2"}),
    ("share_above_whole", "numerator", {"value": "", "numerator": "190", "denominator": "171"}),
    ("decimal_comma", "value", {"value": "91,5"}),
    ("decimal_comma", "value", {"value": "1.291,5"}),
    ("decimal_comma", "numerator", {"value": "", "numerator": "91,5", "denominator": "2"}),
    ("number_as_text", "value", {"value": "ca. 90"}),
    ("number_as_text", "value", {"value": "91%"}),
    ("number_as_text", "value", {"value": "1e3"}),
    ("number_as_text", "value", {"value": "NaN"}),
    ("number_as_text", "value", {"value": "\u0663"}),
    ("number_as_text", "value", {"value": "1_000"}),
    ("number_out_of_range", "value", {"value": "1000000000000001"}),
    ("number_out_of_range", "value", {"value": "-1000000000000001"}),
    ("number_out_of_range", "value", {"value": "9" * 1_000_000}),
    ("number_too_fine", "value", {"value": "0.1234567891"}),
    ("formula", "value", {"value": "=SUM(A1:A9)"}),
    ("formula", "note", {"note": "=1"}),
    ("formula", "source", {"source": "=1"}),
    ("formula", "institution", {"institution": "=A1"}),
    ("formula", "indicator", {"indicator": "=A1"}),
    ("formula", "period", {"period": "=A1"}),
    ("formula", "provisional", {"provisional": "=A1"}),
    ("formula", "recorded", {"recorded": "=TODAY()"}),
    ("yes_no_needed", "provisional", {"provisional": "måske"}),
    ("yes_no_needed", "chosen", {"chosen": "måske", "note": "x"}),
    ("chosen_without_reason", "chosen", {"chosen": "ja"}),
    ("not_allowed", "precision", {"precision": "ca."}),
    ("exempt_without_ratio", "exempt", {"exempt": "1"}),
    ("exempt_without_ratio", "exempt", {"value": "", "numerator": "1", "denominator": "2", "exempt": "2.1"}),
    ("exempt_without_ratio", "exempt", {"value": "", "numerator": "1", "denominator": "2", "exempt": "-1"}),
    ("number_as_text", "exempt", {"value": "", "numerator": "1", "denominator": "2", "exempt": "få"}),
    ("text_too_long", "note", {"note": "x" * (LONGEST_TEXT + 1)}),
    ("not_understood", "note", {"note": "a\0b"}),
    ("date_needed", "recorded", {"recorded": "15-01-2018"}),
    ("date_needed", "recorded", {"recorded": "20180115"}),
    ("date_needed", "recorded", {"recorded": "2018-W03-1"}),
    ("date_needed", "recorded", {"recorded": "2018-02-30"}),
    ("date_needed", "recorded", {"recorded": "0001-01-01"}),
    ("recorded_in_future", "recorded", {"recorded": "2018-02-02"}),
]
OF_A_CRITERION = [
    ("plan_unknown", "indicator", {"indicator": "plan-2018:2.1"}),
    ("criterion_unknown", "indicator", {"indicator": "plan-2017:9.9"}),
    ("not_allowed", "value", {"indicator": "plan-2017:1.1"}),
    ("institution_unknown", "institution", {"institution": "nobody"}),
    ("institution_differs", "institution", {"institution": "other"}),
    ("date_needed", "period", {"period": "2017"}),
    ("period_not_begun", "period", {"period": "2018-02-02"}),
    ("not_allowed", "value", {"value": "done"}),
    ("not_allowed", "value", {"value": ""}),
    ("not_understood", "numerator", {"numerator": "3"}),
    ("not_understood", "exempt", {"exempt": "3"}),
    ("recorded_in_future", "recorded", {"recorded": "2018-02-02"}),
]


@pytest.mark.parametrize(("code", "column", "cells"), CASES)
def test_a_row_with_one_thing_wrong_says_what_and_where(
    code: str, column: str, cells: dict[str, str]
) -> None:
    assert [(p.code, p.place) for p in problems(row(**cells))] == [(code, f"f.csv:2, {column}")]


@pytest.mark.parametrize(("code", "column", "cells"), OF_A_CRITERION)
def test_a_row_about_a_criterion_with_one_thing_wrong(code: str, column: str, cells: dict[str, str]) -> None:
    assert [(p.code, p.place) for p in problems(said(**cells))] == [(code, f"f.csv:2, {column}")]


def test_a_problem_carries_the_value_and_what_is_allowed() -> None:
    (found,) = problems(row(value="91,5"))
    assert found.params == {"value": "91,5"}
    (found,) = problems(row(indicator="shar"))
    assert found.params == {"key": "shar", "institution": "inst", "allowed": ["share"]}
    (found,) = problems(said(indicator="plan-2017:9.9"))
    assert found.params["allowed"] == ["1.1", "2.1", "2.2"]
    (found,) = problems(said(indicator="plan-2017:1.1"))
    assert found.params["allowed"] == "expected_met, in_doubt, expected_not_met"


def test_all_problems_of_all_rows_come_at_once_in_the_order_of_the_file() -> None:
    found = problems(
        row(2, value="91,5", period="x", provisional="?"),
        row(3),
        said(4, value="done", period="2017"),
        row(5, institution="nobody", value=""),
    )
    assert [(p.place, p.code) for p in found] == [
        ("f.csv:2, period", "period_invalid"),
        ("f.csv:2, value", "decimal_comma"),
        ("f.csv:2, provisional", "yes_no_needed"),
        ("f.csv:4, value", "not_allowed"),
        ("f.csv:4, period", "date_needed"),
        ("f.csv:5, institution", "institution_unknown"),
        ("f.csv:5, value", "value_or_ratio"),
    ]


def test_a_row_that_says_the_same_twice_names_the_first() -> None:
    (found,) = problems(row(2), row(3, value="92"))
    assert (found.code, found.place, found.params) == ("row_repeated", "f.csv:3", {"first": "f.csv:2"})


def test_a_row_is_repeated_also_when_one_has_the_name_and_one_the_key() -> None:
    assert [p.code for p in problems(row(2), row(3, institution="Inst", indicator="Andel rettidige"))] == [
        "row_repeated"
    ]


def test_two_sources_for_a_period_are_refused_unless_one_is_chosen_with_a_reason() -> None:
    one, other = {"value": "61", "source": "A"}, {"value": "64", "source": "B"}
    (found,) = problems(row(2, **one), row(3, **other))
    assert (found.code, found.place, found.params) == ("sources_disagree", "f.csv:3", {"first": "f.csv:2"})
    chosen = {"chosen": "ja", "note": "Aftalt på mødet"}
    results, _ = checked(row(2, **one), row(3, **other, **chosen))
    assert [(r.value, r.chosen) for r in results] == [(Decimal(61), False), (Decimal(64), True)]
    (found,) = problems(row(2, **one, **chosen), row(3, **other, **chosen))
    assert found.code == "sources_disagree"
    (found,) = problems(row(2, **one), row(3, **other, chosen="ja"))
    assert (found.code, found.place) == ("chosen_without_reason", "f.csv:3, chosen")


def test_two_sources_may_tell_of_different_periods_or_at_different_times() -> None:
    checked(row(2, source="A"), row(3, source="B", period="2016"))
    checked(row(2, source="A", recorded="2018-01-10"), row(3, source="B", recorded="2018-01-20"))


def test_a_value_may_be_inexact_and_leave_cases_out() -> None:
    assert result(precision="Above").precision is Precision.ABOVE
    assert result().precision is Precision.EXACT
    assert result(value="", numerator="970", denominator="1000", exempt="20").exempt == 20
    assert result(value="", numerator="0", denominator="20", exempt="20").exempt == 20


EVERY_WORD = "Godt, met, claimed, expected_met, in_doubt, expected_not_met"


def test_a_criterion_with_words_of_its_own_takes_one_of_them_as_written() -> None:
    scale = (ScalePoint(word="Godt", earns=Decimal(1)), ScalePoint(word="met", earns=Decimal(0)))
    p = plan(goal("2", Criterion(number="2.2", title="x", assessed=Assessment(due=DUE, scale=scale))))

    def told(value: str) -> list[Event]:
        return check_rows([said(indicator="plan-2017:2.2", value=value)], [p], KNOWN, NOW)[1]

    for word in ("Godt", "met"):
        (event,) = told(word)
        assert (event.kind, event.word) == (EventKind.WORD, word)
    assert told("claimed")[0].word is None
    for value in ("godt", "not_met", ""):
        with pytest.raises(InvalidInput) as refused:
            told(value)
        (problem,) = refused.value.problems
        assert (problem.code, problem.params["allowed"]) == ("not_allowed", EVERY_WORD)


def test_a_name_that_fits_two_institutions_is_not_guessed() -> None:
    named = {key: Institution(id=key, name="The same", ministry_area="Area") for key in ("one", "two")}
    twins = Catalogue(named, KNOWN.indicators)
    with pytest.raises(InvalidInput) as refused:
        check_rows([row(institution="the same")], PLANS, twins, NOW)
    assert refused.value.problems[0].code == "institution_unknown"


def test_the_day_is_the_danish_one() -> None:
    just_after_midnight = datetime(2017, 12, 31, 23, 30, tzinfo=UTC)
    results, _ = checked(row(period="2018", recorded="2018-01-01"), now=just_after_midnight)
    assert results[0].recorded is None  # today: it is known from now, and not from midnight
    later, _ = checked(row(period="2018", recorded="2018-01-01"), now=just_after_midnight + timedelta(days=1))
    assert later[0].recorded == find_day_start(date(2018, 1, 1))


def test_the_largest_and_finest_numbers_are_kept() -> None:
    assert result(value="1000000000000000").value == Decimal(10) ** 15
    assert result(value="-0.123456789").value == Decimal("-0.123456789")
    assert result(value="+5").value == 5


def test_no_rows_are_no_results() -> None:
    assert checked() == ([], [])


def test_what_an_institution_expects_may_be_said_of_every_test_and_beside_a_verdict() -> None:
    events = check_rows(
        [
            said(2, indicator="plan-2017:1.1", value="in_doubt"),
            said(3, value="met"),
            said(4, value="expected_met"),
        ],
        PLANS,
        KNOWN,
        NOW,
    )[1]
    assert [(e.criterion, e.kind) for e in events] == [
        ("1.1", EventKind.IN_DOUBT),
        ("2.1", EventKind.MET),
        ("2.1", EventKind.EXPECTED_MET),
    ]


def test_a_file_sent_twice_says_nothing_new_although_an_expectation_came_between() -> None:
    recorded = event_frame([event("2.1"), event("2.1", "expected_met")])
    again = [event("2.1"), event("2.1", "expected_met"), event("2.1", "in_doubt")]
    new = KnownRows(observation_frame([]), recorded).new_events([replace(e, recorded=None) for e in again])
    assert [e.kind for e in new] == [EventKind.IN_DOUBT]


def test_only_so_many_unknown_names_are_held_against_every_known_one() -> None:
    wrong = [row(line, indicator=f"share{line}") for line in range(MOST_GUESSED + 1)]
    *guessed, last = [found.params["allowed"] for found in problems(*wrong)]
    assert guessed == [["share"]] * MOST_GUESSED
    assert last == ["count", "share"]


def test_an_unknown_name_that_comes_again_is_not_guessed_at_anew() -> None:
    wrong = [row(line, indicator="shar") for line in range(MOST_GUESSED + 1)]
    allowed = [found.params["allowed"] for found in problems(*wrong) if found.code == "indicator_unknown"]
    assert allowed == [["share"]] * len(wrong)
