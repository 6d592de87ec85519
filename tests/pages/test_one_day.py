"""A page of an earlier day shows what was known by its end, and nothing that was recorded later."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from db.location import URL_VARIABLE
from export.workbook import write_workbook
from metrics.periods import find_day_end
from pages.status.parts import status_reads
from pages.ui import moments
from terminal.common import find_operator, find_today
from tests.fixtures.terminal import Run
from tests.later_facts import DAYS, record_later
from tests.pages.conftest import Open, text
from tests.pages.drawn_day import draw_day
from words.language import Words

LAST = DAYS[-1]
OPENED = ("2017-10-15", "2024-10-14", "2026-10-31")
"""Days on which the pages themselves are opened; on the others what they draw is read."""
KEYS = ("overview", "risk", "plan", "goal", "whatif", "institution", "development")
PLANS = {"2016": "cpr-2017", "2017": "cpr-2017", "2018": "cpr-2017", "2021": "cpr-2021"}
"""The plan that is looked at, by the year of the day; of a later year that of the tribunal."""


@pytest.fixture(scope="module")
def told_later(sqlite_filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The filled database with facts recorded today that contradict all it holds."""
    path = tmp_path_factory.mktemp("later") / "maalstreg.db"
    shutil.copy(sqlite_filled, path)
    record_later(f"sqlite:///{path}")
    return path


@pytest.fixture
def both(
    open_page: Open, sqlite_filled: Path, told_later: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., tuple[Any, Any]]:
    """Do the same on the filled database and on the one with later facts."""

    def ask(do: Callable[[], Any]) -> tuple[Any, Any]:
        found = []
        for path in (sqlite_filled, told_later):
            monkeypatch.setenv(URL_VARIABLE, f"sqlite:///{path}")
            found.append(do())
        return found[0], found[1]

    return ask


def _open(open_page: Open, key: str, **query: str) -> tuple[str, list[tuple[str, str]]]:
    """The text of a page, and its charts with what is said of them."""
    at = open_page(key, **query)
    return text(at), [(chart.proto.spec, chart.proto.alt) for chart in at.get("plotly_chart")]


def _plan(day: str) -> str:
    return PLANS.get(day[:4], f"eksempel-ankenaevn-{day[:4]}")


@pytest.mark.parametrize("day", DAYS)
def test_nothing_that_was_recorded_later_is_drawn_of_any_plan_on_a_day(
    both: Callable[..., tuple[Any, Any]], day: str
) -> None:
    before, after = both(partial(draw_day, date.fromisoformat(day)))
    assert before.keys() == after.keys()
    for what, drawn in before.items():
        assert drawn == after[what], what


@pytest.mark.parametrize("day", OPENED)
@pytest.mark.parametrize("key", KEYS)
def test_nothing_that_was_recorded_later_shows_on_a_page_of_a_day(
    both: Callable[..., tuple[Any, Any]], open_page: Open, key: str, day: str
) -> None:
    query = {"plan": _plan(day), "goal": "2.1", "institution": _plan(day).rpartition("-")[0]}
    before, after = both(partial(_open, open_page, key, as_of=day, **query))
    assert before == after
    assert "m-offer" not in before[0]


@pytest.mark.parametrize("day", DAYS)
def test_the_terminal_tells_nothing_of_a_day_that_was_recorded_later(
    run: Run, both: Callable[..., tuple[Any, Any]], day: str
) -> None:
    commands = ("score", "outlook") if day in OPENED else ("outlook",)
    before, after = both(lambda: [run(command, _plan(day), "--as-of", day) for command in commands])
    assert before == after
    assert all(done.returncode == 0 for done in before)


@pytest.mark.parametrize("key", KEYS)
def test_with_what_is_known_today_it_shows(
    both: Callable[..., tuple[Any, Any]], open_page: Open, key: str
) -> None:
    query = {"plan": _plan(LAST), "goal": "2.1", "institution": "eksempel-ankenaevn"}
    query |= {"as_of": LAST, "known_at": find_today().isoformat()}
    before, after = both(partial(_open, open_page, key, **query))
    assert before != after


@pytest.mark.parametrize("day", DAYS)
def test_the_spreadsheet_of_a_day_holds_nothing_that_was_recorded_later(
    both: Callable[..., tuple[Any, Any]], day: str
) -> None:
    before, after = both(partial(_write_cells, date.fromisoformat(day), _plan(day)))
    assert before == after
    assert (
        f"Status pr. {Words('da').date(date.fromisoformat(day))}, med de oplysninger, der forelå den dag"
        in (before[0][0][0])
    )


def _write_cells(day: date, plan: str) -> list[list[tuple[Any, ...]]]:
    """Write the spreadsheet of a plan, and read the cells of each sheet again."""
    found = moments.read_moment(day, find_day_end(day), find_operator(), find_today())
    after = status_reads.read_decided(found, plan)
    content = write_workbook(found.scores[plan], after, found.catalogue, Words("da"), find_today())
    return [list(sheet.iter_rows(values_only=True)) for sheet in load_workbook(BytesIO(content))]


@pytest.mark.usefixtures("read_only")
@pytest.mark.parametrize("day", DAYS)
def test_what_stood_before_is_what_the_page_of_that_day_shows(day: str) -> None:
    as_of, today = date.fromisoformat(day), find_today()
    then = as_of - timedelta(days=45)
    page = moments.read_moment(then, find_day_end(then), find_operator(), today)
    for known in (as_of, today):
        assert moments.make_before(find_day_end(known), find_operator(), today)(then) is page.outlooks
