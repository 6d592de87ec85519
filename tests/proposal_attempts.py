"""What is proposed of a signed plan, tried on what stands there already."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from sqlalchemy.orm import Session

from db.plans import plan_queries
from db.plans.agreement import (
    answer_commands,
    finding_queries,
    proposal_commands,
    proposal_queries,
    signing_commands,
)
from db.plans.agreement.answer_commands import AnswerRequest
from metrics.plan.drafting.proposals import ProposalKind, ProposedChange
from metrics.plan.terms import Party
from metrics.score.plan_check.answers import AnswerKind
from tests.preparations import AfterAnother, Do

OnPlan = Callable[[Session, str], object]
CHANGE = ProposedChange(ProposalKind.SUSPENSION, "R", date(2026, 11, 1))


def _find(session: Session, key: str) -> int:
    proposal = proposal_queries.read_proposal(session, key)
    return proposal.number if proposal else 0


def _start(session: Session, key: str) -> object:
    newest = plan_queries.read_newest_number(session, key)
    return proposal_commands.start_amendment(session, key, newest)


def _save(session: Session, key: str) -> object:
    changed = plan_queries.read_plan_file(session, key).model_copy(update={"title": "T"})
    return proposal_commands.save_amendment(session, changed, _find(session, key))


def _explain(session: Session, key: str) -> object:
    return proposal_commands.explain_amendment(session, key, _find(session, key), "R", None)


def _withdraw(session: Session, key: str) -> object:
    proposal_commands.withdraw_proposal(session, key, _find(session, key), "R")
    return None


def _answer(key: str) -> Do:
    """The first finding of a plan is answered; which it is, another has looked up."""
    asked: list[AnswerRequest] = []

    def look_up(session: Session) -> None:
        found = finding_queries.read_findings(session, plan_queries.read_plan(session, key))[0].finding
        asked[:] = [AnswerRequest(key, found.rule, found.place, AnswerKind.KEPT, "R")]

    return AfterAnother(look_up, lambda session: answer_commands.answer_finding(session, asked[0]))


def _propose(party: Party) -> OnPlan:
    def do(session: Session, key: str) -> object:
        newest = plan_queries.read_newest_number(session, key)
        return proposal_commands.propose_step(session, key, newest, CHANGE, party)

    return do


def _agree(party: Party) -> OnPlan:
    return lambda session, key: signing_commands.sign_proposal(session, key, _find(session, key), party)


def list_attempts(
    plans: Mapping[str, str],
) -> dict[str, tuple[Callable[..., object], Callable[[str], Do]]]:
    """List the attempts; `plans` has one of each institution, which somebody who is permitted to prepares."""

    def after(before: OnPlan | None, then: OnPlan) -> Callable[[str], Do]:
        """Something done to an institution's plan, after another has done something to it."""

        def of(owner: str) -> Do:
            def last(session: Session) -> object:
                return then(session, plans[owner])

            return AfterAnother(lambda session: before(session, plans[owner]), last) if before else last

        return of

    other = {party: next(one for one in Party if one is not party) for party in Party}
    return {
        "amendment_start": (proposal_commands.start_amendment, after(None, _start)),
        "amendment_save": (proposal_commands.save_amendment, after(_start, _save)),
        "amendment_explain": (proposal_commands.explain_amendment, after(_start, _explain)),
        "finding_answer": (answer_commands.answer_finding, lambda owner: _answer(plans[owner])),
        "proposal_withdraw": (proposal_commands.withdraw_proposal, after(_start, _withdraw)),
        **{
            f"propose_{party}": (proposal_commands.propose_step, after(None, _propose(party)))
            for party in Party
        },
        **{
            f"agree_{party}": (
                signing_commands.sign_proposal,
                after(_propose(other[party]), _agree(party)),
            )
            for party in Party
        },
    }
