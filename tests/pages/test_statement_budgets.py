"""How many statements each page and command takes: no more with many plans than with few, and within its own budget."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest
import streamlit as st
from sqlalchemy import Engine, event

from bench import state_data
from db import session
from db.location import URL_VARIABLE
from pages.ui import data_version
from pages.ui.kept import held_state
from tests import attempts
from tests.matrix import EVERYBODY, OWN, permitted
from tests.pages.conftest import Open
from tests.preparations import prepare
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
    "institution": 5,
    "journal": 10,
    "report": 3,
    "meeting": 3,
    "risk": 4,
    # Of each of the reader's open reports, four at most, what is typed in it is read as it is now.
    "overview": 20,
}
"""How many statements a page takes at most once its process has read the data; the aim is 12."""
FIRST = dict.fromkeys(BY_KEY, 25) | {
    # Beside the 25, three on the meetings that await the reader: they are asked at each run.
    "institution": 28,
    "journal": 31,
    "overview": 43,
}
"""How many it takes at most in a process that has read nothing: each section of the data takes up to five."""
CHECKED = "audit"
"""The page that holds each entry of the audit against its rows, as often as it is asked to: so it grows with them."""

MOST = 20
REPORT = (
    "it reads the report as it stands: the plan, what is recorded of its series, the steps, what is typed"
)
VERSION = "it reads what was agreed before, what is proposed and signed, and writes a version"
OWN_DRAFT = f"it begins with a draft of its own; {VERSION}"
SETTLED = "it settles the plan, part by part"
MEETING = "it reads the meeting as it stands, with its agenda"
DOCUMENT = "it writes a document, and each thing said of it"
ABOVE: dict[str, tuple[int, str]] = {
    **dict.fromkeys(("amendment_start", "amendment_explain"), (21, OWN_DRAFT)),
    **dict.fromkeys(("sign_department", "sign_institution"), (23, OWN_DRAFT)),
    **dict.fromkeys(("draft", "finding_answer", "sign_file"), (32, VERSION)),
    **dict.fromkeys(("discard", "restore", "amendment_save"), (36, OWN_DRAFT)),
    **dict.fromkeys(("propose_department", "propose_institution"), (38, OWN_DRAFT)),
    **dict.fromkeys(("sign_last_department", "sign_last_institution"), (54, OWN_DRAFT)),
    **dict.fromkeys(("agree_department", "agree_institution"), (60, OWN_DRAFT)),
    **dict.fromkeys(("change", "settle"), (64, SETTLED)),
    "annual_closed": (67, SETTLED),
    "reopen": (106, "it settles and closes the plan first, part by part, and opens it again"),
    "cases": (
        44,
        "it holds each figure against the open reports that ask for it, and brings in the rule first",
    ),
    "decide": (21, "it reads the plan as it is scored"),
    **dict.fromkeys(("report_fill", "sheet_forget"), (21, REPORT)),
    **dict.fromkeys(("evidence_attach", "evidence_remove"), (28, REPORT)),
    **dict.fromkeys(("report_excepted", "report_asked", "report_doubted"), (30, REPORT)),
    **dict.fromkeys(("report_sent", "report_shared", "report_taken_back", "report_returned"), (32, REPORT)),
    **dict.fromkeys(("report_reopened", "report_confirmed", "report_replied", "sheet_keep"), (34, REPORT)),
    "report_refused": (35, REPORT),
    "figures_give": (38, REPORT),
    **dict.fromkeys(("report_approved", "report_received", "report_answered", "report_noted"), (44, REPORT)),
    "meeting_closed": (35, MEETING),
    "meeting_series": (33, "it plans a meeting for each of several quarters"),
    **dict.fromkeys(("annual_approved", "annual_agreed", "annual_returned", "annual_compared"), (28, REPORT)),
    "annual_write": (47, "it saves six fields, each against what stands there"),
    **dict.fromkeys(("direction_bring", "duties_bring"), (25, DOCUMENT)),
}
"""The commands that take more than `MOST`: how many at most, and why."""


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
        st.cache_resource.clear()
        held_state._still_held.clear()
        st.cache_data.clear()
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
    most, _ = ABOVE.get(command, (MOST, ""))
    assert sent[0] == sent[1] <= most


def test_no_command_has_a_budget_of_its_own_that_it_does_not_need() -> None:
    assert ABOVE.keys() <= attempts.COMMANDS.keys()
    assert [name for name, (most, reason) in ABOVE.items() if most <= MOST or not reason] == []


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


def _attempt(url: str, command: str) -> int:
    """Use a command as somebody who may, and where nobody may as the program itself; count the statements."""
    _, make = attempts.COMMANDS[command]
    who = next((one for one in EVERYBODY if permitted(one, command, OWN)), None)
    do, by = prepare(url, make(OWN)), attempts.people(url)[who] if who else session.MACHINE
    with counted() as sent:
        attempts.attempt(url, by, do)
    return len(sent)


@contextmanager
def counted() -> Iterator[list[tuple[str, int]]]:
    """Each statement that is sent to a database meanwhile, and how many rows it gives."""
    sent: list[tuple[str, int]] = []

    def note(connection: object, cursor: object, statement: str, given: object, *_: object) -> None:
        if statement.startswith(("SELECT", "INSERT", "UPDATE", "DELETE", "WITH")):
            sent.append((statement, _count_rows(cursor, statement, given)))

    event.listen(Engine, "after_cursor_execute", note)
    yield sent
    event.remove(Engine, "after_cursor_execute", note)


def _count_rows(cursor: object, statement: str, given: object) -> int:
    if not statement.startswith("SELECT"):
        return 0
    (rows,) = cursor.connection.execute(f"SELECT count(*) FROM ({statement})", given).fetchone()  # type: ignore[attr-defined] # noqa: S608 # our own statement
    return int(rows)


_numbers = count(1)


def _copy(path: str | Path, folder: Path) -> str:
    return f"sqlite:///{shutil.copy(path, folder / f'{next(_numbers)}.db')}"


def _find_path(url: str) -> str:
    return url.removeprefix("sqlite:///")
