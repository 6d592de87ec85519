"""The places of a meeting, one after the other."""

from __future__ import annotations

import re

from tests.pages.conftest import Open, text
from tests.pages.cycle.parts.meeting.sitting import PLAN, capture, show, take
from tests.pages.drawing import plain


def arrows(html: str) -> dict[str, str]:
    """Where each arrow leads: the place in the address."""
    links = re.findall(r'<a href="([^"]*)" data-nav="1" data-key="(Arrow\w+)"', html)
    return {key: next(iter(re.findall(r"at=([^&]*)", href)), "start") for href, key in links}


def test_the_arrows_lead_through_old_business_and_the_agenda_to_the_close(open_page: Open) -> None:
    seen, at = [], "start"
    while at not in seen:
        seen.append(at)
        at = arrows(text(show(open_page, at=at.replace("%3A", ":")))).get("ArrowRight", at)
    assert seen[:2] == ["start", "old"]
    assert seen[-1] == "end"
    assert all(place.startswith(f"{PLAN}%3A") for place in seen[2:-1])
    assert arrows(text(show(open_page, at="old"))) == {
        "ArrowLeft": "start",
        "ArrowRight": seen[2],
    }


def test_a_place_that_is_not_there_is_the_first(open_page: Open) -> None:
    assert 'aria-current="step">Samlet status' in text(show(open_page, at="x"))


def test_a_quiet_goal_is_looked_up_and_leads_back(open_page: Open) -> None:
    html = text(show(open_page, at=f"{PLAN}:3.2"))
    assert "3.2 Lavere sygefravær" in plain(html)
    assert arrows(html) == {"ArrowLeft": "start", "ArrowRight": "end"}


def test_a_line_stands_at_its_goal_and_at_the_close(open_page: Open, database: str) -> None:
    take(database, "opened")
    capture(database, "note", "Om 2.1", plan=PLAN, goal="2.1")
    capture(database, "note", "Om det hele")
    assert "Om det hele" not in text(show(open_page, at=f"{PLAN}:2.1"))
    assert "Om 2.1" in text(show(open_page, at=f"{PLAN}:2.1"))
    assert "Om 2.1" not in text(show(open_page, at="start"))
    html = text(show(open_page, at="end"))
    assert "Om 2.1" in html
    assert "Om det hele" in html
