"""What-ifs that are kept, on the page: one's own, another's by its link, and nothing without the right."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import text as sql
from streamlit.testing.v1 import AppTest

from db import models
from db.plans import scenarios
from db.scope import EVERYTHING
from db.session import MACHINE, open_engine, open_reading, open_writing
from metrics import access
from metrics.access import Grant, Person, Role
from metrics.whatif.scenario import Scenario, ScenarioBasis, ScenarioDraft
from pages.ui import reader
from tests.pages.conftest import record, text

PLAN, OTHER_PLAN = "eksempel-ankenaevn-2026", "cpr-2017"
LONG_AGO, NEVER = date(2020, 1, 1), ScenarioBasis(1, date(2026, 1, 1), {})
NASTY = "<script>alert(1)</script>"
UNKNOWN = "Linket virker ikke."


def seeing(key: str, institution: str) -> Person:
    return Person(key, (Grant(Role.READER, LONG_AGO, institution=institution),))


ANNE, BO = (seeing(f"{name}@example.dk", "eksempel-ankenaevn") for name in ("anne", "bo"))
STRANGER = seeing("stranger@example.dk", "cpr")
Panel = Callable[..., AppTest]


def script() -> None:
    """The panel as the page of what-ifs shows it."""
    from pages.outlook.parts.scenarios import scenario_panel
    from pages.outlook.parts.whatif import whatif_session
    from pages.ui import data_version, frame, moments, plan_choice

    with data_version.pin_version():
        page = frame.open_page("risk", titled=False)
        moment = moments.read_moment(page.as_of, page.known_at, page.reader, page.today)
        scenario_panel.follow_link(page, moment)
        plan = plan_choice.find_asked_plan(page, moment)
        moment = moment.of(plan)
        asked = whatif_session.read_request(moment, plan)
        there = scenario_panel.read_kept(page, plan, moment)
        scenario_panel.show_opened(page, plan, moment, there, asked)
        scenario_panel.show_keeping(page, plan, moment, there, asked)


@pytest.fixture
def panel(database: str, monkeypatch: pytest.MonkeyPatch) -> Panel:
    """Open the panel as a person, with query parameters."""

    def run(person: Person = ANNE, **query: str) -> AppTest:
        monkeypatch.setattr(reader, "find_reader", lambda: person)
        at = AppTest.from_function(script, default_timeout=20)
        for folded in ("scenario_keep", "scenario_compare"):
            at.session_state[folded] = True
        for name, value in query.items():
            at.query_params[name] = value
        return at.run()

    return run


def kept(url: str, draft: ScenarioDraft, plan: str = PLAN, by: Person = ANNE, *, shared: bool = False) -> str:
    with open_writing(url, by) as session:
        key = scenarios.save_scenario(session, plan, draft, NEVER)
        scenarios.share_scenario(session, key, shared=shared)
    return key


def own(url: str, person: Person = ANNE) -> list[Scenario]:
    with open_reading(url, sees=EVERYTHING) as session:
        return scenarios.read_own_scenarios(session, PLAN, person, LONG_AGO)


def press(at: AppTest, label: str) -> AppTest:
    next(button for button in at.button if button.label == label).click()
    return at.run()


def address(at: AppTest) -> dict[str, str]:
    """The parameters of the address; AppTest gives what was set from outside as lists."""
    return {
        name: value if isinstance(value, str) else value[0] for name, value in dict(at.query_params).items()
    }


def said(at: AppTest) -> str:
    """Everything on the page that can be read."""
    return "\n".join([text(at), *(str(block.value) for block in [*at.code, *at.success, *at.caption])])


def rows(url: str) -> dict[str, list[tuple[object, ...]]]:
    with open_engine(url).connect() as connection:
        return {
            table: [tuple(row) for row in connection.execute(sql(f"SELECT * FROM {table} ORDER BY id"))]  # noqa: S608
            for table in models.Base.metadata.tables
            if table not in {"scenarios", "audit_entries"}
        }


def test_what_is_chosen_is_kept_shown_and_removed_by_its_buttons_and_nothing_else_is_written(
    panel: Panel, database: str
) -> None:
    before = rows(database)
    at = panel(plan=PLAN, set="1.1-met 1.2-not_met", correlation="0.3")
    assert own(database) == []
    at.text_input(key="scenario_name").input("Hvis 1.2 mistes")
    at.text_area(key="scenario_note").input("Talt med chefen")
    press(at, "Gem scenarie")
    (found,) = own(database)
    assert (found.draft.name, found.draft.note) == ("Hvis 1.2 mistes", "Talt med chefen")
    chosen = {"set": "1.1-met 1.2-not_met", "correlation": "0.3"}
    assert chosen.items() <= found.draft.choices.items()
    assert found.draft.choices.keys() - chosen == {"wanted"}
    assert address(at)["scenario"] == found.key
    assert "Scenariet er gemt. Planen er ikke ændret." in said(at)
    assert '<span data-look="1">' in text(at)
    assert "steder er ændret siden" not in said(at)
    assert not at.code
    press(at, "Fjern scenarie")
    assert own(database) == [found]
    press(at, "Fortryd")
    press(at, "Fjern scenarie")
    press(at, "Ja, fjern")
    assert own(database) == []
    assert "Linket virker ikke længere." in said(at)
    assert "scenario" not in address(at)
    assert rows(database) == before


def test_ones_own_is_renamed_and_another_is_kept_beside_it(panel: Panel, database: str) -> None:
    key = kept(database, ScenarioDraft("Første", {"set": "1.1-met"}))
    at = panel(plan=PLAN, scenario=key, set="1.1-not_met")
    assert at.text_input(key="scenario_name").value == "Første"
    at.text_input(key="scenario_name").input("Andet")
    press(at, "Gem scenarie")
    assert [(s.key, s.draft.name, s.draft.choices["set"]) for s in own(database)] == [
        (key, "Andet", "1.1-not_met")
    ]
    at.text_input(key="scenario_name").input("Tredje")
    at.checkbox(key="scenario_apart").check()
    press(at, "Gem scenarie")
    assert [s.draft.name for s in own(database)] == ["Andet", "Tredje"]


def test_everything_wrong_is_told_at_once_and_what_was_typed_stays(panel: Panel, database: str) -> None:
    at = panel(plan=PLAN, set="1.1-met")
    at.text_area(key="scenario_note").input("x" * 4001)
    press(at, "Gem scenarie")
    html = text(at)
    for problem in ("Navn: Skal udfyldes.", "Note: Teksten er for lang."):
        assert problem in html
    assert at.text_area(key="scenario_note").value == "x" * 4001
    assert own(database) == []


def test_it_is_its_makers_alone_until_shared_by_choice_and_again_when_taken_back(
    panel: Panel, database: str
) -> None:
    key = kept(database, ScenarioDraft("Annes", {"set": "1.1-met"}))
    opened = {"plan": PLAN, "scenario": key, "set": "1.1-met"}
    assert UNKNOWN in said(panel(BO, open=key))
    at = panel(**opened)
    assert "Kun du kan se scenariet." in said(at)
    assert not at.code
    at.checkbox(key="scenario_shared").check()
    press(at, "Gem scenarie")
    assert own(database)[0].shared
    assert "Del dette link. Alle med adgang til planen kan se scenariet, men ikke ændre det." in said(at)
    assert f"open={key}" in at.code[0].value
    assert "Annes" in said(panel(BO, open=key))
    at = panel(**opened)
    assert at.checkbox(key="scenario_shared").value
    at.checkbox(key="scenario_shared").uncheck()
    press(at, "Gem scenarie")
    assert not own(database)[0].shared
    assert not at.code
    assert UNKNOWN in said(panel(BO, open=key))


def test_it_is_shared_as_it_is_saved_where_that_is_ticked(panel: Panel, database: str) -> None:
    at = panel(plan=PLAN, set="1.1-met")
    at.text_input(key="scenario_name").input("Til departementet")
    at.checkbox(key="scenario_shared").check()
    press(at, "Gem scenarie")
    (found,) = own(database)
    assert found.shared
    assert "Departementet og andre, der kan se planen, kan nu se det." in said(at)
    assert f"open={found.key}" in at.code[0].value


def test_what_is_set_and_not_saved_is_told_and_shared_by_nothing_but_saving_it(
    panel: Panel, database: str
) -> None:
    key = kept(database, ScenarioDraft("Annes", {"set": "1.1-met"}))
    at = panel(plan=PLAN, scenario=key, set="1.2-not_met")
    assert "Det, der er sat nu, er ikke gemt i scenariet." in said(at)
    at.checkbox(key="scenario_shared").check()
    press(at, "Gem scenarie")
    (found,) = own(database)
    assert (found.draft.choices["set"], found.shared) == ("1.2-not_met", True)
    assert "er ikke gemt i scenariet" not in said(at)
    assert "Andre ser det, som det er gemt." in said(panel(plan=PLAN, scenario=key, set="1.1-met"))
    assert "er ikke gemt i scenariet" not in said(panel(plan=PLAN, scenario=key, set="1.2-not_met"))


def test_the_link_for_others_carries_neither_the_role_nor_the_view_of_its_maker(
    panel: Panel, database: str
) -> None:
    key = kept(database, ScenarioDraft("Annes", {"set": "1.1-met"}), shared=True)
    (link,) = panel(plan=PLAN, scenario=key, set="1.1-met", role="chief", view="projector").code
    assert link.value.endswith(f"?open={key}")
    (page,) = panel(plan=PLAN, role="chief", view="projector").code
    assert page.value.endswith(f"?plan={PLAN}")


def test_where_nothing_is_chosen_there_is_no_form_that_would_refuse_but_the_address_of_the_page(
    panel: Panel, database: str
) -> None:
    at = panel(plan=PLAN)
    assert "så der er intet scenarie at gemme endnu" in said(at)
    assert PLAN in at.code[0].value
    assert "Gem scenarie" not in [button.label for button in at.button]
    at = panel(plan=PLAN, set="1.1-met")
    assert not at.code
    assert "Gem scenarie" in [button.label for button in at.button]


def test_the_answer_to_a_question_is_kept_with_nothing_set_and_its_link_opens_the_same_answer(
    panel: Panel, database: str
) -> None:
    at = panel(plan=PLAN, ask="total", wanted="80", easiest="1.2 1.1")
    at.text_input(key="scenario_name").input("Hvad der skal til")
    at.checkbox(key="scenario_shared").check()
    press(at, "Gem scenarie")
    (found,) = own(database)
    question = {"ask": "total", "wanted": "80", "easiest": "1.2 1.1"}
    assert found.draft.choices == question
    theirs = address(panel(BO, open=found.key, ask="goal", goal="1.1", wanted="5"))
    assert question.items() <= theirs.items()
    assert "goal" not in theirs


def test_the_goal_that_is_asked_about_by_itself_is_kept_with_the_question(
    panel: Panel, database: str
) -> None:
    at = panel(plan=PLAN, ask="goal")
    at.text_input(key="scenario_name").input("Det vigtigste mål")
    press(at, "Gem scenarie")
    (found,) = own(database)
    assert found.draft.choices["ask"] == "goal"
    assert found.draft.choices["goal"]


def test_what_was_wanted_in_each_of_those_compared_has_its_own_likelihood(
    panel: Panel, database: str
) -> None:
    kept(database, ScenarioDraft("Halvfjerds", {"set": "1.1-met", "wanted": "70"}))
    kept(database, ScenarioDraft("Halvfems", {"wanted": "90"}))
    table = text(panel(plan=PLAN, wanted="80"))
    for total in (70, 80, 90):
        assert f"Sandsynlighed for mindst {total} point" in table


def test_a_link_opens_anothers_to_look_at_and_not_to_change(panel: Panel, database: str) -> None:
    draft = ScenarioDraft("Annes", {"set": "1.1-met", "x": "y"}, "Annes note")
    key = kept(database, draft, shared=True)
    at = panel(BO, open=key)
    assert {"plan": PLAN, "scenario": key, "set": "1.1-met"}.items() <= address(at).items()
    assert {"open", "x"}.isdisjoint(address(at))
    assert "Annes note" in said(at)
    assert "anne@example.dk" in said(at)
    assert "Fjern scenarie" not in [button.label for button in at.button]
    at.text_input(key="scenario_name").input("Bos")
    press(at, "Gem scenarie")
    assert [s.draft.name for s in own(database, BO)] == ["Bos"]
    assert [s.draft.name for s in own(database)] == ["Annes"]


@pytest.mark.parametrize("name", ["open", "scenario"])
def test_a_link_without_the_right_shows_what_a_broken_one_does(
    panel: Panel, database: str, name: str
) -> None:
    draft = ScenarioDraft("Hemmeligt navn", {"set": "1.1-met"}, "Hemmelig note")
    key = kept(database, draft, shared=True)
    without = panel(STRANGER, plan=OTHER_PLAN, **{name: key})
    broken = panel(STRANGER, plan=OTHER_PLAN, **{name: key[::-1]})
    assert UNKNOWN in said(without)
    assert said(without).replace(key, "") == said(broken).replace(key[::-1], "")
    for secret in ("Hemmelig", "Ankenævn", "anne@"):
        assert secret not in said(without)


def test_of_another_plan_it_is_not_shown_on_this_one(panel: Panel, database: str) -> None:
    key = kept(database, ScenarioDraft("Annes", {"set": "2.1-met"}), OTHER_PLAN, MACHINE)
    at = panel(MACHINE, plan=PLAN, scenario=key)
    assert UNKNOWN in said(at)
    assert "Annes" not in said(at)


def test_name_and_note_are_text_and_nothing_else(panel: Panel, database: str) -> None:
    key = kept(database, ScenarioDraft(NASTY, {"set": "1.1-met"}, f'{NASTY}\n"><img src=x onerror=alert(1)>'))
    html = text(panel(plan=PLAN, scenario=key, set="1.1-met"))
    assert "&lt;script&gt;" in html
    assert "<script" not in html
    assert "<img" not in html


def test_what_can_no_longer_be_used_is_said_and_the_rest_is_kept(panel: Panel, database: str) -> None:
    choices = {
        "set": "1.1-met 99-met nonsense",
        "chance": "1.2-1.2",
        "reached": "1.1-2026-02-30",
        "value": "9-NaN",
    }
    key = kept(database, ScenarioDraft("Brudt", choices))
    at = panel(plan=PLAN, open=key)
    html = text(at)
    assert "kan ikke bruges længere" in html
    for problem in ("Der er intet mål “99”", "1.2: Skal være fra 0 til 1."):
        assert problem in html
    cells = html[html.index("m-cases") :]
    assert "1.1 " in cells
    assert own(database)[0].draft.choices == choices


def test_several_stand_beside_the_official_position_and_what_differs_is_marked(
    panel: Panel, database: str
) -> None:
    for number in range(1, 6):
        kept(database, ScenarioDraft(f"Nr. {number}", {"set": "1.1-met" if number > 1 else "1.1-not_met"}))
    at = panel(plan=PLAN, set="1.2-met")
    table = text(at)[text(at).index("m-cases") :]
    heads = table[: table.index("</thead>")]
    assert [f"Nr. {number}" in heads for number in range(1, 6)] == [True] * 4 + [False]
    assert "Det, der er sat nu" in heads
    assert "sat</span>" in table
    assert "procentpoint" in table
    at.multiselect(key="compare").set_value([own(database)[4].key])
    heads = text(at.run())
    assert "Nr. 5" in heads[heads.index("m-cases") : heads.index("</thead>")]
    assert address(at)["compare"] == own(database)[4].key


def test_what_has_changed_since_is_told_and_a_new_day_alone_is_not(panel: Panel, database: str) -> None:
    at = panel(plan=PLAN, set="1.1-met", as_of="2026-11-20")
    at.text_input(key="scenario_name").input("X")
    press(at, "Gem scenarie")
    (found,) = own(database)
    query = {"plan": PLAN, "scenario": found.key, "set": "1.1-met"}
    assert "er ændret siden" not in text(panel(**query, as_of="2026-11-21"))
    series = next(place.name for place in found.basis.digests if place.part == "result")
    owner, _, indicator = series.partition("/")
    record(database, (owner, indicator, "2026Q3", "3"))
    assert "Resultater for “" in text(panel(**query, as_of="2026-11-21"))


def test_anothers_is_not_said_to_be_the_readers_own_and_tells_the_role_of_its_maker(
    panel: Panel, database: str
) -> None:
    chief, head = access.make_trial_reader("chief"), access.make_trial_reader("head")
    key = kept(database, ScenarioDraft("Chefens", {"set": "1.1-met"}), by=chief, shared=True)
    theirs = panel(head, open=key)
    assert "Et scenarie, som Institutionschef har gemt" in said(theirs)
    assert "Dit scenarie" not in said(theirs)
    assert "Fjern scenarie" not in [button.label for button in theirs.button]
    assert "Dit scenarie" in said(panel(chief, open=key))
