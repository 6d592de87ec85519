"""Commands that record results: observations of series, and events of milestones and assessments."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from db import models as m
from db.audit import chain, entry_authors
from db.clock import read_clock
from db.people import rights
from db.plans import definitions, plan_queries
from db.results import import_ground, past_loads, result_queries
from db.results.raw_rows import ResultsFile
from metrics.access import Action
from metrics.errors import InvalidInput
from metrics.facts import results_file
from metrics.facts.awaited_rows import find_awaited_problems
from metrics.facts.import_answer import ImportAnswer, build_answer
from metrics.facts.known_rows import KnownRows
from metrics.facts.raw_row import RawRow
from metrics.facts.schema import Event, Result
from metrics.facts.speaker import find_figure_speaker, find_speaker
from metrics.periods import Period, find_danish_day
from metrics.plan.catalogue import Catalogue
from metrics.plan.terms import Party
from metrics.score import backfill


def import_results(
    session: Session, rows: Sequence[RawRow], now: datetime | None = None, known_from: date | None = None
) -> int:
    """Check the rows of a results file and add those that say something new; return how many.

    Raises InvalidInput with every problem of the file.
    """
    entered = now or read_clock()
    answer = _build_answer(session, ResultsFile([*rows]), entered, known_from)
    return record_answer(session, answer, entered)


def answer_file(
    session: Session, file: ResultsFile, now: datetime | None = None, known_from: date | None = None
) -> ImportAnswer:
    """Find out what a results file says that is new, changed or known, and who entered what stood before.

    Rows that do not say when they were recorded count as known from the day `known_from`; without one a load of the
    past counts as known at its deadlines (`metrics.score.backfill`). Nothing is added. Raises InvalidInput with every
    problem of the file.
    """
    answer = _build_answer(session, file, now or read_clock(), known_from)
    if answer.lines:
        demand_telling_right(session, *(line.made for line in answer.lines))
    before = {line.before.id for line in answer.lines if line.before and isinstance(line.made, Result)}
    return answer.name_authors(entry_authors.find_authors(session, "observations", before))


def _build_answer(
    session: Session, file: ResultsFile, entered: datetime, known_from: date | None
) -> ImportAnswer:
    owners = import_ground.find_owners(session, file.rows, find_danish_day(entered))
    ground = import_ground.read_import_ground(session, owners)
    plans, catalogue, accepted = ground.plans, ground.catalogue, ground.accepted
    found = results_file.sort_rows(file.rows, plans, catalogue, entered, accepted.fit)
    if known_from is not None:
        found.results[:] = backfill.date_rows(found.results, known_from, entered)
        found.events[:] = backfill.date_rows(found.events, known_from, entered)
    told = ground.observations, ground.events
    if stands := list(find_awaited_problems(found.results, told[0])):
        raise InvalidInput(stands)
    answer = build_answer(found, KnownRows(*told, entered), plans, catalogue, accepted.find_use)
    answer = past_loads.date_answer(answer, past_loads.read_past(session, plans, *told, entered))
    return replace(answer.mark_early(entered), sheets=file.sheets, unread=file.unread)


def record_answer(session: Session, answer: ImportAnswer, now: datetime | None = None) -> int:
    """Add what a file says that is new; return how many rows. What it asks has been accepted."""
    return record_results(session, answer.results, answer.events, now)


def record_results(
    session: Session, results: Sequence[Result], events: Sequence[Event], now: datetime | None = None
) -> int:
    """Add results and events that have passed `metrics.facts.results_file`; return how many."""
    if not (results or events):
        return 0
    entered = now or read_clock()
    demand_telling_right(session, *results, *events)
    add_rows(session, results, events, entered)
    count = len(results) + len(events)
    chain.record_entry(session, "results.import", str(count))
    return count


def add_rows(session: Session, results: Sequence[Result], events: Sequence[Event], entered: datetime) -> None:
    """Add the rows of results and events, for a command that demands the right and records the entry itself."""
    series = result_queries.read_series_ids(session, {(one.institution, one.indicator) for one in results})
    plans = plan_queries.read_plan_ids(session, {event.plan for event in events})
    for result in results:
        session.add(make_observation(result, series[result.institution, result.indicator], entered))
    for event in events:
        session.add(_make_event(event, plans[event.plan], entered))


def demand_telling_right(session: Session, *told: Result | Event) -> None:
    """Demand the right to say each thing that is told, for its institution. Raises InvalidInput (`not_permitted`).

    What the department says, and the figures that are its to give, take its right to confirm; all else is reported.
    """
    results = [one for one in told if isinstance(one, Result)]
    catalogue = read_told_catalogue(session, results) if results else Catalogue({}, {})
    plans = {one.plan for one in told if isinstance(one, Event)}
    newest = {plan.id: plan for plan in plan_queries.read_plans(session, keys=plans)} if plans else {}
    needed: dict[Action, set[str]] = {Action.REPORT: set(), Action.CONFIRM: set()}
    for one in told:
        if isinstance(one, Result):
            institution, party = one.institution, find_figure_speaker(one, catalogue)
        else:
            institution, party = newest[one.plan].institution, find_speaker(one, newest[one.plan])
        needed[Action.CONFIRM if party is Party.DEPARTMENT else Action.REPORT].add(institution)
    for action, institutions in needed.items():
        if institutions:
            rights.demand_right(session, action, *sorted(institutions))


def read_told_catalogue(session: Session, told: Iterable[Result | Event]) -> Catalogue:
    """Read what is defined of the institutions that results are about; of events nothing is."""
    owners = {one.institution for one in told if isinstance(one, Result)}
    return definitions.read_catalogue(session, owners=owners)


def make_observation(
    result: Result, indicator: int, entered: datetime, version: int | None = None
) -> m.Observation:
    """Make the row of a result; `version` is the plan version whose document it came with."""
    period = Period.parse(result.period)
    return m.Observation(
        indicator_id=indicator,
        plan_version_id=version,
        period=period.text,
        start=period.start,
        end=period.end,
        recorded_at=result.recorded or entered,
        entered_at=entered,
        backfilled=result.backfilled,
        **result.said(),
    )


def _make_event(event: Event, plan: int, entered: datetime) -> m.Event:
    return m.Event(
        plan_id=plan,
        criterion=event.criterion,
        kind=event.kind.value,
        on=event.on,
        word=event.word,
        value=event.value,
        note=event.note,
        source=event.source,
        recorded_at=event.recorded or entered,
        entered_at=entered,
    )
