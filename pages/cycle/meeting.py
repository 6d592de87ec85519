"""The quarterly meeting: its agenda on a projector, what is captured at it, its minutes, and its papers."""

from __future__ import annotations

from metrics.meeting.meeting_course import MeetingState
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
    kinds = meeting_paper_offer.list_kinds(found)
    meeting_table.show_head(found)
    # What is read, called or fetched comes before what is long; while the meeting is held it is out of the way.
    held = found.course.state is MeetingState.OPEN
    with screen.hold_place():
        if not held:
            meeting_planning.show_planning(found)
            show_papers()
    meeting_table.show_meeting(found)
    if held:
        show_papers()
