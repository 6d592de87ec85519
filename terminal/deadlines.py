"""Deadlines: as a list, as JSON, and as a calendar."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Annotated

import typer

from db import queries
from db.clock import read_clock
from db.directions import due_queries
from db.meetings import commitment_queries
from db.plans import definitions
from export.deadline_list import build_commitment_document, build_deadline_document, write_calendar
from metrics.errors import refuse
from metrics.followup.commitments import Commitment
from metrics.followup.deadlines import Deadline, find_statuses, rank_deadline, select_deadlines
from metrics.periods import find_danish_day
from metrics.plan.catalogue import Catalogue
from service import sign_in
from terminal import common
from terminal.common import AsJson
from words.deadline import name_duty, name_owner, write_days_left
from words.meetings.commitment_line import name_commitment, name_party
from words.moment import write_moment

DAYS = 30
MOST_DAYS = 36_600  # a hundred years

app = typer.Typer()

From = Annotated[
    str | None, typer.Option("--from", metavar="YYYY-MM-DD", help=common.WORDS.t("cli.deadlines_from"))
]
Days = Annotated[
    int, typer.Option(metavar="N", min=0, max=MOST_DAYS, help=common.WORDS.t("cli.deadlines_days"))
]
AsCalendar = Annotated[bool, typer.Option("--ics", help=common.WORDS.t("cli.deadlines_ics"))]


@app.command("deadlines", help=common.WORDS.t("cli.deadlines"))
def list_deadlines(
    from_: From = None, days: Days = DAYS, as_json: AsJson = False, as_calendar: AsCalendar = False
) -> None:
    """List what falls due from a day on, within a number of days."""
    if as_json and as_calendar:
        raise refuse("one_form_only", "--ics")
    day, moment = common.read_moment(from_, None)
    with common.open_reading() as db:
        catalogue = definitions.read_catalogue(db)
        scores = queries.read_scores(db, catalogue, day, moment)
        agreed = (
            commitment_queries.read_commitments(db, catalogue, scores, day)
            if as_calendar
            else due_queries.read_document_dues(db, day, moment)
        )
        called = commitment_queries.read_called_meetings(db, catalogue, day) if as_calendar else []
        # A calendar tells of the reports; a status of each goal on the same day would drown everything else.
        owed = queries.read_deadlines_of(db, scores, catalogue, day, moment)
        if not as_calendar:
            owed = sorted([*owed, *find_statuses(scores, catalogue, day)], key=rank_deadline)
    last = day + timedelta(days=days)
    ahead = select_deadlines(owed, day, last)
    told = [one for one in agreed if day <= one.due <= last]
    if as_json:
        common.print_json(
            [
                *(build_deadline_document(deadline, day) for deadline in ahead),
                *(build_commitment_document(one, day) for one in told),
            ]
        )
    elif as_calendar:
        base = sign_in.read_public_url(os.environ)
        meetings = [one for one in called if day <= one.on <= last]
        written = write_calendar(ahead, catalogue, common.WORDS, read_clock(), base, told, meetings=meetings)
        sys.stdout.buffer.write(written)
    else:
        typer.echo(write_moment(day, find_danish_day(moment), common.find_today(), common.WORDS))
        _print_table(ahead, told, catalogue, day)
        every: list[Deadline | Commitment] = [*owed, *agreed]
        if late := sum(one.days_left(day) < 0 for one in every):
            typer.echo(common.WORDS.n("cli.deadlines_late", late))


def _print_table(
    found: Sequence[Deadline], told: Sequence[Commitment], catalogue: Catalogue, day: date
) -> None:
    """Print a table of deadlines, and of what documents beside the plans ask for, in the order of their days."""
    words = common.WORDS
    every: list[Deadline | Commitment] = [*found, *told]
    every.sort(key=lambda one: one.due)
    rows = [
        (
            words.date_short(one.due),
            words.date_short(one.working_day),
            write_days_left(one, day, words),
            words.t(f"role.{one.role}"),
            *_write_what(one, catalogue),
        )
        for one in every
    ]
    if not rows:
        typer.echo(words.t("cli.deadlines_none"))
        return
    names = ("due", "working_day", "left", "role", "institution", "what")
    table = [tuple(words.t(f"cli.deadlines_{name}") for name in names), *rows]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    for row in table:
        typer.echo("  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip())


def _write_what(one: Deadline | Commitment, catalogue: Catalogue) -> tuple[str, str]:
    """Write whose it is, and what is owed."""
    words = common.WORDS
    if isinstance(one, Commitment):
        return name_party(one, catalogue, words), name_commitment(one, words)
    what = name_duty(one, catalogue, words)
    return name_owner(one, catalogue, words), f"{one.goal} {what}" if one.goal else what
