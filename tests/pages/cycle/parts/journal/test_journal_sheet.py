"""The table says of each document what the law asks, and an opened one has its whole digest."""

from __future__ import annotations

from tests.pages.conftest import Open, text
from tests.pages.cycle.parts.journal.filed import PLAN, find_key, journal, see, show
from tests.pages.drawing import row


def test_a_document_has_its_subject_day_sender_number_and_digest(open_page: Open, database: str) -> None:
    digest = journal(database)[find_key(database, "plan")].document.digest
    said = row(text(show(open_page, "controller", plan=PLAN)), "Underskrevet resultatplan")
    assert "Ankenævnet for Borgersager" in said
    assert said.endswith(f"19.12.2025 Begge parter 2025-1 (opdigtet) {digest[:12]}…")


def test_an_opened_document_shows_all_of_its_digest_and_an_unknown_one_is_told(
    open_page: Open, database: str
) -> None:
    key = find_key(database, "deviation")
    opened = see(show(open_page, "reader", plan=PLAN, document=key))
    assert journal(database)[key].document.digest in opened
    assert "Luk dokumentet" in opened
    assert "intet dokument med nøglen “pay-99”" in see(show(open_page, "reader", document="pay-99"))
    pay = "pay-2"  # the department alone has it
    assert f"intet dokument med nøglen “{pay}”" in see(show(open_page, "chief", document=pay))
    assert "Luk dokumentet" in see(show(open_page, "head", document=pay))
