"""Old business comes first: what was agreed last time, and done or not."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.pages.conftest import Open, text
from tests.pages.cycle.parts.meeting.sitting import (
    NEXT,
    PLAN,
    capture,
    labels,
    press,
    read,
    show,
    take,
    write,
)
from tests.pages.drawing import plain


def hold_the_first(url: str) -> int:
    """Hold a meeting with one action; its number."""
    take(url, "opened")
    said: dict[str, Any] = {
        "plan": PLAN,
        "goal": "2.1",
        "owner": "Institutionens chef",
        "due": date(2026, 11, 30),
    }
    number = capture(url, "action", "Send en plan", **said).number
    take(url, "attended", "closed")
    return number


def test_an_open_action_appears_by_itself_and_is_marked_as_done_with_a_day(
    open_page: Open, database: str
) -> None:
    number = hold_the_first(database)
    take(database, "opened", quarter=NEXT)
    at = show(open_page, quarter=NEXT, at="old")
    html = plain(text(at))
    assert "Opgave · 3. kvartal 2026 · mål 2.1 Send en plan" in html
    assert "Ikke udført" in html
    write(at, f"Udført den (linje {number})", "18.11.2026")
    press(at, f"Markér linje {number} som udført")
    assert at.success[0].value.replace("\u00a0", " ") == "Markeret som udført 18. november 2026."
    assert "Udført 18. november 2026" in plain(text(at))
    assert read(database).entries[-1].on == date(2026, 11, 18)


def test_a_day_to_come_is_refused(open_page: Open, database: str) -> None:
    number = hold_the_first(database)
    take(database, "opened", quarter=NEXT)
    at = show(open_page, quarter=NEXT, at="old")
    write(at, f"Udført den (linje {number})", "2026-12-24")
    press(at, f"Markér linje {number} som udført")
    assert "Udført den: 24. december 2026 er ikke kommet endnu." in plain(text(at))


def test_nothing_is_marked_before_the_meeting_is_open(open_page: Open, database: str) -> None:
    hold_the_first(database)
    at = show(open_page, quarter=NEXT, at="old")
    assert "Send en plan" in text(at)
    assert not any(label.startswith("Markér") for label in labels(at))


def test_the_first_meeting_has_nothing_to_follow_up(open_page: Open) -> None:
    assert "Der er ingen beslutninger eller opgaver at følge op på." in text(show(open_page, at="old"))


def test_a_parked_point_and_a_standing_decision_come_back_and_the_point_is_taken_up(
    open_page: Open, database: str
) -> None:
    take(database, "opened")
    at = show(open_page, at="start", write="parked")
    write(at, "Hvad tages op næste gang?", "Lokaler")
    press(at, "Parkér")
    assert at.success[0].value == "Parkeret punkt tilføjet."
    capture(database, "decision", "Planen holdes")
    take(database, "attended", "closed")
    take(database, "opened", quarter=NEXT)
    at = show(open_page, quarter=NEXT, at="old")
    html = plain(text(at)).replace("\u00a0", " ")
    assert "Parkeret punkt · 3. kvartal 2026 Lokaler Parkeret" in html
    assert "Beslutning · 3. kvartal 2026 Planen holdes Gælder" in html
    parked, decided = (one.number for one in read(database).entries)
    assert f"Markér linje {parked} som udført" in labels(at)
    assert f"Markér linje {decided} som udført" not in labels(at)


def test_an_initiative_whose_time_has_passed_is_told_with_the_old_business(
    open_page: Open, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    take(database, "opened")
    title = "Pligter og indsatser, der er over tiden"
    assert title not in text(show(open_page, at="old"))
    monkeypatch.setenv("MAALSTREG_CLOCK", "2027-01-08")
    html = plain(text(show(open_page, at="old")))
    assert title in html
    assert "15. december 2026 24 dage over fristen" in html
    take(database, "attended", "closed")
    minutes = plain(text(show(open_page)))
    assert title in minutes
    assert "15. december 2026 · 24 dage over fristen" in minutes.replace("\u00a0", " ")
