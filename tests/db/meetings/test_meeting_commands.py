"""A meeting held by its parties: each step by whom it is of, each line a row of its own, and all of it on record."""

from __future__ import annotations

from datetime import date, timedelta
from threading import Thread

import pytest

from db.audit import chain
from db.meetings import meeting_commands
from db.plans import decision_queries
from db.scope import EVERYTHING
from db.session import MACHINE, open_reading, open_writing
from metrics.access import Person
from metrics.errors import InvalidInput
from metrics.facts.decisions import DecisionKind
from metrics.meeting.meeting_course import MeetingState, MeetingSubject
from tests.db.meetings.held import (
    BOTH,
    ELSEWHERE,
    HEAD,
    LATER,
    NEXT,
    NOW,
    OWN,
    PLAN,
    QUARTER,
    capture,
    close,
    minutes,
    read,
    take,
)
from tests.db.reports.played import AREA, CHIEF, CONTROLLER, REPORTER


def refusal(act: object, *given: object, **said: object) -> list[str]:
    with pytest.raises(InvalidInput) as refused:
        act(*given, **said)  # type: ignore[operator]
    return [problem.code for problem in refused.value.problems]


def state(url: str, quarter: str = QUARTER) -> MeetingState:
    return read(url).find_course(quarter).state


def test_a_meeting_goes_from_its_plan_to_approved_minutes(url: str) -> None:
    take(url, CONTROLLER, "planned", on=date(2017, 8, 15))
    assert state(url) is MeetingState.PLANNED
    take(url, HEAD, "opened")
    action = capture(
        url, CONTROLLER, "action", " Send a plan ", plan=PLAN, goal="2.1", owner="Chief", due=LATER
    )
    assert (action.text, action.person) == ("Send a plan", CONTROLLER.key)
    close(url)
    assert state(url) is MeetingState.DRAFT
    take(url, CHIEF, "commented", "The day was another")
    take(url, CHIEF, "approved_institution")
    assert state(url) is MeetingState.DRAFT
    take(url, HEAD, "approved_department")
    assert state(url) is MeetingState.APPROVED
    with open_reading(url, sees=EVERYTHING) as session:
        assert chain.find_chain_problems(session) == []
        actions = [
            entry.action for entry in chain.read_entries(session) if entry.action.startswith("meeting.")
        ]
    assert actions == [
        "meeting.planned",
        "meeting.opened",
        "meeting.action",
        "meeting.attended",
        "meeting.closed",
        "meeting.commented",
        "meeting.approved_institution",
        "meeting.approved_department",
    ]


def test_the_close_keeps_figures_statuses_forecasts_and_the_numbers_of_the_lines(url: str) -> None:
    take(url, HEAD, "opened")
    kept = capture(url, HEAD, "note", "Kept")
    struck = capture(url, HEAD, "note", "Struck")
    capture(url, HEAD, "struck", about=struck.number)
    close(url)
    document = minutes(url)
    assert (document["attended"], document["as_of"]) == ("Head, chief", "2017-08-01")
    assert document["entries"] == [kept.number]
    (plan,) = document["plans"]
    assert (plan["plan"], plan["plan_version"]) == (PLAN, 1)
    assert plan["report"] == {"state": "open", "version": 1, "received": None}
    assert len(plan["goals"]) == 7
    assert {"status", "p_met", "open", "reasons"} <= plan["goals"][0].keys()


def test_what_is_known_later_does_not_change_the_minutes(url: str) -> None:
    take(url, HEAD, "opened")
    close(url)
    before = minutes(url)
    take(url, HEAD, "reopened", "A figure was wrong", now=NOW + timedelta(days=100))
    assert minutes(url) == before
    close(url, now=NOW + timedelta(days=100))
    assert minutes(url)["as_of"] == "2017-11-09"


def test_the_chief_neither_holds_the_meeting_nor_writes_in_it(url: str) -> None:
    assert refusal(take, url, CHIEF, "opened") == ["not_permitted"]
    take(url, HEAD, "opened")
    assert refusal(capture, url, CHIEF, "note", "N") == ["not_permitted"]
    close(url)
    for kind in ("reopened", "approved_department"):
        assert refusal(take, url, CHIEF, kind, "R") == ["not_permitted"]


@pytest.mark.parametrize("by", [HEAD, CONTROLLER, REPORTER], ids=lambda by: by.key)
def test_nobody_but_the_chief_approves_or_comments_for_the_institution(url: str, by: Person) -> None:
    take(url, HEAD, "opened")
    close(url)
    for kind in ("approved_institution", "commented"):
        assert refusal(take, url, by, kind, "W") == ["not_permitted"]


def test_who_works_in_the_institution_never_acts_for_the_department(url: str) -> None:
    assert refusal(take, url, BOTH, "opened") == ["not_permitted"]
    take(url, HEAD, "opened")
    close(url)
    assert refusal(take, url, BOTH, "approved_department") == ["not_permitted"]
    take(url, BOTH, "approved_institution")


