"""What is proposed of a signed plan is the plan once both parties have given their word, and not before."""

from __future__ import annotations

from datetime import UTC, date, datetime

from db.plans import plan_queries
from db.plans.agreement import proposal_commands, proposal_queries, signing_commands
from db.scope import EVERYTHING
from db.session import open_reading, open_writing
from metrics.access import Grant, Person, Role
from metrics.plan.terms import Party
from tests.db.recorded import imported, source

KEY = "cpr-2021"
NOW = datetime(2021, 6, 1, 12, tzinfo=UTC)
OF = {
    Party.INSTITUTION: Person("chief@cpr.dk", (Grant(Role.CHIEF, date(2020, 1, 1), institution="cpr"),)),
    Party.DEPARTMENT: Person("head@im.dk", (Grant(Role.HEAD, date(2020, 1, 1)),)),
}


def test_an_amendment_waits_for_the_second_word(database_url: str) -> None:
    imported(database_url, source(2021))
    with open_writing(database_url, OF[Party.INSTITUTION]) as session:
        proposal_commands.start_amendment(session, KEY, 1, NOW)
        begun = proposal_queries.read_proposals(session)[KEY]
        assert begun.change.changed
        changed = begun.change.changed.model_copy(update={"title": "Ny titel"})
        proposal_commands.save_amendment(session, changed, begun.number, NOW)
        saved = proposal_queries.read_proposals(session)[KEY]
        proposal_commands.explain_amendment(session, KEY, saved.number, "Ny lov", None, NOW)
    titles = []
    for party, by in OF.items():
        with open_writing(database_url, by) as session:
            number = proposal_queries.read_proposals(session)[KEY].number
            signing_commands.sign_proposal(session, KEY, number, party, NOW)
        with open_reading(database_url, sees=EVERYTHING) as session:
            titles.append(plan_queries.read_versions_of(session, KEY)[-1].plan.title)
    assert [title == "Ny titel" for title in titles] == [False, True]
