"""What a plan's file says of institutions, series and values, held against what is known."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from db.plans import definitions, file_definitions, plan_queries
from db.session import MACHINE, open_writing
from metrics.errors import InvalidInput, Problem
from metrics.plan.model import DocumentResult, Indicator
from tests.db.recorded import imported, source

NOW = datetime(2021, 6, 1, 12, tzinfo=UTC)
NEW = Indicator(id="ny", institution="cpr", name="Ny", unit="count")


def test_the_series_of_an_amendment_are_there_before_anybody_agrees_to_it(database_url: str) -> None:
    imported(database_url, source(2021))
    with open_writing(database_url, MACHINE) as session:
        before = plan_queries.read_plan_file(session, "cpr-2021")
        after = before.model_copy(update={"indicators": (*before.indicators, NEW)})
        file_definitions.bring_definitions(session, before, after, [], NOW)
        assert ("cpr", "ny") in definitions.read_catalogue(session).indicators


def test_every_problem_is_told_and_nothing_is_added(database_url: str) -> None:
    imported(database_url, source(2021))
    with open_writing(database_url, MACHINE) as session:
        before = plan_queries.read_plan_file(session, "cpr-2021")
        read = before.plan.series()
        first, *rest = sorted(before.indicators, key=lambda one: (one.institution, one.id) not in read)
        value = DocumentResult(indicator=first.id, institution=first.institution, period="1999-02", value=1)
        after = before.model_copy(
            update={
                "indicators": (first.model_copy(update={"decimals": 5}), *rest, NEW),
                "observations": (*before.observations, value),
            }
        )
        with pytest.raises(InvalidInput) as refused:
            file_definitions.bring_definitions(session, before, after, [Problem("goal_removed", "g")], NOW)
        codes = [problem.code for problem in refused.value.problems]
        assert codes[:2] == ["goal_removed", "definition_differs"]
        assert len(codes) == 3
        assert ("cpr", "ny") not in definitions.read_catalogue(session).indicators
