"""One goal at a time."""

from __future__ import annotations

from tests.pages.conftest import Open, text
from tests.pages.cycle.settling import OLD, opened, see


def test_a_goal_says_its_verdict_why_and_its_points(open_page: Open) -> None:
    said = see(opened(open_page, goal="1.1"))
    assert "Mål 1 af 8 1.1 Tilsyn i hele landet Ikke opfyldt 0 af 25 point" in said
    assert "1.1.1 Gennemførte tilsynsbesøg i året: 1.316 < 1.320: ikke opfyldt" in said
    assert "Tallene bag" in said


def test_the_goals_are_gone_through_in_order_and_end_at_the_whole(open_page: Open) -> None:
    first, middle, last = (see(opened(open_page, goal=goal)) for goal in ("1.1", "1.2", "3.3"))
    assert ("Forrige" in first, "Næste: mål 1.2" in first) == (False, True)
    assert ("Forrige: mål 1.1" in middle, "Næste: mål 1.3" in middle) == (True, True)
    assert ("Forrige: mål 3.2" in last, "Til den samlede opgørelse" in last) == (True, True)


def test_who_decides_is_led_to_where_it_is_decided(open_page: Open) -> None:
    html = text(opened(open_page, role="head", goal="1.1"))
    assert "decide=near_miss" in html
    assert "decide=" not in text(opened(open_page, role="reporter", goal="1.1"))
    assert "decide=" not in text(opened(open_page, role="head", goal="1.2"))
    assert "decide=accepted_deviation" in text(opened(open_page, OLD, "head", goal="1.1"))


def test_an_open_goal_says_what_it_waits_for(open_page: Open) -> None:
    said = see(opened(open_page, OLD, goal="3.1"))
    assert (
        "Regnskabstal for Afvigelse mellem grundbudget og årsregnskab, 2017. Afventer institutionen." in said
    )


def test_who_does_not_write_reads_what_is_written_or_that_it_is_no_part_of_it(open_page: Open) -> None:
    assert "Institutionen har ikke skrevet noget om målet." in see(
        opened(open_page, role="reader", goal="1.1")
    )
    assert "Målet indgår ikke i del 2." in see(opened(open_page, role="reader", goal="1.2"))
