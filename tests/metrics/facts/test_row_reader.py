"""Rows of a results file: what each becomes, and every problem a row can have."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from metrics.errors import InvalidInput
from metrics.facts.known_names import KnownNames
from metrics.facts.raw_row import RawRow
from metrics.facts.results_file import check_rows
from metrics.facts.row_reader import RowReader
from metrics.facts.schema import Event, EventKind, Result
from metrics.periods import find_day_start
from metrics.plan.criteria import Assessment, Criterion, ScalePoint
from metrics.plan.terms import LONGEST_TEXT, Precision
from tests.factories import goal, plan
from tests.result_rows import GOOD, KNOWN, NOW, PLANS, checked, problems, result, row, said

DUE = date(2017, 12, 31)


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
    ("period_invalid", "period", {"period": "5. kvartal 2017"}),
    ("period_invalid", "period", {"period": ""}),
    ("period_not_begun", "period", {"period": "2019"}),
    ("period_not_begun", "period", {"period": "2018-02-02"}),
    ("value_or_ratio", "value", {"numerator": "1", "denominator": "2"}),
    ("value_or_ratio", "value", {"value": "", "numerator": "1"}),
    ("value_or_ratio", "value", {"value": "", "denominator": "2"}),
    ("part_negative", "denominator", {"value": "", "numerator": "1", "denominator": "-2"}),
    ("part_negative", "numerator", {"value": "", "numerator": "-1", "denominator": "2"}),
    ("share_above_whole", "numerator", {"value": "", "numerator": "190", "denominator": "171"}),
    ("number_ambiguous", "value", {"value": "4.200"}),
    ("number_ambiguous", "value", {"value": "4,200"}),
    ("number_ambiguous", "numerator", {"value": "", "numerator": "1.146", "denominator": "2000"}),
    ("number_unit", "value", {"value": "91 kr."}),
    ("number_unit", "numerator", {"value": "", "numerator": "91 %", "denominator": "200"}),
    ("figure_needed", "value", {"value": "ca. 90"}),
    ("figure_needed", "value", {"value": "1e3"}),
    ("figure_needed", "value", {"value": "NaN"}),
    ("figure_needed", "value", {"value": "\u0663"}),
    ("figure_needed", "value", {"value": "1_000"}),
    ("value_or_ratio", "value", {"value": "", "numerator": "10", "denominator": ""}),
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
    ("not_allowed", "precision", {"precision": "cirkus"}),
    ("exempt_without_ratio", "exempt", {"exempt": "1"}),
    ("exempt_without_ratio", "exempt", {"value": "", "numerator": "1", "denominator": "2", "exempt": "2.1"}),
    ("exempt_without_ratio", "exempt", {"value": "", "numerator": "1", "denominator": "2", "exempt": "-1"}),
    ("figure_needed", "exempt", {"value": "", "numerator": "1", "denominator": "2", "exempt": "få"}),
    ("text_too_long", "note", {"note": "x" * (LONGEST_TEXT + 1)}),
    ("not_understood", "note", {"note": "a\0b"}),
    ("date_needed", "recorded", {"recorded": "32-01-2018"}),
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
    ("not_allowed", "value", {"indicator": "plan-2017:1.1", "value": "opfyldt"}),
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
    (found,) = problems(row(value="4.200"))
    assert found.params == {"value": "4.200", "whole": "4200", "part": Decimal("4.2"), "exact": "4.2000"}
    (found,) = problems(row(indicator="shar"))
    assert found.params == {"key": "shar", "institution": "inst", "allowed": ["share"]}
    (found,) = problems(said(indicator="plan-2017:9.9"))
    assert found.params["allowed"] == ["1.1", "2.1", "2.2"]
    (found,) = problems(said(indicator="plan-2017:1.1"))
    assert found.params["allowed"] == "expected_met, in_doubt, expected_not_met"


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
    for value in ("godt", "not_met", "opfyldt"):
        with pytest.raises(InvalidInput) as refused:
            told(value)
        (problem,) = refused.value.problems
        assert (problem.code, problem.params["allowed"]) == ("not_allowed", EVERY_WORD)


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


def test_a_row_with_several_things_wrong_is_read_to_its_end_and_is_no_result() -> None:
    reader = RowReader(row(value="4.200", provisional="?"), KnownNames(KNOWN), NOW)
    assert reader.result() is None
    assert [(p.code, p.place) for p in reader.problems] == [
        ("number_ambiguous", "f.csv:2, value"),
        ("yes_no_needed", "f.csv:2, provisional"),
    ]


def test_the_point_of_a_number_in_a_workbook_is_its_decimal_sign() -> None:
    names, cells = KnownNames(KNOWN), {**GOOD, "value": "1.146"}
    stored = frozenset(("value",))
    number, text = (RowReader(RawRow("f.csv:2", cells, kind), names, NOW) for kind in (stored, frozenset()))
    found = number.result()
    assert found
    assert found.value == Decimal("1.146")
    assert text.result() is None


@pytest.mark.parametrize(
    ("cells", "value"),
    [
        ({"value": "91,5"}, "91.5"),
        ({"value": "91,50 pct."}, "91.50"),
        ({"value": "91 %"}, "91"),
        ({"indicator": "count", "value": "1 146"}, "1146"),
        ({"indicator": "count", "value": "1.234.567"}, "1234567"),
        ({"indicator": "count", "value": "−1.146,50"}, "-1146.50"),
    ],
)
def test_a_number_is_read_as_people_write_it(cells: dict[str, str], value: str) -> None:
    assert str(result(**cells).value) == value


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("opfyldt", EventKind.MET),
        ("Ikke  opfyldt", EventKind.NOT_MET),
        ("gennemført", EventKind.CLAIMED),
        ("forventes opfyldt", EventKind.EXPECTED_MET),
        ("I tvivl", EventKind.IN_DOUBT),
        ("forventes ikke opfyldt", EventKind.EXPECTED_NOT_MET),
    ],
)
def test_what_is_said_of_a_criterion_may_be_danish(written: str, kind: EventKind) -> None:
    _, (event,) = checked(said(value=written, period="30-06-2017"))
    assert (event.kind, event.on) == (kind, date(2017, 6, 30))


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"precision": "Ca."}, {"precision": Precision.ABOUT}),
        ({"precision": "under"}, {"precision": Precision.BELOW}),
        ({"provisional": "Foreløbig"}, {"provisional": True}),
        ({"provisional": "endelig"}, {"provisional": False}),
        ({"recorded": "15.1.2018"}, {"recorded": find_day_start(date(2018, 1, 15))}),
        ({"period": "3. kvartal 2017"}, {"period": "2017Q3"}),
    ],
)
def test_the_other_cells_may_be_danish_too(cells: dict[str, str], expected: dict[str, object]) -> None:
    found = result(**cells)
    assert {name: getattr(found, name) for name in expected} == expected


def test_a_row_about_a_criterion_is_an_event_of_the_plan_it_names() -> None:
    reader = RowReader(said(), KnownNames(KNOWN), NOW)
    assert reader.event({PLANS[0].id: PLANS[0]}) == Event(
        "plan-2017", "2.1", EventKind.MET, date(2017, 6, 30)
    )
    assert reader.event({}) is None
    assert [(p.code, p.params["allowed"]) for p in reader.problems] == [("plan_unknown", [])]


def test_of_a_measured_test_the_number_it_is_expected_to_end_at_may_be_said_and_of_no_other() -> None:
    rows = [
        said(2, indicator="plan-2017:1.1", value="1.087,50"),
        said(3, indicator="plan-2017:1.1", value="in_doubt"),
    ]
    _, told = check_rows(rows, PLANS, KNOWN, NOW)
    assert [(one.kind, one.value) for one in told] == [
        (EventKind.EXPECTED_NUMBER, Decimal("1087.50")),
        (EventKind.IN_DOUBT, None),
    ]
    (found,) = problems(said(indicator="plan-2017:1.1", value="87 mio. kr."))
    assert found.code == "number_unit"
    (found,) = problems(said(indicator="plan-2017:2.1", value="87"))
    assert found.code == "not_allowed"
    rows = [
        said(2, indicator="plan-2017:1.1", value="87", source="A"),
        said(3, indicator="plan-2017:1.1", value="88", source="B"),
    ]
    assert [one.code for one in problems(*rows)] == ["events_disagree"]
