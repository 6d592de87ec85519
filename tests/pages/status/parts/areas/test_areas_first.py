"""Who sees many institutions is shown the areas first, opens one by the address, and searches all on the server."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from bench import state_data
from db.location import URL_VARIABLE
from tests.pages.conftest import Open, text
from tests.pages.drawing import captions, plain, rows

THIRD = "Ministerium 02 (opdigtet)"


@pytest.fixture(scope="module")
def state(sqlite_filled: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The sources and the example, and forty institutions of four areas more."""
    url = f"sqlite:///{shutil.copy(sqlite_filled, tmp_path_factory.mktemp('state') / 'state.db')}"
    state_data.add_institutions(url, 40, [2026])
    return url


@pytest.fixture
def overview(state: str, open_page: Open, monkeypatch: pytest.MonkeyPatch) -> Open:
    monkeypatch.setenv(URL_VARIABLE, state)

    def run(**query: str) -> object:
        return open_page("overview", as_of="2026-11-20", **query)

    return run  # type: ignore[return-value]


def heads(html: str) -> list[str]:
    """What each row of the first table is headed by."""
    return [plain(found) for found in re.findall(r'<th scope="row"[^>]*>(.*?)</th>', html, re.DOTALL)]


def test_the_areas_come_first_and_small(overview: Open) -> None:
    html = text(overview(sort="name"))
    assert captions(html) == ["Ministerområderne"]
    assert [head.split(" (")[0] for head in heads(html)][1:4] == [
        "Ministerium 00",
        "Ministerium 01",
        "Ministerium 02",
    ]
    assert "m-standing" not in html
    assert len(html) < 300_000


def test_an_area_of_the_address_is_opened_alone(overview: Open) -> None:
    html = text(overview(area=THIRD))
    assert re.findall(r"<h2>(.*?) ?<", html) == [THIRD]
    assert sum("Styrelsen 02" in one for one in rows(html)) >= 10
    assert "Styrelsen 030" not in html


def test_a_search_finds_institutions_and_goals_of_all_areas_or_of_one(overview: Open) -> None:
    assert heads(text(overview(find="styrelsen 017"))) == ["Styrelsen 017 2026"]
    of_goal = text(overview(find="mål 7", area=THIRD, sort="name"))
    assert len(heads(of_goal)) == 10
    assert heads(of_goal)[0] == "Styrelsen 020 2026 7 Mål 7"
    assert "0 resultatplaner" in plain(text(overview(find="findes ikke")))


def test_all_institutions_stand_in_one_table_and_the_legend_names_the_marks(overview: Open) -> None:
    html = text(overview(show="institutions"))
    assert len(heads(html)) >= 44
    assert "I risiko" in plain(html)


def test_an_area_that_is_not_there_is_told(overview: Open) -> None:
    assert "“Månen” i adressen findes ikke her" in text(overview(area="Månen"))


def test_few_areas_are_shown_whole_as_they_were(open_page: Open) -> None:
    at = open_page("overview", as_of="2026-11-20")
    assert "m-areas" not in text(at)
    assert [box.key for box in at.selectbox] == ["area"]
