"""The journal as HTML: how many documents there are and lack a number, and each with what the law asks of it."""

from __future__ import annotations

from markupsafe import Markup

from metrics.filing.journal import JournalEntry
from metrics.plan.terms import Party
from pages.cycle.parts.journal.journal_reads import OpenJournal
from pages.ui.draw import marks
from pages.ui.draw.html import Cell, fill
from pages.ui.draw.table import Column, draw_table
from words.filing.document_line import write_sender, write_subject, write_title

NO_BREAK = "\u00a0"
DIGEST_SIGNS = 12
"""Of a digest in a table; the whole of it stands where its document is opened."""


def draw_count(opened: OpenJournal) -> Markup:
    """Draw how many documents are shown, and how many of them lack a number of each party of the reader."""
    words, shown = opened.page.words, opened.shown
    said = [words.n("journal.count", len(shown))]
    for party in opened.parties:
        missing = sum(entry.is_missing(party) for entry in shown)
        key = f"journal.missing_{party}" if missing else f"journal.all_{party}"
        said.append(words.n(key, missing))
    return marks.draw_lead(" ".join(said if shown else said[:1]))


def draw_entries(opened: OpenJournal) -> Markup:
    """Draw the documents asked for, the newest first; nothing where there are none."""
    t = opened.page.t
    if not opened.shown:
        return Markup()
    columns = [
        Column(t("filed.column_title")),
        Column(t("filed.column_date")),
        Column(t("filed.column_from")),
        *(Column(t(f"filed.column_number_{party}")) for party in opened.parties),
        Column(t("filed.digest")),
    ]
    rows = [_draw_entry(opened, entry) for entry in opened.shown]
    return draw_table(columns, rows, t("filed.documents"), classes="m-course")


def _draw_entry(opened: OpenJournal, entry: JournalEntry) -> list[Cell]:
    document, words = entry.document, opened.page.words
    link = opened.page.link_here(document=document.key)
    title = marks.draw_link(link, write_title(document, words))
    owner = opened.catalogue.find_institution(document.owners[0], document.on)
    fictional = marks.draw_fictional(words, fictional=owner.fictional)
    about = write_subject(document, opened.titles, words)
    whose = "" if document.area else owner.name
    internal = marks.draw_badge(words.t("paper.marking_internal")) if document.audience.is_internal else ""
    subject = fill('<div class="m-none">{}</div>', " · ".join(one for one in (whose, about) if one))
    return [
        fill("{}{}{}{}", title, fictional, internal, subject),
        words.date_short(document.on).replace(" ", NO_BREAK),
        write_sender(document, words),
        *(_draw_number(entry, party, opened) for party in opened.parties),
        fill("<code>{}…</code>", document.digest[:DIGEST_SIGNS]),
    ]


def _draw_number(entry: JournalEntry, party: Party, opened: OpenJournal) -> Cell:
    if party not in entry.document.audience.parties:
        return "–"
    return entry.find_number(party) or fill(
        '<span class="m-none">{}</span>', opened.page.t("journal.no_number")
    )


def draw_document(opened: OpenJournal, entry: JournalEntry) -> Markup:
    """Draw one document: what it is, the facts of it, its whole digest, and that its content was changed."""
    document, words = entry.document, opened.page.words
    pairs = [
        (words.t("filed.on"), words.date(document.on)),
        (words.t("filed.from"), write_sender(document, words)),
        (words.t("filed.subject"), write_subject(document, opened.titles, words)),
        (words.t("filed.column_key"), document.key),
        (words.t("filed.digest"), document.digest),
    ]
    body = Markup().join(
        fill('<div><dt>{}</dt><dd class="m-digest">{}</dd></div>', name, text) for name, text in pairs if text
    )
    changed = marks.draw_lines([words.t("journal.changed")]) if entry.is_changed else Markup()
    return fill('<h2>{}</h2><dl class="m-facts">{}</dl>{}', write_title(document, words), body, changed)
