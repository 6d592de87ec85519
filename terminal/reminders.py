"""Reminders by mail: one digest for each person and day, and nothing twice."""

from __future__ import annotations

import os
import smtplib
from collections.abc import Mapping, Sequence
from datetime import date
from email.errors import MessageError
from typing import Annotated

import typer

from db import queries
from db.clock import read_clock
from db.meetings import commitment_queries
from db.people import rights, sent_reminders
from db.plans import definitions
from export.reminder_mail import Digest, write_mail
from metrics.errors import InvalidInput, Problem
from metrics.followup.reminders import (
    AgreedReminder,
    Reminder,
    find_agreed_reminders,
    find_deputised,
    find_reminders,
)
from metrics.plan.catalogue import Catalogue
from service import sign_in
from terminal import common, mail_server
from terminal.common import Day
from terminal.mail_server import MailServer, Undelivered

app = typer.Typer()

Told = Reminder | AgreedReminder
ByPerson = Mapping[str, Sequence[Told]]


@app.command("remind", help=common.WORDS.t("cli.remind"))
def send_reminders(
    dry_run: Annotated[bool, typer.Option("--dry-run", help=common.WORDS.t("cli.remind_dry_run"))] = False,
    on: Day = None,
) -> None:
    """Remind everybody of what they soon owe or are late with, and of what was agreed."""
    day, _ = common.read_moment(on, None)
    found, catalogue = _find_untold(day)
    if dry_run:
        _print_digests(found, catalogue, day)
    elif found:
        _send_digests(found, catalogue, day)
    else:
        typer.echo(common.WORDS.t("cli.remind_none"))


def _find_untold(day: date) -> tuple[ByPerson, Catalogue]:
    """Find what each person has not been reminded of yet; people without anything are left out."""
    with common.open_reading() as db:
        catalogue = definitions.read_catalogue(db)
        scores = queries.read_scores(db, catalogue, day, read_clock())
        owed = queries.read_deadlines_of(db, scores, catalogue, day, read_clock())
        agreed = commitment_queries.read_commitments(db, catalogue, scores, day)
        owners = {one.institution: one for one in catalogue.find_resources(day)}
        people = [rights.read_person(db, key) for key in sorted({key for key, _ in rights.read_grants(db)})]
        deputised = find_deputised(people, owners.values(), day)
        told = {}
        for person in people:
            due: list[Told] = [
                *find_reminders(person, owed, owners, day, deputised),
                *find_agreed_reminders(person, agreed, owners, day, deputised),
            ]
            told[person.key] = sent_reminders.select_unsent(db, person.key, due)
    return {key: found for key, found in told.items() if found}, catalogue


def _build_digest(told: Sequence[Told], catalogue: Catalogue, day: date) -> Digest:
    return Digest(told, catalogue, common.WORDS, day, sign_in.read_public_url(os.environ))


def _print_digests(found: ByPerson, catalogue: Catalogue, day: date) -> None:
    for person, told in found.items():
        digest = _build_digest(told, catalogue, day)
        typer.echo(f"{person}: {digest.subject()}\n\n{digest.text()}")
    typer.echo(common.WORDS.n("cli.remind_would", len(found)))


def _send_digests(found: ByPerson, catalogue: Catalogue, day: date) -> None:
    """Send each person one mail. A refused address does not stop the others.

    Raises InvalidInput with every address that was refused (`mail_refused`).
    """
    server = mail_server.read_mail_server(os.environ)
    refused: list[Problem] = []
    sent = 0
    with mail_server.connect(server) as smtp:
        for person, told in found.items():
            try:
                sent += _send_one(smtp, server, person, told, catalogue, day)
            except Undelivered as wrong:
                refused.append(Problem("mail_refused", person, {"reason": str(wrong)}))
    typer.echo(common.WORDS.n("cli.reminded", sent))
    if refused:
        raise InvalidInput(refused)


def _send_one(
    smtp: smtplib.SMTP,
    server: MailServer,
    person: str,
    told: Sequence[Told],
    catalogue: Catalogue,
    day: date,
) -> bool:
    """Send one person what has not been sent to them meanwhile; return whether there was anything."""
    # Noted before it is sent, so that two processes do not both send it; the note is removed if sending fails.
    with common.open_writing(dry_run=False) as db:
        noted = sent_reminders.note_sent(db, person, told)
    if not noted:
        return False
    try:
        made = write_mail(_build_digest(noted, catalogue, day), server.sender, person, read_clock())
        mail_server.hand_over(smtp, made, server.sender, person)
    except Exception as wrong:
        with common.open_writing(dry_run=False) as db:
            sent_reminders.forget_sent(db, person, noted)
        if isinstance(wrong, ValueError | MessageError):  # not an address that mail can be sent to
            raise Undelivered(str(wrong)) from wrong
        raise
    return True
