"""What stands above the rows of a report."""

from __future__ import annotations

from tests.pages.conftest import Open, text
from tests.pages.cycle.filling import REPORT, STOCK, typed, write


def test_it_says_the_deadline_and_when_and_by_whom_the_draft_was_saved(
    database: str, open_page: Open
) -> None:
    at = open_page("report", **REPORT, role="reporter")
    assert "Frist 14. januar 2027" in text(at)
    assert "af dig" in write(at, STOCK, "value", "133")
    assert "af Indberetter" in text(open_page("report", **REPORT, role="chief"))


def test_what_was_said_last_of_the_goals_can_be_said_again_of_all_but_those_that_are_answered(
    database: str, open_page: Open
) -> None:
    at = open_page("report", **REPORT, role="reporter")
    at.button_group("draft|eksempel-ankenaevn-2026|2026Q4|goal:3.1|status").set_value("in_doubt")
    at.run()
    next(button for button in at.button if button.label == "Samme som sidst for alle").click()
    at.run()
    assert [typed(f"goal:{n}", "status") for n in ("1.1", "1.3", "3.1")] == [
        "in_doubt",
        "expected_met",
        "in_doubt",
    ]
    assert "Samme som sidst for alle" not in {button.label for button in at.button}
