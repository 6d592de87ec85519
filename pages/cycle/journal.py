"""The journal: every document that is sent or final, its journal numbers, and an extract of it."""

from __future__ import annotations

from pages.cycle.parts.journal import archive_offer, journal_offer, journal_reads, journal_sheet, number_form
from pages.ui import frame, screen

page = frame.open_page("journal", dated=False)
opened = journal_reads.open_journal(page)
opened = journal_offer.ask_query(opened)
number_form.say_what_was_done(page)
screen.draw(journal_sheet.draw_count(opened))
with screen.hold_place():
    number_form.show_asked_document(opened)
screen.draw(journal_sheet.draw_entries(opened))
with screen.hold_place():
    number_form.show_several(opened)
journal_offer.offer_extract(opened)
archive_offer.offer_archive(opened)
