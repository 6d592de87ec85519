"""The terminal: `maalstreg`. Exit 0 when done, 1 with every problem on stderr, 2 for a wrong call."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from db import commands, importers, initial, planfile, queries, session
from metrics import guide, life, scoring
from metrics.decided import decided, totals
from metrics.decisions import Decision, DecisionKind, latest
from metrics.errors import InvalidInput, Problem, refuse
from metrics.life import Version
from metrics.model import Closing, Plan, Signature
from metrics.pay import payment
from metrics.periods import DANISH_TIME, danish_day, known_by, read_day
from metrics.readings import Facts
from metrics.terms import Party, Stage, read_number
from pages.ui import course
from pages.ui.export.score_document import decision_document, payment_document, score_document
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
decision_app = typer.Typer(no_args_is_help=True, help=WORDS.t("cli.decision"))
app.add_typer(decision_app, name="decision")

PlanKey = Annotated[str, typer.Argument(metavar="PLAN", help=WORDS.t("cli.arg_plan"))]
PlanOrFile = Annotated[str, typer.Argument(metavar="PLAN|FILE", help=WORDS.t("cli.arg_plan_or_file"))]
FilePath = Annotated[Path, typer.Argument(metavar="FILE", help=WORDS.t("cli.arg_file"))]
DryRun = Annotated[bool, typer.Option("--dry-run", help=WORDS.t("cli.dry_run"))]
AsJson = Annotated[bool, typer.Option("--json", help=WORDS.t("cli.json"))]
NeededDay = Annotated[str, typer.Option(metavar="YYYY-MM-DD", help=WORDS.t("cli.on"))]
Note = Annotated[str | None, typer.Option(help=WORDS.t("cli.note"))]
SIGNER = "ORGANISATION ROLE"
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
def plan_export(
    plan: PlanKey,
    version: Annotated[int | None, typer.Option(metavar="N", help=WORDS.t("cli.version"))] = None,
) -> None:
    """Write a plan file to standard output, always the same bytes for the same plan."""
    with _reading() as db:
        text = planfile.dump(queries.plan_file(db, plan, version))
    sys.stdout.buffer.write(text.encode())


@plan_app.command("sign", help=WORDS.t("cli.plan_sign"))
def plan_sign(
    plan: PlanKey,
    on: NeededDay,
    department: Annotated[tuple[str, str], typer.Option(help=WORDS.t("cli.signer"), metavar=SIGNER)],
    institution: Annotated[
        tuple[str, str] | None, typer.Option(help=WORDS.t("cli.signer"), metavar=SIGNER)
    ] = None,
) -> None:
    """Sign a draft or a proposal; from then on it changes by amendments only."""
    day = _needed_day(on, "--on")
    signers = {Party.DEPARTMENT: department, Party.INSTITUTION: institution}
    signatures = tuple(
        Signature(party=party, organisation=signer[0], role=signer[1], on=day)
        for party, signer in signers.items()
        if signer
    )
    with _writing(dry_run=False) as db:
        commands.change_plan(db, plan, stage=Stage.SIGNED, signatures=signatures, document_date=day)
    typer.echo(WORDS.t("cli.signed", plan=plan, day=WORDS.date(day)))


@plan_app.command("close", help=WORDS.t("cli.plan_close"))
def plan_close(plan: PlanKey, on: NeededDay, note: Note = None) -> None:
    """Close a plan that has been settled; nothing more is added to it."""
    closing = Closing(on=_needed_day(on, "--on"), note=note)
    with _writing(dry_run=False) as db:
        commands.change_plan(db, plan, closed=closing)
    typer.echo(WORDS.t("cli.closed", plan=plan, day=WORDS.date(closing.on)))


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
            "stage": plan.life.value,
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
        stage = WORDS.t(f"stage.{row['stage']}").lower()
        year = f"{row['start']} – {row['end']}, {stage}"
        typer.echo(f"{row['plan']}  {row['institution']}: {row['title']} ({year}){mark}")


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
    day, moment = _moment(as_of, known_at)
    with _reading() as db:
        facts, catalogue = queries.facts(db, day, moment), queries.catalogue(db)
        versions = queries.versions_of(db, plan)
    there = _in_force(versions, day, moment)
    found, first = scoring.score(there, facts, catalogue), life.original(versions, there)
    beside = scoring.score(first, facts, catalogue) if first else None
    document = score_document(found, catalogue, WORDS, beside)
    if as_json:
        _print_json(document)
    else:
        _print_score(found, document)
        for line in course.beside(found, beside, decided(found, catalogue), WORDS):
            typer.echo(line)


@app.command("pay", help=WORDS.t("cli.pay"))
def pay(plan: PlanKey, as_of: Day = None, known_at: Day = None, as_json: AsJson = False) -> None:
    """What the plan's rule for performance pay points to. Indicative."""
    day, moment = _moment(as_of, known_at)
    with _reading() as db:
        facts, catalogue = queries.facts(db, day, moment), queries.catalogue(db)
        rule = _in_force(queries.versions_of(db, plan), day, moment).pay
        there = life.plans_in_force(queries.versions(db), day, moment)
    if rule is None:
        raise refuse("pay_unknown", plan, key=plan)
    counted = [p for p in there if p.id in {plan, *(other.plan for other in rule.plans)}]
    scores = {p.id: scoring.score(p, facts, catalogue) for p in counted}
    found = payment(rule, plan, totals(scores, catalogue))
    decision = latest(facts.decisions.get(plan, ()), DecisionKind.PAY)
    if as_json:
        _print_json(payment_document(scores[plan], found, decision))
    else:
        typer.echo("\n".join(course.payment(rule, found, decision, WORDS)))


