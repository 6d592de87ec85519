"""The quarterly meeting: its agenda on a projector, what is captured at it, its minutes, and its papers."""

from __future__ import annotations

from metrics.meeting.meeting_course import MeetingState
from pages.cycle.parts.meeting import (
    meeting_choice,
    meeting_paper_offer,
    meeting_places,
    meeting_planning,
    meeting_table,
)
from pages.ui import banner, frame, page_part, screen

page = frame.open_page("meeting", titled=False)
found = meeting_choice.find_asked_meeting(page)


@page_part.make_part
def show_papers() -> None:
    """Show which papers of the meeting may be had, and in which formats."""
    if found and kinds:
        meeting_paper_offer.show_papers(found, kinds)


if found is not None:
    kinds = meeting_paper_offer.list_kinds(found)
    meeting_table.show_head(found)
    # What is called or fetched comes first where a meeting begins, and is out of the way while it is held or on a wall.
    first = (
        found.course.state is not MeetingState.OPEN
        and not banner.is_projected()
        and meeting_places.is_start()
    )
    with screen.hold_place():
        if first:
            meeting_planning.show_planning(found)
            show_papers()
    meeting_table.show_meeting(found)
    if not first:
        meeting_planning.show_planning(found)
        show_papers()
