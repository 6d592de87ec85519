"""Signing in and out in a real browser, with two providers of different makers; and everything that ends it."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date

import httpx
import pytest
from playwright.sync_api import BrowserContext, Page, expect

from db import session
from db.audit import chain
from db.people import rights
from db.scope import EVERYTHING
from metrics.access import Grant, Role
from tests.cookies import cookie
from tests.fixtures.browsers import SLOW, Server, prepared, served, visit
from tests.fixtures.providers import PASSWORD, SECRET, Mock, canaille, mock_provider, settings

PLAN = "/plan?plan=cpr-2017"
TITLE = "CPR-administrationen: Resultatplan 2017"
CHIEF = "chief@cpr.dk"
ENDED = "Din pålogning er udløbet"
SILENT = {"MAALSTREG_OIDC_VERIFIED_WHEN_ABSENT": "1"}
"""For a provider that does not say whether an address is verified."""


@dataclass(slots=True)
class Site:
    """Målstreg with the mock as its provider; it can be stopped and started."""

    server: Server
    provider: Mock
    process: ExitStack

    def start(self) -> None:
        self.process.enter_context(served(self.server, **settings(self.server, self.provider.metadata_url)))

    def restart(self) -> None:
        self.process.close()
        self.start()

    def recorded(self) -> list[tuple[str, str]]:
        """Who did what, of all that was done by people."""
        with session.open_reading(self.server.database_url, sees=EVERYTHING) as db:
            return [(e.actor, e.action) for e in chain.read_entries(db) if "@" in e.actor]

    def grant(self, person: str) -> int:
        given = Grant(Role.CHIEF, date(2020, 1, 1), institution="cpr")
        with session.open_writing(self.server.database_url, session.MACHINE) as db:
            return rights.grant_role(db, person, given)

    def sign_out(self, page: Page) -> None:
        """Sign out as another tab does, while this page stays."""
        cookies = {c["name"]: c["value"] for c in page.context.cookies() if "name" in c and "value" in c}
        httpx.post(f"{self.server.url}/auth/logout", cookies=cookies)

    def revoke(self, number: int) -> None:
        with session.open_writing(self.server.database_url, session.MACHINE) as db:
            rights.revoke_grant(db, number)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with mock_provider() as provider, ExitStack() as process:
        made = Site(prepared(tmp_path_factory.mktemp("site")), provider, process)
        made.start()
        made.grant(CHIEF)
        yield made


@pytest.fixture(autouse=True)
def nothing_from_outside(context: BrowserContext) -> None:
    """The providers' pages would fetch their looks, some of them from the network; nothing here is about those."""
    context.route(
        re.compile(r"^https?://(?!127\.0\.0\.1|localhost)|//localhost:\d+/static/"),
        lambda route: route.abort(),
    )


def shown(page: Page, address: str, *, saying: str = "") -> str:
    """All that a page says, once it is drawn and says this much; its buttons come last."""
    visit(page, address)
    expect(page.locator("body")).to_contain_text(saying)
    return page.locator("body").inner_text()


def sign_in(page: Page, site: Site, address: str, email: str = CHIEF, **claims: object) -> None:
    """From the page with the button to wherever the provider leads back to."""
    site.provider.knows(email, **{"email": email, "email_verified": True, **claims})
    shown(page, site.server.url + address)
    page.get_by_role("button", name="Log på").click()
    page.locator("input[name=sub]").fill(email)
    page.get_by_role("button", name="Authorize").click()
    expect(page.locator("h1")).to_be_visible()


def bring(page: Page, given: dict[str, str], site: Site) -> None:
    """Give the browser a cookie as if its sign-in were of earlier."""
    page.context.add_cookies([{"name": n, "value": v, "url": site.server.url} for n, v in given.items()])


def ask_again(page: Page) -> None:
    """The smallest thing a reader can do: it asks the server over the connection the tab has."""
    page.locator(".m-brand").click()