@decision_app.command("add", help=WORDS.t("cli.decision_add"))
def decision_add(
    plan: PlanKey,
    kind: Annotated[DecisionKind, typer.Argument(metavar="KIND", help=WORDS.t("cli.arg_kind"))],
    *,
    on: NeededDay,
    by: Annotated[str, typer.Option(help=WORDS.t("cli.by"))],
    reason: Annotated[str, typer.Option(help=WORDS.t("cli.reason"))],
    goal: Annotated[str | None, typer.Option(metavar="NUMBER", help=WORDS.t("cli.goal"))] = None,
    points: Annotated[str | None, typer.Option(metavar="POINTS", help=WORDS.t("cli.points"))] = None,
    until: Annotated[str | None, typer.Option(metavar="YYYY-MM-DD", help=WORDS.t("cli.until"))] = None,
    revokes: Annotated[int | None, typer.Option(metavar="N", help=WORDS.t("cli.revokes"))] = None,
) -> None:
    """Record a decision beside the computed score."""
    wanted = Decision(
        plan,
        kind,
        _needed_day(on, "--on"),
        by,
        reason,
        goal=goal,
        points=None if points is None else _figure(points, "--points"),
        until=_day(until, "--until"),
        revokes=revokes,
    )
    with _writing(dry_run=False) as db:
        number = commands.decide(db, wanted)
    typer.echo(WORDS.t("cli.decided", number=number))


@decision_app.command("list", help=WORDS.t("cli.decision_list"))
def decision_list(plan: PlanKey, as_of: Day = None, known_at: Day = None, as_json: AsJson = False) -> None:
    """The decisions that stand for a plan."""
    day, moment = _moment(as_of, known_at)
    with _reading() as db:
        found = _in_force(queries.versions_of(db, plan), day, moment)
        stands = queries.facts(db, day, moment).decisions.get(found.id, ())
    if as_json:
        _print_json([decision_document(decision) for decision in stands])
        return
    for decision in stands:
        typer.echo(f"{decision.number:>4}  {course.decision(decision, found, WORDS)}")
    if not stands:
        typer.echo(WORDS.t("decision.none"))


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


def _newest_facts(db: Session, plan: Plan) -> Facts:
    """All that is known now, and what a plan that is still to be signed will make known."""
    day = max(datetime.now(DANISH_TIME).date(), plan.document_date)
    return queries.facts(db, day, max(datetime.now(UTC), known_by(plan.document_date)))


def _moment(as_of: str | None, known_at: str | None) -> tuple[date, datetime]:
    """The day asked about, and the moment by which it must have been known."""
    day, known = _day(as_of, "--as-of"), _day(known_at, "--known-at")
    return day or datetime.now(DANISH_TIME).date(), known_by(known) if known else datetime.now(UTC)


def _in_force(versions: Sequence[Version], day: date, moment: datetime) -> Plan:
    """The plan as it counted on a day, by what was known at a moment."""
    found = life.in_force(versions, day, moment)
    if found is None:
        raise refuse("plan_not_yet", versions[0].plan.id, day=danish_day(versions[0].recorded_at))
    return found


def _figure(text: str, place: str) -> Decimal:
    found = read_number(text)
    if found is None:
        raise refuse("figure_needed", place, value=text)
    return found


def _needed_day(text: str, place: str) -> date:
    day = _day(text, place)
    assert day is not None
    return day


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
