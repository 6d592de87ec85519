"""What a plan has reached, and what its rule for pay points to."""

from __future__ import annotations

from typing import Any

import typer

from db import queries
from metrics import life, scoring
from metrics.decided import decided, totals
from metrics.decisions import DecisionKind, latest
from metrics.errors import refuse
from metrics.pay import payment
from pages.ui import course
from pages.ui.export.score_document import payment_document, score_document
from terminal import shared
from terminal.shared import AsJson, Day, PlanKey

app = typer.Typer()


@app.command("score", help=shared.WORDS.t("cli.score"))
def score(plan: PlanKey, as_of: Day = None, known_at: Day = None, as_json: AsJson = False) -> None:
    """Score a plan on what was known at a moment."""
    day, moment = shared.moment(as_of, known_at)
    with shared.reading() as db:
        facts, catalogue = queries.facts(db, day, moment), queries.catalogue(db)
        versions = queries.versions_of(db, plan)
    there = shared.in_force(versions, day, moment)
    found, first = scoring.score(there, facts, catalogue), life.original(versions, there)
    beside = scoring.score(first, facts, catalogue) if first else None
    document = score_document(found, catalogue, shared.WORDS, beside)
    if as_json:
        shared.print_json(document)
    else:
        _print_score(found, document)
        for line in course.beside(found, beside, decided(found, catalogue), shared.WORDS):
            typer.echo(line)


@app.command("pay", help=shared.WORDS.t("cli.pay"))
def pay(plan: PlanKey, as_of: Day = None, known_at: Day = None, as_json: AsJson = False) -> None:
    """What the plan's rule for performance pay points to. Indicative."""
    day, moment = shared.moment(as_of, known_at)
    with shared.reading() as db:
        facts, catalogue = queries.facts(db, day, moment), queries.catalogue(db)
        rule = shared.in_force(queries.versions_of(db, plan), day, moment).pay
        there = life.plans_in_force(queries.versions(db), day, moment)
    if rule is None:
        raise refuse("pay_unknown", plan, key=plan)
    counted = [p for p in there if p.id in {plan, *(other.plan for other in rule.plans)}]
    scores = scoring.scores(counted, facts, catalogue)
    found = payment(rule, plan, totals(scores, catalogue))
    decision = latest(facts.decisions.get(plan, ()), DecisionKind.PAY)
    if as_json:
        shared.print_json(payment_document(scores[plan], found, decision))
    else:
        typer.echo("\n".join(course.payment(rule, found, decision, shared.WORDS)))


def _print_score(found: scoring.Score, document: dict[str, Any]) -> None:
    """The score as a reader's table, goal by goal with the reason below."""
    mark = f"  [{shared.WORDS.t('word.fictional')}]" if document["fictional"] else ""
    day = shared.WORDS.date(found.facts.as_of)
    typer.echo(
        f"{document['institution']}, {found.plan.title}, {shared.WORDS.t('frame.as_of').lower()} {day}{mark}"
    )
    typer.echo(written_total(found))
    print_goals(found, document)


def written_total(found: scoring.Score) -> str:
    """The points in a sentence."""
    if not found.totalled:
        return shared.WORDS.t("plan.no_total")
    points = found.points
    figures = {
        name: shared.WORDS.points(getattr(points, name), points.possible)
        for name in ("possible", "secured", "open", "lost")
    }
    return shared.WORDS.t("bar.sentence", **figures)


def print_goals(found: scoring.Score, document: dict[str, Any]) -> None:
    """Goal by goal, with the reason below."""
    for goal, shown in zip(found.goals, document["goals"], strict=True):
        status = shared.WORDS.t(f"status.{goal.status}")
        weight = shared.WORDS.points(goal.weight, found.points.possible)
        typer.echo(f"{goal.goal.number:>5}  {status:<22} {weight:>6}  {goal.goal.title}")
        for criterion in shown["criteria"]:
            typer.echo(f"       {criterion['number']}  {criterion['title']}: {criterion['trace']['text']}")
