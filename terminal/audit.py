"""The audit: verified and listed."""

from __future__ import annotations

from typing import Annotated

import typer

from db import guards
from db.audit import chain, unknown_rows
from db.audit.chain import ChainEntry
from db.audit.erasures import ERASED
from db.audit.unknown_rows import Acknowledgement
from db.evidence import evidence_check
from db.evidence.evidence_store import find_store
from db.location import OWNER_VARIABLE, find_owner_url
from metrics.errors import InvalidInput
from metrics.periods import find_danish_day
from terminal import common
from terminal.common import AsJson, Reason

audit_app = typer.Typer(no_args_is_help=True, help=common.WORDS.t("cli.audit"))


@audit_app.command("verify", help=common.WORDS.t("cli.audit_verify"))
def verify_audit() -> None:
    """Check that no entry of the audit was altered, removed or moved, and that none is missing."""
    with common.open_reading() as db:
        found = [*chain.find_chain_problems(db), *unknown_rows.find_unknown_rows(db)]
        found += evidence_check.find_content_problems(db, find_store())
        entries = chain.read_entries(db)
    owner = find_owner_url()
    if guards.may_compare(owner):
        found += guards.find_guard_problems(owner)
    else:
        typer.echo(common.WORDS.t("cli.audit_guards_unseen", owner=OWNER_VARIABLE), err=True)
    for known in unknown_rows.find_acknowledged(entries):
        typer.echo(_describe_acknowledgement(known), err=True)
    for entry in entries:
        if entry.action == ERASED:
            typer.echo(_describe_erasure(entry), err=True)
    if found:
        raise InvalidInput(found)
    typer.echo(common.WORDS.n("cli.audit_holds", len(entries)))


@audit_app.command("acknowledge", help=common.WORDS.t("cli.audit_acknowledge"))
def acknowledge_rows(
    number: Annotated[int, typer.Argument(metavar="N", help=common.WORDS.t("cli.audit_number"))],
    reason: Reason,
) -> None:
    """Put on record that somebody has looked at rows that were added past Målstreg."""
    with common.open_writing(dry_run=False) as db:
        unknown_rows.acknowledge_rows(db, number, reason)
    typer.echo(common.WORDS.t("cli.audit_acknowledged", number=number))


def _describe_acknowledgement(known: Acknowledgement) -> str:
    return common.WORDS.t(
        "cli.audit_known",
        number=known.of.number,
        rows=known.of.subject,
        date=common.WORDS.date(find_danish_day(known.by.at)),
        actor=known.by.actor,
        reason=known.reason,
    )


def _describe_erasure(entry: ChainEntry) -> str:
    day = common.WORDS.date(find_danish_day(entry.at))
    return common.WORDS.t(
        "cli.audit_erased", number=entry.number, date=day, actor=entry.actor, what=entry.subject
    )


@audit_app.command("list", help=common.WORDS.t("cli.audit_list"))
def list_audit(as_json: AsJson = False) -> None:
    """List who did what and when, oldest first."""
    with common.open_reading() as db:
        entries = chain.read_entries(db)
    rows = [
        {
            "number": entry.number,
            "at": entry.at.isoformat(),
            "actor": entry.actor,
            "action": entry.action,
            "subject": entry.subject,
        }
        for entry in entries
    ]
    if as_json:
        common.print_json(rows)
        return
    for row in rows:
        typer.echo("  ".join(str(value) for value in row.values()))
