"""Reads of plans: their versions in order, and the file of each version."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from db.plans import plan_queries
from db.scope import EVERYTHING
from db.session import open_reading
from metrics.errors import InvalidInput
from metrics.periods import find_day_start
from metrics.plan.terms import Stage
from metrics.plan.versions import find_plans_in_force
from tests.db.recorded import imported, source


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


def test_versions_come_by_institution_and_plan_year_and_each_plans_oldest_first(
    filled_database_url: str,
) -> None:
    with open_reading(filled_database_url, sees=EVERYTHING) as session:
        versions = [(v.plan.id, v.number) for v in plan_queries.read_versions(session)]
        plans = [plan.id for plan in plan_queries.read_plans(session)]
    assert versions[:2] == [("cpr-2017", 1), ("cpr-2021", 1)]  # those that are real come first
    assert versions[2:8] == [
        ("eksempel-ankenaevn-2023", 1),
        ("eksempel-ankenaevn-2023", 2),
        ("eksempel-ankenaevn-2024", 1),
        ("eksempel-ankenaevn-2025", 1),
        ("eksempel-ankenaevn-2026", 1),
        ("eksempel-ankenaevn-2026", 2),
    ]
    assert plans == list(dict.fromkeys(key for key, _ in versions))


def test_the_newest_number_is_the_last_versions_and_zero_for_a_new_plan(filled_database_url: str) -> None:
    with open_reading(filled_database_url, sees=EVERYTHING) as session:
        assert plan_queries.read_newest_number(session, "eksempel-ankenaevn-2023") == 2
        assert plan_queries.read_newest_number(session, "cpr-2017") == 1
        assert plan_queries.read_newest_number(session, "cpr-2018") == 0
        assert plan_queries.read_plan(session, "eksempel-ankenaevn-2023").closed


def test_the_file_of_a_version_says_what_the_plan_said_then(filled_database_url: str) -> None:
    key = "eksempel-ankenaevn-2023"
    with open_reading(filled_database_url, sees=EVERYTHING) as session:
        first, second = (plan_queries.read_plan_file(session, key, number) for number in (1, 2))
        assert plan_queries.read_plan_file(session, key) == second
        with pytest.raises(InvalidInput) as refused:
            plan_queries.read_plan_file(session, key, 3)
    assert (first.closed, second.closed is not None) == (None, True)
    (problem,) = refused.value.problems
    assert (problem.code, problem.params) == ("version_unknown", {"value": 3, "allowed": ["1", "2"]})


def test_a_drafts_file_holds_the_values_up_to_its_version_and_the_last_of_each(database_url: str) -> None:
    plan = source()
    value = plan.observations[0]
    corrected = value.model_copy(update={"value": Decimal("80.0")})
    draft = plan.model_copy(update={"stage": Stage.DRAFT, "signatures": (), "observations": (value,)})
    imported(database_url, draft, draft.model_copy(update={"observations": (corrected,)}))
    with open_reading(database_url, sees=EVERYTHING) as session:
        files = [plan_queries.read_plan_file(session, plan.id, number) for number in (1, 2, None)]
    assert [file.observations for file in files] == [(value,), (corrected,), (corrected,)]
    assert {file.institution for file in files} == {"cpr"}


def test_the_plans_about_an_institution_are_its_own_and_those_that_read_its_series(
    filled_database_url: str,
) -> None:
    with open_reading(filled_database_url, sees=EVERYTHING) as session:
        every = plan_queries.read_plans(session)
        about = plan_queries.read_plans(session, {"eksempel-register"})
        assert plan_queries.read_plans(session, ()) == []
        assert plan_queries.read_plans(session, {"eksempel"}) == []
    named = [
        plan
        for plan in every
        if "eksempel-register" in {plan.institution, *(owner for owner, _ in plan.series())}
    ]
    assert len(named) < len(every)
    assert about == named
