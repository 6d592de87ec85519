"""The whole matrix: each role on each page and each command, for its own institution and for another's."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from streamlit.testing.v1 import AppTest

from db import audit, breaks, commands, exports, models, queries, rights, scenarios
from db.exports import Export
from db.scope import EVERYTHING
from db.session import MACHINE, ROOT, reading, who, writing
from metrics.access import Grant, Person, Role
from metrics.decisions import Decision, DecisionKind
from metrics.errors import InvalidInput
from metrics.intake import RawRow
from metrics.model import Closing, Observed
from metrics.scenario import Basis, Draft
from metrics.schema import Event, EventKind, Result
from metrics.terms import Stage
from pages.ui import reader, saving
from pages.ui.frame import MENU, NEEDED
from pages.ui.paths import PATHS
from tests import matrix
from tests.pages.conftest import PATHS as SCRIPTS
from tests.pages.conftest import Open, text

OWN, OTHER = "cpr", "eksempel-ankenaevn"
OWNERS = {"own": OWN, "other": OTHER}
PLAN = {OWN: ("cpr-2017", "CPR-administrationen"), OTHER: (f"{OTHER}-2026", "Ankenævnet for Borgersager")}
GOAL = {OWN: "2.1", OTHER: "1.2"}
RUNNING = {OWN: "2017-04-01", OTHER: "2026-11-20"}
"""A day on which each plan is under way."""
NO_ACCESS = "Det giver din rolle ikke adgang til."
ON = date(2026, 11, 1)


Do = Callable[[Session], object]


def person(role: Role, institution: str = OWN) -> Person:
    return Person("somebody@example.dk", (Grant(role, date(2020, 1, 1), institution=institution),))


def draft(owner: str) -> Do:
    def do(session: Session) -> object:
        plan = queries.plan_file(session, PLAN[owner][0])
        changes = {
            "id": f"{plan.id}-x",
            "stage": Stage.DRAFT,
            "signatures": (),
            "amendments": (),
            "observations": (),
        }
        return commands.import_plan(session, plan.model_copy(update=changes))

    return do


def sign(owner: str) -> Do:
    def do(session: Session) -> object:
        plan = queries.plan_file(session, PLAN[owner][0])
        return commands.import_plan(
            session, plan.model_copy(update={"id": f"{plan.id}-x", "observations": ()})
        )

    return do


def report(owner: str) -> Do:
    with_result = Result(owner, "sygefravaer", "2016", Decimal(9))
    return lambda session: commands.record(session, [with_result], [])


def confirm(owner: str) -> Do:
    event = Event(PLAN[owner][0], {OWN: "1.2.1", OTHER: "2.1.3"}[owner], EventKind.CLAIMED, ON)
    return lambda session: commands.record(session, [], [event])


def decide(owner: str) -> Do:
    decision = Decision(PLAN[owner][0], DecisionKind.TOTAL, ON, "R", "W", points=Decimal(50))
    return lambda session: commands.decide(session, decision, datetime(2026, 11, 21, tzinfo=UTC))


def count_anew(owner: str) -> Do:
    return lambda session: breaks.record(session, (owner, "sygefravaer"), ON, "N")


def give(owner: str) -> Do:
    return lambda session: rights.grant(session, "x@example.dk", Grant(Role.READER, ON, institution=owner))


def change(owner: str) -> Do:
    closing = Closing(on={OWN: date(2018, 2, 15), OTHER: date(2027, 2, 15)}[owner])
    return lambda session: commands.change_plan(session, PLAN[owner][0], closed=closing)


def bring_in(owner: str) -> Do:
    cells = {"institution": owner, "indicator": "sygefravaer", "period": "2016", "value": "9"}
    return lambda session: commands.import_results(session, [RawRow("1", cells)])


def take_back(_owner: str) -> Do:
    return lambda session: rights.revoke(session, 1)


def take(what: Export) -> Callable[[str], Do]:
    """A file of an institution's; a copy of the database is nobody's."""

    def of(owner: str) -> Do:
        owners = () if what is Export.BACKUP else (owner,)
        return lambda session: exports.record(session, what, "x", *owners)

    return of


SUPPOSED, SUPPOSED_ON = Draft("If", {"set": "2.1-met"}), Basis(1, ON, {})


def suppose(owner: str) -> Do:
    return lambda session: scenarios.save(session, PLAN[owner][0], SUPPOSED, SUPPOSED_ON)


def kept(then: Callable[[Session, str], object]) -> Callable[[str], Do]:
    """Something done to what the same person keeps of an institution's plan, and once might."""

    def of(owner: str) -> Do:
        def do(session: Session) -> object:
            plan = session.scalars(select(models.Plan.id).where(models.Plan.key == PLAN[owner][0])).one()
            row = {"person": who(session).key, "version": 1, "as_of": ON, "recorded_at": datetime.now(UTC)}
            said = {"name": "x", "note": "", "choices": "{}", "digests": "[]", "removed": False}
            session.add(models.Scenario(key="key", plan_id=plan, **row, **said))
            session.flush()
            return then(session, "key")

        return do

    return of


