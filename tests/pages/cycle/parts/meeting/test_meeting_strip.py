"""The agenda at the side and the keys below, in each language, and turned off."""

from __future__ import annotations

import re

import pytest

from tests.pages.conftest import Open, text
from tests.pages.cycle.parts.meeting.sitting import GOAL, PLAN, capture, show, take
from tests.pages.drawing import plain


def keys(html: str) -> str:
    return "".join(re.findall(r'data-key="(\w|\?)"', html))


@pytest.mark.parametrize(("lang", "there"), [("da", "bonaeph?"), ("en", "danvepw?")])
def test_each_thing_is_captured_by_a_key_of_the_language(
    open_page: Open, database: str, lang: str, there: str
) -> None:
    take(database, "opened")
    html = text(show(open_page, at=GOAL, lang=lang))
    assert keys(html) == there
    assert len(set(there)) == len(there)


def test_no_deviation_is_accepted_where_no_goal_is(open_page: Open, database: str) -> None:
    take(database, "opened")
    assert keys(text(show(open_page, at="end"))) == "bonep?"


def test_nothing_is_captured_before_the_meeting_is_open(open_page: Open) -> None:
    assert keys(text(show(open_page, at=GOAL))) == "h?"


def test_the_keys_can_be_turned_off_and_stay_off(open_page: Open, database: str) -> None:
    take(database, "opened")
    html = text(show(open_page, at=GOAL, keys="off"))
    assert "data-key" not in html
    assert "<kbd>" not in html
    assert html.count("keys=off") > 5
    assert "Slå tasterne til" in html


def test_the_goals_without_remarks_stand_in_one_line(open_page: Open) -> None:
    assert "Ingen bemærkninger: 1.3 , 3.1 , 3.2" in plain(text(show(open_page)))


def test_a_place_says_how_much_was_captured_there(open_page: Open, database: str) -> None:
    take(database, "opened")
    capture(database, "note", "N", plan=PLAN, goal="2.1")
    capture(database, "decision", "D")
    html = plain(text(show(open_page)))
    assert "2.1 Lettere at klage digitalt (1)" in html
    assert "Beslutninger og opgaver (1)" in html
