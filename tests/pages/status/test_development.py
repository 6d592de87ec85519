"""The page of developments, as a reader meets it."""

from __future__ import annotations

import pytest

from tests.pages.conftest import Open, text
from tests.pages.drawing import plain, row

FICTION = "Digitaliserings- og Borgerministeriet (opdigtet)"
DAY = "2026-11-20"


def test_all_areas_are_shown_and_one_can_be_chosen_in_the_address(open_page: Open) -> None:
    html = text(open_page("development", as_of=DAY))
    assert row(html, "CPR-administrationen")
    assert row(html, "Styrelsen for Borgertilsyn")
    own = text(open_page("development", as_of=DAY, area=FICTION))
    assert "CPR-administrationen" not in own
    assert row(own, "Styrelsen for Borgertilsyn") == "Styrelsen for Borgertilsyn 70 85 65 54 forventet 30–85"


def test_an_earlier_day_shows_what_was_known_then(open_page: Open) -> None:
    html = text(open_page("development", as_of="2024-06-30", area=FICTION))
    assert row(html, "Institution") == "Institution 2023 2024"
    assert "forventet" in row(html, "Registerstyrelsen")


def test_the_indicator_that_is_compared_stands_in_the_address(open_page: Open) -> None:
    at = open_page("development", as_of=DAY, area=FICTION, indicator="afvigelse-grundbudget")
    assert "Afvigelse fra grundbudgettet, pct." in plain(text(at))
    at.selectbox(key="indicator").select("sygefravaer").run()
    assert "indicator" not in at.query_params
    assert "Sygefraværsdage pr. medarbejder, dage" in plain(text(at))


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"as_of": "2001-01-01"}, "Der var ingen planer den 1. januar 2001"),
        ({"area": "Månen"}, "“Månen” i adressen findes ikke her"),
        ({"indicator": "humor"}, "“humor” i adressen er ikke et nøgletal"),
        ({"area": "Social- og Indenrigsministeriet"}, "Ingen nøgletal opgøres ens"),
    ],
)
def test_what_there_is_nothing_of_is_told_in_words(open_page: Open, query: dict[str, str], said: str) -> None:
    assert said in plain(text(open_page("development", **query)))


def test_the_page_is_in_english_too(open_page: Open) -> None:
    html = text(open_page("development", as_of=DAY, lang="en"))
    assert "Fulfilment by year" in html
    assert "expected" in row(html, "Registerstyrelsen")
