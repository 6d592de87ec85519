"""The whole matrix, asked of the product: every role, however it is held, on every page and with every command.

The table is `tests/matrix.py`. Nine roles, held over an institution, its area or all, or by a grant that has ended or
not begun, and one person without any make 46 people. Each uses 109 commands on an institution, on another of its area
and on one of another area: 15,042 cells. Each signs in and opens 16 pages, at 48 addresses where they are about one
plan, institution or day, and looks for the three institutions: 2,208 cells in as many pages; and the menu above them:
460 cells.
Nobody at all, and eight sign-ins that no longer hold, are shown nothing at the next click where all of it stood: 432
cells.
"""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import make_url
from streamlit.testing.v1 import AppTest

from db import session
from db.location import URL_VARIABLE
from db.people import rights, sign_ins
from metrics.access import Grant, Person, Role
from metrics.errors import InvalidInput
from service.claims import PREFIX
from service.sign_in import SETTINGS
from tests import attempts
from tests.attempts import PLAN
from tests.matrix import (
    AREAS,
    ELSEWHERE,
    EVERYBODY,
    NEIGHBOUR,
    OWN,
    OWNERS,
    PAGES,
    Held,
    Somebody,
    permitted,
    shown,
)
from tests.pages.conftest import ROOT, text
from tests.preparations import open_attempts, prepare
from words.site_map import BY_KEY, MENU

NAME = {
    OWN: "Ankenævnet for Borgersager",
    NEIGHBOUR: "Styrelsen for Borgertilsyn",
    ELSEWHERE: "CPR-administrationen",
}
GOAL = {OWN: "1.2", NEIGHBOUR: "1.2", ELSEWHERE: "2.1"}
QUARTER = {OWN: "2026Q4", NEIGHBOUR: "2026Q4", ELSEWHERE: "2017Q4"}
NO_ACCESS = "Du har ikke adgang til siden. Kontakt systemadministratoren for adgang."
OF_ADMINISTRATORS = "Som administrator giver du andre roller."
"""What stands on the start page of whoever hands out roles and sees nothing."""
WHOLE, REVOKED = "whole@example.dk", "revoked@example.dk"
SIGNED_OUT = datetime.now(UTC) - timedelta(minutes=5)
NOT_SIGNED_IN, ENDED = "Log på", "Din pålogning er udløbet"
GONE: list[tuple[dict[str, object], str]] = [
    ({"is_logged_in": False}, NOT_SIGNED_IN),
    ({"exp": time.time() - 1}, ENDED),
    ({"iat": time.time() - 13 * 3600}, ENDED),
    ({"iat": None, "exp": None}, ENDED),
    ({"iat": SIGNED_OUT.timestamp()}, ENDED),
    ({"email_verified": False}, ENDED),
    ({"email": ""}, ENDED),
    ({"email": "stranger@example.dk"}, NO_ACCESS),
    ({"email": REVOKED}, NO_ACCESS),
]
"""What becomes of somebody's sign-in, and what every page says then."""
ADDRESSES: list[tuple[str, dict[str, str], set[str]]] = [
    ("overview", {}, set(OWNERS)),
    ("risk", {"as_of": "2026-11-20"}, {OWN, NEIGHBOUR}),
    ("risk", {"as_of": "2017-04-01"}, {ELSEWHERE}),
    ("plans", {}, set(OWNERS)),
    ("administration", {"area": AREAS[OWN]}, {OWN, NEIGHBOUR}),
    ("administration", {"area": AREAS[ELSEWHERE]}, {ELSEWHERE}),
    ("audit", {"kind": "plan"}, set(OWNERS)),
    ("development", {}, set(OWNERS)),
    ("report", {}, set(OWNERS)),
    ("annual", {}, set(OWNERS)),
    ("journal", {}, set(OWNERS)),
    *(("journal", {"institution": owner}, {owner}) for owner in OWNERS),
    *(("report", {"plan": PLAN[owner], "quarter": QUARTER[owner]}, {owner}) for owner in OWNERS),
    ("meeting", {}, set(OWNERS)),
    *(("meeting", {"institution": owner, "quarter": QUARTER[owner]}, {owner}) for owner in OWNERS),
    *(("institution", {"institution": owner}, {owner}) for owner in OWNERS),
    *(
        (page, {"plan": PLAN[owner]}, {owner})
        for page in ("plan", "annual", "whatif", "plans")
        for owner in OWNERS
    ),
    ("wheel", {}, set(OWNERS)),
    *(("wheel", {"institution": owner, "year": "2026"}, {owner}) for owner in OWNERS),
    ("wheel", {"area": AREAS[OWN], "year": "2026", "as_of": "2026-11-20"}, {OWN, NEIGHBOUR}),
    ("wheel", {"institution": "dst"}, set()),
    ("direction", {}, set(OWNERS)),
    ("direction", {"plan": "cpr-udviklingsplan-2023"}, {ELSEWHERE}),
    ("direction", {"plan": "eksempel-ankenaevn-udviklingsplan-2025"}, {OWN}),
    *(("goal", {"plan": PLAN[owner], "goal": GOAL[owner]}, {owner}) for owner in OWNERS),
]
"""Pages, what their addresses ask for, and the institutions that are then on them for whoever may see all."""


