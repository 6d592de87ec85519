"""What a plan lists is typed line by line, or day by day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from metrics.plan.formula import Constant
from tests.pages.admin.conftest import COPY, named, newest, plain, press
from tests.pages.conftest import Open


def let_parts_count(draft: Open) -> None:
    head = draft(view="head")
    named(head.checkbox, "Delvist nåede mål giver en del af pointene").check()
    press(head, "Gem")


def test_steps_below_the_target_are_written_line_by_line(draft: Open, database: str) -> None:
    let_parts_count(draft)
    at = draft(goal="1.1")
    named(at.text_area, "Trin under måltallet").set_value("85: 50\n80,5: 25\n")
    assert "Gemt som en ny version" in plain(press(at, "Gem"))
    compare = newest(database, COPY)[1].goal("1.1").criteria[0].compare
    assert compare
    assert [(step.target, step.earns) for step in compare.steps] == [
        (Constant(number=Decimal(85)), Decimal("0.5")),
        (Constant(number=Decimal("80.5")), Decimal("0.25")),
    ]
    at = draft(goal="1.1")
    assert named(at.text_area, "Trin under måltallet").value == "85: 50\n80,5: 25"
    named(at.text_area, "Trin under måltallet").set_value("85 giver halvdelen")
    assert "“85 giver halvdelen” er ikke et tal" in plain(press(at, "Gem"))


def test_the_words_of_an_assessment_are_written_line_by_line(draft: Open, database: str) -> None:
    let_parts_count(draft)
    at = named(draft(goal="1.2").selectbox, "Slags delmål", 0).set_value("assessed").run()
    named(at.text_area, "Skala").set_value("Godt: 100\nNogenlunde: 50 pct.\nDårligt: 0")
    assert "Gemt som en ny version" in plain(press(at, "Gem"))
    assessed = newest(database, COPY)[1].goal("1.2").criteria[0].assessed
    assert assessed
    assert [(point.word, point.earns) for point in assessed.scale] == [
        ("Godt", Decimal(1)),
        ("Nogenlunde", Decimal("0.5")),
        ("Dårligt", Decimal(0)),
    ]


def test_notes_days_of_reports_and_pay_stand_in_the_head(draft: Open, database: str) -> None:
    at = draft(view="head")
    named(at.text_area, "Andre aftaler, én på hver linje").set_value("Den ene.\n\nDen anden.")
    named(at.date_input, "Rapportdag 1").set_value(date(2022, 8, 15))
    for quarter in (1, 2, 3, 4):
        named(at.checkbox, f"{quarter}. kvartal").check()
    named(at.text_input, "Højeste løn i pct. af lønnen").set_value("10")
    assert "Gemt som en ny version" in plain(press(at, "Gem"))
    plan = newest(database, COPY)[1]
    assert plan.notes[-2:] == ("Den ene.", "Den anden.")
    assert plan.reporting.dates == (date(2022, 8, 15),)
    assert plan.pay
    assert plan.pay.cap == 10
