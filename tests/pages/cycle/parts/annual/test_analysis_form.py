"""What the institution writes about a goal."""

from __future__ import annotations

from metrics.annual.analysis import AnalysisField
from tests.pages.conftest import Open, answers_lost
from tests.pages.cycle.settling import WHY, fill, opened, read_year, see, write_as_colleague


def test_a_field_is_saved_as_it_is_left_and_stands_there_after_a_reload(
    database: str, open_page: Open
) -> None:
    at = fill(opened(open_page, role="reporter", goal="1.1"), WHY, "For få hænder")
    assert read_year().ground.texts == {"1.1": {AnalysisField.WHY: "For få hænder"}}
    assert "Gemt 02.03.2026" in see(at)
    again = opened(open_page, role="reporter", goal="1.1")
    assert [area.value for area in again.text_area] == ["For få hænder", "", ""]


def test_a_text_that_may_be_personal_says_so_at_once_and_is_kept_all_the_same(
    database: str, open_page: Open
) -> None:
    at = fill(opened(open_page, role="reporter", goal="1.1"), WHY, "Sagen 010190-1234 trak ud")
    assert "CPR-nummer" in see(at)
    assert read_year().ground.texts == {"1.1": {AnalysisField.WHY: "Sagen 010190-1234 trak ud"}}
    assert "CPR-nummer" not in see(opened(open_page, role="reporter", goal="2.2"))


def test_a_goal_that_was_met_has_fields_once_it_is_chosen(database: str, open_page: Open) -> None:
    at = opened(open_page, role="reporter", goal="1.2")
    assert list(at.text_area) == []
    at.checkbox[0].check()
    at.run()
    assert len(at.text_area) == 3
    assert [row.number for row in read_year().table.analysed] == ["1.1", "1.2", "2.2"]


def test_a_goal_that_has_to_be_analysed_needs_no_choice(open_page: Open) -> None:
    assert list(opened(open_page, role="reporter", goal="1.1").checkbox) == []


def test_a_colleague_s_newer_text_is_shown_before_one_s_own_goes(database: str, open_page: Open) -> None:
    at = opened(open_page, role="reporter", goal="1.1")
    write_as_colleague("1.1", "Kollegas tekst")
    fill(at, WHY, "Min tekst")
    assert "Kollegas tekst" in see(at)
    assert read_year().ground.texts["1.1"][AnalysisField.WHY] == "Kollegas tekst"
    assert at.text_area[0].value == "Min tekst"


def test_what_is_typed_while_the_database_is_away_stays(database: str, open_page: Open) -> None:
    at = opened(open_page, role="reporter", goal="1.1")
    with answers_lost():
        fill(at, WHY, "For få hænder")
    assert at.text_area[0].value == "For få hænder"


def test_only_the_institution_has_fields(open_page: Open) -> None:
    for role in ("controller", "head", "reader", "auditor"):
        assert list(opened(open_page, role=role, goal="1.1").text_area) == []
