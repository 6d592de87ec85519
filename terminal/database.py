"""The database: made ready, filled with results, and its record."""

from __future__ import annotations

from typing import Annotated

import typer

from db import backup as copies
from db import initial
from db.audit import chain
from db.location import find_owner_url
from db.results import raw_rows, result_commands
from db.upgrade import find_application_role, prepare_database
from metrics.errors import InvalidInput
from terminal import common
from terminal.common import AsJson, DryRun, FilePath

Over = Annotated[bool, typer.Option("--over", help=common.WORDS.t("cli.over"))]

app = typer.Typer()
results_app = typer.Typer(no_args_is_help=True, help=common.WORDS.t("cli.results"))
audit_app = typer.Typer(no_args_is_help=True, help=common.WORDS.t("cli.audit"))


@app.command("init", help=common.WORDS.t("cli.init"))
def init_database(example: Annotated[bool, typer.Option(help=common.WORDS.t("cli.example"))] = True) -> None:
    """Migrate, and load the source plans when the database is empty."""
    with common.open_writing(dry_run=False) as db:
        loaded = initial.load_initial(db, with_example=example)
    if loaded:
        typer.echo(common.WORDS.n("cli.loaded", len(loaded), plans=", ".join(loaded)))
    else:
        typer.echo(common.WORDS.t("cli.ready"))


@results_app.command("import", help=common.WORDS.t("cli.results_import"))
def import_results(file: FilePath, dry_run: DryRun = False) -> None:
    """Import a results file, all of it or nothing."""
    rows = raw_rows.read_rows(file)
    with common.open_writing(dry_run) as db:
        count = result_commands.import_results(db, rows)
    typer.echo(common.WORDS.n("cli.results_checked" if dry_run else "cli.results_imported", count))
    if count < len(rows):
        typer.echo(common.WORDS.n("cli.results_known", len(rows) - count))


@audit_app.command("verify", help=common.WORDS.t("cli.audit_verify"))
def verify_audit() -> None:
    """Check that nothing on record was altered, removed or moved, and that nothing is missing from it."""
    with common.open_reading() as db:
        found, count = list(chain.find_chain_problems(db)), len(chain.read_entries(db))
    if found:
        raise InvalidInput(found)
    typer.echo(common.WORDS.n("cli.audit_holds", count))


@audit_app.command("list", help=common.WORDS.t("cli.audit_list"))
def list_audit(as_json: AsJson = False) -> None:
    """Who did what and when, oldest first."""
    with common.open_reading() as db:
        every = chain.read_entries(db)
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
        common.print_json(rows)
        return
    for row in rows:
        typer.echo("  ".join(str(value) for value in row.values()))


@app.command("backup", help=common.WORDS.t("cli.backup"))
def back_up(file: FilePath) -> None:
    """Copy the database while it is in use, and check the copy."""
    prepare_database()
    held = copies.make_backup(find_owner_url(), file, common.find_operator())
    typer.echo(
        common.WORDS.t("cli.backed_up", file=file, rows=common.WORDS.number(held.total), seal=held.seal[:16])
    )


@app.command("restore", help=common.WORDS.t("cli.restore"))
def restore(
    file: FilePath, over: Annotated[bool, typer.Option("--over", help=common.WORDS.t("cli.over"))] = False
) -> None:
    """Put a copy in place of an empty database; over one that holds something only when told to."""
    held = copies.restore_copy(find_owner_url(), file, over=over, role=find_application_role())
    typer.echo(
        common.WORDS.t("cli.restored", file=file, rows=common.WORDS.number(held.total), seal=held.seal[:16])
    )