@pytest.fixture(scope="module")
def granted(sqlite_filled: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A database in which everybody in the matrix holds their role, one was taken back, and somebody signed out."""
    url = f"sqlite:///{shutil.copy(sqlite_filled, tmp_path_factory.mktemp('matrix') / 'maalstreg.db')}"
    with session.open_writing(url, session.MACHINE) as db:
        attempts.grant_everybody(db)
        for role in Role:
            for address in (WHOLE, REVOKED):
                rights.grant_role(db, address, Grant(role, date(2020, 1, 1), date(2100, 1, 1)))
        for _, taken_back in (g for g in rights.read_grants(db) if g[0] == REVOKED):
            rights.revoke_grant(db, taken_back.number)
    with session.open_writing(url, Person(WHOLE)) as db:
        sign_ins.record_sign_out(db, SIGNED_OUT)
    return url


@pytest.fixture
def undone(granted: str, tmp_path: Path) -> Iterator[str]:
    """The same, for a test that writes in it; it finds it as all do, and leaves it so."""
    path = str(make_url(granted).database)
    shutil.copy(path, tmp_path / "kept.db")
    yield granted
    shutil.copy(tmp_path / "kept.db", path)


@pytest.fixture(scope="module")
def people(granted: str) -> dict[Somebody, Person]:
    return attempts.people(granted)


@pytest.fixture
def tab(granted: str, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """A tab of a browser, where people sign in with a provider."""
    monkeypatch.setenv(URL_VARIABLE, granted)
    for name in SETTINGS:
        monkeypatch.setenv(PREFIX + name, f"https://login.example.dk/{'x' * 32}")
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    at.user = signed_in(WHOLE)
    return at.run()


def signed_in(address: str, **claims: object) -> dict[str, object]:
    """What the provider says of somebody who has just signed in, but for what is said otherwise."""
    now = time.time()
    return {
        "is_logged_in": True,
        "email": address,
        "email_verified": True,
        "iat": now - 60,
        "exp": now + 3600,
        **claims,
    }


def opened(tab: AppTest, page: str, query: dict[str, str]) -> str:
    """What a page says in a tab, with what it lets one choose; whatever stood there before."""
    tab.switch_page(BY_KEY[page].script)
    tab.query_params.clear()
    tab.query_params.update(query)
    html = text(tab.run())
    return "\n".join([html, *(option for box in tab.selectbox for option in box.options)])


def named(html: str) -> set[str]:
    """The institutions a page names."""
    return {owner for owner in OWNERS if NAME[owner] in html}


def menu(html: str) -> set[str]:
    """The pages a menu leads to."""
    items = html[html.index('class="m-menu"') : html.index("</nav>", html.index('class="m-menu"'))]
    return {row.key for row in MENU if re.search(rf'href="{row.address}["?]', items)}


@pytest.mark.parametrize("command", attempts.COMMANDS)
def test_everybody_and_each_command(undone: str, people: dict[Somebody, Person], command: str) -> None:
    _, make = attempts.COMMANDS[command]
    refusal = "sees_nothing" if command == "calendar_open" else "not_permitted"
    for owner in OWNERS:
        meant = {who.address: [] if permitted(who, command, owner) else [refusal] for who in EVERYBODY}
        with open_attempts(undone, prepare(undone, make(owner))) as attempt_as:
            found = {who.address: refusals(attempt_as, people[who]) for who in EVERYBODY}
        assert found == meant, owner


def refusals(attempt_as: Callable[[Person], None], by: Person) -> list[str]:
    """What is against something that somebody tries."""
    try:
        attempt_as(by)
    except InvalidInput as refused:
        return [problem.code for problem in refused.problems]
    return []


@pytest.mark.parametrize("role", [*Role, None], ids=str)
def test_everybody_and_each_page(tab: AppTest, role: Role | None) -> None:
    """Where one may not see what the address asks for, there is nothing, or an offer of what one may see."""
    for who in (who for who in EVERYBODY if who.role is role):
        tab.user = signed_in(who.address)
        for page, query, there in ADDRESSES:
            html, may_see = opened(tab, page, query), shown(who, page)
            cell = (who.address, page, query)
            assert (NO_ACCESS in html or OF_ADMINISTRATORS in html) is not bool(may_see), cell
            assert menu(html) == {row.key for row in MENU if shown(who, row.key)}, cell
            assert there & may_see <= named(html) <= may_see, cell


def test_every_page_is_opened_for_every_institution() -> None:
    for page in PAGES:
        assert set().union(*(there for asked, _, there in ADDRESSES if asked == page)) == set(OWNERS)


def test_the_duties_of_an_institution_are_for_whoever_may_see_it(tab: AppTest) -> None:
    title = "Informationssikkerhedspolitik 2025"
    assert title in opened(tab, "wheel", {"institution": "dst", "year": "2025"})
    own = [who for who in EVERYBODY if who.role and who.reached and who.held != Held.ALL]
    assert own
    for who in own:
        tab.user = signed_in(who.address)
        assert title not in opened(tab, "wheel", {"institution": "dst", "year": "2025"}), who.address


@pytest.mark.parametrize("asked", PAGES)
def test_whoever_is_no_longer_signed_in_is_shown_nothing_of_what_they_had_open(
    tab: AppTest, asked: str
) -> None:
    for query, there in ((query, there) for page, query, there in ADDRESSES if page == asked):
        tab.user = signed_in(WHOLE)
        assert there <= named(opened(tab, asked, query))
        for claims, said in GONE:
            tab.user = signed_in(WHOLE, **claims)
            html = text(tab.run())
            assert said in html + "".join(button.label for button in tab.button), claims
            assert not named(html), claims
            assert not tab.get("plotly_chart"), claims
