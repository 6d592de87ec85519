"""After a meeting is closed, the start page and the institution's page say what it awaits of whoever reads."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from db.clock import CLOCK
from db.location import URL_VARIABLE
from tests.db.meetings.held import HEAD, PLAN, capture, close, take
from tests.db.reports.played import CHIEF
from tests.held_meetings import HOSTILE, OF_AREA, hold_meeting
from tests.pages.conftest import Open, text
from tests.pages.drawing import plain

MINUTES = "Referat af kvartalsmødet: CPR-administrationen, 2. kvartal 2017"


@pytest.fixture(scope="module")
def sqlite_met(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("met") / "maalstreg.db"
    shutil.copy(sqlite_template, path)
    url = f"sqlite:///{path}"
    hold_meeting(url)
    take(url, HEAD, "opened", subject=OF_AREA)
    said = {"owner": "Controller i departementet", "due": date(2017, 8, 20), "plan": PLAN, "goal": "2.1"}
    capture(url, HEAD, "action", "Saml op for området", subject=OF_AREA, **said)
    given = {**said, "owner": "Direktør", "due": date(2017, 9, 1)}
    capture(url, HEAD, "action", "Vis hvordan I når det", subject=OF_AREA, **given)
    close(url, subject=OF_AREA)
    return path


@pytest.fixture
def database(sqlite_filled: object, sqlite_met: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    copy = tmp_path / "maalstreg.db"
    shutil.copy(sqlite_met, copy)
    monkeypatch.setenv(URL_VARIABLE, f"sqlite:///{copy}")
    monkeypatch.setenv(CLOCK, "2017-08-03")
    return f"sqlite:///{copy}"


def read(open_page: Open, role: str, page: str = "overview") -> str:
    html = text(open_page(page, role=role, institution="cpr"))
    return plain(html.partition("</ul></section>")[0]).replace("\u00a0", " ") if "m-to-do" in html else ""


def test_each_side_is_told_of_minutes_to_approve_and_of_open_actions_until_it_has(
    database: str, open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    for page in ("overview", "institution"):
        shown = read(open_page, "chief", page)
        assert f"{MINUTES} afventer jeres godkendelse · bemærkninger senest 15. august 2017 (12 dage" in shown
        assert HOSTILE in shown
        assert "Ansvarlig: Kontorchef · frist 30. september 2017 (58 dage tilbage)" in shown
    assert "Saml op for området" not in read(open_page, "chief"), (
        "of the area's meeting the department is told"
    )
    for page in ("overview", "institution"):
        assert "Vis hvordan I når det" in read(open_page, "chief", page), (
            "what it gave the institution is told"
        )
    assert read(open_page, "reader") == read(open_page, "auditor") == ""
    take(database, CHIEF, "approved_institution")
    assert MINUTES not in read(open_page, "chief")
    assert MINUTES in read(open_page, "head")
    monkeypatch.setenv(CLOCK, "2017-08-25")
    late = read(open_page, "head")
    assert "fristen for bemærkninger var 15. august 2017" in late
    overdue = late.index("Saml op for området")
    assert "frist 20. august 2017 (" in late[overdue:]
    assert overdue < late.index("frist 30. september 2017"), "what is overdue comes first"
