"""What a what-if assumes beyond what is set stands folded below every answer."""

from __future__ import annotations

import pytest

from pages.outlook.parts.whatif import whatif_session
from tests.pages.conftest import Open
from tests.pages.outlook.whatif_page import TRIBUNAL, said


@pytest.mark.parametrize("ask", ["choice", "total", "goal"])
def test_the_correlation_is_asked_for_only_where_the_assumptions_are_unfolded(
    open_page: Open, ask: str
) -> None:
    at = open_page("whatif", **TRIBUNAL, ask=ask)
    assert "Med fuld samvariation" not in said(at).capitalize()
    assert not [one for one in at.select_slider if one.key == "correlation"]
    at.session_state[whatif_session.ASSUMED] = True
    shown = at.run()
    assert [one for one in shown.select_slider if one.key == "correlation"]
    assert "med fuld samvariation" in said(shown)
