"""A score as JSON: the contract of `maalstreg score --json`."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from metrics.algebra.outcome import Points
from metrics.facts.case_origin import CaseOrigin
from metrics.facts.decisions import Decision
from metrics.periods import write_day
from metrics.plan.catalogue import Catalogue
from metrics.plan.criteria import Compare, Within
from metrics.plan.model import Signature
from metrics.score.after_decisions import apply_decisions
from metrics.score.contract_years import score_years
from metrics.score.due_item import DueItem
from metrics.score.headings import add_up_headings
from metrics.score.pay import Payment
from metrics.score.quantities import Amount, AmountInput
from metrics.score.scoring import CriterionScore, GoalScore, Score
from metrics.score.settlements.settled_parts import awaits_settlement, find_after_settlement
from metrics.score.tests import Trace
from words import verdict
from words.language import Words

Document = dict[str, Any]


def build_score_document(
    score: Score, catalogue: Catalogue, words: Words, original: Score | None = None
) -> Document:
    """Build the document of a score with its traces. Points are out of `possible`; `credit` is null while open.

    `total` is the computed one; for a closed plan the settled one, then `settlement` says when and by what was known,
    and `after_settlement` is the total by what is known now; one that `awaits_settlement` is closed and has none
    yet. `original` is that of the plan as signed, null unless it was amended; `decided` is that after decisions, null
    if there are none.
    """
    owner = catalogue.find_owner(score.plan)
    after, later = apply_decisions(score, catalogue), find_after_settlement(score, catalogue)
    return {
        "plan": score.plan.id,
        "institution": owner.name,
        "fictional": owner.fictional,
        "as_of": score.facts.as_of.isoformat(),
        "known_at": score.facts.known_at.isoformat(),
        "stage": score.plan.life.value,
        "signatures": build_signature_documents(score.plan.signatures),
        "total": build_total_document(score),
        "settlement": _build_settlement(score),
        "awaits_settlement": awaits_settlement(score),
        "after_settlement": build_total_document(later.score) if later else None,
        "original": build_total_document(original) if original else None,
        "decided": _build_total(after.points) if after else None,
        "decisions": [build_decision_document(decision) for decision in after.decisions] if after else [],
        "word": score.word,
        "years": [
            {"year": year, "total": build_total_document(of_year), "word": of_year.word}
            for year, of_year in score_years(score.plan, score.facts, catalogue).items()
        ],
        "counts": {status.value: count for status, count in sorted(score.counts.items())},
        "headings": [
            {"heading": heading, **_build_total(points)} for heading, points in add_up_headings(score)
        ],
        "criteria_counts": {status.value: n for status, n in sorted(score.criteria_counts.items())},
        "classes": {name: {s.value: n for s, n in found.items()} for name, found in score.classes().items()},
        "goals": [_build_goal(goal, words) for goal in score.goals],
    }


def _build_settlement(score: Score) -> Document | None:
    settlement, closed = score.settlement, score.plan.closed
    if settlement is None:
        return None
    # A plan that was opened again tells of its newest closing only.
    own = closed if closed and closed.on == settlement.on else None
    known_at = settlement.known_at.isoformat()
    return {
        "on": settlement.on.isoformat(),
        "known_at": known_at,
        "afterwards": settlement.afterwards,
        "reason": own.reason if own else None,
        "note": own.note if own else None,
    }


def build_total_document(score: Score) -> Document:
    """Build the total; null throughout for a plan without one, which only counts goals or is suspended."""
    if not score.totalled:
        return dict.fromkeys(("secured", "open", "lost", "possible"))
    return _build_total(score.points)


def _build_total(points: Points) -> Document:
    return {**_build_points(points), "possible": to_json_number(points.possible)}


def build_signature_documents(signatures: Sequence[Signature]) -> list[Document]:
    """Build the document of each signature: given in Målstreg in a role, or registered after a document."""
    return [
        {
            "party": one.party.value,
            "organisation": one.organisation,
            "role": one.signed_as.value if one.signed_as else one.role,
            "on": write_day(one.on),
            "recorded": "signed_in" if one.signed_as else "after_document",
            "document": one.document,
            "digest": one.digest,
            "reason": one.reason,
        }
        for one in signatures
    ]


def build_decision_document(decision: Decision) -> Document:
    """Build the document of a decision, with who, when and why."""
    return {
        "number": decision.number,
        "kind": decision.kind.value,
        "goal": decision.goal,
        "points": None if decision.points is None else to_json_number(Fraction(decision.points)),
        "on": decision.on.isoformat(),
        "until": write_day(decision.until),
        "by": decision.by,
        "reason": decision.reason,
        "revokes": decision.revokes,
    }


def build_payment_document(score: Score, found: Payment, decision: Decision | None) -> Document:
    """Build the document of the indicative pay by the plan's rule, in its unit: percent of the salary, or kroner."""
    return {
        "plan": score.plan.id,
        "as_of": score.facts.as_of.isoformat(),
        "known_at": score.facts.known_at.isoformat(),
        "indicative": True,
        "fulfilment": {"least": to_json_number(found.least), "most": to_json_number(found.most)},
        "pay": {"least": to_json_number(found.pay_least), "most": to_json_number(found.pay_most)},
        "unit": score.plan.pay.unit.value if score.plan.pay else None,
        "decided": build_decision_document(decision) if decision else None,
        "plans": [
            {
                "plan": part.plan,
                "weight": to_json_number(part.weight),
                "least": to_json_number(part.least),
                "most": to_json_number(part.most),
            }
            for part in found.parts
        ],
        "missing": list(found.missing),
    }


