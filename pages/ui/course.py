"""What happened around a plan, in words: its amendments, the decisions on it, and the pay its rule points to."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from markupsafe import Markup

from metrics.algebra.outcome import Points
from metrics.facts.decisions import Decision
from metrics.plan.model import Amendment, Pay, Plan
from metrics.plan.terms import Stage
from metrics.score.after_decisions import ScoreAfterDecisions
from metrics.score.pay import Payment
from metrics.score.scoring import Score
from pages.ui.draw import marks
from pages.ui.draw.html import fill
from pages.ui.draw.marks import Column
from words.language import Words


def draw_stage(plan: Plan, words: Words) -> Markup:
    """A sentence for a plan that does not simply run as it was signed; nothing for one that does."""
    closed = {"on": words.date(plan.closed.on), "note": plan.closed.note or ""} if plan.closed else {}
    text = {
        Stage.DRAFT: words.t("course.draft"),
        Stage.PROPOSED: words.t("course.proposed"),
        Stage.CLOSED: words.t("course.closed", **closed) if closed else "",
    }.get(plan.life, "")
    return fill('<p class="m-notice">{}</p>', text) if text else Markup()


def write_other_totals(
    score: Score, first: Score | None, after: ScoreAfterDecisions | None, words: Words
) -> list[str]:
    """The points by the plan as it was signed, and after what was decided; nothing where they are the computed ones."""
    lines = []
    if first and first.totalled:
        lines.append(_points("course.original", first.points, words))
    if after and after.points != score.points:
        lines.append(_points("course.decided", after.points, words))
    return lines


def _points(key: str, points: Points, words: Words) -> str:
    parts = {
        name: words.points(getattr(points, name), points.possible) for name in ("secured", "open", "lost")
    }
    return words.t(key, **parts)


def draw_lines(lines: Sequence[str]) -> Markup:
    """Sentences below each other; nothing where there is none."""
    items = Markup().join(fill("<li>{}</li>", line) for line in lines)
    return fill('<ul class="m-beside">{}</ul>', items) if lines else Markup()


def draw_amendments(plan: Plan, words: Words) -> Markup:
    """The table of amendments, oldest first; nothing where there is none."""
    columns = [
        Column(words.t("course.agreed")),
        Column(words.t("course.valid_from")),
        Column(words.t("course.reason")),
        Column(words.t("course.signed_by")),
    ]
    rows = [_amendment(amendment, words) for amendment in plan.amendments]
    return _table(columns, rows, "course.amendments", words)


def _amendment(amendment: Amendment, words: Words) -> list[str | Markup]:
    signers = words.list([f"{s.role}, {s.organisation}" for s in amendment.signatures])
    return [words.date_short(amendment.on), words.date_short(amendment.since), amendment.reason, signers]


def draw_decisions(stands: Sequence[Decision], plan: Plan, words: Words) -> Markup:
    """The table of decisions that stand; nothing where there is none."""
    columns = [
        Column(words.t("course.decision")),
        Column(words.t("course.what")),
        Column(words.t("course.by")),
        Column(words.t("course.reason")),
    ]
    rows: list[list[str | Markup]] = [
        [
            words.t("course.number", number=d.number, on=words.date_short(d.on)),
            write_what(d, plan, words),
            d.by,
            d.reason,
        ]
        for d in stands
    ]
    return _table(columns, rows, "course.decisions", words)


def _table(columns: list[Column], rows: Sequence[Sequence[str | Markup]], key: str, words: Words) -> Markup:
    if not rows:
        return Markup()
    return marks.draw_table(columns, rows, words.t(key), show_caption=True, classes="m-course")


def write_decision(said: Decision, plan: Plan, words: Words) -> str:
    """A decision as one line: what, who, when and why."""
    return words.t(
        "decision.line",
        what=write_what(said, plan, words),
        by=said.by,
        on=words.date(said.on),
        reason=said.reason,
    )


def write_what(said: Decision, plan: Plan, words: Words) -> str:
    """What was decided."""
    points = "" if said.points is None else words.points(said.points, plan.scoring.possible)
    until = words.date(said.until) if said.until else ""
    return words.t(f"decision.{said.kind}", goal=said.goal or "", points=points, until=until)


def write_payment(rule: Pay, found: Payment, decided: Decision | None, words: Words) -> list[str]:
    """What the rule points to, line by line, with what it is reckoned from."""
    lines = [
        words.t(
            "pay.points_to",
            pay=write_points_span(found.pay_least, found.pay_most, words),
            cap=words.number(rule.cap),
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
        lines.append(words.t("pay.decided", points=paid, by=decided.by, on=on, reason=decided.reason))
    return [*lines, *([rule.note] if rule.note else []), words.t("pay.indicative")]


def draw_pay(rule: Pay, found: Payment, decided: Decision | None, words: Words) -> Markup:
    """The same as a section of the page."""
    first, *rest = write_payment(rule, found, decided, words)
    return fill(
        '<section class="m-pay"><h2>{}</h2><p>{}</p>{}</section>',
        words.t("pay.title"),
        first,
        draw_lines(rest),
    )


def write_points_span(least: Fraction | None, most: Fraction | None, words: Words) -> str:
    """One number, or the two it lies between while points are open."""
    if least is None or most is None:
        return words.t("word.unknown")
    ends = [words.points(least), words.points(most)]
    return ends[0] if least == most else words.t("pay.span", least=ends[0], most=ends[1])
