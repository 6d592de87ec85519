"""Points in words: other totals than the computed one, a settlement, ranges, what is wanted, and the pay."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from metrics.algebra.outcome import Points
from metrics.facts.decisions import Decision
from metrics.periods import find_danish_day
from metrics.plan.catalogue import Catalogue
from metrics.plan.model import Plan
from metrics.plan.pay_rule import Pay
from metrics.score.after_decisions import ScoreAfterDecisions
from metrics.score.pay import Payment, split_year
from metrics.score.scoring import CriterionScore, Score
from metrics.score.settlements.settled_parts import (
    AfterSettlement,
    awaits_settlement,
    find_after_settlement,
    list_open_goals,
)
from metrics.status import Status
from metrics.whatif.spare import SpareGoals
from metrics.whatif.wanted_total import WantedSource, WantedTotal
from words import criteria
from words.goals.point_parts import write_parts
from words.language import Words
from words.readings import spell
from words.standing import write_status

MOST_SETS = 2
"""The combinations of goals that are named one by one in a sentence; more are counted, and stand in the grid."""


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
    return words.t(key, **write_parts(points, words))


def write_settlement(score: Score, catalogue: Catalogue, words: Words) -> list[str]:
    """Write what a closed plan was settled on, and all that became known after it; nothing for other plans."""
    after, settlement, closed = find_after_settlement(score, catalogue), score.settlement, score.plan.closed
    if closed and awaits_settlement(score):
        return [words.t("settlement.awaited", on=words.date(closed.on))]
    if after is None or settlement is None:
        return []
    known = words.date(find_danish_day(settlement.known_at))
    lines = [words.t("settlement.afterwards" if settlement.afterwards else "settlement.stands", known=known)]
    if closed and closed.reason and closed.on == settlement.on:
        key = "settlement.reason_open" if list_open_goals(score) else "settlement.reason"
        lines.append(words.t(key, reason=closed.reason))
    return [*lines, *_write_total(score, after, words), *_write_facts(score.plan, after, catalogue, words)]


def write_later_facts(score: Score, goal: str, catalogue: Catalogue, words: Words) -> list[str]:
    """Write what became known of a goal after its plan was settled."""
    after = find_after_settlement(score, catalogue)
    return [*_write_facts(score.plan, after, catalogue, words, goal)] if after else []


def _write_total(score: Score, after: AfterSettlement, words: Words) -> Iterator[str]:
    points = after.score.points
    if score.totalled and points != score.points:
        yield _write_points("settlement.total", points, words)


def _write_facts(
    plan: Plan, after: AfterSettlement, catalogue: Catalogue, words: Words, goal: str | None = None
) -> Iterator[str]:
    for one in after.facts:
        part = one.settled.criterion
        if goal is None or part in plan.goal(goal).leaves():
            now, settled = (_write_leaf(leaf, plan, catalogue, words) for leaf in (one.now, one.settled))
            yield words.t("settlement.fact", part=f"{part.number} {part.title}", now=now, settled=settled)


def _write_leaf(leaf: CriterionScore, plan: Plan, catalogue: Catalogue, words: Words) -> str:
    status = write_status(leaf.status, words, over=True).lower()
    return f"{criteria.write_result(leaf, plan, catalogue, words)}, {status}"


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


def write_paid_periods(plan: Plan, found: Payment, words: Words) -> list[str]:
    """Write what each chief's part of the year points to, where the chief changed in it."""
    rule = plan.pay
    if rule is None:
        return []
    key = "pay.period" if rule.amount is None else "pay.period_amount"
    lines = []
    for part in split_year(rule, plan.start, plan.end):
        own = replace(found, pay_least=found.pay_least * part.share, pay_most=found.pay_most * part.share)
        pay, days = write_pay_span(rule, own, words), words.number(part.days)
        start, end = words.date(part.start), words.date(part.end)
        lines.append(words.t(key, start=start, end=end, days=days, whole=words.number(part.of_days), pay=pay))
    return lines


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


def write_missing(now: Points, wanted: Fraction, words: Words) -> str:
    """Write how many of the open points are missing for a total; nothing where it is secured or out of reach."""
    missing = wanted - now.secured
    if not 0 < missing <= now.open:
        return ""
    secured, needed, left = (words.points(one, now.possible) for one in (now.secured, missing, now.open))
    return words.t("spare.missing", secured=secured, missing=needed, open=left)


def write_beside(score: Score, words: Words) -> str:
    """Write which goals are met already, and which do not affect the total any longer or never did."""
    undecided = {goal.goal.number for goal in score.find_undecided()}
    met = [goal.goal.number for goal in score.goals if goal.weight and goal.status is Status.MET]
    others = [g.goal for g in score.goals if g.goal.number not in undecided and g.goal.number not in met]
    numbers = {
        "spare.met": met,
        "spare.outside": [goal.number for goal in others if goal.scored],
        "spare.uncounted": [goal.number for goal in others if not goal.scored],
    }
    lines = [words.t(key, numbers=words.list(found)) for key, found in numbers.items() if found]
    return " ".join(lines)


def write_spare(found: SpareGoals, possible: Fraction, words: Words) -> str:
    """Write which goals have to be met for the total that is wanted, and how many and which do not."""
    points = words.points(found.wanted, possible)
    if found.count is None:
        return words.t("spare.out_of_reach", points=points)
    if found.is_secured:
        return words.t("spare.secured", points=points)
    return _write_count(found, points, words) if found.count else words.t("spare.none", points=points)


def _write_count(found: SpareGoals, points: str, words: Words) -> str:
    assert found.count is not None
    if found.safe == found.count:
        return _count("spare.any", found.safe, points, words)
    which = words.either([words.list(one) for one in found.sets[:MOST_SETS]])
    if found.sets and (found.count == 1 or len(found.sets) <= MOST_SETS):
        which = words.either([words.list(one) for one in found.sets])
        said = _count("spare.these", found.count, points, words, which=which)
    elif found.among and not found.safe:
        said = _count("spare.among", found.count, points, words, which=words.list(found.among))
    elif found.sets:
        sets = spell(len(found.sets), words)
        said = _count("spare.such", found.count, points, words, which=which, sets=sets)
    elif found.safe:
        some = words.t("spare.some", count=spell(found.count, words))
        return f"{_count('spare.any', found.safe, points, words)} {some}"
    else:
        said = words.t("spare.depends", count=spell(found.count, words), points=points)
    needed = (
        words.n("spare.needed", len(found.needed), which=words.list(found.needed)) if found.needed else ""
    )
    dear = (
        _count("spare.dear", found.count, points, words, which=words.list(found.dear)) if found.dear else ""
    )
    return " ".join(sentence for sentence in (needed, said, dear) if sentence)


def _count(key: str, count: int, points: str, words: Words, **said: str) -> str:
    return words.n(key, count, count=spell(count, words), points=points, **said)


def write_wanted(wanted: WantedTotal, possible: Fraction, words: Words) -> str:
    """Write where a wanted total comes from; nothing for the reader's own."""
    if wanted.source is WantedSource.READER:
        return ""
    return words.t(f"wanted.{wanted.source}", points=words.points(wanted.points, possible))