def _build_goal(score: GoalScore, words: Words) -> Document:
    return {
        "number": score.goal.number,
        "title": score.goal.title,
        "scored": score.goal.scored,
        "outline": score.goal.outline,
        "year": score.goal.year,
        "weight": to_json_number(score.weight),
        "status": score.status.value,
        "credit": to_json_number(score.outcome.credit),
        **_build_points(score.points),
        "criteria": [_build_criterion(criterion, words) for criterion in score.criteria],
    }


def _build_criterion(score: CriterionScore, words: Words) -> Document:
    actual, target = _find_sides(score)
    found: Document = {
        "number": score.criterion.number,
        "title": score.criterion.title,
        "status": score.status.value,
        "credit": to_json_number(score.outcome.credit),
        "actual": actual,
        "target": target,
        "expected": _find_expected(score.trace),
        "trace": {
            "text": verdict.write_verdict(score, words),
            **(_build_trace(score.trace) if score.trace else {}),
        },
    }
    if score.criteria:
        found["criteria"] = [_build_criterion(child, words) for child in score.criteria]
    return found


def _find_expected(trace: Trace | None) -> float | None:
    """Return the number that the institution itself expected."""
    return to_json_number(trace.expected.value) if trace and trace.expected else None


def _find_sides(score: CriterionScore) -> tuple[float | str | None, float | str | None]:
    """Return what was reached and what was asked for: numbers, or days for a milestone."""
    trace, criterion = score.trace, score.criterion
    if trace is None:
        return None, None
    if isinstance(criterion.test, Compare | Within):
        actual = trace.actual.value if trace.actual else None
        return to_json_number(actual), to_json_number(trace.target.value if trace.target else None)
    due = criterion.dated
    return write_day(trace.said.on if trace.said else None), write_day(due.due if due else None)


def _build_trace(trace: Trace) -> Document:
    sides = {"actual": trace.actual, "reference": trace.reference, "target": trace.target}
    found: Document = {name: _build_amount(side) for name, side in sides.items() if side}
    if trace.said:
        found["event"] = {
            "kind": trace.said.kind.value,
            "on": trace.said.on.isoformat(),
            "recorded": trace.said.recorded_at.isoformat(),
            "source": trace.said.source,
            "note": trace.said.note,
        }
    found["holds"] = trace.holds
    found["left_out"] = [o.period.text for side in trace.sides for o in side.left_out]
    found["disagreements"] = [
        {
            "period": one.whole.period.text,
            "value": to_json_number(one.whole.amount(side.inputs[0].indicator)),
            "parts": to_json_number(one.value),
        }
        for side in trace.sides
        for one in side.disagreements
    ]
    found["owed"] = [_build_due(due) for due in trace.due]
    return found


def _build_due(due: DueItem) -> Document:
    found: Document = {"due": due.on.isoformat()}
    if due.owed:
        series = {"institution": due.owed.institution, "indicator": due.owed.indicator}
        found |= {**series, "start": due.owed.start.isoformat(), "end": due.owed.end.isoformat()}
        found["awaited"] = write_day(due.awaited)
    return found


def _build_amount(side: Amount) -> Document:
    return {
        "value": to_json_number(side.value),
        "base": to_json_number(side.base),
        "factor": float(side.factor),
        "final": side.settled,
        "provisional": side.provisional or side.provisional_target,
        "inputs": [_build_input(given) for given in side.inputs],
    }


def _build_input(given: AmountInput) -> Document:
    seen = given.observation
    return {
        "institution": given.institution,
        "indicator": given.indicator.id,
        "period": seen.period.text,
        "value": to_json_number(seen.amount(given.indicator)),
        "numerator": None if seen.numerator is None else float(seen.numerator),
        "denominator": None if seen.denominator is None else float(seen.denominator),
        **({"exempt": float(seen.exempt)} if seen.exempt else {}),
        "provisional": seen.provisional,
        "note": seen.note,
        "source": seen.source,
        **({"cases": CaseOrigin.read(seen.origin)._asdict()} if seen.origin else {}),
        "recorded": seen.recorded_at.isoformat(),
        "backfilled": seen.backfilled,
    }


def _build_points(points: Points) -> Document:
    return {
        "secured": to_json_number(points.secured),
        "open": to_json_number(points.open),
        "lost": to_json_number(points.lost),
    }


def to_json_number(value: Fraction | None) -> float | int | None:
    """Convert a value to JSON: an integer if it is whole, otherwise a float."""
    if value is None:
        return None
    return value.numerator if value.denominator == 1 else float(value)
