"""The rights over an institution that has moved: who sees which plan of it as of which day, and who may do what.

Three plans (one before the move, one in whose year it is, one after) and eight people, on both databases.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from sqlalchemy.exc import ProgrammingError
from streamlit.testing.v1 import AppTest

from db import area_thresholds
from db.audit import chain, search
from db.audit.search import EntryFilter
from db.location import URL_VARIABLE
from db.people import rights
from db.plans import decision_commands, institution_commands
from db.scope import EVERYTHING
from db.session import MACHINE, open_reading, open_writing
from metrics.access import Action, Grant, Person, Role
from metrics.errors import InvalidInput
from metrics.facts.decisions import Decision, DecisionKind
from metrics.periods import find_danish_day, find_day_end
from metrics.plan.institution_history import InstitutionChange
from pages.ui import moments, people, reader
from pages.ui.moments import JudgedMoment
from pages.ui.snapshot import read_snapshot
from tests import attempts
from tests.matrix import AREAS, NEIGHBOUR, OWN
from tests.pages.conftest import ROOT, text
from tests.preparations import Do, attempt, prepare
from words.site_map import BY_KEY

NEW = "Ministeriet for Ankesager (opdigtet)"
MOVED = date(2025, 7, 1)
LAST = date(2025, 6, 30)
TODAY = find_danish_day(datetime.now(UTC))
BEFORE, DURING, AFTER = (f"{OWN}-{year}" for year in (2024, 2025, 2026))
OLDER = f"{OWN}-2023"


def holder(name: str, role: Role, *, institution: str | None = None, area: str | None = None) -> Person:
    return Person(f"{name}@example.dk", (Grant(role, date(2020, 1, 1), institution=institution, area=area),))


OLD_HEAD, NEW_HEAD = (
    holder(name, Role.HEAD, area=area) for name, area in (("old", AREAS[OWN]), ("new", NEW))
)
OLD_CONTROLLER, NEW_CONTROLLER = (
    holder(name, Role.CONTROLLER, area=area) for name, area in (("oldc", AREAS[OWN]), ("newc", NEW))
)
OLD_AUDITOR, NEW_AUDITOR = (
    holder(name, Role.AUDITOR, area=area) for name, area in (("olda", AREAS[OWN]), ("newa", NEW))
)
CHIEF, NEIGHBOURS = (
    holder("chief", Role.CHIEF, institution=OWN),
    holder("n", Role.CHIEF, institution=NEIGHBOUR),
)
EVERYBODY = {
    "old_head": OLD_HEAD,
    "old_controller": OLD_CONTROLLER,
    "old_auditor": OLD_AUDITOR,
    "new_head": NEW_HEAD,
    "new_controller": NEW_CONTROLLER,
    "new_auditor": NEW_AUDITOR,
    "chief": CHIEF,
    "neighbour": NEIGHBOURS,
}
OLD_ONES = {"old_head", "old_controller", "old_auditor"}
ALL = {OLDER, BEFORE, DURING, AFTER}
SEEN = {
    name: {OLDER, BEFORE, DURING} if name in OLD_ONES else set() if name == "neighbour" else ALL
    for name in EVERYBODY
}


def move(url: str, since: date = MOVED, area: str = NEW) -> None:
    with open_writing(url, MACHINE) as session:
        moved = InstitutionChange(OWN, since, datetime.now(UTC), "Resolution", ministry_area=area)
        institution_commands.change_institution(session, moved)


@pytest.fixture
def url(filled_database_url: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The example, one of whose institutions has moved, as the database that is read."""
    monkeypatch.setenv(URL_VARIABLE, filled_database_url)
    move(filled_database_url)
    return filled_database_url


def seen_by(who: Person, as_of: date = TODAY) -> JudgedMoment:
    return moments.read_moment(as_of, find_day_end(as_of), who, TODAY)


def of_it(found: JudgedMoment) -> set[str]:
    return {plan.id for plan in found.plans if plan.institution == OWN}


# --- Reading --------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("url")
@pytest.mark.parametrize("name", EVERYBODY)
def test_each_sees_the_plans_of_the_time_their_area_had_it(name: str) -> None:
    assert of_it(seen_by(EVERYBODY[name])) == SEEN[name]


@pytest.mark.usefixtures("url")
def test_before_the_move_the_new_area_sees_what_was_there_then_and_the_old_no_less() -> None:
    spring = date(2025, 4, 1)
    assert of_it(seen_by(NEW_HEAD, spring)) == of_it(seen_by(OLD_HEAD, spring)) == {OLDER, BEFORE, DURING}


