"""Papers: what is known of a plan, its institution or its area, as a file to read, to write on, or to show."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from db.audit import exports
from db.clock import read_clock
from db.reports import paper_reading
from export.papers import papers
from metrics.errors import refuse
from metrics.paper.ground import PaperGround
from metrics.paper.kinds import PaperFormat, PaperKind, check_combination
from terminal import common
from terminal.common import AsOf, KnownAt, PlanKey
from words.language import LANGUAGES, Words

app = typer.Typer()

_KINDS = ", ".join(PaperKind)
_FORMATS = ", ".join(PaperFormat)
Kind = Annotated[
    PaperKind, typer.Option("--kind", metavar="KIND", help=common.WORDS.t("cli.paper_kind", kinds=_KINDS))
]
Format = Annotated[
    PaperFormat,
    typer.Option("--format", metavar="FORMAT", help=common.WORDS.t("cli.paper_format", formats=_FORMATS)),
]
Output = Annotated[
    Path, typer.Option("-o", "--output", metavar="FILE", help=common.WORDS.t("cli.paper_output"))
]
Quarter = Annotated[
    str | None, typer.Option("--quarter", metavar="2026Q3", help=common.WORDS.t("cli.paper_quarter"))
]
Language = Annotated[
    str | None,
    typer.Option(
        "--lang", metavar="LANG", help=common.WORDS.t("cli.paper_lang", languages=", ".join(LANGUAGES))
    ),
]


@app.command("paper", help=common.WORDS.t("cli.paper"))
def write_paper(
    plan: PlanKey,
    kind: Kind,
    output: Output,
    form: Format = PaperFormat.PDF,
    *,
    quarter: Quarter = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    lang: Language = None,
) -> None:
    """Write a paper to a file, and record that it left."""
    check_combination(kind, form, quarter)
    if lang is not None and lang not in LANGUAGES:
        raise refuse("not_allowed", "--lang", value=lang, allowed=list(LANGUAGES))
    words = Words(lang) if lang else common.WORDS
    ground = _read_ground(plan, kind, quarter, as_of, known_at)
    content = papers.write_paper(kind, form, ground, words)
    with common.open_writing(dry_run=False) as db:
        exports.record_export(db, exports.find_paper_export(kind), plan, *papers.find_owners(kind, ground))
    output.write_bytes(content)
    told = common.WORDS.t("cli.paper_written", kind=common.WORDS.t(f"paper.kind_{kind}"), file=str(output))
    typer.echo(told)


def _read_ground(
    plan: str, kind: PaperKind, quarter: str | None, as_of: str | None, known_at: str | None
) -> PaperGround:
    day, moment = common.read_moment(as_of, known_at)
    with common.open_reading() as db:
        ground = paper_reading.read_paper_ground(db, plan, day, moment, read_clock())
        if kind is PaperKind.ANNUAL:
            return paper_reading.add_annual(db, ground)
        return paper_reading.add_kept_report(db, ground, quarter) if quarter else ground
