"""What a kept what-if was made on: it tells what has changed since, and nothing where nothing has."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.facts.breaks import Break
from metrics.facts.decisions import Decision, DecisionKind, find_standing_decisions
from metrics.facts.facts import Facts
from metrics.facts.schema import Event, Result
from metrics.plan.model import Plan
from metrics.plan.terms import Over
from metrics.score.beliefs import NO_BELIEFS
from metrics.whatif.scenario import (
    BasisChange,
    BasisPart,
    BasisPlace,
    PartChange,
    ScenarioBasis,
    ScenarioDraft,
    compare_basis,
    find_scenario_problems,
    make_basis,
)
from metrics.whatif.whatif import Suppositions, suppose
from pages.outlook.parts.whatif import whatif_address
from tests.factories import (
    broken,
    catalogue,
    compared,
    event,
    expected_number,
    facts,
    goal,
    indicator,
    milestone,
    plan,
    reads,
    result,
)

INDICATORS = catalogue(indicator("share"), indicator("days"), indicator("weights"), indicator("unread"))
WEIGHED = reads("days", over=Over.WEIGHTED, weight="weights")
PLAN = plan(
    goal("1", compared("1.1", reads("share"))),
    goal("2", compared("2.1", WEIGHED)),
    goal("3", milestone("3.1")),
)
Said = Result | Event | Break
SAID: tuple[Said, ...] = (
    result("2017", 91),
    result("2017", 80, key="days"),
    result("2017", 5, key="weights"),
    event("3.1"),
)


def made(of: Plan = PLAN, *said: Said, version: int = 1, known: Facts | None = None) -> ScenarioBasis:
    return make_basis(version, of, known or facts(*(said or SAID)))


def differs(now: ScenarioBasis) -> list[tuple[BasisPart, str, PartChange]]:
    return [(one.place.part, one.place.name, one.how) for one in compare_basis(made(), now)]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ((result("2017", 92), *SAID[1:]), (BasisPart.RESULT, "inst/share", PartChange.CHANGED)),
        ((*SAID, result("2016", 92)), (BasisPart.RESULT, "inst/share", PartChange.CHANGED)),
        (
            (result("2017", 91, provisional=True), *SAID[1:]),
            (BasisPart.RESULT, "inst/share", PartChange.CHANGED),
        ),
        (SAID[1:], (BasisPart.RESULT, "inst/share", PartChange.GONE)),
        (
            (*SAID[:2], result("2017", 6, key="weights"), SAID[3]),
            (BasisPart.RESULT, "inst/weights", PartChange.CHANGED),
        ),
        ((*SAID, broken(date(2017, 1, 1))), (BasisPart.DEFINITION, "inst/share", PartChange.ADDED)),
        ((*SAID, event("3.1", "not_met")), (BasisPart.EVENT, "3.1", PartChange.CHANGED)),
        ((*SAID, event("1.1", "in_doubt")), (BasisPart.EXPECTATION, "1.1", PartChange.ADDED)),
        ((*SAID, expected_number("1.1", 80)), (BasisPart.EXPECTATION, "1.1", PartChange.ADDED)),
    ],
)
def test_a_change_in_what_is_known_is_told_where_it_is(
    said: tuple[Said, ...], expected: tuple[BasisPart, str, PartChange]
) -> None:
    assert differs(made(PLAN, *said)) == [expected]


def test_what_the_plan_does_not_stand_on_changes_nothing() -> None:
    others = (
        result("2017", 1, key="unread"),
        result("2017", 1, owner="other"),
        event("3.1", "not_met", plan="other-2017"),
    )
    assert differs(made(PLAN, *SAID, *others)) == []
    assert differs(replace(made(), as_of=date(2031, 1, 1), version=9)) == []


def test_goals_are_told_one_by_one_and_the_plan_by_itself() -> None:
    second = goal("2", compared("2.1", WEIGHED), withdrawn=date(2017, 5, 1))
    assert differs(made(PLAN.model_copy(update={"goals": (PLAN.goals[0], second)}))) == [
        (BasisPart.GOAL, "2", PartChange.CHANGED),
        (BasisPart.GOAL, "3", PartChange.GONE),
    ]
    assert differs(made(PLAN.model_copy(update={"title": "Other"}))) == [
        (BasisPart.PLAN, "", PartChange.CHANGED)
    ]


def test_a_decision_is_told_and_so_is_its_end() -> None:
    early = datetime(2017, 1, 1, tzinfo=UTC)
    decision = Decision(
        PLAN.id, DecisionKind.TOTAL, early.date(), "R", "W", points=Decimal(50), recorded_at=early, number=7
    )
    late = date(2030, 1, 1)
    known = replace(
        facts(*SAID),
        decisions=find_standing_decisions([decision], as_of=late, known_at=datetime(2030, 1, 1, tzinfo=UTC)),
    )
    there = made(known=known)
    assert differs(there) == [(BasisPart.DECISION, "7", PartChange.ADDED)]
    assert compare_basis(there, made()) == (
        BasisChange(BasisPlace(BasisPart.DECISION, "7"), PartChange.GONE),
    )


VALUES = st.dictionaries(
    st.sampled_from(["2015", "2016", "2017"]), st.integers(0, 100), min_size=1, max_size=3
)


@given(VALUES, VALUES)
def test_the_basis_changes_exactly_when_what_is_known_does(
    before: dict[str, int], after: dict[str, int]
) -> None:
    one, other = (made(PLAN, *(result(p, v) for p, v in of.items())) for of in (before, after))
    assert (one == other) is (before == after)
    assert bool(compare_basis(one, other)) is (before != after)


@given(st.integers(0, 100), st.booleans(), st.sampled_from([date(2017, 6, 1), date(2017, 7, 1)]))
def test_to_suppose_what_is_recorded_gives_the_recorded_score(share: int, met: bool, day: date) -> None:
    of = plan(goal("1", compared("1.1")), goal("2", milestone("2.1")))
    said: list[Result | Event] = [result("2017", share)]
    said += [event("2.1", on=day)] if met else []
    known = facts(*said)
    supposed = Suppositions(values={"1.1": Decimal(share)}, days={"2.1": day} if met else {})
    kept, wrong = whatif_address.read_suppositions(whatif_address.write_query(supposed), of)
    assert (kept, wrong) == (supposed, [])
    found = suppose(of, known, catalogue(), NO_BELIEFS, kept)
    assert found.changed.points == found.official.points
    assert found.contradicts == ()


@given(st.sets(st.sampled_from(["1", "2"])), st.integers(0, 100))
def test_a_scenario_of_the_credits_on_record_is_the_score_on_record(goals: set[str], share: int) -> None:
    of = plan(goal("1"), goal("2", milestone("2.1")))
    known = facts(result("2017", share), event("2.1"))
    official = suppose(of, known, catalogue(), NO_BELIEFS, Suppositions()).official
    credits = {number: official.goal(number).outcome.credit for number in goals}
    choices = whatif_address.write_query(
        Suppositions({n: credit for n, credit in credits.items() if credit is not None})
    )
    found = suppose(of, known, catalogue(), NO_BELIEFS, whatif_address.read_suppositions(choices, of)[0])
    assert len(choices.get("set", "").split()) == len(goals)
    assert found.changed == official


def test_what_is_wrong_with_a_draft_is_told_at_once() -> None:
    found = find_scenario_problems(ScenarioDraft("", {}, "x" * 5000), ())
    assert [(p.code, p.place) for p in found] == [
        ("text_empty", "name"),
        ("text_too_long", "note"),
        ("nothing_supposed", "choices"),
    ]
    assert not list(find_scenario_problems(ScenarioDraft("x" * 80, {"set": "1-met"}, ""), ("other",)))
    assert [p.code for p in find_scenario_problems(ScenarioDraft("Æble", {"set": "1-met"}), ("æBLE",))] == [
        "scenario_exists"
    ]


def test_a_draft_is_kept_on_one_line_and_without_space_around_its_note() -> None:
    draft = ScenarioDraft("  Hvis\n mål 1  nås ", {"set": "1-met"}, "\n En note,\npå to linjer ")
    assert draft.cleaned() == ScenarioDraft("Hvis mål 1 nås", {"set": "1-met"}, "En note,\npå to linjer")


@pytest.mark.parametrize(("length", "codes"), [(80, []), (81, ["text_too_long"])])
def test_a_name_and_the_choices_have_a_longest(length: int, codes: list[str]) -> None:
    assert [p.code for p in find_scenario_problems(ScenarioDraft("x" * length, {"set": "1"}), ())] == codes
    choices = {"set": "1" * (3917 + length)}
    assert [p.code for p in find_scenario_problems(ScenarioDraft("x", choices), ())] == codes


def test_what_a_plan_and_a_result_do_not_use_is_no_part_of_the_basis() -> None:
    """These are the digests of a plan and a result as they are kept: a key that comes later must not change them."""
    assert made().digests[BasisPlace(BasisPart.PLAN)] == "46b06d8753d0ef44"
    assert made().digests[BasisPlace(BasisPart.GOAL, "1")] == "2478abbb3eb311ea"
    assert made().digests[BasisPlace(BasisPart.RESULT, "inst/share")] == "b9fe3a2471b61df6"
