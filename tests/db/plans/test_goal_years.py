"""The same number in several years of a contract."""

from __future__ import annotations

from typing import Any

import pytest

from db.plans.goal_years import tell_years_apart


def goal(number: str, year: int | None = None, *criteria: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {"number": number, "criteria": list(criteria)}
    return found if year is None else {**found, "year": year}


STEPS = (
    {"number": "5.1", "milestone": {"due": 1}},
    {"number": "5.2", "criteria": [{"number": "5.2.a", "milestone": {"due": 2, "depends_on": "5.1"}}]},
    {"number": "5.3", "milestone": {"due": 3, "depends_on": "4.1"}},
)


def test_a_number_of_two_years_gets_its_year_and_so_do_its_criteria_and_what_they_depend_on() -> None:
    found = tell_years_apart({"goals": [goal("5", 2015, *STEPS), goal("5", 2016), goal("6", 2015)]})
    first, second, third = found["goals"]
    assert (first["number"], second["number"], third["number"]) == ("2015.5", "2016.5", "6")
    assert [criterion["number"] for criterion in first["criteria"]] == ["2015.5.1", "2015.5.2", "2015.5.3"]
    (inner,) = first["criteria"][1]["criteria"]
    assert inner == {"number": "2015.5.2.a", "milestone": {"due": 2, "depends_on": "2015.5.1"}}
    assert first["criteria"][2]["milestone"]["depends_on"] == "4.1"
    assert tell_years_apart(found) == found


@pytest.mark.parametrize(
    "data",
    [
        {"goals": [goal("5"), goal("5")]},
        {"goals": [goal("5", 2015), goal("5")]},
        {"goals": [goal("5", 2015), goal("6", 2016)]},
        {"goals": "none"},
        {"goals": ["none"]},
        {},
    ],
)
def test_what_is_no_number_of_several_years_is_left_for_the_check(data: dict[str, Any]) -> None:
    assert tell_years_apart(data) == data
