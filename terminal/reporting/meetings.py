"""Quarterly meetings, to be read: where each stands, and one with its lines and its minutes."""

from __future__ import annotations

from typing import Annotated

import typer

from db.meetings import meeting_queries
from export.meeting_json import build_meeting, build_meeting_list
from metrics.errors import refuse
from metrics.meeting.meeting_course import MeetingSubject
from metrics.meeting.meeting_entries import find_standing
from metrics.periods import Period
from terminal import common
from terminal.common import AsJson
from words.meetings.meeting_line import write_entry_details, write_step

meeting_app = typer.Typer(no_args_is_help=True, help=common.WORDS.t("cli.meeting"))


@meeting_app.command("list", help=common.WORDS.t("cli.meeting_list"))
def list_meetings(as_json: AsJson = False) -> None:
    """List the meetings there are."""
    with common.open_reading() as db:
        states = meeting_queries.read_states(db)
    if as_json:
        common.print_json(build_meeting_list(states))
        return
    words = common.WORDS
    for (subject, quarter), state in sorted(states.items()):
        name = subject.institution or subject.area
        typer.echo(f"{name}  {words.period(quarter)}  {words.t(f'meeting.state_{state}')}")
    if not states:
        typer.echo(words.t("cli.meeting_none"))


@meeting_app.command("show", help=common.WORDS.t("cli.meeting_show"))
def show_meeting(
    quarter: Annotated[str, typer.Option(metavar="QUARTER", help=common.WORDS.t("cli.meeting_quarter"))],
    institution: Annotated[
        str, typer.Option(metavar="INSTITUTION", help=common.WORDS.t("cli.break_institution"))
    ] = "",
    area: Annotated[str, typer.Option(metavar="AREA", help=common.WORDS.t("cli.meeting_area"))] = "",
    as_json: AsJson = False,
) -> None:
    """Show one meeting."""
    if bool(institution) == bool(area):
        raise refuse("meeting_of_one")
    subject, period = MeetingSubject(institution, area), Period.parse(quarter)
    with common.open_reading() as db:
        found = meeting_queries.read_meetings(db, subject)
        if period.text not in found.courses:
            raise refuse("meeting_unknown", value=period.text, allowed=sorted(found.courses))
        minutes = meeting_queries.read_minutes(db, subject, period.text)
    if as_json:
        common.print_json(build_meeting(found, period.text, minutes))
        return
    words, course = common.WORDS, found.find_course(period.text)
    typer.echo(f"{institution or area}  {words.period(quarter)}  {words.t(f'meeting.state_{course.state}')}")
    for entry in find_standing(found.find_entries(quarter)):
        kind, details = words.t(f"meeting.kind_{entry.kind}"), write_entry_details(entry, words)
        place = f" {entry.plan} {entry.goal}" if entry.goal else ""
        typer.echo(f"{entry.number:>4}  {kind}{place}: {entry.text}" + (f" ({details})" if details else ""))
    for step in course.steps:
        typer.echo(f"      {write_step(step, words)}")
