"""Later events of the fictional plans: an amendment, a closing, decisions, a break in a series, and a pay rule."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from db.example.parts import MINISTRY
from metrics.facts.breaks import Break
from metrics.facts.decisions import Decision, DecisionKind
from metrics.periods import find_day_end
from metrics.plan.criteria import Criterion
from metrics.plan.formula import Path
from metrics.plan.model import Amendment, Closing, Goal, PlanFile, Signature
from metrics.plan.pay_rule import Pay, PayPoint
from metrics.plan.terms import Party

BOARD = "eksempel-ankenaevn"
HEAD = "Departementschef"

PAY = Pay(
    cap=Decimal(10),
    minimum=Decimal(50),
    table=tuple(
        PayPoint(at=Decimal(at), share=Decimal(share)) for at, share in ((50, "0.25"), (75, "0.6"), (90, "1"))
    ),
)
PAID_FROM = 2024

DECISIONS = (
    Decision(
        f"{BOARD}-2024",
        DecisionKind.NEAR_MISS,
        date(2025, 4, 24),
        HEAD,
        "Rettelsen efter årets udgang bragte resultatet 0,3 procentpoint under måltallet. Indsatsen var god nok.",
        goal="1.1",
    ),
    Decision(
        f"{BOARD}-2024",
        DecisionKind.PAY,
        date(2025, 4, 24),
        HEAD,
        "Afgørelserne holdt for sjældent. Det vejer tungere end tabellen viser.",
        points=Decimal(5),
    ),
    Decision(
        f"{BOARD}-2026",
        DecisionKind.DEVIATION,
        date(2026, 10, 20),
        HEAD,
        "De ældste boligsager afventer en dom. Drøftes igen, når den foreligger.",
        goal="1.2",
        until=date(2026, 12, 31),
    ),
)


BREAKS = (
    Break(
        "eksempel-tilsyn",
        "trivsel",
        date(2024, 1, 1),
        "Målingen har fået 24 nye spørgsmål og gælder også medarbejdere på orlov.",
        find_day_end(date(2024, 2, 1)),
    ),
)


def make_later_versions(plans: Iterable[PlanFile]) -> tuple[PlanFile, ...]:
    """Make the versions that some of the plans got after they were signed."""
    known = {plan.id: plan for plan in plans}
    first, newest = known[f"{BOARD}-2023"], known[f"{BOARD}-2026"]
    closed = Closing(on=date(2024, 3, 1), note="Gjort op på årsmødet.")
    return (first.model_copy(update={"closed": closed}), _amend_limit(newest))


def _amend_limit(plan: PlanFile) -> PlanFile:
    """Raise the limit for old cases, since the board took over more of them."""
    signers = ((Party.DEPARTMENT, MINISTRY, HEAD), (Party.INSTITUTION, plan.institutions[0].name, "Direktør"))
    agreed = date(2026, 6, 18)
    amendment = Amendment(
        on=agreed,
        valid_from=date(2026, 7, 1),
        reason="Nævnet overtager klager over boligstøtte og får 60 gamle sager med. Grænsen i mål 1.2 hæves til 140.",
        signatures=tuple(
            Signature(party=party, organisation=organisation, role=role, on=agreed)
            for party, organisation, role in signers
        ),
    )
    goals = tuple(_raise_goal(goal) if goal.number == "1.2" else goal for goal in plan.goals)
    return plan.model_copy(update={"goals": goals, "amendments": (amendment,)})


def _raise_goal(goal: Goal) -> Goal:
    return goal.model_copy(update={"criteria": tuple(map(_raise_limit, goal.criteria))})


def _raise_limit(criterion: Criterion) -> Criterion:
    assert criterion.compare
    assert isinstance(criterion.compare.target, Path)
    steps = tuple(
        step.model_copy(update={"number": Decimal(140)}) if step.year == 2026 else step
        for step in criterion.compare.target.by_year
    )
    compare = criterion.compare.model_copy(update={"target": Path(by_year=steps)})
    return criterion.model_copy(update={"compare": compare})
