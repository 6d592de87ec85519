"""The year in one sentence, and the way to it."""

from __future__ import annotations

from datetime import UTC, date, datetime

from metrics.direction.progress import StepEventKind
from metrics.wheel.year_wheel import WheelGround, gather_year
from pages.status.parts.wheel.wheel_reads import WheelSubject, WheelView
from pages.status.parts.wheel.wheel_sheet import draw_entries
from tests.duties import duty, duty_plan, said, unruled
from tests.factories import OWNER
from tests.pages.drawing import DA, row, rows, writer
from words.directions.wheel_line import write_summary

INST = WheelSubject("Inst", frozenset({OWNER}), institution=OWNER)
ON = date(2026, 1, 20)


def view(*duties: object, told: tuple[object, ...] = (), subject: WheelSubject = INST) -> WheelView:
    plan = duty_plan(*duties).bare  # type: ignore[arg-type]
    ground = WheelGround(ON, datetime(2026, 1, 20, 23, tzinfo=UTC), duties=[plan], duty_reports=told)  # type: ignore[arg-type]
    return WheelView(subject, 2026, gather_year(ground, 2026), ())


def test_two_hundred_times_are_counted_in_one_sentence() -> None:
    weekly = [duty(str(n), rule="FREQ=WEEKLY", first=date(2026, 1, 1)) for n in range(4)]
    # 53 Thursdays in 2026, of which those of 1, 8 and 15 January have passed.
    expected = "2026: 212 frister for pligter. 0 er gennemført. 12 er overskredet."
    assert write_summary(2026, view(*weekly).entries, (), DA) == expected
    assert write_summary(2026, (), (), DA) == "Der er intet registreret i 2026."


def test_the_months_tell_what_set_a_duty_off_who_answers_and_how_it_stands() -> None:
    happened = said(StepEventKind.TRIGGERED, date(2026, 1, 5), "2", note="New system")
    found = view(duty("1", owner="Board"), unruled("2", trigger="x"), told=(happened,))
    html = str(draw_entries(found, found.entries, (), writer()))
    assert rows(html)[1] == "Januar"
    assert (
        row(html, "udløst 5. januar")
        == "udløst 5. januar 2026 2 Duty 2 Pligt New system Ikke nævnt i planen Udestår"
    )
    # Maundy Thursday was a week before; 9 April 2026 is an ordinary Thursday.
    assert row(html, "9. april 2026") == "9. april 2026 1 Duty 1 Pligt Board Ingen indberetning"
    area = view(duty("1", owner="Board"), subject=WheelSubject("Area", frozenset({OWNER}), area="Area"))
    told = str(draw_entries(area, area.entries, (), writer()))
    assert row(told, "9. april 2026") == "9. april 2026 1 Duty 1 Pligt Inst Board Ingen indberetning"
    assert 'href="/aarshjul?institution=inst&amp;year=2026"' in told


def test_what_is_due_on_a_closed_day_tells_the_last_working_day() -> None:
    found = view(duty("1", first=date(2026, 6, 5)))
    html = str(draw_entries(found, found.entries, (), writer()))
    assert row(html, "5. juni 2026").startswith("5. juni 2026 (sidste arbejdsdag 4. juni 2026)")
