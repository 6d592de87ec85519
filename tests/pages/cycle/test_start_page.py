"""The start page once a report is handed in: the institution waits, the department receives."""

from __future__ import annotations

import pytest

from tests.db.reports.played import CONTROLLER, look, take
from tests.pages.conftest import Open, text
from tests.pages.drawing import plain


@pytest.fixture
def database(sqlite_filled: object, handed_in: str) -> str:
    """The database with a report that was handed in; what it is a copy of is filled as of today."""
    return handed_in


def test_what_is_handed_in_waits_on_both_start_pages_until_it_is_received(
    database: str, open_page: Open
) -> None:
    own = plain(text(open_page("overview", role="chief")))
    assert "CPR-administrationen, 2. kvartal 2017" in own
    assert "afleveret · afventer departementets modtagelse" in own
    html = text(open_page("overview", role="controller"))
    assert "1 indberetning venter på modtagelse" in plain(html)
    assert "udfyldt" not in html
    assert "venter på modtagelse" not in text(open_page("overview", role="head"))
    for row in look(database, CONTROLLER).ground.claimed:
        take(database, CONTROLLER, "confirmed", "", row)
    take(database, CONTROLLER, "received")
    assert "venter på modtagelse" not in text(open_page("overview", role="controller"))
    assert "afventer departementets modtagelse" not in text(open_page("overview", role="chief"))
