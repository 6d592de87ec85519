"""The way on to next year's plan."""

from __future__ import annotations

from tests.pages.conftest import Open, text
from tests.pages.cycle.settling import OLD, opened, see


def test_a_plan_that_stands_is_led_to(open_page: Open) -> None:
    at = opened(open_page, role="controller")
    assert "Planen for 2026 er lagt. Åbn planen for 2026" in see(at)
    assert "/plan?plan=eksempel-tilsyn-2026" in text(at)


def test_where_there_is_none_it_is_made_as_a_copy_with_the_plan_check_s_advice(open_page: Open) -> None:
    at = opened(open_page, OLD, "controller")
    assert (
        "Planen for 2018 begynder som en kopi af denne. Den laves under Planudkast. Lav planen for 2018"
        in see(at)
    )
    assert "/planer?plan=cpr-2017" in text(at)
    assert "Plantjekket har" in see(at)


def test_who_does_not_draft_is_not_asked_to(open_page: Open) -> None:
    assert "Næste års plan" not in [one.value for one in opened(open_page, role="reader").header]
