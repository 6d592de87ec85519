"""A plan is saved as the version after the one that was opened, and refused in words."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from db import session
from db.plans import (
    indicator_commands,
    institution_commands,
    institution_queries,
    plan_commands,
    plan_queries,
)
from db.scope import EVERYTHING
from metrics.plan.formula import Path, Step
from metrics.plan.indicator_history import IndicatorChange
from metrics.plan.institution_history import InstitutionChange
from metrics.plan.model import Goal
from tests.pages.admin.conftest import COPY, named, newest, plain, press, versions
from tests.pages.conftest import Open


def target(goal: Goal, place: int = 0) -> Step | None:
    """What a criterion of a goal asks for in 2022."""
    compare = goal.criteria[place].compare
    assert compare is not None
    assert isinstance(compare.target, Path)
    return compare.target.step(2022)


def edit_elsewhere(url: str, **changes: Any) -> None:
    """What somebody else saves."""
    with session.open_writing(url, session.MACHINE) as db:
        plan_commands.change_plan(db, COPY, **changes)


def test_what_somebody_else_saves_elsewhere_in_the_plan_is_kept_beside_ones_own(
    draft: Open, database: str
) -> None:
    at = draft(goal="1.1")
    named(at.text_input, "Titel").set_value("Min titel")
    edit_elsewhere(database, title="Andens titel")
    assert "Gemt som en ny version" in plain(press(at, "Gem"))
    number, plan = newest(database, COPY)
    assert (number, plan.title, plan.goal("1.1").title) == (3, "Andens titel", "Min titel")


def test_two_goals_with_one_number_are_refused_in_words(draft: Open, database: str) -> None:
    weights = {"1.1": "40", "1.2": "10", "1.3": "10", "1.4": "10", "2.1": "10", "2.2": "10", "2.3": "10"}
    at = draft(view="head")
    named(at.selectbox, "Målenes vægt").set_value("given")
    for number, weight in weights.items():
        named(at.text_input, f"Vægt, mål {number}").set_value(weight)
    press(at, "Gem")
    at = draft(goal="1.2")
    named(at.text_input, "Nummer").set_value("1.1")
    at = press(at, "Gem")
    assert "Mål 1.1: Mål 1.1 står der 2 gange" in plain(at)
    assert versions(database, COPY) == 2


def test_a_copy_for_a_year_after_a_change_has_the_names_of_that_year(database: str, open_page: Open) -> None:
    day, now = date(2022, 1, 1), datetime(2026, 1, 1, tzinfo=UTC)
    with session.open_writing(database, session.MACHINE) as db:
        renamed = InstitutionChange("cpr", day, now, "R", name="Registret")
        institution_commands.change_institution(db, renamed)
        named_anew = IndicatorChange("cpr", "sygefravaer", day, now, "R", name="Fravær")
        indicator_commands.change_indicator(db, named_anew)
    copied = press(open_page("plans", plan="cpr-2021"), "Lav et planudkast for 2022 ud fra planen")
    assert "Planudkastet er lavet" in plain(copied)
    assert "Registret: " in plain(copied)
    with session.open_reading(database, sees=EVERYTHING) as db:
        files = [plan_queries.read_plan_file(db, key) for key in ("cpr-2021", COPY)]
        assert len(institution_queries.read_changes(db)) == 1
    assert [{one.id: one.name for one in file.institutions}["cpr"] for file in files] == [
        "CPR-administrationen",
        "Registret",
    ]
    series = [{(one.institution, one.id): one.name for one in file.indicators} for file in files]
    assert series[0]["cpr", "sygefravaer"] != series[1]["cpr", "sygefravaer"] == "Fravær"
