"""The next version of a plan: what a draft may bring, what a change goes on from, and whose values it takes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select

from db import models
from db.plans import plan_commands, plan_file
from db.plans.definitions import read_catalogue
from db.scope import EVERYTHING
from db.session import open_reading, open_writing
from metrics.access import Grant, Person, Role
from metrics.errors import InvalidInput
from metrics.periods import find_danish_day
from metrics.plan.model import DocumentResult, PlanFile
from metrics.plan.terms import Stage
from tests.cases import text_of
from tests.db.recorded import NOW, by_both, imported, refusal, source

DRAFT = source().model_copy(update={"stage": Stage.DRAFT, "signatures": ()})
MORE = DocumentResult(
    indicator="klagesager-rettidigt", institution="cpr", period="2014", value=Decimal("70.5")
)


def with_values(plan: PlanFile, *values: DocumentResult) -> PlanFile:
    return plan.model_copy(update={"observations": (*plan.observations, *values)})


def test_a_draft_may_bring_more_values_and_a_signed_plan_may_not(database_url: str) -> None:
    then = with_values(DRAFT, MORE)
    assert imported(database_url, DRAFT, then, then) == [True, True, False]
    signed = then.model_copy(update={"stage": Stage.SIGNED, "signatures": source().signatures})
    assert imported(database_url, signed) == [True]
    late = MORE.model_copy(update={"period": "2012"})
    found = refusal(database_url, with_values(signed, late))
    assert [(problem.code, problem.place) for problem in found] == [("plan_is_signed", "observations")]


@pytest.mark.parametrize(
    ("number", "code"), [(0, "plan_exists"), (1, "plan_changed_since"), (2, None), (3, "plan_changed_since")]
)
def test_a_change_goes_on_from_the_newest_version_and_no_other(
    sqlite_url: str, number: int, code: str | None
) -> None:
    imported(sqlite_url, DRAFT, DRAFT.model_copy(update={"title": "Udkast 2"}))
    with open_reading(sqlite_url, sees=EVERYTHING) as session:
        plan_commands.expect_version(session, "cpr-2018", 0)
        if code is None:
            plan_commands.expect_version(session, "cpr-2017", number)
            return
        with pytest.raises(InvalidInput) as refused:
            plan_commands.expect_version(session, "cpr-2017", number)
    assert [problem.code for problem in refused.value.problems] == [code]


def test_the_values_of_another_institution_take_a_right_to_it(database_url: str) -> None:
    imported(database_url, source(), by_both(text_of("35")))
    with open_reading(database_url, sees=EVERYTHING) as session:
        known = read_catalogue(session)
    series = next(indicator for (owner, _), indicator in known.indicators.items() if owner == "naevn")
    own = DRAFT.model_copy(update={"id": "cpr-2018", "observations": ()})
    both = own.model_copy(
        update={
            "institutions": (*own.institutions, known.institutions["naevn"]),
            "indicators": (*own.indicators, series),
        }
    )
    foreign = with_values(
        both, DocumentResult(indicator=series.id, institution="naevn", period="2012Q1", value=Decimal(1))
    )
    chief = Person("chief@cpr.dk", (Grant(Role.CHIEF, date(2017, 1, 1), institution="cpr"),))
    with pytest.raises(InvalidInput) as refused, open_writing(database_url, chief) as session:
        plan_commands.import_plan(session, foreign, NOW)
    assert [problem.code for problem in refused.value.problems] == ["not_permitted"]
    with open_writing(database_url, chief) as session:
        assert plan_commands.import_plan(session, both, NOW)


def test_a_result_that_a_draft_holds_of_its_own_year_is_known_from_when_it_was_due(database_url: str) -> None:
    """A plan dated 1 January 2017 cannot have known the result of 2017; its report was due on 14 January 2018."""
    text = text_of("06").replace('stage = "signed"', 'stage = "draft"')
    own = """
[[observations]]
indicator = "rettidigt"
institution = "naevn"
period = "{period}"
value = {value}
"""
    rows = [("2015", "91"), ("2017", "92"), ("2016", "90\nprovisional = true")]
    draft = plan_file.parse_plan(text + "".join(own.format(period=at, value=of) for at, of in rows))
    assert imported(database_url, draft) == [True]
    with open_reading(database_url, sees=EVERYTHING) as db:
        query = select(models.Observation.period, models.Observation.recorded_at)
        known = {row.period: find_danish_day(row.recorded_at) for row in db.execute(query)}
    dated = date(2016, 12, 15)
    assert known == {"2015": dated, "2016": dated, "2017": date(2018, 1, 14)}