@pytest.mark.usefixtures("url")
def test_the_old_area_keeps_what_it_had_received_and_no_more() -> None:
    old, new = seen_by(OLD_HEAD), seen_by(NEW_HEAD)
    plan = old.scores[DURING].plan
    then = old.of(plan)
    assert (then.until, then.facts.as_of) == (LAST, LAST)
    assert then.facts.known_at == find_day_end(LAST)
    received = [o for series in then.facts.series.values() for o in series]
    assert received
    assert max(one.recorded_at for one in received) <= find_day_end(LAST)
    # The new area has the same and what came since.
    now = [o for key, series in new.facts.series.items() if key[0] == OWN for o in series]
    assert max(one.recorded_at for one in now) > find_day_end(LAST)
    assert old.outlooks[DURING].score == then.scores[DURING]
    assert old.outlooks[DURING].score.facts.as_of == LAST
    assert old.scores[DURING].points != new.scores[DURING].points
    # It is as it was for everybody on that day.
    assert old.scores[DURING] == seen_by(NEW_HEAD, LAST).scores[DURING]


def test_a_decision_made_before_the_move_is_kept_and_one_made_after_it_is_not(url: str) -> None:
    late = Decision(BEFORE, DecisionKind.TOTAL, date(2026, 3, 1), "R", "W", points=Decimal(50))
    with open_writing(url, MACHINE) as session:
        decision_commands.record_decision(session, late, datetime.now(UTC))
    old, new = seen_by(OLD_HEAD), seen_by(NEW_HEAD)
    plan = new.scores[BEFORE].plan
    spring = date(2025, 4, 24)
    assert [one.on for one in old.of(plan).facts.decisions[BEFORE]] == [spring, spring]
    assert [one.on for one in new.of(plan).facts.decisions[BEFORE]] == [spring, spring, date(2026, 3, 1)]


@pytest.mark.usefixtures("url")
def test_versions_made_after_the_move_are_not_among_what_was_received() -> None:
    then = seen_by(OLD_HEAD).received[OWN]
    assert [version.number for version in then.versions[OLDER]] == [1, 2]
    assert then.versions[AFTER] == []


@pytest.mark.usefixtures("url")
def test_nobody_follows_up_an_institution_that_has_left() -> None:
    old = seen_by(OLD_HEAD)
    assert OWN not in {plan.institution for plan in old.followed}
    assert NEIGHBOUR in {plan.institution for plan in old.followed}
    assert OWN in {plan.institution for plan in seen_by(NEW_HEAD).followed}


def test_an_institution_that_comes_back_is_there_with_all_of_its_history(url: str) -> None:
    move(url, date(2026, 7, 1), AREAS[OWN])
    assert of_it(seen_by(OLD_HEAD)) == SEEN["chief"]
    # The area between keeps the plans of its own year, as they stood when that was over.
    between = seen_by(NEW_HEAD)
    assert of_it(between) == {DURING, AFTER}
    assert between.received[OWN].until == date(2026, 6, 30)


