"""Risks and deadlines on a real database: what is owed and when, what has moved, and the reader's own calendar."""

from __future__ import annotations

import re

from tests.pages.conftest import Open, text
from tests.pages.drawing import captions, plain

SPRING = "2017-04-01"
NOW = "2026-11-20"
TIMELINE = re.compile(
    r'<div class="m-time-line"><a [^>]*>([^<]*)</a>.*?aria-label="([^"]*)">(.*?)</span></div>'
)


def test_all_that_has_moved_stands_here_most_points_first(open_page: Open) -> None:
    html = text(open_page("risk", as_of=NOW))
    assert "Ændret siden 30. september 2026: 10 mål" in captions(html)
    part = html[html.index("Ændret siden 30. september 2026: 10 mål") :]
    rows = [plain(found) for found in re.findall(r"<tr[^>]*>(.*?)</tr>", part, flags=re.DOTALL)][1:11]
    points = [
        float(re.findall(r" (\d+(?:,\d+)?) (?=På|I |Mangler|Ikke)", r)[0].replace(",", ".")) for r in rows
    ]
    assert len(points) == 10
    assert points == sorted(points, reverse=True)


def test_fictional_figures_are_marked_and_share_no_section_with_real_ones(
    open_page: Open, database: str
) -> None:
    html = text(open_page("risk", as_of="2021-05-01"))
    sections = re.findall(r'<section class="m-area">(.*?)</section>', html, flags=re.DOTALL)
    assert ["CPR-administrationen" in section for section in sections] == [
        "Opdigtede tal" not in section for section in sections
    ]
    assert "Opdigtede tal" in text(open_page("risk", as_of=NOW))
