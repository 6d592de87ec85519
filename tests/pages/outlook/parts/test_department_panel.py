"""The department's view: how many institutions may stay under a threshold, for those who see more than one."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from metrics.access import Grant, Person, Role
from pages.ui import reader
from tests.pages.conftest import text

HEAD = Person("head@example.dk", (Grant(Role.HEAD, date(2020, 1, 1)),))
CHIEF = Person("chief@example.dk", (Grant(Role.CHIEF, date(2020, 1, 1), institution="eksempel-ankenaevn"),))
Panel = Callable[..., str]


def script() -> None:
    """The view as the page of what-ifs shows it."""
    from pages.outlook.parts import department_panel
    from pages.ui import data_version, frame, moments

    with data_version.pin_version():
        page = frame.open_page("risk", titled=False)
        moment = moments.read_moment(page.as_of, page.known_at, page.reader, page.today)
        department_panel.show_department(page, moment)


@pytest.fixture
def panel(database: str, monkeypatch: pytest.MonkeyPatch) -> Panel:
    """The HTML of the view for a person, with query parameters."""

    def run(person: Person = HEAD, **query: str) -> str:
        monkeypatch.setattr(reader, "find_reader", lambda: person)
        at = AppTest.from_function(script, default_timeout=20)
        for name, value in query.items():
            at.query_params[name] = value
        return text(at.run())

    return run


def shares(html: str, heading: str) -> list[float]:
    """The percentages of a column, down the table."""
    cells = re.findall(
        rf'data-label="{heading}"><div>([\d,]+)\s?pct\.', html.replace("\N{NO-BREAK SPACE}", " ")
    )
    return [float(cell.replace(",", ".")) for cell in cells]


def test_each_number_of_institutions_has_a_chance_and_they_add_to_one(panel: Panel) -> None:
    html = panel(as_of="2026-11-01")
    for heading in ("Uden samvariation", "Med fuld samvariation"):
        found = shares(html, heading)
        assert len(found) > 1
        assert sum(found) == pytest.approx(100, abs=len(found))


def test_the_threshold_stands_in_the_address_and_moves_what_is_shown(panel: Panel) -> None:
    low, usual, high = (panel(as_of="2026-11-01", threshold=percent) for percent in ("50", "80", "100"))
    assert "ende under 50 point" in low
    assert "ende under 80 point" in usual
    under = [shares(html, "Uden samvariation") for html in (low, high)]
    assert under[0][0] > under[1][0]
    assert "“81”" in panel(as_of="2026-11-01", threshold="81")


def test_each_institution_leads_to_its_what_if_and_at_most_five_goals_are_named(panel: Panel) -> None:
    html = panel(as_of="2026-11-01")
    assert "Opdigtede tal" in html
    assert 'href="/hvad-nu-hvis?plan=eksempel-ankenaevn-2026' in html
    helping = html[html.index("De enkelte mål, der ville hjælpe mest") :]
    assert 1 <= helping.count('href="/maal?') <= 5


def test_who_sees_one_institution_is_shown_nothing(panel: Panel) -> None:
    html = panel(CHIEF, as_of="2026-11-01")
    assert "Institutionerne samlet" not in html


def test_a_day_without_plans_says_so(panel: Panel) -> None:
    assert "Ingen institution har en underskrevet plan" in panel(as_of="2001-01-01")


def test_it_is_told_in_english_too(panel: Panel) -> None:
    assert "How many institutions end under" in panel(as_of="2026-11-01", lang="en")
