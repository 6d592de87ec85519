"""What each version of a development plan changed, on its page."""

from __future__ import annotations

from db.directions import direction_commands, direction_queries
from db.scope import EVERYTHING
from db.session import MACHINE, open_reading, open_writing
from tests.pages.conftest import Open, text
from tests.pages.drawing import plain

CPR = "cpr-udviklingsplan-2023"


def test_a_page_tells_what_a_version_changed_from_the_day_it_was_known(
    open_page: Open, database: str
) -> None:
    assert "Versioner" not in plain(text(open_page("direction", plan=CPR)))
    with open_reading(database, sees=EVERYTHING) as db:
        file = direction_queries.read_direction_file(db, CPR)
    later = file.model_copy(update={"title": "Udviklingsplan <2023>", "focus_areas": file.focus_areas[:-1]})
    with open_writing(database, MACHINE) as db:
        direction_commands.import_direction(db, later)
    html = text(open_page("direction", plan=CPR))
    said = plain(html)
    assert "Planen har 2 versioner: se, hvad der er ændret" in said
    assert "titel er ændret fra “Udviklingsplan 2023-2025” til “Udviklingsplan <2023>”" in said
    assert "Udgået af planen: Fokusområde 10" in said
    assert "Version 1, kendt fra 1. januar 2023 Den første version." in said
    assert said.index("Version 2, kendt fra") < said.index("Version 1, kendt fra")
    assert "<2023>" not in html
    assert "Versioner" not in plain(text(open_page("direction", plan=CPR, as_of="2024-10-01")))
