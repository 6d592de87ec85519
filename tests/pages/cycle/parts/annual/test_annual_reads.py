"""A settlement as a reader sees it: on another day nothing is done."""

from __future__ import annotations

import pytest

from tests.pages.conftest import Open
from tests.pages.cycle.settling import PLAN, explain, labels, opened, see

COMPARE = "Registrér sammenholdelse med finansloven"


def test_on_an_earlier_day_the_page_shows_the_year_as_it_stood_and_has_no_forms(open_page: Open) -> None:
    at = opened(open_page, as_of="2026-01-10")
    assert "Foreløbig opgørelse." in see(at)
    assert (labels(at), list(at.text_area)) == ([], [])


def test_what_is_written_is_the_institution_s_own_until_it_is_approved(
    database: str, open_page: Open
) -> None:
    explain()
    assert "Årsagen til 1.1" in see(opened(open_page, role="reporter"))
    for role in ("controller", "head", "reader"):
        assert "Årsagen til 1.1" not in see(opened(open_page, role=role))


@pytest.mark.parametrize(
    ("role", "may"),
    [
        ("reporter", [COMPARE]),
        ("chief", [COMPARE, "Luk planen"]),
        ("head", ["Luk planen"]),
        ("controller", [COMPARE]),
        ("reader", []),
    ],
)
def test_each_role_has_the_forms_that_are_its_own(open_page: Open, role: str, may: list[str]) -> None:
    assert labels(opened(open_page, PLAN, role)) == may
