"""Who may take which step when: by hand, and as laws for any sequence of steps tried by anybody."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.access import FOR_DEPARTMENT, Action, Grant, Person, Refusal, Resource, Role, grant_all_roles
from metrics.report.course import LEADS_TO, OF_A_ROW, ReportCourse, ReportState, ReportStep, StepKind
from metrics.report.next_steps import (
    ACTION,
    StepGround,
    StepTaker,
    find_step_problems,
    find_step_refusals,
    list_awaited_by_receipt,
    list_row_steps,
)

START = datetime(2026, 10, 1, 12, tzinfo=UTC)
DAY = date(2026, 10, 1)
OWN = Resource("a", "one")
FIGURE, MILESTONE, ASSESSED = "figure:share:2026Q3", "milestone:2.1", "assessed:3.1"
GROUND = StepGround(
    rows=(FIGURE, MILESTONE),
    claimed=(MILESTONE,),
    assessed={ASSESSED: ("met", "not_met")},
    due=date(2026, 10, 14),
)
INSTITUTION = {Role.REPORTER, Role.CHIEF, Role.DEPUTY}
Attempts = list[tuple[StepKind, set[Role], tuple[str, ...], int]]


def person(*roles: Role, institution: str | None = "a", area: str | None = None) -> Person:
    return Person("x@example.dk", tuple(Grant(role, date.min, None, institution, area) for role in roles))


def taker(*roles: Role) -> StepTaker:
    return StepTaker(person(*roles), OWN, DAY)


def step(kind: str, *rows: str, words: str = "W", at: datetime = START, **said: object) -> ReportStep:
    return ReportStep(StepKind(kind), "x@example.dk", Role.CHIEF, at, words, rows, **said)  # type: ignore[arg-type]


def course(*steps: ReportStep, drafted: bool = True) -> ReportCourse:
    return ReportCourse("plan-2026", "2026Q3", steps, drafted)


def codes(found: ReportCourse, wanted: ReportStep, by: Role, ground: StepGround = GROUND) -> list[str]:
    return [problem.code for problem in find_step_problems(found, wanted, taker(by), ground)]


def list_open(found: ReportCourse, *roles: Role) -> set[str]:
    """The steps that may be taken."""
    return {kind.value for kind, why in find_step_refusals(found, taker(*roles)).items() if why is None}


def test_each_party_is_offered_its_own_steps_in_each_state() -> None:
    draft, sent, approved = course(), course(step("sent")), course(step("sent"), step("approved"))
    assert list_open(course(drafted=False), Role.CHIEF) == set()
    assert list_open(draft, Role.REPORTER) == {"sent", "shared"}
    assert list_open(draft, Role.CHIEF) == {"sent", "approved", "shared"}
    assert list_open(draft, Role.CONTROLLER) == {"excepted", "noted"}
    assert list_open(sent, Role.REPORTER) == {"taken_back", "shared"}
    assert list_open(sent, Role.DEPUTY) == {"approved", "returned", "taken_back", "shared"}
    assert list_open(approved, Role.CONTROLLER) == {
        *("asked", "received", "confirmed", "doubted", "refused", "assessed")
    }
    assert list_open(approved, Role.CHIEF) == {"replied"}
    assert list_open(approved, Role.HEAD) == set()


def test_nobody_acts_for_both_parties() -> None:
    approved = course(step("approved"))
    controller = Grant(Role.CONTROLLER, date.min, area="one")
    both = Person("x@example.dk", (*person(Role.REPORTER).grants, controller))
    refused = find_step_refusals(approved, StepTaker(both, OWN, DAY))
    ours = [refused[kind] for kind in StepKind if ACTION[kind] in FOR_DEPARTMENT]
    assert {problem.params["reason"] for problem in ours if problem} == {Refusal.OTHER_PARTY}
    assert None not in ours
    other = StepTaker(both, Resource("b", "one"), DAY)
    assert find_step_refusals(approved, other)[StepKind.RECEIVED] is None


def test_the_terminal_may_do_everything() -> None:
    machine = StepTaker(grant_all_roles("terminal:root"), OWN, DAY)
    assert find_step_refusals(course(step("approved")), machine)[StepKind.RECEIVED] is None


def test_the_role_is_the_one_nearest_to_the_institution_and_the_chief_s_own_before_a_deputy_s() -> None:
    assert taker(Role.DEPUTY, Role.CHIEF).find_role(StepKind.APPROVED) is Role.CHIEF
    assert taker(Role.DEPUTY).find_role(StepKind.APPROVED) is Role.DEPUTY
    assert taker(Role.REPORTER).find_role(StepKind.APPROVED) is None
    near = Person("x", (Grant(Role.CHIEF, date.min), Grant(Role.DEPUTY, date.min, institution="a")))
    assert StepTaker(near, OWN, DAY).find_role(StepKind.APPROVED) is Role.DEPUTY


def test_a_delegation_counts_on_its_days_alone() -> None:
    until = Person("d@example.dk", (Grant(Role.DEPUTY, date(2026, 9, 1), DAY, institution="a"),))
    assert find_step_problems(course(), step("approved"), StepTaker(until, OWN, DAY), GROUND) == []
    late = StepTaker(until, OWN, DAY + timedelta(days=1))
    assert [p.code for p in find_step_problems(course(), step("approved"), late, GROUND)] == ["not_permitted"]


def test_a_return_a_question_and_a_correction_take_a_sentence() -> None:
    assert codes(course(step("sent")), step("returned", words=" "), Role.CHIEF) == ["text_empty"]
    assert codes(course(step("approved")), step("asked", FIGURE, words=""), Role.CONTROLLER) == ["text_empty"]
    received = course(step("approved"), step("received"))
    assert codes(received, step("reopened", words=""), Role.REPORTER) == ["text_empty"]
    assert codes(received, step("reopened"), Role.REPORTER) == []
    assert codes(course(), step("sent", words=""), Role.REPORTER) == []


def test_a_question_is_about_rows_of_the_report() -> None:
    approved = course(step("approved"))
    assert codes(approved, step("asked"), Role.CONTROLLER) == ["step_needs_rows"]
    assert codes(approved, step("asked", "figure:x"), Role.CONTROLLER) == ["row_not_there"]
    assert codes(approved, step("asked", FIGURE, MILESTONE), Role.CONTROLLER) == []
    assert codes(course(), step("sent", FIGURE), Role.REPORTER) == ["step_without_rows"]


def test_a_milestone_that_is_not_confirmed_is_answered_before_it_settles() -> None:
    approved = course(step("approved"))
    assert codes(approved, step("refused", MILESTONE), Role.CONTROLLER) == ["row_not_now"]
    assert codes(approved, step("replied", MILESTONE), Role.CHIEF) == ["row_not_now"]
    doubted = course(step("approved"), step("doubted", MILESTONE))
    assert codes(doubted, step("doubted", MILESTONE), Role.CONTROLLER) == ["row_not_now"]
    assert codes(doubted, step("refused", MILESTONE), Role.CONTROLLER) == ["answer_awaited"]
    last, after = START + timedelta(days=14), START + timedelta(days=15)
    assert codes(doubted, step("refused", MILESTONE, at=last), Role.CONTROLLER) == ["answer_awaited"]
    assert codes(doubted, step("refused", MILESTONE, at=after), Role.CONTROLLER) == []
    assert codes(doubted, step("replied", MILESTONE), Role.CHIEF) == []
    replied = course(step("approved"), step("doubted", MILESTONE), step("replied", MILESTONE))
    assert codes(replied, step("refused", MILESTONE), Role.CONTROLLER) == []
    assert codes(replied, step("confirmed", MILESTONE), Role.CONTROLLER) == []
    settled = course(*replied.steps, step("refused", MILESTONE))
    assert codes(settled, step("confirmed", MILESTONE), Role.CONTROLLER) == ["row_not_now"]


def test_a_report_is_received_once_each_milestone_and_assessment_is_answered() -> None:
    approved = course(step("approved"))
    assert list_awaited_by_receipt(approved, GROUND) == [MILESTONE, ASSESSED]
    assert codes(approved, step("received"), Role.CONTROLLER) == ["receipt_waits"]
    answered = (step("doubted", MILESTONE), step("assessed", ASSESSED, word="met"))
    assert codes(course(step("approved"), *answered), step("received"), Role.CONTROLLER) == []


def test_an_assessment_is_one_of_its_words() -> None:
    approved = course(step("approved"))
    assert codes(approved, step("assessed", ASSESSED, word="fine"), Role.CONTROLLER) == ["not_allowed"]
    assert codes(approved, step("assessed", ASSESSED, word="met"), Role.CONTROLLER) == []
    assert codes(approved, step("assessed", FIGURE, word="met"), Role.CONTROLLER) == ["row_not_there"]


def test_an_exception_is_later_than_the_deadline_and_only_where_there_is_one() -> None:
    late, early = date(2026, 10, 28), date(2026, 10, 14)
    assert codes(course(), step("excepted", until=late), Role.CONTROLLER) == []
    assert codes(course(), step("excepted", until=early), Role.CONTROLLER) == ["dates_out_of_order"]
    assert codes(course(), step("excepted"), Role.CONTROLLER) == ["until_of_exception"]
    assert codes(course(), step("sent", until=late), Role.REPORTER) == ["until_of_exception"]
    assert codes(course(), step("excepted", until=late), Role.CONTROLLER, StepGround()) == [
        "report_without_deadline"
    ]
    assert codes(course(step("approved")), step("excepted", until=late), Role.CONTROLLER) == ["step_not_now"]


@pytest.mark.parametrize("kind", list(StepKind))
def test_every_step_is_refused_to_who_only_reads(kind: StepKind) -> None:
    tried = ReportStep(kind, "x", Role.READER, START)
    assert codes(course(), tried, Role.READER) == ["not_permitted"]


# --- Laws -----------------------------------------------------------------------------------------------------------

attempts = st.lists(
    st.tuples(
        st.sampled_from(list(StepKind)),
        st.sets(st.sampled_from(list(Role)), max_size=2),
        st.sampled_from([(), (FIGURE,), (MILESTONE,), (ASSESSED,)]),
        st.integers(0, 20),
    ),
    max_size=25,
)


def play(tried: Attempts) -> list[tuple[ReportCourse, StepKind, set[Role]]]:
    """Take each step that is not refused; return the course after each, with the step and its taker's roles."""
    now, found, at = course(), [], START
    for kind, roles, rows, days in tried:
        at += timedelta(days=days)
        until = date(2026, 12, 1) if kind is StepKind.EXCEPTED else None
        wanted = ReportStep(kind, "x@example.dk", Role.CHIEF, at, "W", rows, until, "met")
        if not find_step_problems(now, wanted, taker(*roles), GROUND):
            now = ReportCourse(now.plan, now.quarter, (*now.steps, wanted), now.drafted)
            found.append((now, kind, roles))
    return found


