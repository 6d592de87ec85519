"""A plan is settled in the act that closes it, and nothing that is recorded later changes what it was settled on."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from sqlalchemy import text

from db import queries
from db.audit import chain
from db.plans import decision_commands, definitions, plan_commands, plan_queries, settlement_commands
from db.plans.settlement_queries import read_settlements
from db.scope import EVERYTHING
from db.session import MACHINE, open_reading, open_writing
from metrics.errors import InvalidInput
from metrics.facts.decisions import Decision, DecisionKind
from metrics.facts.settlement import PartKind
from metrics.periods import find_day_end
from metrics.plan.model import Amendment, Closing, Reopening, Signature
from metrics.plan.terms import Party, Stage
from metrics.plan.versions import find_version_in_force
from metrics.score.scoring import Score, score_plan
from metrics.status import Status
from scripts.cluster import SUPERUSER
from tests.db.recorded import NOW, imported, record, refusal, source
from tests.fixtures.databases import DatabaseOf, as_role

PLAN = "cpr-2017"
CLOSED_ON = date(2018, 2, 1)
CLOSED = Closing(on=CLOSED_ON, reason="Årsrapporten er godkendt")
LATER = datetime(2018, 4, 1, 12, tzinfo=UTC)
BOTH = tuple(Signature(party=p, organisation="O", role="R", on=date(2018, 3, 1)) for p in Party)


def close(url: str, closing: Closing = CLOSED, now: datetime = NOW) -> None:
    with open_writing(url, MACHINE) as session:
        assert plan_commands.change_plan(session, PLAN, now, closed=closing)


def reopen(url: str, on: date = date(2018, 3, 1), now: datetime = LATER) -> None:
    with open_writing(url, MACHINE) as session:
        plan_commands.reopen_plan(session, PLAN, on, "Nye tal", BOTH, now)


def amend(url: str, on: date, title: str, now: datetime = LATER) -> None:
    with open_writing(url, MACHINE) as session:
        stood = plan_queries.read_plan_file(session, PLAN).amendments
        amendments = (*stood, Amendment(on=on, reason="R", signatures=BOTH))
        assert plan_commands.change_plan(session, PLAN, now, title=title, amendments=amendments)


def score(url: str, as_of: date, known_at: datetime | None = None) -> Score:
    """The plan in force on a day, scored by what was known at its end."""
    moment = known_at or find_day_end(as_of)
    with open_reading(url, sees=EVERYTHING) as session:
        plan = find_version_in_force(plan_queries.read_versions_of(session, PLAN), as_of, moment)
        assert plan is not None
        facts = queries.read_facts(session, as_of, moment)
        return score_plan(plan, facts, definitions.read_catalogue(session))


def correct(url: str, value: str = "5") -> None:
    """A correction of the one result, recorded after the closing."""
    assert record(url, {"value": value, "recorded": "2018-03-15"}, now=LATER) == 1


def write_first(url: str) -> None:
    imported(url)
    record(url, {"recorded": "2018-01-15"})


@pytest.fixture
def url(database_of: DatabaseOf) -> str:
    """A signed plan with one of its results, which meets its target."""
    return database_of(write_first)


def codes(found: pytest.ExceptionInfo[InvalidInput]) -> list[str]:
    return [problem.code for problem in found.value.problems]


def test_a_later_correction_changes_nothing_of_what_was_settled(url: str) -> None:
    close(url)
    settled = score(url, CLOSED_ON)
    correct(url)
    after = score(url, date(2018, 5, 1))
    assert after.goals == settled.goals
    assert (after.points, after.word, after.totalled) == (settled.points, settled.word, settled.totalled)
    with open_reading(url, sees=EVERYTHING) as session:
        facts = queries.read_facts(session, date(2018, 5, 1), find_day_end(date(2018, 5, 1)))
        computed = score_plan(after.plan, facts.set_settlements_aside(), definitions.read_catalogue(session))
    assert computed.points.secured < settled.points.secured


def test_a_figure_dated_back_to_before_the_closing_does_not_change_it_either(url: str) -> None:
    close(url)
    settled = score(url, CLOSED_ON)
    assert record(url, {"value": "5", "recorded": "2018-01-20"}, now=LATER) == 1
    assert score(url, CLOSED_ON).goals == settled.goals
    assert score(url, date(2018, 1, 31)).points.secured < settled.points.secured


def test_before_the_closing_day_and_by_what_was_known_before_it_the_plan_is_computed(url: str) -> None:
    close(url)
    correct(url)
    day_before = date(2018, 1, 31)
    assert score(url, CLOSED_ON).settlement is not None
    assert score(url, day_before).settlement is None
    assert score(url, date(2018, 5, 1), find_day_end(day_before)).settlement is None
    assert score(url, day_before, find_day_end(date(2018, 5, 1))).settlement is None


def test_open_goals_need_a_reason_and_nothing_is_kept_without_one(url: str) -> None:
    problems = refusal(url, source().model_copy(update={"closed": Closing(on=CLOSED_ON)}))
    assert [(p.code, p.place) for p in problems] == [("closing_reason_needed", "closed.reason")]
    assert problems[0].params["goals"] == ["1.1", "1.2", "2.2", "2.3", "3.1", "3.2"]


def test_a_plan_that_comes_closed_waits_for_its_results_and_is_then_settled(database_url: str) -> None:
    imported(database_url, source().model_copy(update={"closed": Closing(on=CLOSED_ON)}))
    assert score(database_url, CLOSED_ON).settlement is None
    record(database_url, {"recorded": "2018-01-15"}, now=LATER)
    with open_writing(database_url, MACHINE) as session:
        assert settlement_commands.settle_closed_plans(session, LATER) == [PLAN]
    assert score(database_url, CLOSED_ON).goal("2.1").outcome.credit == 1


def test_a_plan_is_closed_today_at_the_latest(url: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        close(url, Closing(on=date(2018, 2, 2), reason="R"))
    assert codes(refused) == ["day_to_come"]
    close(url)


def test_every_part_is_kept_with_its_trace_and_sealed_with_the_closing(url: str) -> None:
    close(url)
    with open_reading(url, sees=EVERYTHING) as session:
        (kept,) = read_settlements(session)
        plan = plan_queries.read_plan(session, PLAN)
        assert chain.find_chain_problems(session) == []
        entry = chain.read_entries(session)[-1]
    assert kept.list_numbers(PartKind.GOAL) == [goal.number for goal in plan.goals]
    assert {leaf.number for leaf in plan.leaves()} <= {*kept.list_numbers(PartKind.CRITERION)}
    assert all(part.trace for part in kept.parts if part.number in {leaf.number for leaf in plan.leaves()})
    assert (kept.version, kept.on, kept.known_at, kept.afterwards) == (2, CLOSED_ON, NOW, False)
    assert (
        sum((kept.find_part(PartKind.GOAL, g.number).points.possible for g in plan.goals), Fraction(0)) == 100
    )
    assert (entry.action, entry.subject) == ("plan.closed", PLAN)
    assert entry.rows["settled_parts"][:2] == (1, len(kept.parts))


def test_after_the_closing_the_total_and_the_pay_are_decided_and_nothing_else(url: str) -> None:
    with open_writing(url, MACHINE) as session:
        before = Decision(
            PLAN, DecisionKind.DEVIATION, CLOSED_ON, "R", "W", goal="1.1", until=date(2018, 6, 1)
        )
        number = decision_commands.record_decision(session, before, NOW)
    close(url)
    on = date(2018, 3, 1)
    for refused in (
        Decision(PLAN, DecisionKind.DEVIATION, on, "R", "W", goal="1.1", until=date(2018, 6, 1)),
        Decision(PLAN, DecisionKind.REVOKED, on, "R", "W", revokes=number),
    ):
        with pytest.raises(InvalidInput) as found, open_writing(url, MACHINE) as session:
            decision_commands.record_decision(session, refused, LATER)
        assert codes(found) == ["plan_closed"]
    total = Decision(PLAN, DecisionKind.TOTAL, on, "R", "W", points=Decimal(50))
    with open_writing(url, MACHINE) as session:
        decided = decision_commands.record_decision(session, total, LATER)
        revoked = Decision(PLAN, DecisionKind.REVOKED, on, "R", "W", revokes=decided)
        assert decision_commands.record_decision(session, revoked, LATER) > decided


def test_a_plan_that_both_parties_open_is_computed_again_until_it_is_closed_anew(url: str) -> None:
    close(url)
    correct(url)
    reopen(url)
    opened = score(url, date(2018, 5, 1))
    assert (opened.plan.life, opened.settlement) == (Stage.SIGNED, None)
    assert opened.points.secured < score(url, CLOSED_ON).points.secured
    close(url, Closing(on=date(2018, 4, 1), reason="Rettet"), LATER)
    again = score(url, date(2018, 5, 1))
    assert again.points == opened.points
    with open_reading(url, sees=EVERYTHING) as session:
        assert [(one.version, one.on) for one in read_settlements(session)] == [
            (2, CLOSED_ON),
            (4, date(2018, 4, 1)),
        ]
        actions = [entry.action for entry in chain.read_entries(session) if entry.action.startswith("plan.")]
        assert chain.find_chain_problems(session) == []
    assert actions == ["plan.signed", "plan.closed", "plan.reopened", "plan.closed"]


def test_a_plan_that_was_opened_and_amended_is_closed_opened_and_closed_again(url: str) -> None:
    close(url)
    reopen(url)
    amend(url, date(2018, 3, 5), "Another")
    close(url, Closing(on=date(2018, 3, 20), reason="Rettet"), LATER)
    reopen(url, date(2018, 3, 25))
    close(url, Closing(on=date(2018, 4, 1), reason="Rettet igen"), LATER)
    with open_reading(url, sees=EVERYTHING) as session:
        days = [date(2018, 2, 1), date(2018, 3, 20), date(2018, 4, 1)]
        assert [one.on for one in read_settlements(session)] == days


def test_the_days_of_the_first_closing_stay_as_they_were_settled_once_the_plan_is_closed_anew(
    url: str,
) -> None:
    close(url)
    correct(url)
    settled, known = score(url, date(2018, 2, 10)), find_day_end(date(2018, 5, 1))
    reopen(url)
    opened = score(url, date(2018, 2, 10), known)
    close(url, Closing(on=date(2018, 4, 1), reason="Rettet"), LATER)
    closed = score(url, date(2018, 2, 10), known)
    assert opened.goals == closed.goals == settled.goals
    assert closed.points != score(url, date(2018, 3, 20), known).points


@pytest.mark.parametrize(
    ("on", "signed", "reason", "found"),
    [
        (date(2018, 3, 1), BOTH[:1], "R", ["signature_missing"]),
        (date(2018, 3, 1), (), " ", ["text_empty", "signature_missing", "signature_missing"]),
        (date(2018, 1, 31), BOTH, "R", ["dates_out_of_order"]),
        (date(2018, 4, 2), BOTH, "R", ["day_to_come"]),
    ],
)
def test_a_plan_is_opened_by_both_parties_with_a_reason_from_its_closing_on(
    url: str, on: date, signed: tuple[Signature, ...], reason: str, found: list[str]
) -> None:
    close(url)
    with pytest.raises(InvalidInput) as refused, open_writing(url, MACHINE) as session:
        plan_commands.reopen_plan(session, PLAN, on, reason, signed, LATER)
    assert codes(refused) == found
    assert score(url, date(2018, 5, 1)).settlement is not None


def test_a_plan_that_is_not_closed_is_not_opened(url: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        reopen(url)
    assert codes(refused) == ["plan_not_closed"]


def test_nothing_else_changes_when_a_plan_is_opened(url: str) -> None:
    close(url)
    opened = Reopening(on=date(2018, 3, 1), reason="R", signatures=BOTH)
    changes = {"closed": None, "reopenings": (opened,), "title": "Another"}
    with pytest.raises(InvalidInput) as refused, open_writing(url, MACHINE) as session:
        plan_commands.change_plan(session, PLAN, LATER, **changes)
    assert codes(refused) == ["plan_closed"]


def test_a_plan_closed_before_settlements_were_kept_is_settled_once_as_known_on_its_closing_day(
    url: str,
) -> None:
    close(url)
    kept = score(url, CLOSED_ON)
    forget(url)
    correct(url)
    assert score(url, date(2018, 5, 1)).settlement is None
    with open_writing(url, MACHINE) as session:
        assert settlement_commands.settle_closed_plans(session, LATER) == [PLAN]
    again = score(url, date(2018, 5, 1))
    assert (again.goals, again.points) == (kept.goals, kept.points)
    assert again.settlement is not None
    assert (again.settlement.afterwards, again.settlement.known_at) == (True, find_day_end(CLOSED_ON))
    with open_writing(url, MACHINE) as session:
        assert settlement_commands.settle_closed_plans(session, LATER) == []
        entries = [entry.action for entry in chain.read_entries(session)]
    assert entries.count("plan.settled") == 1


def forget(url: str) -> None:
    """Leave the database as it was before settlements were kept; only its owner can."""
    with open_writing(as_role(SUPERUSER, url), MACHINE) as session:
        if session.connection().dialect.name == "sqlite":
            session.execute(text("DROP TRIGGER keep_settled_parts_delete"))
        else:
            session.execute(text("ALTER TABLE settled_parts DISABLE TRIGGER USER"))
        session.execute(text("DELETE FROM settled_parts"))


def test_what_an_amended_plan_said_first_is_settled_with_it(url: str) -> None:
    plan, amendment = source(), Amendment(on=date(2017, 6, 1), reason="R", signatures=BOTH)
    amended = plan.model_copy(update={"title": "Another", "amendments": (amendment,)})
    assert imported(url, amended) == [True]
    close(url)
    with open_reading(url, sees=EVERYTHING) as session:
        (kept,) = read_settlements(session)
    assert kept.original == kept.parts
    assert kept.find_part(PartKind.GOAL, "1.1").status is Status.OVERDUE_DATA
