"""A plan's life: which version counts when, and what may follow what."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from metrics.periods import find_day_end, find_day_start
from metrics.plan.criteria import Compare, Criterion, Level, Within
from metrics.plan.formula import Growth, Median, Path, Quantity, Step
from metrics.plan.model import Amendment, Closing, Plan, Reopening, Signature
from metrics.plan.terms import Operator, Party, Stage
from metrics.plan.versions import (
    PlanVersion,
    find_known_since,
    find_lapsed_signatures,
    find_missing_parties,
    find_original,
    find_plans_in_force,
    find_provisional_goals,
    find_reason_problems,
    find_signing_problems,
    find_step_problems,
    find_version_in_force,
    group_by_plan,
    has_provisional_target,
    is_signing_of,
    is_unsigned_copy,
)
from tests.factories import compared, goal, number, plan, reads

JUNE, JULY, SEPTEMBER = date(2017, 6, 1), date(2017, 7, 1), date(2017, 9, 1)
ENTERED = datetime(2017, 10, 1, tzinfo=UTC)
BOTH = tuple(Signature(party=party, organisation="O", role="R", on=JUNE) for party in Party)


def amendment(on: date = JUNE, **changes: Any) -> Amendment:
    return Amendment(on=on, reason="Ny opgave", signatures=BOTH, **changes)


def amended(before: Plan, target: str, *more: Amendment) -> Plan:
    easier = goal("1", compared("1.1", target=number(target)))
    return before.model_copy(
        update={"goals": (easier, *before.goals[1:]), "amendments": (*before.amendments, *more)}
    )


SIGNED = plan(goal("1", compared("1.1")), goal("2"))
AMENDED = amended(SIGNED, "80", amendment(valid_from=JULY))
HISTORY = [
    PlanVersion(1, SIGNED, find_known_since(SIGNED, ENTERED)),
    PlanVersion(2, AMENDED, find_known_since(AMENDED, ENTERED)),
]
ALWAYS = find_day_end(date(2030, 1, 1))


def codes(before: Plan, after: Plan) -> list[tuple[str, str]]:
    return [(p.code, p.place) for p in find_step_problems(before, after)]


@pytest.mark.parametrize(
    ("as_of", "known_at", "counts"),
    [
        (JULY, ALWAYS, AMENDED),
        (date(2017, 6, 30), ALWAYS, SIGNED),  # agreed, but not yet in force
        (SEPTEMBER, find_day_end(date(2017, 5, 31)), SIGNED),  # asked for what was known before it was agreed
        (SEPTEMBER, find_day_end(JUNE), AMENDED),
        (SEPTEMBER, find_day_end(date(2016, 12, 14)), None),
        (SEPTEMBER, find_day_start(date(2016, 12, 15)), SIGNED),
    ],
)
def test_the_version_that_counts(as_of: date, known_at: datetime, counts: Plan | None) -> None:
    assert find_version_in_force(HISTORY, as_of, known_at) is counts


def test_an_amended_text_alone_counts_also_before_its_day() -> None:
    assert find_version_in_force(HISTORY[1:], date(2017, 6, 30), ALWAYS) is AMENDED


def test_each_plan_has_its_own_versions() -> None:
    other = PlanVersion(1, plan(id="other-2017"), find_day_start(date(2016, 12, 15)))
    assert find_plans_in_force([*HISTORY, other], JULY, ALWAYS) == [AMENDED, other.plan]
    assert {key: len(found) for key, found in group_by_plan([*HISTORY, other]).items()} == {
        "plan-2017": 2,
        "other-2017": 1,
    }


def test_what_an_amended_plan_said_at_first() -> None:
    assert find_original(HISTORY, AMENDED) is SIGNED
    assert find_original(HISTORY, SIGNED) is None
    withdrawn = plan(goal("1"), goal("2", withdrawn=JUNE), amendments=(amendment(),))
    found = find_original([], withdrawn)
    assert found
    assert [g.withdrawn for g in found.goals] == [None, None]


def test_a_draft_counts_from_when_it_was_entered_and_a_document_from_its_day() -> None:
    draft = plan(stage=Stage.DRAFT, document_date=date(2026, 1, 1))
    assert find_known_since(draft, ENTERED) == ENTERED
    assert find_known_since(SIGNED, ENTERED) == find_day_start(date(2016, 12, 15))
    assert find_known_since(AMENDED, ENTERED) == find_day_start(JUNE)
    closed = plan(closed=Closing(on=date(2018, 2, 1)))
    assert find_known_since(closed, ENTERED) == find_day_start(date(2018, 2, 1))


@pytest.mark.parametrize("stage", [Stage.DRAFT, Stage.PROPOSED])
def test_before_signing_everything_may_change(stage: Stage) -> None:
    before = plan(stage=stage)
    after = plan(goal("7"), title="Another", start=date(2017, 2, 1))
    assert codes(before, after) == []
    assert codes(before, after.model_copy(update={"stage": Stage.DRAFT})) == []


def test_a_plan_stays_with_its_institution() -> None:
    assert codes(plan(stage=Stage.DRAFT), plan(institution="other")) == [("plan_of_another", "institution")]


@pytest.mark.parametrize(
    ("after", "refused"),
    [
        (amended(SIGNED, "80"), ("plan_is_signed", "goals")),
        (SIGNED.model_copy(update={"title": "T", "source": "S"}), ("plan_is_signed", "title, source")),
        (SIGNED.model_copy(update={"stage": Stage.DRAFT}), ("plan_is_signed", "stage")),
        (amended(SIGNED, "90", amendment()), ("amendment_of_nothing", "amendments[#1]")),
        (amended(SIGNED, "80", amendment(), amendment()), ("amendments_at_once", "amendments")),
        (plan(goal("1"), amendments=(amendment(),)), ("goal_removed", "goals[2]")),
        (
            plan(*AMENDED.goals, start=date(2017, 2, 1), amendments=(amendment(),)),
            ("plan_is_signed", "start"),
        ),
    ],
)
def test_a_signed_plan_changes_by_an_amendment_only(after: Plan, refused: tuple[str, str]) -> None:
    assert codes(SIGNED, after) == [refused]


def test_an_amendment_may_follow_and_those_before_it_stay() -> None:
    assert codes(SIGNED, AMENDED) == []
    second = amended(AMENDED, "70", amendment(SEPTEMBER))
    assert codes(AMENDED, second) == []
    rewritten = second.model_copy(update={"amendments": (amendment(), *second.amendments[1:])})
    assert codes(AMENDED, rewritten) == [("amendments_altered", "amendments")]


def reopened(before: Plan, *days: date, **changes: Any) -> Plan:
    """The plan opened again on these days."""
    again = tuple(Reopening(on=on, reason="R", signatures=BOTH) for on in days)
    return before.model_copy(update={"closed": None, "reopenings": (*before.reopenings, *again), **changes})


FEBRUARY, MARCH = date(2018, 2, 1), date(2018, 3, 1)
CLOSED = SIGNED.model_copy(update={"closed": Closing(on=FEBRUARY)})


@pytest.mark.parametrize(
    ("after", "refused"),
    [
        (reopened(CLOSED, FEBRUARY), []),
        (reopened(CLOSED, MARCH), []),
        (reopened(CLOSED, date(2018, 1, 31)), [("dates_out_of_order", "reopenings")]),
        (reopened(CLOSED), [("plan_closed", "id")]),
        (reopened(CLOSED, MARCH, MARCH), [("plan_closed", "id")]),
        (reopened(CLOSED, MARCH, title="T"), [("plan_closed", "id")]),
        (reopened(CLOSED, MARCH, closed=CLOSED.closed), [("plan_closed", "id")]),
        (reopened(CLOSED, MARCH, stage=Stage.DRAFT), [("plan_closed", "id")]),
    ],
)
def test_a_closed_plan_is_opened_again_as_it_was(after: Plan, refused: list[tuple[str, str]]) -> None:
    assert codes(CLOSED, after) == refused


def test_an_opened_plan_is_closed_and_amended_like_any_other_and_keeps_its_openings() -> None:
    opened = reopened(CLOSED, MARCH)
    assert opened.life is Stage.SIGNED
    assert codes(opened, opened.model_copy(update={"closed": Closing(on=MARCH)})) == []
    assert codes(opened, amended(opened, "70", amendment(MARCH))) == []
    early = amended(opened, "70", amendment(date(2018, 2, 28)))
    assert codes(opened, early) == [("dates_out_of_order", "amendments[#1]")]
    assert codes(opened, SIGNED) == [("plan_not_closed", "reopenings")]
    assert codes(SIGNED, opened) == [("plan_not_closed", "reopenings")]
    assert find_known_since(opened, ENTERED) == find_day_start(MARCH)
    earlier = reopened(CLOSED, MARCH, amendments=(amendment(),))
    assert find_known_since(earlier, ENTERED) == find_day_start(MARCH)


def test_what_an_amended_plan_said_first_is_closed_with_it() -> None:
    closed = AMENDED.model_copy(update={"closed": Closing(on=FEBRUARY)})
    found = find_original(HISTORY, closed)
    assert found is not None
    assert (found.goals, found.closed) == (SIGNED.goals, closed.closed)


def test_a_closed_plan_has_no_next_version() -> None:
    closed = AMENDED.model_copy(update={"closed": Closing(on=date(2018, 2, 1))})
    assert codes(AMENDED, closed) == []
    assert closed.life is Stage.CLOSED
    assert codes(closed, amended(closed, "70", amendment(SEPTEMBER))) == [("plan_closed", "id")]
    both = amended(closed, "70", amendment(SEPTEMBER))
    assert codes(AMENDED, both) == [("closed_by_amendment", "closed")]
    sneaked = closed.model_copy(update={"title": "T"})
    assert codes(AMENDED, sneaked) == [("plan_is_signed", "title")]


def test_the_original_is_what_was_signed_and_no_draft_of_it() -> None:
    draft = SIGNED.model_copy(update={"stage": Stage.DRAFT, "title": "Udkast"})
    versions = [PlanVersion(1, draft, find_known_since(draft, ENTERED)), *HISTORY]
    assert find_original(versions, AMENDED) == SIGNED


def test_a_draft_that_says_the_same_as_the_signed_plan_is_a_copy_of_it() -> None:
    copy = SIGNED.model_copy(
        update={"stage": Stage.DRAFT, "signatures": (), "document_date": date(2016, 11, 1)}
    )
    assert is_unsigned_copy(SIGNED, copy)
    assert not is_unsigned_copy(SIGNED, copy.model_copy(update={"title": "Et andet navn"}))
    assert not is_unsigned_copy(copy, copy)
    assert not is_unsigned_copy(SIGNED, SIGNED)


# --- Signing --------------------------------------------------------------------------------------------------------

DRAFTED = SIGNED.model_copy(update={"stage": Stage.DRAFT})
ONE, OTHER = BOTH


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({}, [Party.DEPARTMENT, Party.INSTITUTION]),
        ({"signatures": (OTHER,)}, [Party.DEPARTMENT]),
        ({"signatures": BOTH}, []),
        ({"issued_by": "Styrelsen"}, []),
        ({"department": None}, [Party.INSTITUTION]),
        ({"department": None, "signatures": (OTHER,)}, []),
    ],
)
def test_a_party_is_missing_until_it_has_signed_unless_the_plan_is_issued(
    changes: dict[str, Any], missing: list[Party]
) -> None:
    of = plan(**changes)
    assert find_missing_parties(of, of.signatures) == missing


@pytest.mark.parametrize(
    ("signatures", "codes"),
    [
        ((), ["signature_missing"] * 2),
        ((OTHER,), ["reason_for_one_party"]),
        ((OTHER.model_copy(update={"reason": "Agreed"}),), []),
        (BOTH, ["reason_for_provisional"]),
    ],
)
def test_a_plan_comes_to_be_signed_by_both_or_with_a_reason(
    signatures: tuple[Signature, ...], codes: list[str]
) -> None:
    provisional = Path(by_year=(Step(year=2017, number=Decimal(90), provisional=True),))
    target = provisional if signatures == BOTH else Path(by_year=(Step(year=2017, number=Decimal(90)),))
    of = plan(goal("1", compared("1.1", target=target)), signatures=signatures)
    assert [problem.code for problem in find_signing_problems(of)] == codes


def test_a_signing_says_what_the_draft_said_and_no_more() -> None:
    signed = DRAFTED.model_copy(
        update={"stage": Stage.SIGNED, "signatures": BOTH, "document_date": date(2017, 6, 1)}
    )
    assert is_signing_of(DRAFTED, signed)
    assert not is_signing_of(DRAFTED, signed.model_copy(update={"title": "Other"}))
    assert not is_signing_of(SIGNED, signed)


def test_a_signature_has_lapsed_when_a_version_came_after_it_and_none_stands() -> None:
    def version(n: int, *signatures: Signature, of: Plan = DRAFTED) -> PlanVersion:
        return PlanVersion(n, of, ENTERED, signatures)

    assert find_lapsed_signatures([version(1, ONE), version(2)]) == (ONE,)
    assert find_lapsed_signatures([version(1, ONE), version(2), version(3)]) == (ONE,)
    assert find_lapsed_signatures([version(1, ONE), version(2, OTHER)]) == ()
    assert find_lapsed_signatures([version(1, ONE), version(2, of=SIGNED)]) == ()
    assert find_lapsed_signatures([version(1)]) == ()


@pytest.mark.parametrize(("year", "codes"), [(2017, ["reason_for_provisional"]), (2018, [])])
def test_a_plan_whose_own_target_is_provisional_is_not_signed_without_a_reason(
    year: int, codes: list[str]
) -> None:
    target = Path(by_year=(Step(year=year, number=Decimal(90), provisional=True),))
    of = plan(goal("1", compared("1.1", target=target)), goal("2"))
    assert [problem.code for problem in find_reason_problems(of, " ")] == codes
    assert list(find_reason_problems(of, "Aftalt")) == []


# --- Targets that are provisional ---


def bracketed(year: int = 2017, *, provisional: bool = True) -> Path:
    other = Step(year=year + 1, number=Decimal(95), provisional=True)
    return Path(by_year=(Step(year=year, number=Decimal(90), provisional=provisional), other))


@pytest.mark.parametrize(
    ("year", "provisional", "changes", "goals"),
    [
        (2017, True, {}, ["1"]),
        (2017, False, {}, []),
        (2018, True, {}, []),
        (2018, True, {"year": 2018}, ["1"]),
        (2017, True, {"withdrawn": JUNE}, []),
    ],
)
def test_a_provisional_target_counts_in_the_year_the_goal_is_for(
    year: int, provisional: bool, changes: dict[str, Any], goals: list[str]
) -> None:
    target = bracketed(year, provisional=provisional)
    of = plan(goal("1", compared("1.1", target=target), **changes), goal("2"))
    assert find_provisional_goals(of) == goals


def compare(**sides: Any) -> Criterion:
    said = {"value": reads(), "operator": Operator.AT_LEAST, "target": number(90), **sides}
    return Criterion(number="1.1", title="-", compare=Compare(**said))


def measure_within(**sides: Quantity) -> Criterion:
    said = {"value": reads(), "tolerance": number(2), **sides}
    return Criterion(number="1.1", title="-", within=Within(**said))


@pytest.mark.parametrize(
    "leaf",
    [
        compare(target=bracketed()),
        compare(target=Median(median_of=(bracketed(), number(80)))),
        compare(target=Growth(baseline=bracketed(2015), rate=Decimal(2), since=2015)),
        compare(partial_from=bracketed()),
        compare(steps=(Level(target=bracketed(), earns=Decimal("0.5")),)),
        measure_within(reference=bracketed()),
        measure_within(tolerance=bracketed()),
    ],
)
def test_a_target_is_provisional_wherever_in_the_test_it_stands(leaf: Criterion) -> None:
    assert has_provisional_target(leaf, 2017)


@pytest.mark.parametrize(
    "leaf",
    [
        compare(target=bracketed(provisional=False)),
        compare(target=bracketed(2018)),
        compare(target=Growth(baseline=bracketed(), rate=Decimal(2), since=2015)),
        measure_within(),
    ],
)
def test_what_is_provisional_in_another_year_alone_is_not_in_this(leaf: Criterion) -> None:
    assert not has_provisional_target(leaf, 2017)
