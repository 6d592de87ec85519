"""Answers to the plan check: kept with reason, name and seal, and asked for anew when the finding has changed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from db.audit import chain
from db.people import rights
from db.plans import plan_queries
from db.plans.agreement import finding_queries
from db.plans.agreement.answer_commands import AnswerRequest, answer_finding
from db.scope import EVERYTHING
from db.session import MACHINE, open_reading, open_writing
from metrics.access import Grant, Role
from metrics.errors import InvalidInput
from metrics.score.plan_check.answers import AnsweredFinding, AnswerKind
from tests.db.recorded import NOW, imported, source

FAR = AnswerRequest("cpr-2017", "target_far", "2.1.1", AnswerKind.KEPT, " Der er ansat flere. ")


def answer(url: str, asked: AnswerRequest, person: str = "", later: int = 0) -> None:
    with open_writing(url, MACHINE) as session:
        reader = rights.read_person(session, person) if person else MACHINE
    with open_writing(url, reader) as session:
        answer_finding(session, asked, NOW + timedelta(days=later))


def read(url: str, *changes: tuple[str, str]) -> AnsweredFinding:
    """The finding about the target of 2.1, in the plan as it is or with changes."""
    with open_reading(url, sees=EVERYTHING) as session:
        plan = source(2017, *changes).plan if changes else plan_queries.read_plan(session, "cpr-2017")
        found = finding_queries.read_findings(session, plan, NOW)
    return next(one for one in found if (one.finding.rule, one.finding.place) == ("target_far", "2.1.1"))


def codes(refused: pytest.ExceptionInfo[InvalidInput]) -> list[str]:
    return [problem.code for problem in refused.value.problems]


def test_an_answer_is_kept_with_its_reason_and_a_later_one_stands_in_its_place(database_url: str) -> None:
    imported(database_url)
    assert (read(database_url).answer, read(database_url).outdated) == (None, False)
    answer(database_url, FAR)
    kept = read(database_url).answer
    assert kept is not None
    assert (kept.kind, kept.reason, kept.recorded_at) == (AnswerKind.KEPT, "Der er ansat flere.", NOW)
    again = AnswerRequest("cpr-2017", "target_far", "2.1.1", AnswerKind.CHANGING, "Måltallet sættes ned.")
    answer(database_url, again, later=1)
    with open_reading(database_url, sees=EVERYTHING) as session:
        assert [one.kind for one in finding_queries.read_answers(session, "cpr-2017")] == ["kept", "changing"]
        entries = [entry.action for entry in chain.read_entries(session)]
        assert entries.count("finding.answered") == 2
        assert chain.find_chain_problems(session) == []
    newest = read(database_url).answer
    assert newest is not None
    assert newest.kind is AnswerKind.CHANGING


def test_an_answer_does_not_hold_for_a_finding_that_has_changed(database_url: str) -> None:
    imported(database_url)
    answer(database_url, FAR)
    changed = read(database_url, ("year = 2017, number = 90", "year = 2017, number = 91"))
    assert (changed.answer, changed.outdated) == (None, True)
    stale = AnswerRequest("cpr-2017", "target_far", "2.1.1", AnswerKind.KEPT, "R", changed.finding.digest)
    with pytest.raises(InvalidInput) as refused:
        answer(database_url, stale)
    assert codes(refused) == ["finding_changed_since"]


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        (AnswerRequest("cpr-2017", "goal_count", "", AnswerKind.KEPT, "R"), "finding_unknown"),
        (AnswerRequest("cpr-2017", "target_far", "", AnswerKind.KEPT, "R"), "finding_unknown"),
        (AnswerRequest("cpr-2017", "target_far", "2.1.1", AnswerKind.KEPT, "  "), "text_empty"),
        (AnswerRequest("cpr-2018", "target_far", "2.1.1", AnswerKind.KEPT, "R"), "plan_unknown"),
    ],
)
def test_what_is_no_answer_is_refused(sqlite_url: str, asked: AnswerRequest, code: str) -> None:
    imported(sqlite_url)
    with pytest.raises(InvalidInput) as refused:
        answer(sqlite_url, asked)
    assert codes(refused) == [code]


def test_those_who_draft_or_sign_the_plan_answer_and_nobody_else(database_url: str) -> None:
    imported(database_url)
    with open_writing(database_url, MACHINE) as session:
        for role in (Role.CHIEF, Role.HEAD, Role.REPORTER):
            given = Grant(role, date(2016, 1, 1), institution="cpr")
            rights.grant_role(session, f"{role}@example.dk", given)
    for role in (Role.CHIEF, Role.HEAD):
        answer(database_url, FAR, f"{role}@example.dk")
    with pytest.raises(InvalidInput) as refused:
        answer(database_url, FAR, "reporter@example.dk")
    assert codes(refused) == ["not_permitted"]
    kept = read(database_url).answer
    assert kept is not None
    assert kept.person == "head@example.dk"
