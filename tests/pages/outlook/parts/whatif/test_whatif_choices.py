"""The goals of a what-if in the order of what they decide, and what the address cannot ask for."""

from __future__ import annotations

from tests.pages.conftest import Open
from tests.pages.outlook.whatif_page import TRIBUNAL


def test_the_goals_that_decide_most_come_first(open_page: Open) -> None:
    at = open_page("whatif", **TRIBUNAL)
    assert [radio.label[:3] for radio in at.radio] == ["3.1", "1.3", "2.1", "3.2", "1.2", "1.1"]
