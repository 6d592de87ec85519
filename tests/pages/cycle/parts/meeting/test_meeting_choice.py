"""Which meetings are offered, and to whom."""

from __future__ import annotations

import pytest

from tests.pages.conftest import Open, text
from tests.pages.cycle.parts.meeting.sitting import INSTITUTION, QUARTER, take
from tests.pages.drawing import plain

AREA = "Digitaliserings- og Borgerministeriet (opdigtet)"


def test_the_department_is_offered_institutions_and_areas_with_their_newest_quarters(open_page: Open) -> None:
    html = text(open_page("meeting", role="head"))
    assert f"/kvartalsmoede?institution={INSTITUTION}&amp;quarter={QUARTER}&amp;role=head" in html
    assert AREA in plain(html)
    assert "4. kvartal 2026" in plain(html)
    assert "1. kvartal 2027" not in plain(html)


def test_those_whose_plans_run_are_offered_first(open_page: Open) -> None:
    html = plain(text(open_page("meeting", role="head")))
    assert html.index("Ankenævnet for Borgersager") < html.index(AREA) < html.index("CPR-administrationen")


def test_the_institution_is_offered_no_areas(open_page: Open) -> None:
    html = plain(text(open_page("meeting", role="chief")))
    assert "Ankenævnet for Borgersager" in html
    assert AREA not in html
    assert "referaterne af jeres kvartalsmøder" in html


def test_a_quarter_says_where_its_meeting_stands(open_page: Open, database: str) -> None:
    take(database, "opened", "attended", "closed")
    assert "3. kvartal 2026 udkast til referat" in plain(text(open_page("meeting", role="head")))
    take(database, "approved_department", "approved_institution")
    listed = plain(text(open_page("meeting", role="head")))
    assert "3. kvartal 2026 udkast til referat" in listed, (
        "as its page says until the day for comments is past"
    )
    assert "referat godkendt" not in listed


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"institution": "x", "quarter": QUARTER}, "Der er ingen institution og intet ministerområde “x”"),
        ({"area": "x", "quarter": QUARTER}, "Der er ingen institution og intet ministerområde “x”"),
        ({"institution": INSTITUTION, "quarter": "2019Q1"}, "“2019Q1” er ikke et kvartal"),
        ({"institution": INSTITUTION, "quarter": "x"}, "“x” er ikke et kvartal"),
    ],
)
def test_what_is_not_there_is_said_and_something_else_is_offered(
    open_page: Open, query: dict[str, str], said: str
) -> None:
    html = plain(text(open_page("meeting", role="head", **query)))
    assert said in html
    assert "4. kvartal 2026" in html


@pytest.mark.parametrize("role", ["reader", "desk", "auditor", "administrator"])
def test_the_page_is_closed_to_everybody_else(open_page: Open, role: str) -> None:
    assert "Du har ikke adgang til siden" in text(open_page("meeting", role=role))
