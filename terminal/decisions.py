"""Decisions on plans, recorded beside the computed score."""

from __future__ import annotations

from typing import Annotated

import typer

from db import queries
from db.plans import decision_commands, plan_queries
from export.score_document import build_decision_document
from metrics.errors import refuse
from metrics.facts.decisions import Decision, DecisionKind
from terminal import common
from terminal.common import AsJson, AsOf, KnownAt, NeededDay, PlanKey, Reason
from words.decision import write_decision

decision_app = typer.Typer(no_args_is_help=True, help=common.WORDS.t("cli.decision"))


@decision_app.command("add", help=common.WORDS.t("cli.decision_add"))
def add_decision(
    plan: PlanKey,
    kind: Annotated[DecisionKind, typer.Argument(metavar="KIND", help=common.WORDS.t("cli.arg_kind"))],
    *,
    on: NeededDay,
    by: Annotated[str, typer.Option(help=common.WORDS.t("cli.by"))],
    reason: Reason,
    goal: Annotated[str | None, typer.Option(metavar="NUMBER", help=common.WORDS.t("cli.goal"))] = None,
    points: Annotated[str | None, typer.Option(metavar="POINTS", help=common.WORDS.t("cli.points"))] = None,
    until: Annotated[str | None, typer.Option(metavar="YYYY-MM-DD", help=common.WORDS.t("cli.until"))] = None,
    revokes: Annotated[int | None, typer.Option(metavar="N", help=common.WORDS.t("cli.revokes"))] = None,
) -> None:
    """Record a decision beside the computed score."""
    if kind is DecisionKind.DEVIATION and until is None:
        raise refuse("option_missing", name="--until")
    wanted = Decision(
        plan,
        kind,
        common.read_needed_day(on, "--on"),
        by,
        reason,
        goal=goal,
        points=None if points is None else common.read_figure(points, "--points"),
        until=common.read_optional_day(until, "--until"),
        revokes=revokes,
    )
    with common.open_writing(dry_run=False) as db:
        number = decision_commands.record_decision(db, wanted)
    typer.echo(common.WORDS.t("cli.decided", number=number))


@decision_app.command("list", help=common.WORDS.t("cli.decision_list"))
def list_decisions(
    plan: PlanKey, as_of: AsOf = None, known_at: KnownAt = None, as_json: AsJson = False
) -> None:
    """List the decisions on a plan that stand."""
    day, moment = common.read_moment(as_of, known_at)
    with common.open_reading() as db:
        found = common.find_in_force(plan_queries.read_versions_of(db, plan), day, moment)
        stands = queries.read_facts(db, day, moment).decisions.get(found.id, ())
    if as_json:
        common.print_json([build_decision_document(decision) for decision in stands])
        return
    for decision in stands:
        typer.echo(f"{decision.number:>4}  {write_decision(decision, found, common.WORDS)}")
    if not stands:
        typer.echo(common.WORDS.t("decision.none"))
