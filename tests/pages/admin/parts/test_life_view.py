"""How far a draft or an amendment has come, on its page."""

from __future__ import annotations

import pytest

from tests.pages.admin.conftest import plain, press
from tests.pages.conftest import Open


@pytest.mark.usefixtures("database")
def test_a_draft_tells_its_stage_and_is_signed_and_an_amendment_is_agreed_to(
    open_page: Open, draft: Open
) -> None:
    at = draft(view="life")
    assert "Planudkast, version 1" in plain(at) or "Planudkast" in plain(at)
    assert "Kassér planudkastet" in plain(at) or any(b.label == "Ja, kassér planudkastet" for b in at.button)
    press(open_page("plans", plan="cpr-2017"), "Lav et tillæg")
    at = open_page("plans", plan="cpr-2017", view="life")
    assert "Tillæg under udarbejdelse" in plain(at)
    assert "Tiltrædelse" in [header.value for header in at.header]
    assert "Ja, kassér planudkastet" not in [button.label for button in at.button]
