"""The initiatives of a development plan on its page; a contract with targets alone has none."""

from __future__ import annotations

from db.directions import direction_commands, direction_queries
from db.scope import EVERYTHING
from db.session import MACHINE, open_reading, open_writing
from tests.pages.conftest import Open, text
from tests.pages.drawing import plain

BOARD = "eksempel-ankenaevn-udviklingsplan-2025"


def test_a_contract_with_targets_alone_has_no_roadmap_and_asks_for_no_word(
    open_page: Open, database: str
) -> None:
    with open_reading(database, sees=EVERYTHING) as db:
        found = direction_queries.read_direction_file(db, BOARD)
    alone = found.model_copy(update={"id": "contract", "focus_areas": ()})
    with open_writing(database, MACHINE) as db:
        direction_commands.import_direction(db, alone)
    at = open_page("direction", plan="contract")
    html = text(at)
    assert "2 måltal år for år." in plain(html)
    assert "indsatser" not in plain(html)
    assert len(at.get("plotly_chart")) == 2
    assert [box.key for box in at.selectbox] == ["format"]  # of the paper alone
