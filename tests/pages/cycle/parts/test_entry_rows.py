"""The rows of a report: what is typed, what it means at once, and what is asked because of it."""

from __future__ import annotations

from tests.pages.conftest import Open, text
from tests.pages.cycle.filling import (
    GOAL,
    MILESTONE,
    REPORT,
    SHARE,
    STOCK,
    choose,
    key,
    see,
    typed,
    write,
    write_as_colleague,
)


def test_a_figure_that_misses_the_target_asks_for_its_cause_with_the_facts_from_the_numbers(
    database: str, open_page: Open
) -> None:
    at = open_page("report", **REPORT, role="reporter")
    write(at, SHARE, "numerator", "450")
    html = write(at, SHARE, "denominator", "540")
    assert "83,3 pct." in html
    assert "86,3 pct. (mindst 87 pct.)" in html
    assert "Skriv en forklaring: måltallet er ikke nået indtil nu." in html
    assert "Samme periode året før: 89,2 pct." in html
    write(at, SHARE, "cause", "Flere sager end ventet.")
    assert "Skriv årsagen." not in write(at, SHARE, "measure", "To nye medarbejdere.")


def test_an_explanation_stays_in_sight_where_the_numbers_no_longer_ask_for_one(
    database: str, open_page: Open
) -> None:
    at = open_page("report", **REPORT, role="reporter")
    write(at, SHARE, "numerator", "450")
    write(at, SHARE, "denominator", "540")
    write(at, SHARE, "cause", "Flere sager end ventet.")
    html = write(at, SHARE, "numerator", "482")
    assert "Skriv en forklaring" not in html
    (shown,) = (field for field in at.text_area if field.key == key(SHARE, "cause"))
    assert shown.value == "Flere sager end ventet."
    write(at, SHARE, "cause", "")
    assert key(SHARE, "cause") not in {field.key for field in at.text_area}


def test_what_a_file_said_beside_a_figure_is_in_sight_and_can_be_taken_away(
    database: str, open_page: Open
) -> None:
    said = {"numerator": "450", "denominator": "540", "exempt": "40", "precision": "ca.", "chosen": "ja"}
    for name, told in {**said, "cause": "Den nye optælling"}.items():
        write_as_colleague(SHARE, name, told)
    write_as_colleague(GOAL, "source", "ESDH")
    at = open_page("report", **REPORT, role="reporter")
    assert "90,0 pct." in see(at)
    shown = {field.key for field in at.text_input} | {box.key for box in at.checkbox if box.value}
    kept = [(SHARE, "exempt"), (SHARE, "precision"), (SHARE, "chosen"), (GOAL, "source")]
    assert {key(*place) for place in kept} <= shown
    html = write(at, SHARE, "exempt", "")
    assert "83,3 pct." in html
    assert key(SHARE, "exempt") not in {field.key for field in at.text_input}


def test_what_is_no_number_is_kept_and_told(database: str, open_page: Open) -> None:
    at = open_page("report", **REPORT, role="reporter")
    html = write(at, STOCK, "value", "12,5x")
    assert "“12,5x” er ikke et tal" in html
    assert STOCK not in html.partition("m-entry-missing")[0]
    assert typed(STOCK, "value") == "12,5x"


def test_a_figure_that_is_not_out_yet_is_answered_with_the_day_it_is_expected(
    database: str, open_page: Open
) -> None:
    at = open_page("report", **REPORT, role="reporter")
    next(box for box in at.checkbox if box.key == f"not_out|{REPORT['plan']}|{STOCK}").check()
    at.run()
    assert "1 af 9 udfyldt" in write(at, STOCK, "awaited", "15.2.2031")


