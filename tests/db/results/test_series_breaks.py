"""Breaks in series, on both databases: who may record them, what is refused, and that none is ever changed."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from db import queries
from db.audit import chain
from db.plans import definitions, plan_queries
from db.results import result_queries, series_breaks
from db.scope import EVERYTHING
from db.session import MACHINE, open_reading, open_writing
from db.state import newest_rows
from metrics.access import Grant, Person, Role
from metrics.errors import InvalidInput
from metrics.facts.breaks import Break
from metrics.followup.outlook import find_outlook
from metrics.followup.thresholds import USUAL
from metrics.foresight.forecast import SilenceReason
from tests.db.recorded import NOW, imported
from tests.fixtures.databases import DatabaseOf

SERIES = ("cpr", "klagesager-rettidigt")
NEW_YEAR = date(2017, 1, 1)
LATER, LAST = datetime(2018, 3, 1, 12, tzinfo=UTC), datetime(2018, 4, 1, 12, tzinfo=UTC)


@pytest.fixture
def url(database_of: DatabaseOf) -> str:
    return database_of(imported)


def record(
    url: str, note: str, now: datetime = NOW, *, by: Person = MACHINE, retracted: bool = False
) -> None:
    with open_writing(url, by) as session:
        series_breaks.record_break(session, SERIES, NEW_YEAR, note, retracted=retracted, now=now)


def standing(url: str, known_at: datetime) -> list[str]:
    with open_reading(url, sees=EVERYTHING) as session:
        facts = queries.read_facts(session, date(2018, 6, 1), known_at)
    return [one.note for one in facts.breaks.get(SERIES, ())]


def test_what_is_recorded_later_alters_no_older_view(url: str) -> None:
    before = datetime(2018, 1, 1, tzinfo=UTC)
    record(url, " Sager tælles fra modtagelsen ")
    record(url, "Sager tælles fra oprettelsen", LATER)
    record(url, "Det gjorde de også før", LAST, retracted=True)
    views = [standing(url, moment) for moment in (before, NOW, LATER, LAST)]
    assert views == [[], ["Sager tælles fra modtagelsen"], ["Sager tælles fra oprettelsen"], []]
    with open_reading(url, sees=EVERYTHING) as session:
        found = result_queries.read_breaks(session)
    assert found[1] == Break(*SERIES, NEW_YEAR, "Sager tælles fra oprettelsen", LATER)
    assert [one.retracted for one in found] == [False, False, True]


def test_the_record_tells_of_it_and_holds(url: str) -> None:
    record(url, "N")
    record(url, "N", LATER, retracted=True)
    with open_reading(url, sees=EVERYTHING) as session:
        entries = chain.read_entries(session)[-2:]
        assert chain.find_chain_problems(session) == []
    said = [(entry.action, entry.subject) for entry in entries]
    assert [entry.rows["breaks"][:2] for entry in entries] == [(1, 1), (2, 2)]
    subject = "cpr, klagesager-rettidigt 2017-01-01"
    assert said == [("break.add", subject), ("break.retract", subject)]


def test_the_newest_break_is_part_of_the_state_of_the_data(url: str) -> None:
    """Else a page would go on showing what it has kept."""
    with open_reading(url, sees=EVERYTHING) as session:
        before = newest_rows.read_data_version(session.connection())
    record(url, "N")
    with open_reading(url, sees=EVERYTHING) as session:
        assert newest_rows.read_data_version(session.connection()) != before


def test_everything_wrong_with_a_break_is_said_at_once_and_nothing_is_kept(url: str) -> None:
    for series, retracted, codes in [
        (("cpr", "nothing"), False, ["text_empty", "indicator_unknown"]),
        (SERIES, True, ["text_empty", "break_unknown"]),
    ]:
        with pytest.raises(InvalidInput) as refused, open_writing(url, MACHINE) as session:
            series_breaks.record_break(session, series, NEW_YEAR, " ", retracted=retracted)
        assert [p.code for p in refused.value.problems] == codes
    with open_reading(url, sees=EVERYTHING) as session:
        assert result_queries.read_breaks(session) == []


@pytest.mark.parametrize(
    ("role", "institution", "allowed"),
    [(Role.REPORTER, "cpr", True), (Role.CONTROLLER, "cpr", True), (Role.HEAD, "cpr", False)],
)
def test_those_who_report_may_record_one(url: str, role: Role, institution: str, allowed: bool) -> None:
    by = Person("somebody@example.dk", (Grant(role, date(2016, 1, 1), institution=institution),))
    if allowed:
        record(url, "N", by=by)
        assert standing(url, NOW) == ["N"]
        return
    with pytest.raises(InvalidInput) as refused:
        record(url, "N", by=by)
    assert [p.code for p in refused.value.problems] == ["not_permitted"]


def test_a_plans_outlook_is_silent_after_a_break_and_not_as_it_was_known_before(url: str) -> None:
    """Complaints are one figure a year: two are there, and by the new definition none."""
    record(url, "N")

    def silence(known_at: datetime) -> tuple[SilenceReason, int, date | None]:
        with open_reading(url, sees=EVERYTHING) as session:
            plan, facts = (
                plan_queries.read_plan(session, "cpr-2017"),
                queries.read_facts(session, NEW_YEAR, known_at),
            )
            found = find_outlook(plan, facts, definitions.read_catalogue(session), USUAL).foresight.silences[
                "2.1.1"
            ]
        return found.reason, found.have, found.since

    assert silence(NOW) == (SilenceReason.TOO_FEW_YEARS, 0, NEW_YEAR)
    assert silence(datetime(2018, 1, 1, tzinfo=UTC)) == (SilenceReason.TOO_FEW_YEARS, 2, None)
