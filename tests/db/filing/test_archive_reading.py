"""What there is of a plan, read for both parties or for one: with what that party has, and the files handed in."""

from __future__ import annotations

from db.evidence import evidence_commands
from db.evidence.evidence_commands import EvidenceRequest
from db.filing import archive_reading
from db.filing.archive_reading import Holding
from db.scope import EVERYTHING
from db.session import open_reading
from metrics.plan.terms import Party
from tests.db.filing.filed_years import BEGUN, PLAN, hold, name_first, number
from tests.db.meetings.held import HEAD, NEXT, capture
from tests.db.meetings.held import take as take_meeting
from tests.db.recorded import counts
from tests.db.reports.played import CHIEF, REPORTER, answer_everything, take
from tests.files import PDF


def rows(found: Holding, table: str, column: str) -> list[object]:
    one = next(one for one in found.tables if one.name == table)
    return [row[one.columns.index(column)] for row in one.rows]


def test_each_party_s_archive_has_what_that_party_has(url: str) -> None:
    number(url, REPORTER, Party.INSTITUTION, **{name_first(url, "report"): "own"})
    number(url, HEAD, Party.DEPARTMENT, **{name_first(url, "report"): "theirs"})
    take_meeting(url, HEAD, "opened", quarter=NEXT)
    capture(url, HEAD, "note", "Kun vores", plan=PLAN, goal="2.1", quarter=NEXT)
    whole, own, theirs = hold(url), hold(url, Party.INSTITUTION), hold(url, Party.DEPARTMENT)
    kinds = [one.document.kind.value for one in whole.documents]
    assert "return" in kinds
    assert [one.document.kind.value for one in theirs.documents] == [one for one in kinds if one != "return"]
    assert [one.document.kind.value for one in own.documents] == kinds
    assert (whole.left_out, own.left_out, theirs.left_out) == (0, 0, 1)
    assert rows(whole, "journal_numbers", "number") == ["own", "theirs"]
    assert rows(own, "journal_numbers", "number") == ["own"]
    assert rows(theirs, "journal_numbers", "number") == ["theirs"]
    assert rows(theirs, "report_steps", "kind") == ["excepted", "approved", "asked", "answered"]
    assert rows(own, "meeting_entries", "text") == ["=Send en plan"]
    assert rows(whole, "meeting_entries", "text") == ["=Send en plan", "Kun vores"]


def test_what_came_with_the_plan_s_document_is_in_it_whatever_the_tests_read(url: str) -> None:
    assert len(rows(hold(url), "observations", "value")) == counts(url)["observations"]


def test_the_files_of_what_was_handed_in_are_in_it(url: str) -> None:
    wanted = EvidenceRequest(PLAN, "2017Q3", "milestone:2.2.1", "")
    kept = evidence_commands.keep_file(url, REPORTER, wanted, "Referat.pdf", PDF, BEGUN)
    assert hold(url).files == {}
    answer_everything(url, quarter="2017Q3")
    take(url, CHIEF, "approved", "Godkendt", quarter="2017Q3")
    ((file, content),) = hold(url).files.values()
    assert (file.key, file.name, content) == (kept.key, "Referat.pdf", PDF)


def test_the_digest_of_what_there_is_is_that_of_the_whole(url: str) -> None:
    with open_reading(url, sees=EVERYTHING, prepares=EVERYTHING) as session:
        assert archive_reading.digest_holding(session, PLAN) == hold(url).content
