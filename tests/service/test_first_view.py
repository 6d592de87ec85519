"""What is on the screen before the page itself."""

from __future__ import annotations

import pytest

from service.first_view import SHAPES, draw_first_view
from words.language import Words


@pytest.mark.parametrize(
    ("lang", "menu"),
    [
        ("da", ["Overblik", "Udvikling", "Risiko og frister", "Indberetning", "Årsopgørelse", "Scenarier"]),
        (
            "en",
            ["Overview", "Development", "Risk and deadlines", "Reporting", "Annual settlement", "Scenarios"],
        ),
    ],
)
def test_it_has_the_name_the_menu_of_every_reader_and_shapes(lang: str, menu: list[str]) -> None:
    drawn = draw_first_view(Words(lang), menu=True)
    assert "Målstreg" in drawn
    assert "".join(f"<li><a>{name}</a></li>" for name in menu) in drawn
    assert drawn.count("m-shape-") == len(SHAPES)


def test_nothing_of_it_is_read_aloud_or_can_be_focused() -> None:
    drawn = draw_first_view(Words("da"), menu=True)
    assert 'aria-hidden="true" inert' in drawn
    assert "href" not in drawn


def test_whoever_is_not_let_in_learns_nothing_of_the_pages() -> None:
    drawn = draw_first_view(Words("da"), menu=False)
    assert "Målstreg" in drawn
    assert "<li>" not in drawn
