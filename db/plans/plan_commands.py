"""Commands that add a plan or its next version. Everything is checked before the first row is added."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from db import models as m
from db.audit import chain
from db.clock import read_clock
from db.people import rights
from db.plans import (
    definitions,
    file_definitions,
    indicator_commands,
    institution_commands,
    plan_file,
    plan_queries,
    settlement_commands,
)
from db.plans.agreement import proposal_queries, signature_queries
from db.results import result_commands, result_queries
from metrics.access import Action
from metrics.errors import InvalidInput, Problem, refuse
from metrics.facts.schema import Result
from metrics.periods import Period, find_danish_day, find_day_start
from metrics.plan.drafting.proposals import ProposalKind, list_given, make_next
from metrics.plan.formula import find_series
from metrics.plan.model import DocumentResult, Plan, PlanFile, Reopening, Signature
from metrics.plan.terms import find_text_problems
from metrics.plan.versions import (
    SIGNING,
    find_known_since,
    find_step_problems,
    is_signing_of,
    is_unsigned_copy,
)
from metrics.score.tests import find_report_due

STEPS = ("reopenings", "closed")
"""The keys of a document by which a plan is closed and opened again."""


def import_plan(session: Session, plan: PlanFile, now: datetime | None = None) -> bool:
    """Add a plan with its definitions and values, or its next version; return False when it says nothing new.

    What the file says of known institutions may change them from the plan's first day on, where the writer may say who
    sees what. Raises InvalidInput when a definition differs from the recorded one, or when the plan may not follow its
    previous version: a signed plan changes only by an amendment. A plan that is closed is settled in the same act.
    """
    known = plan_queries.find_plan_id(session, plan.id)
    before = plan_queries.read_plan_file(session, plan.id) if known else None
    needed = _find_needed(session, before, plan)
    file_definitions.demand_rights(session, needed, plan.institution)
    catalogue = file_definitions.read_own_catalogue(session, plan)
    entered = now or read_clock()
    stated = file_definitions.compare_institutions(session, plan, catalogue, entered)
    stated_series = file_definitions.compare_indicators(session, plan, catalogue, entered)
    problems, corrections = [*stated.problems, *stated_series.problems], stated_series.corrections
    new_values = [o for o in plan.observations if before is None or o not in before.observations]
    affected = definitions.find_affected_institutions(plan, new_values, catalogue)
    file_definitions.demand_rights(session, needed, plan.institution, *affected)
    problems += file_definitions.find_unfit_to_sign(before, plan)
    if plan.closed and plan.closed.on > find_danish_day(entered):
        problems.append(Problem("day_to_come", "closed.on", {"day": plan.closed.on}))
    problems += file_definitions.find_unread_values(session, plan, new_values)
    if before is not None and not problems and not new_values and is_unsigned_copy(before.plan, plan.plan):
        return False
    if before is not None:
        problems += _find_version_problems(before.plan, plan.plan, new_values)
    if problems:
        raise InvalidInput(problems)
    if stated.changes:
        institution_commands.record_changes(session, stated.changes)
    if corrections:
        indicator_commands.record_corrections(session, corrections)
    if before is not None and before.plan == plan.plan and not new_values:
        return bool(stated.changes or corrections)
    stood = signature_queries.read_standing(session, plan.id) if known else ()
    file_definitions.add_definitions(session, plan, catalogue)
    _add_version(session, known or _add_plan(session, plan), plan.plan, new_values, entered)
    if plan.closed:
        settlement_commands.settle_plan(session, plan.id, entered)
    chain.record_entry(session, f"plan.{_name_step(before, plan)}", plan.id)
    if any(own.signature not in list_given(plan) for own in stood):
        chain.record_entry(session, "signature.lapsed", plan.id)
    return True


def _name_step(before: PlanFile | None, plan: PlanFile) -> str:
    """Name what a version does to a plan, for the audit."""
    if before is not None and before.closed and not plan.closed:
        return "reopened"
    if plan.discarded and not (before and before.discarded):
        return "discarded"
    return plan.life


def _find_needed(session: Session, before: PlanFile | None, after: PlanFile) -> list[Action]:
    """Find the rights that a version takes: to draft; once it is signed, those of the parties whose word it is.

    A signature that stands on the draft is its party's own. Closing takes the right of one of them.
    """
    if not after.locked:
        return [Action.DRAFT]
    of_each = [SIGNING[party] for party in after.parties]
    told = before is not None and (before.amendments, before.reopenings)
    if before is not None and before.locked and told == (after.amendments, after.reopenings):
        return [rights.pick_right(session, of_each, after.institution)]
    if before is None or not _is_agreed(session, before, after):
        return of_each
    own = {
        one.signature.party
        for one in signature_queries.read_standing(session, before.id)
        if one.signature in list_given(after)
    }
    return [SIGNING[party] for party in after.parties if party not in own]


def _is_agreed(session: Session, before: PlanFile, after: PlanFile) -> bool:
    """Return whether a signed plan is the draft that stands, or what is proposed of a signed one, and no other."""
    if not before.locked:
        return is_signing_of(before.plan, after.plan)
    proposal = proposal_queries.read_proposal(session, before.id)
    if proposal is None:
        return False
    steps = after.reopenings if proposal.kind is ProposalKind.REOPENING else after.amendments
    given = steps[-1].signatures if steps else ()
    if not all(own in given for own in proposal.signatures) or not any(one.on for one in given):
        return False
    return make_next(before, proposal.change, given).plan == after.plan


def change_plan(session: Session, key: str, now: datetime | None = None, **changes: object) -> bool:
    """Add a plan's next version with some keys changed, checked in full as its file would be.

    `closed` closes a plan, and one more of `reopenings` opens it again. Raises InvalidInput as `import_plan` does.
    """
    changed = plan_queries.read_plan_file(session, key).model_copy(update=changes)
    return import_plan(session, plan_file.parse_plan(plan_file.dump_plan(changed)), now)


def discard_draft(session: Session, key: str, number: int, now: datetime | None = None) -> bool:
    """Discard a draft as it stood in a version: it is listed no more, and kept. Return False where it already is.

    Raises InvalidInput as `import_plan` and `expect_version` do; a signed plan is not discarded.
    """
    expect_version(session, key, number)
    entered = now or read_clock()
    return change_plan(session, key, entered, discarded=find_danish_day(entered))


def restore_draft(session: Session, key: str, number: int, now: datetime | None = None) -> bool:
    """Take a draft that was discarded up again. Raises InvalidInput as `discard_draft` does."""
    expect_version(session, key, number)
    return change_plan(session, key, now, discarded=None)


def reopen_plan(
    session: Session,
    key: str,
    on: date,
    reason: str,
    signatures: Sequence[Signature],
    now: datetime | None = None,
) -> None:
    """Open a closed plan again, signed by both parties. Raises InvalidInput with every reason it is not allowed."""
    plan, entered = plan_queries.read_plan_file(session, key), now or read_clock()
    reopening = Reopening.model_construct(on=on, reason=reason.strip(), signatures=tuple(signatures))
    opened = plan.model_copy(update={"closed": None, "reopenings": (*plan.reopenings, reopening)})
    file_definitions.demand_rights(session, _find_needed(session, plan, opened), plan.institution)
    found = list(find_text_problems(reason, "reason"))
    found += [
        Problem("signature_missing", str(party), {"party": party})
        for party in plan.parties
        if party not in [signature.party for signature in signatures]
    ]
    if plan.closed is None:
        found.append(Problem("plan_not_closed", key, {"key": key}))
    if on > find_danish_day(entered):
        found.append(Problem("day_to_come", "on", {"day": on}))
    if found:
        raise InvalidInput(found)
    reopening = Reopening(on=on, reason=reason.strip(), signatures=tuple(signatures))
    change_plan(session, key, entered, closed=None, reopenings=(*plan.reopenings, reopening))


def expect_version(session: Session, key: str, number: int) -> None:
    """Require that a plan's newest version is the one a change was made from; 0 means a new plan.

    Raises InvalidInput (`plan_exists`, `plan_changed_since`).
    """
    newest = plan_queries.read_newest_number(session, key)
    if newest and not number:
        raise refuse("plan_exists", "id", key=key)
    if newest != number:
        raise refuse("plan_changed_since", number=number, newest=newest)


def _find_version_problems(before: Plan, after: Plan, new_values: Sequence[DocumentResult]) -> list[Problem]:
    if before != after:
        return find_step_problems(before, after)
    if new_values and before.locked:
        # The values in a signed plan's document are part of what was signed.
        return [Problem("plan_is_signed", "observations", {"key": before.id})]
    return []


def _add_plan(session: Session, plan: PlanFile) -> int:
    owner = session.scalars(select(m.Institution.id).where(m.Institution.key == plan.institution)).one()
    row = m.Plan(key=plan.id, institution_id=owner)
    session.add(row)
    session.flush()
    return row.id


def _write_document(session: Session, key: str, plan: Plan) -> str:
    """Write a version's document; a plan that is closed or opened again keeps the text of the version before."""
    # The database compares the two, and a later program may write the same plan in other words.
    before = plan_queries.read_newest_document(session, key)
    said = json.loads(plan.model_dump_json(exclude_defaults=True, include={*STEPS}))
    if before is not None and said:
        # SQLite compares texts, so that what is said anew stands where it stood.
        stood = {name: said.get(name, value) for name, value in json.loads(before).items()}
        kept = {name: value for name, value in stood.items() if name in said or name not in STEPS}
        text = json.dumps(kept | said, ensure_ascii=False, separators=(",", ":"))
        if Plan.model_validate_json(text) == plan:
            return text
    return plan.model_dump_json(exclude_defaults=True)


