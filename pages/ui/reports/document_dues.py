"""What duties and initiatives owe, late or soon: the same table wherever deadlines are followed up."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, timedelta

from markupsafe import Markup

from metrics.direction.document_versions import find_in_force
from metrics.duties.document_dues import find_document_dues
from metrics.followup.commitments import Commitment
from metrics.periods import find_span
from pages.ui.draw import marks
from pages.ui.draw.html import Cell, fill
from pages.ui.draw.table import Column, draw_table
from pages.ui.draw.writer import Writer
from pages.ui.page import Page
from pages.ui.snapshot import read_definitions, read_part
from words.deadline import write_days_left, write_due_day
from words.meetings.commitment_line import find_commitment_page, name_commitment, name_party, write_owner

AHEAD = timedelta(days=120)
"""How far ahead the page of risks looks."""


def list_document_dues(page: Page, institutions: Collection[str]) -> list[Commitment]:
    """List what is owed of the documents of these institutions on the page's day, late first, soonest first."""
    held, at = read_definitions(), (page.as_of, page.known_at)
    duties = [one for one in find_in_force(held.duties, *at) if one.institution in institutions]
    directions = [one for one in find_in_force(held.directions, *at) if one.institution in institutions]
    told = [step for owner in {one.institution for one in duties} for step in read_part(owner).duty_reports]
    told += [step for owner in {one.institution for one in directions} for step in read_part(owner).progress]
    return find_document_dues(duties, directions, told, *at)


def select_late(dues: Sequence[Commitment], on: date) -> list[Commitment]:
    """Select what is late on a day."""
    return [one for one in dues if one.days_left(on) < 0]


def select_until(dues: Sequence[Commitment], last: date) -> list[Commitment]:
    """Select what is due by a day, late or not."""
    return [one for one in dues if one.due <= last]


def find_quarter_end(day: date) -> date:
    """Find the last day of the quarter that a day lies in."""
    return find_span(day, 3)[1]


def draw_document_dues(dues: Sequence[Commitment], on: date, title: str, writer: Writer) -> Markup:
    """Draw a row for each duty that is late, for each that is to come, and for each initiative; nothing without any."""
    if not dues:
        return Markup()
    names = ("ahead.what", "page.institution", "overview.due", "overview.left")
    columns = [Column(writer.words.t(name)) for name in names]
    rows = [_draw_row(group[0], len(group), on, writer) for group in group_times(dues, on)]
    table = draw_table(columns, rows, title, show_caption=True, classes="m-deadlines")
    return fill('<div class="m-document-dues">{}</div>', table)


def group_times(dues: Sequence[Commitment], on: date) -> list[list[Commitment]]:
    """Group the times of each duty, those that are late and those that are not, in the order of their first."""
    found: dict[tuple[str, str, bool], list[Commitment]] = {}
    for one in dues:
        found.setdefault((one.plan, one.text, one.days_left(on) < 0), []).append(one)
    return list(found.values())


def _draw_row(one: Commitment, times: int, on: date, writer: Writer) -> list[Cell]:
    words = writer.words
    more = [words.n("ahead.more_times", times - 1)] if times > 1 else []
    below = Markup().join(
        fill('<span class="m-rule">{}</span>', line) for line in (write_owner(one, words), *more)
    )
    key, query = find_commitment_page(one)
    name = marks.draw_link(writer.link(key, **query), name_commitment(one, words))
    return [
        fill("<span>{}{}</span>", name, below),
        name_party(one, writer.catalogue, words),
        write_due_day(one, words),
        write_days_left(one, on, words),
    ]
