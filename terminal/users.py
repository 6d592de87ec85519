"""People, their roles and their calendars."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from db.clock import read_clock
from db.people import calendar_keys, delegations, rights
from metrics.access import Grant, Role, read_goals, sort_goals
from metrics.periods import find_danish_day
from service import sign_in
from terminal import common
from terminal.common import AsJson, Day
from words import addresses

user_app = typer.Typer(no_args_is_help=True, help=common.WORDS.t("cli.user"))

Email = Annotated[str, typer.Argument(metavar="EMAIL", help=common.WORDS.t("cli.arg_email"))]
RoleName = Annotated[Role, typer.Argument(metavar="ROLE", help=common.WORDS.t("cli.arg_role"))]


@user_app.command("grant", help=common.WORDS.t("cli.user_grant"))
def grant_user(
    email: Email,
    role: RoleName,
    institution: Annotated[str | None, typer.Option(help=common.WORDS.t("cli.grant_institution"))] = None,
    area: Annotated[str | None, typer.Option(help=common.WORDS.t("cli.grant_area"))] = None,
    start: Annotated[
        str | None, typer.Option("--from", metavar="YYYY-MM-DD", help=common.WORDS.t("cli.day"))
    ] = None,
    until: Annotated[
        str | None, typer.Option(metavar="YYYY-MM-DD", help=common.WORDS.t("cli.grant_until"))
    ] = None,
    goals: Annotated[str, typer.Option(metavar="1.2,2.1", help=common.WORDS.t("cli.grant_goals"))] = "",
) -> None:
    """Grant somebody a role for an institution, a ministry area, or everything."""
    first = common.read_optional_day(start, "--from") or find_danish_day(read_clock())
    end = common.read_optional_day(until, "--until")
    given = Grant(role, first, end, institution, area, goals=read_goals(goals))
    with common.open_writing(dry_run=False) as db:
        number = rights.grant_role(db, email, given)
    typer.echo(
        common.WORDS.t("cli.granted", number=number, person=email, role=common.WORDS.t(f"role.{role}"))
    )


@user_app.command("revoke", help=common.WORDS.t("cli.user_revoke"))
def revoke_user(
    number: Annotated[int, typer.Argument(metavar="N", help=common.WORDS.t("cli.arg_grant"))],
) -> None:
    """Revoke a grant."""
    with common.open_writing(dry_run=False) as db:
        rights.revoke_grant(db, number)
    typer.echo(common.WORDS.t("cli.revoked", number=number))


@user_app.command("delegate", help=common.WORDS.t("cli.user_delegate"))
def delegate_approval(
    email: Email,
    institution: Annotated[str, typer.Option(help=common.WORDS.t("cli.grant_institution"))],
    until: Annotated[str, typer.Option(metavar="YYYY-MM-DD", help=common.WORDS.t("cli.grant_until"))],
    start: Annotated[
        str | None, typer.Option("--from", metavar="YYYY-MM-DD", help=common.WORDS.t("cli.day"))
    ] = None,
) -> None:
    """Let somebody approve an institution's reports for a time, in the chief's place."""
    first = common.read_optional_day(start, "--from") or find_danish_day(read_clock())
    given = Grant(Role.DEPUTY, first, common.read_needed_day(until, "--until"), institution)
    with common.open_writing(dry_run=False) as db:
        number = delegations.delegate(db, email, given)
    role = common.WORDS.t(f"role.{given.role}")
    typer.echo(common.WORDS.t("cli.granted", number=number, person=email, role=role))


@user_app.command("undelegate", help=common.WORDS.t("cli.user_undelegate"))
def end_delegation(
    number: Annotated[int, typer.Argument(metavar="N", help=common.WORDS.t("cli.arg_grant"))],
) -> None:
    """End a delegation before its last day."""
    with common.open_writing(dry_run=False) as db:
        delegations.end_delegation(db, number)
    typer.echo(common.WORDS.t("cli.revoked", number=number))


@user_app.command("calendar", help=common.WORDS.t("cli.user_calendar"))
def give_calendar(
    email: Email,
    revoke: Annotated[bool, typer.Option("--revoke", help=common.WORDS.t("cli.calendar_revoke"))] = False,
) -> None:
    """Give somebody the address of a calendar of what they may see, or close it."""
    with common.open_writing(dry_run=False) as db:
        if revoke:
            calendar_keys.revoke_key(db, email)
            typer.echo(common.WORDS.t("cli.calendar_closed", person=email))
            return
        secret = calendar_keys.create_key(db, email)
    typer.echo(sign_in.read_public_url(os.environ) + addresses.make_calendar_path(secret, common.WORDS.lang))
    typer.echo(common.WORDS.t("cli.calendar_secret"), err=True)


@user_app.command("list", help=common.WORDS.t("cli.user_list"))
def list_users(as_json: AsJson = False, as_of: Day = None) -> None:
    """List the grants in force on a day."""
    day, _ = common.read_moment(as_of, None)
    with common.open_reading() as db:
        held = [(person, given) for person, given in rights.read_grants(db) if given.stands(day)]
    rows = [
        {
            "number": given.number,
            "person": person,
            "role": given.role.value,
            "institution": given.institution,
            "area": given.area,
            "from": given.start.isoformat(),
            "until": given.end.isoformat() if given.end else None,
            "goals": sort_goals(given.goals),
        }
        for person, given in held
    ]
    if as_json:
        common.print_json(rows)
        return
    for person, given in held:
        scope = given.institution or given.area or common.WORDS.t("cli.grant_all")
        named = " ".join([scope, ", ".join(sort_goals(given.goals))]).strip()
        role = common.WORDS.t(f"role.{given.role}")
        span = f"{given.start.isoformat()} – {given.end.isoformat() if given.end else ''}"
        typer.echo(f"{given.number:>4}  {person}  {role}: {named} ({span})")
    if not rows:
        typer.echo(common.WORDS.t("cli.no_grants"))
