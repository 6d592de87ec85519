"""Saving a plan from the editor as its next version."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from db.plans import definitions, plan_commands, plan_file
from db.plans.agreement import proposal_commands
from db.typed import typed_fields
from metrics.errors import Problem
from metrics.plan.stated_indicators import update_indicators
from metrics.plan.stated_institutions import update_institutions
from pages.ui import saving


@dataclass(frozen=True, slots=True)
class Basis:
    """What a change was made from: a version of a plan, 0 for a new one, or the `proposal` of an amendment of it."""

    version: int
    proposal: int | None = None


NEW = Basis(0)


def save_plan(
    data: Mapping[str, Any], basis: Basis, typed: tuple[str | None, str] | None = None
) -> Sequence[Problem]:
    """Check a plan as its file would be checked and add it as the version, or the proposal, after its `basis`.

    What was `typed` in a form of a plan is let go in the same act. Return the problems that prevented it.
    """

    def change(db: Session) -> None:
        # A form keeps the names of the day it was opened for; the plan may begin on another.
        known = definitions.read_catalogue(db)
        plan = update_indicators(update_institutions(plan_file.check_plan(data), known), known)
        if basis.proposal is None:
            plan_commands.expect_version(db, plan.id, basis.version)
            plan_commands.import_plan(db, plan)
        else:
            proposal_commands.save_amendment(db, plan, basis.proposal)
        if typed:
            typed_fields.forget_typed(db, *typed)

    return saving.write_change(change)
