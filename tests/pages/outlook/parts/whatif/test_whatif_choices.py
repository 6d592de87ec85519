"""The goals of a what-if in the order of what they decide, and what the address cannot ask for."""

from __future__ import annotations

from tests.pages.conftest import Open
from tests.pages.outlook.whatif_page import TRIBUNAL, goals


def test_the_goals_that_decide_most_come_first(open_page: Open) -> None:
    at = open_page("whatif", **TRIBUNAL)
    assert goals(at) == ["1.1", "1.2", "1.3", "3.2", "2.1", "3.1"]
