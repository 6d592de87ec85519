"""The audit: verified and listed."""

from __future__ import annotations

import typer

from db.audit import chain
from metrics.errors import InvalidInput
from terminal import common
from terminal.common import AsJson

audit_app = typer.Typer(no_args_is_help=True, help=common.WORDS.t("cli.audit"))


@audit_app.command("verify", help=common.WORDS.t("cli.audit_verify"))
def verify_audit() -> None:
    """Check that no entry of the audit was altered, removed or moved, and that none is missing."""
    with common.open_reading() as db:
        found, count = list(chain.find_chain_problems(db)), len(chain.read_entries(db))
    if found:
        raise InvalidInput(found)
    typer.echo(common.WORDS.n("cli.audit_holds", count))


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
