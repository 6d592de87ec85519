"""Each field is saved as it is left, and nobody's newer text is written over unseen."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from tests.pages.conftest import Open, answers_lost, text
from tests.pages.cycle.filling import REPORT, SHARE, STOCK, choose, key, typed, write, write_as_colleague


def press(at: AppTest, label: str) -> str:
    next(button for button in at.button if button.label == label).click()
    return text(at.run())


def test_what_is_left_is_saved_and_stands_there_in_another_tab_and_for_another_person(
    database: str, open_page: Open
) -> None:
    at = open_page("report", **REPORT, role="reporter")
    assert "Kladde gemt" in write(at, STOCK, "value", " 133 ")
    assert typed(STOCK, "value") == "133"
    other = open_page("report", **REPORT, role="chief")
    assert other.text_input(key(STOCK, "value")).value == " 133 "
    assert "Sidst gemt af Indberetter" in text(other)


def test_what_a_colleague_writes_in_an_untouched_field_shows_at_the_next_run(
    database: str, open_page: Open
) -> None:
    at = open_page("report", **REPORT, role="reporter")
    write_as_colleague(STOCK, "value", "131")
    write(at, SHARE, "numerator", "450")
    assert at.text_input(key(STOCK, "value")).value == "131"


def test_a_newer_text_of_another_is_not_written_over_until_one_says_so(
    database: str, open_page: Open
) -> None:
    at = open_page("report", **REPORT, role="reporter")
    write_as_colleague(STOCK, "value", "131")
    html = write(at, STOCK, "value", "133")
    assert "kollega@example.dk har imens skrevet her" in html
    assert typed(STOCK, "value") == "131"
    assert "har imens" not in press(at, "Gem min i stedet")
    assert typed(STOCK, "value") == "133"


def test_what_was_saved_though_its_answer_was_lost_is_nobody_elses(database: str, open_page: Open) -> None:
    at = open_page("report", **REPORT, role="reporter")
    with answers_lost():
        assert "Databasen kan ikke nås" in write(at, STOCK, "value", "131")
    assert typed(STOCK, "value") == "131"
    assert "har imens" not in write(at, STOCK, "value", "133")
    assert typed(STOCK, "value") == "133"


def test_the_newer_text_can_be_kept(database: str, open_page: Open) -> None:
    at = open_page("report", **REPORT, role="reporter")
    write_as_colleague(STOCK, "value", "131")
    write(at, STOCK, "value", "133")
    press(at, "Behold den tekst")
    assert at.text_input(key(STOCK, "value")).value == "131"
    assert typed(STOCK, "value") == "131"


def test_a_tick_and_a_choice_are_saved_and_taken_back(database: str, open_page: Open) -> None:
    at = open_page("report", **REPORT, role="reporter")
    at.checkbox(key(STOCK, "provisional")).check().run()
    choose(at, "goal:1.2", "in_doubt")
    assert (typed(STOCK, "provisional"), typed("goal:1.2", "status")) == ("ja", "in_doubt")
    at.checkbox(key(STOCK, "provisional")).uncheck().run()
    assert typed(STOCK, "provisional") == ""


def test_what_cannot_be_saved_is_told_at_its_field_and_keeps_no_other_from_being_saved(
    database: str, open_page: Open
) -> None:
    at = open_page("report", **REPORT, role="reporter")
    at.text_input(key(STOCK, "value")).set_value("x" * 100_001)
    html = write(at, SHARE, "numerator", "450")
    assert "m-entry-wrong" in html
    assert (typed(STOCK, "value"), typed(SHARE, "numerator")) == ("", "450")
