"""A spreadsheet that was handed in is shown row by row before it is put in the draft."""

from __future__ import annotations

from datetime import UTC, datetime

from streamlit.testing.v1 import AppTest

from db.reports import sheet_commands
from db.session import open_writing
from metrics.access import make_trial_reader
from tests.pages.conftest import Open
from tests.pages.cycle.filling import PLAN, REPORT, SHARE, STOCK, see, typed, write_as_colleague

NOW = datetime.now(UTC)
TAKE = "Sæt 2 tal ind i kladden"


def row(line: str, *numbers: str) -> str:
    _, series, period = line.split(":")
    return ",".join(["eksempel-ankenaevn", series, period, *numbers])


def hand_in(url: str) -> None:
    """As the door does with what the form sends."""
    text = "\n".join(
        [
            "institution,indicator,period,numerator,denominator,value",
            row(SHARE, "450", "540", ""),
            row(STOCK, "", "", "133"),
            row(STOCK.replace("2026Q4", "2026Q3"), "", "", "999"),
        ]
    )
    with open_writing(url, make_trial_reader("reporter")) as db:
        sheet_commands.keep_sheet(db, REPORT["plan"], REPORT["quarter"], "q4.csv", text.encode(), NOW)


def open_it(open_page: Open) -> AppTest:
    return open_page("report", **REPORT, role="reporter")


def test_what_a_spreadsheet_says_is_shown_and_then_taken_in_at_once(database: str, open_page: Open) -> None:
    assert 'accept=".xlsx,.csv,.tsv"' in see(open_it(open_page))
    write_as_colleague(STOCK, "value", "130")
    hand_in(database)
    at = open_it(open_page)
    html = see(at)
    assert "q4.csv er læst. Intet er ændret i kladden endnu." in html
    assert "hører ikke til denne rapport" in html
    assert "ændret" in html
    assert typed(STOCK, "value") == "130"
    next(button for button in at.button if button.label == TAKE).click()
    at.run()
    taken = (typed(SHARE, "numerator"), typed(SHARE, "denominator"), typed(STOCK, "value"))
    assert taken == ("450", "540", "133")
    assert "q4.csv er læst" not in see(at)


def test_what_it_says_of_a_milestone_is_shown_in_words(database: str, open_page: Open) -> None:
    text = f"institution,indicator,period,value,source\neksempel-ankenaevn,{PLAN}:2.1.3,2026-10-05,claimed,2026-7\n"
    with open_writing(database, make_trial_reader("reporter")) as db:
        sheet_commands.keep_sheet(db, REPORT["plan"], REPORT["quarter"], "q4.csv", text.encode(), NOW)
    html = see(open_it(open_page))
    said = html[html.index("q4.csv er læst") :]
    assert "<b>Gennemført</b>" in said
    assert "<small>Gennemført den</small> 05.10.2026" in said
    assert "<small>Journalnummer eller link</small> 2026-7" in said


def test_a_spreadsheet_is_discarded_and_the_draft_stays(database: str, open_page: Open) -> None:
    hand_in(database)
    at = open_it(open_page)
    next(button for button in at.button if button.label == "Kassér regnearket").click()
    at.run()
    assert "q4.csv er læst" not in see(at)
    assert typed(STOCK, "value") == ""
