"""The forms by which something is said of an initiative or a duty: for whom they are shown, and with what."""

from __future__ import annotations

from tests.pages.conftest import Open

CPR = "cpr-udviklingsplan-2023"


def test_that_of_initiatives_is_shown_to_who_may_say_something_and_on_no_day_of_the_past(
    open_page: Open,
) -> None:
    def kinds(role: str, plan: str, **query: str) -> list[str]:
        at = open_page("direction", plan=plan, role=role, **query)
        return [option for box in at.selectbox if box.key == "progress_kind" for option in box.options]

    board = "eksempel-ankenaevn-udviklingsplan-2025"
    assert kinds("reader", CPR) == []
    assert kinds("reporter", CPR, as_of="2024-10-01") == []
    assert "Bekræftet gennemført af departementet" not in kinds("reporter", board)
    assert kinds("desk", board) == [
        "Bekræftet gennemført af departementet",
        "Ikke gennemført efter departementets vurdering",
    ]
    assert kinds("desk", CPR) == []  # nobody stands above it in the document


def test_that_of_duties_is_shown_to_who_may_say_something_and_on_no_day_of_the_past(open_page: Open) -> None:
    def boxes(**query: str) -> list[str | None]:
        return [box.key for box in open_page("wheel", institution="dst", **query).selectbox]

    assert "duty_number" not in boxes(role="reader")
    assert "duty_number" not in boxes(role="reporter", as_of="2026-01-01")
