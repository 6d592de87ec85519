"""Definitions: read as given, compared key by key, and counted to the institutions they belong to."""

from __future__ import annotations

from db.plans.definitions import find_affected_institutions, find_definition_problems, read_catalogue
from db.scope import EVERYTHING
from db.session import open_reading
from metrics.plan.catalogue import Catalogue
from metrics.plan.institution_history import build_history
from metrics.plan.model import PlanFile
from tests.db.recorded import imported, source


def catalogue_of(plan: PlanFile) -> Catalogue:
    indicators = {(i.institution, i.id): i for i in plan.indicators}
    owners = {i.id: i for i in plan.institutions}
    return Catalogue(owners, indicators, {key: build_history(one) for key, one in owners.items()})


def test_the_catalogue_is_empty_and_then_what_the_plan_defines(database_url: str) -> None:
    with open_reading(database_url, sees=EVERYTHING) as session:
        assert read_catalogue(session) == Catalogue({}, {})
    imported(database_url)
    with open_reading(database_url, sees=EVERYTHING) as session:
        assert read_catalogue(session) == catalogue_of(source())


def test_every_key_that_differs_is_a_problem_and_nothing_new_is_one() -> None:
    plan = source()
    first, *rest = plan.indicators
    changed = plan.model_copy(update={"indicators": (first.model_copy(update={"decimals": 3}), *rest)})
    (problem,) = find_definition_problems(changed, catalogue_of(plan))
    assert (problem.code, problem.place) == ("definition_differs", f"indicators[{first.id}].decimals")
    assert problem.params == {"recorded": first.decimals, "given": 3}
    assert find_definition_problems(plan, catalogue_of(plan)) == []
    assert find_definition_problems(plan, Catalogue({}, {})) == []


def test_an_institution_is_affected_by_what_is_new_to_the_catalogue_and_by_its_values() -> None:
    plan = source()
    known = catalogue_of(plan)
    assert find_affected_institutions(plan, [], known) == set()
    assert find_affected_institutions(plan, plan.observations[:1], known) == {"cpr"}
    assert find_affected_institutions(plan, [], Catalogue(known.institutions, {})) == {"cpr"}
    assert find_affected_institutions(plan, [], Catalogue({}, known.indicators)) == {
        institution.id for institution in plan.institutions
    }
