"""What one party proposes of a signed plan, and the plan that follows once each party has agreed.

Until then nothing of the plan changes: a proposal is of one version of it, and lapses when another follows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from metrics.errors import Problem
from metrics.plan.model import Amendment, Plan, PlanFile, Reopening, Signature, Suspension
from metrics.plan.terms import find_text_problems

_FIXED = re.compile(
    r"\b(ændres|genforhandles|genåbnes) ikke\b|\bikke (ændres|genforhandles|genåbnes)\b", re.IGNORECASE
)
"""How a plan's own notes say that it stays as it was agreed."""


class ProposalKind(StrEnum):
    """What is proposed of a signed plan."""

    AMENDMENT = "amendment"
    SUSPENSION = "suspension"
    RESUMPTION = "resumption"
    REOPENING = "reopening"


@dataclass(frozen=True, slots=True)
class ProposedChange:
    """What is proposed of a plan and why; an amendment has the plan as `changed`.

    `since` is the first day it applies; None is the day of the last signature.
    """

    kind: ProposalKind
    reason: str
    since: date | None = None
    changed: PlanFile | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposal as it stands, with who has signed it. `version` is the number of the plan's version it is about."""

    number: int
    plan: str
    version: int
    change: ProposedChange
    made_at: datetime
    signatures: tuple[Signature, ...] = ()

    @property
    def kind(self) -> ProposalKind:
        """What is proposed."""
        return self.change.kind


@dataclass(frozen=True, slots=True)
class EndedProposal:
    """The latest proposal of a plan, where it was taken back or refused: by whom, when and why."""

    person: str
    ended_at: datetime
    reason: str


def make_next(before: PlanFile, change: ProposedChange, signatures: Sequence[Signature]) -> PlanFile:
    """Make the plan that follows once these signatures are all; it is agreed on the day of the last."""
    on = max(one.on for one in signatures if one.on)
    # In the order of the parties, whoever signed first.
    said = {"on": on, "reason": change.reason, "signatures": tuple(sorted(signatures, key=_rank))}
    if change.kind is ProposalKind.REOPENING:
        opened = Reopening.model_validate(said)
        return before.model_copy(update={"closed": None, "reopenings": (*before.reopenings, opened)})
    since = change.since if change.since != on else None
    amendment = Amendment.model_validate({**said, "valid_from": since})
    changes: dict[str, object] = {"amendments": (*before.amendments, amendment)}
    if change.kind is ProposalKind.SUSPENSION:
        changes["suspended"] = Suspension(since=change.since or on, reason=change.reason)
    if change.kind is ProposalKind.RESUMPTION:
        changes["suspended"] = None
    return (change.changed or before).model_copy(update=changes)


def _rank(signature: Signature) -> str:
    return signature.party


def list_given(plan: Plan) -> tuple[Signature, ...]:
    """List every signature that a plan holds: of itself, of its amendments and of its reopenings."""
    steps: tuple[Amendment | Reopening, ...] = (*plan.amendments, *plan.reopenings)
    return (*plan.signatures, *(one for step in steps for one in step.signatures))


def find_proposal_problems(before: Plan, change: ProposedChange) -> Iterator[Problem]:
    """Find what prevents something from being proposed of a plan as it stands."""
    yield from find_text_problems(change.reason, "reason")
    if not before.locked:
        yield Problem("plan_not_signed", "stage", {"key": before.id})
    elif change.kind is ProposalKind.REOPENING and not before.closed:
        yield Problem("plan_not_closed", before.id, {"key": before.id})
    elif change.kind is not ProposalKind.REOPENING and before.closed:
        yield Problem("plan_closed", "id", {"key": before.id, "day": before.closed.on})
    if change.kind is ProposalKind.SUSPENSION and before.suspended:
        yield Problem("plan_suspended", "suspended", {"day": before.suspended.since})
    if change.kind is ProposalKind.RESUMPTION and not before.suspended:
        yield Problem("plan_not_suspended", "suspended")
    if change.kind is ProposalKind.SUSPENSION and change.since is None:
        yield Problem("left_empty", "suspended.since")


def find_notes_against_change(plan: Plan) -> tuple[str, ...]:
    """Find the notes in which a plan says itself that it is not changed or negotiated again."""
    return tuple(note for note in plan.notes if _FIXED.search(note))
