"""Results: a file of them imported."""

from __future__ import annotations

import typer

from db.results import raw_rows, result_commands
from terminal import common
from terminal.common import DryRun, FilePath

results_app = typer.Typer(no_args_is_help=True, help=common.WORDS.t("cli.results"))


@results_app.command("import", help=common.WORDS.t("cli.results_import"))
def import_results(file: FilePath, dry_run: DryRun = False) -> None:
    """Import a results file, all of it or nothing."""
    rows = raw_rows.read_rows(file)
    with common.open_writing(dry_run) as db:
        count = result_commands.import_results(db, rows)
    typer.echo(common.WORDS.n("cli.results_checked" if dry_run else "cli.results_imported", count))
    if count < len(rows):
        typer.echo(common.WORDS.n("cli.results_known", len(rows) - count))
