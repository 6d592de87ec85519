"""The database: made ready, filled with results, and its record."""

from __future__ import annotations

from typing import Annotated

import typer

from db import backup as copies
from db import commands, initial, session
from db.audit import chain
from db.results import raw_rows
from metrics.errors import InvalidInput
from terminal import shared
from terminal.shared import AsJson, DryRun, FilePath

Over = Annotated[bool, typer.Option("--over", help=shared.WORDS.t("cli.over"))]

app = typer.Typer()
results_app = typer.Typer(no_args_is_help=True, help=shared.WORDS.t("cli.results"))
audit_app = typer.Typer(no_args_is_help=True, help=shared.WORDS.t("cli.audit"))


@app.command("init", help=shared.WORDS.t("cli.init"))
def init(example: Annotated[bool, typer.Option(help=shared.WORDS.t("cli.example"))] = True) -> None:
    """Migrate, and load the source plans when the database is empty."""
    with shared.writing(dry_run=False) as db:
        loaded = initial.load(db, with_example=example)
    if loaded:
        typer.echo(shared.WORDS.n("cli.loaded", len(loaded), plans=", ".join(loaded)))
    else:
        typer.echo(shared.WORDS.t("cli.ready"))


@results_app.command("import", help=shared.WORDS.t("cli.results_import"))
def results_import(file: FilePath, dry_run: DryRun = False) -> None:
    """Import a results file, all of it or nothing."""
    rows = raw_rows.read(file)
    with shared.writing(dry_run) as db:
        count = commands.import_results(db, rows)
    typer.echo(shared.WORDS.n("cli.results_checked" if dry_run else "cli.results_imported", count))
    if count < len(rows):
        typer.echo(shared.WORDS.n("cli.results_known", len(rows) - count))


@audit_app.command("verify", help=shared.WORDS.t("cli.audit_verify"))
def audit_verify() -> None:
    """Check that nothing on record was altered, removed or moved, and that nothing is missing from it."""
    with shared.reading() as db:
        found, count = list(chain.problems(db)), len(chain.entries(db))
    if found:
        raise InvalidInput(found)
    typer.echo(shared.WORDS.n("cli.audit_holds", count))


@audit_app.command("list", help=shared.WORDS.t("cli.audit_list"))
def audit_list(as_json: AsJson = False) -> None:
    """Who did what and when, oldest first."""
    with shared.reading() as db:
        every = chain.entries(db)
    rows = [
        {
            "number": e.number,
            "at": e.at.isoformat(),
            "actor": e.actor,
            "action": e.action,
            "subject": e.subject,
        }
        for e in every
    ]
    if as_json:
        shared.print_json(rows)
        return
    for row in rows:
        typer.echo("  ".join(str(value) for value in row.values()))


@app.command("backup", help=shared.WORDS.t("cli.backup"))
def backup(file: FilePath) -> None:
    """Copy the database while it is in use, and check the copy."""
    session.prepare()
    held = copies.backup(session.owner_url(), file, shared.operator())
    typer.echo(
        shared.WORDS.t("cli.backed_up", file=file, rows=shared.WORDS.number(held.total), seal=held.seal[:16])
    )


@app.command("restore", help=shared.WORDS.t("cli.restore"))
def restore(
    file: FilePath, over: Annotated[bool, typer.Option("--over", help=shared.WORDS.t("cli.over"))] = False
) -> None:
    """Put a copy in place of an empty database; over one that holds something only when told to."""
    held = copies.restore(session.owner_url(), file, over=over, role=session.application_role())
    typer.echo(
        shared.WORDS.t("cli.restored", file=file, rows=shared.WORDS.number(held.total), seal=held.seal[:16])
    )
