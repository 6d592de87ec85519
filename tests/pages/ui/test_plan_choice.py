"""A plan that is not there is told in words, and those that are there are offered."""

from __future__ import annotations

import re
from datetime import date

import pytest

from db.plans import scenarios
from db.session import open_writing
from metrics.access import make_trial_reader
from metrics.whatif.scenario import ScenarioBasis, ScenarioDraft
from pages.ui.plan_choice import OfferedLink, draw_offer
from tests.pages.conftest import Open, text
from tests.pages.drawing import DA, HOSTILE, Reader, row


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"plan": "findes-ikke"}, "Der er ingen plan “findes-ikke”"),
        ({}, "Vælg en plan"),
        ({"plan": "cpr-2021", "as_of": "2017-01-01"}, "Der er ingen plan “cpr-2021” den 1. januar 2017"),
        ({"plan": "<script>alert(1)</script>"}, "Der er ingen plan “&lt;script&gt;"),
    ],
)
def test_a_wrong_address_is_told_in_words(open_page: Open, query: dict[str, str], said: str) -> None:
    assert said in text(open_page("plan", **query))


def test_the_plans_of_the_day_are_offered_and_lead_to_the_page(open_page: Open) -> None:
    html = text(open_page("plan", as_of="2017-01-01"))
    assert 'href="/plan?plan=cpr-2017&amp;as_of=2017-01-01"' in html
    assert "plan=cpr-2021" not in html


def test_an_offer_is_a_list_of_links_with_their_texts_escaped() -> None:
    read = Reader(draw_offer([OfferedLink("/plan?plan=a", "A"), OfferedLink("/plan?plan=b", HOSTILE)], DA))
    assert read.values("href") == ["/plan?plan=a", "/plan?plan=b"]
    assert read.tags == ["ul", "li", "a", "li", "a"]


def test_what_is_shared_is_listed_with_whose_and_when_on_its_plan_and_before_a_plan_is_chosen(
    open_page: Open, database: str
) -> None:
    draft = ScenarioDraft("Hvis 2.1 mistes", {"set": "2.1-not_met"})
    with open_writing(database, make_trial_reader("chief")) as session:
        key = scenarios.save_scenario(session, "cpr-2017", draft, ScenarioBasis(1, date(2017, 5, 1), {}))
    asked = {"as_of": "2017-06-30", "role": "head"}
    pages = [("plan", {"plan": "cpr-2017"}), ("whatif", {})]
    for page, more in pages:
        assert "Delte scenarier" not in text(open_page(page, **asked, **more))
    with open_writing(database, make_trial_reader("chief")) as session:
        scenarios.share_scenario(session, key, shared=True)
    for page, more in pages:
        html = text(open_page(page, **asked, **more))
        assert "Delte scenarier</h2>" in html
        assert "Institutionschef" in row(html, "Hvis 2.1 mistes")
        assert f"open={key}" in html
    assert "Delte scenarier" not in text(open_page("plan", **asked, plan="cpr-2016"))


@pytest.mark.parametrize(
    ("page", "role"),
    [
        ("institution", None),
        ("plan", None),
        ("direction", None),
        ("wheel", None),
        ("report", "reporter"),
        ("meeting", None),
        ("annual", None),
    ],
)
def test_whatever_is_offered_of_the_example_is_marked_as_fictional_and_nothing_else_is(
    open_page: Open, page: str, role: str | None
) -> None:
    html = text(open_page(page, as_of="2026-11-20", **({"role": role} if role else {})))
    offered = [one for one in re.findall(r"<(?:li|tr)\b.*?</(?:li|tr)>", html, re.DOTALL) if "href=" in one]
    fictional = [one for one in offered if "=eksempel-" in one or "opdigtet" in one]
    assert fictional
    assert [one for one in fictional if "Opdigtede tal" not in one] == []
    assert [one for one in offered if "cpr" in one and "Opdigtede tal" in one] == []
