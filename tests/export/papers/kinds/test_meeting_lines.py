"""The lines of a meeting as tables."""

from __future__ import annotations

from datetime import date

from export.papers.kinds.meeting_lines import make_followed_table, make_line_table
from tests.meetings import LATER, line
from words.language import Words

DA = Words("da")


def test_what_is_followed_up_says_since_when_by_whom_and_whether_it_is_done() -> None:
    table = make_followed_table(
        [(line(1), date(2017, 9, 12)), (line(2, "decision"), None)], date(2017, 9, 30), DA
    )
    first, second = table.rows
    assert [cell.text for cell in first] == [
        "Opgave",
        "Line 1",
        "Chief",
        "30.09.2017",
        "Udført 12. september 2017",
    ]
    assert first[0].notes[0].replace("\u00a0", " ") == "2. kvartal 2017"
    assert first[3].value == LATER
    assert [cell.text for cell in second][2:] == ["", "", "Gælder"]


def test_an_accepted_deviation_says_who_accepted_it_until_when_and_nobody_answers_for_it() -> None:
    deviation = line(1, "deviation", plan="p", goal="2.1")
    (followed,) = make_followed_table([(deviation, None)], date(2017, 9, 30), DA, {"p": "CPR"}).rows
    (captured,) = make_line_table([deviation], {}, {}, DA).rows
    accepted = "Accepteret af Chief til og med 30. september 2017"
    notes = [note.replace("\u00a0", " ") for note in followed[1].notes]
    assert notes == ["CPR: mål 2.1", accepted]
    assert [note.replace("\u00a0", " ") for note in captured[2].notes] == [accepted]
    assert [cell.text for cell in (*followed[2:4], *captured[3:])] == ["", "", "", ""]


def test_what_was_captured_says_the_goal_and_in_a_meeting_of_several_whose_it_is() -> None:
    said = [line(1, plan="p", goal="2.1"), line(2, "note")]
    (about, _) = make_line_table(said, {}, {}, DA).rows
    assert about[1].text == "mål 2.1"
    (about, general) = make_line_table(said, {"p": "CPR"}, {}, DA).rows
    assert (about[1].text, general[1].text) == ("CPR: mål 2.1", "")
