"""Institutions by years: a number in each cell, and in words what it is where it is no final one."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

from metrics.whatif.headline import LikelyTotal
from metrics.whatif.year_totals import YearState, YearTotal
from pages.status.parts.development.fulfilment_table import MOST_YEARS, InstitutionYears, draw_fulfilment
from tests.factories import plan
from tests.pages.drawing import HOSTILE, Reader, rows, writer

DONE = YearTotal(plan(), YearState.FINAL, Fraction(70))
AHEAD = YearTotal(
    plan(), YearState.RUNNING, Fraction(0), likely=LikelyTotal(Fraction(42), Fraction(20), Fraction(60))
)


def cells(**totals: YearTotal) -> list[str]:
    row = InstitutionYears("inst", "Inst", {int(key[1:]): total for key, total in totals.items()})
    return rows(draw_fulfilment([row], "Målopfyldelse", writer()))


def test_a_final_year_has_its_number_and_a_missing_one_a_dash() -> None:
    row, other = (
        InstitutionYears("a", "A", {2016: DONE}),
        InstitutionYears("b", "B", {2017: replace(DONE, secured=Fraction(85))}),
    )
    assert rows(draw_fulfilment([row, other], "", writer())) == [
        "Institution 2016 2017",
        "A 70 –",
        "B – 85",
    ]


def test_what_is_no_final_number_says_so_in_words() -> None:
    bounds = replace(AHEAD, likely=None, between=(Fraction(11), Fraction(97)))
    assert cells(y2017=AHEAD)[1] == "Inst 42 forventet 20–60"
    assert cells(y2017=bounds)[1] == "Inst mellem 11 og 97 forventet"
    assert cells(y2017=replace(DONE, state=YearState.UNSETTLED))[1] == "Inst – mangler opgørelse"
    assert cells(y2017=replace(DONE, state=YearState.NO_TOTAL))[1] == "Inst – intet samlet tal"
    assert cells(y2017=replace(DONE, decided=Fraction(75)))[1] == "Inst 70 besluttet 75"
    assert cells(y2017=replace(DONE, decided=Fraction(70)))[1] == "Inst 70"


def test_a_cell_is_told_by_its_bar_as_well_and_what_is_expected_by_another() -> None:
    html = draw_fulfilment([InstitutionYears("a", "A", {2016: DONE, 2017: AHEAD})], "", writer())
    assert re.findall(r'class="(m-heat[\w -]*)" style="--share:([\d.]+)"', html) == [
        ("m-heat", "70.0"),
        ("m-heat m-ahead", "42.0"),
    ]


def test_a_name_leads_to_the_institution_with_its_area_where_there_are_several() -> None:
    html = draw_fulfilment([InstitutionYears("a", HOSTILE, {2016: DONE}, "Ministeriet")], "", writer())
    assert Reader(html).values("href") == ["/institution?institution=a"]
    assert "Ministeriet" in rows(html)[1]
    assert "script" not in Reader(html).tags


def test_there_are_never_more_years_than_fit() -> None:
    head = cells(**{f"y{year}": DONE for year in range(2000, 2018)})[0].split()[1:]
    assert (len(head), head[-1]) == (MOST_YEARS, "2017")
