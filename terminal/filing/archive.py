"""The archive: the package of everything there is of a plan, and the check of one."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from db.evidence.evidence_store import find_store
from db.filing import archive_commands, archive_reading
from export.erasure_archive import keep_archive
from export.filing.package import make_package
from export.filing.package_check import check_package
from metrics.errors import InvalidInput, refuse
from metrics.plan.terms import Party
from terminal import common

_PARTIES = ", ".join(Party)
app = typer.Typer()


@app.command("archive", help=common.WORDS.t("cli.archive"))
def archive(
    plan: Annotated[str, typer.Argument(metavar="PLAN", help=common.WORDS.t("cli.arg_plan"))] = "",
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE", help=common.WORDS.t("cli.archive_output")),
    ] = None,
    party: Annotated[
        Party | None,
        typer.Option(metavar="PARTY", help=common.WORDS.t("cli.archive_party", parties=_PARTIES)),
    ] = None,
    verify: Annotated[
        Path | None, typer.Option("--verify", metavar="FILE", help=common.WORDS.t("cli.archive_verify"))
    ] = None,
    digest: Annotated[
        str, typer.Option("--digest", metavar="SHA256", help=common.WORDS.t("cli.archive_digest"))
    ] = "",
) -> None:
    """Write the package of a plan, or check one."""
    if bool(plan) == bool(verify):
        raise refuse("one_of", "PLAN", allowed="PLAN, --verify")
    if verify:
        _verify(verify, digest)
        return
    if output is None:
        raise refuse("text_empty", "-o")
    with common.open_reading() as db:
        holding = archive_reading.read_holding(db, plan, find_store(), party)
    content = make_package(holding)
    with common.open_writing(dry_run=False) as db, keep_archive(output, content) as made:
        package = made.removeprefix("sha256 ")
        archive_commands.record_archive(db, plan, party, package, holding.content)
    typer.echo(common.WORDS.t("cli.archive_written", file=output, digest=made))


def _verify(file: Path, digest: str) -> None:
    if not file.is_file():
        raise refuse("file_missing", str(file))
    found = check_package(file.read_bytes(), digest)
    if found.problems:
        raise InvalidInput(found.problems)
    typer.echo(common.WORDS.n("cli.package_whole", found.files, digest=found.digest))
