"""Points in words: other totals than the computed one, ranges, and the pay that follows from them."""

from __future__ import annotations

from fractions import Fraction

from metrics.algebra.outcome import Points
from metrics.facts.decisions import Decision
from metrics.plan.pay_rule import Pay
from metrics.score.after_decisions import ScoreAfterDecisions
from metrics.score.pay import Payment
from metrics.score.scoring import Score
from words.language import Words


def write_other_totals(
    score: Score, first: Score | None, after: ScoreAfterDecisions | None, words: Words
) -> list[str]:
    """Write the points by the plan as signed, and after decisions, where they differ from the computed ones."""
    lines = []
    if first and first.totalled:
        lines.append(_write_points("course.original", first.points, words))
    if after and after.points != score.points:
        lines.append(_write_points("course.decided", after.points, words))
    return lines


def _write_points(key: str, points: Points, words: Words) -> str:
    parts = {
        name: words.points(getattr(points, name), points.possible) for name in ("secured", "open", "lost")
    }
    return words.t(key, **parts)


def write_payment(rule: Pay, found: Payment, decided: Decision | None, words: Words) -> list[str]:
    """Write the pay that the rule points to, and what it is computed from, line by line."""
    lines = [
        words.t(
            "pay.points_to" if rule.amount is None else "pay.points_to_amount",
            pay=write_pay_span(rule, found, words),
            cap=words.number(rule.highest),
        ),
        words.t("pay.fulfilment", fulfilment=write_points_span(found.least, found.most, words)),
    ]
    if rule.plans:
        lines += [
            words.t(
                "pay.part",
                plan=p.plan,
                weight=words.number(p.weight),
                fulfilment=write_points_span(p.least, p.most, words),
            )
            for p in found.parts
            if p.least is not None and p.most is not None
        ]
    if found.missing:
        lines.append(words.t("pay.missing", plans=words.list(list(found.missing))))
    if rule.minimum:
        lines.append(words.t("pay.minimum", minimum=words.number(rule.minimum)))
    if decided and decided.points is not None:
        on, paid = words.date(decided.on), words.number(decided.points)
        key = "pay.decided" if rule.amount is None else "pay.decided_amount"
        lines.append(words.t(key, points=paid, by=decided.by, on=on, reason=decided.reason))
    return [*lines, *([rule.note] if rule.note else []), words.t("pay.indicative")]


def write_pay_span(rule: Pay, found: Payment, words: Words) -> str:
    """Write the pay a rule points to, or its range, as a number in the rule's unit; kroner without decimals."""
    if rule.amount is None:
        return write_points_span(found.pay_least, found.pay_most, words)
    least, most = (words.number(pay, 0) for pay in (found.pay_least, found.pay_most))
    return least if found.pay_least == found.pay_most else words.t("pay.span", least=least, most=most)


def write_points_span(least: Fraction | None, most: Fraction | None, words: Words) -> str:
    """Write one number, or the range while points are open."""
    if least is None or most is None:
        return words.t("word.unknown")
    ends = [words.points(least), words.points(most)]
    return ends[0] if least == most else words.t("pay.span", least=ends[0], most=ends[1])
