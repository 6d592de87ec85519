"""Changing a draft in the editor: what is saved, what is refused, and that nothing typed is lost."""

from __future__ import annotations

from decimal import Decimal

import pytest

from db import session
from db.plans import plan_commands, plan_queries
from metrics.plan.formula import Path, Step
from metrics.plan.model import Goal, PlanFile
from metrics.plan.terms import Stage
from tests.pages.admin.conftest import COPY, named, newest, plain, press, versions
from tests.pages.conftest import Open


def target(goal: Goal, place: int = 0) -> Step | None:
    """What a criterion of a goal asks for in 2022."""
    compare = goal.criteria[place].compare
    assert compare is not None
    assert isinstance(compare.target, Path)
    return compare.target.step(2022)


@pytest.fixture
def nested(database: str) -> PlanFile:
    """A draft in the database whose one goal holds a group of criteria."""
    with session.open_writing(database, session.MACHINE) as db:
        plan = plan_queries.read_plan_file(db, "cpr-2021")
        inner = plan.goals[1].criteria[0].model_copy(update={"title": "Indre", "number": "1.1.a"})
        group = (
            plan.goals[0]
            .criteria[0]
            .model_copy(update={"compare": None, "criteria": (inner,), "number": "1.1"})
        )
        goal = plan.goals[0].model_copy(update={"number": "1", "criteria": (group,)})
        changes = {"id": "indlejret", "goals": (goal,), "stage": Stage.DRAFT, "signatures": (), "doubts": ()}
        made = plan.model_copy(update={**changes, "observations": ()})
        plan_commands.import_plan(db, made)
    return made


def test_a_goal_is_changed_with_a_decimal_comma(draft: Open, database: str) -> None:
    at = draft(goal="1.1")
    named(at.text_input, "Titel").set_value("Hurtige svar på klager")
    named(at.text_input, "Måltal (pct.)").set_value("92,5")
    named(at.checkbox, "Foreløbigt").set_value(False)
    at = press(at, "Gem")
    assert "Gemt som en ny version" in plain(at)
    number, plan = newest(database, COPY)
    goal = plan.goal("1.1")
    assert (number, goal.title) == (2, "Hurtige svar på klager")
    assert target(goal) == Step(year=2022, number=Decimal("92.5"))
    assert named(at.text_input, "Måltal (pct.)").value == "92,5"


def test_saving_without_a_change_adds_no_version(draft: Open, database: str) -> None:
    for query in ({"goal": "1.1"}, {"goal": "2.1"}, {"goal": "1.3"}, {"view": "head"}):
        press(draft(**query), "Gem")
    assert versions(database, COPY) == 1


def test_a_refused_goal_tells_every_problem_and_keeps_what_was_typed(draft: Open, database: str) -> None:
    at = draft(goal="1.1")
    named(at.text_input, "Titel").set_value("")
    named(at.text_input, "Nummer").set_value("mål 1")
    named(at.text_input, "Måltal (pct.)").set_value("ca. 90")
    at = press(at, "Gem")
    said = plain(at)
    assert "Der er 3 fejl. Intet er gemt" in said
    assert "Mål mål 1, titel: Skal udfyldes." in said
    assert "Mål mål 1, nummer: “mål 1” må kun have små bogstaver" in said
    assert "Mål mål 1, delmål 1.1.1, måltal, 2022: “ca. 90” er ikke et tal." in said
    assert named(at.text_input, "Titel").value == ""
    assert named(at.text_input, "Nummer").value == "mål 1"
    assert named(at.text_input, "Måltal (pct.)").value == "ca. 90"
    assert versions(database, COPY) == 1


def test_a_goal_that_forms_cannot_show_is_edited_as_text(
    open_page: Open, database: str, nested: PlanFile
) -> None:
    at = open_page("plans", plan=nested.id, goal="1")
    (area,) = at.text_area
    shown = str(area.value)
    assert "[[goals.criteria.criteria]]" in shown
    area.set_value(shown.replace('title = "Indre"', 'title = "Inderst"'))
    assert "Gemt som en ny version" in plain(press(at, "Gem"))
    inner = newest(database, nested.id)[1].goals[0].criteria[0].criteria[0]
    assert inner.title == "Inderst"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("[[goals", "Linje 1 kan ikke læses"),
        ('title = "x"', "Teksten skal holde netop ét mål"),
        ('[[goals]]\nnumber = "1"', "Mål 1, titel: Skal udfyldes."),
        ('[[goals]]\nnumber = "1"\ntitle = "x"\ncriteria = ["y"]', "Her skal stå en tabel"),
        ('[[goals]]\nnumber = 1\ntitle = "x"\ncriteria = 5', "er ikke tekst"),
        ('goals = ["x"]', "Teksten skal holde netop ét mål"),
    ],
)
def test_a_wrong_text_is_told_in_words_and_kept(
    open_page: Open, database: str, nested: PlanFile, typed: str, said: str
) -> None:
    at = open_page("plans", plan=nested.id, goal="1")
    at.text_area[0].set_value(typed)
    at = press(at, "Gem")
    assert said in plain(at)
    assert at.text_area[0].value == typed
    assert versions(database, nested.id) == 1
