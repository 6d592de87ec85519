"""What a comparison asks for: this year, later, and below the target."""

from __future__ import annotations

from decimal import Decimal

from metrics.plan.formula import Constant, Path, Reading, Step
from tests.pages.admin.conftest import COPY, named, newest, plain, press
from tests.pages.conftest import Open


def test_a_part_that_would_be_lost_is_told_in_words_of_the_form(draft: Open) -> None:
    at = draft(goal="1.1")
    named(at.text_input, "Dele af pointene fra (pct.)").set_value("80")
    said = plain(press(at, "Gem"))
    assert "Sæt hak ved “Delvist nåede mål giver en del af pointene” under Stamoplysninger" in said


def test_a_target_follows_last_year_s_result_or_is_told_for_more_years(draft: Open, database: str) -> None:
    head = draft(view="head")
    named(head.checkbox, "Delvist nåede mål giver en del af pointene").check()
    press(head, "Gem")
    at = draft(goal="1.1")
    named(at.text_input, "Måltal 2023 (pct.)").set_value("93")
    named(at.text_input, "Dele af pointene fra (pct.)").set_value("80")
    named(at.text_input, "Institutionens forventning (pct.)").set_value("91")
    at = press(at, "Gem")
    assert "Gemt som en ny version" in plain(at)
    compare = newest(database, COPY)[1].goal("1.1").criteria[0].compare
    assert compare
    assert isinstance(compare.target, Path)
    assert compare.target.step(2023) == Step(year=2023, number=Decimal(93))
    assert (compare.partial_from, compare.expected) == (
        Constant(number=Decimal(80)),
        Constant(number=Decimal(91)),
    )
    at = named(at.selectbox, "Måltallet er").set_value("last_year").run()
    named(at.text_input, "Ændring fra sidste år i pct., fx -10").set_value("-10")
    for label in ("Dele af pointene fra (pct.)", "Institutionens forventning (pct.)"):
        named(at.text_input, label).set_value("")
    at = press(at, "Gem")
    assert "Gemt som en ny version" in plain(at)
    compare = newest(database, COPY)[1].goal("1.1").criteria[0].compare
    assert compare
    assert compare.target == Reading(indicator="klagesager-rettidigt", offset=-1, factor=Decimal("0.9"))
    assert named(at.text_input, "Ændring fra sidste år i pct., fx -10").value == "-10"