def _add_version(
    session: Session, owner: int, plan: Plan, new_values: Sequence[DocumentResult], entered: datetime
) -> None:
    # What a document says is known from the document's date, not from the day it was loaded.
    known = find_known_since(plan, entered)
    version = m.PlanVersion(
        plan_id=owner,
        number=plan_queries.read_newest_number(session, plan.id) + 1,
        stage=plan.life,
        document=_write_document(session, plan.id, plan),
        recorded_at=known,
        entered_at=entered,
    )
    session.add(version)
    session.flush()
    told = {(value.institution, value.indicator) for value in new_values}
    series = result_queries.read_series_ids(session, told)
    for value in new_values:
        recorded = _find_value_known(value, plan, known, entered)
        result = Result(**value.model_dump(), recorded=recorded)
        indicator = series[value.institution, value.indicator]
        session.add(result_commands.make_observation(result, indicator, entered, version.id))
    session.flush()


def _find_value_known(value: DocumentResult, plan: Plan, known: datetime, entered: datetime) -> datetime:
    """Find when a value of a document became known: with the document, unless that was before the end of its period.

    A draft can hold results of its own year; each counts as known when it was due, at the latest when it was entered.
    What others are measured from, such as a budget, is told before its year.
    """
    told = {
        series
        for leaf in plan.leaves()
        if leaf.within
        for series in find_series(leaf.within.reference, plan.institution)
    }
    end = Period.parse(value.period).end
    early = find_day_start(end + timedelta(days=1)) > known
    if plan.locked or value.provisional or not early or (value.institution, value.indicator) in told:
        return known
    return min(entered, find_day_start(find_report_due(plan, end)))
