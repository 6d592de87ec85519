"""Plans: imported, exported, signed, closed, listed and checked."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy.orm import Session

from db import queries
from db.audit import exports
from db.audit.exports import Export
from db.plans import definitions, institution_queries, plan_commands, plan_file, plan_queries
from metrics.errors import refuse
from metrics.facts.facts import Facts
from metrics.periods import DANISH_TIME, find_day_end
from metrics.plan.catalogue import Catalogue
from metrics.plan.model import Closing, Plan, PlanFile, Signature
from metrics.plan.terms import Party, Stage
from metrics.score import advice
from terminal import common, institutions
from terminal.common import SIGNER, AsJson, DryRun, FilePath, NeededDay, Note, PlanKey, PlanOrFile
from words import signing
from words.problems import describe_finding
from words.readings import write_readings

plan_app = typer.Typer(no_args_is_help=True, help=common.WORDS.t("cli.plan"))


@plan_app.command("import", help=common.WORDS.t("cli.plan_import"))
def import_plan(file: FilePath, dry_run: DryRun = False) -> None:
    """Import a plan file, all of it or nothing."""
    plan = _read_file(file)
    with common.open_writing(dry_run) as db:
        before = institution_queries.read_changes(db)
        added = plan_commands.import_plan(db, plan)
        kept = plan_queries.read_plan(db, plan.id)
        changes = institutions.tell_changes(before, db)
        known = definitions.read_catalogue(db)
    typer.echo(common.WORDS.t(_find_answer(added, dry_run, plan, kept), plan=plan.id))
    typer.echo("\n".join([*signing.write_standing(kept, common.WORDS), *changes]))
    _print_readings(kept, known)


def _read_file(path: Path) -> PlanFile:
    """Read a plan file, which may leave out the definitions that the database has."""
    with common.open_reading() as db:
        known = definitions.read_catalogue(db)
    return plan_file.read_plan(path, known)


def _find_answer(added: bool, dry_run: bool, given: Plan, kept: Plan) -> str:
    """Return the key of what became of an imported plan."""
    if not added:
        return "cli.unchanged" if kept.locked == given.locked else "cli.unchanged_signed"
    return "cli.checked" if dry_run else "cli.imported"


@plan_app.command("export", help=common.WORDS.t("cli.plan_export"))
def export_plan(
    plan: PlanKey,
    version: Annotated[int | None, typer.Option(metavar="N", help=common.WORDS.t("cli.version"))] = None,
) -> None:
    """Write a plan file to standard output; the same plan always gives the same bytes."""
    with common.open_writing(dry_run=False) as db:
        found = plan_queries.read_plan_file(db, plan, version)
        exports.record_export(db, Export.PLAN_FILE, found.id, found.institution)
    text = plan_file.dump_plan(found)
    sys.stdout.buffer.write(text.encode())


@plan_app.command("sign", help=common.WORDS.t("cli.plan_sign"))
def sign_plan(
    plan: PlanKey,
    on: NeededDay,
    department: Annotated[
        tuple[str, str] | None, typer.Option(help=common.WORDS.t("cli.signer"), metavar=SIGNER)
    ] = None,
    institution: Annotated[
        tuple[str, str] | None, typer.Option(help=common.WORDS.t("cli.signer"), metavar=SIGNER)
    ] = None,
) -> None:
    """Sign a draft or a proposal; from then on it changes only by amendments."""
    day = common.read_needed_day(on, "--on")
    signers = {Party.DEPARTMENT: department, Party.INSTITUTION: institution}
    signatures = tuple(
        Signature(party=party, organisation=signer[0], role=signer[1], on=day)
        for party, signer in signers.items()
        if signer
    )
    with common.open_writing(dry_run=False) as db:
        needed = plan_queries.read_plan(db, plan).parties[0]
        if not signers[needed]:
            raise refuse("signature_missing", f"--{needed}", party=needed)
        plan_commands.change_plan(db, plan, stage=Stage.SIGNED, signatures=signatures, document_date=day)
    typer.echo(common.WORDS.t("cli.signed", plan=plan, day=common.WORDS.date(day)))


@plan_app.command("close", help=common.WORDS.t("cli.plan_close"))
def close_plan(plan: PlanKey, on: NeededDay, note: Note = None) -> None:
    """Close a plan that has been settled, so that nothing more is added to it."""
    closing = Closing(on=common.read_needed_day(on, "--on"), note=note)
    with common.open_writing(dry_run=False) as db:
        plan_commands.change_plan(db, plan, closed=closing)
    typer.echo(common.WORDS.t("cli.closed", plan=plan, day=common.WORDS.date(closing.on)))


@plan_app.command("list", help=common.WORDS.t("cli.plan_list"))
def list_plans(as_json: AsJson = False) -> None:
    """List the plans with their institutions and years."""
    with common.open_reading() as db:
        plans, known = plan_queries.read_plans(db), definitions.read_catalogue(db)
    rows = [
        {
            "plan": plan.id,
            "institution": known.find_owner(plan).name,
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
        common.print_json(rows)
        return
    for row in rows:
        mark = f"  [{common.WORDS.t('word.fictional')}]" if row["fictional"] else ""
        stage = common.WORDS.t(f"stage.{row['stage']}").lower()
        year = f"{row['start']} – {row['end']}, {stage}"
        typer.echo(f"{row['plan']}  {row['institution']}: {row['title']} ({year}){mark}")


@plan_app.command("check", help=common.WORDS.t("cli.plan_check"))
def check_plan(plan: PlanOrFile, as_json: AsJson = False) -> None:
    """Print findings about a plan. A plan file is checked as if imported, and not kept."""
    file = _read_file(Path(plan)) if plan.lower().endswith(".toml") else None
    with common.open_writing(dry_run=True) if file else common.open_reading() as db:
        if file:
            plan_commands.import_plan(db, file)
        found = plan_queries.read_plan(db, file.id if file else plan)
        known = definitions.read_catalogue(db)
        remarks = advice.find_advice(found, _read_newest_facts(db, found), known)
    rows = [{"rule": r.rule, "place": r.place, "text": describe_finding(r, common.WORDS)} for r in remarks]
    if as_json:
        common.print_json(rows)
        return
    for row in rows:
        typer.echo(f"{row['place']}: {row['text']}" if row["place"] else row["text"])
    if not rows:
        typer.echo(common.WORDS.t("cli.no_findings", plan=found.id))
    _print_readings(found, known)


def _print_readings(plan: Plan, catalogue: Catalogue) -> None:
    """Print what each measured test of a plan reads."""
    for leaf in plan.leaves():
        for line in write_readings(leaf, plan, catalogue, common.WORDS):
            typer.echo(f"{leaf.number}: {line}")


def _read_newest_facts(db: Session, plan: Plan) -> Facts:
    """Read all facts known now, and those that a plan still to be signed will make known."""
    day = max(datetime.now(DANISH_TIME).date(), plan.counts_from)
    return queries.read_facts(db, day, max(datetime.now(UTC), find_day_end(plan.counts_from)))
