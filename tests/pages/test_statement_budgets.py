"""How many statements each page and command takes: no more with many plans than with few, and within its own budget."""

from __future__ import annotations

import shutil
from itertools import count
from pathlib import Path

import pytest
import streamlit as st

from bench import state_data
from db import session
from db.location import URL_VARIABLE
from pages.ui import data_version
from pages.ui.kept import held_state, keep
from tests import attempts
from tests.counting import counted
from tests.matrix import EVERYBODY, OWN, permitted
from tests.pages.conftest import Open
from tests.preparations import attempt, prepare
from words.site_map import BY_KEY

MORE = 40
"""How many institutions there are more, with a plan each, where there are many."""
QUERIES = {
    "plan": {"plan": "eksempel-ankenaevn-2026"},
    "goal": {"plan": "eksempel-ankenaevn-2026", "goal": "1.1"},
    "institution": {"institution": "eksempel-ankenaevn"},
    "wheel": {"institution": "dst"},
}
PAGES = dict.fromkeys(BY_KEY, 2) | {
    "audit": 4,
    "institution": 4,
    "journal": 10,
    "report": 3,
    "meeting": 3,
    "risk": 4,
    # What is typed in the reader's open reports is read as it is now, of all of them at once.
    "overview": 11,
}
"""How many statements a page takes at most once its process has read the data; the aim is 12."""
FIRST = dict.fromkeys(BY_KEY, 20) | {
    # Beside the 20, what is asked at each run.
    "institution": 22,
    "meeting": 21,
    "journal": 27,
    "overview": 29,
}
"""How many it takes at most in a process that has read nothing: each section of the data takes up to four."""
CHECKED = "audit"
"""The page that holds each entry of the audit against its rows, as often as it is asked to: so it grows with them."""

MOST = 20
"""How many statements a command takes at most."""


@pytest.fixture(scope="module")
def few(sqlite_filled: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The sources and the example, in which everybody in the matrix holds their role."""
    url = _copy(sqlite_filled, tmp_path_factory.mktemp("few"))
    with session.open_writing(url, session.MACHINE) as db:
        attempts.grant_everybody(db)
    return url


@pytest.fixture(scope="module")
def many(few: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The same, with many institutions more."""
    url = _copy(_find_path(few), tmp_path_factory.mktemp("many"))
    state_data.add_institutions(url, MORE, [2026])
    return url


@pytest.mark.parametrize("page", BY_KEY)
def test_a_page_takes_no_more_statements_with_many_plans_and_keeps_its_budget(
    few: str, many: str, open_page: Open, monkeypatch: pytest.MonkeyPatch, page: str
) -> None:
    # However slow the machine is: what is asked every other second is no part of a page.
    monkeypatch.setattr(data_version, "LOOK_SECONDS", 86_400)
    for url in (few, many):
        keep.forget_all()
        st.cache_resource.clear()
        held_state._still_held.clear()
        data_version.find_version(url)  # the first page of a process would ask it, whichever that is
        with counted() as first:
            _open(open_page, monkeypatch, url, page)
        with counted() as again:
            _open(open_page, monkeypatch, url, page)
        assert len(again) <= PAGES[page], again
        assert len(first) <= FIRST[page] or page == CHECKED, first


def _open(open_page: Open, monkeypatch: pytest.MonkeyPatch, url: str, page: str) -> None:
    """Open a page of a database: that of the fixture, which is set when the first page is opened, is not meant."""
    monkeypatch.setenv(URL_VARIABLE, url)
    assert not open_page(page, **QUERIES.get(page, {})).exception


@pytest.mark.parametrize("command", attempts.COMMANDS)
def test_a_command_takes_as_many_statements_with_many_plans_and_keeps_its_budget(
    few: str, many: str, tmp_path: Path, command: str
) -> None:
    sent = [_attempt(_copy(_find_path(url), tmp_path), command) for url in (few, many)]
    assert sent[0] == sent[1] <= MOST


def test_the_import_of_a_plan_reads_as_many_rows_with_many_plans_as_with_few(
    few: str, tmp_path: Path
) -> None:
    found = []
    for years in ([2026], state_data.YEARS):
        url = _copy(_find_path(few), tmp_path)
        state_data.add_institutions(url, 4, years)
        with session.open_writing(url, session.MACHINE) as db, counted() as sent:
            attempts.draft(OWN)(db)
        found.append(sent)
    assert [len(sent) for sent in found] == [len(found[0])] * 2
    assert [one for one in zip(*found, strict=True) if one[0] != one[1]] == []
    # What other plans say is looked for in their texts only where the file says something of a series or a value.
    assert [statement for statement, _ in found[0] if "LIKE" in statement] == []


def _attempt(url: str, command: str) -> int:
    """Use a command as somebody who may, and where nobody may as the program itself; count the statements."""
    _, make = attempts.COMMANDS[command]
    who = next((one for one in EVERYBODY if permitted(one, command, OWN)), None)
    do, by = prepare(url, make(OWN)), attempts.people(url)[who] if who else session.MACHINE
    with counted() as sent:
        attempt(url, by, do)
    return len(sent)


_numbers = count(1)


def _copy(path: str | Path, folder: Path) -> str:
    return f"sqlite:///{shutil.copy(path, folder / f'{next(_numbers)}.db')}"


def _find_path(url: str) -> str:
    return url.removeprefix("sqlite:///")
