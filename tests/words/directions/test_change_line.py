"""What differs between two versions of a document, in words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from metrics.access import Role
from metrics.direction.direction_plan import DirectionFile, GoalLink
from metrics.direction.document_changes import compare_directions
from metrics.direction.yearly_target import YearlyTarget
from metrics.duties.duty_changes import compare_duty_plans
from metrics.plan.formula import Step
from metrics.plan.terms import LAST_DAY
from tests.directions import direction, initiative
from tests.duties import duty, duty_plan, unruled
from tests.factories import reads
from words.directions.change_line import find_period, write_changes
from words.language import Words

DA, EN = Words("da"), Words("en")


def lines(before: DirectionFile, after: DirectionFile, words: Words = DA) -> list[str]:
    return write_changes(compare_directions(before.bare, after.bare), (before.period, after.period), words)


def test_what_is_new_and_gone_is_named_and_a_time_is_moved_from_one_to_another() -> None:
    before = direction(initiative("1.1", when="2024-summer"), initiative("1.2"))
    after = direction(initiative("1.1", when="2025"), initiative("1.3", when="2024Q3"), initiative("1.4"))
    assert lines(before, after) == [
        "1.1 Initiative 1.1: tiden er flyttet fra sommeren 2024 til 2025",
        "Ny: 1.3 Initiative 1.3 (3. kvartal 2024)",
        "Ny: 1.4 Initiative 1.4 (uden dato i planen)",
        "Udgået af planen: 1.2 Initiative 1.2",
    ]
    assert lines(before, after, EN)[0] == "1.1 Initiative 1.1: moved from summer 2024 to 2025"


def test_a_short_value_is_told_as_it_was_and_is_a_long_text_only_that_it_changed() -> None:
    links = (GoalLink(plan="p", goal="1"),)
    before = direction(initiative("1.1", owner="A", text="x" * 90, depends_on=()))
    after = direction(
        initiative("1.1", text="y", role=Role.CHIEF, depends_on=("1.2",), numbered=False, goals=links)
    )
    assert lines(before, after) == [
        "Initiative 1.1: afhængigheder er ændret fra intet til 1.2; nummer i dokumentet er ændret fra ja til nej;"
        " tekst er ændret; ansvarlig er ændret fra “A” til intet; rolle her er ændret fra"
        " Indberetter til Institutionschef; årlige mål er ændret"
    ]


def test_the_document_itself_its_areas_and_its_targets_are_named_as_such() -> None:
    def target(*numbers: str) -> YearlyTarget:
        steps = tuple(
            Step(year=2023 + n, number=Decimal(one), provisional=n > 0) for n, one in enumerate(numbers)
        )
        return YearlyTarget(number="A", title="In time", section="2", value=reads(), by_year=steps)

    before = direction(targets=(target("90", "91"),))
    after = direction(targets=(target("90", "91.5"),), end=date(2026, 12, 31))
    assert lines(before, after) == [
        "Dokumentet: sidste dag er ændret fra 31. december 2025 til 31. december 2026",
        "Måltal A In time: måltal er ændret fra 2023: 90 og 2024: [91] til 2023: 90 og 2024: [91,5]",
    ]


def test_another_order_alone_is_said_to_be_one() -> None:
    one, two = initiative("1.1"), initiative("1.2")
    assert lines(direction(one, two), direction(two, one)) == ["Kun rækkefølgen er ændret."]


def test_a_duty_returns_otherwise() -> None:
    before, after = (
        duty_plan(duty("1.1"), unruled("1.2")).bare,
        duty_plan(duty("1.1", rule="FREQ=MONTHLY")).bare,
    )
    periods = find_period(before.start, before.end), find_period(after.start, after.end)
    assert periods[0][1] == LAST_DAY
    moved, gone = write_changes(compare_duty_plans(before, after), periods, DA)
    assert moved.startswith("1.1 ")
    assert "tiden er flyttet fra hvert år, første gang" in moved
    assert gone.startswith("Udgået af planen: 1.2")
