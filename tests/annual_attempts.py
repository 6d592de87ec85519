"""What is done with a year's settlement, tried on a plan of an institution whose year is over."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy.orm import Session

from db.annual import annual_commands
from db.annual.annual_commands import AnnualRequest
from db.plans import plan_queries
from metrics.annual.analysis import AnalysisField, make_line
from metrics.annual.annual_course import AnnualAct
from metrics.report.draft_fields import FieldChange
from tests.preparations import AfterAnother, Do

Attempts = dict[str, tuple[Callable[..., object], Callable[[str], Do]]]


def write(session: Session, plan: str) -> None:
    """Write why of every goal that nothing is written of."""
    goals = plan_queries.read_plan(session, plan).goals
    changes = [FieldChange(make_line(goal.number), AnalysisField.WHY, "W") for goal in goals]
    annual_commands.save_analysis(session, plan, changes)


def act(session: Session, plan: str, what: AnnualAct) -> object:
    """Do something with the settlement of a plan's year."""
    return annual_commands.take_annual_act(session, AnnualRequest(plan, what, "W"))


def list_attempts(plans: dict[str, str]) -> Attempts:
    """List the commands, each with what another has done before."""

    def approve(session: Session, plan: str) -> None:
        write(session, plan)
        act(session, plan, AnnualAct.APPROVED)

    def try_write(owner: str) -> Do:
        return lambda session: write(session, plans[owner])

    def try_act(what: AnnualAct) -> Callable[[str], Do]:
        before = write if what is AnnualAct.APPROVED else approve
        return lambda owner: AfterAnother(
            lambda session: before(session, plans[owner]), lambda session: act(session, plans[owner], what)
        )

    tried: Attempts = {
        f"annual_{what}": (annual_commands.take_annual_act, try_act(what)) for what in AnnualAct
    }
    return {"annual_write": (annual_commands.save_analysis, try_write), **tried}