def test_a_move_to_come_changes_nothing_yet(
    filled_database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(URL_VARIABLE, filled_database_url)
    move(filled_database_url, date(2090, 1, 1))
    assert of_it(seen_by(OLD_HEAD)) == SEEN["chief"]
    assert of_it(seen_by(NEW_HEAD)) == set()


def test_the_successor_of_a_merged_institution_reads_its_history(
    filled_database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(URL_VARIABLE, filled_database_url)
    with open_writing(filled_database_url, MACHINE) as session:
        merged = InstitutionChange(OWN, MOVED, datetime.now(UTC), "Lov", successor=NEIGHBOUR)
        institution_commands.change_institution(session, merged)
    assert of_it(seen_by(NEIGHBOURS)) == SEEN["chief"]
    assert of_it(seen_by(OLD_HEAD)) == SEEN["chief"]


# --- Doing ----------------------------------------------------------------------------------------------------------

DOING = {
    "report": {"new_controller", "chief"},
    "claim": {"new_controller", "chief"},
    "confirm": {"new_controller"},
    "import": {"new_controller", "chief"},
    "break": {"new_controller", "chief"},
    "decide": {"new_head", "new_controller"},
    "draft": {"new_controller", "chief"},
    "sign_file": set[str](),
    "sign_department": {"new_head"},
    "sign_institution": {"chief"},
    "sign_last_department": {"new_head"},
    "sign_last_institution": {"chief"},
    "change": {"new_head", "chief"},
    "workbook": {"new_head", "new_controller", "new_auditor", "chief"},
    "record": {"new_auditor"},
    "scenario_save": {"new_head", "new_controller", "new_auditor", "chief"},
    "institution": set[str](),
}


def refusal(url: str, by: Person, do: Do) -> str:
    """What is against something that somebody tries; an empty text for nothing."""
    try:
        attempt(url, by, do)
    except InvalidInput as refused:
        return refused.problems[0].code
    except ProgrammingError as refused:
        if "row-level security" not in str(refused):
            raise
        return "row-level security"
    return ""


def done(url: str, command: str) -> set[str]:
    _, make = attempts.COMMANDS[command]
    do = prepare(url, make(OWN))
    return {name for name, who in EVERYBODY.items() if not refusal(url, who, do)}


@pytest.mark.parametrize("command", DOING)
def test_only_the_area_it_is_in_now_and_its_own_people_act(url: str, command: str) -> None:
    assert done(url, command) == DOING[command]


@pytest.mark.parametrize("command", sorted(set(DOING) - {"workbook", "record"}))
def test_the_policies_hold_where_the_code_forgot_to_ask(
    url: str, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if url.startswith("postgresql"):
        monkeypatch.setattr(rights, "demand_right", lambda *_: None)
    assert done(url, command) == DOING[command]


def test_a_threshold_is_set_by_who_decides_over_all_that_is_in_the_area_now(url: str) -> None:
    def set_in(area: str) -> Do:
        return lambda session: area_thresholds.set_threshold(session, area, "likely", Decimal(75), "R")

    old, new = set_in(AREAS[OWN]), set_in(NEW)
    assert [refusal(url, who, old) for who in (OLD_HEAD, NEW_HEAD)] == ["", "not_permitted"]
    assert [refusal(url, who, new) for who in (OLD_HEAD, NEW_HEAD)] == ["not_permitted", ""]
    both = Person("b@example.dk", (*OLD_HEAD.grants, *NEW_HEAD.grants))
    assert [refusal(url, both, one) for one in (old, new)] == ["", ""]


# --- The audit ------------------------------------------------------------------------------------------------------


def test_an_auditor_of_the_old_area_sees_what_was_done_until_the_move(url: str) -> None:
    known = read_snapshot().catalogue
    with open_reading(url, sees=EVERYTHING) as session:
        every = [entry.action for entry in chain.read_entries(session)]
        found = {}
        for name, who in (("old", OLD_AUDITOR), ("new", NEW_AUDITOR)):
            parts = people.find_permitted_parts(known, who, Action.SEE_AUDIT, TODAY)
            until = {key: part.until for key, part in parts.items() if part.until}
            asked = EntryFilter(institutions=frozenset({OWN}) & frozenset(parts), until=until)
            found[name] = [entry.action for entry in search.find_newest(session, asked)]
    # All was entered today, after the move, whatever day it tells of.
    assert found["old"] == []
    assert found["new"][0] == every[-1] == "institution.move"


# --- On the pages ---------------------------------------------------------------------------------------------------


def opened(page: str, who: Person, monkeypatch: pytest.MonkeyPatch, **query: str) -> str:
    monkeypatch.setattr(reader, "find_reader", lambda: who)
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    at.query_params["as_of"] = "2000-01-01"
    at.run()
    at.switch_page(BY_KEY[page].script)
    at.query_params.clear()
    at.query_params.update(query)
    return text(at.run())


NOTE = "Institutionen hørte under ministerområdet til og med 30. juni 2025."


def test_the_pages_show_the_old_area_the_plan_as_it_was_received(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for page, query in (
        ("plan", {"plan": DURING}),
        ("goal", {"plan": DURING, "goal": "1.2"}),
        ("whatif", {"plan": DURING}),
        ("institution", {"institution": OWN}),
    ):
        assert NOTE in opened(page, OLD_HEAD, monkeypatch, **query)
        assert NOTE not in opened(page, NEW_HEAD, monkeypatch, **query)
    assert "Ankenævnet for Borgersager: Resultatplan 2026" not in opened(
        "plan", OLD_HEAD, monkeypatch, plan=AFTER
    )
    assert "Ankenævnet for Borgersager" in opened("overview", OLD_HEAD, monkeypatch)
    assert f'plan={AFTER}"' not in opened("overview", OLD_HEAD, monkeypatch)
    assert "Ankenævnet for Borgersager" not in opened("risk", OLD_HEAD, monkeypatch)


@pytest.mark.usefixtures("url")
def test_the_old_area_sees_the_institution_s_goals_over_the_years_as_they_were_received(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shown = opened("institution", OLD_HEAD, monkeypatch, institution=OWN)
    assert '<ul class="m-cards">' in shown
    assert f"plan={DURING}" in shown
    assert f"plan={AFTER}" not in shown
