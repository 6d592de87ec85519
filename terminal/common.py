"""What the commands share: language, arguments, options, and access to the database."""

from __future__ import annotations

import getpass
import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any

import typer
from sqlalchemy.orm import Session

from db import session
from db.clock import read_clock
from db.location import find_database_url
from db.scope import EVERYTHING
from db.upgrade import prepare_database
from metrics.access import Person, grant_all_roles
from metrics.errors import refuse
from metrics.facts.numbers import parse_number
from metrics.periods import find_danish_day, find_day_end, read_day
from metrics.plan.model import Plan
from metrics.plan.terms import FIRST_DAY
from metrics.plan.versions import PlanVersion, find_version_in_force
from words.language import DEFAULT_LANGUAGE, LANGUAGES, Words, choose_language

LANGUAGE_VARIABLE = "MAALSTREG_LANG"


WORDS = Words(choose_language(os.environ.get(LANGUAGE_VARIABLE, DEFAULT_LANGUAGE)))

PlanKey = Annotated[str, typer.Argument(metavar="PLAN", help=WORDS.t("cli.arg_plan"))]
PlanOrFile = Annotated[str, typer.Argument(metavar="PLAN|FILE", help=WORDS.t("cli.arg_plan_or_file"))]
FilePath = Annotated[Path, typer.Argument(metavar="FILE", help=WORDS.t("cli.arg_file"))]
DryRun = Annotated[bool, typer.Option("--dry-run", help=WORDS.t("cli.dry_run"))]
AsJson = Annotated[bool, typer.Option("--json", help=WORDS.t("cli.json"))]
NeededDay = Annotated[str, typer.Option(metavar="YYYY-MM-DD", help=WORDS.t("cli.on"))]
InstitutionKey = Annotated[str, typer.Argument(metavar="INSTITUTION", help=WORDS.t("cli.break_institution"))]
IndicatorKey = Annotated[str, typer.Argument(metavar="INDICATOR", help=WORDS.t("cli.break_indicator"))]
Since = Annotated[str, typer.Option("--from", metavar="YYYY-MM-DD", help=WORDS.t("cli.institution_from"))]
Reason = Annotated[str, typer.Option(help=WORDS.t("cli.reason"))]
Note = Annotated[str | None, typer.Option(help=WORDS.t("cli.note"))]
SIGNER = "ORGANISATION ROLE"
Day = Annotated[str | None, typer.Option(metavar="YYYY-MM-DD", help=WORDS.t("cli.day"))]
AsOf = Annotated[str | None, typer.Option(metavar="YYYY-MM-DD", help=WORDS.t("cli.as_of"))]
KnownAt = Annotated[str | None, typer.Option(metavar="YYYY-MM-DD", help=WORDS.t("cli.known_at"))]

Language = Annotated[
    str | None,
    typer.Option("--lang", metavar="LANG", help=WORDS.t("cli.paper_lang", languages=", ".join(LANGUAGES))),
]


class DryRunDone(Exception):
    """Raised at the end of a dry run to roll its transaction back."""


def find_operator() -> Person:
    """Return the user of the terminal, with all roles."""
    # Whoever has the terminal has the database, so nothing is refused; the audit says whose terminal it was.
    return grant_all_roles(f"terminal:{getpass.getuser()}")


@contextmanager
def open_reading() -> Iterator[Session]:
    """Open the database to read from, migrated if necessary."""
    prepare_database()
    with session.open_reading(find_database_url(), sees=EVERYTHING, prepares=EVERYTHING) as db:
        yield db


@contextmanager
def open_writing(dry_run: bool) -> Iterator[Session]:
    """Open the database to write to, migrated if necessary; a dry run is rolled back at the end."""
    prepare_database()
    try:
        with session.open_writing(find_database_url(), find_operator()) as db:
            yield db
            if dry_run:
                raise DryRunDone
    except DryRunDone:
        pass


def choose_words(lang: str | None) -> Words:
    """Choose the language of a paper, by default that of the terminal. Raises InvalidInput (`not_allowed`)."""
    if lang is not None and lang not in LANGUAGES:
        raise refuse("not_allowed", "--lang", value=lang, allowed=list(LANGUAGES))
    return Words(lang) if lang else WORDS


def read_moment(as_of: str | None, known_at: str | None) -> tuple[date, datetime]:
    """Read the day asked about, today by default, and the moment by which facts must have been known: its end.

    No moment is later than today; a day that has not come is told on standard error.
    Raises InvalidInput (`date_needed`).
    """
    today = find_today()
    day = read_optional_day(as_of, "--as-of") or today
    known = read_optional_day(known_at, "--known-at") or day
    if day > today:
        typer.echo(WORDS.t("cli.day_coming", date=WORDS.date(day)), err=True)
    return day, find_day_end(min(known, today))


def find_today() -> date:
    """Return the date in Denmark now."""
    return find_danish_day(read_clock())


def find_in_force(versions: Sequence[PlanVersion], day: date, moment: datetime) -> Plan:
    """Find the version in force on a day, as known at a moment. Raises InvalidInput (`plan_not_yet`)."""
    found = find_version_in_force(versions, day, moment)
    if found is None:
        raise refuse("plan_not_yet", versions[0].plan.id, day=find_danish_day(versions[0].recorded_at))
    return found


def read_figure(text: str, place: str) -> Decimal:
    """Read a number. Raises InvalidInput (`figure_needed`, `number_ambiguous`, …)."""
    return parse_number(text, place)


def read_needed_day(text: str, place: str) -> date:
    """Read a day. Raises InvalidInput (`date_needed`)."""
    found = read_day(text)
    if found is None:
        raise refuse("date_needed", place, value=text)
    return found


def read_optional_day(text: str | None, place: str) -> date | None:
    """Read the day of an option; None if it was left out. Raises InvalidInput (`date_needed`)."""
    return None if text is None else read_needed_day(text, place)


def write_since(since: date) -> str:
    """Write the day from which something holds."""
    return WORDS.t("word.beginning") if since == FIRST_DAY else WORDS.date(since)


def print_json(document: Any) -> None:
    """Print JSON in UTF-8, whatever the encoding of the terminal."""
    sys.stdout.buffer.write((json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode())
