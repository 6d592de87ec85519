"""Roles in words."""

from __future__ import annotations

from datetime import date

import pytest

from metrics.access import Grant, Role
from words.administration.grant_line import write_grant, write_permitted, write_scope
from words.language import Words

DA, NAMES = Words("da"), {"cpr": "CPR-administrationen"}
START, END = date(2026, 12, 1), date(2027, 1, 31)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (Grant(Role.READER, START), "alle ministerområder"),
        (Grant(Role.READER, START, area="Ministeriet"), "ministerområdet Ministeriet"),
        (Grant(Role.READER, START, institution="cpr"), "CPR-administrationen"),
        (Grant(Role.READER, START, institution="other"), "other"),
    ],
)
def test_what_a_role_is_for(given: Grant, said: str) -> None:
    assert write_scope(given, NAMES, DA) == said


def test_a_role_with_its_days() -> None:
    given = Grant(Role.CHIEF, START, END, institution="cpr")
    assert (
        write_grant(given, NAMES, DA)
        == "Institutionschef for CPR-administrationen fra 1. december 2026 til og med 31. januar 2027"
    )
    open_end = Grant(Role.CHIEF, START, institution="cpr")
    assert (
        write_grant(open_end, NAMES, DA) == "Institutionschef for CPR-administrationen fra 1. december 2026"
    )


def test_what_a_role_permits() -> None:
    assert write_permitted(Grant(Role.READER, START), DA) == "se og hente filer"
    assert write_permitted(Grant(Role.ADMINISTRATOR, START), Words("en")) == "give roles"


def test_a_role_for_some_goals_names_them_and_permits_no_more_than_their_rows() -> None:
    given = Grant(Role.REPORTER, START, institution="cpr", goals=frozenset({"10.1", "2.1"}))
    assert write_scope(given, NAMES, DA) == "CPR-administrationen, mål 2.1 og 10.1"
    one = Grant(Role.REPORTER, START, institution="cpr", goals=frozenset({"1"}))
    assert write_scope(one, NAMES, Words("en")) == "CPR-administrationen, goal 1"
    assert write_permitted(given, DA) == "se, hente filer og forberede indberetninger"
