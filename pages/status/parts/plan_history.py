"""What has happened to a plan: its amendments, the decisions on it, and the pay its rule indicates."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from metrics.facts.decisions import Decision
from metrics.plan.model import Amendment, Plan, Signature
from metrics.plan.terms import Stage
from metrics.score.pay import Payment
from pages.ui.draw.html import fill
from pages.ui.draw.marks import draw_lines
from pages.ui.draw.table import Column, draw_table
from words.decision import write_what
from words.language import Words
from words.points import write_paid_periods, write_payment
from words.signing import write_role, write_signing


def draw_stage(plan: Plan, signatures: Sequence[Signature], words: Words) -> Markup:
    """Draw a sentence for a draft, proposed, closed or reopened plan; nothing for another in force.

    `signatures` are those a draft has got of one party; it says whose is missing.
    """
    closed = {"on": words.date(plan.closed.on), "note": plan.closed.note or ""} if plan.closed else {}
    if plan.reopenings and not plan.closed:
        last = plan.reopenings[-1]
        opened = words.t("course.reopened", on=words.date(last.on), reason=last.reason)
        return fill('<p class="m-notice">{}</p>', opened)
    text = {
        Stage.DRAFT: words.t("course.draft"),
        Stage.PROPOSED: words.t("course.proposed"),
        Stage.CLOSED: words.t("course.closed", **closed) if closed else "",
    }.get(plan.life, "")
    if signatures and not plan.locked:
        text = " ".join([text, *write_signing(plan, signatures, words)])
    return fill('<p class="m-notice">{}</p>', text) if text else Markup()


def draw_amendments(plan: Plan, words: Words) -> Markup:
    """Draw the amendments as a table, oldest first; nothing where there are none."""
    columns = [
        Column(words.t("course.agreed")),
        Column(words.t("course.valid_from")),
        Column(words.t("course.reason")),
        Column(words.t("course.signed_by")),
    ]
    rows = [_amendment(amendment, words) for amendment in plan.amendments]
    return _table(columns, rows, "course.amendments", words)


def _amendment(amendment: Amendment, words: Words) -> list[str | Markup]:
    signers = words.list([f"{write_role(s, words)}, {s.organisation}" for s in amendment.signatures])
    return [words.date_short(amendment.on), words.date_short(amendment.since), amendment.reason, signers]


def draw_decisions(stands: Sequence[Decision], plan: Plan, words: Words) -> Markup:
    """Draw the decisions in force as a table; nothing where there are none."""
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
    return draw_table(columns, rows, words.t(key), show_caption=True, classes="m-course")


def draw_pay(plan: Plan, found: Payment, decided: Decision | None, words: Words) -> Markup:
    """Draw the pay that the plan's rule indicates, and what was decided; nothing for a plan without a rule."""
    if plan.pay is None:
        return Markup()
    first, *rest = write_payment(plan.pay, found, decided, words)
    return fill(
        '<section class="m-pay"><h2>{}</h2><p>{}</p>{}</section>',
        words.t("pay.title"),
        first,
        draw_lines([*write_paid_periods(plan, found, words), *rest]),
    )
