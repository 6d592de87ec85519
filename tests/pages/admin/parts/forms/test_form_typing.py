"""What is typed in the editor is kept as it is left, and nobody's text is overwritten unseen."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from db import session
from db.plans import plan_commands, plan_queries
from db.typed import typed_fields
from metrics.access import Person, grant_all_roles
from metrics.plan.drafting.typed_text import TypedChange
from pages.admin.parts.goal_editor import ADDED
from tests.pages.admin.conftest import COPY, named, newest, plain, press, versions
from tests.pages.conftest import Open, answers_lost

TITLE = "Afslutning af klagesager"
OWN, OTHER = "Titel: behold det, der står her", "Titel: brug det andet"
BO = grant_all_roles("bo@example.dk")


def title(at: AppTest) -> str:
    return str(named(at.text_input, "Titel").value)


def type_as(url: str, by: Person, text: str, read: int = 0) -> None:
    """What somebody else types in the title of goal 1.1."""
    with session.open_writing(url, by) as db:
        typed_fields.save_typed(db, COPY, "goal 1.1", [TypedChange("title", text, TITLE, read)])


def save_title(url: str, text: str) -> None:
    """What somebody else saves in the plan."""
    with session.open_writing(url, session.MACHINE) as db:
        plan = plan_queries.read_plan(db, COPY)
        changed = plan.goals[0].model_copy(update={"title": text})
        plan_commands.change_plan(db, COPY, goals=(changed, *plan.goals[1:]))


def test_what_is_typed_survives_the_session_and_is_saved_in_the_plan_only_when_it_is_sent(
    draft: Open, database: str
) -> None:
    at = draft(goal="1.1")
    assert "Kladde gemt" not in plain(at)
    named(at.text_input, "Titel").set_value("Halvt skrev")
    at = press(named(at.checkbox, "Foreløbigt").set_value(False).run(), "milepæl")
    assert "Kladde gemt" in plain(at)
    again = draft(goal="1.1")
    assert title(again) == "Halvt skrev"
    assert not named(again.checkbox, "Foreløbigt").value
    assert "Delmål 1.1.2: milepæl" in [header.value for header in again.subheader]
    assert "ikke gemt i planen" in plain(draft())
    assert versions(database, COPY) == 1
    named(again.text_input, "Titel", -1).set_value("Milepælen")
    assert "Kladde gemt" not in plain(press(again, "Gem"))
    assert newest(database, COPY)[1].goal("1.1").title == "Halvt skrev"
    assert "ikke gemt i planen" not in plain(draft())


def test_what_is_typed_is_discarded_when_one_asks(draft: Open) -> None:
    at = draft(goal="1.1")
    named(at.text_input, "Titel").set_value("Andet").run()
    at = press(at, "Kassér det, der ikke er gemt i planen")
    assert title(at) == TITLE
    assert title(draft(goal="1.1")) == TITLE


def test_what_is_typed_of_a_new_plan_survives_the_session(open_page: Open, database: str) -> None:
    named(open_page("plans", add="plan").text_input, "Titel").set_value("Plan 2027").run()
    assert title(open_page("plans", add="plan")) == "Plan 2027"


def test_what_somebody_else_types_shows_where_one_has_typed_nothing(draft: Open, database: str) -> None:
    at = draft(goal="1.1")
    type_as(database, BO, "Bos titel")
    at = at.run()
    assert title(at) == "Bos titel"
    assert BO.key in plain(at)


@pytest.mark.parametrize(("choice", "kept"), [(OWN, "Min titel"), (OTHER, "Bos titel")])
def test_of_two_texts_neither_is_lost_before_one_has_chosen(
    draft: Open, database: str, choice: str, kept: str
) -> None:
    at = draft(goal="1.1")
    type_as(database, BO, "Bos titel")
    named(at.text_input, "Titel").set_value("Min titel")
    at = press(at, "Gem")
    assert f"Titel: {BO.key} har imens skrevet “Bos titel”. Du har skrevet “Min titel”." in plain(at)
    assert "Vælg ovenfor, hvad der skal stå" in plain(at)
    assert versions(database, COPY) == 1
    assert title(draft(goal="1.1")) == "Bos titel"
    at = press(at, choice)
    assert title(at) == kept
    assert "har imens skrevet" not in plain(at)
    press(at, "Gem")
    assert newest(database, COPY)[1].goal("1.1").title == kept


def test_what_was_saved_though_its_answer_was_lost_is_nobody_elses(draft: Open, database: str) -> None:
    at = draft(goal="1.1")
    with answers_lost():
        at = named(at.text_input, "Titel").set_value("Før afbrydelsen").run()
    assert "Databasen kan ikke nås" in plain(at)
    assert title(draft(goal="1.1")) == "Før afbrydelsen"
    at = named(at.text_input, "Titel").set_value("Efter afbrydelsen").run()
    assert "imens skrevet" not in plain(at)
    press(at, "Gem")
    assert newest(database, COPY)[1].goal("1.1").title == "Efter afbrydelsen"


def test_what_one_has_typed_oneself_in_another_tab_is_told_as_ones_own(draft: Open) -> None:
    at, other = draft(goal="1.1"), draft(goal="1.1")
    named(other.text_input, "Titel").set_value("Fra den anden fane").run()
    named(at.text_input, "Titel").set_value("Fra denne fane")
    assert "Du har selv imens skrevet “Fra den anden fane” et andet sted." in plain(at.run())


def test_a_choice_that_has_been_overtaken_is_refused_in_words_and_put_again(
    draft: Open, database: str
) -> None:
    at = draft(goal="1.1")
    type_as(database, BO, "Bos titel")
    named(at.text_input, "Titel").set_value("Min titel").run()
    type_as(database, BO, "Bos anden titel", read=1)
    at = press(at, OWN)
    assert "Det kunne ikke lade sig gøre. Intet er ændret." in plain(at)
    assert "har imens skrevet “Bos anden titel”. Du har skrevet “Min titel”." in plain(at)
    assert "Det kunne ikke lade sig gøre" not in plain(at.run())


def test_two_criteria_are_added_though_the_page_was_not_drawn_between_the_presses(
    draft: Open, database: str
) -> None:
    at = draft(goal="1.1")
    with session.open_writing(database, BO) as db:
        typed_fields.save_typed(db, COPY, "goal 1.1", [TypedChange(ADDED, "milestone", "")])
    at = press(at, "milepæl")
    headers = [header.value for header in at.subheader]
    assert {"Delmål 1.1.2: milepæl", "Delmål 1.1.3: milepæl"} <= set(headers)


@pytest.mark.parametrize(("choice", "kept"), [(OWN, "Min titel"), (OTHER, "Planens titel")])
def test_what_the_plan_says_since_is_not_overwritten_unseen(
    draft: Open, database: str, choice: str, kept: str
) -> None:
    named(draft(goal="1.1").text_input, "Titel").set_value("Min titel").run()
    save_title(database, "Planens titel")
    at = press(draft(goal="1.1"), "Gem")
    assert "Planen siger nu “Planens titel”. I kladden står “Min titel”." in plain(at)
    assert versions(database, COPY) == 2
    at = press(at, choice)
    assert title(at) == kept
    press(at, "Gem")
    assert newest(database, COPY)[1].goal("1.1").title == kept


def test_a_form_that_is_only_looked_at_shows_what_somebody_else_saved(draft: Open, database: str) -> None:
    at = draft(goal="1.1")
    save_title(database, "Planens titel")
    assert title(at.run()) == "Planens titel"
