"""The questions of a what-if: the total wanted, how linked goals are, and which are easiest."""

from __future__ import annotations

import re

from tests.pages.conftest import Open, text
from tests.pages.outlook.whatif_page import TRIBUNAL, said


def test_other_points_wanted_change_the_question_everywhere(open_page: Open) -> None:
    at = open_page("whatif", **TRIBUNAL)
    at.select_slider(key="wanted").set_value(60).run()
    assert at.query_params["wanted"] == "60"
    assert "P(mindst 60)" in said(at)
    assert "sandsynlighed for mindst 60 point" in said(at)


def test_goals_that_swing_together_are_shown_beside_those_that_do_not(open_page: Open) -> None:
    at = open_page("whatif", **TRIBUNAL)
    at.select_slider(key="correlation").set_value(1.0).run()
    cases = re.findall(r"<dt>([^<]+)</dt><dd>([^<]+)</dd>", text(at))
    assert [name for name, _ in cases] == ["uafhængige", "som valgt", "fulgt helt ad"]
    assert cases[0][1] != cases[1][1] == cases[2][1]


def test_the_readers_own_ranking_decides_the_ways(open_page: Open) -> None:
    at = open_page("whatif", **TRIBUNAL, wanted="30", easiest="1.2 3.2 1.2 9.9")
    assert at.multiselect(key="easiest").value == ["1.2", "3.2"]
    table = re.findall(r"<caption[^>]*>Vejene.*?</table>", text(at), flags=re.DOTALL)[0]
    assert re.findall(r'role="rowheader">([^<]+)<', table) == [
        "1.2 Færre gamle sager og 3.2 Lavere sygefravær"
    ]
