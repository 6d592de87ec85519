"""The year as files: an institution's for whoever may take it, an area's paper for those who decide alone."""

from __future__ import annotations

from tests.pages.conftest import Open

AREA = "Digitaliserings- og Borgerministeriet (opdigtet)"


def count_files(open_page: Open, **query: str) -> int:
    return len(open_page("wheel", year="2026", as_of="2026-11-20", **query).get("download_button"))


def test_an_institution_s_year_is_a_paper_and_a_calendar_for_its_readers(open_page: Open) -> None:
    assert count_files(open_page, institution="dst", role="reader") == 2


def test_an_area_s_paper_is_for_the_department_alone(open_page: Open) -> None:
    assert count_files(open_page, area=AREA, role="reader") == 1
    assert count_files(open_page, area=AREA, role="head") == 2


def test_what_has_nothing_in_it_is_no_file(open_page: Open) -> None:
    at = open_page("wheel", year="1990", institution="dst", as_of="2026-11-20")
    assert len(at.get("download_button")) == 0
