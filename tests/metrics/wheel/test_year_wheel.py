"""The year of everything: each sort of entry on its day, as it stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from metrics.access import Role
from metrics.direction.progress import StepEvent, StepEventKind
from metrics.facts.decisions import Decision, DecisionKind
from metrics.facts.reports.handed_in import ReportAct, find_plan_reports
from metrics.meeting.meeting_course import MeetingCourse, MeetingStep, MeetingStepKind, MeetingSubject
from metrics.plan.terms import Stage
from metrics.score.scoring import Score, score_plan
from metrics.wheel.wheel_entry import WheelEntry, WheelKind, WheelState
from metrics.wheel.year_wheel import WheelGround, count_kinds, gather_before, gather_year
from tests.directions import direction, initiative
from tests.duties import duty, duty_plan, unruled
from tests.duties import said as said_of_duty
from tests.factories import OWNER, catalogue, facts, goal, plan

KNOWN = datetime(2030, 1, 1, tzinfo=UTC)
ON = date(2017, 8, 20)
S = WheelState


def agreed(*acts: ReportAct, as_of: date = ON, decisions: tuple[Decision, ...] = ()) -> Score:
    signed = plan(goal(), stage=Stage.SIGNED)
    known = replace(
        facts(as_of=as_of), reports=find_plan_reports(acts, KNOWN), decisions={signed.id: decisions}
    )
    return score_plan(signed, known, catalogue())


def handed_in(end: date) -> ReportAct:
    return ReportAct("plan-2017", end, end, KNOWN, handed_in=True)


def tell(found: list[WheelEntry], kind: WheelKind) -> list[tuple[str, str, WheelState]]:
    return [(one.day.isoformat(), one.number, one.state) for one in found if one.kind is kind]


def test_reports_settlement_and_signing_of_a_plan_stand_on_their_days() -> None:
    score = agreed(handed_in(date(2017, 3, 31)))
    found = gather_year(WheelGround(ON, KNOWN, [score]), 2017)
    assert tell(found, WheelKind.REPORT) == [
        ("2017-04-14", "2017Q1", S.DONE),
        ("2017-07-14", "2017Q2", S.LATE),
        ("2017-10-14", "2017Q3", S.AHEAD),
    ]
    assert tell(found, WheelKind.SIGNING) == [("2017-12-31", "next", S.AHEAD)]
    # The fourth quarter, and the accounts of the state, belong to the year after.
    later = gather_year(WheelGround(ON, KNOWN, [score]), 2018)
    assert tell(later, WheelKind.REPORT) == [("2018-01-14", "2017Q4", S.AHEAD)]
    assert tell(later, WheelKind.SETTLEMENT) == [
        ("2018-01-14", "preliminary-2017", S.AHEAD),
        ("2018-03-15", "final-2017", S.AHEAD),
    ]
    before = gather_year(WheelGround(ON, KNOWN, [score]), 2016)
    assert tell(before, WheelKind.SIGNING) == [("2016-12-15", "", S.DONE)]


def test_of_a_plan_long_over_nothing_is_said_to_be_late() -> None:
    day = date(2019, 1, 1)
    found = gather_year(WheelGround(day, KNOWN, [agreed(as_of=day)]), 2018)
    assert {one.state for one in found} == {S.PASSED}


def test_no_next_plan_is_awaited_of_an_institution_that_is_no_more_nor_where_one_follows() -> None:
    score = agreed()
    ended = WheelGround(ON, KNOWN, [score], ended=frozenset({OWNER}))
    assert tell(gather_year(ended, 2017), WheelKind.SIGNING) == []
    following = plan(
        goal(),
        id="plan-2018",
        start=date(2018, 1, 1),
        end=date(2018, 12, 31),
        document_date=date(2017, 11, 2),
    )
    both = WheelGround(ON, KNOWN, [score, replace(score, plan=following)])
    assert tell(gather_year(both, 2017), WheelKind.SIGNING) == [("2017-11-02", "", S.DONE)]


def test_the_last_of_several_acceptances_of_a_goal_is_its_end() -> None:
    accepted = [
        Decision("plan-2017", DecisionKind.DEVIATION, date(2017, 5, 1), "Head", "Why", "1", until=until)
        for until in (date(2017, 9, 30), date(2017, 8, 1))
    ]
    found = gather_year(WheelGround(ON, KNOWN, [agreed(decisions=tuple(accepted))]), 2017)
    assert tell(found, WheelKind.DEVIATION) == [("2017-09-30", "1", S.AHEAD)]


def test_a_meeting_stands_on_the_day_it_was_called_for_or_opened_and_a_cancelled_one_nowhere() -> None:
    def step(kind: MeetingStepKind, on: date | None = None) -> MeetingStep:
        return MeetingStep(kind, "head@example.dk", Role.HEAD, datetime(2017, 8, 3, 9, tzinfo=UTC), on=on)

    about, k = MeetingSubject(OWNER), MeetingStepKind
    courses = [
        MeetingCourse(about, "2017Q1", (step(k.OPENED), step(k.CLOSED))),
        MeetingCourse(about, "2017Q2", (step(k.PLANNED, date(2017, 9, 4)),)),
        MeetingCourse(about, "2017Q3", (step(k.PLANNED, date(2017, 11, 9)), step(k.CANCELLED))),
        MeetingCourse(MeetingSubject(area="Area"), "2016Q4", (step(k.PLANNED, date(2017, 2, 9)),)),
    ]
    found = gather_year(WheelGround(ON, KNOWN, meetings=courses), 2017)
    assert tell(found, WheelKind.MEETING) == [
        ("2017-02-09", "2016Q4", S.PASSED),
        ("2017-08-03", "2017Q1", S.DONE),
        ("2017-09-04", "2017Q2", S.AHEAD),
    ]


def test_what_is_said_of_a_development_plan_is_owed_until_the_next_half_year_ends() -> None:
    wanted = direction(initiative("1.1"))
    word = StepEvent(wanted.id, "1.1", StepEventKind.STARTED, date(2023, 6, 10))

    def follow_ups(as_of: date, *told: StepEvent) -> list[tuple[str, str, WheelState]]:
        ground = WheelGround(as_of, KNOWN, directions=[wanted], progress=told)
        return tell(gather_year(ground, 2023) + gather_year(ground, 2024), WheelKind.DIRECTION)[:2]

    first, second = "2023-07-14", "2024-01-14"
    assert follow_ups(date(2023, 7, 10)) == [(first, "2023Q2", S.AHEAD), (second, "2023Q4", S.AHEAD)]
    assert follow_ups(date(2023, 8, 1))[0][2] is S.LATE
    assert follow_ups(date(2023, 8, 1), word)[0][2] is S.DONE
    assert follow_ups(date(2024, 2, 1), word) == [(first, "2023Q2", S.DONE), (second, "2023Q4", S.LATE)]
    # A word of the half-year after does not make the one before it in time.
    late = replace(word, on=date(2024, 1, 10))
    assert follow_ups(date(2024, 2, 1), late) == [(first, "2023Q2", S.PASSED), (second, "2023Q4", S.DONE)]


def test_duties_stand_as_their_times_do_and_those_open_from_before_are_apart() -> None:
    told = [
        said_of_duty(StepEventKind.TRIGGERED, date(2026, 5, 2), "2", note="Happened"),
        said_of_duty(StepEventKind.CLAIMED, date(2026, 4, 2), occurrence=date(2026, 4, 9)),
    ]
    of = duty_plan(duty(), unruled("2", trigger="x")).bare
    ground = WheelGround(date(2026, 11, 20), KNOWN, duties=[of], duty_reports=told)
    found = gather_year(ground, 2026)
    assert tell(found, WheelKind.DUTY) == [
        ("2026-04-09", "1.1/2026-04-09", S.DONE),
        ("2026-05-02", "2/2026-05-02", S.OPEN),
    ]
    assert [one.key for one in gather_before(ground, 2026)] == ["wheel/duty/policy-2025/1.1/2025-04-09"]
    assert count_kinds(found) == {WheelKind.DUTY: 2}


def test_entries_come_by_day_and_their_keys_are_unique() -> None:
    of = duty_plan(duty(first=date(2017, 4, 14)), start=date(2017, 1, 1)).bare
    found = gather_year(WheelGround(ON, KNOWN, [agreed()], duties=[of]), 2017)
    assert [(one.day.month, one.kind) for one in found][:2] == [(4, WheelKind.REPORT), (4, WheelKind.DUTY)]
    assert [one.day for one in found] == sorted(one.day for one in found)
    assert len({one.key for one in found}) == len(found)
