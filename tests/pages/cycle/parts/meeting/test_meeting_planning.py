"""A meeting is called with its hours, moved, cancelled with a reason, and taken to a calendar by both parties."""

from __future__ import annotations

from metrics.meeting.meeting_course import MeetingState
from tests.pages.conftest import Open, text
from tests.pages.cycle.parts.meeting.sitting import NEXT, QUARTER, labels, press, read, show, write
from tests.pages.drawing import plain


def test_a_meeting_is_called_alone_moved_and_cancelled_with_a_reason(open_page: Open, database: str) -> None:
    head = show(open_page)
    write(head, "Mødedag", "25.11.2026")
    write(head, "Tid og sted", "10.00-11.00, lokale 3")
    press(head, "Indkald")
    assert "Mødet er indkaldt til 25. november 2026. 10.00-11.00, lokale 3" in plain(text(head))
    assert read(database).find_course(NEXT).state is MeetingState.NOT_PLANNED
    assert {field.label: field.value for field in head.text_input}.get("Mødedag") == ""
    write(head, "Mødedag", "26.11.2026")
    press(head, "Flyt mødet")
    assert read(database).find_course(QUARTER).sequence == 1
    press(head, "Aflys mødet")
    assert "Begrundelse for aflysning: Skal udfyldes." in plain(text(head))
    write(head, "Begrundelse for aflysning", "Ministeren er syg")
    press(head, "Aflys mødet")
    assert "Mødet 26. november 2026 er aflyst. Begrundelse: Ministeren er syg" in plain(text(head))
    chief = show(open_page, "chief")
    assert "er aflyst. Begrundelse: Ministeren er syg" in plain(text(chief))
    assert "Aflys mødet" not in labels(chief)


def test_the_meetings_of_the_following_quarters_are_called_with_it(open_page: Open, database: str) -> None:
    head = show(open_page)
    write(head, "Mødedag", "4.12.2026")
    next(box for box in head.checkbox if box.label.startswith("Indkald også")).check()
    press(head, "Indkald")
    found = read(database)
    # 4 December is 65 days after 30 September, and 6 March 2027 is so after 31 December: a Saturday.
    planned = {quarter: str(course.planned) for quarter, course in found.courses.items()}
    assert planned == {QUARTER: "2026-12-04", NEXT: "2027-03-05"}
    assert [box.value for box in head.checkbox if box.label.startswith("Indkald også")] == [False]
    press(head, "Flyt mødet")
    assert found.courses.keys() == read(database).courses.keys()
