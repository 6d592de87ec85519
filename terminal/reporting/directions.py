"""Development plans: their files, how their initiatives stand, and what is reported of these."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer

from db import queries
from db.directions import direction_commands, direction_queries
from db.directions.document_sorts import DEVELOPMENT
from db.plans import definitions, plan_queries
from metrics.direction.direction_plan import Direction
from metrics.direction.progress import OF_STEPS, StepEvent, StepEventKind
from metrics.direction.serving import find_unserved, find_yearly_plans
from metrics.direction.target_years import Agreement, TargetYear, find_target_years
from metrics.errors import refuse
from metrics.periods import find_day_end
from metrics.plan.catalogue import Catalogue
from metrics.plan.model import Plan
from terminal import common
from terminal.common import AsJson, AsOf, KnownAt, NeededDay, PlanKey
from terminal.reads.direction_request import DirectionRequest
from terminal.reporting import documents
from words.directions.standing_line import write_progress
from words.directions.target_line import find_counted, write_aimed_limit, write_target

direction_app = typer.Typer(no_args_is_help=True, help=common.WORDS.t("cli.direction"))


@direction_app.command("show", help=common.WORDS.t("cli.direction_show"))
def show_direction(
    plan: PlanKey, as_of: AsOf = None, known_at: KnownAt = None, as_json: AsJson = False
) -> None:
    """Show how the initiatives of a development plan stand on a day, on what was known at a moment."""
    asked = DirectionRequest.read(plan, as_of, known_at)
    if as_json:
        common.print_json(asked.build_document())
        return
    typer.echo(asked.write_heading())
    for area in asked.direction.focus_areas:
        typer.echo(f"{area.number} {area.title}")
        for initiative in area.initiatives:
            typer.echo("\n".join(asked.write_initiative(initiative)))
    for line in asked.write_targets():
        typer.echo(line)


def tell_no_total(plan: str, as_of: str | None, known_at: str | None, *, as_json: bool) -> None:
    """Tell that a development plan has no total."""
    documents.print_no_total(DirectionRequest.read(plan, as_of, known_at), as_json=as_json)


@direction_app.command("report", help=common.WORDS.t("cli.direction_report"))
def report_progress(
    plan: PlanKey,
    number: Annotated[str, typer.Argument(metavar="NUMBER", help=common.WORDS.t("cli.direction_number"))],
    what: Annotated[str, typer.Argument(metavar="WHAT", help=common.WORDS.t("cli.direction_what"))],
    on: NeededDay,
    note: Annotated[str | None, typer.Option(help=common.WORDS.t("cli.note"))] = None,
    source: Annotated[str | None, typer.Option(help=common.WORDS.t("cli.direction_source"))] = None,
) -> None:
    """Report how an initiative or one of its steps stands."""
    day = common.read_needed_day(on, "--on")
    if what not in OF_STEPS:
        raise refuse("not_allowed", "WHAT", value=what, allowed=list(OF_STEPS))
    said = StepEvent(plan, number, StepEventKind(what), day, note, source)
    with common.open_writing(dry_run=False) as db:
        direction_commands.record_progress(db, said)
    typer.echo(f"{number}: {write_progress(said, common.WORDS)}")


def import_file(path: Path, dry_run: bool) -> None:
    """Import the file of a development plan, all of it or nothing."""
    documents.import_file(
        documents.read_file(DEVELOPMENT, path), direction_commands.import_direction, dry_run=dry_run
    )


def check_document(key: str, path: Path | None, *, as_json: bool) -> None:
    """Print what a development plan leaves open: what has no date, what no goal serves, and targets that differ."""
    file = documents.read_file(DEVELOPMENT, path) if path else None
    with common.open_writing(dry_run=True) if file else common.open_reading() as db:
        if file:
            direction_commands.import_direction(db, file)
        found = direction_queries.read_direction(db, file.id if file else key)
        yearly = find_yearly_plans(found, plan_queries.read_plans(db))
        known, today = definitions.read_catalogue(db), common.find_today()
        facts = queries.read_history(db).known(today, find_day_end(today))
    targets = find_target_years(found, yearly, facts, known)
    rows = [*_find_open(found, yearly), *_find_differences(found, targets, known)]
    documents.print_findings(rows, found.id, as_json=as_json)


def _find_open(found: Direction, yearly: Sequence[Plan]) -> Iterator[dict[str, str]]:
    """Find what a development plan leaves open, as rows of its check."""
    words = common.WORDS
    undated = [one.number for one in found.initiatives if one.find_span(found.period) is None]
    if undated:
        text = words.t("direction.check_undated", numbers=words.list(undated))
        yield {"rule": "undated", "place": "", "text": text}
    for plan in yearly:
        if unserved := [one.number for one in find_unserved(found, plan)]:
            text = words.t("direction.check_unserved", plan=plan.title, numbers=words.list(unserved))
            yield {"rule": "unserved", "place": plan.id, "text": text}


def _find_differences(
    found: Direction, targets: Sequence[TargetYear], known: Catalogue
) -> Iterator[dict[str, str]]:
    """Find the yearly goals whose target differs from the development plan's for the same year."""
    words = common.WORDS
    for one in targets:
        series = find_counted(found, one, known)
        for aim in one.aims:
            if aim.agreement is Agreement.OTHER_TARGET:
                text = words.t(
                    "direction.check_differs",
                    target=one.target.name,
                    year=one.year,
                    limit=write_target(one, series, known, words),
                    goal=aim.goal.number,
                    plan=aim.plan.title,
                    other=write_aimed_limit(aim, series, one.year, known, words),
                )
                yield {"rule": "differs", "place": f"targets[{one.target.number}]", "text": text}
