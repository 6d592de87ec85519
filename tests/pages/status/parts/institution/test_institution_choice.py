"""Which institution an address asks for, and what is offered where it asks for none."""

from __future__ import annotations

import re

from tests.pages.conftest import Open, text
from tests.pages.drawing import plain


def test_without_an_institution_those_one_may_see_are_offered_by_name(open_page: Open) -> None:
    html = text(open_page("institution", as_of="2026-11-20"))
    assert "Vælg en institution:" in html
    names = re.findall(r'href="/institution\?institution=([\w-]+)', html)
    assert names == ["eksempel-ankenaevn", "cpr", "eksempel-register", "eksempel-tilsyn"]


def test_an_unknown_institution_is_told_in_words_and_escaped(open_page: Open) -> None:
    html = text(open_page("institution", institution="<b>x"))
    assert "Der er ingen institution “&lt;b&gt;x”" in html


def test_a_day_before_all_plans_says_so(open_page: Open) -> None:
    html = plain(text(open_page("institution", institution="cpr", as_of="2001-01-01")))
    assert "Der var ingen planer den 1. januar 2001" in html


def test_the_title_is_the_institution_s_with_its_area_and_the_mark_of_fiction(open_page: Open) -> None:
    html = text(open_page("institution", institution="eksempel-tilsyn"))
    assert "<h1>Styrelsen for Borgertilsyn" in html
    assert "Opdigtede tal" in html
    assert "Digitaliserings- og Borgerministeriet" in plain(html)
    assert "Opdigtede tal" not in text(open_page("institution", institution="cpr"))
