"""A signed plan in the editor: who signed it, and what can still be done."""

from __future__ import annotations

from tests.pages.admin.conftest import plain
from tests.pages.conftest import Open


def test_a_signed_plan_tells_its_parties_and_is_changed_no_more(open_page: Open) -> None:
    at = open_page("plans", plan="cpr-2021")
    assert "Planen er underskrevet og låst" in plain(at)
    assert "Luk planen" in [button.label for button in at.button]
    closed = open_page("plans", plan="eksempel-ankenaevn-2023")
    assert "Planen er gjort op og afsluttet" in plain(closed)
    assert "Luk planen" not in [button.label for button in closed.button]
