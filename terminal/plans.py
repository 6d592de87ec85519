"""Plans: imported, exported, signed, closed, listed and checked."""

from __future__ import annotations

import hashlib
import sys
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer
from sqlalchemy.orm import Session

from db.annual import closing_commands
from db.audit import exports
from db.audit.exports import Export
from db.directions import direction_queries, document_file, duty_queries
from db.plans import definitions, institution_queries, plan_commands, plan_file, plan_queries
from db.plans.agreement import answer_commands, signing_commands
from db.plans.agreement.answer_commands import AnswerRequest
from export.score_document import build_signature_documents
from metrics.direction.direction_plan import Direction
from metrics.direction.direction_terms import DocumentKind
from metrics.duties.duty_plan import DutyPlan
from metrics.errors import refuse
from metrics.plan.catalogue import Catalogue
from metrics.plan.model import Closing, Plan, PlanFile, Signature
from metrics.plan.terms import Party
from metrics.plan.versions import find_lapsed_signatures, group_by_plan
from metrics.score.plan_check.answers import AnswerKind
from terminal import common, institutions
from terminal.common import SIGNER, AsJson, DryRun, FilePath, NeededDay, Note, PlanKey, PlanOrFile, Reason
from terminal.reads import plan_advice
from terminal.reporting import directions, document_diff, duties
from words import signing
from words.readings import write_readings

Signer = Annotated[tuple[str, str] | None, typer.Option(help=common.WORDS.t("cli.signer"), metavar=SIGNER)]
SignerDay = Annotated[str | None, typer.Option(metavar="YYYY-MM-DD", help=common.WORDS.t("cli.signer_on"))]
Answered = Annotated[AnswerKind, typer.Option("--answer", help=common.WORDS.t("cli.answer"))]
Place = Annotated[str, typer.Option(help=common.WORDS.t("cli.answer_place"), metavar="NUMBER")]

_BESIDE = {DocumentKind.DEVELOPMENT: directions, DocumentKind.DUTIES: duties}
"""What the commands on plans do for documents beside the yearly plans."""

plan_app = typer.Typer(no_args_is_help=True, help=common.WORDS.t("cli.plan"))


@plan_app.command("import", help=common.WORDS.t("cli.plan_import"))
def import_plan(file: FilePath, dry_run: DryRun = False) -> None:
    """Import a plan file, all of it or nothing; one of a document beside the yearly plans as well."""
    if (kind := document_file.find_kind(file)) in _BESIDE:
        _BESIDE[kind].import_file(file, dry_run)
        return
    plan = _read_file(file)
    with common.open_writing(dry_run) as db:
        before = institution_queries.read_changes(db)
        added = plan_commands.import_plan(db, plan)
        versions = plan_queries.read_versions_of(db, plan.id)
        kept = versions[-1].plan
        changes = institutions.tell_changes(before, db)
        known = definitions.read_catalogue(db)
    typer.echo(common.WORDS.t(_find_answer(added, dry_run, plan, kept), plan=plan.id))
    standing = signing.write_standing(versions[-1], common.WORDS, find_lapsed_signatures(versions))
    typer.echo("\n".join([*standing, *changes]))
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
        text, owner = _write_file(db, plan, version)
        exports.record_export(db, Export.PLAN_FILE, plan, owner)
    sys.stdout.buffer.write(text.encode())


def _write_file(db: Session, plan: str, version: int | None) -> tuple[str, str]:
    """Write the file of a plan of any kind, and whose it is."""
    match plan_queries.read_kind(db, plan):
        case DocumentKind.DEVELOPMENT:
            direction = direction_queries.read_direction_file(db, plan, version)
            return document_file.dump_document(direction), direction.institution
        case DocumentKind.DUTIES:
            found = duty_queries.read_duty_file(db, plan, version)
            return document_file.dump_document(found), found.institution
        case _:
            yearly = plan_queries.read_plan_file(db, plan, version)
            return plan_file.dump_plan(yearly), yearly.institution


