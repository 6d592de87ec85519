"""Where a change of a plan is proposed, no file and no document brings in what only both parties can agree to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from sqlalchemy.orm import Session

from db.plans import plan_commands
from db.plans.agreement import proposal_commands, proposal_queries
from db.scope import EVERYTHING
from db.session import MACHINE, open_reading, open_writing
from metrics.access import Grant, Person, Role
from metrics.errors import InvalidInput
from metrics.plan.drafting.proposals import ProposalKind, ProposedChange
from metrics.plan.model import Amendment, Closing, Signature
from metrics.plan.terms import Party
from tests.db.recorded import imported, source
from tests.fixtures.databases import DatabaseOf

KEY = "cpr-2021"
CHIEF = Person("chief@cpr.dk", (Grant(Role.CHIEF, date(2020, 1, 1), institution="cpr"),))
HEAD = Person("head@im.dk", (Grant(Role.HEAD, date(2020, 1, 1)),))


def write_first(url: str) -> None:
    imported(url, source(2021))


@pytest.fixture
def url(database_of: DatabaseOf) -> str:
    """A signed plan."""
    return database_of(write_first)


def propose(url: str, version: int, change: ProposedChange, now: datetime) -> None:
    """The institution proposes a step."""
    with open_writing(url, CHIEF) as session:
        proposal_commands.propose_step(session, KEY, version, change, Party.INSTITUTION, now)


def refusal(url: str, command: Callable[[Session], object]) -> list[tuple[str, str]]:
    """What is against something that the department's head tries."""
    with pytest.raises(InvalidInput) as refused, open_writing(url, HEAD) as session:
        command(session)
    return [(problem.code, problem.place) for problem in refused.value.problems]


def test_no_file_can_borrow_the_word_that_the_other_party_gave_to_a_proposal(url: str) -> None:
    """The head brings in another change than the chief agreed to, with the chief's own signature copied into it."""
    now, on = datetime(2021, 6, 1, 12, tzinfo=UTC), date(2021, 6, 5)
    propose(url, 1, ProposedChange(ProposalKind.SUSPENSION, "Opgaverne lægges om", date(2021, 5, 1)), now)
    with open_reading(url, sees=EVERYTHING) as session:
        given = proposal_queries.read_proposals(session)[KEY].signatures
    own = Signature(party=Party.DEPARTMENT, organisation="O", signed_as=Role.HEAD, on=on)
    amendment = Amendment(on=on, reason="Opgaverne lægges om", signatures=(*given, own))
    said = {"title": "Noget andet", "amendments": (amendment,)}
    found = refusal(url, lambda db: plan_commands.change_plan(db, KEY, now.replace(day=5), **said))
    assert [code for code, _ in found] == ["not_permitted"]


def test_a_document_without_signatures_opens_no_plan_of_which_something_is_proposed(url: str) -> None:
    with open_writing(url, MACHINE) as session:
        plan_commands.change_plan(session, KEY, closed=Closing(on=date(2022, 2, 1), reason="R"))
    now = datetime(2022, 3, 1, 12, tzinfo=UTC)
    propose(url, 2, ProposedChange(ProposalKind.REOPENING, "R"), now)
    reopened = refusal(url, lambda db: plan_commands.reopen_plan(db, KEY, now.date(), "R", (), now))
    assert reopened == [("not_permitted", "cpr")]
