"""What a page script is given: rights, words, and links that carry what the reader has chosen."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from streamlit.testing.v1 import AppTest

from metrics.access import Action, Grant, Person, Resource, Role, grant_all_roles
from pages.ui.draw import theme
from pages.ui.page import Page
from tests.factories import catalogue
from tests.pages.conftest import text
from words.language import Words
from words.site_map import PageRow

TODAY = date(2026, 11, 21)
OWN, OTHER = Resource("cpr", "Area"), Resource("other", "Area")


def page(lang: str = "da", **carried: str) -> Page:
    chief = Person("a@example.dk", (Grant(Role.CHIEF, date(2020, 1, 1), institution="cpr"),))
    at = datetime(2026, 11, 21, tzinfo=UTC)
    return Page("plan", Words(lang), TODAY, TODAY, at, theme.LIGHT, chief, carried)


@pytest.mark.parametrize(
    ("action", "resource", "allowed"),
    [
        (Action.DRAFT, OWN, True),
        (Action.DRAFT, OTHER, False),
        (Action.DRAFT, None, True),
        (Action.DECIDE, OWN, False),
        (Action.DECIDE, None, False),
    ],
)
def test_what_one_may_do_somewhere_one_may_not_do_everywhere(
    action: Action, resource: Resource | None, allowed: bool
) -> None:
    assert page().may(action, resource) is allowed


@pytest.mark.parametrize(
    ("needed", "over_all", "opens"),
    [
        ((Action.SEE,), (), True),
        ((Action.DECIDE,), (), False),
        ((Action.DECIDE, Action.DRAFT), (), True),
        ((Action.DECIDE,), (Action.SIGN,), False),
    ],
)
def test_a_page_opens_for_what_one_may_somewhere_or_where_it_says_so_everywhere(
    needed: tuple[Action, ...], over_all: tuple[Action, ...], opens: bool
) -> None:
    row = PageRow("plan", "/plan", "plan.py", needed, over_all)
    assert page().may_open(row) is opens
    everywhere = replace(page(), reader=grant_all_roles("b@example.dk", [Role.CHIEF]))
    assert everywhere.may_open(row) is (opens or bool(over_all))


def test_a_link_carries_what_is_chosen_and_leaves_out_what_is_not() -> None:
    assert page().link("plan", plan="cpr-2017", goal=None) == "/plan?plan=cpr-2017"
    chosen = page("en", as_of="2017-06-30").link("goal", plan="cpr-2017", goal=2.1)
    assert chosen == "/maal?plan=cpr-2017&goal=2.1&as_of=2017-06-30&lang=en"


def test_a_sheet_is_written_in_the_page_s_language_with_its_links() -> None:
    writer = page("en", as_of="2017-06-30").writer(catalogue())
    assert (writer.words.lang, writer.catalogue) == ("en", catalogue())
    assert writer.link("overview") == "/?as_of=2017-06-30&lang=en"


def test_fictional_data_is_marked_in_the_heading_which_is_escaped() -> None:
    def script() -> None:
        from tests.pages.ui.test_page import page

        page().show_title("<i>Plan</i>", fictional=True)

    html = text(AppTest.from_function(script).run())
    assert "<h1>&lt;i&gt;Plan&lt;/i&gt;" in html
    assert "Opdigtede tal" in html
