"""The database: prepared, backed up and restored."""

from __future__ import annotations

from typing import Annotated

import typer

from db import backup, initial
from db.location import find_owner_url
from db.upgrade import find_application_role, prepare_database
from terminal import common
from terminal.common import FilePath

app = typer.Typer()


@app.command("init", help=common.WORDS.t("cli.init"))
def init_database(example: Annotated[bool, typer.Option(help=common.WORDS.t("cli.example"))] = True) -> None:
    """Migrate, and load the source plans when the database is empty."""
    with common.open_writing(dry_run=False) as db:
        loaded = initial.load_initial(db, with_example=example)
    if loaded:
        typer.echo(common.WORDS.n("cli.loaded", len(loaded), plans=", ".join(loaded)))
    else:
        typer.echo(common.WORDS.t("cli.ready"))


@app.command("backup", help=common.WORDS.t("cli.backup"))
def back_up(file: FilePath) -> None:
    """Copy the database while it is in use, and check the copy."""
    prepare_database()
    held = backup.make_backup(find_owner_url(), file, common.find_operator())
    typer.echo(
        common.WORDS.t("cli.backed_up", file=file, rows=common.WORDS.number(held.total), seal=held.seal[:16])
    )


@app.command("restore", help=common.WORDS.t("cli.restore"))
def restore(
    file: FilePath, over: Annotated[bool, typer.Option("--over", help=common.WORDS.t("cli.over"))] = False
) -> None:
    """Restore a backup into an empty database, or over one that holds something when told to."""
    held = backup.restore_copy(find_owner_url(), file, over=over, role=find_application_role())
    typer.echo(
        common.WORDS.t("cli.restored", file=file, rows=common.WORDS.number(held.total), seal=held.seal[:16])
    )
