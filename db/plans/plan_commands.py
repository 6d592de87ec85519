"""Writes: each command checks everything first, then adds all of its rows in the caller's transaction, or none."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db import models as m
from db.audit import chain
from db.people import rights
from db.plans import plan_file, plan_queries
from metrics.access import Action
from metrics.errors import InvalidInput, Problem, refuse
from metrics.facts import decisions, known_rows, raw_row, results_file
from metrics.facts.decisions import Decision
from metrics.facts.schema import Event, Result
from metrics.periods import Period, find_danish_day
from metrics.plan.catalogue import Catalogue
from metrics.plan.model import DocumentResult, Indicator, Institution, Plan, PlanFile
from metrics.plan.versions import find_known_since, find_step_problems, find_version_in_force
from metrics.score import scoring

_NEWEST = select(func.max(m.PlanVersion.number)).join(m.Plan, m.Plan.id == m.PlanVersion.plan_id)


def import_plan(session: Session, plan: PlanFile, now: datetime | None = None) -> bool:
    """Add a plan with its definitions and values, or its next version. False when it says nothing new.

    Raises InvalidInput when a definition differs from what is recorded, or when the plan may not follow the version
    before: a signed plan changes by an amendment and in no other way.
    """
    action = Action.SIGN if plan.locked else Action.DRAFT
    rights.demand_right(session, action, plan.institution)
    catalogue = plan_queries.read_catalogue(session)
    row = session.scalar(select(m.Plan).where(m.Plan.key == plan.id))
    problems = _conflicts(plan, catalogue)
    before = plan_queries.read_plan_file(session, plan.id) if row else None
    seen = [o for o in plan.observations if before is None or o not in before.observations]
    rights.demand_right(session, action, plan.institution, *_added_to(plan, seen, catalogue))
    if before is not None:
        problems += _follows(before.plan, plan.plan, seen)
    if problems:
        raise InvalidInput(problems)
    if before is not None and before.plan == plan.plan and not seen:
        return False
    entered = now or datetime.now(UTC)
    _define(session, plan, catalogue)
    _add_version(session, row or _add_plan(session, plan), plan.plan, seen, entered)
    chain.record_entry(session, f"plan.{plan.life}", plan.id)
    return True


def change_plan(session: Session, key: str, now: datetime | None = None, **changes: object) -> bool:
    """Add a plan's next version with some keys changed, checked in full as its file would be.

    `stage` and `signatures` sign a draft; `closed` closes a plan. Raises InvalidInput as `import_plan` does.
    """
    changed = plan_queries.read_plan_file(session, key).model_copy(update=changes)
    return import_plan(session, plan_file.parse_plan(plan_file.dump_plan(changed)), now)


def expect_version(session: Session, key: str, number: int) -> None:
    """Refuse to go on where a plan's newest version is not the one a change was made from; 0 means a new plan."""
    newest = session.scalar(_NEWEST.where(m.Plan.key == key)) or 0
    if newest and not number:
        raise refuse("plan_exists", "id", key=key)
    if newest != number:
        raise refuse("plan_changed_since", number=number, newest=newest)


def record_decision(session: Session, decision: Decision, now: datetime | None = None) -> int:
    """Record a decision; its number. Raises InvalidInput with everything that forbids it."""
    entered = now or datetime.now(UTC)
    today, wanted = find_danish_day(entered), decisions.strip_decision(decision)
    versions = plan_queries.read_versions_of(session, wanted.plan)
    plan = find_version_in_force(versions, today, entered) or versions[-1].plan
    rights.demand_right(session, Action.DECIDE, plan.institution)
    facts = plan_queries.read_facts(session, today, entered)
    score = scoring.score_plan(plan, facts, plan_queries.read_catalogue(session))
    credits = {goal.goal.number: goal.outcome.credit for goal in score.goals}
    found = decisions.find_decision_problems(wanted, plan, credits, facts.decisions.get(plan.id, ()), today)
    if found:
        raise InvalidInput(found)
    same = ("kind", "on", "by", "reason", "goal", "points", "until", "revokes")
    owner = session.scalars(select(m.Plan.id).where(m.Plan.key == wanted.plan)).one()
    row = m.Decision(plan_id=owner, recorded_at=entered, **{name: getattr(wanted, name) for name in same})
    session.add(row)
    chain.record_entry(session, f"decision.{wanted.kind}", wanted.plan)
    return row.id


def record_results(
    session: Session, results: Sequence[Result], events: Sequence[Event], now: datetime | None = None
) -> int:
    """Add results and events that have passed `metrics.facts.results_file`. Returns how many rows were added."""
    if not (results or events):
        return 0
    entered = now or datetime.now(UTC)
    owners = dict(session.execute(select(m.Plan.key, m.Institution.key).join(m.Institution)).all())
    rights.demand_right(
        session, Action.REPORT, *{r.institution for r in results}, *{owners[e.plan] for e in events}
    )
    series = plan_queries.read_series_ids(session)
    plans = dict(session.execute(select(m.Plan.key, m.Plan.id)).all())
    for result in results:
        session.add(_observation(result, series[result.institution, result.indicator], entered))
    for event in events:
        session.add(
            m.Event(
                plan_id=plans[event.plan],
                criterion=event.criterion,
                kind=event.kind.value,
                on=event.on,
                word=event.word,
                note=event.note,
                source=event.source,
                recorded_at=event.recorded or entered,
                entered_at=entered,
            )
        )
    count = len(results) + len(events)
    chain.record_entry(session, "results.import", str(count))
    return count