def test_two_who_write_at_once_lose_nothing(url: str) -> None:
    take(url, HEAD, "opened")

    def write(by: Person) -> None:
        for number in range(5):
            capture(url, by, "note", f"{by.key} {number}")

    both = [Thread(target=write, args=(by,)) for by in (HEAD, CONTROLLER)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    texts = [entry.text for entry in read(url).entries]
    assert sorted(texts) == sorted(f"{by.key} {n}" for by in (HEAD, CONTROLLER) for n in range(5))


def test_nothing_is_written_at_a_meeting_once_it_is_closed(url: str) -> None:
    take(url, HEAD, "opened")
    close(url)
    assert refusal(capture, url, HEAD, "note", "N") == ["meeting_not_open"]
    take(url, HEAD, "reopened", "Something was forgotten")
    capture(url, HEAD, "note", "N")


def test_an_accepted_deviation_is_the_decision_that_it_is(url: str) -> None:
    take(url, HEAD, "opened")
    said = {"plan": PLAN, "goal": "2.1", "owner": "Head", "due": date(2017, 12, 31)}
    line = capture(url, HEAD, "deviation", "Staff is being hired", **said)
    with open_reading(url, sees=EVERYTHING) as session:
        (decision,) = decision_queries.read_decisions(session, PLAN)
    assert line.decision == decision.number
    assert (decision.kind, decision.goal, decision.until) == (
        DecisionKind.DEVIATION,
        "2.1",
        date(2017, 12, 31),
    )
    assert (decision.by, decision.reason) == ("Head", "Staff is being hired")


def test_what_is_wrong_with_a_deviation_is_said_at_the_fields_of_the_line(url: str) -> None:
    take(url, HEAD, "opened")
    said = {"plan": PLAN, "goal": "2.1", "owner": "", "due": date(2017, 12, 31)}
    with pytest.raises(InvalidInput) as refused:
        capture(url, HEAD, "deviation", "", **said)
    assert [(one.code, one.place) for one in refused.value.problems] == [
        ("text_empty", "text"),
        ("text_empty", "owner"),
    ]
    assert read(url).entries == ()


def test_open_actions_appear_at_the_next_meeting_by_themselves_until_they_are_done(url: str) -> None:
    take(url, HEAD, "opened")
    action = capture(url, HEAD, "action", "A", owner="Chief", due=date(2017, 9, 1))
    close(url)
    later = NOW + timedelta(days=90)
    take(url, HEAD, "opened", quarter=NEXT, now=later)
    assert [one.entry.number for one in read(url).find_old(NEXT)] == [action.number]
    capture(url, HEAD, "done", about=action.number, on=date(2017, 10, 1), quarter=NEXT, now=later)
    (followed,) = read(url).find_old(NEXT)
    assert followed.done is not None
    assert followed.done.on == date(2017, 10, 1)
    close(url, quarter=NEXT, now=later)
    assert minutes(url, NEXT)["old"] == [{"entry": action.number, "done": "2017-10-01"}]
    assert read(url).find_old("2017Q4") == []


def test_a_quarter_that_no_plan_reports_on_has_no_meeting(url: str) -> None:
    assert refusal(take, url, HEAD, "opened", quarter="2016Q2") == ["meeting_quarter"]
    assert refusal(take, url, HEAD, "opened", quarter="2017") == ["meeting_quarter"]
    assert refusal(take, url, HEAD, "opened", quarter="x") == ["period_invalid"]


def test_a_meeting_about_an_area_is_its_department_s_own(url: str) -> None:
    area = MeetingSubject(area=AREA)
    assert refusal(take, url, CHIEF, "opened", subject=area) == ["not_permitted"]
    assert refusal(take, url, ELSEWHERE, "opened", subject=area) == ["not_permitted"]
    take(url, HEAD, "opened", subject=area)
    capture(url, HEAD, "decision", "D", subject=area, plan=PLAN, goal="1.1")
    close(url, subject=area)
    take(url, HEAD, "approved_department", subject=area)
    found = read(url, area)
    assert found.find_course(QUARTER).state is MeetingState.APPROVED
    assert [entry.text for entry in found.entries] == ["D"]
    assert read(url).entries == ()


def test_an_area_that_is_not_there_has_no_meeting(url: str) -> None:
    assert refusal(take, url, MACHINE, "opened", subject=MeetingSubject(area="X")) == ["area_unknown"]


def test_a_meeting_is_about_those_who_are_in_its_area_that_day(url: str) -> None:
    with open_writing(url, MACHINE) as session:
        listed = meeting_commands.list_members(session, MeetingSubject(area=AREA), NOW.date())
        assert listed == ["cpr"]
        assert meeting_commands.list_members(session, OWN, NOW.date()) == ["cpr"]
