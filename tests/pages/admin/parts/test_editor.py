"""Changing a draft in the editor: what is saved, what is refused, and that nothing typed is lost."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from db import session
from db.plans import definitions, plan_commands, plan_queries
from db.scope import EVERYTHING
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


def edit_elsewhere(url: str, **changes: Any) -> None:
    """What somebody else saves."""
    with session.open_writing(url, session.MACHINE) as db:
        plan_commands.change_plan(db, COPY, **changes)


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
        changes = {"id": "indlejret", "goals": (goal,), "stage": Stage.DRAFT, "signatures": ()}
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


def test_what_the_form_does_not_show_is_left_as_it_was(draft: Open, database: str) -> None:
    before = newest(database, COPY)[1]
    at = draft(goal="1.1")
    named(at.text_input, "Titel").set_value("Anden titel")
    press(at, "Gem")
    after = newest(database, COPY)[1]
    assert after.goal("1.1").model_copy(update={"title": before.goal("1.1").title}) == before.goal("1.1")
    assert after.goals[1:] == before.goals[1:]


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
    assert "Mål mål 1, kriterium 1.1.1, måltal, 2022: “ca. 90” er ikke et tal." in said
    assert named(at.text_input, "Titel").value == ""
    assert named(at.text_input, "Nummer").value == "mål 1"
    assert named(at.text_input, "Måltal (pct.)").value == "ca. 90"
    assert versions(database, COPY) == 1


@pytest.mark.parametrize("typed", ["1.000", "12.345.678", "90 pct.", "", "1,2,3", "\u0661"])
def test_a_number_that_could_be_misread_is_refused(draft: Open, database: str, typed: str) -> None:
    at = draft(goal="1.1")
    named(at.text_input, "Måltal (pct.)").set_value(typed)
    press(at, "Gem")
    assert versions(database, COPY) == 1


@pytest.mark.parametrize(
    ("add", "labels"),
    [
        ("milestone", {"Titel": "Vejledningen er sendt ud"}),
        ("assessed", {"Titel": "Kvaliteten er god"}),
    ],
)
def test_a_goal_is_added(draft: Open, database: str, add: str, labels: dict[str, str]) -> None:
    at = draft(add=add)
    for label, value in labels.items():
        named(at.text_input, label, 0).set_value(value)
        named(at.text_input, label, 1).set_value(value)
    at = press(at, "Gem")
    assert "Gemt som en ny version" in plain(at)
    goal = newest(database, COPY)[1].goals[-1]
    assert (goal.number, goal.criteria[0].number) == ("2.4", "2.4.1")
    test = getattr(goal.criteria[0], add)
    assert test.due == date(2022, 12, 31)


def test_a_criterion_is_added_with_a_new_indicator(draft: Open, database: str) -> None:
    at = draft(goal="1.1", add="compare")
    named(at.text_input, "Titel", -1).set_value("Svartid")
    named(at.selectbox, "Nøgletal", -1).set_value("+")
    named(at.selectbox, "Skal være", -1).set_value("<=")
    named(at.text_input, "Måltal").set_value("12,5")
    named(at.text_input, "Id").set_value("svartid")
    named(at.text_input, "Navn").set_value("Svartid i dage")
    named(at.selectbox, "Enhed").set_value("days")
    at = press(at, "Gem")
    assert "Gemt som en ny version" in plain(at)
    assert named(at.text_input, "Måltal (dage)").value == "12,5"
    with session.open_reading(database, sees=EVERYTHING) as db:
        assert definitions.read_catalogue(db).indicators["cpr", "svartid"].name == "Svartid i dage"
    goal = newest(database, COPY)[1].goal("1.1")
    assert [criterion.number for criterion in goal.criteria] == ["1.1.1", "1.1.2"]
    assert target(goal, 1) == Step(year=2022, number=Decimal("12.5"))


def test_a_criterion_and_a_goal_are_removed(draft: Open, database: str) -> None:
    at = draft(goal="1.3")
    named(at.checkbox, "Fjern kriteriet, når der gemmes", 1).check()
    press(at, "Gem")
    assert [c.number for c in newest(database, COPY)[1].goal("1.3").criteria] == ["1.3.1"]
    at = draft(goal="1.3")
    named(at.checkbox, "Fjern mål 1.3, når der gemmes").check()
    press(at, "Gem")
    assert "1.3" not in [goal.number for goal in newest(database, COPY)[1].goals]


def test_weights_are_given_in_one_go(draft: Open, database: str) -> None:
    at = draft(view="head")
    named(at.selectbox, "Målenes vægt").set_value("given")
    for place, number in enumerate(("1.1", "1.2", "1.3", "1.4", "2.1", "2.2")):
        named(at.text_input, f"Vægt, mål {number}").set_value("10" if place else "12,5")
    at = press(at, "Gem")
    assert "Mål 2.3: Vægten mangler" in plain(at)
    named(at.text_input, "Vægt, mål 2.3").set_value("37.5")
    assert "Gemt som en ny version" in plain(press(at, "Gem"))
    plan = newest(database, COPY)[1]
    assert sum(goal.weight or 0 for goal in plan.goals) == 100
    assert plan.goal("2.3").weight == Decimal("37.5")


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


def test_a_version_that_is_no_longer_the_newest_is_refused_and_nothing_typed_is_lost(
    draft: Open, database: str
) -> None:
    at = draft(goal="1.1")
    named(at.text_input, "Titel").set_value("Min titel")
    edit_elsewhere(database, title="Andens titel")
    at = press(at, "Gem")
    assert "Planen er ændret, siden du åbnede den: du har version 1, og den nyeste er 2" in plain(at)
    assert named(at.text_input, "Titel").value == "Min titel"
    number, plan = newest(database, COPY)
    assert (number, plan.title, plan.goal("1.1").title) == (2, "Andens titel", "Afslutning af klagesager")
    at = press(at, "Hent den nyeste og kassér mine ændringer")
    assert named(at.text_input, "Titel").value == "Afslutning af klagesager"
    named(at.text_input, "Titel").set_value("Min titel")
    press(at, "Gem")
    number, plan = newest(database, COPY)
    assert (number, plan.title, plan.goal("1.1").title) == (3, "Andens titel", "Min titel")


def test_a_text_may_refer_to_any_indicator_there_is(draft: Open, database: str) -> None:
    at = draft(goal="1.1", text="1")
    shown = str(at.text_area[0].value)
    state = 'indicator = "sygefravaer"\ninstitution = "staten"'
    assert "Gemt som en ny version" in plain(
        at_with(at, shown.replace('indicator = "klagesager-rettidigt"', state))
    )
    goal = newest(database, COPY)[1].goal("1.1")
    assert goal.criteria[0].compare is not None
    assert goal.criteria[0].compare.value.institution == "staten"  # type: ignore[union-attr]


def at_with(at: AppTest, typed: str) -> AppTest:
    """The page after another text has been saved."""
    at.text_area[0].set_value(typed)
    return press(at, "Gem")


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
