"""Duties that return: their files, when each time is due, how it stands, and what is reported of it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from db.clock import read_clock
from db.directions import duty_commands, duty_queries
from db.directions.document_sorts import DUTIES
from export.duty_calendar import write_duty_calendar
from metrics.direction.progress import StepEvent, StepEventKind
from metrics.duties.duty_plan import DutyPlan
from metrics.errors import refuse
from metrics.plan.terms import FIRST_DAY, LAST_DAY
from terminal import common
from terminal.common import AsJson, AsOf, KnownAt, NeededDay, PlanKey
from terminal.reads.duty_request import DutyRequest
from terminal.reporting import documents
from words.directions.duty_line import write_report

duty_app = typer.Typer(no_args_is_help=True, help=common.WORDS.t("cli.duties"))

Year = Annotated[
    int | None,
    typer.Option(min=FIRST_DAY.year, max=LAST_DAY.year, metavar="YYYY", help=common.WORDS.t("cli.duty_year")),
]


@duty_app.command("show", help=common.WORDS.t("cli.duties_show"))
def show_duties(
    plan: PlanKey,
    year: Year = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    as_json: AsJson = False,
    ics: Annotated[bool, typer.Option("--ics", help=common.WORDS.t("cli.duty_ics"))] = False,
) -> None:
    """Show the duties with their sections, and how each time of a year stands, on what was known at a moment."""
    asked = DutyRequest.read(plan, as_of, known_at, year)
    if ics:
        written = write_duty_calendar(
            [(asked.plan, asked.owner.name)], asked.told, common.WORDS, read_clock()
        )
        sys.stdout.buffer.write(written)
    elif as_json:
        common.print_json(asked.build_document())
    else:
        typer.echo(asked.write_heading())
        for duty in asked.plan.duties:
            typer.echo("\n".join(asked.write_duty(duty)))


@duty_app.command("report", help=common.WORDS.t("cli.duties_report"))
def report_duty(
    plan: PlanKey,
    number: Annotated[str, typer.Argument(metavar="NUMBER", help=common.WORDS.t("cli.duty_number"))],
    what: Annotated[str, typer.Argument(metavar="WHAT", help=common.WORDS.t("cli.direction_what"))],
    on: NeededDay,
    *,
    occurrence: Annotated[
        str | None, typer.Option(metavar="YYYY-MM-DD", help=common.WORDS.t("cli.duty_occurrence"))
    ] = None,
    ends: Annotated[
        str | None, typer.Option(metavar="YYYY-MM-DD", help=common.WORDS.t("cli.duty_ends"))
    ] = None,
    note: Annotated[str | None, typer.Option(help=common.WORDS.t("cli.note"))] = None,
    source: Annotated[str | None, typer.Option(help=common.WORDS.t("cli.direction_source"))] = None,
) -> None:
    """Report how one time of a duty stands, or record what has set a duty off."""
    day = common.read_needed_day(on, "--on")
    if what not in list(StepEventKind):
        raise refuse("not_allowed", "WHAT", value=what, allowed=list(StepEventKind))
    said = StepEvent(
        plan,
        number,
        StepEventKind(what),
        day,
        note,
        source,
        occurrence=common.read_optional_day(occurrence, "--occurrence"),
        ends=common.read_optional_day(ends, "--ends"),
    )
    with common.open_writing(dry_run=False) as db:
        duty_commands.record_report(db, said)
    typer.echo(f"{number}: {write_report(said, common.WORDS)}")


def tell_no_total(plan: str, as_of: str | None, known_at: str | None, *, as_json: bool) -> None:
    """Tell that a plan of duties has no total."""
    documents.print_no_total(DutyRequest.read(plan, as_of, known_at), as_json=as_json)


def import_file(path: Path, dry_run: bool) -> None:
    """Import the file of a plan of duties, all of it or nothing."""
    documents.import_file(documents.read_file(DUTIES, path), duty_commands.import_duties, dry_run=dry_run)


def check_document(key: str, path: Path | None, *, as_json: bool) -> None:
    """Print what a plan of duties leaves open: what has no frequency, no owner, and what is not the document's own."""
    file = documents.read_file(DUTIES, path) if path else None
    with common.open_writing(dry_run=True) if file else common.open_reading() as db:
        if file:
            duty_commands.import_duties(db, file)
        found = duty_queries.read_duties(db, file.id if file else key)
    documents.print_findings(list(_find_open(found)), found.id, as_json=as_json)


def _find_open(found: DutyPlan) -> Iterator[dict[str, str]]:
    """Find what a plan of duties leaves open, as rows of its check."""
    words = common.WORDS
    for rule, numbers in (
        ("no_frequency", [one.number for one in found.duties if not one.occurs]),
        ("no_owner", [one.number for one in found.duties if not one.owner]),
        ("addition", [one.number for one in found.duties if one.addition]),
    ):
        if numbers:
            text = words.t(f"duty.check_{rule}", numbers=words.list(numbers))
            yield {"rule": rule, "place": "", "text": text}
