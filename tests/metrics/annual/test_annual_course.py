"""The internal approval by both parties."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from metrics.access import Action, Grant, Person, Resource, Role, grant_all_roles
from metrics.annual.analysis import AnalysisField, Texts
from metrics.annual.annual_course import (
    ACTION,
    AnnualAct,
    AnnualCourse,
    AnnualGround,
    find_act_problems,
    find_acting_role,
    find_missing_texts,
    find_unapproved,
    find_year_problem,
    make_course,
)
from metrics.annual.annual_document import build_document
from metrics.plan.model import Plan
from metrics.plan.terms import Party, Stage
from metrics.plan.versions import PlanVersion
from tests.factories import plan, result
from tests.settled_years import AT, FEBRUARY, done, tabled
from tests.settlements import close

APPROVED, AGREED, RETURNED, COMPARED = AnnualAct
WRITTEN: Texts = {"1": {AnalysisField.WHY: "Too few hands"}}
OWN = Resource("inst", "Area")


def ground(texts: Texts = WRITTEN, value: int = 89, of: Plan | None = None) -> AnnualGround:
    """What an act is held against: a plan of one goal that was missed, or of another value."""
    table = tabled(of or plan(), result("2017", value))
    return AnnualGround(table, texts, build_document(table, texts, 1))


def course(*acts: AnnualAct, texts: Texts = WRITTEN, value: int = 89) -> AnnualCourse:
    document = dict(ground(texts, value).document)
    every = [done(act, document if act is APPROVED else None) for act in acts]
    return make_course(every, [PlanVersion(1, plan(), AT)])


def codes(found: AnnualCourse, act: AnnualAct, words: str = "", at: AnnualGround | None = None) -> list[str]:
    return [one.code for one in find_act_problems(found, act, words, at or ground())]


def test_the_institution_approves_what_it_has_explained() -> None:
    assert codes(course(), APPROVED) == []
    assert codes(course(), APPROVED, at=ground({})) == ["annual_analysis_missing"]
    assert find_missing_texts(ground({}).table, {}) == ("1",)


def test_a_goal_that_was_met_needs_no_explanation() -> None:
    assert codes(course(), APPROVED, at=ground({}, 91)) == []


def test_what_is_approved_is_not_approved_again_until_something_is_another() -> None:
    assert codes(course(APPROVED), APPROVED) == ["annual_unchanged"]
    assert codes(course(APPROVED), APPROVED, at=ground({"1": {AnalysisField.WHY: "Other"}})) == []
    assert codes(course(APPROVED), APPROVED, at=ground(value=88)) == []
    assert codes(course(APPROVED, RETURNED), APPROVED) == []


def test_the_department_agrees_to_what_the_institution_has_approved_on_the_same_figures() -> None:
    assert codes(course(), AGREED) == ["annual_not_approved"]
    assert codes(course(APPROVED), AGREED) == []
    assert codes(course(APPROVED), AGREED, at=ground(value=88)) == ["annual_figures_changed"]
    assert codes(course(APPROVED, AGREED), AGREED) == ["annual_agreed_already"]


def test_a_comparison_with_the_finance_act_says_what_it_showed_and_awaits_nobody() -> None:
    assert codes(course(), COMPARED) == ["text_empty"]
    assert codes(course(), COMPARED, "§ 10: agrees") == []
    found = course(APPROVED, COMPARED)
    assert found.compared
    assert codes(found, AGREED) == []
    agreed = course(APPROVED, AGREED, COMPARED)
    assert agreed.agreed
    assert agreed.approved
    assert course(APPROVED).compared is None


@pytest.mark.parametrize(
    ("acts", "value", "awaited"),
    [
        ((), 89, tuple(Party)),
        ((APPROVED,), 89, (Party.DEPARTMENT,)),
        ((APPROVED, AGREED), 89, ()),
        ((APPROVED, AGREED), 88, tuple(Party)),  # the figures have changed since
        ((APPROVED, AGREED, RETURNED), 89, tuple(Party)),
        ((APPROVED, RETURNED, APPROVED), 89, (Party.DEPARTMENT,)),
        ((COMPARED,), 89, tuple(Party)),
    ],
)
def test_the_parties_that_have_not_approved_the_figures_as_they_stand(
    acts: tuple[AnnualAct, ...], value: int, awaited: tuple[Party, ...]
) -> None:
    assert set(find_unapproved(course(*acts), ground(value=value))) == set(awaited)


def test_of_a_contract_the_acts_of_one_year_are_told() -> None:
    every = [replace(done(COMPARED), year=year) for year in (2015, 2016, 2016)]
    versions = [PlanVersion(1, plan(), AT)]
    assert [len(make_course(every, versions, year).acts) for year in (2015, 2016, 2017, None)] == [1, 2, 0, 0]


def test_it_sends_back_with_a_reason() -> None:
    assert codes(course(APPROVED), RETURNED) == ["text_empty"]
    assert codes(course(APPROVED, AGREED), RETURNED, "Explain 1") == []
    assert codes(course(APPROVED, RETURNED), RETURNED) == ["text_empty", "annual_not_approved"]


def test_what_the_institution_is_still_writing_does_not_hold_the_department_back() -> None:
    assert codes(course(APPROVED), AGREED, at=ground({"1": {AnalysisField.WHY: "Other"}})) == []


def test_a_plan_without_a_department_is_agreed_to_by_nobody() -> None:
    alone = ground(of=plan(department=None))
    assert codes(course(APPROVED), AGREED, at=alone) == ["annual_without_department"]


@pytest.mark.parametrize(
    ("found", "day", "code"),
    [
        (plan(stage=Stage.DRAFT), FEBRUARY, "before_signing"),
        (close(plan(), FEBRUARY), FEBRUARY, "plan_closed"),
        (plan(), date(2017, 12, 31), "annual_year_not_over"),
        (plan(), date(2018, 1, 1), None),
    ],
)
def test_nothing_is_done_before_the_year_is_over_or_after_it_is_closed(
    found: Plan, day: date, code: str | None
) -> None:
    problem = find_year_problem(found, day)
    assert (problem.code if problem else None) == code


def test_an_untimely_act_is_refused_for_that_alone() -> None:
    closed = ground({}, of=close(plan(), FEBRUARY))
    assert codes(course(), RETURNED, "", closed) == ["plan_closed"]


def test_the_last_act_decides_who_has_approved() -> None:
    one = course(APPROVED, AGREED)
    assert (one.approved, one.agreed) == (one.acts[0], one.acts[1])
    back = course(APPROVED, AGREED, RETURNED)
    assert (back.approved, back.agreed, back.newest) == (None, None, back.acts[0])
    assert back.document == back.acts[0].document
    anew = course(APPROVED, AGREED, APPROVED)
    assert (anew.approved, anew.agreed) == (anew.acts[2], None)
    assert (course().last, course().document) == (None, None)


def test_an_act_stands_through_the_closing_and_lapses_with_any_other_version() -> None:
    acts = [done(APPROVED, {"goals": []}, version=3)]
    for number, newest, stands in ((3, plan(), True), (4, close(plan(), FEBRUARY), True), (4, plan(), False)):
        found = make_course(acts, [PlanVersion(number, newest, AT)])
        assert bool(found.standing) is stands, number
        assert len(found.acts) == 1
    assert not make_course(acts, [PlanVersion(5, close(plan(), FEBRUARY), AT)]).standing


def test_the_role_is_the_one_nearest_to_the_institution() -> None:
    day = FEBRUARY
    grants = (Grant(Role.DEPUTY, day, day), Grant(Role.CHIEF, day, institution="inst"))
    assert find_acting_role(Person("x", grants), Action.APPROVE, OWN, day) is Role.CHIEF
    assert find_acting_role(Person("x"), Action.APPROVE, OWN, day) is None
    whoever = grant_all_roles("terminal")
    assert {find_acting_role(whoever, action, OWN, day) for action in ACTION.values()} == {
        Role.CHIEF,
        Role.HEAD,
    }
