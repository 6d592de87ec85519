"""The quarterly meeting: its agenda on a projector, what is captured at it, and its minutes."""

from __future__ import annotations

from pages.cycle.parts.meeting import meeting_choice, meeting_table
from pages.ui import frame

page = frame.open_page("meeting", titled=False, dated=False)
if (found := meeting_choice.find_asked_meeting(page)) is not None:
    meeting_table.show_meeting(found)
