"""A spreadsheet of a report's figures is read by the one reader, and kept beside the draft until it is put in."""

from __future__ import annotations

import pytest

from db.reports import sheet_commands
from db.session import open_writing
from metrics.access import Person
from metrics.errors import InvalidInput
from metrics.report.pasted_rows import SheetRows, read_sheet
from tests.db.recorded import counts
from tests.db.reports.played import (
    CHIEF,
    CONTROLLER,
    NOW,
    PLAN,
    QUARTER,
    REPORTER,
    answer_everything,
    fill,
    look,
    take,
)

MILESTONE = "milestone:1.2.1"
HEAD = "institution,indicator,period,value,source\n"
CLAIM = f"cpr,{PLAN}:1.2.1,2017-06-20,claimed,J1\n"
OLD = "cpr,klagesager-rettidigt,2014,90.5,\n"


def keep(url: str, by: Person, text: str, name: str = "C:\\tal\\kvartal.csv") -> SheetRows:
    with open_writing(url, by) as session:
        return sheet_commands.keep_sheet(session, PLAN, QUARTER, name, text.encode(), NOW)


def refused(url: str, by: Person, text: str, name: str = "r.csv") -> list[str]:
    with pytest.raises(InvalidInput) as found:
        keep(url, by, text, name)
    return [problem.code for problem in found.value.problems]


def test_what_the_report_asks_for_is_kept_beside_the_draft_which_stays(url: str) -> None:
    fill(url, REPORTER, (MILESTONE, "note", "Skrevet i hånden"))
    before = counts(url)
    rows = keep(url, REPORTER, HEAD + CLAIM + OLD)
    assert (rows.file, rows.known, rows.others) == ("kvartal.csv", 0, 1)
    assert rows.texts == {MILESTONE: {"status": "claimed", "on": "2017-06-20", "evidence": "J1"}}
    draft = look(url, REPORTER).draft
    assert read_sheet(draft) == rows
    assert (draft.get(MILESTONE, "status"), draft.get(MILESTONE, "note")) == ("", "Skrevet i hånden")
    assert {name: counts(url)[name] for name in ("events", "observations")} == {
        name: before[name] for name in ("events", "observations")
    }


def test_rows_that_no_figure_comes_of_are_named(url: str) -> None:
    head, series = HEAD.replace("source", "note"), "cpr,klagesager-rettidigt,"
    rows = keep(url, REPORTER, head + CLAIM.replace("J1", "") + f"{series}2017,,Venter\n{series}2016,..,\n")
    assert (rows.remarked, rows.not_available) == (["regneark.csv:3"], ["regneark.csv:4"])
    assert read_sheet(look(url, REPORTER).draft) == rows


def test_the_next_takes_the_place_of_the_one_before_and_is_let_go_of(url: str) -> None:
    keep(url, REPORTER, HEAD + CLAIM)
    keep(url, CHIEF, HEAD + CLAIM.replace("J1", "J2"))
    rows = read_sheet(look(url, REPORTER).draft)
    assert rows
    assert rows.texts[MILESTONE]["evidence"] == "J2"
    with open_writing(url, REPORTER) as session:
        sheet_commands.forget_sheet(session, PLAN, QUARTER, NOW)
    assert read_sheet(look(url, REPORTER).draft) is None


def test_a_file_with_faults_is_refused_with_all_of_them_and_nothing_is_kept(url: str) -> None:
    wrong = HEAD + CLAIM + "cpr,no-such,2017Q2,5,\ncpr,klagesager-rettidigt,2017Q9,x,\n"
    assert len(refused(url, REPORTER, wrong)) > 1
    assert refused(url, REPORTER, HEAD + OLD) == ["sheet_of_nothing"]
    assert refused(url, REPORTER, "x", "r.exe") == ["file_kind"]
    assert refused(url, REPORTER, "") == ["file_empty"]
    assert read_sheet(look(url, REPORTER).draft) is None


def test_only_who_prepares_an_open_report_hands_one_in(url: str) -> None:
    assert refused(url, CONTROLLER, HEAD + CLAIM) == ["not_permitted"]
    answer_everything(url, CHIEF)
    take(url, CHIEF, "approved")
    assert refused(url, REPORTER, HEAD + CLAIM) == ["report_not_open"]


def test_a_name_without_anything_to_be_seen_is_called_a_spreadsheet(url: str) -> None:
    assert keep(url, REPORTER, HEAD + CLAIM, "\u202e.csv").file == ".csv"


def test_a_spreadsheet_for_another_institution_is_refused_in_one_sentence(url: str) -> None:
    assert refused(url, REPORTER, (HEAD + CLAIM + OLD).replace("cpr,", "anden,")) == ["sheet_of_others"]