def test_a_milestone_that_is_done_asks_for_its_day_and_a_journal_number(
    database: str, open_page: Open
) -> None:
    at = open_page("report", **REPORT, role="reporter")
    assert key(MILESTONE, "evidence") not in {field.key for field in at.text_input}
    assert "skal have et journalnummer" in choose(at, MILESTONE, "claimed")
    write(at, MILESTONE, "on", "1.1.2031")
    assert "skal have et journalnummer" not in write(at, MILESTONE, "evidence", "2026-1184-7")
    assert "m-entry-wrong" in text(at)  # a day that is still to come


NUMBER = "number:1.1.1"


def test_a_number_instead_of_a_word_is_held_against_the_target_and_answers_the_goal(
    database: str, open_page: Open
) -> None:
    asked = {"plan": REPORT["plan"], "quarter": "2026Q3", "role": "reporter"}
    at = open_page("report", **asked)
    number, word = (
        f"draft|{REPORT['plan']}|2026Q3|{place}" for place in (f"{NUMBER}|number", "goal:1.1|status")
    )

    def write_number(value: str) -> str:
        next(field for field in at.text_input if field.key == number).set_value(value)
        return see(at.run())

    assert "“snart” er ikke et tal" in write_number("snart")
    assert "Opfylder måltallet" in write_number("87")
    assert "Opfylder ikke måltallet" in write_number("86,9")
    at.button_group(word).set_value("expected_met")
    html = see(at.run())
    assert "Vurderingen og det forventede tal siger ikke det samme." in html
    note = next(
        field for field in at.text_input if field.key == f"draft|{REPORT['plan']}|2026Q3|goal:1.1|note"
    )
    note.set_value("Fire store sager afgøres i december.")
    assert "siger ikke det samme" not in see(at.run())


def test_each_test_of_a_goal_has_a_field_for_its_number_with_its_unit(open_page: Open) -> None:
    at = open_page("report", plan=REPORT["plan"], quarter="2026Q3", role="reporter")
    labels = {field.label for field in at.text_input}
    assert "Tal: 3.1.1 Højst 2 pct. fra grundbudgettet: forventet årsresultat" in labels
    assert "Tal: 3.1.2 Højst 1 pct. fra udgiftsopfølgning 2: forventet årsresultat" in labels


def test_what_may_be_personal_is_told_at_its_field_while_it_is_written_and_kept(
    database: str, open_page: Open
) -> None:
    at = open_page("report", **REPORT, role="reporter")
    choose(at, GOAL, "in_doubt")
    html = write(at, GOAL, "note", "En medarbejder er sygemeldt.")
    assert "Teksten kan indeholde personoplysninger (helbred eller orlov)." in html
    assert typed(GOAL, "note") == "En medarbejder er sygemeldt."
    assert "personoplysninger (" not in write(at, GOAL, "note", "Sagen er forsinket.")


def test_a_percentage_from_a_spreadsheet_stands_in_a_field_and_goes_where_counts_are_typed(
    database: str, open_page: Open
) -> None:
    write_as_colleague(SHARE, "value", "89,5")
    at = open_page("report", **REPORT, role="reporter")
    assert key(SHARE, "value") in {field.key for field in at.text_input}
    assert "Skriv tæller og nævner i stedet for en procent" in see(at)
    write(at, SHARE, "numerator", "482")
    html = write(at, SHARE, "denominator", "540")
    assert typed(SHARE, "value") == ""
    assert key(SHARE, "value") not in {field.key for field in at.text_input}
    assert "i stedet for en procent" not in html
    assert "89,3 pct." in html


def test_what_is_wrong_is_told_in_the_words_of_the_form(database: str, open_page: Open) -> None:
    at = open_page("report", **REPORT, role="reporter")
    assert "Skriv både tæller og nævner." in write(at, SHARE, "numerator", "400")
    html = write(at, SHARE, "denominator", "200")
    assert "Tælleren 400 er større end nævneren 200. Er de byttet om?" in html
    assert "Nævneren kan ikke være 0" in write(at, SHARE, "denominator", "0")
    for word in ("numerator og denominator", "skrives i value"):
        assert word not in see(at)
