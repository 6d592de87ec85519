"""Two steps: what will happen is read before it is recorded, and what was checked is what is recorded."""

from __future__ import annotations

from decimal import Decimal

from streamlit.testing.v1 import AppTest

from db import area_thresholds, session
from db.audit import chain
from db.scope import EVERYTHING
from pages.admin.parts.tasks.act_form import draw_will
from tests.pages.admin.conftest import named, plain, press
from tests.pages.conftest import Open

WILL = "Det sker, når du bekræfter:"


def values(url: str) -> list[Decimal]:
    with session.open_reading(url, sees=EVERYTHING) as db:
        return [one.value for one in area_thresholds.read_threshold_settings(db)]


def entries(url: str) -> int:
    with session.open_reading(url, sees=EVERYTHING) as db:
        assert chain.find_chain_problems(db) == []
        return len(chain.read_entries(db))


def fill(at: AppTest, value: str, reason: str) -> AppTest:
    named(at.text_input, "Ny værdi (dage, 0-366)").set_value(value)
    named(at.text_area, "Begrundelse").set_value(reason)
    return press(at, "Kontrollér")


def test_a_check_writes_nothing_and_says_what_will_happen(open_page: Open, database: str) -> None:
    before = entries(database)
    at = fill(open_page("administration", section="thresholds"), "21", "Aftalt")
    assert WILL in plain(at)
    assert (values(database), entries(database)) == ([], before)


def test_what_was_checked_is_recorded_told_and_then_forgotten(open_page: Open, database: str) -> None:
    at = press(fill(open_page("administration", section="thresholds"), "21", "Aftalt"), "Registrér")
    assert values(database) == [Decimal(21)]
    assert "Registreret: " in plain(at)
    assert WILL not in plain(at)
    assert named(at.text_area, "Begrundelse").value in ("", None)
    assert "Registreret: " not in plain(at.run())


def test_what_is_changed_after_the_check_has_to_be_checked_again(open_page: Open, database: str) -> None:
    at = fill(open_page("administration", section="thresholds"), "21", "Aftalt")
    assert "Registrér" not in [button.label for button in fill(at, "367", "Aftalt").button]
    again = fill(at, "22", "Aftalt")
    press(again, "Registrér")
    assert values(database) == [Decimal(22)]


def test_one_can_go_back_and_change_and_what_was_typed_stays(open_page: Open, database: str) -> None:
    at = press(fill(open_page("administration", section="thresholds"), "21", "Aftalt"), "Ret")
    assert WILL not in plain(at)
    assert named(at.text_area, "Begrundelse").value == "Aftalt"
    assert values(database) == []


def test_everything_wrong_is_told_at_once_and_what_was_typed_stays(open_page: Open, database: str) -> None:
    at = fill(open_page("administration", section="thresholds"), "mange", "")
    said = plain(at)
    assert "Der er 2 fejl. Intet er gemt." in said
    assert "Ny værdi: “mange” er ikke et tal." in said
    assert "Begrundelse: Skal udfyldes." in said
    assert named(at.text_input, "Ny værdi (dage, 0-366)").value == "mange"
    assert values(database) == []


def test_what_was_typed_by_people_is_shown_as_text() -> None:
    assert "&lt;b&gt;" in draw_will("Title", ["<b>"])
