"""The frame of every page: its notices, what its links carry, and where it stops."""

from __future__ import annotations

from datetime import date

import pytest

from metrics.access import Grant, Person, Role
from pages.ui import reader
from tests.pages.conftest import Open, text
from tests.pages.drawing import plain


def test_a_wrong_day_is_told_and_today_is_shown(open_page: Open) -> None:
    html = plain(text(open_page("overview", as_of="i går", known_at="i morges")))
    assert "“i går” i adressen er ikke en dato" in html
    assert "“i morges” i adressen er ikke en dato" in html


def test_what_was_known_on_another_day_is_told_below_the_title_and_carried_by_every_link(
    open_page: Open,
) -> None:
    for key, query in (("overview", {}), ("plan", {"plan": "cpr-2017"})):
        html = text(open_page(key, **query, as_of="2017-06-30", known_at="2018-01-31"))
        said = "Status pr. 30. juni 2017, med de oplysninger, der forelå den 31. januar 2018."
        assert f'</h1></div><p class="m-notice" role="status">{said}' in html.replace("\u00a0", " ")
        assert 'href="/?known_at=2018-01-31&amp;as_of=2017-06-30"' in html


def test_from_another_day_of_knowledge_one_comes_back_to_the_day_s_own(open_page: Open) -> None:
    html = text(open_page("plan", plan="cpr-2017", as_of="2017-06-30", known_at="2018-01-31", lang="en"))
    back = '<a href="/plan?plan=cpr-2017&amp;as_of=2017-06-30&amp;lang=en" data-nav="1">'
    assert f"{back}Show only what was known that day</a>" in html


@pytest.mark.parametrize(
    ("query", "carried"),
    [
        ({}, "/risiko"),
        ({"as_of": "2017-06-30"}, "/risiko?as_of=2017-06-30"),
        ({"as_of": "2017-06-30", "known_at": "2017-06-30"}, "/risiko?as_of=2017-06-30"),
        ({"as_of": "2099-01-01", "known_at": "2099-01-01"}, "/risiko"),
        ({"known_at": "2017-06-30"}, "/risiko?known_at=2017-06-30"),
    ],
)
def test_links_carry_only_what_is_not_the_default(
    open_page: Open, query: dict[str, str], carried: str
) -> None:
    assert f'href="{carried}"' in text(open_page("overview", **query))


def test_paper_has_the_day_s_words_where_the_screen_has_its_control(open_page: Open) -> None:
    html = text(open_page("overview", as_of="2017-06-30"))
    said = "Status pr. 30. juni 2017, med de oplysninger, der forelå den dag"
    assert f'<p class="m-printed">{said}</p>' in html.replace("\u00a0", " ")
    assert "m-printed" not in text(open_page("plans"))


def test_a_page_without_a_day_has_no_control_for_one(open_page: Open) -> None:
    assert [control.key for control in open_page("overview").date_input] == ["as_of"]
    assert "as_of" not in [control.key for control in open_page("plans").date_input]


def test_a_page_one_may_not_open_says_so_and_shows_nothing_of_it(
    open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    somebody = Person("a@example.dk", (Grant(Role.READER, date(2020, 1, 1)),))
    monkeypatch.setattr(reader, "find_reader", lambda: somebody)
    at = open_page("audit")
    html = text(at)
    assert "Du har ikke adgang til siden. Kontakt systemadministratoren for adgang." in html
    assert "m-record" not in html
    assert not at.button


def test_the_start_page_of_an_administrator_tells_what_they_can_do(open_page: Open) -> None:
    html = text(open_page("overview", role="administrator"))
    assert "Som administrator giver du andre roller." in html
    assert 'href="/administration?role=administrator"' in html
    assert "<code>maalstreg plan import plan.toml</code>" in html
    assert "Du har ikke adgang til siden." not in html
    for key, role in (("risk", "administrator"), ("audit", "reader")):
        assert "Du har ikke adgang til siden." in text(open_page(key, role=role))


def test_an_administrator_of_a_part_is_told_that_others_give_roles(
    open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    part = Grant(Role.ADMINISTRATOR, date(2020, 1, 1), institution="cpr")
    monkeypatch.setattr(reader, "find_reader", lambda: Person("a@example.dk", (part,)))
    html = text(open_page("overview"))
    assert "Din rolle gælder ikke alle institutioner." in html
    assert 'href="/administration' not in html
