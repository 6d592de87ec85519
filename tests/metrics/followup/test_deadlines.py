"""What plans owe and by when: by whose hand, on which working day, and what is not owed any more."""

from __future__ import annotations

from datetime import date

import pytest

from db.location import ROOT
from db.plans.plan_file import read_plan
from metrics.access import Role
from metrics.facts.schema import Event, Result
from metrics.followup.deadlines import Deadline, Duty, find_deadlines, find_statuses, select_deadlines
from metrics.plan.criteria import Assessment, Criterion
from metrics.plan.model import Amendment, Closing, Plan, Reporting, Signature, Suspension
from metrics.plan.terms import Party, SeriesOwner, Stage
from metrics.score.scoring import Score, score_plan
from tests.factories import (
    assessed,
    catalogue,
    compared,
    event,
    facts,
    goal,
    indicator,
    milestone,
    own_results,
    owned,
    plan,
    quarterly,
    reads,
    result,
    scored,
)

JANUARY, JUNE, LAST = date(2017, 1, 2), date(2017, 6, 1), date(2018, 6, 29)


def owed(p: Plan, *said: object, as_of: date = JANUARY, **changes: object) -> list[Deadline]:
    return find_deadlines([scored(p, *said, as_of=as_of, **changes)], as_of)  # type: ignore[arg-type]


def of(found: list[Deadline], duty: Duty) -> list[tuple[date, str | None, Role]]:
    return [(d.due, d.goal, d.role) for d in found if d.duty is duty]


def days(found: list[Deadline], duty: Duty) -> list[date]:
    return [d.due for d in found if d.duty is duty]


CPR = read_plan(ROOT / "db" / "sources" / "cpr-2017.toml")
KNOWN = catalogue(*CPR.indicators, owners=[i.id for i in CPR.institutions])


def score_cpr(*said: Result | Event, as_of: date = date(2017, 1, 1)) -> Score:
    return score_plan(CPR.plan, facts(*own_results(CPR), *said, as_of=as_of), KNOWN)


@pytest.fixture(scope="module")
def cpr() -> list[Deadline]:
    """The plan of 2017 as its document has it, on its first day."""
    return find_deadlines([score_cpr()], date(2017, 1, 1))


def statuses(*said: Result | Event, as_of: date = date(2017, 1, 1)) -> dict[date, list[str | None]]:
    """The goals that owe a status, by the day it is due."""
    found: dict[date, list[str | None]] = {}
    for one in find_statuses([score_cpr(*said, as_of=as_of)], KNOWN, as_of):
        assert (one.duty, one.role) == (Duty.STATUS, Role.REPORTER)
        found.setdefault(one.due, []).append(one.goal)
    return found


def test_every_goal_of_2017_owes_a_status_each_quarter_or_the_figure_of_the_quarter() -> None:
    every = ["1.1", "1.2", "2.1", "2.2", "2.3", "3.1", "3.2"]
    assert statuses() == {
        date(2017, 4, 14): every,
        date(2017, 7, 14): every,
        date(2017, 10, 14): every[:-1],
        date(2018, 1, 14): ["1.1", "1.2", "2.2", "2.3", "3.2"],
    }


def test_a_status_is_given_by_a_word_since_the_end_of_the_quarter_and_owed_of_open_goals_alone() -> None:
    april = date(2017, 4, 5)
    expected = event("2.1.1", "expected_met", on=april, recorded=april, plan="cpr-2017")
    early = event("3.1.1", "expected_met", on=date(2017, 3, 30), recorded=april, plan="cpr-2017")
    done = [event(n, on=april, recorded=april, plan="cpr-2017") for n in ("2.2.1", "2.2.2")]
    first = statuses(expected, early, *done, as_of=date(2017, 4, 10))[date(2017, 4, 14)]
    assert first == ["1.1", "1.2", "2.3", "3.1", "3.2"]


def test_what_is_due_on_a_closed_day_is_late_from_the_day_after_the_next_open_one() -> None:
    """Good Friday 2017: Tuesday is in time."""
    found = Deadline(plan(), Duty.REPORT, date(2017, 4, 14), Role.REPORTER)
    assert [found.days_left(date(2017, 4, day)) for day in (12, 14, 15, 18, 19, 20)] == [2, 0, 0, 0, -1, -2]


