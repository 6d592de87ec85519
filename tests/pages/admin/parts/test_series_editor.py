"""The indicators of a draft are corrected where nothing else uses them."""

from __future__ import annotations

from db import session
from db.plans import definitions
from db.scope import EVERYTHING
from tests.pages.admin.conftest import named, plain, press
from tests.pages.conftest import Open


def test_an_indicator_that_only_drafts_use_is_corrected(draft: Open, database: str) -> None:
    at = press(draft(goal="1.1"), "måltal")
    at = named(at.selectbox, "Nøgletal", -1).set_value("+").run()
    named(at.text_input, "Titel", -1).set_value("Svartid")
    named(at.text_input, "Navn").set_value("Svartidd")
    named(at.text_input, "Måltal (pct.)", -1).set_value("12")
    assert "Gemt som en ny version" in plain(press(at, "Gem"))
    at = draft(view="series")
    assert "bruges af en underskrevet plan" in plain(at)
    assert [field.value for field in at.text_input if field.label == "Navn"] == ["Svartidd"]
    named(at.text_input, "Navn").set_value("Svartid")
    named(at.selectbox, "Enhed").set_value("days")
    assert "Gemt som en ny version" in plain(press(at, "Gem"))
    with session.open_reading(database, sees=EVERYTHING) as db:
        found = definitions.read_catalogue(db).indicators["cpr", "svartidd"]
    assert (found.name, found.unit) == ("Svartid", "days")
