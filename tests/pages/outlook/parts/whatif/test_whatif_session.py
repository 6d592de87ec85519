"""A choice is written to the address, and only what goes by it is drawn anew."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from pages.outlook.parts.whatif.whatif_goal import SupposedMode
from tests.pages.conftest import Open, text
from tests.pages.outlook.whatif_page import TRIBUNAL, bars, choose, goals, said


def outcome(at: AppTest) -> str:
    """What comes of a choice, as drawn."""
    html = text(at)
    return html[html.index("m-reaches") : html.index("</table>", html.index("m-pivots"))]


def test_of_a_figure_that_moves_only_what_comes_of_it_is_drawn_anew(open_page: Open) -> None:
    at = open_page("whatif", **TRIBUNAL, set="3.2-met", chance="1.2-0.4")
    at.select_slider(key="whatif.likelihood|1.2").set_value(10).run()
    assert not goals(at)
    both = open_page("whatif", **TRIBUNAL, set="3.2-met", chance="1.2-0.1")
    assert bars(at) == bars(both)
    assert outcome(at) == outcome(both)
    assert at.run().select_slider(key="whatif.likelihood|1.2").value == 10


@pytest.mark.parametrize(
    ("query", "mode", "supposed"),
    [
        ({}, SupposedMode.MET, True),
        ({"set": "1.2-met"}, SupposedMode.NOW, False),
        ({"chance": "1.2-0.4"}, SupposedMode.NOW, False),
    ],
)
def test_the_first_choice_and_the_last_one_taken_back_draw_the_button_that_resets_all(
    open_page: Open, query: dict[str, str], mode: SupposedMode, supposed: bool
) -> None:
    at = open_page("whatif", **TRIBUNAL, **query)
    choose(at, "1.2", mode)
    assert at.button(key="whatif_reset_all").disabled is not supposed


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"chance": "1.3-0.5 %%%"}, "er ikke forstået"),
        ({"value": "1.1.1-100000000", "chance": "1.3-0.5"}, "Skal være fra"),
    ],
)
def test_what_was_wrong_in_the_address_is_told_no_more_once_it_is_gone(
    open_page: Open, query: dict[str, str], words: str
) -> None:
    at = open_page("whatif", **TRIBUNAL, set="3.2-met", **query)
    assert words in said(at)
    at.select_slider(key="whatif.likelihood|1.3").set_value(40).run()
    assert len(goals(at)) == 6
    assert words not in said(at)
    assert words not in said(open_page("whatif", **{str(k): str(v) for k, v in at.query_params.items()}))
