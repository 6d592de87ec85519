"""People and what they may do."""

from __future__ import annotations

import os
from datetime import datetime
from typing import Annotated

import typer

from db.people import calendar_keys, rights
from metrics.access import Grant, Role
from metrics.periods import DANISH_TIME
from service import sign_in
from terminal import shared
from terminal.shared import AsJson, Day
from words import addresses

user_app = typer.Typer(no_args_is_help=True, help=shared.WORDS.t("cli.user"))

Email = Annotated[str, typer.Argument(metavar="EMAIL", help=shared.WORDS.t("cli.arg_email"))]
RoleName = Annotated[Role, typer.Argument(metavar="ROLE", help=shared.WORDS.t("cli.arg_role"))]


@user_app.command("grant", help=shared.WORDS.t("cli.user_grant"))
def user_grant(
    email: Email,
    role: RoleName,
    institution: Annotated[str | None, typer.Option(help=shared.WORDS.t("cli.grant_institution"))] = None,
    area: Annotated[str | None, typer.Option(help=shared.WORDS.t("cli.grant_area"))] = None,
    start: Annotated[
        str | None, typer.Option("--from", metavar="YYYY-MM-DD", help=shared.WORDS.t("cli.day"))
    ] = None,
    until: Annotated[
        str | None, typer.Option(metavar="YYYY-MM-DD", help=shared.WORDS.t("cli.grant_until"))
    ] = None,
) -> None:
    """Give somebody a role over an institution, a ministry area, or all."""
    first = shared.day(start, "--from") or datetime.now(DANISH_TIME).date()
    given = Grant(role, first, shared.day(until, "--until"), institution, area)
    with shared.writing(dry_run=False) as db:
        number = rights.grant(db, email, given)
    typer.echo(
        shared.WORDS.t("cli.granted", number=number, person=email, role=shared.WORDS.t(f"role.{role}"))
    )


@user_app.command("revoke", help=shared.WORDS.t("cli.user_revoke"))
def user_revoke(
    number: Annotated[int, typer.Argument(metavar="N", help=shared.WORDS.t("cli.arg_grant"))],
) -> None:
    """Take a grant back."""
    with shared.writing(dry_run=False) as db:
        rights.revoke(db, number)
    typer.echo(shared.WORDS.t("cli.revoked", number=number))


@user_app.command("calendar", help=shared.WORDS.t("cli.user_calendar"))
def user_calendar(
    email: Email,
    revoke: Annotated[bool, typer.Option("--revoke", help=shared.WORDS.t("cli.calendar_revoke"))] = False,
) -> None:
    """Give somebody the address of a calendar with what they may see, or close it."""
    with shared.writing(dry_run=False) as db:
        if revoke:
            calendar_keys.revoke(db, email)
            typer.echo(shared.WORDS.t("cli.calendar_closed", person=email))
            return
        secret = calendar_keys.create(db, email)
    typer.echo(sign_in.public_url(os.environ) + addresses.calendar(secret, shared.WORDS.lang))
    typer.echo(shared.WORDS.t("cli.calendar_secret"), err=True)


@user_app.command("list", help=shared.WORDS.t("cli.user_list"))
def user_list(as_json: AsJson = False, as_of: Day = None) -> None:
    """The grants that hold on a day."""
    day, _ = shared.moment(as_of, None)
    with shared.reading() as db:
        held = [(person, given) for person, given in rights.grants(db) if given.stands(day)]
    rows = [
        {
            "number": given.number,
            "person": person,
            "role": given.role.value,
            "institution": given.institution,
            "area": given.area,
            "from": given.start.isoformat(),
            "until": given.end.isoformat() if given.end else None,
        }
        for person, given in held
    ]
    if as_json:
        shared.print_json(rows)
        return
    for row in rows:
        scope = row["institution"] or row["area"] or shared.WORDS.t("cli.grant_all")
        role = shared.WORDS.t(f"role.{row['role']}")
        typer.echo(
            f"{row['number']:>4}  {row['person']}  {role}: {scope} ({row['from']} – {row['until'] or ''})"
        )
    if not rows:
        typer.echo(shared.WORDS.t("cli.no_grants"))
