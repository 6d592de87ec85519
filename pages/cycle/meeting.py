"""The quarterly meeting: its agenda on a projector, what is captured at it, its minutes, and its papers."""

from __future__ import annotations

from pages.cycle.parts.meeting import meeting_choice, meeting_paper_offer, meeting_planning, meeting_table
from pages.ui import frame, page_part, screen

page = frame.open_page("meeting", titled=False, dated=False)
found = meeting_choice.find_asked_meeting(page)


@page_part.make_part
def show_papers() -> None:
    """Show which papers of the meeting may be had, and in which formats."""
    if found and kinds:
        meeting_paper_offer.show_papers(found, kinds)


if found is not None:
    meeting_table.show_meeting(found)
    with screen.hold_place():
        meeting_planning.show_planning(found)
    if kinds := meeting_paper_offer.list_kinds(found):
        show_papers()
