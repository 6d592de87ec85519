"""The page of the quarterly meeting, whole, in both languages."""

from __future__ import annotations

import pytest

from db.clock import CLOCK
from tests.pages.conftest import Open, text
from tests.pages.drawing import plain


@pytest.mark.parametrize(
    ("lang", "title", "place"),
    [
        ("da", "Styrelsen for Borgertilsyn, 3. kvartal 2026", "Opfølgning på sidste møde"),
        ("en", "Styrelsen for Borgertilsyn, Q3 2026", "Follow-up on the last meeting"),
    ],
)
def test_a_meeting_is_held_in_the_reader_s_language(
    open_page: Open, monkeypatch: pytest.MonkeyPatch, lang: str, title: str, place: str
) -> None:
    monkeypatch.setenv(CLOCK, "2026-11-20")
    at = open_page("meeting", institution="eksempel-tilsyn", quarter="2026Q3", role="controller", lang=lang)
    html = plain(text(at))
    assert title in html
    assert place in html
