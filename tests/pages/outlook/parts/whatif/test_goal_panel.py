"""What it means if one goal is not met: the total with it met and missed, and the button that supposes it."""

from __future__ import annotations

import re

from tests.pages.conftest import Open, text
from tests.pages.drawing import row
from tests.pages.outlook.whatif_page import TRIBUNAL, said


def test_the_goal_asked_about_is_told_met_and_missed_as_the_table_of_what_decides_has_it(
    open_page: Open,
) -> None:
    at = open_page("whatif", **TRIBUNAL, ask="goal", goal="2.1")
    assert "Hvis mål 2.1 ikke opfyldes" in said(at)
    missed = row(text(at), "Mål 2.1 opfyldes ikke")
    decides = row(text(open_page("whatif", **TRIBUNAL)), "2.1 Lettere at klage digitalt")
    percents = r"(?:under |over )?\d+ pct\."
    assert re.findall(percents, missed)[-1] in re.findall(percents, decides)


def test_the_button_supposes_it_and_goes_back_to_the_choice(open_page: Open) -> None:
    at = open_page("whatif", **TRIBUNAL, ask="goal", goal="2.1")
    at.button(key="whatif_put").click().run()
    assert at.query_params["set"] == "2.1-not_met"
    assert "ask" not in at.query_params
