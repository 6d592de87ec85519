"""Plans as files again: each version with the values that had come with it by then."""

from __future__ import annotations

from decimal import Decimal

import pytest

from db.plans import plan_queries
from db.scope import EVERYTHING
from db.session import open_reading
from metrics.errors import InvalidInput
from metrics.plan.model import DocumentResult, Plan, PlanFile
from metrics.plan.terms import Stage
from tests.cases import text_of
from tests.db.recorded import by_both, imported, source

DRAFT = source().model_copy(update={"stage": Stage.DRAFT, "signatures": ()})
MORE = DocumentResult(
    indicator="klagesager-rettidigt", institution="cpr", period="2014", value=Decimal("70.5")
)


def read(url: str, number: int | None = None, key: str = "cpr-2017") -> PlanFile:
    with open_reading(url, sees=EVERYTHING) as session:
        return plan_queries.read_plan_file(session, key, number)


def values(plan: PlanFile) -> set[tuple[str, str]]:
    return {(seen.indicator, seen.period) for seen in plan.observations}


def test_the_file_of_a_version_has_the_values_it_came_with_and_all_before_them(database_url: str) -> None:
    then = DRAFT.model_copy(update={"observations": (*DRAFT.observations, MORE), "title": "Udkast 2"})
    assert imported(database_url, DRAFT, then) == [True, True]
    assert (values(read(database_url, 1)), read(database_url, 1).title) == (
        values(DRAFT),
        "Resultatplan 2017",
    )
    for number in (2, None):
        assert (values(read(database_url, number)), read(database_url, number).title) == (
            values(DRAFT) | {(MORE.indicator, MORE.period)},
            "Udkast 2",
        )


def test_a_later_draft_corrects_a_value_of_an_earlier_and_the_earlier_file_keeps_it(
    database_url: str,
) -> None:
    first = DRAFT.model_copy(update={"observations": (*DRAFT.observations, MORE)})
    corrected = MORE.model_copy(update={"value": Decimal("71.5")})
    then = DRAFT.model_copy(update={"observations": (*DRAFT.observations, corrected)})
    imported(database_url, first, then)
    found = [
        next(
            seen.value
            for seen in read(database_url, number).observations
            if seen.period == "2014" and seen.indicator == MORE.indicator
        )
        for number in (1, 2)
    ]
    assert found == [Decimal("70.5"), Decimal("71.5")]


def test_a_version_there_is_not_is_refused_with_those_there_are(database_url: str) -> None:
    imported(database_url, DRAFT)
    with pytest.raises(InvalidInput) as refused:
        read(database_url, 2)
    assert [(p.code, p.params["allowed"]) for p in refused.value.problems] == [("version_unknown", ["1"])]


def test_a_series_that_weighs_another_is_defined_in_the_file(sqlite_url: str) -> None:
    plan = by_both(text_of("35"))
    imported(sqlite_url, plan)
    found = read(sqlite_url, key=plan.id)
    assert {one.id for one in found.indicators} == {one.id for one in plan.indicators}


def test_a_document_is_parsed_once_in_a_process(database_url: str) -> None:
    imported(database_url)

    def read_newest() -> Plan:
        with open_reading(database_url, sees=EVERYTHING) as session:
            return plan_queries.read_plan(session, "cpr-2017")

    first = read_newest()
    assert read_newest() is first
    plan_queries._parse_document.cache_clear()
    again = read_newest()
    assert (again == first, again is first) == (True, False)