@plan_app.command("sign", help=common.WORDS.t("cli.plan_sign"))
def sign_plan(
    plan: PlanKey,
    on: NeededDay,
    *,
    document: Annotated[str, typer.Option(help=common.WORDS.t("cli.document"))],
    department: Signer = None,
    institution: Signer = None,
    department_on: SignerDay = None,
    institution_on: SignerDay = None,
    pdf: Annotated[Path | None, typer.Option(help=common.WORDS.t("cli.signed_pdf"))] = None,
    one_party: Annotated[bool, typer.Option("--one-party", help=common.WORDS.t("cli.one_party"))] = False,
    reason: Annotated[str | None, typer.Option(help=common.WORDS.t("cli.signing_reason"))] = None,
) -> None:
    """Register a draft or a proposal as signed elsewhere; from then on it changes only by amendments."""
    signers = {
        Party.DEPARTMENT: (department, department_on),
        Party.INSTITUTION: (institution, institution_on),
    }
    digest = _read_digest(pdf) if pdf else None
    signatures = [
        Signature(
            party=party,
            organisation=signer[0],
            role=signer[1],
            on=_read_day(own or on, f"--{party}-on" if own else "--on"),
            document=document,
            digest=digest,
        )
        for party, (signer, own) in signers.items()
        if signer
    ]
    if signatures and reason:
        signatures[0] = signatures[0].model_copy(update={"reason": reason})
    with common.open_writing(dry_run=False) as db:
        draft = plan_queries.read_plan_file(db, plan)
        _require_parties(draft, signatures)
        for remark in plan_advice.read_advice(db, draft.plan, to_sign=True):
            typer.echo(plan_advice.write_advice(remark))
        signing_commands.register_document(db, draft, signatures, one_party=one_party)
        kept = plan_queries.read_versions_of(db, plan)[-1]
    typer.echo(common.WORDS.t("cli.signed", plan=plan, day=common.WORDS.date(kept.plan.counts_from)))
    typer.echo("\n".join(signing.write_standing(kept, common.WORDS)))


def _require_parties(draft: PlanFile, signatures: list[Signature]) -> None:
    """Require that the plan is not signed yet, and that those who signed are its parties."""
    if draft.locked:
        raise refuse("plan_is_signed", "stage", key=draft.id)
    for one in signatures:
        if one.party not in draft.parties:
            raise refuse("not_a_party", f"--{one.party}", party=one.party)


def _read_day(text: str, place: str) -> date:
    day = common.read_needed_day(text, place)
    if day > common.find_today():
        raise refuse("day_to_come", place, day=day)
    return day


def _read_digest(path: Path) -> str:
    """Compute the digest of the file that was signed. Raises InvalidInput (`file_missing`)."""
    if not path.is_file():
        raise refuse("file_missing", str(path))
    return hashlib.sha256(path.read_bytes()).hexdigest()


@plan_app.command("close", help=common.WORDS.t("cli.plan_close"))
def close_plan(
    plan: PlanKey,
    on: NeededDay,
    reason: Annotated[str | None, typer.Option(help=common.WORDS.t("cli.closing_reason"))] = None,
    note: Note = None,
) -> None:
    """Close a plan: its total stands from then on as it is settled."""
    closing = Closing(on=common.read_needed_day(on, "--on"), reason=reason, note=note)
    with common.open_writing(dry_run=False) as db:
        closing_commands.close_plan(db, plan, closing)
    typer.echo(common.WORDS.t("cli.closed", plan=plan, day=common.WORDS.date(closing.on)))


@plan_app.command("reopen", help=common.WORDS.t("cli.plan_reopen"))
def reopen_plan(
    plan: PlanKey,
    on: NeededDay,
    reason: Reason,
    department: Signer = None,
    institution: Signer = None,
) -> None:
    """Open a closed plan again, as both parties agree; it is scored as before until it is closed anew."""
    day = common.read_needed_day(on, "--on")
    with common.open_writing(dry_run=False) as db:
        signatures = _make_signatures(department, institution, day)
        plan_commands.reopen_plan(db, plan, day, reason, signatures)
    typer.echo(common.WORDS.t("cli.reopened", plan=plan, day=common.WORDS.date(day)))


def _make_signatures(
    department: tuple[str, str] | None, institution: tuple[str, str] | None, day: date
) -> tuple[Signature, ...]:
    """Make the signatures of those who signed on a day."""
    signers = {Party.DEPARTMENT: department, Party.INSTITUTION: institution}
    return tuple(
        Signature(party=party, organisation=signer[0], role=signer[1], on=day)
        for party, signer in signers.items()
        if signer
    )


