"""A draft that comes to nothing is discarded, and kept."""

from __future__ import annotations

from tests.pages.admin.conftest import COPY, newest, plain, press
from tests.pages.conftest import Open


def test_a_draft_is_discarded_and_taken_up_again_and_nothing_is_lost(
    draft: Open, open_page: Open, database: str
) -> None:
    before = newest(database, COPY)[1]
    at = press(draft(view="life"), "Ja, kassér planudkastet")
    assert "Planudkastet blev kasseret" in plain(at)
    listed = plain(open_page("plans"))
    assert "Der er ingen planudkast" in listed
    assert "Kasserede planudkast" in listed
    again = press(open_page("plans", plan="cpr-2021"), "Lav et planudkast for 2022 ud fra planen")
    assert again.query_params["plan"] in ("cpr-2022-2", ["cpr-2022-2"])
    press(draft(), "Tag planudkastet frem igen")
    assert newest(database, COPY) == (3, before)
