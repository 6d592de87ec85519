"""Institutions: renamed, moved to another ministry area, merged and split again, and listed through time."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

import typer
from sqlalchemy.orm import Session

from db.clock import read_clock
from db.plans import institution_commands, institution_queries
from metrics.errors import refuse
from metrics.plan.institution_history import InstitutionChange, InstitutionTerm
from metrics.plan.terms import FIRST_DAY
from terminal import common
from terminal.common import AsJson, InstitutionKey, Reason, Since

institution_app = typer.Typer(no_args_is_help=True, help=common.WORDS.t("cli.institution"))


@institution_app.command("rename", help=common.WORDS.t("cli.institution_rename"))
def rename_institution(
    institution: InstitutionKey,
    name: Annotated[str, typer.Argument(metavar="NAME", help=common.WORDS.t("cli.institution_name"))],
    from_: Since,
    reason: Reason,
) -> None:
    """Give an institution another name from a day on."""
    _change(institution, from_, reason, name=name)


@institution_app.command("move", help=common.WORDS.t("cli.institution_move"))
def move_institution(
    institution: InstitutionKey,
    area: Annotated[str, typer.Argument(metavar="AREA", help=common.WORDS.t("cli.institution_area"))],
    from_: Since,
    reason: Reason,
) -> None:
    """Move an institution to another ministry area from a day on."""
    _change(institution, from_, reason, ministry_area=area)


@institution_app.command("merge", help=common.WORDS.t("cli.institution_merge"))
def merge_institution(
    institution: InstitutionKey,
    into: Annotated[str, typer.Option(metavar="INSTITUTION", help=common.WORDS.t("cli.institution_into"))],
    from_: Since,
    reason: Reason,
) -> None:
    """Make an institution part of another from a day on."""
    if into == institution:
        raise refuse("merger_in_itself", "--into", key=into)
    _change(institution, from_, reason, successor=into)


@institution_app.command("split", help=common.WORDS.t("cli.institution_split"))
def split_institution(
    institution: InstitutionKey,
    from_: Since,
    reason: Reason,
    of: Annotated[
        str | None, typer.Option(metavar="INSTITUTION", help=common.WORDS.t("cli.institution_of"))
    ] = None,
) -> None:
    """Let an institution stand alone from a day on: again where it was merged, or split off from another."""
    if of == institution:
        raise refuse("split_off_itself", "--of", key=of)
    _change(institution, from_, reason, **({"origin": of} if of else {"successor": institution}))


@institution_app.command("list", help=common.WORDS.t("cli.institution_list"))
def list_institutions(as_json: AsJson = False) -> None:
    """List every institution with its names and ministry areas through time."""
    with common.open_reading() as db:
        first, histories = institution_queries.read_institutions(db)
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
            "split_off_from": [
                {"since": since.isoformat(), "institution": origin} for since, origin in history.origins
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
        for since, origin in history.origins:
            said = {"institution": key, "since": common.write_since(since), "of": origin}
            typer.echo(f"  {common.WORDS.t('cli.institution_split_off', **said)}")
    if not rows:
        typer.echo(common.WORDS.t("cli.no_institutions"))


def tell_changes(before: Iterable[InstitutionChange], db: Session) -> list[str]:
    """Return a sentence for each change of an institution that was not there before."""
    known = set(before)
    return [_describe_change(one) for one in institution_queries.read_changes(db) if one not in known]


def _change(institution: str, from_: str, reason: str, **said: str) -> None:
    """Record a change, and say what it did."""
    since = common.read_needed_day(from_, "--from")
    change = InstitutionChange(institution, since, read_clock(), reason, **said)
    with common.open_writing(dry_run=False) as db:
        before = institution_queries.read_changes(db)
        institution_commands.change_institution(db, change)
        told = tell_changes(before, db)
    for line in told or [common.WORDS.t("cli.institution_unchanged", institution=institution)]:
        typer.echo(line)


def _describe_change(change: InstitutionChange) -> str:
    words, key = common.WORDS, change.institution
    since = {"institution": key, "since": common.write_since(change.since)}
    if change.origin is not None:
        return words.t("cli.institution_split_off", of=change.origin, **since)
    if change.successor == key:
        return words.t("cli.institution_alone", **since)
    if change.successor is not None:
        return words.t("cli.institution_merged", into=change.successor, **since)
    if change.ministry_area is not None:
        return words.t("cli.institution_moved", area=change.ministry_area, **since)
    return words.t("cli.institution_renamed", name=change.name or "", **since)


def _describe_term(term: InstitutionTerm) -> str:
    words = common.WORDS
    since = common.write_since(term.since)
    said = words.t("cli.institution_term", since=since, name=term.name, area=term.ministry_area)
    return f"{said} ({words.t('cli.institution_part', into=term.successor)})" if term.successor else said