COMMANDS: dict[str, tuple[Callable[..., object], Callable[[str], Do]]] = {
    "draft": (commands.import_plan, draft),
    "sign": (commands.import_plan, sign),
    "change": (commands.change_plan, change),
    "report": (commands.record, report),
    "confirm": (commands.record, confirm),
    "import": (commands.import_results, bring_in),
    "break": (breaks.record, count_anew),
    "decide": (commands.decide, decide),
    "grant": (rights.grant, give),
    "revoke": (rights.revoke, take_back),
    "scenario_save": (scenarios.save, suppose),
    "scenario_change": (
        scenarios.replace,
        kept(lambda session, key: scenarios.replace(session, key, SUPPOSED, SUPPOSED_ON)),
    ),
    "scenario_remove": (scenarios.remove, kept(scenarios.remove)),
    **{what.value: (exports.record, take(what)) for what in Export},
}
QUESTIONS = {
    *(commands.expect_version, rights.grants, rights.person, rights.demand),
    *(scenarios.of_plan, scenarios.by_key),
}
"""What changes nothing, and can therefore be asked by anybody in the code."""


@pytest.mark.parametrize("whose", OWNERS)
@pytest.mark.parametrize("command", matrix.COMMANDS)
@pytest.mark.parametrize("role", Role)
def test_each_role_and_each_command(database: str, role: Role, command: str, whose: str) -> None:
    """A role over one institution."""
    _, make = COMMANDS[command]
    do = make(OWNERS[whose])
    if role in matrix.COMMANDS[command] and whose == "own":
        with writing(database, person(role)) as session:
            do(session)
        return
    with pytest.raises(InvalidInput) as refused, writing(database, person(role)) as session:
        do(session)
    assert [p.code for p in refused.value.problems] == ["not_permitted"]


def test_every_command_has_a_row() -> None:
    assert set(COMMANDS) == set(matrix.COMMANDS)
    changing = {
        function
        for module in (breaks, commands, rights, exports, scenarios)
        for name, function in vars(module).items()
        if inspect.isfunction(function) and function.__module__ == module.__name__ and name[0] != "_"
    }
    assert changing - QUESTIONS == {function for function, _ in COMMANDS.values()}


def test_every_page_has_a_row() -> None:
    scripts = {path.stem for path in (ROOT / "pages").glob("*/*.py") if path.parent.name != "ui"}
    named = {Path(script).stem for script in SCRIPTS.values()}
    assert named == scripts - {"__init__"}
    assert set(matrix.PAGES) == set(SCRIPTS) == set(PATHS) == set(NEEDED)


def test_only_an_administrator_of_everything_hands_out_rights(database: str) -> None:
    for role in Role:
        over_all = Person("somebody@example.dk", (Grant(role, date(2020, 1, 1)),))
        if role is Role.ADMINISTRATOR:
            with writing(database, over_all) as session:
                assert rights.grant(session, "x@example.dk", Grant(Role.READER, ON))
        else:
            with pytest.raises(InvalidInput), writing(database, over_all) as session:
                rights.grant(session, "x@example.dk", Grant(Role.READER, ON))


@pytest.mark.parametrize("whose", OWNERS)
@pytest.mark.parametrize("page", matrix.PAGES)
@pytest.mark.parametrize("role", Role)
def test_each_role_and_each_page(
    open_page: Open, monkeypatch: pytest.MonkeyPatch, role: Role, page: str, whose: str
) -> None:
    monkeypatch.setattr(reader, "current", lambda: person(role))
    owner = OWNERS[whose]
    plan, name = PLAN[owner]
    query = {
        "plan": {"plan": plan},
        "goal": {"plan": plan, "goal": GOAL[owner]},
        "risk": {"as_of": RUNNING[owner]},
    }.get(page, {})
    html = text(open_page(page, **query))
    allowed = role in matrix.PAGES[page]
    assert (NO_ACCESS in html) is not allowed
    assert (name in html) is (allowed and whose == "own")
    menu = html[html.index('class="m-menu"') : html.index("</nav>", html.index('class="m-menu"'))]
    assert [key for key in MENU if re.search(rf'href="{PATHS[key]}["?]', menu)] == [
        key for key in MENU if role in matrix.PAGES[key]
    ]


