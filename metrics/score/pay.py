"""Performance pay by the plan's own rule. Indicative only: the payment itself is a decision with a reason.

The Ministry of Finance advises against a one-to-one link between fulfilment and pay (Strategisk styring med resultater
i fokus, 2014); the page says so beside the figure.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from metrics.algebra.outcome import Grade, Points
from metrics.plan.pay_rule import Pay

WHOLE = Fraction(100)


@dataclass(frozen=True, slots=True)
class Fulfilment:
    """A plan's fulfilment in percent: secured so far and still possible. None for a plan without a total."""

    plan: str
    weight: Fraction
    least: Fraction | None
    most: Fraction | None


@dataclass(frozen=True, slots=True)
class Payment:
    """The result of a pay rule: weighted fulfilment in percent, and pay in the rule's unit.

    `least` and `most` are equal once nothing is open. `missing` lists the rule's plans that have no total.
    """

    parts: tuple[Fulfilment, ...]
    least: Fraction
    most: Fraction
    pay_least: Fraction
    pay_most: Fraction
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PaidPeriod:
    """The part of a plan's year that one chief led: its days of all days, and the share of the pay they are."""

    start: date
    end: date
    days: int
    of_days: int

    @property
    def share(self) -> Fraction:
        """The share of the year."""
        return Fraction(self.days, self.of_days)


def split_year(rule: Pay, start: date, end: date) -> tuple[PaidPeriod, ...]:
    """Split a plan's year where another chief took over; nothing where one led all of it.

    >>> from decimal import Decimal
    >>> halves = split_year(Pay(cap=Decimal(10), changes=(date(2017, 9, 1),)), date(2017, 1, 1), date(2017, 12, 31))
    >>> [part.days for part in halves]
    [243, 122]
    """
    if not rule.changes:
        return ()
    first = (start, *rule.changes)
    last = (*(day - timedelta(days=1) for day in rule.changes), end)
    whole = (end - start).days + 1
    spans = zip(first, last, strict=True)
    return tuple(PaidPeriod(begin, until, (until - begin).days + 1, whole) for begin, until in spans)


def find_payment(rule: Pay, own: str, totals: Mapping[str, Points]) -> Payment:
    """Compute the pay from the plans' totals. A plan without a total counts as anything from 0 to 100 percent.

    >>> from decimal import Decimal
    >>> reached = Points(Fraction(80), Fraction(0), Fraction(20))
    >>> find_payment(Pay(cap=Decimal(10)), "a", {"a": reached}).pay_most
    Fraction(8, 1)
    """
    weights = {own: Fraction(rule.weight)} | {p.plan: Fraction(p.weight) for p in rule.plans}
    parts = tuple(_measure_fulfilment(plan, weight, totals.get(plan)) for plan, weight in weights.items())
    whole = sum(weights.values())
    least = sum((p.weight * (p.least or 0) for p in parts), Fraction(0)) / whole
    most = sum((p.weight * (WHOLE if p.most is None else p.most) for p in parts), Fraction(0)) / whole
    missing = tuple(p.plan for p in parts if p.least is None)
    return Payment(parts, least, most, _compute_pay(rule, least), _compute_pay(rule, most), missing)


def _measure_fulfilment(plan: str, weight: Fraction, points: Points | None) -> Fulfilment:
    if points is None or not points.possible:
        return Fulfilment(plan, weight, None, None)
    reached = points.secured / points.possible * 100
    return Fulfilment(plan, weight, reached, reached + points.open / points.possible * 100)


def _compute_pay(rule: Pay, fulfilment: Fraction) -> Fraction:
    """Compute the pay for a fulfilment, in the rule's unit."""
    if fulfilment < Fraction(rule.minimum):
        return Fraction(0)
    reached = fulfilment / 100
    return Fraction(rule.highest) * (_build_grade(rule)(reached) if rule.table else reached)


def _build_grade(rule: Pay) -> Grade:
    return Grade(tuple((Fraction(p.at) / 100, Fraction(p.share)) for p in rule.table), rule.linear)
