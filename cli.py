"""The terminal: `maalstreg`. Exit 0 when done, 1 with every problem on stderr, 2 for a wrong call."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from db import commands, importers, initial, planfile, queries, session
from metrics import guide, readings, scoring
from metrics.errors import InvalidInput, Problem, refuse
from metrics.model import Plan
from metrics.periods import DANISH_TIME, known_by, read_day
from pages.ui.export.score_document import score_document
from pages.ui.i18n import DEFAULT_LANGUAGE, LANGUAGES, Words
from pages.ui.problems import advise, describe

LANGUAGE_VARIABLE = "MAALSTREG_LANG"
INTERRUPTED = 130  # as shells write it


def _words() -> Words:
    asked = os.environ.get(LANGUAGE_VARIABLE, DEFAULT_LANGUAGE)
    return Words(asked if asked in LANGUAGES else DEFAULT_LANGUAGE)


WORDS = _words()

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    help=WORDS.t("cli.about"),
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
plan_app = typer.Typer(no_args_is_help=True, help=WORDS.t("cli.plan"))
results_app = typer.Typer(no_args_is_help=True, help=WORDS.t("cli.results"))
app.add_typer(plan_app, name="plan")
app.add_typer(results_app, name="results")

PlanKey = Annotated[str, typer.Argument(metavar="PLAN", help=WORDS.t("cli.arg_plan"))]
PlanOrFile = Annotated[str, typer.Argument(metavar="PLAN|FILE", help=WORDS.t("cli.arg_plan_or_file"))]
FilePath = Annotated[Path, typer.Argument(metavar="FILE", help=WORDS.t("cli.arg_file"))]
DryRun = Annotated[bool, typer.Option("--dry-run", help=WORDS.t("cli.dry_run"))]
AsJson = Annotated[bool, typer.Option("--json", help=WORDS.t("cli.json"))]
Day = Annotated[str | None, typer.Option(metavar="YYYY-MM-DD", help=WORDS.t("cli.day"))]


class DryRunDone(Exception):
    """Raised at the end of a dry run, so that its transaction is undone."""


@app.command("init", help=WORDS.t("cli.init"))
def init(example: Annotated[bool, typer.Option(help=WORDS.t("cli.example"))] = True) -> None:
    """Migrate, and load the source plans when the database is empty."""
    session.migrate(session.database_url())
    with session.writing(session.database_url()) as db:
        loaded = initial.load(db, with_example=example)
    if loaded:
        typer.echo(WORDS.n("cli.loaded", len(loaded), plans=", ".join(loaded)))
    else:
        typer.echo(WORDS.t("cli.ready"))


@plan_app.command("import", help=WORDS.t("cli.plan_import"))
def plan_import(file: FilePath, dry_run: DryRun = False) -> None:
    """Import a plan file, all of it or nothing."""
    plan = planfile.read(file)
    with _writing(dry_run) as db:
        added = commands.import_plan(db, plan)
    key = "cli.checked" if dry_run else "cli.imported" if added else "cli.unchanged"
    typer.echo(WORDS.t(key, plan=plan.id))


@plan_app.command("export", help=WORDS.t("cli.plan_export"))
def plan_export(plan: PlanKey) -> None:
    """Write a plan file to standard output, always the same bytes for the same plan."""
    with _reading() as db:
        text = planfile.dump(queries.plan_file(db, plan))
    sys.stdout.buffer.write(text.encode())


@plan_app.command("list", help=WORDS.t("cli.plan_list"))
def plan_list(as_json: AsJson = False) -> None:
    """List the plans with their institutions and years."""
    with _reading() as db:
        plans, known = queries.plans(db), queries.catalogue(db)
    rows = [
        {
            "plan": plan.id,
            "institution": known.institutions[plan.institution].name,
            "title": plan.title,
            "start": plan.start.isoformat(),
            "end": plan.end.isoformat(),
            "goals": len(plan.goals),
            "fictional": known.institutions[plan.institution].fictional,
        }
        for plan in plans
    ]
    if as_json:
        _print_json(rows)
        return
    for row in rows:
        mark = f"  [{WORDS.t('word.fictional')}]" if row["fictional"] else ""
        typer.echo(
            f"{row['plan']}  {row['institution']}: {row['title']} ({row['start']} – {row['end']}){mark}"
        )


@plan_app.command("check", help=WORDS.t("cli.plan_check"))
def plan_check(plan: PlanOrFile, as_json: AsJson = False) -> None:
    """Tell what could make a plan better. A plan file is checked as if it were imported, and not kept."""
    file = planfile.read(Path(plan)) if plan.lower().endswith(".toml") else None
    with _writing(dry_run=True) if file else _reading() as db:
        if file:
            commands.import_plan(db, file)
        found = queries.plan(db, file.id if file else plan)
        remarks = guide.findings(found, _newest_facts(db, found), queries.catalogue(db))
    rows = [{"rule": r.rule, "place": r.place, "text": advise(r, WORDS)} for r in remarks]
    if as_json:
        _print_json(rows)
        return
    for row in rows:
        typer.echo(f"{row['place']}: {row['text']}" if row["place"] else row["text"])
    if not rows:
        typer.echo(WORDS.t("cli.no_findings", plan=found.id))


@results_app.command("import", help=WORDS.t("cli.results_import"))
def results_import(file: FilePath, dry_run: DryRun = False) -> None:
    """Import a results file, all of it or nothing."""
    rows = importers.read(file)
    with _writing(dry_run) as db:
        count = commands.import_results(db, rows)
    typer.echo(WORDS.n("cli.results_checked" if dry_run else "cli.results_imported", count))
    if count < len(rows):
        typer.echo(WORDS.n("cli.results_known", len(rows) - count))


@app.command("score", help=WORDS.t("cli.score"))
def score(plan: PlanKey, as_of: Day = None, known_at: Day = None, as_json: AsJson = False) -> None:
    """Score a plan on what was known at a moment."""
    day = _day(as_of, "--as-of") or datetime.now(DANISH_TIME).date()
    known_day = _day(known_at, "--known-at")
    moment = known_by(known_day) if known_day else datetime.now(UTC)
    with _reading() as db:
        facts = readings.known(queries.observations(db), queries.events(db), as_of=day, known_at=moment)
        catalogue = queries.catalogue(db)
        found = scoring.score(queries.plan(db, plan, moment), facts, catalogue)
    document = score_document(found, catalogue, WORDS)
    if as_json:
        _print_json(document)
    else:
        _print_score(found, document)


def main() -> None:
    """Run the command line; problems become words on standard error."""
    try:
        app()
    except InvalidInput as wrong:
        _fail(*wrong.problems)
    except SQLAlchemyError as wrong:
        reason = str(getattr(wrong, "orig", None) or wrong).strip().splitlines()[0]
        _fail(Problem("database_unreachable", params={"reason": reason}))
    except OSError as wrong:
        _fail(Problem("cannot_write", params={"reason": wrong.strerror or str(wrong)}))
    except KeyboardInterrupt:
        raise SystemExit(INTERRUPTED) from None


def _fail(*problems: Problem) -> NoReturn:
    for problem in problems:
        typer.echo(describe(problem, WORDS), err=True)
    raise SystemExit(1) from None


@contextmanager
def _reading() -> Iterator[Session]:
    """A database brought up to date, to read from."""
    session.migrate(session.database_url())
    with session.reading(session.database_url()) as db:
        yield db


@contextmanager
def _writing(dry_run: bool) -> Iterator[Session]:
    """A database brought up to date, to write to; a dry run does everything and keeps nothing."""
    session.migrate(session.database_url())
    try:
        with session.writing(session.database_url()) as db:
            yield db
            if dry_run:
                raise DryRunDone
    except DryRunDone:
        pass


def _newest_facts(db: Session, plan: Plan) -> readings.Facts:
    """All that is known now, and what a plan that is still to be signed will make known."""
    return readings.known(
        queries.observations(db),
        queries.events(db),
        as_of=max(datetime.now(DANISH_TIME).date(), plan.document_date),
        known_at=max(datetime.now(UTC), known_by(plan.document_date)),
    )


def _day(text: str | None, place: str) -> date | None:
    if text is None:
        return None
    day = read_day(text)
    if day is None:
        raise refuse("date_needed", place, value=text)
    return day


def _print_json(document: Any) -> None:
    sys.stdout.buffer.write((json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode())


def _print_score(found: scoring.Score, document: dict[str, Any]) -> None:
    """The score as a reader's table, goal by goal with the reason below."""
    possible, points = found.points.possible, found.points
    written: Callable[[Any], str] = lambda value: WORDS.points(value, possible)  # noqa: E731
    mark = f"  [{WORDS.t('word.fictional')}]" if document["fictional"] else ""
    day = WORDS.date(found.facts.as_of)
    typer.echo(f"{document['institution']}, {found.plan.title}, {WORDS.t('frame.as_of').lower()} {day}{mark}")
    figures = {name: written(getattr(points, name)) for name in ("possible", "secured", "open", "lost")}
    typer.echo(WORDS.t("bar.sentence", **figures) if found.totalled else WORDS.t("plan.no_total"))
    for goal, shown in zip(found.goals, document["goals"], strict=True):
        status = WORDS.t(f"status.{goal.status}")
        typer.echo(f"{goal.goal.number:>5}  {status:<22} {written(goal.weight):>6}  {goal.goal.title}")
        for criterion in shown["criteria"]:
            typer.echo(f"       {criterion['number']}  {criterion['title']}: {criterion['trace']['text']}")
