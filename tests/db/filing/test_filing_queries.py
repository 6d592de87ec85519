"""The journal is read from the rows that keep the documents, and says of each what it is and whose."""

from __future__ import annotations

from datetime import date

import pytest

from db.filing import archive_reading, filing_queries
from db.plans import plan_commands, plan_queries
from db.scope import EVERYTHING
from db.session import MACHINE, open_reading, open_writing
from metrics.errors import InvalidInput
from metrics.filing.filed_document import Audience, FiledKind, digest_content
from metrics.plan.model import Closing
from metrics.plan.terms import Party
from tests.counting import counted
from tests.db.filing.filed_years import PLAN, agree_minutes, journal
from tests.db.meetings.held import HEAD, close, take

SEQUENCE = [
    "plan",
    "exception",
    "return",
    "report",
    "question",
    "answer",
    "deviation",
    "minutes",
    "comment",
]
"""What the played year sends, in the order of its days."""


def test_every_document_of_the_year_is_in_the_journal_in_order_and_nothing_else(url: str) -> None:
    entries = list(journal(url).values())
    assert [one.document.kind.value for one in entries] == SEQUENCE
    assert {one.document.owners for one in entries} == {("cpr",)}
    assert {one.document.plans for one in entries} == {(PLAN,)}
    of = {one.document.kind: one.document for one in entries}
    assert (of[FiledKind.QUESTION].words, of[FiledKind.QUESTION].goals) == ("Hvornår?", ("1.2",))
    assert (of[FiledKind.REPORT].quarter, of[FiledKind.REPORT].version) == ("2017Q2", 1)
    assert of[FiledKind.QUESTION].sender is Party.DEPARTMENT
    assert of[FiledKind.ANSWER].sender is Party.INSTITUTION
    assert of[FiledKind.PLAN].sender is None
    assert {kind.value for kind, one in of.items() if one.audience is Audience.INSTITUTION} == {"return"}


def test_a_digest_is_of_what_the_row_keeps(url: str) -> None:
    with open_reading(url, sees=EVERYTHING, prepares=EVERYTHING) as session:
        found = filing_queries.read_plan_documents(session, plan_queries.read_plan(session, PLAN))
    assert all(one.document.digest == digest_content(one.content) for one in found)
    assert len({one.document.digest for one in found}) == len(SEQUENCE)
    report = next(one for one in found if one.document.kind is FiledKind.REPORT)
    assert report.said["document"]["quarter"] == "2017Q2"
    minutes = next(one for one in found if one.document.kind is FiledKind.MINUTES)
    assert [line["text"] for line in minutes.said["lines"]] == ["=Send en plan"]


def test_minutes_are_a_draft_until_both_have_approved_them_and_say_the_same_after(url: str) -> None:
    def minutes() -> tuple[bool, str]:
        found = next(one for one in journal(url).values() if one.document.kind is FiledKind.MINUTES)
        return found.document.is_draft, found.document.digest

    draft, before = minutes()
    agree_minutes(url)
    assert (draft, minutes()) == (True, (False, before))


def test_a_journal_takes_as_many_statements_however_many_minutes_and_settlements_there_are(url: str) -> None:
    def count(kind: str) -> tuple[int, int]:
        with counted() as sent:
            found = journal(url)
        return sum(one.document.kind.value == kind for one in found.values()), len(sent)

    minutes, asked = count("minutes")
    take(url, HEAD, "reopened", "En beslutning manglede")
    close(url)
    assert count("minutes") == (minutes + 1, asked)
    with open_writing(url, MACHINE) as session:
        closing = Closing(on=date(2018, 2, 1), reason="Regnskab mangler")
        plan_commands.change_plan(session, PLAN, closed=closing)
    assert count("settlement") == (1, asked)


def test_an_unknown_plan_is_refused(url: str) -> None:
    with open_reading(url, sees=EVERYTHING) as session, pytest.raises(InvalidInput) as refused:
        archive_reading.read_holding(session, "none", None)
    assert [one.code for one in refused.value.problems] == ["plan_unknown"]
