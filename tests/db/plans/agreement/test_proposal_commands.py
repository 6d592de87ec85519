"""A signed plan is amended, suspended, resumed and reopened by both parties, each in its own sign-in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from db import models
from db.audit import chain
from db.plans import indicator_commands, plan_commands, plan_file, plan_queries
from db.plans.agreement import proposal_commands, proposal_queries, signing_commands
from db.scope import EVERYTHING
from db.session import MACHINE, open_reading, open_writing
from metrics.access import Grant, Person, Role
from metrics.errors import InvalidInput
from metrics.plan.drafting.proposals import Proposal, ProposalKind, ProposedChange
from metrics.plan.indicator_history import IndicatorChange
from metrics.plan.model import Amendment, Closing, Plan, PlanFile, Signature
from metrics.plan.terms import Party, Stage
from tests.db.recorded import imported, source
from tests.fixtures.databases import DatabaseOf

KEY = "cpr-2021"
NOW = datetime(2021, 6, 1, 12, tzinfo=UTC)
LATER = NOW + timedelta(days=4)
DEPARTMENT, INSTITUTION = Party.DEPARTMENT, Party.INSTITUTION
LONG_AGO = date(2020, 1, 1)
CHIEF = Person("chief@cpr.dk", (Grant(Role.CHIEF, LONG_AGO, institution="cpr"),))
HEAD = Person("head@im.dk", (Grant(Role.HEAD, LONG_AGO),))
CONTROLLER = Person("controller@im.dk", (Grant(Role.CONTROLLER, LONG_AGO),))
BOTH = Person("both@im.dk", (*CHIEF.grants, *HEAD.grants))
OF = {INSTITUTION: CHIEF, DEPARTMENT: HEAD}
SINCE = date(2021, 5, 1)
SUSPENSION = ProposedChange(ProposalKind.SUSPENSION, "Opgaverne lægges om", SINCE)


def write_first(url: str) -> None:
    imported(url, source(2021))


@pytest.fixture
def url(database_of: DatabaseOf) -> str:
    """A signed plan."""
    return database_of(write_first)


def do(url: str, by: Person, command: Callable[[Session], object]) -> object:
    with open_writing(url, by) as session:
        return command(session)


def refusal(url: str, by: Person, command: Callable[[Session], object]) -> list[tuple[str, str]]:
    with pytest.raises(InvalidInput) as refused:
        do(url, by, command)
    return [(problem.code, problem.place) for problem in refused.value.problems]


def newest(url: str) -> tuple[int, Plan]:
    with open_reading(url, sees=EVERYTHING) as session:
        version = plan_queries.read_versions_of(session, KEY)[-1]
    return version.number, version.plan


def standing(url: str) -> Proposal | None:
    with open_reading(url, sees=EVERYTHING) as session:
        return proposal_queries.read_proposal(session, KEY)


def number_of(url: str) -> int:
    proposal = standing(url)
    return proposal.number if proposal else 0


def actions(url: str) -> list[tuple[str, str]]:
    """Who did what since the plan was brought in."""
    with open_reading(url, sees=EVERYTHING) as session:
        assert chain.find_chain_problems(session) == []
        return [(entry.actor, entry.action) for entry in chain.read_entries(session)][1:]


def propose(url: str, party: Party, change: ProposedChange, version: int = 1, now: datetime = NOW) -> object:
    return do(
        url,
        OF[party],
        lambda db: proposal_commands.propose_step(db, KEY, version, change, party, now),
    )


def agree(url: str, party: Party, seen: int | None = None, by: Person | None = None) -> object:
    asked = number_of(url) if seen is None else seen
    return do(url, by or OF[party], lambda db: signing_commands.sign_proposal(db, KEY, asked, party, LATER))


def refused(url: str, party: Party, seen: int | None = None, by: Person | None = None) -> list[str]:
    """Why somebody may not agree for a party."""
    with pytest.raises(InvalidInput) as found:
        agree(url, party, seen, by)
    return [problem.code for problem in found.value.problems]


def amend(url: str, by: Person = CONTROLLER, **changes: object) -> None:
    """Begin an amendment where none stands, and save it with some keys changed."""
    if standing(url) is None:
        do(url, by, lambda db: proposal_commands.start_amendment(db, KEY, newest(url)[0], NOW))
    proposal = standing(url)
    assert proposal
    assert proposal.change.changed
    changed = proposal.change.changed.model_copy(update=changes)
    do(url, by, lambda db: proposal_commands.save_amendment(db, changed, proposal.number, NOW))


def explain(url: str, reason: str = "Ny lov", since: date | None = None, by: Person = CONTROLLER) -> None:
    seen = number_of(url)
    do(url, by, lambda db: proposal_commands.explain_amendment(db, KEY, seen, reason, since, NOW))


@pytest.mark.parametrize("first", Party)
def test_a_plan_is_suspended_once_both_parties_have_agreed_and_not_before(url: str, first: Party) -> None:
    (second,) = set(Party) - {first}
    assert propose(url, first, SUSPENSION) is False
    assert newest(url) == (1, source(2021).plan)
    proposal = standing(url)
    assert proposal
    assert [one.party for one in proposal.signatures] == [first]
    assert agree(url, second) is True
    number, plan = newest(url)
    assert (number, plan.life, standing(url)) == (2, Stage.SUSPENDED, None)
    assert plan.suspended
    assert (plan.suspended.since, plan.suspended.reason) == (SINCE, SUSPENSION.reason)
    (amendment,) = plan.amendments
    assert (amendment.on, amendment.valid_from) == (date(2021, 6, 5), SINCE)
    days = {first: date(2021, 6, 1), second: date(2021, 6, 5)}
    assert {one.party: one.on for one in amendment.signatures} == days
    assert plan.goals == source(2021).goals
    assert actions(url) == [
        (OF[first].key, "proposal.suspension"),
        (OF[first].key, f"signature.{first}"),
        (OF[second].key, f"signature.{second}"),
        (OF[second].key, "plan.suspended"),
    ]


def test_a_suspended_plan_is_taken_up_again(url: str) -> None:
    propose(url, INSTITUTION, SUSPENSION)
    agree(url, DEPARTMENT)
    again = ProposedChange(ProposalKind.SUSPENSION, "Igen", SINCE)
    assert refusal(
        url, HEAD, lambda db: proposal_commands.propose_step(db, KEY, 2, again, DEPARTMENT, LATER)
    ) == [("plan_suspended", "suspended")]
    change = ProposedChange(ProposalKind.RESUMPTION, "Opgaverne er tilbage", date(2021, 9, 1))
    propose(url, DEPARTMENT, change, 2, now=LATER)
    agree(url, INSTITUTION)
    number, plan = newest(url)
    assert (number, plan.suspended, plan.amendments[-1].since) == (3, None, date(2021, 9, 1))


@pytest.mark.parametrize("first", Party)
def test_a_closed_plan_is_opened_again_as_it_was_on_the_day_of_the_last_word(
    database_url: str, first: Party
) -> None:
    imported(database_url, source(2021))
    closing = Closing(on=date(2022, 2, 1), reason="R")
    do(database_url, MACHINE, lambda db: plan_commands.change_plan(db, KEY, closed=closing))
    now, (second,) = datetime(2022, 3, 1, 12, tzinfo=UTC), set(Party) - {first}
    change = ProposedChange(ProposalKind.REOPENING, "Et tal var forkert")
    do(
        database_url,
        OF[first],
        lambda db: proposal_commands.propose_step(db, KEY, 2, change, first, now),
    )
    assert newest(database_url)[1].closed
    seen = number_of(database_url)
    do(database_url, OF[second], lambda db: signing_commands.sign_proposal(db, KEY, seen, second, now))
    number, plan = newest(database_url)
    (opened,) = plan.reopenings
    assert (number, plan.closed, opened.on, opened.reason) == (3, None, date(2022, 3, 1), change.reason)
    assert plan.goals == source(2021).goals
    assert actions(database_url)[-1] == (OF[second].key, "plan.reopened")


def test_an_amendment_is_drafted_beside_the_plan_and_is_the_plan_once_both_have_agreed(url: str) -> None:
    amend(url, title="Resultatplan 2021 med tillæg")
    explain(url, since=SINCE)
    assert newest(url) == (1, source(2021).plan)
    assert agree(url, DEPARTMENT) is False
    assert agree(url, INSTITUTION) is True
    number, plan = newest(url)
    assert (number, plan.life, plan.title) == (2, Stage.AMENDED, "Resultatplan 2021 med tillæg")
    assert (plan.amendments[0].reason, plan.amendments[0].valid_from) == ("Ny lov", SINCE)


def test_a_change_of_an_amendment_makes_the_word_that_was_given_lapse(url: str) -> None:
    amend(url, title="A")
    explain(url)
    agree(url, INSTITUTION)
    seen = number_of(url)
    amend(url, title="B")
    assert (HEAD.key, "plan.amended") not in actions(url)
    assert actions(url)[-1] == (CONTROLLER.key, "signature.lapsed")
    assert refused(url, DEPARTMENT, seen) == ["proposal_changed_since"]
    assert agree(url, DEPARTMENT) is False
    assert newest(url)[0] == 1


def test_a_proposal_lapses_when_its_plan_changes_otherwise_and_the_record_says_so(url: str) -> None:
    propose(url, INSTITUTION, SUSPENSION)
    seen = number_of(url)
    signatures = tuple(
        Signature(party=party, organisation="O", role="R", on=date(2021, 6, 2)) for party in Party
    )
    amendment = Amendment(on=date(2021, 6, 2), reason="R", signatures=signatures)
    do(
        url,
        MACHINE,
        lambda db: plan_commands.change_plan(db, KEY, LATER, title="Ny", amendments=(amendment,)),
    )
    assert standing(url) is None
    assert actions(url)[-1] == (MACHINE.key, "signature.lapsed")
    assert refused(url, DEPARTMENT, seen) == ["proposal_changed_since"]


def test_another_definition_of_what_an_amendment_reads_makes_the_word_that_was_given_lapse(url: str) -> None:
    amend(url, title="A")
    explain(url)
    agree(url, DEPARTMENT)
    read = sorted(source(2021).plan.series())[0]
    told = IndicatorChange(*read, date(2021, 5, 1), NOW, "R", definition="Anderledes")
    do(url, CHIEF if read[0] == "cpr" else MACHINE, lambda db: indicator_commands.change_indicator(db, told))
    proposal = standing(url)
    assert proposal
    assert proposal.signatures == ()
    assert actions(url)[-1][1] == "signature.lapsed"


def test_a_proposal_is_taken_back_and_the_next_one_is_signed_by_both_anew(url: str) -> None:
    propose(url, INSTITUTION, SUSPENSION)
    seen = number_of(url)
    assert refusal(url, CHIEF, lambda db: proposal_commands.withdraw_proposal(db, KEY, seen, " ", NOW)) == [
        ("text_empty", "reason")
    ]
    do(url, CHIEF, lambda db: proposal_commands.withdraw_proposal(db, KEY, seen, "R", NOW))
    assert (standing(url), actions(url)[-1]) == (None, (CHIEF.key, "proposal.withdrawn"))
    assert refused(url, DEPARTMENT, seen) == ["proposal_changed_since"]
    assert propose(url, DEPARTMENT, SUSPENSION) is False
    assert newest(url)[0] == 1
    assert agree(url, INSTITUTION) is True


def test_one_thing_is_proposed_of_a_plan_at_a_time(url: str) -> None:
    propose(url, INSTITUTION, SUSPENSION)
    assert refusal(
        url, HEAD, lambda db: proposal_commands.propose_step(db, KEY, 1, SUSPENSION, DEPARTMENT, NOW)
    ) == [("proposal_stands", "")]
    assert refusal(url, CONTROLLER, lambda db: proposal_commands.start_amendment(db, KEY, 1, NOW)) == [
        ("proposal_stands", "")
    ]


def test_no_person_gives_the_word_of_both_parties(url: str) -> None:
    propose(url, INSTITUTION, SUSPENSION)
    turned = Person(CHIEF.key, HEAD.grants)
    assert refused(url, DEPARTMENT, by=CHIEF) == ["not_permitted"]
    assert refused(url, DEPARTMENT, by=BOTH) == ["not_permitted"]
    assert refused(url, DEPARTMENT, by=turned) == ["one_person_for_both"]
    assert refused(url, INSTITUTION) == ["party_has_signed"]
    who = {"party": "department", "role": "head", "organisation": "x", "person": CHIEF.key}
    of = {"plan_id": 1, "number": 1, "proposal_id": number_of(url)}
    by_hand = models.PlanSignature(**of, **who, on=SINCE, recorded_at=NOW)
    with pytest.raises(DBAPIError, match=r"uq_plan_signatures_proposed|UNIQUE|recorded rows"):
        do(url, turned, lambda db: db.add(by_hand))


def test_what_an_amendment_may_not_do_is_told_while_it_is_drafted(url: str) -> None:
    def save(changed: PlanFile, seen: int) -> Callable[[Session], object]:
        return lambda db: proposal_commands.save_amendment(db, changed, seen, NOW)

    amend(url, title="A")
    plan, seen = source(2021), number_of(url)
    fewer = plan.model_copy(update={"goals": plan.goals[1:], "document_date": date(2021, 1, 4)})
    assert refusal(url, CONTROLLER, save(fewer, seen)) == [
        ("plan_is_signed", "document_date"),
        ("goal_removed", "goals[1.1]"),
    ]
    assert refusal(url, CONTROLLER, save(plan, seen - 1)) == [("proposal_changed_since", "")]


def test_an_amendment_is_agreed_to_with_a_reason_and_a_change(url: str) -> None:
    do(url, CONTROLLER, lambda db: proposal_commands.start_amendment(db, KEY, 1, NOW))
    assert refused(url, DEPARTMENT) == ["text_empty"]
    explain(url)
    assert refused(url, DEPARTMENT) == ["amendment_of_nothing"]


@pytest.mark.parametrize(
    ("kind", "code"),
    [(ProposalKind.REOPENING, "plan_not_closed"), (ProposalKind.RESUMPTION, "plan_not_suspended")],
)
def test_a_step_that_does_not_fit_is_refused(url: str, kind: ProposalKind, code: str) -> None:
    change = ProposedChange(kind, " ")
    found = refusal(url, HEAD, lambda db: proposal_commands.propose_step(db, KEY, 1, change, DEPARTMENT, NOW))
    assert [one for one, _ in found] == ["text_empty", code]


def test_a_row_of_a_proposal_says_what_its_file_would(url: str) -> None:
    amend(url, title="A")
    proposal = standing(url)
    assert proposal
    assert proposal.change.changed
    assert plan_file.dump_plan(proposal.change.changed) == plan_file.dump_plan(
        source(2021).model_copy(update={"title": "A"})
    )
