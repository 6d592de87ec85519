"""Decisions beside the computed score."""

from __future__ import annotations

from typing import Annotated

import typer

from db import commands, queries
from export.score_document import decision_document
from metrics.facts.decisions import Decision, DecisionKind
from pages.ui import course
from terminal import shared
from terminal.shared import AsJson, Day, NeededDay, PlanKey

decision_app = typer.Typer(no_args_is_help=True, help=shared.WORDS.t("cli.decision"))


@decision_app.command("add", help=shared.WORDS.t("cli.decision_add"))
def decision_add(
    plan: PlanKey,
    kind: Annotated[DecisionKind, typer.Argument(metavar="KIND", help=shared.WORDS.t("cli.arg_kind"))],
    *,
    on: NeededDay,
    by: Annotated[str, typer.Option(help=shared.WORDS.t("cli.by"))],
    reason: Annotated[str, typer.Option(help=shared.WORDS.t("cli.reason"))],
    goal: Annotated[str | None, typer.Option(metavar="NUMBER", help=shared.WORDS.t("cli.goal"))] = None,
    points: Annotated[str | None, typer.Option(metavar="POINTS", help=shared.WORDS.t("cli.points"))] = None,
    until: Annotated[str | None, typer.Option(metavar="YYYY-MM-DD", help=shared.WORDS.t("cli.until"))] = None,
    revokes: Annotated[int | None, typer.Option(metavar="N", help=shared.WORDS.t("cli.revokes"))] = None,
) -> None:
    """Record a decision beside the computed score."""
    wanted = Decision(
        plan,
        kind,
        shared.needed_day(on, "--on"),
        by,
        reason,
        goal=goal,
        points=None if points is None else shared.figure(points, "--points"),
        until=shared.day(until, "--until"),
        revokes=revokes,
    )
    with shared.writing(dry_run=False) as db:
        number = commands.decide(db, wanted)
    typer.echo(shared.WORDS.t("cli.decided", number=number))


@decision_app.command("list", help=shared.WORDS.t("cli.decision_list"))
def decision_list(plan: PlanKey, as_of: Day = None, known_at: Day = None, as_json: AsJson = False) -> None:
    """The decisions that stand for a plan."""
    day, moment = shared.moment(as_of, known_at)
    with shared.reading() as db:
        found = shared.in_force(queries.versions_of(db, plan), day, moment)
        stands = queries.facts(db, day, moment).decisions.get(found.id, ())
    if as_json:
        shared.print_json([decision_document(decision) for decision in stands])
        return
    for decision in stands:
        typer.echo(f"{decision.number:>4}  {course.decision(decision, found, shared.WORDS)}")
    if not stands:
        typer.echo(shared.WORDS.t("decision.none"))
