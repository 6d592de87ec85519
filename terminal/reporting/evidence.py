"""Files that go with lines of reports: attached to a draft, listed, fetched and taken out of it again."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from db.clock import read_clock
from db.evidence import evidence_commands
from db.evidence.evidence_commands import EvidenceRequest
from db.evidence.evidence_store import find_store
from db.location import find_database_url
from db.reports import report_reading
from db.upgrade import prepare_database
from metrics.errors import refuse
from metrics.report.evidence.evidence_file import LARGEST_FILE, list_declared_files
from terminal import common
from terminal.common import AsJson, FilePath, PlanKey
from terminal.reporting.reports import Quarter, Row, report_app

evidence_app = typer.Typer(no_args_is_help=True, help=common.WORDS.t("cli.evidence"))

FileKey = Annotated[str, typer.Argument(metavar="KEY", help=common.WORDS.t("cli.evidence_key"))]


@report_app.command("attach", help=common.WORDS.t("cli.evidence_attach"))
def attach_file(
    plan: PlanKey,
    line: Row,
    file: FilePath,
    quarter: Quarter,
    journal: Annotated[str, typer.Option(help=common.WORDS.t("cli.evidence_journal"))] = "",
) -> None:
    """Attach a file to a line of the draft."""
    prepare_database()
    wanted = EvidenceRequest(plan, quarter, line, journal)
    content = _read_file(file)
    kept = evidence_commands.keep_file(
        find_database_url(), common.find_operator(), wanted, file.name, content
    )
    typer.echo(common.WORDS.t("cli.evidence_attached", name=kept.name, line=kept.line, key=kept.key))


@evidence_app.command("list", help=common.WORDS.t("cli.evidence_list"))
def list_files(plan: PlanKey, quarter: Quarter, as_json: AsJson = False) -> None:
    """List the files of the draft and of what was handed in last."""
    with common.open_reading() as db:
        report = report_reading.read_report(db, plan, quarter, common.find_operator(), read_clock())
    declared = {file.key: file for file in list_declared_files(report.declared)}
    found = {file.key: file for file in report.draft.files} | declared
    rows = [
        {
            "key": file.key,
            "line": file.line,
            "name": file.name,
            "size": file.size,
            "sha256": file.digest,
            "journal": file.journal,
            "person": file.person,
            "saved_at": file.saved_at.isoformat(),
            "handed_in": file.key in declared,
        }
        for file in found.values()
    ]
    if as_json:
        common.print_json(rows)
        return
    for row in rows:
        where = common.WORDS.t("cli.evidence_handed_in" if row["handed_in"] else "cli.evidence_in_draft")
        typer.echo(f"{row['key']}  {row['line']}  {row['name']}  {row['size']}  {where}")


@evidence_app.command("fetch", help=common.WORDS.t("cli.evidence_fetch"))
def fetch_file(
    key: FileKey,
    out: Annotated[
        Path | None, typer.Option("-o", metavar="FILE", help=common.WORDS.t("cli.evidence_out"))
    ] = None,
) -> None:
    """Fetch a file; nothing is written over."""
    prepare_database()
    found = evidence_commands.take_file(find_database_url(), common.find_operator(), key)
    if found is None:
        raise refuse("evidence_unknown", key)
    file = out or Path(found[0].name)
    if file.exists():
        raise refuse("file_there", str(file))
    file.write_bytes(found[1])
    typer.echo(common.WORDS.t("cli.evidence_fetched", file=file))


@evidence_app.command("remove", help=common.WORDS.t("cli.evidence_remove"))
def remove_file(plan: PlanKey, key: FileKey) -> None:
    """Take a file out of the draft."""
    with common.open_writing(dry_run=False) as db:
        evidence_commands.remove_file(db, plan, key, find_store())
    typer.echo(common.WORDS.t("cli.evidence_removed"))


def _read_file(file: Path) -> bytes:
    """Read a file, and no more of it than is needed to see that it is too large."""
    if not file.is_file():
        raise refuse("file_missing", str(file))
    with file.open("rb") as opened:
        return opened.read(LARGEST_FILE + 1)
