"""The lines that were captured, and one struck out again."""

from __future__ import annotations

from datetime import date

from db.plans import decision_queries
from db.scope import EVERYTHING
from db.session import open_reading
from metrics.facts.decisions import DecisionKind
from pages.cycle.parts.meeting.captured_lines import draw_line
from tests.meetings import line
from tests.pages.conftest import Open, text
from tests.pages.cycle.parts.meeting.sitting import PLAN, capture, press, read, show, take
from tests.pages.drawing import plain
from words.language import Words


def test_a_line_says_what_it_is_and_who_answers_for_it() -> None:
    drawn = plain(draw_line(line(1), Words("da"), "mål 2.1"))
    assert drawn == "Opgave · mål 2.1 Line 1 Ansvarlig: Chief. Frist: 30. september 2017"
    assert plain(draw_line(line(1, "note"), Words("en"))) == "Note Line 1"


def test_what_people_write_is_shown_as_they_wrote_it() -> None:
    assert "&lt;b&gt;" in draw_line(line(1, "note", text="<b>"), Words("da"))


def test_a_line_is_struck_out_and_stays_on_record(open_page: Open, database: str) -> None:
    take(database, "opened")
    number = capture(database, "note", "Forkert").number
    at = show(open_page, at="end")
    assert "Forkert" in text(at)
    press(at, f"Stryg linje {number}")
    assert "Forkert" not in text(at)
    assert [entry.text for entry in read(database).entries] == ["Forkert", ""]


def test_an_accepted_deviation_is_struck_out_with_its_decision(open_page: Open, database: str) -> None:
    take(database, "opened")
    said = {"plan": PLAN, "goal": "2.1", "owner": "Chef", "due": date(2026, 12, 31)}
    line = capture(database, "deviation", "R", **said)
    press(show(open_page, at="end"), f"Stryg linje {line.number}")
    first, struck = read(database).entries
    assert (first.revoked, struck.about) == (True, line.number)
    with open_reading(database, sees=EVERYTHING) as session:
        revoked = decision_queries.read_decisions(session)[-1]
    assert (revoked.kind, revoked.revokes) == (DecisionKind.REVOKED, first.decision)
