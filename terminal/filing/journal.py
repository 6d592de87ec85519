"""The journal: the documents that are sent or final, their journal numbers, and extracts of it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer
from sqlalchemy.orm import Session

from db.audit import exports
from db.audit.exports import Export
from db.clock import read_clock
from db.filing import extract_reading, filing_queries, journal_commands, note_commands
from db.filing.journal_commands import NumberRequest
from db.plans import plan_queries
from db.reports import paper_reading
from export.filing.journal_file import ExtractFormat, write_extract
from export.filing.kept_note import freeze_note
from metrics.filing.journal import JournalEntry, JournalQuery, select_entries
from metrics.plan.terms import Party
from terminal import common
from terminal.common import AsJson, AsOf, KnownAt, Language, PlanKey
from words.filing.document_line import write_left_out, write_sender, write_subject, write_title

_PARTIES = ", ".join(Party)
journal_app = typer.Typer(no_args_is_help=True, help=common.WORDS.t("cli.journal"))

Since = Annotated[
    str | None, typer.Option("--from", metavar="YYYY-MM-DD", help=common.WORDS.t("cli.journal_since"))
]
Until = Annotated[
    str | None, typer.Option("--to", metavar="YYYY-MM-DD", help=common.WORDS.t("cli.journal_until"))
]


@journal_app.command("list", help=common.WORDS.t("cli.journal_list"))
def list_documents(
    plan: Annotated[str, typer.Option(metavar="PLAN", help=common.WORDS.t("cli.journal_plan"))] = "",
    institution: Annotated[
        str, typer.Option(metavar="INSTITUTION", help=common.WORDS.t("cli.journal_institution"))
    ] = "",
    since: Since = None,
    until: Until = None,
    missing: Annotated[
        Party | None,
        typer.Option(metavar="PARTY", help=common.WORDS.t("cli.journal_missing", parties=_PARTIES)),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """List the documents asked for, oldest first."""
    wanted = JournalQuery(plan, institution, "", *_read_period(since, until), missing)
    with common.open_reading() as db:
        found = _read_entries(db, wanted)
        titles = {one.id: one.title for one in plan_queries.read_plans(db)}
    if as_json:
        common.print_json([_build_entry(one, titles) for one in found])
        return
    for one in found:
        numbers = [f"{party}: {one.find_number(party) or '–'}" for party in one.document.audience.parties]
        title = write_title(one.document, common.WORDS)
        typer.echo(f"{one.document.key}  {one.document.on}  {title}  {', '.join(numbers)}")
        if one.is_changed:
            typer.echo(f"  {common.WORDS.t('cli.journal_changed')}")
    if not found:
        typer.echo(common.WORDS.t("cli.journal_empty"))


@journal_app.command("number", help=common.WORDS.t("cli.journal_number"))
def give_number(
    document: Annotated[str, typer.Argument(metavar="DOCUMENT", help=common.WORDS.t("cli.journal_document"))],
    number: Annotated[str, typer.Argument(metavar="NUMBER", help=common.WORDS.t("cli.journal_given"))],
    party: Annotated[
        Party, typer.Option(metavar="PARTY", help=common.WORDS.t("cli.journal_party", parties=_PARTIES))
    ],
) -> None:
    """Give a document a number, or take one back."""
    with common.open_writing(dry_run=False) as db:
        journal_commands.give_numbers(db, NumberRequest(party, {document: number}))
    key = "cli.journal_done" if number.strip() else "cli.journal_taken"
    typer.echo(common.WORDS.t(key, document=document, number=number.strip()))


@journal_app.command("note", help=common.WORDS.t("cli.journal_note"))
def file_note(
    plan: PlanKey,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    lang: Language = None,
) -> None:
    """File the note to the head about a plan as it stands, in the language it is sent in."""
    words = common.choose_words(lang)
    with common.open_reading() as db:
        moment = common.read_moment(as_of, known_at)
        ground = paper_reading.read_paper_ground(db, plan, *moment, read_clock())
    with common.open_writing(dry_run=False) as db:
        key = note_commands.file_note(db, plan, freeze_note(ground, words))
    typer.echo(common.WORDS.t("cli.journal_note_done", document=key))


@journal_app.command("extract", help=common.WORDS.t("cli.journal_extract"))
def extract(
    plan: PlanKey,
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="FILE", help=common.WORDS.t("cli.paper_output"))
    ],
    form: Annotated[
        ExtractFormat,
        typer.Option(
            "--format",
            metavar="FORMAT",
            help=common.WORDS.t("cli.paper_format", formats=", ".join(ExtractFormat)),
        ),
    ] = ExtractFormat.PDF,
    since: Since = None,
    until: Until = None,
) -> None:
    """Write an extract of what is about a plan, and record that it left."""
    wanted = JournalQuery(plan=plan, since=(period := _read_period(since, until))[0], until=period[1])
    with common.open_reading() as db:
        ground = extract_reading.read_extract(db, wanted, read_clock())
    content = write_extract(ground, form, common.WORDS)
    with common.open_writing(dry_run=False) as db:
        exports.record_export(db, Export.EXTRACT, plan, ground.plan.institution)
    output.write_bytes(content)
    left = write_left_out(ground.extract, common.WORDS)
    typer.echo(common.WORDS.t("cli.extract_written", file=output, left=left))


def _read_period(since: str | None, until: str | None) -> tuple[Any, Any]:
    return common.read_optional_day(since, "--from"), common.read_optional_day(until, "--to")


def _read_entries(session: Session, wanted: JournalQuery) -> list[JournalEntry]:
    if wanted.plan:
        plan_queries.read_plan(session, wanted.plan)
    owners = [wanted.institution] if wanted.institution else filing_queries.list_institutions(session)
    return select_entries(filing_queries.read_journal(session, owners), wanted)


def _build_entry(entry: JournalEntry, titles: dict[str, str]) -> dict[str, Any]:
    one = entry.document
    return {
        "document": one.key,
        "kind": one.kind.value,
        "date": one.on.isoformat(),
        "title": write_title(one, common.WORDS),
        "subject": write_subject(one, titles, common.WORDS),
        "from": write_sender(one, common.WORDS),
        "institution": None if one.area else one.owners[0],
        "area": one.area or None,
        "plans": list(one.plans),
        "audience": one.audience.value,
        "draft": one.is_draft,
        "sha256": one.digest,
        "numbers": {party.value: entry.find_number(party) or None for party in one.audience.parties},
        "changed_since": entry.is_changed,
    }
