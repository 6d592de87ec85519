"""The database: prepared, backed up and restored, and what is erased of it."""

from __future__ import annotations

import os
import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from db import backup, copy_proofs, initial, session, sqlite_driver
from db.audit import chain, erase_commands, unlocking
from db.evidence import evidence_check, evidence_erasure
from db.evidence.evidence_store import STORE_VARIABLE, find_store
from db.filing import archive_commands
from db.location import find_owner_url
from db.plans import settlement_commands
from db.upgrade import find_application_role, prepare_database
from export import erasure_archive
from metrics.errors import InvalidInput, refuse
from terminal import common
from terminal.common import DryRun, FilePath, Reason
from words.problems import describe_problem

SALT = 32  # bytes

app = typer.Typer()


@app.command("init", help=common.WORDS.t("cli.init"))
def init_database(
    example: Annotated[bool, typer.Option(help=common.WORDS.t("cli.example"))] = True,
    empty: Annotated[bool, typer.Option("--empty", help=common.WORDS.t("cli.empty"))] = False,
) -> None:
    """Migrate, and load the source plans when the database is empty, unless it is to stay so."""
    with common.open_writing(dry_run=False) as db:
        loaded = [] if empty else initial.load_initial(db, with_example=example)
        settled = settlement_commands.settle_closed_plans(db)
    if loaded:
        typer.echo(common.WORDS.n("cli.loaded", len(loaded), plans=", ".join(loaded)))
    else:
        typer.echo(common.WORDS.t("cli.prepared" if empty else "cli.ready"))
    _tell_settled(settled)
    for problem in sqlite_driver.find_sqlite_problems(find_owner_url()):
        typer.echo(describe_problem(problem, common.WORDS), err=True)


def _tell_settled(plans: Sequence[str]) -> None:
    if plans:
        typer.echo(common.WORDS.n("cli.settled", len(plans), plans=", ".join(plans)))


@app.command("backup", help=common.WORDS.t("cli.backup"))
def back_up(file: FilePath) -> None:
    """Copy the database while it is in use, and check the copy."""
    prepare_database()
    held = backup.make_backup(find_owner_url(), file, common.find_operator())
    with common.open_writing(dry_run=False) as db:
        copy_proofs.record_proof(db, file.name)
    typer.echo(
        common.WORDS.t("cli.backed_up", file=file, rows=common.WORDS.number(held.total), seal=held.seal[:16])
    )
    if held.outside:
        place = os.environ.get(STORE_VARIABLE, "")
        typer.echo(common.WORDS.n("cli.evidence_outside", held.outside, place=place), err=True)


@app.command("restore", help=common.WORDS.t("cli.restore"))
def restore(
    file: FilePath, over: Annotated[bool, typer.Option("--over", help=common.WORDS.t("cli.over"))] = False
) -> None:
    """Restore a backup into an empty database, or over one that holds something when told to."""
    held, settled = backup.restore_copy(find_owner_url(), file, over=over, role=find_application_role())
    typer.echo(
        common.WORDS.t("cli.restored", file=file, rows=common.WORDS.number(held.total), seal=held.seal[:16])
    )
    _tell_settled(settled)
    with common.open_reading() as db:
        lost = [*evidence_check.find_content_problems(db, find_store())]
    if lost:
        raise InvalidInput(lost)


@app.command("erase", help=common.WORDS.t("cli.erase"))
def erase(
    archive: Annotated[Path, typer.Option(metavar="FILE", help=common.WORDS.t("cli.erase_archive"))],
    reason: Reason,
    person: Annotated[str, typer.Argument(metavar="PERSON", help=common.WORDS.t("cli.erase_person"))] = "",
    plans: Annotated[
        list[str] | None, typer.Option("--plan", metavar="PLAN", help=common.WORDS.t("cli.erase_plan"))
    ] = None,
    unpackaged: Annotated[
        str, typer.Option("--no-package", metavar="REASON", help=common.WORDS.t("cli.erase_unpackaged"))
    ] = "",
    dry_run: DryRun = False,
) -> None:
    """Write an archive of what is chosen, replace it by its digest, and put that on record."""
    if bool(person) == bool(plans):
        raise refuse("one_of", "PERSON", allowed="PERSON, --plan")
    if person and person.strip().casefold() in reason.casefold():
        raise refuse("reason_names", "--reason")
    prepare_database()
    salt = secrets.token_hex(SALT)
    with session.open_writing(find_owner_url(), common.find_operator()) as db:
        if plans:
            found = erase_commands.find_texts_of_plans(db, plans, salt)
            what = ", ".join(plans)
        else:
            found = erase_commands.find_person(db, person, salt)
            what = erase_commands.digest_text(salt, person.strip().lower())
        for field, count in sorted(erase_commands.count_fields(found).items()):
            typer.echo(f"{field}  {common.WORDS.number(count)}")
        if dry_run:
            return
        for plan in plans or []:
            archive_commands.demand_archive(db, plan, unpackaged)
        store, entries = find_store(), chain.read_entries(db)
        files = evidence_erasure.read_contents_of_plans(db, plans or [], store)
        content = erasure_archive.make_archive(found, salt, reason, entries, common.WORDS, files=files)
        with erasure_archive.keep_archive(archive, content) as digest:
            erase_commands.erase_texts(db, found, what, _write_reason(reason, unpackaged), digest)
            evidence_erasure.erase_files_of_plans(db, plans or [], store)
    unlocking.rewrite_file(find_owner_url())
    typer.echo(common.WORDS.n("cli.erased", len(found), file=archive, digest=digest))


def _write_reason(reason: str, unpackaged: str) -> str:
    """Write why something is erased and, where it was said, why there is no package of it."""
    given = unpackaged.strip()
    return f"{reason.strip()}; --no-package: {given}" if given and reason.strip() else reason
