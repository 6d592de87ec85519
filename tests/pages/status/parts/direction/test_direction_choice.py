"""Which development plan the address asks for, and what is offered where there is none."""

from __future__ import annotations

from tests.pages.conftest import Open, text
from tests.pages.drawing import plain


def test_without_a_plan_those_there_are_are_offered_and_who_has_none_is_told(open_page: Open) -> None:
    html = text(open_page("direction", as_of="2026-11-20"))
    assert 'href="/retning?plan=cpr-udviklingsplan-2023&amp;as_of=2026-11-20"' in html
    assert "Vælg en udviklingsplan." in html
    assert "Uden udviklingsplan: Registerstyrelsen og Styrelsen for Borgertilsyn." in plain(html)


def test_an_unknown_plan_and_one_before_its_day_are_told(open_page: Open) -> None:
    assert "Der er ingen udviklingsplan “gone”" in text(open_page("direction", plan="gone"))
    early = text(open_page("direction", plan="cpr-udviklingsplan-2023", as_of="2022-12-31"))
    assert "Der er ingen udviklingsplan “cpr-udviklingsplan-2023”, du kan se pr. 31. december 2022." in early
    assert "Der er ingen udviklingsplaner, du kan se" in text(open_page("direction", as_of="2016-12-31"))


def test_a_yearly_plan_is_no_development_plan(open_page: Open) -> None:
    assert "Der er ingen udviklingsplan “cpr-2017”" in text(open_page("direction", plan="cpr-2017"))
