"""Who sees which duties, and what is open from before the year."""

from __future__ import annotations

from tests.pages.conftest import Open, text
from tests.pages.drawing import plain, row


def test_what_is_open_from_before_the_year_stands_first(open_page: Open) -> None:
    html = text(open_page("wheel", institution="dst", year="2027", as_of="2026-11-20"))
    said = plain(html)
    assert said.index("Udestår fra før 2027") < said.index("9. april 2026") < said.index("9. april 2027")
    assert "Fristen er overskredet" in row(html, "9. april 2026")
