"""What the commands do alike for every document beside the yearly plans."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Protocol

import typer
from sqlalchemy.orm import Session

from db.directions import document_file
from db.directions.document_sorts import D, DocumentSort, F
from db.plans import definitions
from terminal import common


class AskedDocument(Protocol):
    """A document at a moment, as a command asks for it."""

    def build_document(self) -> dict[str, Any]: ...  # noqa: D102
    def write_heading(self) -> str: ...  # noqa: D102


def print_no_total(asked: AskedDocument, *, as_json: bool) -> None:
    """Print that a document has no total."""
    if as_json:
        common.print_json(asked.build_document())
    else:
        typer.echo(asked.write_heading())


def read_file(sort: DocumentSort[D, F], path: Path) -> F:
    """Read the file of a document, which may leave out the definitions that the database has."""
    with common.open_reading() as db:
        known = definitions.read_catalogue(db)
    return document_file.read_document(sort, path, known)


def import_file(file: F, add: Callable[[Session, F], bool], *, dry_run: bool) -> None:
    """Import the file of a document, all of it or nothing, and print what came of it."""
    with common.open_writing(dry_run) as db:
        added = add(db, file)
    done = "cli.checked" if dry_run else "cli.imported"
    typer.echo(common.WORDS.t(done if added else "cli.unchanged", plan=file.id))


def print_findings(rows: Sequence[dict[str, str]], plan: str, *, as_json: bool) -> None:
    """Print what the check of a document found."""
    if as_json:
        common.print_json(rows)
        return
    told = [f"{row['place']}: {row['text']}" if row["place"] else row["text"] for row in rows]
    typer.echo("\n".join(told) or common.WORDS.t("cli.no_findings", plan=plan))
