"""Reads of plans: their versions in order, and the file of each version."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from db.plans import plan_queries
from db.scope import EVERYTHING
from db.session import open_reading
from metrics.errors import InvalidInput
from metrics.periods import find_day_start
from metrics.plan.versions import find_plans_in_force
from tests.db.recorded import imported


def test_a_plan_is_not_known_before_its_document(database_url: str) -> None:
    imported(database_url)
    signed = find_day_start(date(2016, 12, 12))
    with open_reading(database_url, sees=EVERYTHING) as session:
        versions = plan_queries.read_versions(session)
    (plan,) = find_plans_in_force(versions, date(2030, 1, 1), signed)
    assert plan.id == "cpr-2017"
    assert find_plans_in_force(versions, date(2030, 1, 1), signed - timedelta(seconds=1)) == []


def test_an_unknown_plan_is_refused_with_the_plans_there_are(database_url: str) -> None:
    imported(database_url)
    with open_reading(database_url, sees=EVERYTHING) as session, pytest.raises(InvalidInput) as refused:
        plan_queries.read_plan(session, "cpr-2018")
    (problem,) = refused.value.problems
    assert (problem.code, problem.params) == ("plan_unknown", {"key": "cpr-2018", "allowed": ["cpr-2017"]})
