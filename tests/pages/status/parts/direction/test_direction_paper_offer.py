"""The paper of a development plan on its page."""

from __future__ import annotations

from datetime import date

import pytest

from metrics.access import Grant, Person, Role
from pages.ui import reader
from tests.pages.conftest import Open

BOARD = "eksempel-ankenaevn-udviklingsplan-2025"


def test_it_is_offered_in_its_formats_to_who_may_take_files(
    open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = open_page("direction", plan=BOARD, as_of="2026-11-20")
    (button,) = at.get("download_button")
    assert button.proto.label == "Hent papiret"
    monkeypatch.setattr(reader, "is_in_trial", lambda: False)
    elsewhere = Person("a@example.dk", (Grant(Role.ADMINISTRATOR, date(2020, 1, 1)),))
    monkeypatch.setattr(reader, "find_reader", lambda: elsewhere)
    assert not open_page("direction", plan=BOARD, as_of="2026-11-20").get("download_button")
