"""Quarterly meetings, to be read: where each stands, one with its lines and minutes, and those called as a calendar."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from db.clock import read_clock
from db.meetings import meeting_queries
from db.plans import definitions
from export.meeting_invitation import write_invitations
from export.meeting_json import build_meeting, build_meeting_list
from metrics.errors import refuse
from metrics.meeting.meeting_course import MeetingSubject
from metrics.meeting.meeting_entries import find_standing
from metrics.periods import Period
from service import sign_in
from terminal import common
from terminal.common import AsJson
from words.meetings.meeting_line import write_entry_details, write_step

meeting_app = typer.Typer(no_args_is_help=True, help=common.WORDS.t("cli.meeting"))


@meeting_app.command("list", help=common.WORDS.t("cli.meeting_list"))
def list_meetings(as_json: AsJson = False) -> None:
    """List the meetings there are."""
    with common.open_reading() as db:
        courses = meeting_queries.read_courses(db)
    if as_json:
        common.print_json(build_meeting_list({of: course.state for of, course in courses.items()}))
        return
    words, today = common.WORDS, common.find_today()
    for (subject, quarter), course in sorted(courses.items()):
        name, stage = subject.institution or subject.area, course.find_stage(today)
        typer.echo(f"{name}  {words.period(quarter)}  {words.t(f'meeting.state_{stage}')}")
    if not courses:
        typer.echo(words.t("cli.meeting_none"))


Institution = Annotated[
    str, typer.Option(metavar="INSTITUTION", help=common.WORDS.t("cli.break_institution"))
]
Area = Annotated[str, typer.Option(metavar="AREA", help=common.WORDS.t("cli.meeting_area"))]


@meeting_app.command("show", help=common.WORDS.t("cli.meeting_show"))
def show_meeting(
    quarter: Annotated[str, typer.Option(metavar="QUARTER", help=common.WORDS.t("cli.meeting_quarter"))],
    institution: Institution = "",
    area: Area = "",
    as_json: AsJson = False,
) -> None:
    """Show one meeting."""
    subject, period = _find_subject(institution, area), Period.parse(quarter)
    with common.open_reading() as db:
        found = meeting_queries.read_meetings(db, subject)
        if period.text not in found.courses:
            raise refuse("meeting_unknown", value=period.text, allowed=sorted(found.courses))
        minutes = meeting_queries.read_minutes(db, subject, period.text)
    if as_json:
        common.print_json(build_meeting(found, period.text, minutes))
        return
    words, course = common.WORDS, found.find_course(period.text)
    stage = words.t(f"meeting.state_{course.find_stage(common.find_today())}")
    typer.echo(f"{institution or area}  {words.period(quarter)}  {stage}")
    for entry in find_standing(found.find_entries(quarter)):
        kind, details = words.t(f"meeting.kind_{entry.kind}"), write_entry_details(entry, words)
        place = f" {entry.plan} {entry.goal}" if entry.goal else ""
        typer.echo(f"{entry.number:>4}  {kind}{place}: {entry.text}" + (f" ({details})" if details else ""))
    for step in course.steps:
        typer.echo(f"      {write_step(step, words, step.institution)}")


@meeting_app.command("invite", help=common.WORDS.t("cli.meeting_invite"))
def invite(
    quarter: Annotated[
        str, typer.Option(metavar="QUARTER", help=common.WORDS.t("cli.meeting_invite_quarter"))
    ] = "",
    institution: Institution = "",
    area: Area = "",
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE", help=common.WORDS.t("cli.paper_output")),
    ] = None,
) -> None:
    """Write a meeting that is called, or all of them, as a calendar."""
    subject = _find_subject(institution, area)
    with common.open_reading() as db:
        found = meeting_queries.read_meetings(db, subject)
        catalogue = definitions.read_catalogue(db)
    called = {key: course for key, course in found.courses.items() if course.last_call}
    asked = [Period.parse(quarter).text] if quarter else sorted(called)
    if not asked or not set(asked) <= set(called):
        raise refuse("meeting_not_called", value=quarter, allowed=sorted(called))
    name = catalogue.find_institution(institution, common.find_today()).name if institution else area
    base = sign_in.read_public_url(os.environ)
    written = write_invitations([called[key] for key in asked], name, common.WORDS, read_clock(), base)
    if output is None:
        sys.stdout.buffer.write(written)
    else:
        output.write_bytes(written)


def _find_subject(institution: str, area: str) -> MeetingSubject:
    if bool(institution) == bool(area):
        raise refuse("meeting_of_one")
    return MeetingSubject(institution, area)
