"""Each command, used on what belongs to an institution, as the matrix of roles tries it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db import area_thresholds, models
from db.annual import closing_commands
from db.audit import exports
from db.audit.exports import Export
from db.cases import case_commands
from db.people import calendar_keys, delegations, rights
from db.plans import (
    decision_commands,
    indicator_commands,
    institution_commands,
    plan_commands,
    plan_queries,
    scenarios,
    settlement_commands,
)
from db.plans.agreement import signing_commands
from db.results import result_commands, series_breaks, withdrawals
from db.scope import EVERYTHING
from db.session import find_writer, open_reading
from metrics.access import Grant, Person, Role
from metrics.facts.decisions import Decision, DecisionKind
from metrics.facts.import_answer import AnswerLine, ImportAnswer, RowFate
from metrics.facts.raw_row import RawRow
from metrics.facts.schema import Event, EventKind, Result
from metrics.facts.withdrawals import Withdrawal
from metrics.periods import find_danish_day, find_day_start
from metrics.plan.indicator_history import IndicatorChange
from metrics.plan.institution_history import InstitutionChange
from metrics.plan.model import Closing, Signature
from metrics.plan.terms import Party, Stage
from metrics.whatif.scenario import ScenarioBasis, ScenarioDraft
from tests import (
    annual_attempts,
    case_attempts,
    document_attempts,
    draft_attempts,
    filing_attempts,
    meeting_attempts,
    proposal_attempts,
    report_attempts,
)
from tests.matrix import AREAS, ELSEWHERE, EVERYBODY, GRANTED, NEIGHBOUR, OWN, Somebody
from tests.preparations import AfterAnother, Do

PLAN = {OWN: f"{OWN}-2026", NEIGHBOUR: f"{NEIGHBOUR}-2026", ELSEWHERE: "cpr-2017"}
OVER = {OWN: f"{OWN}-2025", NEIGHBOUR: f"{NEIGHBOUR}-2025", ELSEWHERE: "cpr-2017"}
"""A plan of each whose year is over."""
MILESTONE = {OWN: "2.1.3", NEIGHBOUR: "2.1.3", ELSEWHERE: "1.2.1"}
CLOSED = {OWN: date(2026, 2, 15), NEIGHBOUR: date(2026, 2, 15), ELSEWHERE: date(2018, 2, 15)}
ON = date(2026, 11, 1)
OTHER = "other@example.dk"
"""Somebody else, who reads everything."""
SUPPOSED, SUPPOSED_ON = ScenarioDraft("If", {"set": "2.1-met"}), ScenarioBasis(1, ON, {})


def grant_everybody(session: Session) -> None:
    """Give everybody in the matrix their role, and one more theirs."""
    for somebody in GRANTED:
        rights.grant_role(session, somebody.address, somebody.grant())
    rights.grant_role(session, OTHER, Grant(Role.READER, date(2020, 1, 1)))


def people(url: str) -> dict[Somebody, Person]:
    """Everybody, with the roles the database says they hold."""
    with open_reading(url, sees=EVERYTHING) as session:
        return {somebody: rights.read_person(session, somebody.address) for somebody in EVERYBODY}


def draft(owner: str) -> Do:
    def do(session: Session) -> object:
        plan = plan_queries.read_plan_file(session, PLAN[owner])
        changes = {
            "id": f"{plan.id}-x",
            "stage": Stage.DRAFT,
            "signatures": (),
            "amendments": (),
            "observations": (),
        }
        return plan_commands.import_plan(session, plan.model_copy(update=changes))

    return do


def with_draft(
    then: Callable[[Session, str], object], meanwhile: Callable[[Session, str], object] | None = None
) -> Callable[[str], Do]:
    """Something done to a draft that stands there already, and to which something may have been done since."""

    def of(owner: str) -> Do:
        def before(session: Session) -> None:
            draft(owner)(session)
            if meanwhile:
                meanwhile(session, f"{PLAN[owner]}-x")

        return AfterAnother(before, lambda session: then(session, f"{PLAN[owner]}-x"))

    return of


def bring_in_signed(owner: str) -> Do:
    def do(session: Session) -> object:
        plan = plan_queries.read_plan_file(session, PLAN[owner])
        return plan_commands.import_plan(
            session, plan.model_copy(update={"id": f"{plan.id}-x", "observations": ()})
        )

    return do


def sign(party: Party, *, last: bool = False) -> Callable[[str], Do]:
    """A draft that stands there already is signed, by the one party first or last."""

    def of(owner: str) -> Do:
        key = f"{PLAN[owner]}-x"

        def sign_as(session: Session, signer: Party) -> object:
            now = find_day_start(plan_queries.read_plan(session, key).end)
            return signing_commands.sign_plan(session, key, 1, signer, "R", now)

        def before(session: Session) -> None:
            draft(owner)(session)
            for other in [one for one in Party if last and one is not party]:
                sign_as(session, other)

        return AfterAnother(before, lambda session: sign_as(session, party))

    return of


def change(owner: str) -> Do:
    return lambda session: plan_commands.change_plan(
        session, OVER[owner], closed=Closing(on=CLOSED[owner], reason="R")
    )


def close(owner: str) -> Do:
    return lambda session: closing_commands.close_plan(
        session, OVER[owner], Closing(on=CLOSED[owner], reason="R")
    )


def reopen(owner: str) -> Do:
    def do(session: Session) -> None:
        signed = [Signature(party=party, organisation="O", role="R", on=CLOSED[owner]) for party in Party]
        plan_commands.reopen_plan(session, OVER[owner], CLOSED[owner], "R", signed)

    return AfterAnother(change(owner), do)


def report(owner: str) -> Do:
    with_result = Result(owner, "sygefravaer", "2015-10/2016-09", Decimal(9))
    return lambda session: result_commands.record_results(session, [with_result], [])


def tell(kind: EventKind) -> Callable[[str], Do]:
    """A milestone is claimed or confirmed."""

    def of(owner: str) -> Do:
        event = Event(PLAN[owner], MILESTONE[owner], kind, ON)
        return lambda session: result_commands.record_results(session, [], [event])

    return of


claim, confirm = tell(EventKind.CLAIMED), tell(EventKind.MET)


def bring_in(owner: str) -> Do:
    return lambda session: result_commands.import_results(session, [make_row(owner)])


def make_row(owner: str) -> RawRow:
    period = "2015-10/2016-09" if owner == ELSEWHERE else "2016Q1"
    cells = {"institution": owner, "indicator": "sygefravaer", "period": period, "value": "9"}
    return RawRow("1", cells)


def keep_answer(owner: str) -> Do:
    made = Result(owner, "sygefravaer", "2015-10/2016-09", Decimal(9))
    answer = ImportAnswer((AnswerLine("1", made, RowFate.NEW),))
    return lambda session: result_commands.record_answer(session, answer)


def take_value_back(owner: str) -> Do:
    series = ("klagesager-rettidigt", "2015") if owner == ELSEWHERE else ("sygefravaer", "2026Q1")
    return lambda session: withdrawals.withdraw_value(session, Withdrawal(owner, *series, "R"))


def decide(owner: str) -> Do:
    decision = Decision(PLAN[owner], DecisionKind.TOTAL, ON, "R", "W", points=Decimal(50))
    return lambda session: decision_commands.record_decision(
        session, decision, datetime(2026, 11, 21, tzinfo=UTC)
    )


def count_anew(owner: str) -> Do:
    return lambda session: series_breaks.record_break(session, (owner, "sygefravaer"), ON, "N")


def set_threshold(owner: str) -> Do:
    return lambda session: area_thresholds.set_threshold(session, AREAS[owner], "likely", Decimal(75), "R")


def rename(owner: str) -> Do:
    renamed = IndicatorChange(owner, "sygefravaer", ON, datetime.now(UTC), "R", name="New")
    return lambda session: indicator_commands.change_indicator(session, renamed)


def correct(owner: str) -> Do:
    corrected = IndicatorChange(owner, "sygefravaer", ON, datetime.now(UTC), "R", decimals=2)
    return lambda session: indicator_commands.record_corrections(session, [corrected])


def move(owner: str) -> Do:
    moved = InstitutionChange(owner, ON, datetime.now(UTC), "R", ministry_area="New")
    return lambda session: institution_commands.change_institution(session, moved)


def move_by_file(owner: str) -> Do:
    moved = InstitutionChange(owner, ON, datetime.now(UTC), "R", ministry_area="New")
    return lambda session: institution_commands.record_changes(session, [moved])


def give(owner: str) -> Do:
    return lambda session: rights.grant_role(
        session, "x@example.dk", Grant(Role.READER, ON, institution=owner)
    )


def take_back(_owner: str) -> Do:
    """A role of somebody else's."""

    def do(session: Session) -> None:
        by = find_writer(session).key
        others = (grant.number for person, grant in rights.read_grants(session) if person != by)
        rights.revoke_grant(session, next(others))

    return do


