"""Whose year, which year, and which kinds of entries the address asks for."""

from __future__ import annotations

import pytest

from tests.pages.conftest import Open, text
from tests.pages.drawing import plain, rows

AREA = "Digitaliserings- og Borgerministeriet (opdigtet)"


def test_without_an_institution_those_with_something_are_offered_and_the_areas(open_page: Open) -> None:
    html = text(open_page("wheel", as_of="2026-11-20"))
    for name in ("Danmarks Statistik", "CPR-administrationen", AREA):
        assert name in html
    institutions, areas = html.split(">Ministerområder<")
    assert AREA in areas
    assert ">Institutioner<" in institutions
    assert AREA not in institutions
    assert "“gone” har intet årshjul" in text(open_page("wheel", institution="gone"))
    assert "“gone” har intet årshjul" in text(open_page("wheel", area="gone"))
    early = plain(text(open_page("wheel", institution="dst", as_of="2025-04-08")))
    assert "“dst” har intet årshjul, du kan se 8. april 2025." in early


@pytest.mark.parametrize("asked", ["", "20x6", "²⁰²⁶", "99999999999", "0"])
def test_a_year_that_cannot_be_is_that_of_the_day(open_page: Open, asked: str) -> None:
    assert "Danmarks Statistik: årshjul 2026" in plain(
        text(open_page("wheel", institution="dst", year=asked, as_of="2026-11-20"))
    )


def test_an_area_has_the_year_of_its_institutions_and_a_kind_and_a_month_are_selected(
    open_page: Open,
) -> None:
    def tell(**query: str) -> list[str]:
        html = text(open_page("wheel", area=AREA, year="2026", as_of="2026-11-20", **query))
        return [one for one in rows(html) if "2026" in one]

    every = tell()
    assert any("Afrapportering for 1. kvartal 2026 Registerstyrelsen" in one for one in every)
    assert any("Foreløbig opgørelse af 2025 Ankenævnet" in one for one in every)
    assert any("Accepteret afvigelse for mål" in one for one in every)
    assert any("Status for 2. kvartal 2026 på Udviklingsplan" in one for one in every)
    reports = tell(kind="report")
    assert len(reports) == 12
    assert len(tell(kind="report", month="4")) == 3
    assert tell(kind="report", month="13") == reports
    html = text(open_page("wheel", institution="dst", kind="meeting", as_of="2026-11-20"))
    assert "Der er intet af slagsen “Kvartalsmøde” i året." in html
