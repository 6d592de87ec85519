"""What is typed in a field is kept, and a number that could be misread is refused."""

from __future__ import annotations

import pytest

from metrics.plan.formula import Path, Step
from metrics.plan.model import Goal
from tests.pages.admin.conftest import COPY, named, newest, press, versions
from tests.pages.conftest import Open


def target(goal: Goal, place: int = 0) -> Step | None:
    """What a criterion of a goal asks for in 2022."""
    compare = goal.criteria[place].compare
    assert compare is not None
    assert isinstance(compare.target, Path)
    return compare.target.step(2022)


def test_what_the_form_does_not_show_is_left_as_it_was(draft: Open, database: str) -> None:
    before = newest(database, COPY)[1]
    at = draft(goal="1.1")
    named(at.text_input, "Titel").set_value("Anden titel")
    press(at, "Gem")
    after = newest(database, COPY)[1]
    assert after.goal("1.1").model_copy(update={"title": before.goal("1.1").title}) == before.goal("1.1")
    assert after.goals[1:] == before.goals[1:]


@pytest.mark.parametrize("typed", ["1.000", "12.34.567", "90 kr.", "", "1,2,3", "\u0661"])
def test_a_number_that_could_be_misread_is_refused(draft: Open, database: str, typed: str) -> None:
    at = draft(goal="1.1")
    named(at.text_input, "Måltal (pct.)").set_value(typed)
    press(at, "Gem")
    assert versions(database, COPY) == 1
