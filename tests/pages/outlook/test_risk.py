"""Risks and deadlines on a real database: what is owed and when, what has moved, and the reader's own calendar."""

from __future__ import annotations

import re

from tests.pages.conftest import Open, text
from tests.pages.drawing import captions, plain

NOW = "2026-11-20"


def test_all_that_has_moved_stands_here_the_longest_move_first(open_page: Open) -> None:
    html = text(open_page("risk", as_of=NOW))
    assert "Ændret siden seneste kvartalsrapport (14. oktober 2026): 3 mål" in captions(html)
    part = html[html.index("Ændret siden seneste kvartalsrapport (14. oktober 2026): 3 mål") :]
    rows = [plain(found) for found in re.findall(r"<tr[^>]*>(.*?)</tr>", part, flags=re.DOTALL)][1:4]
    assert "Mangler indberetning ▼ 4 2.1.2 " in rows[0]
    assert ["uændret" in row for row in rows] == [False, False, True]


def test_fictional_figures_are_marked_and_share_no_section_with_real_ones(
    open_page: Open, database: str
) -> None:
    html = text(open_page("risk", as_of="2021-05-01"))
    sections = re.findall(r'<section class="m-area">(.*?)</section>', html, flags=re.DOTALL)
    assert ["CPR-administrationen" in section for section in sections] == [
        "Opdigtede tal" not in section for section in sections
    ]
    assert "Opdigtede tal" in text(open_page("risk", as_of=NOW))