def test_a_value_for_a_day_is_due_that_day_and_the_settlement_never_before_the_last_reading() -> None:
    """31 January of the year after; the last report is due on 14 January."""
    later = goal("1", compared(value=reads(period="2018-01-31")))
    found = owed(plan(later, goal("2", compared("2.1", reads(period="2017-12-31")))))
    assert of(found, Duty.VALUE) == [
        (date(2018, 1, 14), "2", Role.REPORTER),
        (date(2018, 1, 31), "1", Role.REPORTER),
    ]
    assert days(found, Duty.SETTLEMENT) == [date(2018, 1, 31)]


def test_the_first_report_of_2017_is_due_on_good_friday_and_so_to_be_done_by_wednesday(
    cpr: list[Deadline],
) -> None:
    report = next(d for d in cpr if d.duty is Duty.REPORT)
    assert (report.due, report.working_day) == (date(2017, 4, 14), date(2017, 4, 12))
    assert report.days_left(date(2017, 4, 12)) == 2
    assert report.span == (date(2017, 1, 1), date(2017, 3, 31))
    assert days(cpr, Duty.REPORT) == [
        date(2017, 4, 14),
        date(2017, 7, 14),
        date(2017, 10, 14),
        date(2018, 1, 14),
    ]


def test_everything_the_plan_of_2017_owes(cpr: list[Deadline]) -> None:
    june, september, december, last = (
        date(2017, 6, 30),
        date(2017, 9, 30),
        date(2017, 12, 31),
        date(2018, 1, 14),
    )
    milestones = [("1.2", june)] * 2 + [("2.2", september)] * 2 + [("2.3", september)] * 2
    assert of(cpr, Duty.MILESTONE) == [
        (day, number, Role.REPORTER) for number, day in [*milestones, ("1.1", december)]
    ]
    assert of(cpr, Duty.ASSESSMENT) == [(december, "1.1", Role.CONTROLLER)]
    owing = [(date(2017, 10, 14), "3.2"), (last, "2.1"), (last, "3.1"), (last, "3.1")]
    assert of(cpr, Duty.VALUE) == [(day, number, Role.REPORTER) for day, number in owing]
    assert of(cpr, Duty.SETTLEMENT) == [(last, None, Role.HEAD)]
    assert [d.due for d in cpr] == sorted(d.due for d in cpr)
    assert len({d.key for d in cpr}) == len(cpr) == 17


def test_only_the_quarters_a_plan_reports_are_owed() -> None:
    found = owed(plan(reporting=Reporting(quarters=(2, 4), days=30)))
    assert days(found, Duty.REPORT) == [date(2017, 7, 30), date(2018, 1, 30)]
    assert days(found, Duty.SETTLEMENT) == [date(2018, 1, 30)]


def test_a_plan_year_from_august_reports_after_its_own_quarters() -> None:
    school = plan(start=date(2017, 8, 1), end=date(2018, 7, 31))
    reports = [d for d in owed(school) if d.duty is Duty.REPORT]
    assert [d.due for d in reports] == [
        date(2017, 11, 14),
        date(2018, 2, 14),
        date(2018, 5, 14),
        date(2018, 8, 14),
    ]
    assert reports[0].span == (date(2017, 8, 1), date(2017, 10, 31))


def test_a_plan_that_begins_within_a_quarter_reports_on_its_own_days_alone() -> None:
    first = owed(plan(start=date(2017, 2, 15)))[0]
    assert first.span == (date(2017, 2, 15), date(2017, 4, 30))


