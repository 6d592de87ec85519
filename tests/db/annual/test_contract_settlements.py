"""Each year of a contract over several is settled by itself: its goals, its analysis, its approval."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from db.annual import annual_commands, annual_reading, closing_commands
from db.annual.annual_commands import AnnualRequest
from db.annual.annual_reading import AnnualReading
from db.plans import plan_file
from db.results import raw_rows, result_commands
from db.scope import EVERYTHING
from db.session import MACHINE, open_reading, open_writing
from metrics.annual.analysis import AnalysisField, make_line
from metrics.annual.annual_course import AnnualAct
from metrics.annual.stages import AnnualStage
from metrics.errors import InvalidInput
from metrics.plan.model import Closing
from metrics.report.draft_fields import FieldChange
from tests.db.recorded import imported
from tests.fixtures.databases import DatabaseOf

PLAN = "m56"
FILES = Path(__file__).parents[2] / "mechanics"
SPRING = datetime(2017, 2, 20, 12, tzinfo=UTC)
"""Two years of three are over: both goals of 2015 were met, and of 2016 the milestone alone: 88 of at least 90."""


def fill_contract(url: str) -> None:
    """The contract of three years, with what is known of the first two."""
    imported(
        url, plan_file.read_plan(FILES / "56-contract-over-years.toml"), now=datetime(2015, 1, 5, tzinfo=UTC)
    )
    with open_writing(url, MACHINE) as session:
        rows = raw_rows.read_rows(FILES / "56-contract-over-years.csv")
        result_commands.import_results(session, rows, SPRING)


@pytest.fixture
def url(database_of: DatabaseOf) -> str:
    return database_of(fill_contract)


def read(url: str, year: int | None = None, at: datetime = SPRING) -> AnnualReading:
    with open_reading(url, sees=EVERYTHING, prepares=EVERYTHING) as session:
        return annual_reading.read_annual(session, PLAN, at.date(), at, prepares=True, year=year)


def act(url: str, what: AnnualAct, year: int, words: str = "") -> None:
    with open_writing(url, MACHINE) as session:
        annual_commands.take_annual_act(session, AnnualRequest(PLAN, what, words, year), SPRING)


def write(url: str, goal: str, year: int | None = None) -> None:
    change = FieldChange(make_line(goal), AnalysisField.WHY, "For få hænder")
    with open_writing(url, MACHINE) as session:
        annual_commands.save_analysis(session, PLAN, [change], SPRING, year)


def test_each_year_has_the_table_of_its_own_goals_and_the_last_that_is_over_is_the_one_meant(
    url: str,
) -> None:
    first, second, third = (read(url, year) for year in (2015, 2016, 2017))
    assert [row.number for row in first.table.rows] == ["2015.1", "2015.2"]
    assert [one.table.stage for one in (first, second, third)] == [
        AnnualStage.FINAL,
        AnnualStage.FINAL,
        AnnualStage.TO_COME,
    ]
    assert [one.table.reached for one in (first, second)] == [100, 50]
    assert [row.number for row in second.table.analysed] == ["2016.1"]
    meant = read(url)
    assert (meant.year, meant.years) == (2016, (2015, 2016, 2017))
    assert read(url, at=datetime(2015, 6, 1, tzinfo=UTC)).year == 2015


def test_a_year_is_explained_and_approved_by_itself(url: str) -> None:
    write(url, "2016.1")
    act(url, AnnualAct.APPROVED, 2016)
    act(url, AnnualAct.AGREED, 2016)
    act(url, AnnualAct.APPROVED, 2015)
    second, first = read(url, 2016), read(url, 2015)
    assert second.course.agreed
    assert second.ground.texts == {"2016.1": {AnalysisField.WHY: "For få hænder"}}
    assert (first.course.agreed, len(first.course.acts)) == (None, 1)
    assert (first.ground.document["year"], second.ground.document["year"]) == (2015, 2016)


@pytest.mark.parametrize(
    ("goal", "year", "code"),
    [("2015.1", None, "field_not_there"), ("2017.1", 2017, "annual_year_not_over")],
)
def test_nothing_is_written_of_a_goal_of_another_year_or_of_one_that_is_not_over(
    url: str, goal: str, year: int | None, code: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        write(url, goal, year)
    assert [one.code for one in refused.value.problems] == [code]


def test_a_year_that_the_contract_has_not_is_refused(url: str) -> None:
    for ask in (lambda: read(url, 2018), lambda: write(url, "2015.1", 2018)):
        with pytest.raises(InvalidInput) as refused:
            ask()
        assert [one.code for one in refused.value.problems] == ["year_unknown"]


def test_it_is_closed_once_every_year_is_approved(url: str) -> None:
    write(url, "2016.1")
    for year in (2015, 2016):
        act(url, AnnualAct.APPROVED, year)
        act(url, AnnualAct.AGREED, year)
    after, day = SPRING.replace(year=2018), date(2018, 2, 20)
    with pytest.raises(InvalidInput) as refused, open_writing(url, MACHINE) as session:
        closing_commands.close_plan(session, PLAN, Closing(on=day), after)
    assert [one.code for one in refused.value.problems] == [
        "closing_reason_needed",
        "closing_unapproved",
    ]
    with open_writing(url, MACHINE) as session:
        closing_commands.close_plan(session, PLAN, Closing(on=day, reason="Opsagt"), after)
    assert [read(url, year, after).table.stage for year in (2015, 2017)] == [AnnualStage.SETTLED] * 2
    assert read(url, 2016, after).table.reached == 50