def let_approve(owner: str) -> Do:
    today = find_danish_day(datetime.now(UTC))
    given = Grant(Role.DEPUTY, today, today, owner)
    return lambda session: delegations.delegate(session, "x@example.dk", given)


def end_letting(owner: str) -> Do:
    """A delegation that somebody else gave is ended."""

    def do(session: Session) -> None:
        institution = session.scalars(
            select(models.Institution.id).where(models.Institution.key == owner)
        ).one()
        days = {"start": ON, "end": date(2100, 1, 1), "recorded_at": datetime.now(UTC)}
        row = models.Grant(person="x@example.dk", role="deputy", institution_id=institution, **days)
        session.add(row)
        session.flush()
        delegations.end_delegation(session, row.id)

    return do


def take(what: Export) -> Callable[[str], Do]:
    """A file of an institution's; a copy of the database is nobody's."""

    def of(owner: str) -> Do:
        owners = () if what is Export.BACKUP else (owner,)
        return lambda session: exports.record_export(session, what, "x", *owners)

    return of


def suppose(owner: str) -> Do:
    return lambda session: scenarios.save_scenario(session, PLAN[owner], SUPPOSED, SUPPOSED_ON)


def kept(then: Callable[[Session, str], object]) -> Callable[[str], Do]:
    """Something done to what the same person keeps of an institution's plan, and once might."""

    def of(owner: str) -> Do:
        def do(session: Session) -> object:
            plan = session.scalars(select(models.Plan.id).where(models.Plan.key == PLAN[owner])).one()
            row = {
                "person": find_writer(session).key,
                "version": 1,
                "as_of": ON,
                "recorded_at": datetime.now(UTC),
            }
            texts = {"name": "x", "note": "", "choices": "{}", "digests": "[]"}
            said: dict[str, Any] = {**texts, "removed": False, "shared": False}
            session.add(models.Scenario(key="key", plan_id=plan, **row, **said))
            session.flush()
            return then(session, "key")

        return do

    return of


