"""The score of a plan, and the pay by its rule."""

from __future__ import annotations

import typer

from db.plans import plan_queries
from export.score_document import build_payment_document, build_score_document
from metrics.direction.direction_terms import DocumentKind
from metrics.errors import refuse
from metrics.facts.decisions import DecisionKind, find_latest
from metrics.periods import find_danish_day
from metrics.plan import versions
from metrics.plan.catalogue import Catalogue
from metrics.score import scoring
from metrics.score.after_decisions import apply_decisions, find_totals
from metrics.score.pay import find_payment
from terminal import common
from terminal.common import AsJson, AsOf, KnownAt, PlanKey
from terminal.reads.plan_request import PlanRequest
from terminal.reporting import directions, duties
from terminal.score_lines import write_counts, write_goals, write_total, write_years
from words import points
from words.moment import write_moment

_WITHOUT_TOTAL = {DocumentKind.DEVELOPMENT: directions, DocumentKind.DUTIES: duties}

app = typer.Typer()


@app.command("score", help=common.WORDS.t("cli.score"))
def show_score(plan: PlanKey, as_of: AsOf = None, known_at: KnownAt = None, as_json: AsJson = False) -> None:
    """Score a plan on what was known at a moment, with the statuses that the pages show."""
    with common.open_reading() as db:
        kind = plan_queries.read_kind(db, plan)
    if kind in _WITHOUT_TOTAL:
        # Not a mistake to ask for: the answer is that there is none, and why.
        _WITHOUT_TOTAL[kind].tell_no_total(plan, as_of, known_at, as_json=as_json)
        return
    asked = PlanRequest.read(plan, as_of, known_at)
    catalogue, found = asked.catalogue, asked.outlook().score
    first = versions.find_original(asked.versions, asked.plan)
    beside = scoring.score_original(first, asked.facts, catalogue) if first else None
    document = build_score_document(found, catalogue, common.WORDS, beside)
    if as_json:
        common.print_json(document)
    else:
        print_heading(found, catalogue)
        typer.echo(write_total(found, common.WORDS))
        for line in write_years(found, catalogue, common.WORDS):
            typer.echo(line)
        for line in (*write_counts(found, common.WORDS), *write_goals(found, document, common.WORDS)):
            typer.echo(line)
        for line in points.write_other_totals(found, beside, apply_decisions(found, catalogue), common.WORDS):
            typer.echo(line)
        for line in points.write_settlement(found, catalogue, common.WORDS):
            typer.echo(line)


@app.command("pay", help=common.WORDS.t("cli.pay"))
def show_pay(plan: PlanKey, as_of: AsOf = None, known_at: KnownAt = None, as_json: AsJson = False) -> None:
    """Show the indicative performance pay by the plan's rule."""
    asked = PlanRequest.read(plan, as_of, known_at)
    rule = asked.plan.pay
    if rule is None:
        raise refuse("pay_unknown", plan, key=plan)
    counted = [p for p in asked.there if p.id in {plan, *(other.plan for other in rule.plans)}]
    scores = scoring.score_plans(counted, asked.facts, asked.catalogue)
    found = find_payment(rule, plan, find_totals(scores, asked.catalogue))
    stands = asked.facts.decisions.get(plan, ())
    decision = find_latest(stands, DecisionKind.PAY, asked.plan, asked.facts.as_of)
    if as_json:
        common.print_json(build_payment_document(scores[plan], found, decision))
    else:
        print_heading(scores[plan], asked.catalogue)
        typer.echo("\n".join(points.write_payment(rule, found, decision, common.WORDS)))
        for line in points.write_paid_periods(asked.plan, found, common.WORDS):
            typer.echo(line)


def print_heading(found: scoring.Score, catalogue: Catalogue) -> None:
    """Print the plan's institution, title and moment, and a mark on fictional figures."""
    words, owner = common.WORDS, catalogue.find_owner(found.plan)
    mark = f"  [{words.t('word.fictional')}]" if owner.fictional else ""
    known = find_danish_day(found.facts.known_at)
    day = write_moment(found.facts.as_of, known, common.find_today(), words)
    typer.echo(f"{owner.name}, {found.plan.title}. {day}{mark}")