@given(attempts)
def test_no_step_is_taken_by_the_wrong_party(tried: Attempts) -> None:
    for _, kind, roles in play(tried):
        if ACTION[kind] in FOR_DEPARTMENT:
            assert Role.CONTROLLER in roles
            assert not roles & INSTITUTION
        else:
            needed = INSTITUTION - ({Role.REPORTER} if ACTION[kind] is Action.APPROVE else set())
            assert roles & needed


@given(attempts)
def test_the_state_is_what_the_steps_say_and_what_was_received_never_changes(tried: Attempts) -> None:
    before = course()
    for now, kind, _ in play(tried):
        assert now.steps[:-1] == before.steps
        assert now.state is LEADS_TO.get(kind, before.state)
        if before.state is ReportState.RECEIVED:
            assert kind is StepKind.REOPENED or kind in OF_A_ROW
        opened = sum(step.kind is StepKind.REOPENED for step in now.steps)
        received = sum(step.kind is StepKind.RECEIVED for step in now.steps)
        assert opened <= received <= opened + 1
        assert now.version == opened + 1
        before = now


@given(attempts)
def test_what_is_taken_was_offered(tried: Attempts) -> None:
    now = course()
    for after, kind, roles in play(tried):
        assert find_step_refusals(now, taker(*roles))[kind] is None
        now = after


