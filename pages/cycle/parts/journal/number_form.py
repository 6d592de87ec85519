"""The forms of the journal: the number of one document, and one number for all that are shown without."""

from __future__ import annotations

import streamlit as st

from db.filing import journal_commands
from db.filing.journal_commands import NumberRequest
from metrics.filing.journal import JournalEntry
from metrics.plan.terms import Party
from pages.cycle.parts.journal import journal_sheet
from pages.cycle.parts.journal.journal_reads import OpenJournal
from pages.ui import saving, screen, widgets
from pages.ui.draw import marks
from pages.ui.page import Page

DONE, DOCUMENT = "journal number", "document"


def say_what_was_done(page: Page) -> None:
    """Say how many documents were just given a number, or had one taken back."""
    screen.say_done(DONE, lambda done: page.words.n("journal.done" if done[1] else "journal.taken", done[0]))


def show_asked_document(opened: OpenJournal) -> None:
    """Show the document that the address asks for, and the form of its number; say so where there is none."""
    asked, page = st.query_params.get(DOCUMENT, ""), opened.page
    if not asked:
        return
    entry = opened.find(asked)
    if entry is None:
        screen.say(page.t("journal.unknown", document=asked))
        return
    screen.draw(journal_sheet.draw_document(opened, entry))
    for party in opened.parties:
        if opened.may_number(entry, party):
            _show_form(opened, entry, party)
    screen.draw(
        marks.draw_trail(
            [marks.draw_link(page.link_here(document=None), page.t("journal.shut"))], page.t("journal.shut")
        )
    )


def _show_form(opened: OpenJournal, entry: JournalEntry, party: Party) -> None:
    page, key = opened.page, entry.document.key
    name, label = f"journal {party} {key}", page.t(f"filed.number_of_{party}")
    with st.form(name):
        st.session_state.setdefault(f"{name} number", entry.find_number(party))
        typed = st.text_input(label, **widgets.keep_typed(f"{name} number"))
        if widgets.show_submit(page.t("journal.save"), f"{name} save", type="primary"):
            _give(opened, NumberRequest(party, {key: typed or ""}), label, name)


def show_several(opened: OpenJournal) -> None:
    """Show, for each party of the reader, the form that gives all that is shown without a number the same one."""
    for party in opened.parties:
        missing = opened.list_missing(party)
        if len(missing) > 1:
            _show_several(opened, party, missing)


def _show_several(opened: OpenJournal, party: Party, missing: list[JournalEntry]) -> None:
    page, name = opened.page, f"journal several {party}"
    label = page.t(f"journal.number_for_all_{party}")
    with st.expander(page.words.n(f"journal.several_{party}", len(missing))), st.form(name, border=False):
        screen.draw(marks.draw_lead(page.t("journal.several_note")))
        typed = st.text_input(label, **widgets.keep_typed(f"{name} number"))
        if widgets.show_submit(page.t("journal.save_several"), f"{name} save"):
            wanted = dict.fromkeys((one.document.key for one in missing), typed or "")
            _give(opened, NumberRequest(party, wanted), label, name)


def _give(opened: OpenJournal, wanted: NumberRequest, label: str, name: str) -> None:
    found = saving.write_change(lambda db: journal_commands.give_numbers(db, wanted))
    if found:
        widgets.show_refused(found, {"number": label}, opened.page.words)
        return
    st.session_state.pop(f"{name} number", None)
    saving.note_done(DONE, (len(wanted.numbers), any(text.strip() for text in wanted.numbers.values())))
    _go_on(opened, wanted)
    st.rerun()


def _go_on(opened: OpenJournal, given: NumberRequest) -> None:
    """Open the next document without a number of the party, so that many are numbered one after the other."""
    if DOCUMENT not in st.query_params:
        return
    asked, left = st.query_params[DOCUMENT], opened.list_missing(given.party)
    shown = [one.document.key for one in opened.shown]
    place = shown.index(asked) + 1 if asked in shown else 0
    missing = {one.document.key for one in left} - set(given.numbers)
    following = next((key for key in (*shown[place:], *shown[:place]) if key in missing), None)
    if following is None:
        st.query_params.pop(DOCUMENT, None)
    else:
        st.query_params[DOCUMENT] = following
