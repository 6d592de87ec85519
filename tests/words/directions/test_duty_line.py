"""Duties in words."""

from __future__ import annotations

from datetime import UTC, date, datetime

from metrics.direction.progress import StepEventKind
from metrics.duties.occurrences import find_occurrence_standings
from tests.duties import duty, duty_plan, said, unruled
from words.directions.duty_line import write_due, write_duty_standing, write_report, write_return
from words.language import Words

DA = Words("da")
YEAR = (date(2026, 1, 1), date(2026, 12, 31))
KNOWN = datetime(2026, 12, 31, tzinfo=UTC)


def test_when_a_duty_returns() -> None:
    assert write_return(duty(), DA) == "hvert år, første gang 9. april 2025"
    assert (
        write_return(duty(rule="FREQ=MONTHLY;INTERVAL=6"), DA) == "hver 6. måned, første gang 9. april 2025"
    )
    both = duty(rule="FREQ=WEEKLY", trigger="større ændringer")
    assert write_return(both, DA) == "hver uge, første gang 9. april 2025; når dette sker: “større ændringer”"
    assert write_return(unruled(), DA) == "uden hyppighed i dokumentet"


def test_how_a_time_stands() -> None:
    plan = duty_plan(duty(), unruled(trigger="x", has_end=True), unruled("1.3", trigger="y")).bare
    triggered = StepEventKind.TRIGGERED
    told = [
        said(triggered, date(2026, 5, 2), "1.2", note="Asked", ends=date(2026, 10, 1)),
        said(triggered, date(2026, 5, 3), "1.3", note="Happened"),
        said(StepEventKind.IN_DOUBT, date(2026, 5, 4), occurrence=date(2026, 4, 9)),
    ]
    found = find_occurrence_standings(plan, told, YEAR, date(2026, 11, 20), KNOWN)
    assert [
        (write_due(one.occurrence, DA), write_duty_standing(one, DA)) for one in found if one.occurrence
    ] == [
        ("9. april 2026", "Ingen indberetning. Fristen er overskredet. Usikker."),
        ("udløst 3. maj 2026", "Udestår."),
        ("1. oktober 2026 (udløst 2. maj 2026)", "Udestår. Fristen er overskredet."),
    ]
    assert write_report(told[0], DA) == "Indtruffet 2. maj 2026. Asked. Gælder til og med 1. oktober 2026."
    done = said(StepEventKind.CLAIMED, date(2026, 4, 1), occurrence=date(2026, 4, 9))
    confirmed = plan.model_copy(update={"department": "Department"})
    (one, *_) = find_occurrence_standings(confirmed, [done], YEAR, date(2026, 11, 20), KNOWN)
    assert write_duty_standing(one, DA) == "Indberettet gennemført 1. april 2026. Afventer departementet."
    assert write_report(done, DA).startswith("Gangen med frist eller anledning 9. april 2026. Indberettet")