def open_own(_owner: str) -> Do:
    return lambda session: calendar_keys.create_key(session, find_writer(session).key)


def open_of_other(_owner: str) -> Do:
    return lambda session: calendar_keys.create_key(session, OTHER)


def close_of_other(_owner: str) -> Do:
    def do(session: Session) -> None:
        row = models.CalendarKey(person=OTHER, digest="x", recorded_at=datetime.now(UTC))
        session.add(row)
        session.flush()
        calendar_keys.revoke_key(session, OTHER)

    return do


REPORTING = report_attempts.list_attempts(PLAN, MILESTONE)
"""What is done with reports."""
MEETING = meeting_attempts.list_attempts(PLAN)
"""What is done with meetings."""
COMMANDS: dict[str, tuple[Callable[..., object], Callable[[str], Do]]] = {
    "draft": (plan_commands.import_plan, draft),
    **draft_attempts.list_attempts(with_draft),
    **proposal_attempts.list_attempts(PLAN),
    "sign_file": (plan_commands.import_plan, bring_in_signed),
    "sign_department": (signing_commands.sign_plan, sign(Party.DEPARTMENT)),
    "sign_institution": (signing_commands.sign_plan, sign(Party.INSTITUTION)),
    "sign_last_department": (signing_commands.sign_plan, sign(Party.DEPARTMENT, last=True)),
    "sign_last_institution": (signing_commands.sign_plan, sign(Party.INSTITUTION, last=True)),
    "change": (plan_commands.change_plan, change),
    "annual_closed": (closing_commands.close_plan, close),
    "settle": (settlement_commands.settle_plan, change),
    "reopen": (plan_commands.reopen_plan, reopen),
    "report": (result_commands.record_results, report),
    "claim": (result_commands.record_results, claim),
    "confirm": (result_commands.record_results, confirm),
    "import": (result_commands.import_results, bring_in),
    "keep an answer": (result_commands.record_answer, keep_answer),
    "cases": (case_commands.record_cases, case_attempts.count_cases),
    "withdraw": (withdrawals.withdraw_value, take_value_back),
    "break": (series_breaks.record_break, count_anew),
    "decide": (decision_commands.record_decision, decide),
    "scenario_save": (scenarios.save_scenario, suppose),
    "scenario_change": (
        scenarios.replace_scenario,
        kept(lambda session, key: scenarios.replace_scenario(session, key, SUPPOSED, SUPPOSED_ON)),
    ),
    "scenario_remove": (scenarios.remove_scenario, kept(scenarios.remove_scenario)),
    "scenario_share": (
        scenarios.share_scenario,
        kept(lambda session, key: scenarios.share_scenario(session, key, shared=True)),
    ),
    "indicator": (indicator_commands.change_indicator, rename),
    "indicator_of_file": (indicator_commands.record_corrections, correct),
    "institution": (institution_commands.change_institution, move),
    "institution_of_file": (institution_commands.record_changes, move_by_file),
    "threshold": (area_thresholds.set_threshold, set_threshold),
    "grant": (rights.grant_role, give),
    "revoke": (rights.revoke_grant, take_back),
    "delegate": (delegations.delegate, let_approve),
    "end_delegation": (delegations.end_delegation, end_letting),
    "calendar_open": (calendar_keys.create_key, open_own),
    "calendar_open_of_other": (calendar_keys.create_key, open_of_other),
    "calendar_close_of_other": (calendar_keys.revoke_key, close_of_other),
    **{what.value: (exports.record_export, take(what)) for what in Export},
    **REPORTING,
    **MEETING,
    **annual_attempts.list_attempts(OVER),
    **filing_attempts.list_attempts(PLAN),
    **document_attempts.list_attempts(),
}
