"""What was counted is recorded as results are: once, in the audit, by whoever may, with its origin."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from db.audit import chain
from db.cases import case_commands
from db.cases.case_commands import CaseImport, CaseRecord
from db.cases.case_counting import CountedList
from db.cases.case_source import CaseSource
from db.plans import indicator_commands
from db.results import result_commands, result_queries
from db.scope import EVERYTHING
from db.session import MACHINE, open_reading, open_writing
from metrics.access import Grant, Person, Role
from metrics.cases.case_figures import CaseFigure
from metrics.errors import InvalidInput
from metrics.facts.case_origin import CaseOrigin
from metrics.facts.raw_row import RawRow
from metrics.periods import Period
from metrics.plan.cases.case_rule import CasePart, CaseRule
from metrics.plan.indicator_history import IndicatorChange
from tests.db.recorded import NOW, imported
from tests.db.reports import played

SERIES = ("cpr", "klagesager-rettidigt")
RULE = CaseRule(period_by="d", numerator=CasePart())
LATER = NOW + timedelta(days=900)
READER = Person("r@example.dk", (Grant(Role.READER, date(2017, 1, 1)),))


def ruled(url: str, rule: CaseRule = RULE) -> None:
    change = IndicatorChange(*SERIES, date(2015, 1, 1), NOW, "R", cases=rule)
    with open_writing(url, MACHINE) as session:
        assert indicator_commands.change_indicator(session, change)


def record(
    url: str, top: int, digest: str, reason: str = "", by: Person = MACHINE, now: datetime = NOW
) -> CaseRecord:
    with open_reading(url, sees=EVERYTHING) as session:
        _, terms = case_commands.read_case_rules(session, SERIES)
    figure = CaseFigure(Period.parse("2017"), Decimal(top), Decimal(100), Decimal(5), 95)
    counted = CountedList(
        CaseSource("c.csv", (), 100, digest), [(figure, CaseOrigin(terms[0].version, 95, digest))]
    )
    wanted = CaseImport(SERIES, counted, terms, reason, draft_note="Talt")
    with open_writing(url, by) as session:
        return case_commands.record_cases(session, wanted, now)


def refusal(url: str, *given: object, **named: object) -> list[str]:
    with pytest.raises(InvalidInput) as refused:
        record(url, *given, **named)  # type: ignore[arg-type]
    return [one.code for one in refused.value.problems]


def stored(url: str) -> list[tuple[int, str | None, CaseOrigin]]:
    with open_reading(url, sees=EVERYTHING) as session:
        assert chain.find_chain_problems(session) == []
        frame = result_queries.read_observations(session, [SERIES])
    rows = frame.filter(frame["origin"].is_not_null()).iter_rows(named=True)
    return [(int(row["numerator"]), row["note"], CaseOrigin.read(row["origin"])) for row in rows]


def test_a_figure_is_recorded_once_corrected_with_a_reason_and_renewed_without(database_url: str) -> None:
    imported(database_url)
    ruled(database_url)
    assert record(database_url, 80, "a").recorded == 1
    assert record(database_url, 80, "a").recorded == 0
    assert record(database_url, 80, "b").recorded == 1  # another list that says the same
    assert refusal(database_url, 81, "c") == ["correction_reason_needed"]
    assert record(database_url, 81, "c", "Glemt sag").recorded == 1
    assert record(database_url, 81, "c").recorded == 0
    origins = [CaseOrigin(1, 95, digest) for digest in "abc"]
    assert stored(database_url) == [
        (80, None, origins[0]),
        (80, None, origins[1]),
        (81, "Glemt sag", origins[2]),
    ]
    with open_reading(database_url, sees=EVERYTHING) as session:
        told = [(one.action, one.subject) for one in chain.read_entries(session)]
    assert told[1:4] == [
        ("indicator.count", "cpr, klagesager-rettidigt"),
        ("results.import", "1"),
        ("results.counted", "cpr, klagesager-rettidigt: c.csv (a)"),
    ]


def test_who_may_not_report_records_nothing_and_a_rule_changed_meanwhile_is_told(database_url: str) -> None:
    imported(database_url)
    ruled(database_url)
    assert refusal(database_url, 80, "a", by=READER) == ["not_permitted"]
    with open_reading(database_url, sees=EVERYTHING) as session:
        _, terms = case_commands.read_case_rules(session, SERIES)
    ruled(database_url, RULE.model_copy(update={"smallest": 5}))
    wanted = CaseImport(SERIES, CountedList(CaseSource("c", (), 1, "a")), terms)
    with (
        pytest.raises(InvalidInput, match="case_rule_changed"),
        open_writing(database_url, MACHINE) as session,
    ):
        case_commands.record_cases(session, wanted, NOW)
    assert stored(database_url) == []


def test_a_figure_that_an_open_report_asks_for_goes_to_its_draft_with_what_is_exempt(sqlite_url: str) -> None:
    after_the_year = datetime(2018, 1, 8, 9, tzinfo=UTC)
    imported(sqlite_url, now=played.NOW - timedelta(days=200))
    ruled(sqlite_url)
    last = {"quarter": "2017Q4", "now": after_the_year}
    played.fill(sqlite_url, played.REPORTER, ("words", "text", "W"), **last)  # type: ignore[arg-type]
    done = record(sqlite_url, 80, "a", by=played.REPORTER, now=after_the_year)
    assert (done.recorded, [(one.quarter, one.rows) for one in done.filled]) == (0, [("2017Q4", 1)])
    draft = played.look(sqlite_url, played.REPORTER, **last).draft  # type: ignore[arg-type]
    (line,) = [line for line, name in draft.fields if name == "numerator"]
    assert {name: draft.get(line, name) for name in ("numerator", "denominator", "exempt", "cause")} == {
        "numerator": "80",
        "denominator": "100",
        "exempt": "5",
        "cause": "Talt",
    }
    assert stored(sqlite_url) == []


def test_a_figure_of_another_source_is_corrected_with_a_reason_as_well(sqlite_url: str) -> None:
    imported(sqlite_url)
    ruled(sqlite_url)
    report = {
        "institution": "cpr",
        "indicator": SERIES[1],
        "period": "2017",
        "value": "91",
        "source": "Årsrapport",
    }
    with open_writing(sqlite_url, MACHINE) as session:
        result_commands.import_results(session, [RawRow("1", report)], NOW)
    assert refusal(sqlite_url, 80, "a", now=LATER) == ["correction_reason_needed"]
    assert record(sqlite_url, 80, "a", "Talt i sagslisten", now=LATER).recorded == 1
    assert record(sqlite_url, 80, "a", now=LATER).recorded == 0
    with open_reading(sqlite_url, sees=EVERYTHING) as session:
        frame = result_queries.read_observations(session, [SERIES])
    (row,) = frame.filter(frame["origin"].is_not_null()).iter_rows(named=True)
    assert (row["backfilled"], row["recorded_at"]) == (False, LATER)