def test_somebody_without_a_sign_in_sees_a_button_and_nothing_else(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "current", lambda: None)
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=20)
    at.query_params["plan"] = "cpr-2017"
    at.run()
    assert [button.label for button in at.button] == ["Log på"]
    assert "CPR" not in text(at)
    assert "m-banner" not in text(at)


def test_a_role_taken_back_shows_nothing_at_the_next_click(
    open_page: Open, monkeypatch: pytest.MonkeyPatch, database: str
) -> None:
    with writing(database, MACHINE) as session:
        number = rights.grant(session, "chief@cpr.dk", Grant(Role.CHIEF, date(2020, 1, 1), institution=OWN))

    def current() -> Person:
        with reading(database, sees=EVERYTHING) as session:
            return rights.person(session, "chief@cpr.dk")

    monkeypatch.setattr(reader, "current", current)
    at = open_page("plan", plan="cpr-2017")
    assert "CPR-administrationen" in text(at)
    with writing(database, MACHINE) as session:
        rights.revoke(session, number)
    at.run()
    assert "CPR-administrationen" not in text(at)
    assert NO_ACCESS in text(at)


@pytest.mark.parametrize(
    ("role", "offered"), [(Role.HEAD, True), (Role.CONTROLLER, True), (Role.CHIEF, False)]
)
def test_the_form_for_decisions_stands_only_before_those_who_decide(
    open_page: Open, monkeypatch: pytest.MonkeyPatch, role: Role, offered: bool
) -> None:
    monkeypatch.setattr(reader, "current", lambda: person(role))
    at = open_page("plan", plan="cpr-2017")
    assert bool(at.expander) is offered


def test_in_the_trial_a_role_can_be_tried_and_stays_in_the_links(open_page: Open) -> None:
    html = text(open_page("overview", role="reader"))
    assert "Prøve på denne maskine" in html
    assert "role=reader" in html[html.index('href="/plan?plan=') :]
    assert NO_ACCESS in text(open_page("overview", role="administrator"))
    assert "CPR-administrationen" in text(open_page("overview", role="boss"))


def test_what_was_refused_is_on_record_and_undone(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "current", lambda: person(Role.READER))
    with reading(database, sees=EVERYTHING) as session:
        before = len(audit.entries(session))
    found = saving.write(decide(OWN))
    assert [p.code for p in found] == ["not_permitted"]
    with reading(database, sees=EVERYTHING) as session:
        entries = audit.entries(session)[before:]
        assert [(e.actor, e.action, e.subject) for e in entries] == [
            ("somebody@example.dk", "refused.decide", OWN)
        ]
        assert audit.problems(session) == []
        assert all(decision.plan != "cpr-2017" for decision in queries.decisions(session))


def test_values_and_definitions_of_others_do_not_come_in_with_ones_own_plan(database: str) -> None:
    """A plan's file may bring what its tests read, but only of institutions its author may write for."""
    with reading(database, sees=EVERYTHING) as session:
        own, other = (queries.plan_file(session, PLAN[key][0]) for key in (OWN, OTHER))
    series = other.indicators[0]
    value = Observed(institution=OTHER, indicator=series.id, period="2001", value=Decimal(1))
    foreign: dict[str, dict[str, object]] = {
        "values": {"observations": (value,)},
        "series": {
            "observations": (),
            "indicators": (*own.indicators, series.model_copy(update={"id": "new"})),
        },
        "institution": {
            "observations": (),
            "institutions": (*own.institutions, other.institutions[0].model_copy(update={"id": "new"})),
        },
    }
    changes = {"id": "cpr-x", "stage": Stage.DRAFT, "signatures": (), "amendments": ()}
    for brought in foreign.values():
        plan = own.model_copy(update={**changes, **brought})
        with pytest.raises(InvalidInput) as refused, writing(database, person(Role.CHIEF)) as session:
            commands.import_plan(session, plan)
        assert [p.code for p in refused.value.problems] == ["not_permitted"]
    plan = own.model_copy(update={**changes, "observations": ()})
    with writing(database, person(Role.CHIEF)) as session:
        assert commands.import_plan(session, plan)
