"""The rows of a proposal: as it was made, anew when its signatures lapse, and taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from db.audit import chain
from db.plans.agreement import proposal_queries, proposal_records
from db.session import MACHINE, open_writing
from metrics.plan.drafting.proposals import ProposalKind, ProposedChange
from tests.db.recorded import imported, source

NOW = datetime(2021, 6, 1, 12, tzinfo=UTC)


def test_a_row_is_kept_as_it_was_made_and_renewed_and_taken_back_by_later_ones(database_url: str) -> None:
    imported(database_url, source(2021))
    change = ProposedChange(ProposalKind.AMENDMENT, " R ", date(2021, 7, 1), source(2021))
    with open_writing(database_url, MACHINE) as session:
        number = proposal_records.add_proposal(session, "cpr-2021", 1, change, NOW)
        proposal = proposal_queries.expect_proposal(session, "cpr-2021", number)
        assert proposal.change == replace(change, reason="R")
        proposal_records.renew_proposal(session, proposal, NOW)
        again = proposal_queries.read_proposal(session, "cpr-2021")
        assert again is not None
        assert (again.number, again.change) == (number + 1, proposal.change)
        assert chain.read_entries(session)[-1].action == "signature.lapsed"
        proposal_records.withdraw_proposal(session, again, "R", NOW)
        assert proposal_queries.read_proposal(session, "cpr-2021") is None
