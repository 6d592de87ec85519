"""The sheet of the audit: whether it is intact, its entries in words, and the way to older ones."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from db.audit.chain import ChainEntry
from metrics.errors import Problem
from pages.admin.parts import audit_sheet
from pages.admin.parts.audit_sheet import AuditCheck
from tests.pages.drawing import DA, Reader, captions, plain, rows
from words.audit_entry import RecordNames

AT = datetime(2026, 11, 21, 8, tzinfo=UTC)  # nine o'clock in Denmark
SAVED = ChainEntry(7, AT, "a@example.dk", "plan.draft", "p1", {}, "", "")


def test_an_intact_audit_is_said_to_be_with_how_much_was_checked_and_when() -> None:
    shown = plain(audit_sheet.draw_chain(AuditCheck(AT, 3, (), AT), DA))
    assert shown.startswith("Revisionssporet holder: 3 indførsler er gennemgået 21.11.2026 09.00")


def test_when_all_of_it_was_gone_through_is_told_where_that_was_earlier() -> None:
    shown = plain(audit_sheet.draw_chain(AuditCheck(AT, 3, (), AT - timedelta(hours=2)), DA))
    assert "det hele er gennemgået 21.11.2026 07.00" in shown
    assert "kommet til siden, 21.11.2026 09.00" in shown


def test_a_broken_one_lists_every_problem() -> None:
    found = (Problem("audit_altered", "#2"), Problem("audit_altered", "#5"))
    html = audit_sheet.draw_chain(AuditCheck(AT, 9, found, AT), DA)
    assert Reader(html).tags.count("li") == 2
    assert "m-done" not in html


def test_where_no_entry_fits_there_is_a_sentence_and_no_empty_table() -> None:
    html = audit_sheet.draw_entries([], 0, RecordNames({}, {}), DA)
    assert plain(html) == "Der er ingen indførsler, der passer til valget."
    assert "<table" not in html


def test_an_entry_says_when_who_what_and_about_what() -> None:
    html = audit_sheet.draw_entries([SAVED], 61, RecordNames({"p1": "Styrelsen: Plan"}, {}), DA)
    assert rows(html)[1] == "21.11.2026 09.00 a@example.dk Plan gemt: planudkast Styrelsen: Plan #7"
    assert captions(html) == ["61 indførsler, nyeste først"]


def test_there_are_links_to_newer_and_older_entries_only_where_there_are_any() -> None:
    both = Reader(audit_sheet.draw_turns("/spor", "/spor?turn=2", DA))
    assert both.values("href") == ["/spor", "/spor?turn=2"]
    assert plain(audit_sheet.draw_turns(None, "/spor?turn=1", DA)) == "Ældre"
    assert audit_sheet.draw_turns(None, None, DA) == ""
