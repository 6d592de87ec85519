"""The lines of a meeting as tables: what was captured, and what of earlier meetings was followed up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from export.papers.kinds.plan_paper import make_columns
from export.papers.paper import Block, Bullets, PaperCell, PaperTable
from metrics.meeting.late_dues import KeptDue
from metrics.meeting.meeting_entries import EntryKind, MeetingEntry
from words.language import Words
from words.meetings.due_lines import list_due_lines
from words.meetings.meeting_line import write_about, write_entry_details, write_followed_state


def make_followed_table(
    followed: Iterable[tuple[MeetingEntry, date | None]],
    day: date,
    words: Words,
    owners: Mapping[str, str] | None = None,
) -> PaperTable:
    """Make the table of earlier lines, each with the day on which it was done, if it was by this `day`.

    `owners` names the institution of each plan, where there are several.
    """
    named = owners or {}
    keys = ("paper.line_kind", "paper.line_text", "paper.line_owner", "meeting.due", "meeting.status")
    rows = tuple(
        (
            PaperCell(words.t(f"meeting.kind_{entry.kind}"), notes=(words.period(entry.quarter),)),
            _make_text(entry, words, write_about(entry, named.get(entry.plan, ""), words)),
            *_make_owed(entry, words),
            PaperCell(write_followed_state(entry, done, day, words)),
        )
        for entry, done in followed
    )
    return PaperTable("", make_columns(keys, (16, 52, 20, 14, 18), words), rows)


def make_line_table(
    entries: Iterable[MeetingEntry],
    owners: Mapping[str, str],
    titles: Mapping[tuple[str, str], str],
    words: Words,
) -> PaperTable:
    """Make the table of what was captured.

    `owners` names the institution of each plan, where there are several, `titles` the goals by plan and number.
    """
    keys = ("paper.line_kind", "page.goal", "paper.line_text", "paper.line_owner", "meeting.due")
    rows = tuple(
        (
            PaperCell(words.t(f"meeting.kind_{entry.kind}"), strong=True),
            PaperCell(
                write_about(
                    entry, owners.get(entry.plan, ""), words, titles.get((entry.plan, entry.goal), "")
                )
            ),
            _make_text(entry, words),
            *_make_owed(entry, words),
        )
        for entry in entries
    )
    return PaperTable("", make_columns(keys, (18, 20, 52, 20, 14), words), rows)


def make_dues(dues: Sequence[KeptDue], words: Words, *, named: bool) -> Iterator[Block]:
    """Make the duties and initiatives that are late; nothing where none is."""
    if dues:
        yield Bullets(tuple(list_due_lines(dues, words, named=named)))


def _make_text(entry: MeetingEntry, words: Words, about: str = "") -> PaperCell:
    """Make what a line says, and of an accepted deviation who accepted it and until when."""
    accepted = write_entry_details(entry, words) if entry.kind is EntryKind.DEVIATION else ""
    return PaperCell(entry.text, notes=tuple(note for note in (about, accepted) if note))


def _make_owed(entry: MeetingEntry, words: Words) -> tuple[PaperCell, PaperCell]:
    """Make who answers for a line and by when; nobody does for a deviation that was accepted."""
    if entry.kind is EntryKind.DEVIATION:
        return PaperCell(), PaperCell()
    return PaperCell(entry.owner), _make_day(entry, words)


def _make_day(entry: MeetingEntry, words: Words) -> PaperCell:
    return PaperCell(words.date_short(entry.due), value=entry.due) if entry.due else PaperCell()
