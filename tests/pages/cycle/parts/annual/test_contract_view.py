"""A contract over several years on the page: each year has its own settlement, and links to the others."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from db.clock import CLOCK
from db.plans import plan_file
from tests.db.recorded import imported
from tests.pages.conftest import Open
from tests.pages.cycle.settling import WHY, fill, labels, opened, press, see

CONTRACT = "m56"
FILE = Path(__file__).parents[4] / "mechanics" / "56-contract-over-years.toml"


@pytest.fixture
def contract(database: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The contract of 2015-2017 without any result, in the February after its second year."""
    imported(database, plan_file.read_plan(FILE), now=datetime(2015, 1, 5, tzinfo=UTC))
    monkeypatch.setenv(CLOCK, "2017-02-20")
    return database


def test_each_year_is_offered_and_leads_to_the_others(contract: str, open_page: Open) -> None:
    offer = see(opened(open_page, "", "head"))
    assert all(f"Kontrakt over tre år, {year}" in offer for year in (2015, 2016, 2017))
    meant = see(opened(open_page, CONTRACT, "head"))
    assert "2016.1 Rettidige sager i 2016" in meant
    assert "2015.1" not in meant
    assert "Planen lukkes, når dens sidste år, 2017, er gjort op." in meant
    assert "2015.1 Rettidige sager i 2015" in see(opened(open_page, CONTRACT, "head", year="2015"))
    ahead = see(opened(open_page, CONTRACT, "head", year="2017"))
    assert "Planens år slutter 31. december 2017." in ahead


def test_the_paper_of_a_year_is_asked_for_on_the_plan_s_page(contract: str, open_page: Open) -> None:
    assert contract
    tab = open_page("plan", role="head", plan=CONTRACT, paper="annual", year="2015")
    (years,) = [box for box in tab.selectbox if box.label == "Planår"]
    assert (years.value, years.options) == ("2015", ["2016", "2015", "2017"])
    other = open_page("plan", role="head", plan=CONTRACT, paper="institution")
    assert [box for box in other.selectbox if box.label == "Planår"] == []


def test_a_year_is_explained_and_approved_where_it_stands(contract: str, open_page: Open) -> None:
    for goal in ("2015.1", "2015.2"):
        fill(opened(open_page, CONTRACT, "reporter", year="2015", goal=goal), WHY, "For få hænder")
    at = opened(open_page, CONTRACT, "chief", year="2015")
    assert "For få hænder" in see(at)
    assert "Opgørelsen er godkendt for institutionen." in press(at, "Godkend for institutionen")
    assert "Godkend for institutionen" not in labels(opened(open_page, CONTRACT, "chief", year="2016"))
    assert "Ingen har godkendt opgørelsen endnu." in see(opened(open_page, CONTRACT, "chief", year="2016"))


def test_the_comparison_with_the_finance_act_is_recorded_with_what_it_showed(
    database: str, open_page: Open
) -> None:
    at = opened(open_page, role="controller")
    said = press(
        at,
        "Registrér sammenholdelse med finansloven",
        "§ 10.11.01: målene stemmer",
        "Hvad er der sammenholdt med, og hvad viste det?",
    )
    assert "Sammenholdelsen med finansloven er registreret." in said
    assert "Sammenholdt med finansloven Controller i departementet" in see(opened(open_page, role="reader"))
    assert "§ 10.11.01: målene stemmer" in see(opened(open_page, role="reader"))
