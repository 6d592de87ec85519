"""The table of roles: from when, until when, and what of it is not now."""

from __future__ import annotations

from datetime import date, timedelta

from metrics.access import Grant, Role
from pages.admin.parts.tasks.grant_sheet import MOST_SHOWN, draw_grants
from tests.pages.drawing import plain
from words.language import Words

DAY = date(2026, 11, 29)
NEXT, BEFORE = DAY + timedelta(days=1), DAY - timedelta(days=1)


def drawn(*given: Grant) -> str:
    found = [("a@min.dk", one) for one in given]
    return draw_grants(found, {"cpr": "CPR-administrationen"}, lambda n: f"/x?revoke={n}", DAY, Words("da"))


def test_a_row_says_for_what_from_when_and_until_when() -> None:
    said = plain(drawn(Grant(Role.CHIEF, BEFORE, NEXT, institution="cpr", number=7)))
    assert "a@min.dk Institutionschef CPR-administrationen 28.11.2026 30.11.2026 Tag tilbage" in said
    assert "1 rolle" in said


def test_what_is_not_now_is_marked_and_the_first_and_last_day_count() -> None:
    assert "kommende" not in drawn(Grant(Role.READER, DAY, DAY))
    assert "udløbet" not in drawn(Grant(Role.READER, DAY, DAY))
    assert "kommende" in drawn(Grant(Role.READER, NEXT))
    assert "udløbet" in drawn(Grant(Role.READER, BEFORE, BEFORE))
    assert "uden slutdato" in drawn(Grant(Role.READER, BEFORE))


def test_the_link_of_a_row_says_to_a_screen_reader_whose_role_it_takes() -> None:
    html = drawn(Grant(Role.CHIEF, DAY, number=7))
    assert 'href="/x?revoke=7"' in html
    assert 'aria-label="Tag rollen Institutionschef tilbage fra a@min.dk"' in html


def test_a_long_list_says_how_many_are_not_shown() -> None:
    many = [Grant(Role.READER, DAY, number=n) for n in range(MOST_SHOWN + 2)]
    html = drawn(*many)
    assert "2 roller mere vises ikke." in plain(html)
    assert f"revoke={MOST_SHOWN - 1}" in html
    assert f'revoke={MOST_SHOWN}"' not in html
    assert "vises ikke" not in drawn(*many[:MOST_SHOWN])


def test_no_role_is_said_in_words() -> None:
    assert plain(drawn()) == "Ingen roller passer til valget."
