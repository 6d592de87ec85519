"""The results file to fill in: what is locked, what is open, and that it goes back in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from export.results_template import HEADINGS, write_template
from metrics.facts.raw_row import COLUMNS
from metrics.facts.schema import EventKind
from metrics.facts.tables.file_words import INFORMATION, find_column
from metrics.facts.written_periods import read_period
from metrics.followup.owed_rows import OwedRow
from metrics.periods import Period
from tests.factories import catalogue, facts, indicator, plan, result
from words.language import LANGUAGES, Words

KNOWN = catalogue(indicator(name="Rettidighed"))
SERIES = KNOWN.indicators["inst", "share"]
LATEST = facts(result("2017Q2", "92.5")).series["inst", "share"][0]
FIGURE = OwedRow("inst", "share", "Rettidighed", date(2017, 10, 14), Period.parse("2017Q3"), SERIES, LATEST)
MILESTONE = OwedRow("inst", "plan-2017:1.1", "=Ny", date(2017, 9, 30), allowed=(EventKind.CLAIMED, "met"))


def sheet(*rows: OwedRow, lang: str = "da") -> Any:
    content = write_template(plan(), Period.parse("2017Q3"), rows, KNOWN, Words(lang))
    return load_workbook(BytesIO(content)).worksheets[0]


def test_a_row_names_its_series_period_day_and_latest_figure() -> None:
    found = sheet(FIGURE, MILESTONE)
    assert [cell.value for cell in found[5]][:7] == [
        *("inst", "share", "Rettidighed", "pct.", "92,5\u00a0pct. (2. kvartal 2017)", "14.10.2017"),
        "3. kvartal 2017",
    ]
    assert [cell.value for cell in found[6]][:3] == ["inst", "plan-2017:1.1", "=Ny"]


def test_what_names_a_row_is_locked_and_what_is_filled_in_is_open() -> None:
    found = sheet(FIGURE, MILESTONE)
    assert found.protection.sheet
    assert [cell.protection.locked for cell in found[5]] == [True] * 7 + [False] * 7
    assert [cell.protection.locked for cell in found[6]] == [True] * 6 + [False] * 8
    assert {cell.value for cell in found[5][7:]} == {None}


def test_a_share_that_is_pooled_is_given_by_its_cases_alone() -> None:
    found = sheet(replace(FIGURE, pooled=True))
    assert [cell.protection.locked for cell in found[5]] == [True] * 8 + [False] * 6


def test_the_words_for_a_criterion_are_offered_and_those_of_its_own_scale_are_kept() -> None:
    for lang, words in (("da", "gennemført,met"), ("en", "claimed,met")):
        (rule,) = sheet(MILESTONE, lang=lang).data_validations.dataValidation
        assert (str(rule.sqref), rule.formula1) == ("H5", f'"{words}"')


@pytest.mark.parametrize("lang", LANGUAGES)
def test_its_headings_are_columns_of_a_results_file(lang: str) -> None:
    assert {find_column(name) for name in HEADINGS[lang]} <= {*COLUMNS, *INFORMATION}
    assert [cell.value for cell in sheet(FIGURE, lang=lang)[4]] == list(HEADINGS[lang])


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("text", ["2017", "2017Q3", "2017-07", "2017-08/2017-10", "2017-12-15"])
def test_its_periods_are_read_back(lang: str, text: str) -> None:
    row = replace(FIGURE, period=Period.parse(text), latest=None)
    written = sheet(row, lang=lang)[5]
    assert read_period(written[6].value) == Period.parse(text)
    assert written[4].value in ("", None)