def test_who_answers_for_some_goals_answers_their_rows_and_receives_nothing() -> None:
    other = "milestone:1.1"
    ground = replace(
        GROUND,
        rows=(FIGURE, MILESTONE, other),
        claimed=(MILESTONE, other),
        goals={MILESTONE: frozenset({"2"}), other: frozenset({"1"}), FIGURE: frozenset({"1", "2"})},
    )
    narrow = Grant(Role.DESK, date.min, institution="a", goals=frozenset({"2"}))
    desk = StepTaker(Person("x@example.dk", (narrow,)), OWN, DAY)
    handed_in = course(step("approved"))

    def told(kind: str, *rows: str) -> list[str]:
        return [one.code for one in find_step_problems(handed_in, step(kind, *rows), desk, ground)]

    assert told("confirmed", MILESTONE) == told("doubted", MILESTONE) == told("asked", FIGURE) == []
    assert told("confirmed", other) == told("asked", other) == ["row_of_others"]
    assert told("asked", FIGURE, other) == ["row_of_others"]
    assert told("received") == told("excepted") == ["not_permitted"]
    assert list_row_steps(handed_in, MILESTONE, desk, ground) == [StepKind.CONFIRMED, StepKind.DOUBTED]
    assert list_row_steps(handed_in, other, desk, ground) == []
    assert desk.find_role(StepKind.CONFIRMED) is Role.DESK


def test_who_fills_in_some_goals_does_not_send_the_whole() -> None:
    narrow = Grant(Role.REPORTER, date.min, institution="a", goals=frozenset({"2"}))
    reporter = StepTaker(Person("x@example.dk", (narrow,)), OWN, DAY)
    assert reporter.refuse(Action.PREPARE, in_part=True) is None
    assert all(find_step_refusals(course(), reporter).values())


def test_a_figure_is_noted_only_where_one_is_missing_and_only_as_a_number() -> None:
    ground = replace(GROUND, figures=(FIGURE,))
    for rows, word, told in (
        ((FIGURE,), "91.2", []),
        ((FIGURE,), "about 91", ["figure_needed"]),
        ((MILESTONE,), "1", ["row_not_there"]),
        ((), "1", ["step_needs_rows"]),
    ):
        assert codes(course(), step("noted", *rows, word=word), Role.CONTROLLER, ground) == told
    noted = step("noted", FIGURE, word="1")
    assert codes(course(step("approved")), noted, Role.CONTROLLER, ground) == ["step_not_now"]
