"""A year of the source plan with a document of nearly every kind, played by its parties."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from db.filing import archive_reading, filing_queries, journal_commands
from db.filing.archive_reading import Holding
from db.filing.journal_commands import NumberRequest
from db.plans import decision_commands
from db.scope import EVERYTHING
from db.session import MACHINE, open_reading, open_writing
from metrics.access import Person
from metrics.facts.decisions import Decision, DecisionKind
from metrics.filing.journal import JournalEntry
from metrics.plan.terms import Party
from tests.db.meetings import held
from tests.db.meetings.held import HEAD, capture, close
from tests.db.recorded import imported
from tests.db.reports import played
from tests.db.reports.played import CHIEF, CONTROLLER, REPORTER, answer_everything

PLAN, MILESTONE = "cpr-2017", "milestone:1.2.1"
HOUR = timedelta(hours=1)
BEGUN = datetime(2017, 7, 10, 9, tzinfo=UTC)


def play_year(url: str) -> None:
    """A report returned, approved, asked about, answered and received; decisions; a meeting with agreed minutes."""
    imported(url, now=BEGUN - timedelta(days=180))
    answer_everything(url)
    steps: tuple[tuple[Person, str, str, tuple[str, ...], dict[str, Any]], ...] = (
        (CONTROLLER, "excepted", "Ferie", (), {"until": date(2017, 7, 31)}),
        (REPORTER, "sent", "", (), {}),
        (CHIEF, "returned", "Skriv mere om 1.2", (), {}),
        (REPORTER, "sent", "", (), {}),
        (CHIEF, "approved", "Godkendt", (), {}),
        (CONTROLLER, "asked", "Hvornår?", (MILESTONE,), {}),
        (CHIEF, "answered", "I april", (), {}),
    )
    for place, (by, kind, words, rows, said) in enumerate(steps):
        played.take(url, by, kind, words, *rows, now=BEGUN + place * HOUR, **said)
    with open_writing(url, MACHINE) as session:
        on = date(2017, 8, 1)
        accepted = Decision(PLAN, DecisionKind.DEVIATION, on, "Head", "Dom", "2.1", until=date(2017, 12, 31))
        decision_commands.record_decision(session, accepted, datetime(2017, 8, 1, 8, tzinfo=UTC))
    held.take(url, HEAD, "opened")
    capture(
        url, CONTROLLER, "action", "=Send en plan", plan=PLAN, goal="2.1", owner="Chef", due=date(2017, 9, 1)
    )
    close(url)
    held.take(url, CHIEF, "commented", "Dagen var en anden")


def agree_minutes(url: str) -> None:
    """Both parties approve the minutes."""
    held.take(url, HEAD, "approved_department")
    held.take(url, CHIEF, "approved_institution")


def journal(url: str) -> dict[str, JournalEntry]:
    """The journal of the institution, as whoever sees everything finds it."""
    with open_reading(url, sees=EVERYTHING, prepares=EVERYTHING) as session:
        return {one.document.key: one for one in filing_queries.read_journal(session, ["cpr"])}


def number(url: str, by: Person, party: Party, **numbers: str) -> int:
    """Give documents numbers; the name of one has an underscore for its hyphen."""
    given = {key.replace("_", "-"): text for key, text in numbers.items()}
    with open_writing(url, by) as session:
        return journal_commands.give_numbers(session, NumberRequest(party, given))


def name_first(url: str, kind: str) -> str:
    """The key of the first document of a kind, with an underscore for its hyphen."""
    found = next(key for key, one in journal(url).items() if one.document.kind.value == kind)
    return found.replace("-", "_")


def hold(url: str, party: Party | None = None) -> Holding:
    """What there is of the plan, for a party or for both."""
    with open_reading(url, sees=EVERYTHING, prepares=EVERYTHING) as session:
        return archive_reading.read_holding(session, PLAN, None, party)