def test_a_report_is_owed_until_its_day_and_then_value_by_value() -> None:
    p, by_quarter = plan(goal("1", compared(value=reads(over="pooled")))), [quarterly()]
    on_the_day = owed(p, as_of=date(2017, 4, 14), indicators=by_quarter)
    assert date(2017, 4, 14) in days(on_the_day, Duty.REPORT)
    assert date(2017, 4, 14) in days(owed(p, as_of=date(2017, 4, 18), indicators=by_quarter), Duty.REPORT)
    found = owed(p, as_of=date(2017, 4, 19), indicators=by_quarter)
    assert date(2017, 4, 14) not in days(found, Duty.REPORT)
    assert days(found, Duty.VALUE)[0] == date(2017, 4, 14)
    assert found[0].days_left(date(2017, 4, 19)) == -1
    handed_in = owed(p, result("2017Q1", of=(9, 10)), as_of=date(2017, 4, 19), indicators=by_quarter)
    assert date(2017, 4, 14) not in days(handed_in, Duty.VALUE)


def test_a_value_that_two_goals_read_is_owed_once_and_by_the_first() -> None:
    found = owed(plan(goal("1"), goal("2")))
    assert of(found, Duty.VALUE) == [(date(2018, 1, 14), "1", Role.REPORTER)]
    assert next(d.series for d in found if d.duty is Duty.VALUE) == ("inst", "share")


def test_a_provisional_value_leaves_the_final_one_owed() -> None:
    found = owed(plan(), result("2017", 91, provisional=True), as_of=date(2018, 1, 20))
    assert days(found, Duty.VALUE) == [date(2018, 1, 14)]
    assert days(owed(plan(), result("2017", 91), as_of=date(2018, 1, 20)), Duty.VALUE) == []


def test_what_others_measure_is_the_departments_to_record() -> None:
    state = compared(target=reads(institution="state"))
    found = owed(plan(goal("1", state)), indicators=[indicator(), indicator(owner="state")])
    assert [(d.series, d.role) for d in found if d.duty is Duty.VALUE] == [
        (("inst", "share"), Role.REPORTER),
        (("state", "share"), Role.CONTROLLER),
    ]


def test_a_figure_is_owed_by_the_owner_of_its_series_with_a_link_to_the_quarter_s_report() -> None:
    """14 April: the institution's own, the department's, and one that it fetches; also once the report is in."""
    p = plan(goal("1", compared("1.1", reads(over="pooled"))))
    for series, role, source in (
        (quarterly(), Role.REPORTER, None),
        (owned(SeriesOwner.DEPARTMENT), Role.CONTROLLER, None),
        (owned(SeriesOwner.CENTRAL, "ISOLA"), Role.CONTROLLER, "ISOLA"),
    ):
        values = [d for d in owed(p, as_of=date(2017, 4, 3), indicators=[series]) if d.duty is Duty.VALUE]
        assert {(d.role, d.source) for d in values} == {(role, source)}
        assert [(d.due, d.quarter) for d in values[:2]] == [
            (date(2017, 4, 14), "2017Q1"),
            (date(2017, 7, 14), "2017Q2"),
        ]


def test_a_milestone_is_owed_by_the_institution_until_claimed_and_then_by_the_department() -> None:
    p = plan(goal("1", milestone("1.1")))
    due, claim, met = date(2017, 6, 30), event("1.1", "claimed", on=JUNE), event("1.1", "met", on=JUNE)
    assert of(owed(p, as_of=JUNE), Duty.MILESTONE) == [(due, "1", Role.REPORTER)]
    claimed = owed(p, claim, as_of=JUNE)
    assert of(claimed, Duty.CONFIRMATION) == [(due, "1", Role.CONTROLLER)]
    assert of(claimed, Duty.MILESTONE) == []
    confirmed = owed(p, claim, met, as_of=JUNE)
    assert {d.duty for d in confirmed} == {Duty.REPORT, Duty.SETTLEMENT}


def test_a_confirmed_milestone_that_waits_for_another_owes_nothing_itself() -> None:
    first, second = milestone("1.1"), milestone("1.2", date(2017, 9, 30), depends_on="1.1")
    found = owed(plan(goal("1", first, second)), event("1.2", on=JUNE), as_of=JUNE)
    assert [d.criterion.number for d in found if d.criterion] == ["1.1"]


