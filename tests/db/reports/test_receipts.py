"""Receipts on both databases: each gives exactly what was frozen, whatever is corrected after it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from db import queries
from db.reports import receipts, report_queries
from db.scope import EVERYTHING
from db.session import open_reading
from metrics.report.comparison import ReceiptComparison, compare_receipt
from metrics.report.document import Document
from tests.db.reports.played import CHIEF, CONTROLLER, PLAN, REPORTER, answer_everything, fill, look, take

LATE = datetime(2018, 1, 10, 9, tzinfo=UTC)
FIGURE, QUARTER = "figure:klagesager-rettidigt:2017", "2017Q4"


def play(url: str, value: str, day: int) -> None:
    """Hand the report in with a figure, and receive it."""
    now = LATE + timedelta(days=day)
    fill(url, REPORTER, (FIGURE, "value", value), quarter=QUARTER, now=now)
    take(url, CHIEF, "approved", quarter=QUARTER, now=now)
    ground = look(url, CONTROLLER, QUARTER, now).ground
    for row in ground.claimed:
        take(url, CONTROLLER, "confirmed", "", row, quarter=QUARTER, now=now)
    for row in ground.assessed:
        take(url, CONTROLLER, "assessed", "R", row, quarter=QUARTER, now=now, word="met")
    take(url, CONTROLLER, "received", quarter=QUARTER, now=now)


def received(url: str, version: int, day: int) -> tuple[Document, ReceiptComparison]:
    report = look(url, CONTROLLER, QUARTER, LATE + timedelta(days=day))
    found = report_queries.find_receipt(report.kept, version)
    assert found
    with open_reading(url, sees=EVERYTHING) as session:
        facts = queries.read_facts(session, date.fromisoformat(found[1]["as_of"]), report.now)
        now = receipts.describe_report(session, report, facts)
    return found[1], compare_receipt(found[1], now)


def told(document: Document) -> str:
    (figure,) = [one for one in document["figures"] if one["key"] == FIGURE]
    return str(figure["told"]["value"])


def test_each_receipt_gives_its_own_figures_after_two_corrections_and_the_day_after(url: str) -> None:
    answer_everything(url, quarter=QUARTER, now=LATE)
    given = ("95", "80", "91")
    kept = []
    for day, value in enumerate(given):
        if day:
            take(url, REPORTER, "reopened", "Rettelse", quarter=QUARTER, now=LATE + timedelta(days=day))
        play(url, value, day)
        document, found = received(url, day + 1, day)
        assert (told(document), found.differs) == (value, False)
        kept.append(document)
    for day in (2, 3):
        for version, value in enumerate(given, 1):
            document, found = received(url, version, day)
            assert document == kept[version - 1]
            assert told(document) == value
            (figure,) = [part for part in found.figures if part.then["key"] == FIGURE]
            assert figure.now
            assert figure.now["told"]["value"] == "91"
            assert found.differs is (version < 3)
    assert kept[0]["plan"] == PLAN


def test_what_is_frozen_is_what_every_page_shows(url: str) -> None:
    answer_everything(url, quarter=QUARTER, now=LATE)
    play(url, "95", 0)
    document, _ = received(url, 1, 0)
    (goal,) = [one for one in document["goals"] if one["number"] == "2.1"]
    assert (goal["status"], goal["secured"]) == ("met", goal["weight"])
