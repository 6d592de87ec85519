"""Which proposal stands of a plan: the newest row, of its newest version, unless it is taken back."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from db.plans.agreement import proposal_commands, proposal_queries
from db.scope import EVERYTHING
from db.session import MACHINE, open_reading, open_writing
from metrics.errors import InvalidInput
from metrics.plan.drafting.proposals import EndedProposal, ProposalKind, ProposedChange
from metrics.plan.terms import Party
from tests.db.recorded import imported, source

NOW = datetime(2021, 6, 1, 12, tzinfo=UTC)
CHANGE = ProposedChange(ProposalKind.SUSPENSION, "R", date(2021, 5, 1))


def test_the_newest_stands_until_it_is_taken_back(database_url: str) -> None:
    imported(database_url, source(2017), source(2021))
    with open_writing(database_url, MACHINE) as session:
        proposal_commands.propose_step(session, "cpr-2021", 1, CHANGE, Party.DEPARTMENT, NOW)
    with open_reading(database_url, sees=EVERYTHING) as session:
        every = proposal_queries.read_proposals(session)
        assert list(every) == ["cpr-2021"]
        proposal = every["cpr-2021"]
        assert (proposal.version, proposal.change, proposal.made_at) == (1, CHANGE, NOW)
        assert [one.party for one in proposal.signatures] == [Party.DEPARTMENT]
        assert proposal_queries.read_proposal(session, "cpr-2017") is None
        assert proposal_queries.expect_proposal(session, "cpr-2021", proposal.number) == proposal
        with pytest.raises(InvalidInput, match="proposal_changed_since"):
            proposal_queries.expect_proposal(session, "cpr-2021", proposal.number + 1)
    with open_writing(database_url, MACHINE) as session:
        proposal_commands.withdraw_proposal(session, "cpr-2021", proposal.number, " Nej ", NOW)
        assert proposal_queries.read_newest(session) == (
            {},
            {"cpr-2021": EndedProposal(MACHINE.key, NOW, "Nej")},
        )
        proposal_commands.propose_step(session, "cpr-2021", 1, CHANGE, Party.DEPARTMENT, NOW)
        standing, ended = proposal_queries.read_newest(session)
        assert (list(standing), ended) == (["cpr-2021"], {})