@pytest.mark.parametrize(
    ("party", "role"), [(Party.DEPARTMENT, Role.CONTROLLER), (Party.INSTITUTION, Role.REPORTER)]
)
def test_an_assessment_is_owed_by_the_party_the_plan_names(party: Party, role: Role) -> None:
    due = date(2017, 12, 31)
    leaf = Criterion(number="1.1", title="A", assessed=Assessment(due=due, by=party))
    assert of(owed(plan(goal("1", leaf))), Duty.ASSESSMENT) == [(due, "1", role)]
    assert of(owed(plan(goal("1", leaf)), event("1.1", on=JUNE), as_of=JUNE), Duty.ASSESSMENT) == []


def test_a_draft_owes_nothing_and_a_plan_nothing_before_it_is_agreed() -> None:
    assert owed(plan(stage=Stage.DRAFT)) == []
    assert owed(plan(stage=Stage.PROPOSED)) == []
    assert owed(plan(), as_of=date(2016, 12, 14)) == []
    assert days(owed(plan(), as_of=date(2016, 12, 15)), Duty.REPORT)[0] == date(2017, 4, 14)


def test_a_suspended_plan_owes_nothing_from_that_day() -> None:
    p = plan(
        goal("1", milestone("1.1"), assessed("1.2")),
        suspended=Suspension(since=date(2017, 6, 30), reason="R"),
        amendments=(amendment(),),
    )
    assert [(d.duty, d.due) for d in owed(p)] == [(Duty.REPORT, date(2017, 4, 14))]
    assert owed(p, as_of=date(2017, 6, 30)) == []


def amendment() -> Amendment:
    signature = Signature(party=Party.DEPARTMENT, organisation="O", role="R", on=JANUARY)
    return Amendment(on=JANUARY, reason="R", signatures=(signature,))


def test_a_closed_plan_owes_nothing_and_before_it_was_closed_its_settlement() -> None:
    p = plan(goal("1", milestone("1.1")), closed=Closing(on=date(2018, 2, 1)))
    said, after = event("1.1", on=JUNE), date(2018, 1, 31)
    assert of(owed(p, said, as_of=after), Duty.SETTLEMENT) == [(date(2018, 1, 14), None, Role.HEAD)]
    assert owed(p, said, as_of=date(2018, 2, 1)) == []


def test_the_gaps_of_a_plan_of_the_past_are_history() -> None:
    assert days(owed(plan(), as_of=LAST), Duty.VALUE) == [date(2018, 1, 14)]
    assert owed(plan(), as_of=date(2018, 6, 30)) == []


def test_nothing_is_owed_of_a_goal_that_is_withdrawn_or_of_what_does_not_count() -> None:
    gone = goal("1", milestone("1.1"), withdrawn=date(2017, 5, 1))
    aside = milestone("2.1").model_copy(update={"scored": False})
    found = owed(plan(gone, goal("2", aside, milestone("2.2"))), as_of=JUNE)
    assert [d.criterion.number for d in found if d.criterion] == ["2.2"]


def test_a_span_of_days_has_both_its_ends() -> None:
    found = owed(plan(goal("1", milestone("1.1"))))
    assert [d.due for d in select_deadlines(found, date(2017, 4, 14), date(2017, 6, 30))] == [
        date(2017, 4, 14),
        date(2017, 6, 30),
    ]
    assert select_deadlines(found, date(2017, 4, 15), date(2017, 6, 29)) == []


def test_several_plans_are_told_in_one_order_soonest_first() -> None:
    later = plan(id="b-2018", start=date(2018, 1, 1), end=date(2018, 12, 31), document_date=date(2017, 12, 1))
    day = date(2018, 1, 10)
    found = find_deadlines([scored(p, as_of=day) for p in (later, plan(id="a-2017"))], day)
    assert [(d.plan.id, d.duty) for d in found][:4] == [
        ("a-2017", Duty.REPORT),
        ("a-2017", Duty.VALUE),
        ("a-2017", Duty.SETTLEMENT),
        ("b-2018", Duty.REPORT),
    ]


def test_the_key_stays_when_the_day_is_moved() -> None:
    before, after = (
        owed(plan(goal("1", milestone("1.1", due))))[1] for due in (date(2017, 6, 30), date(2017, 7, 1))
    )
    assert before.key == after.key == "plan-2017/milestone/1.1"
