"""The journal is read from the rows that keep the documents, and says of each what it is and whose."""

from __future__ import annotations

import pytest

from db.filing import filing_queries
from db.scope import EVERYTHING
from db.session import open_reading
from metrics.errors import InvalidInput
from metrics.filing.filed_document import Audience, FiledKind, digest_content
from metrics.plan.terms import Party
from tests.db.filing.filed_years import PLAN, agree_minutes, journal

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
        found = filing_queries.read_plan_documents(session, PLAN)
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


def test_an_unknown_plan_is_refused(url: str) -> None:
    with open_reading(url, sees=EVERYTHING) as session, pytest.raises(InvalidInput) as refused:
        filing_queries.read_plan_documents(session, "none")
    assert [one.code for one in refused.value.problems] == ["plan_unknown"]
