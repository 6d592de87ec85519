"""What a reader may see of development plans."""

from __future__ import annotations

from datetime import date

import pytest

from metrics.access import Grant, Person, Role
from pages.ui import reader
from tests.pages.conftest import Open, text
from tests.pages.drawing import plain

BOARD = "eksempel-ankenaevn-udviklingsplan-2025"


def test_a_reader_sees_the_development_plans_of_their_institutions_alone(
    open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = Person("a@example.dk", (Grant(Role.READER, date(2020, 1, 1), institution="cpr"),))
    monkeypatch.setattr(reader, "find_reader", lambda: own)
    monkeypatch.setattr(reader, "is_in_trial", lambda: False)
    offered = text(open_page("direction", as_of="2026-11-20"))
    assert "cpr-udviklingsplan-2023" in offered
    assert BOARD not in offered
    assert "Styrelsen for Borgertilsyn" not in offered
    assert "Der er ingen udviklingsplan" in plain(
        text(open_page("direction", plan=BOARD, as_of="2026-11-20"))
    )


def test_a_link_to_a_plan_of_a_later_day_is_not_there_yet(open_page: Open) -> None:
    html = plain(text(open_page("direction", plan=BOARD, as_of="2025-03-01")))
    assert "Mål- og resultatplan 2025" in html
    assert "Mål- og resultatplan 2026" not in html
