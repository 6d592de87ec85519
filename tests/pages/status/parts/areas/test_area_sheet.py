"""The table of areas: a row for each, headed by a link to its institutions."""

from __future__ import annotations

from dataclasses import replace

import pytest

from metrics.status import Status
from metrics.whatif.department import LikelyCount
from pages.status.parts.areas.area_brief import AreaBrief, Order, brief_area
from pages.status.parts.areas.area_sheet import draw_areas, draw_statuses
from tests.factories import catalogue
from tests.pages.areas import seen, view
from tests.pages.drawing import DA, EN, HOSTILE, Reader, plain, row, writer

KNOWN = catalogue(owners=("north", "south"))
AREA = replace(brief_area(view(seen("north", 0.9), seen("south", 0.3))), name="Området")


def drawn(*areas: AreaBrief, words: object = DA) -> str:
    return str(draw_areas(areas, Order.WORST, writer(KNOWN, words)))  # type: ignore[arg-type]


def test_an_area_is_a_row_with_its_counts_headed_by_a_link_to_it() -> None:
    likely = replace(AREA, likely=LikelyCount(1, 2, 0.9))
    html = drawn(likely)
    assert 'scope="row" role="rowheader"><a href="/?area=Omr%C3%A5det"' in html
    said = row(html, "Området")
    assert said.startswith("Området 2 1–2 af 2 under 80 1 0 0 0 1 1 I risiko 1 Forventes opfyldt (beregnet)")
    assert "2 institutioner · 1 ministerområde · 2 mål" in plain(html)


@pytest.mark.parametrize(
    ("words", "silent", "skip"),
    [(DA, "2 kan ikke vurderes", "Spring tabellen over"), (EN, "2 cannot be judged", "Skip the table")],
)
def test_it_says_whom_nobody_can_judge_and_leads_past_the_table(
    words: object, silent: str, skip: str
) -> None:
    html = drawn(replace(AREA, likely=None, counted=0, silent=2), words=words)
    assert silent in row(html, "Området")
    assert f'href="#m-after">{skip}</a>' in html
    assert html.index("</table>") < html.index('id="m-after"')


def test_the_middle_of_two_bounds_is_told_where_it_counts() -> None:
    assert "midten mellem de to yderpunkter" not in drawn(AREA)
    assert "midten mellem de to yderpunkter" in drawn(brief_area(view(seen("north", 1.0, None))))


def test_a_status_without_a_goal_is_left_out() -> None:
    assert plain(draw_statuses({Status.AT_RISK: 3, Status.MET: 0}, DA)) == "3 I risiko"


def test_a_name_is_text_and_no_html() -> None:
    html = drawn(replace(AREA, name=HOSTILE))
    assert "<script" not in html
    assert HOSTILE in Reader(html).text
