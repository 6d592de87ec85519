"""A goal in its form, or as text where forms cannot show it."""

from __future__ import annotations

import pytest

from db import session
from db.plans import plan_commands, plan_queries
from metrics.plan.model import PlanFile
from metrics.plan.terms import Stage
from tests.pages.admin.conftest import press
from tests.pages.conftest import Open


@pytest.fixture
def outlined(database: str) -> PlanFile:
    """A draft in the database with a goal known in outline."""
    with session.open_writing(database, session.MACHINE) as db:
        plan = plan_queries.read_plan_file(db, "cpr-2021")
        goal = plan.goals[0].model_copy(update={"criteria": (), "outline": True})
        changes = {"id": "omrids", "goals": (goal, *plan.goals[1:]), "stage": Stage.DRAFT, "signatures": ()}
        made = plan.model_copy(update={**changes, "observations": ()})
        plan_commands.import_plan(db, made)
    return made


def test_a_goal_known_in_outline_is_opened_as_text_and_in_fields_with_its_first_criterion(
    open_page: Open, outlined: PlanFile
) -> None:
    number = outlined.goals[0].number
    at = open_page("plans", plan=outlined.id, goal=number)
    assert not at.exception
    assert "outline = true" in str(at.text_area[0].value)
    at = press(at, "milepæl")
    assert not at.exception
    assert f"{number}.1" in [field.value for field in at.text_input]
