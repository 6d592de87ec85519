"""Adding a development plan, its versions, and what is said of its initiatives."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy.orm import Session

from db import queries
from db.audit import chain
from db.directions import direction_commands, direction_queries
from db.initial import SOURCES
from db.plans import plan_commands, plan_file, plan_queries
from db.results import result_queries
from db.scope import EVERYTHING
from db.session import MACHINE, open_reading, open_writing
from metrics.access import Grant, Person, Role
from metrics.direction.direction_plan import DirectionFile, GoalLink
from metrics.direction.direction_terms import DocumentKind
from metrics.direction.progress import StepEvent, StepEventKind
from metrics.errors import InvalidInput
from tests.directions import direction, initiative

NOW = datetime(2024, 9, 1, 10, tzinfo=UTC)
CPR = SOURCES / "directions" / "cpr-udviklingsplan-2023.toml"


def add(url: str, file: DirectionFile, by: Person = MACHINE) -> bool:
    with open_writing(url, by) as session:
        return direction_commands.import_direction(session, file, NOW)


def say(session: Session, kind: StepEventKind, number: str = "1.1", note: str | None = None) -> None:
    said = StepEvent("plan-2023", number, kind, date(2024, 9, 1), note, "J 1")
    direction_commands.record_progress(session, said, NOW)


def refusal(url: str, file: DirectionFile) -> list[str]:
    with pytest.raises(InvalidInput) as refused:
        add(url, file)
    return [p.code for p in refused.value.problems]


def test_a_plan_is_added_once_and_a_change_is_a_new_version(database_url: str) -> None:
    assert add(database_url, direction())
    assert not add(database_url, direction())
    assert add(database_url, direction(title="Changed"))
    with open_reading(database_url, sees=EVERYTHING) as session:
        versions = direction_queries.read_versions(session)
        assert [(one.number, one.document.title) for one in versions] == [
            (1, "Plan 2023-2025"),
            (2, "Changed"),
        ]
        # The document counts from its first day; what is changed later from then.
        assert versions[0].recorded_at == datetime(2022, 12, 31, 23, tzinfo=UTC)
        assert versions[1].recorded_at == NOW
        assert [e.action for e in chain.read_entries(session)] == ["direction.added", "direction.changed"]
        assert chain.find_chain_problems(session) == []


def test_a_development_plan_is_no_yearly_plan(database_url: str) -> None:
    add(database_url, direction())
    with open_writing(database_url, MACHINE) as session:
        say(session, StepEventKind.STARTED)
    with open_reading(database_url, sees=EVERYTHING) as session:
        assert plan_queries.read_plans(session) == []
        assert plan_queries.read_kind(session, "plan-2023") is DocumentKind.DEVELOPMENT
        assert plan_queries.read_kind(session, "gone") is None
        assert result_queries.read_events(session).is_empty()
        assert queries.read_history(session).known(date(2024, 9, 1), NOW).events == {}
        with pytest.raises(InvalidInput) as refused:
            plan_queries.read_plan(session, "plan-2023")
    assert [p.code for p in refused.value.problems] == ["plan_without_total"]


def test_an_id_is_of_one_kind_of_plan(database_url: str) -> None:
    yearly = plan_file.read_plan(SOURCES / "cpr-2021.toml")
    with open_writing(database_url, MACHINE) as session:
        plan_commands.import_plan(session, yearly)
    assert refusal(database_url, direction(id="cpr-2021")) == ["plan_of_another_kind"]
    add(database_url, direction())
    with open_writing(database_url, MACHINE) as session, pytest.raises(InvalidInput) as refused:
        plan_commands.import_plan(session, yearly.model_copy(update={"id": "plan-2023"}))
    assert [p.code for p in refused.value.problems] == ["plan_without_total"]


def test_links_are_held_against_the_plans_there_are(database_url: str) -> None:
    link = GoalLink(plan="cpr-2021", goal="1.2")
    wrong = direction(initiative(goals=(link, GoalLink(plan="cpr-2021", goal="9"))))
    assert refusal(database_url, wrong) == ["link_plan_unknown"] * 2
    with open_reading(database_url, sees=EVERYTHING) as session:
        assert direction_queries.read_versions(session) == []


def test_what_was_reported_on_stays_in_the_plan(database_url: str) -> None:
    add(database_url, direction())
    with open_writing(database_url, MACHINE) as session:
        say(session, StepEventKind.STARTED)
    assert refusal(database_url, direction(initiative("1.2"))) == ["initiative_reported_on"]


def test_what_is_said_is_recorded_or_refused_with_every_reason(database_url: str) -> None:
    add(database_url, direction())
    with open_writing(database_url, MACHINE) as session:
        say(session, StepEventKind.CLAIMED, note="  Done. ")
    with open_reading(database_url, sees=EVERYTHING) as session:
        (found,) = direction_queries.read_progress(session, "plan-2023")
        assert (found.number, found.kind, found.note, found.source) == ("1.1", "claimed", "Done.", "J 1")
        assert found.recorded_at == NOW
        assert chain.find_chain_problems(session) == []
    with open_writing(database_url, MACHINE) as session, pytest.raises(InvalidInput) as refused:
        say(session, StepEventKind.DROPPED, "9")
    assert [p.code for p in refused.value.problems] == ["initiative_unknown", "text_empty"]
    with open_writing(database_url, MACHINE) as session, pytest.raises(InvalidInput) as refused:
        direction_commands.record_progress(
            session, StepEvent("gone", "1", StepEventKind.STARTED, date(2024, 9, 1))
        )
    assert [p.code for p in refused.value.problems] == ["plan_unknown"]


def person(role: Role) -> Person:
    return Person(f"{role}@example.dk", (Grant(role, date(2020, 1, 1), institution="inst"),))


def test_the_institution_reports_and_the_department_confirms(database_url: str) -> None:
    add(database_url, direction(department="The department"))
    tried = [
        (Role.READER, StepEventKind.STARTED, False),
        (Role.HEAD, StepEventKind.STARTED, False),
        (Role.REPORTER, StepEventKind.CLAIMED, True),
        (Role.REPORTER, StepEventKind.MET, False),
        (Role.CHIEF, StepEventKind.MET, False),
        (Role.CONTROLLER, StepEventKind.MET, True),
    ]
    for role, kind, allowed in tried:
        with open_writing(database_url, person(role)) as session:
            if allowed:
                say(session, kind)
                continue
            with pytest.raises(InvalidInput) as refused:
                say(session, kind)
            assert [p.code for p in refused.value.problems] == ["not_permitted"], role
    with open_reading(database_url, sees=EVERYTHING) as session:
        assert [one.kind for one in direction_queries.read_progress(session)] == ["claimed", "met"]


def test_only_who_may_draft_brings_a_development_plan(database_url: str) -> None:
    add(database_url, direction())
    for role in (Role.REPORTER, Role.HEAD):
        with pytest.raises(InvalidInput) as refused:
            add(database_url, direction(title="Changed"), person(role))
        assert [p.code for p in refused.value.problems] == ["not_permitted"]
    assert add(database_url, direction(title="Changed"), person(Role.CHIEF))
