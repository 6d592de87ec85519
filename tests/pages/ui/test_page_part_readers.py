"""Every run of a part of a page asks again who reads: what was opened before is not shown on to whoever lost it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime

import pytest
from streamlit.testing.v1 import AppTest

from db import session
from db.location import URL_VARIABLE
from db.people import rights, sign_ins
from metrics.access import Grant, Person, Role
from service.claims import PREFIX
from service.sign_in import SETTINGS
from tests.pages.conftest import ROOT, text
from tests.parts import find_parts, redraw_part
from words.site_map import BY_KEY

NAME = "CPR-administrationen"
ENDED, NO_ACCESS = (
    "Din pålogning er udløbet",
    "Du har ikke adgang til siden. Kontakt systemadministratoren for adgang.",
)
WITH_PARTS: list[tuple[str, dict[str, str]]] = [
    ("overview", {"as_of": "2017-06-30"}),
    ("risk", {"as_of": "2017-04-01"}),
    ("development", {}),
    ("institution", {"institution": "cpr"}),
    ("plan", {"plan": "cpr-2017"}),
    ("goal", {"plan": "cpr-2017", "goal": "2.1"}),
    ("whatif", {"plan": "cpr-2017", "as_of": "2017-06-30"}),
]
"""Pages that draw parts, with addresses at which they show them of one institution."""

Lose = Callable[["Reader"], str]


class Reader:
    """Somebody with roles over one institution, signed in, with a tab open."""

    def __init__(self, url: str, address: str) -> None:
        self.url, self.address, self.began = url, address, time.time() - 60
        with session.open_writing(url, session.MACHINE) as db:
            self.grants = [
                rights.grant_role(db, address, Grant(role, date(2016, 1, 1), institution="cpr"))
                for role in (Role.HEAD, Role.CONTROLLER)
            ]
        self.tab = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
        self.sign_in()

    def sign_in(self, **claims: object) -> None:
        said = {
            "is_logged_in": True,
            "email_verified": True,
            "email": self.address,
            "iat": self.began,
            "exp": time.time() + 3600,
        }
        self.tab.user = {**said, **claims}

    def open(self, page: str, query: dict[str, str]) -> str:
        self.tab.query_params.update(query)
        self.tab.run()
        self.tab.switch_page(BY_KEY[page].script)
        return text(self.tab.run())

    def sign_out(self) -> str:
        with session.open_writing(self.url, Person(self.address)) as db:
            sign_ins.record_sign_out(db, datetime.fromtimestamp(self.began, UTC))
        return ENDED

    def run_out(self) -> str:
        self.sign_in(exp=time.time() - 1)
        return ENDED

    def be_revoked(self) -> str:
        with session.open_writing(self.url, session.MACHINE) as db:
            for grant in self.grants:
                rights.revoke_grant(db, grant)
        return NO_ACCESS

    def be_moved(self) -> str:
        with session.open_writing(self.url, session.MACHINE) as db:
            for grant in self.grants:
                rights.revoke_grant(db, grant)
            moved = Grant(Role.HEAD, date(2016, 1, 1), institution="eksempel-tilsyn")
            rights.grant_role(db, self.address, moved)
        return "m-menu"


@pytest.fixture
def url(filled_database_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A database with the sources and the example, where people sign in with a provider."""
    monkeypatch.setenv(URL_VARIABLE, filled_database_url)
    for name in SETTINGS:
        monkeypatch.setenv(PREFIX + name, f"https://login.example.dk/{'x' * 32}")
    yield filled_database_url
    session.open_engine(filled_database_url).dispose()


def said(tab: AppTest) -> str:
    """All that was sent, with what may be chosen."""
    return "\n".join([text(tab), *(option for box in tab.selectbox for option in box.options)])


@pytest.mark.parametrize(
    "lose", [Reader.sign_out, Reader.run_out, Reader.be_revoked, Reader.be_moved], ids=lambda f: f.__name__
)
def test_a_part_of_no_page_is_drawn_for_whoever_no_longer_reads_as_they_did(url: str, lose: Lose) -> None:
    for number, (page, query) in enumerate(WITH_PARTS):
        reader = Reader(url, f"{lose.__name__}{number}@cpr.dk")
        assert NAME in reader.open(page, query), page
        parts = find_parts(reader.tab)
        assert parts, page
        expected = lose(reader)
        # The run of the whole page that follows a loss forgets the parts, so each tab has one to press.
        sent = said(redraw_part(reader.tab, parts[number % len(parts)]))
        assert expected in sent, page
        assert NAME not in sent, page
        assert not reader.tab.get("plotly_chart"), page


def test_a_part_is_redrawn_alone_for_whoever_reads_as_before(url: str) -> None:
    reader = Reader(url, "chief@cpr.dk")
    reader.open("overview", {"as_of": "2017-06-30"})
    (part, *_) = find_parts(reader.tab)
    sent = text(redraw_part(reader.tab, part))
    assert NAME in sent
    assert "m-menu" not in sent


def test_the_day_after_the_whole_page_is_drawn(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    reader = Reader(url, "late@cpr.dk")
    reader.open("overview", {"as_of": "2017-06-30"})
    (part, *_) = find_parts(reader.tab)

    later = datetime(2099, 1, 1, tzinfo=UTC)
    monkeypatch.setattr("pages.ui.page_part.read_clock", lambda: later)
    assert "m-menu" in text(redraw_part(reader.tab, part))