@plan_app.command("list", help=common.WORDS.t("cli.plan_list"))
def list_plans(as_json: AsJson = False) -> None:
    """List the plans with their institutions and years."""
    with common.open_reading() as db:
        every, known = group_by_plan(plan_queries.read_versions(db)), definitions.read_catalogue(db)
        beside: list[Direction | DutyPlan] = [
            *direction_queries.read_newest(db),
            *duty_queries.read_newest(db),
        ]
    rows: list[dict[str, Any]] = [
        {
            "plan": plan.id,
            "kind": DocumentKind.RESULT.value,
            "institution": known.find_owner(plan).name,
            "title": plan.title,
            "start": plan.start.isoformat(),
            "end": plan.end.isoformat(),
            "stage": plan.life.value,
            "goals": len(plan.goals),
            "fictional": known.institutions[plan.institution].fictional,
            "signatures": build_signature_documents(plan.signatures or newest.signatures),
        }
        for newest in (versions[-1] for versions in every.values())
        for plan in (newest.plan,)
    ]
    for one in beside:
        owner = known.find_institution(one.institution, one.start)
        rows.append(_list_row(one, owner.name, fictional=owner.fictional))
    if as_json:
        common.print_json(rows)
        return
    for row in rows:
        mark = f"  [{common.WORDS.t('word.fictional')}]" if row["fictional"] else ""
        key = f"stage.{row['stage']}" if row["stage"] else f"kind.{row['kind']}"
        stage = common.WORDS.t(key).lower()
        year = f"{row['start']} – {row['end'] or ''}, {stage}"
        typer.echo(f"{row['plan']}  {row['institution']}: {row['title']} ({year}){mark}")


def _list_row(document: Direction | DutyPlan, institution: str, *, fictional: bool) -> dict[str, Any]:
    """Build the row of a document beside the yearly plans in the list of plans."""
    counted = (
        {"initiatives": len(document.initiatives)}
        if isinstance(document, Direction)
        else {"duties": len(document.duties)}
    )
    return {
        "plan": document.id,
        "kind": document.kind.value,
        "institution": institution,
        "title": document.title,
        "start": document.start.isoformat(),
        "end": document.end.isoformat() if document.end else None,
        "stage": None,
        "goals": 0,
        **counted,
        "fictional": fictional,
        "signatures": [],
    }


@plan_app.command("check", help=common.WORDS.t("cli.plan_check"))
def check_plan(plan: PlanOrFile, as_json: AsJson = False) -> None:
    """Print findings about a plan. A plan file is checked as if imported, and not kept."""
    path = Path(plan) if plan.lower().endswith(".toml") else None
    if (kind := _find_kind(plan, path)) in _BESIDE:
        _BESIDE[kind].check_document(plan, path, as_json=as_json)
        return
    file = _read_file(path) if path else None
    with common.open_writing(dry_run=True) if file else common.open_reading() as db:
        if file:
            plan_commands.import_plan(db, file)
        found = plan_queries.read_plan(db, file.id if file else plan)
        known = definitions.read_catalogue(db)
        remarks = plan_advice.read_advice(db, found)
    if as_json:
        common.print_json([plan_advice.make_row(remark) for remark in remarks])
        return
    for remark in remarks:
        typer.echo(plan_advice.write_advice(remark))
    if not remarks:
        typer.echo(common.WORDS.t("cli.no_findings", plan=found.id))
    _print_readings(found, known)


@plan_app.command("answer", help=common.WORDS.t("cli.plan_answer"))
def answer_finding(plan: PlanKey, rule: str, answer: Answered, reason: Reason, place: Place = "") -> None:
    """Answer a finding of the plan check, with a reason that is kept."""
    with common.open_writing(dry_run=False) as db:
        answer_commands.answer_finding(db, AnswerRequest(plan, rule, place, answer, reason))
    typer.echo(common.WORDS.t("advice.saved"))


@plan_app.command("diff", help=common.WORDS.t("cli.plan_diff"))
def compare_versions(
    plan: PlanKey,
    before: Annotated[
        int | None, typer.Option("--from", metavar="N", help=common.WORDS.t("cli.diff_from"))
    ] = None,
    after: Annotated[
        int | None, typer.Option("--to", metavar="N", help=common.WORDS.t("cli.diff_to"))
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Print what differs between two versions of a document beside the yearly plans."""
    document_diff.print_differences(plan, before, after, as_json=as_json)


def _find_kind(plan: str, path: Path | None) -> DocumentKind | None:
    """Find what kind of document a key or a file is of."""
    if path:
        return document_file.find_kind(path)
    with common.open_reading() as db:
        return plan_queries.read_kind(db, plan)


def _print_readings(plan: Plan, catalogue: Catalogue) -> None:
    """Print what each measured test of a plan reads."""
    for leaf in plan.leaves():
        for line in write_readings(leaf, plan, catalogue, common.WORDS):
            typer.echo(f"{leaf.number}: {line}")
