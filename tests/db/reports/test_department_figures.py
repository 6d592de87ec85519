"""The department gives the figures that are its own or fetched from a central source, and the institution does not."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from db.plans import indicator_commands
from db.reports import department_figures, report_imports
from db.results import result_commands, withdrawals
from db.results.raw_rows import ResultsFile
from db.session import open_writing
from metrics.access import Person
from metrics.errors import InvalidInput
from metrics.facts.raw_row import RawRow
from metrics.facts.withdrawals import Withdrawal
from metrics.plan.indicator_history import IndicatorChange
from tests.db.recorded import facts, record
from tests.db.reports.played import CHIEF, CONTROLLER, PLAN, REPORTER, answer_everything, fill, look, take

SERIES = ("cpr", "sygefravaer")
QUARTER, PERIOD = "2017Q3", "2016-10/2017-09"
NOW = datetime(2017, 10, 5, 9, tzinfo=UTC)
ASKED, SEEN = f"figure:sygefravaer:{PERIOD}", f"seen:sygefravaer:{PERIOD}"
ROW = {"institution": "cpr", "indicator": "sygefravaer", "period": PERIOD, "value": "6,4"}


@pytest.fixture
def central(url: str) -> str:
    """From 2017 on a central source gives the days of sickness absence."""
    change = IndicatorChange(*SERIES, date(2017, 1, 1), NOW, "R", owner="central", source="ISOLA")
    with open_writing(url, CONTROLLER) as session:
        assert indicator_commands.change_indicator(session, change)
    return url


def give(url: str, by: Person = CONTROLLER, line: str = ASKED, **typed: str) -> int:
    fields = {(line, name): text for name, text in typed.items()}
    with open_writing(url, by) as session:
        return department_figures.give_figures(session, PLAN, QUARTER, fields, (), NOW)


def refused(url: str, by: Person = CONTROLLER, line: str = ASKED, **typed: str) -> list[tuple[str, str]]:
    with pytest.raises(InvalidInput) as found:
        give(url, by, line, **typed)
    return [(problem.code, problem.place) for problem in found.value.problems]


def bring(url: str, by: Person) -> int:
    with open_writing(url, by) as session:
        answer = result_commands.answer_file(session, ResultsFile([RawRow("r.csv:2", ROW)]), NOW)
        rest, _ = report_imports.fill_drafts(session, answer, NOW)
        return result_commands.record_answer(session, rest, NOW)


def withdraw(url: str, by: Person) -> None:
    with open_writing(url, by) as session:
        withdrawals.withdraw_value(session, Withdrawal(*SERIES, PERIOD, "Fejl"), NOW)


def lines(url: str, by: Person) -> list[str]:
    return [line.key for line in look(url, by, QUARTER, NOW).lines if line.figure]


def test_the_institution_is_asked_for_its_own_figures_alone_and_sees_the_others(central: str) -> None:
    before = look(central, REPORTER, QUARTER, NOW).check.progress
    assert SEEN in lines(central, REPORTER)
    assert ASKED not in lines(central, REPORTER)
    fill(central, REPORTER, (SEEN, "comment", "Tallet er ikke ude"), quarter=QUARTER, now=NOW)
    assert look(central, REPORTER, QUARTER, NOW).check.progress == before
    assert [line.key for line in look(central, CONTROLLER, QUARTER, NOW).others] == [ASKED]


def test_a_report_is_handed_in_without_what_others_owe_and_with_what_is_said_of_it(central: str) -> None:
    answer_everything(central, quarter=QUARTER, now=NOW)
    fill(central, REPORTER, (SEEN, "comment", "C"), quarter=QUARTER, now=NOW)
    take(central, CHIEF, "approved", quarter=QUARTER, now=NOW)
    declared = {line["key"]: line for line in look(central, CONTROLLER, QUARTER, NOW).declared["lines"]}
    assert declared[SEEN]["typed"] == {"comment": "C"}
    assert ASKED not in declared
    assert "value" not in declared[SEEN]


def test_the_department_gives_a_figure_with_the_source_of_the_latest_and_it_is_seen_at_once(
    central: str,
) -> None:
    assert give(central, value="6,4") == 1
    told = facts(central).series[SERIES][-1]
    assert (told.value, told.period.text, told.source) == (
        Decimal("6.4"),
        PERIOD,
        "Statens Benchmarkdatabase",
    )
    (seen,) = [line for line in look(central, REPORTER, QUARTER, NOW).lines if line.key == SEEN]
    assert seen.figure
    assert seen.figure.told == told._replace(early=False)


def test_a_figure_that_is_not_out_is_put_off_and_can_be_given_later(central: str) -> None:
    assert give(central, awaited="2017-11-01") == 1
    (line,) = look(central, CONTROLLER, QUARTER, NOW).others
    assert line.figure
    assert line.figure.awaited == date(2017, 11, 1)
    assert give(central, value="6,4", source="ISOLA") == 1
    assert facts(central).series[SERIES][-1].source == "ISOLA"


def test_wrong_figures_are_refused_all_at_once_and_nothing_is_recorded(central: str) -> None:
    assert refused(central, value="6,4 døgn") == [("figure_needed", f"{ASKED}, value")]
    assert refused(central, line="figure:klagesager-rettidigt:2017Q3", value="9") == [
        ("field_not_there", "figure:klagesager-rettidigt:2017Q3, value")
    ]
    assert refused(central, value=" ") == [("figures_empty", "")]
    assert facts(central).series[SERIES][-1].period.text == "2015-10/2016-09"


def test_the_institution_neither_gives_brings_nor_takes_back_what_others_give(central: str) -> None:
    for by in (REPORTER, CHIEF):
        assert [code for code, _ in refused(central, by, value="6,4")] == ["not_permitted"]
        with pytest.raises(InvalidInput) as found:
            bring(central, by)
        assert [problem.code for problem in found.value.problems] == ["not_permitted"]
    assert bring(central, CONTROLLER) == 1
    with pytest.raises(InvalidInput) as found:
        withdraw(central, REPORTER)
    assert [problem.code for problem in found.value.problems] == ["not_permitted"]
    withdraw(central, CONTROLLER)
    assert facts(central).series[SERIES][-1].period.text == "2015-10/2016-09"


def test_what_was_the_institution_s_own_is_its_own_to_bring(url: str) -> None:
    assert bring(url, REPORTER) == 1
    assert record(url, {"value": "91"}) == 1