def test_a_deep_link_leads_through_the_sign_in_and_back_and_is_on_record_once(page: Page, site: Site) -> None:
    person = "deep@cpr.dk"
    site.grant(person)
    assert "CPR" not in shown(page, site.server.url + PLAN, saying="Log på")
    sign_in(page, site, PLAN, person, email_verified=True)
    expect(page).to_have_url(site.server.url + PLAN)
    expect(page.locator("h1")).to_have_text(TITLE)
    expect(page.locator(".m-signed-in")).to_contain_text(person)
    shown(page, site.server.url + PLAN)
    shown(page.context.new_page(), site.server.url)
    assert [what for who, what in site.recorded() if who == person] == ["sign.in"]


def test_after_a_sign_out_no_tab_shows_anything(page: Page, site: Site) -> None:
    person = "out@cpr.dk"
    site.grant(person)
    sign_in(page, site, PLAN, person)
    other = page.context.new_page()
    shown(other, site.server.url + PLAN)
    kept = page.context.cookies()
    page.get_by_role("button", name="Log af").click()
    page.locator("form button").first.click()
    expect(page.get_by_role("button", name="Log på")).to_be_visible()
    ask_again(other)
    expect(other.get_by_text(ENDED)).to_be_visible()
    expect(other.locator("body")).not_to_contain_text("CPR")
    assert [what for who, what in site.recorded() if who == person] == ["sign.in", "sign.out"]
    page.context.add_cookies(kept)  # type: ignore[arg-type] # what it gives is what it takes
    assert ENDED in shown(page, site.server.url + PLAN)


@pytest.mark.parametrize(
    ("secret", "email", "claims", "said"),
    [
        (SECRET, CHIEF, {"exp": time.time() - 1}, ENDED),
        (
            SECRET,
            "stranger@cpr.dk",
            {},
            "Du har ikke adgang til siden. Kontakt systemadministratoren for adgang.",
        ),
        (SECRET, CHIEF, {"origin": "https://elsewhere.example.dk"}, "Log på"),
        ("z" * 40, CHIEF, {}, "Log på"),
    ],
    ids=["ended", "stranger", "of another site", "forged"],
)
def test_what_does_not_hold_shows_nothing(
    page: Page, site: Site, secret: str, email: str, claims: dict[str, object], said: str
) -> None:
    """As a cookie brings it; what else may be wrong with a sign-in is tried on every page in test_matrix.py."""
    given = cookie(secret, email, **{"origin": site.server.url, **claims})  # type: ignore[arg-type]
    bring(page, given, site)
    assert "CPR" not in shown(page, site.server.url + PLAN, saying=said)


def test_a_sign_in_that_runs_out_shows_nothing_at_the_next_click(page: Page, site: Site) -> None:
    ends = time.time() + 10
    given = cookie(SECRET, CHIEF, site.server.url, exp=ends)
    bring(page, given, site)
    assert TITLE in shown(page, site.server.url + PLAN)
    page.wait_for_timeout(1000 * max(ends - time.time(), 0))  # nothing happens that could be awaited
    ask_again(page)
    expect(page.get_by_text(ENDED)).to_be_visible()
    expect(page.locator("body")).not_to_contain_text("CPR")


def test_an_address_the_provider_no_longer_vouches_for_lets_nobody_in(page: Page, site: Site) -> None:
    sign_in(page, site, PLAN, email_verified=False)
    expect(page.get_by_text(ENDED)).to_be_visible()
    expect(page.locator("body")).not_to_contain_text("CPR")


def test_a_role_taken_back_shows_nothing_at_the_next_click(page: Page, site: Site) -> None:
    number = site.grant("gone@cpr.dk")
    sign_in(page, site, PLAN, "gone@cpr.dk")
    expect(page.locator("h1")).to_have_text(TITLE)
    site.revoke(number)
    ask_again(page)
    expect(
        page.get_by_text("Du har ikke adgang til siden. Kontakt systemadministratoren for adgang.")
    ).to_be_visible()
    expect(page.locator("body")).not_to_contain_text("CPR-administrationen")


