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
from metrics.access import Grant, Person, Role
from metrics.whatif.scenario import Scenario, ScenarioBasis, ScenarioDraft
from pages.ui import reader
from tests.pages.conftest import record, text

PLAN, OTHER_PLAN = "eksempel-ankenaevn-2026", "cpr-2017"
LONG_AGO, NEVER = date(2020, 1, 1), ScenarioBasis(1, date(2026, 1, 1), {})
NASTY = "<script>alert(1)</script>"
UNKNOWN = "Linket åbner ikke noget scenarie"


def seeing(key: str, institution: str) -> Person:
    return Person(key, (Grant(Role.READER, LONG_AGO, institution=institution),))


ANNE, BO = (seeing(f"{name}@example.dk", "eksempel-ankenaevn") for name in ("anne", "bo"))
STRANGER = seeing("stranger@example.dk", "cpr")
Panel = Callable[..., AppTest]


def script() -> None:
    """The panel as the page of what-ifs shows it."""
    import streamlit as st

    from pages.outlook.parts.scenarios import scenario_panel
    from pages.outlook.parts.whatif import whatif_address
    from pages.ui import data_version, frame, moments, plan_choice

    with data_version.pin_version():
        page = frame.open_page("risk", titled=False)
        moment = moments.read_moment(page.as_of, page.known_at, page.reader, page.today)
        scenario_panel.follow_link(page, moment)
        plan = plan_choice.find_asked_plan(page, moment)
        changes, _ = whatif_address.read_suppositions(st.query_params, plan)
        there = scenario_panel.read_kept(page, plan, moment)
        scenario_panel.show_scenarios(page, plan, moment, there, changes)


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


def kept(
    url: str, draft: ScenarioDraft, plan: str = PLAN, by: Person = ANNE, basis: ScenarioBasis = NEVER
) -> str:
    with open_writing(url, by) as session:
        return scenarios.save_scenario(session, plan, draft, basis)


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
    assert found.draft == ScenarioDraft(
        "Hvis 1.2 mistes", {"set": "1.1-met 1.2-not_met", "correlation": "0.3"}, "Talt med chefen"
    )
    assert address(at)["scenario"] == found.key
    assert "Scenariet er gemt" in said(at)
    assert "steder er ændret siden" not in said(at)
    assert f"open={found.key}" in at.code[0].value
    press(at, "Fjern scenarie")
    assert own(database) == []
    assert "scenario" not in address(at)
    assert rows(database) == before


def test_ones_own_is_renamed_and_another_is_kept_beside_it(panel: Panel, database: str) -> None:
    key = kept(database, ScenarioDraft("Første", {"set": "1.1-met"}))
    at = panel(plan=PLAN, scenario=key, set="1.1-not_met")
    assert at.text_input(key="scenario_name").value == "Første"
    at.text_input(key="scenario_name").input("Andet")
    press(at, "Gem scenarie")
    assert [(s.key, s.draft.name, s.draft.choices) for s in own(database)] == [
        (key, "Andet", {"set": "1.1-not_met"})
    ]
    at.text_input(key="scenario_name").input("Tredje")
    at.checkbox(key="scenario_apart").check()
    press(at, "Gem scenarie")
    assert [s.draft.name for s in own(database)] == ["Andet", "Tredje"]


def test_everything_wrong_is_told_at_once_and_what_was_typed_stays(panel: Panel, database: str) -> None:
    at = panel(plan=PLAN)
    at.text_area(key="scenario_note").input("x" * 4001)
    press(at, "Gem scenarie")
    html = text(at)
    for problem in (
        "Navn: Teksten er tom.",
        "Note: Teksten er for lang.",
        "Valg: Der er ikke sat noget endnu.",
    ):
        assert problem in html
    assert at.text_area(key="scenario_note").value == "x" * 4001
    assert own(database) == []


def test_a_link_opens_anothers_to_look_at_and_not_to_change(panel: Panel, database: str) -> None:
    key = kept(database, ScenarioDraft("Annes", {"set": "1.1-met", "x": "y"}, "Annes note"))
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
    key = kept(database, ScenarioDraft("Hemmeligt navn", {"set": "1.1-met"}, "Hemmelig note"))
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
    assert "≠</span>" in table
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
