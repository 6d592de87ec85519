"""A year is settled from the first missing text to the closed plan, by everybody whose part it is."""

from __future__ import annotations

import pytest

from db.clock import CLOCK
from tests.pages.conftest import Open
from tests.pages.cycle.settling import MARCH, MISSED, WHY, fill, opened, press, read_year, see


def test_a_year_is_settled_by_both_parties_each_in_its_own_part(
    database: str, open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(CLOCK, MARCH)
    for goal in MISSED:
        fill(opened(open_page, role="reporter", goal=goal), WHY, f"Forklaring af {goal}")
    press(opened(open_page, role="chief"), "Godkend for institutionen")
    head = opened(open_page, role="head")
    assert "Forklaring af 2.2" in see(head)
    press(head, "Tiltræd for departementet")
    press(opened(open_page, role="head"), "Luk planen")
    for role in ("reporter", "chief", "controller", "head", "reader", "auditor"):
        said = see(opened(open_page, role=role))
        assert "Lukket opgørelse. Målopfyldelsen ligger fast. 65 af 100 point opnået" in said
        assert "Forklaring af 1.1" in said
    course = read_year().course
    assert course.agreed
    assert [one.role for one in course.standing] == ["chief", "head"]