def import_results(session: Session, rows: Sequence[raw_row.RawRow], now: datetime | None = None) -> int:
    """Check the rows of a results file and add those that say something new; their number.

    Raises InvalidInput with every problem of the file. A row that repeats what is recorded adds nothing.
    """
    entered = now or datetime.now(UTC)
    results, events = results_file.check_rows(
        rows, plan_queries.read_plans(session), plan_queries.read_catalogue(session), entered
    )
    seen = known_rows.KnownRows(plan_queries.read_observations(session), plan_queries.read_events(session))
    return record_results(session, seen.new_results(results), seen.new_events(events), entered)


def _conflicts(plan: PlanFile, catalogue: Catalogue) -> list[Problem]:
    """A definition must say what it said before: a series lives across plans."""
    found = []
    for institution in plan.institutions:
        before = catalogue.institutions.get(institution.id)
        if before is not None and before != institution:
            found += _differences(f"institutions[{institution.id}]", before, institution)
    for indicator in plan.indicators:
        known = catalogue.indicators.get((indicator.institution, indicator.id))
        if known is not None and known != indicator:
            found += _differences(f"indicators[{indicator.id}]", known, indicator)
    return found


def _differences(place: str, before: Institution | Indicator, now: Institution | Indicator) -> list[Problem]:
    was, given = before.model_dump(), now.model_dump()
    return [
        Problem("definition_differs", f"{place}.{key}", {"recorded": was[key], "given": given[key]})
        for key in was
        if was[key] != given[key]
    ]


def _added_to(plan: PlanFile, seen: Sequence[DocumentResult], catalogue: Catalogue) -> set[str]:
    """The institutions a plan's file brings definitions or values of, whoever's plan it is."""
    new = {i.id for i in plan.institutions if i.id not in catalogue.institutions}
    defined = {i.institution for i in plan.indicators if (i.institution, i.id) not in catalogue.indicators}
    return new | defined | {value.institution for value in seen}


def _follows(before: Plan, after: Plan, seen: Sequence[DocumentResult]) -> list[Problem]:
    """What forbids a next version; the values that came with a signed plan are part of what was signed."""
    if before == after:
        return (
            [Problem("plan_is_signed", "observations", {"key": before.id})] if seen and before.locked else []
        )
    return find_step_problems(before, after)


def _define(session: Session, plan: PlanFile, catalogue: Catalogue) -> None:
    for institution in plan.institutions:
        if institution.id not in catalogue.institutions:
            rest = institution.model_dump(exclude={"id"})
            session.add(m.Institution(key=institution.id, **rest))
    session.flush()
    owners = dict(session.execute(select(m.Institution.key, m.Institution.id)).all())
    for indicator in plan.indicators:
        if (indicator.institution, indicator.id) not in catalogue.indicators:
            rest = indicator.model_dump(exclude={"id", "institution"}, mode="json")
            session.add(m.Indicator(key=indicator.id, institution_id=owners[indicator.institution], **rest))
    session.flush()


def _add_plan(session: Session, plan: PlanFile) -> m.Plan:
    owner = session.scalars(select(m.Institution.id).where(m.Institution.key == plan.institution)).one()
    row = m.Plan(key=plan.id, institution_id=owner)
    session.add(row)
    session.flush()
    return row


def _add_version(
    session: Session, row: m.Plan, plan: Plan, seen: Sequence[DocumentResult], entered: datetime
) -> None:
    newest = session.scalar(select(func.max(m.PlanVersion.number)).where(m.PlanVersion.plan_id == row.id))
    known = find_known_since(plan, entered)
    version = m.PlanVersion(
        plan_id=row.id,
        number=(newest or 0) + 1,
        stage=plan.life,
        document=plan.model_dump_json(exclude_defaults=True),
        recorded_at=known,
        entered_at=entered,
    )
    session.add(version)
    session.flush()
    series = plan_queries.read_series_ids(session)
    for value in seen:
        result = _dated(value, known)
        session.add(_observation(result, series[value.institution, value.indicator], entered, version.id))
    session.flush()


def _dated(seen: DocumentResult, known: datetime) -> Result:
    """A value from a document is known from the document's date, not from the day it was loaded."""
    return Result(**seen.model_dump(), recorded=known)


def _observation(
    result: Result, indicator: int, entered: datetime, version: int | None = None
) -> m.Observation:
    period = Period.parse(result.period)
    return m.Observation(
        indicator_id=indicator,
        plan_version_id=version,
        period=period.text,
        start=period.start,
        end=period.end,
        value=result.value,
        numerator=result.numerator,
        denominator=result.denominator,
        exempt=result.exempt,
        precision=result.precision.value,
        chosen=result.chosen,
        provisional=result.provisional,
        note=result.note,
        source=result.source,
        recorded_at=result.recorded or entered,
        entered_at=entered,
    )