@pytest.mark.parametrize("lost", ["role", "sign-in"])
def test_a_control_of_a_part_shows_nothing_to_whoever_lost_what_the_page_was_drawn_for(
    page: Page, site: Site, lost: str
) -> None:
    person = f"part.{lost}@cpr.dk"
    number = site.grant(person)
    sign_in(page, site, "/overblik?as_of=2017-06-30", person)
    expect(page.get_by_text("CPR-administrationen").first).to_be_visible()
    if lost == "role":
        site.revoke(number)
        said = "Du har ikke adgang til siden. Kontakt systemadministratoren for adgang."
    else:
        site.sign_out(page)
        said = ENDED
    page.locator(".st-key-m-filters input").first.click()
    page.get_by_role("option").last.click()
    expect(page.get_by_text(said)).to_be_visible()
    expect(page.locator("body")).not_to_contain_text("CPR-administrationen")


def test_a_file_is_on_record_once_and_its_address_is_for_nobody_else(page: Page, site: Site) -> None:
    person = "file@cpr.dk"
    site.grant(person)
    sign_in(page, site, PLAN, person)
    with page.expect_download() as fetched:
        page.get_by_role("button", name="Hent som regneark").click()
    assert fetched.value.suggested_filename.startswith("cpr-2017-")
    assert httpx.get(fetched.value.url).status_code == 401
    assert page.request.get(fetched.value.url).status == 200
    shown(page, site.server.url + PLAN)
    assert [what for who, what in site.recorded() if who == person] == ["sign.in", "export.workbook"]


def test_a_file_that_cannot_be_recorded_is_refused_in_words(page: Page, site: Site) -> None:
    given = cookie(SECRET, CHIEF, site.server.url)
    bring(page, given, site)
    for lang, button, said in (
        ("da", "Hent som regneark", "kunne ikke skrives i revisionssporet"),
        ("en", "Download as", "could not be put on record"),
    ):
        shown(page, f"{site.server.url}{PLAN}&lang={lang}")
        # As during a load that takes longer than others wait.
        with session.open_writing(site.server.database_url, session.MACHINE):
            page.get_by_role("button", name=button).click()
            expect(page.get_by_test_id("stDownloadButtonError")).to_contain_text(said, timeout=2 * SLOW)
            expect(page.locator("h1")).to_have_text(TITLE)


def test_a_deep_link_works_after_a_cold_restart_without_signing_in_again(page: Page, site: Site) -> None:
    sign_in(page, site, "/")
    site.restart()
    assert TITLE in shown(page, site.server.url + PLAN)


def test_another_makers_provider_signs_in_by_password_and_out_again(
    page: Page, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """The first request to the server is the deep link."""
    server = prepared(tmp_path_factory.mktemp("canaille"))
    with session.open_writing(server.database_url, session.MACHINE) as db:
        rights.grant_role(db, CHIEF, Grant(Role.CHIEF, date(2020, 1, 1), institution="cpr"))
    with canaille(server, CHIEF) as metadata_url, served(server, **settings(server, metadata_url), **SILENT):
        assert "CPR" not in shown(page, server.url + PLAN)
        page.get_by_role("button", name="Log på").click()
        page.locator("input[name=login]").fill("chef")
        page.locator("button[type=submit]").first.click()
        page.locator("input[name=password]").fill(PASSWORD)
        page.locator("button[type=submit]").first.click()
        expect(page.locator("h1")).to_have_text(TITLE)
        expect(page).to_have_url(server.url + PLAN)
        page.get_by_role("button", name="Log af").click()
        page.get_by_role("button", name="Logout").click()  # no token says that it is they who ask
        expect(page.get_by_role("button", name="Log på")).to_be_visible()
        assert "CPR" not in shown(page, server.url + PLAN)
        with session.open_reading(server.database_url, sees=EVERYTHING) as db:
            done = [e.action for e in chain.read_entries(db) if e.actor == CHIEF]
        assert done == ["sign.in", "sign.out"]
