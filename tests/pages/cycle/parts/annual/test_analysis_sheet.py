"""Part 2, drawn."""

from __future__ import annotations

from tests.pages.conftest import Open, text
from tests.pages.cycle.settling import PLAN, WITH_PAY, explain, opened, see, write_as_colleague
from tests.pages.drawing import HOSTILE


def test_each_missed_goal_has_its_facts_and_what_was_written(database: str, open_page: Open) -> None:
    said = see(opened(open_page))
    assert "1.1 Tilsyn i hele landet Ikke opfyldt. Det koster 25 point." in said
    assert "1.316 < 1.320: ikke opfyldt. Afstand til måltallet: 4. Året før: 1.287." in said
    assert said.count("Institutionen har ikke skrevet noget om målet.") == 2
    explain()
    told = see(opened(open_page))
    assert "Hvorfor endte målet, som det gjorde? Årsagen til 1.1" in told
    assert "Institutionen har ikke skrevet noget om målet." not in told


def test_who_writes_is_led_to_the_goal(open_page: Open) -> None:
    assert "Skriv om mål 1.1" in see(opened(open_page, role="reporter"))
    assert "Skriv om mål 1.1" not in see(opened(open_page, role="controller"))


def test_a_year_in_which_all_was_met_has_nothing_to_analyse(open_page: Open) -> None:
    said = see(opened(open_page, WITH_PAY))
    assert "Alle mål, der tæller, er opfyldt. Der er intet at analysere." in said


def test_what_is_written_is_text_and_nothing_else(database: str, open_page: Open) -> None:
    write_as_colleague("1.1", HOSTILE)
    html = text(opened(open_page, PLAN))
    assert "<script>" not in html
    assert "&lt;script&gt;alert(1)" in html
