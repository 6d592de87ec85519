"""Reminders by mail: one digest for each person and day, and nothing twice."""

from __future__ import annotations

import os
import smtplib
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from email.errors import MessageError
from typing import Annotated

import typer

from db import queries
from db.people import rights, sent_reminders
from export.reminder_mail import Digest, mail
from metrics.access import Resource
from metrics.errors import InvalidInput, Problem
from metrics.facts.facts import Catalogue
from metrics.followup.reminders import Reminder, find_reminders
from service import sign_in
from terminal import mail_server, shared
from terminal.mail_server import MailServer, Undelivered
from terminal.shared import Day

app = typer.Typer()

ByPerson = Mapping[str, Sequence[Reminder]]


@app.command("remind", help=shared.WORDS.t("cli.remind"))
def remind(
    dry_run: Annotated[bool, typer.Option("--dry-run", help=shared.WORDS.t("cli.remind_dry_run"))] = False,
    on: Day = None,
) -> None:
    """Remind everybody of what they owe soon or are late with."""
    day, _ = shared.moment(on, None)
    found, catalogue = _found(day)
    if dry_run:
        _print(found, catalogue, day)
    elif found:
        _send(found, catalogue, day)
    else:
        typer.echo(shared.WORDS.t("cli.remind_none"))


def _found(day: date) -> tuple[ByPerson, Catalogue]:
    """What each person has not been reminded of yet; nobody where there is nothing."""
    with shared.reading() as db:
        catalogue = queries.catalogue(db)
        owed = queries.deadlines(db, catalogue, day, datetime.now(UTC))
        owners = {i.id: Resource(i.id, i.ministry_area) for i in catalogue.institutions.values()}
        people = [rights.person(db, key) for key in sorted({key for key, _ in rights.grants(db)})]
        told = {
            person.key: sent_reminders.unsent(db, person.key, find_reminders(person, owed, owners, day))
            for person in people
        }
    return {key: found for key, found in told.items() if found}, catalogue


def _digest(told: Sequence[Reminder], catalogue: Catalogue, day: date) -> Digest:
    return Digest(told, catalogue, shared.WORDS, day, sign_in.public_url(os.environ))


def _print(found: ByPerson, catalogue: Catalogue, day: date) -> None:
    for person, told in found.items():
        digest = _digest(told, catalogue, day)
        typer.echo(f"{person}: {digest.subject()}\n\n{digest.text()}")
    typer.echo(shared.WORDS.n("cli.remind_would", len(found)))


def _send(found: ByPerson, catalogue: Catalogue, day: date) -> None:
    """One mail each. An address that is refused does not keep the others from theirs."""
    server = mail_server.mail_server(os.environ)
    refused: list[Problem] = []
    sent = 0
    with mail_server.connected(server) as smtp:
        for person, told in found.items():
            try:
                sent += _tell(smtp, server, person, told, catalogue, day)
            except Undelivered as wrong:
                refused.append(Problem("mail_refused", person, {"reason": str(wrong)}))
    typer.echo(shared.WORDS.n("cli.reminded", sent))
    if refused:
        raise InvalidInput(refused)


def _tell(
    smtp: smtplib.SMTP,
    server: MailServer,
    person: str,
    told: Sequence[Reminder],
    catalogue: Catalogue,
    day: date,
) -> bool:
    """Send one person what nobody else has sent them meanwhile. Noted first, and forgotten if it is not taken."""
    with shared.writing(dry_run=False) as db:
        noted = sent_reminders.note(db, person, told)
    if not noted:
        return False
    try:
        made = mail(_digest(noted, catalogue, day), server.sender, person, datetime.now(UTC))
        mail_server.hand_over(smtp, made, server.sender, person)
    except Exception as wrong:
        with shared.writing(dry_run=False) as db:
            sent_reminders.forget(db, person, noted)
        if isinstance(wrong, ValueError | MessageError):  # no address that mail can be sent to
            raise Undelivered(str(wrong)) from wrong
        raise
    return True
