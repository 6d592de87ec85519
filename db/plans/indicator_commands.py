"""Commands that change a series: its name, definition or owner from a day on, or a correction of what drafts use."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from db import models as m
from db.audit import chain
from db.people import rights
from db.plans import definitions, plan_queries
from db.plans.agreement import proposal_queries, proposal_records
from db.results import result_queries, series_breaks
from metrics.access import Action
from metrics.errors import InvalidInput, refuse
from metrics.plan.cases.case_rule import CaseRule, write_rule
from metrics.plan.drafting.proposals import Proposal
from metrics.plan.indicator_history import IndicatorChange, find_indicator_problems
from metrics.plan.versions import PlanVersion, find_known_since, group_by_plan


def change_indicator(session: Session, change: IndicatorChange, *, breaks: bool = False) -> bool:
    """Record a new name, definition or owner from a day on; return False when it says what already holds.

    With `breaks` the series is from then on measured in a new way. Raises InvalidInput with every problem.
    """
    rights.demand_right(session, Action.DRAFT, change.institution)
    if change.owner is not None:
        # Whose a figure is to give is the department's to say: nobody passes a debt of their own on.
        rights.demand_right(session, Action.CONFIRM, change.institution)
    given = {name: getattr(change, name) for name in ("name", "definition", "source")}
    texts = {name: text.strip() for name, text in given.items() if text is not None}
    wanted = replace(change, reason=change.reason.strip(), **texts)
    known = definitions.read_catalogue(session)
    if found := list(find_indicator_problems(wanted, known.indicators)):
        raise InvalidInput(found)
    if wanted.holds_in(known.find_indicator(wanted.series, wanted.since)):
        return False
    record_corrections(session, [wanted])
    if breaks:
        series_breaks.record_break(
            session, wanted.series, wanted.since, wanted.reason, now=wanted.recorded_at
        )
    return True


def record_corrections(session: Session, changes: Sequence[IndicatorChange]) -> None:
    """Add changes that have been checked, each with its entry in the audit.

    Raises InvalidInput: `not_permitted`; `signed_by_others` where they would make a signature lapse in an institution
    whose plans are not the writer's to draft.
    """
    rights.demand_right(session, Action.DRAFT, *dict.fromkeys(change.institution for change in changes))
    signed = list(_find_signed_drafts(session, changes))
    proposed = list(_find_signed_proposals(session, changes))
    of = sorted(
        {
            *(draft.plan.institution for draft, _ in signed),
            *(plan.institution for one, _ in proposed if (plan := one.change.changed)),
        }
    )
    if others := [one for one in of if not rights.has_right(session, Action.DRAFT, one)]:
        raise refuse("signed_by_others", changes[0].indicator, institutions=others)
    series = result_queries.read_series_ids(session, {change.series for change in changes})
    for change in changes:
        said = {name: _as_stored(value) for name, value in change.said().items()}
        same = {name: getattr(change, name) for name in ("since", "reason", "recorded_at")}
        session.add(m.IndicatorChangeRow(indicator_id=series[change.series], **same, **said))
        chain.record_entry(
            session, f"indicator.{_name_action(change)}", f"{change.institution}, {change.indicator}"
        )
    for draft, entered in signed:
        _make_signature_lapse(session, draft, entered)
    for proposal, entered in proposed:
        proposal_records.renew_proposal(session, proposal, entered)


def _find_signed_drafts(
    session: Session, changes: Sequence[IndicatorChange]
) -> Iterator[tuple[PlanVersion, datetime]]:
    """Find the drafts that a party has signed and that read what is changed, each with the moment of the change."""
    about = {one.institution for one in changes}
    for of_one in group_by_plan(plan_queries.read_versions(session, about=about)).values():
        newest, plan = of_one[-1], of_one[-1].plan
        read = [one for one in changes if one.series in plan.series() and one.since <= plan.end]
        if newest.signatures and read and not plan.locked:
            yield newest, max(one.recorded_at for one in read)


def _find_signed_proposals(
    session: Session, changes: Sequence[IndicatorChange]
) -> Iterator[tuple[Proposal, datetime]]:
    """Find the amendments that a party has signed and that read what is changed, with the moment of the change."""
    for proposal in proposal_queries.read_proposals(session).values():
        plan = proposal.change.changed
        if plan is None or not proposal.signatures:
            continue
        read = [one for one in changes if one.series in plan.series() and one.since <= plan.end]
        if read:
            yield proposal, max(one.recorded_at for one in read)


def _make_signature_lapse(session: Session, draft: PlanVersion, entered: datetime) -> None:
    """Add the same draft as a version of its own, which is to be signed anew."""
    plan = draft.plan
    session.add(
        m.PlanVersion(
            plan_id=session.scalars(select(m.Plan.id).where(m.Plan.key == plan.id)).one(),
            number=draft.number + 1,
            stage=plan.life,
            document=plan_queries.read_newest_document(session, plan.id),
            recorded_at=find_known_since(plan, entered),
            entered_at=entered,
        )
    )
    chain.record_entry(session, "signature.lapsed", plan.id)


def _as_stored(value: object) -> int | str:
    if isinstance(value, CaseRule):
        return write_rule(value)
    return value if isinstance(value, int) else str(value)


def _name_action(change: IndicatorChange) -> str:
    said = frozenset(change.said())
    return next((action for action, parts in _ACTIONS.items() if said <= parts), "correct")


_ACTIONS = {
    "rename": frozenset({"name"}),
    "define": frozenset({"definition"}),
    "own": frozenset({"owner", "source"}),
    "count": frozenset({"cases"}),
}
"""What a change that says no more than some parts is called in the audit."""
