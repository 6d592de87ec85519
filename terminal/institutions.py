"""Institutions: renamed, moved to another ministry area, merged and split again, and listed through time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Annotated

import typer
from sqlalchemy.orm import Session

from db.plans import institution_commands, institution_queries
from metrics.plan.institution_history import InstitutionChange, InstitutionTerm
from metrics.plan.terms import FIRST_DAY
from terminal import common
from terminal.common import AsJson

institution_app = typer.Typer(no_args_is_help=True, help=common.WORDS.t("cli.institution"))

Institution = Annotated[
    str, typer.Argument(metavar="INSTITUTION", help=common.WORDS.t("cli.break_institution"))
]
Since = Annotated[
    str, typer.Option("--from", metavar="YYYY-MM-DD", help=common.WORDS.t("cli.institution_from"))
]
Reason = Annotated[str, typer.Option(help=common.WORDS.t("cli.reason"))]


@institution_app.command("rename", help=common.WORDS.t("cli.institution_rename"))
def rename_institution(
    institution: Institution,
    name: Annotated[str, typer.Argument(metavar="NAME", help=common.WORDS.t("cli.institution_name"))],
    from_: Since,
    reason: Reason,
) -> None:
    """Give an institution another name from a day on."""
    _change(InstitutionChange(institution, _read_since(from_), datetime.now(UTC), reason, name=name))


@institution_app.command("move", help=common.WORDS.t("cli.institution_move"))
def move_institution(
    institution: Institution,
    area: Annotated[str, typer.Argument(metavar="AREA", help=common.WORDS.t("cli.institution_area"))],
    from_: Since,
    reason: Reason,
) -> None:
    """Move an institution to another ministry area from a day on."""
    _change(InstitutionChange(institution, _read_since(from_), datetime.now(UTC), reason, ministry_area=area))


@institution_app.command("merge", help=common.WORDS.t("cli.institution_merge"))
def merge_institution(
    institution: Institution,
    into: Annotated[str, typer.Option(metavar="INSTITUTION", help=common.WORDS.t("cli.institution_into"))],
    from_: Since,
    reason: Reason,
) -> None:
    """Make an institution part of another from a day on."""
    _change(InstitutionChange(institution, _read_since(from_), datetime.now(UTC), reason, successor=into))


@institution_app.command("split", help=common.WORDS.t("cli.institution_split"))
def split_institution(institution: Institution, from_: Since, reason: Reason) -> None:
    """Let an institution that was merged stand alone again from a day on."""
    since = _read_since(from_)
    _change(InstitutionChange(institution, since, datetime.now(UTC), reason, successor=institution))


@institution_app.command("list", help=common.WORDS.t("cli.institution_list"))
def list_institutions(as_json: AsJson = False) -> None:
    """List every institution with its names and ministry areas through time."""
    with common.open_reading() as db:
        first = institution_queries.read_first_definitions(db)
        histories = institution_queries.read_histories(db, first)
    rows = [
        {
            "institution": key,
            "fictional": first[key].fictional,
            "terms": [
                {
                    "since": None if term.since == FIRST_DAY else term.since.isoformat(),
                    "name": term.name,
                    "ministry_area": term.ministry_area,
                    "successor": term.successor,
                }
                for term in history.terms
            ],
        }
        for key, history in histories.items()
    ]
    if as_json:
        common.print_json(rows)
        return
    for key, history in histories.items():
        mark = f"  [{common.WORDS.t('word.fictional')}]" if first[key].fictional else ""
        typer.echo(f"{key}{mark}")
        for term in history.terms:
            typer.echo(f"  {_describe_term(term)}")
    if not rows:
        typer.echo(common.WORDS.t("cli.no_institutions"))


def tell_changes(before: Iterable[InstitutionChange], db: Session) -> list[str]:
    """Return a sentence for each change of an institution that was not there before."""
    known = set(before)
    return [_describe_change(one) for one in institution_queries.read_changes(db) if one not in known]


def _read_since(text: str) -> date:
    return common.read_needed_day(text, "--from")


def _change(change: InstitutionChange) -> None:
    with common.open_writing(dry_run=False) as db:
        before = institution_queries.read_changes(db)
        institution_commands.change_institution(db, change)
        said = tell_changes(before, db)
    for line in said or [common.WORDS.t("cli.institution_unchanged", institution=change.institution)]:
        typer.echo(line)


def _describe_change(change: InstitutionChange) -> str:
    words, key = common.WORDS, change.institution
    since = {"institution": key, "since": words.date(change.since)}
    if change.since == FIRST_DAY:
        since["since"] = words.t("word.beginning")
    if change.successor == key:
        return words.t("cli.institution_alone", **since)
    if change.successor is not None:
        return words.t("cli.institution_merged", into=change.successor, **since)
    if change.ministry_area is not None:
        return words.t("cli.institution_moved", area=change.ministry_area, **since)
    return words.t("cli.institution_renamed", name=change.name or "", **since)


def _describe_term(term: InstitutionTerm) -> str:
    words = common.WORDS
    since = words.t("word.beginning") if term.since == FIRST_DAY else words.date(term.since)
    said = words.t("cli.institution_term", since=since, name=term.name, area=term.ministry_area)
    return f"{said} ({words.t('cli.institution_part', into=term.successor)})" if term.successor else said
