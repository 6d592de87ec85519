"""Figures speak the page's language, and stand on the colours of the page."""

from __future__ import annotations

from pages.ui.draw import theme
from pages.ui.draw.charts import paper
from tests.pages.drawing import DA, EN


def test_numbers_are_written_as_on_the_page() -> None:
    assert paper.make_paper(DA, theme.LIGHT)["separators"] == ",."
    assert paper.make_paper(EN, theme.LIGHT)["separators"] == ".,"


def test_the_text_has_the_colour_of_the_look() -> None:
    assert paper.make_paper(DA, theme.DARK)["font"]["color"] == theme.DARK.text


def test_plotly_is_given_danish_which_it_does_not_have() -> None:
    config = paper.make_config(DA)
    known = config["locales"]["da"]
    assert config["locale"] == "da"
    assert known["format"]["months"][4] == "maj"
    assert known["format"]["shortMonths"][9] == "okt"
    assert known["dictionary"]["Download plot as a PNG"] == DA.t("chart.download")


def test_the_buttons_that_move_the_axes_are_gone() -> None:
    assert {"pan2d", "zoom2d"} <= set(paper.make_config(EN)["modeBarButtonsToRemove"])
