"""A number is typed where the document stands, and one number for all that are shown without."""

from __future__ import annotations

from metrics.plan.terms import Party
from tests.pages.conftest import Open
from tests.pages.cycle.parts.journal.filed import ALL, PLAN, SAVE, find_key, journal, see, show
from tests.pages.cycle.parts.meeting.sitting import labels, press, write

THEIRS, OWN = "Departementets journalnummer", "Institutionens journalnummer"


def test_a_number_is_saved_and_the_next_document_without_one_is_opened(
    open_page: Open, database: str
) -> None:
    deviation, amendment = find_key(database, "deviation"), find_key(database, "amendment")
    at = show(open_page, "controller", plan=PLAN, document=deviation)
    write(at, THEIRS, "2026 - 4711")
    press(at, SAVE)
    assert at.success[0].value == "Nummeret er gemt."
    assert at.query_params["document"] == amendment
    assert journal(database)[deviation].find_number(Party.DEPARTMENT) == "2026 - 4711"
    assert journal(database)[deviation].is_missing(Party.INSTITUTION)
    press(at, SAVE)
    assert "har allerede det nummer" in see(at)


def test_all_that_are_shown_without_a_number_get_the_same_one(open_page: Open, database: str) -> None:
    at = show(open_page, "chief", plan=PLAN)
    write(at, f"{OWN} til dem alle", "2026-1")
    press(at, ALL)
    assert at.success[0].value == "Nummeret er gemt på 2 dokumenter."
    found = [one.find_number(Party.INSTITUTION) for one in journal(database).values()]
    assert found == ["2025-1 (opdigtet)", "2026-1", "2026-1"]
    assert ALL not in labels(at)


def test_a_number_is_taken_back(open_page: Open, database: str) -> None:
    deviation = find_key(database, "deviation")
    at = show(open_page, "head", plan=PLAN, document=deviation)
    write(at, THEIRS, "1")
    press(at, SAVE)
    again = show(open_page, "head", plan=PLAN, document=deviation)
    write(again, THEIRS, "")
    press(again, SAVE)
    assert again.success[0].value == "Nummeret er taget tilbage."
    assert journal(database)[deviation].is_missing(Party.DEPARTMENT)


def test_nobody_is_offered_the_number_of_another_party(open_page: Open, database: str) -> None:
    deviation = find_key(database, "deviation")
    for role in ("reader", "auditor", "desk"):
        assert SAVE not in labels(show(open_page, role, plan=PLAN, document=deviation))
