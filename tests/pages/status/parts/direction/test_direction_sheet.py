"""A development plan as HTML."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

from metrics.direction.direction_plan import DirectionFile, DocumentFigure, StandingTask
from metrics.direction.progress import StepEvent, StepEventKind, find_standings
from metrics.plan.model import Institution
from pages.status.parts.direction import direction_sheet
from pages.status.parts.direction.direction_reads import DirectionView
from tests.directions import direction, initiative, step
from tests.factories import OWNER, catalogue, indicator
from tests.pages.drawing import DA, EN, HOSTILE, Reader, plain, row, writer

ALWAYS = datetime(2030, 1, 1, tzinfo=UTC)


def view(found: DirectionFile, *told: StepEvent, on: date = date(2024, 9, 1)) -> DirectionView:
    owner = Institution(id=OWNER, name="The institution", ministry_area="Area")
    return DirectionView(found, owner, find_standings(found, told, on, ALWAYS), told, (), ())


def test_one_sentence_says_how_many_there_are_and_how_they_stand() -> None:
    late = initiative("1.1", ends="2024-summer")
    said = StepEvent("plan-2023", "1.2", StepEventKind.STARTED, date(2024, 3, 1))
    found = view(direction(late, initiative("1.2"), initiative("1.3", when="whole")), said)
    assert plain(direction_sheet.draw_summary(found, DA)).startswith(
        "3 indsatser i 1 fokusområder: 2 uden indberetning og 1 i gang. 1 skulle efter planen være gennemført."
        " 1 har ingen dato i planen."
    )
    assert "2 with nothing reported and 1 in progress" in plain(direction_sheet.draw_summary(found, EN))


def test_what_goes_on_all_the_time_is_told_and_never_dated() -> None:
    task = StandingTask(section="9", title="Drills", said="regular")
    html = plain(direction_sheet.draw_about(view(direction(standing=(task,))), DA))
    assert "Løbende, uden dato i planen Drills (“regular”), afsnit 9" in html
    assert "Dokumentet er ikke dateret." in html
    dated = direction_sheet.draw_about(view(direction(document_date=date(2022, 12, 1))), DA)
    assert "Dokumentet er dateret 1. december 2022." in dated


def test_a_row_has_who_acts_the_condition_and_what_was_said() -> None:
    said = StepEvent(
        "plan-2023", "1.1", StepEventKind.CLAIMED, date(2024, 3, 1), source="https://example.dk/1"
    )
    steps = (step("1.1.1", condition="if needed"),)
    found = view(direction(initiative(owner="The office", steps=steps)), said)
    html = direction_sheet.draw_initiatives(found, writer())
    assert row(html, "1.1 ") == (
        "1.1 Initiative 1.1 afsnit 1.1 uden dato i planen The office Indberetter her: Indberetter Gennemført"
        " Indberettet gennemført 1. marts 2024. Dokumentation: https://example.dk/1 ."
    )
    assert 'href="https://example.dk/1"' in html
    assert row(html, "1.1.1").startswith("1.1.1 Step 1.1.1 Betinget: if needed. uden dato i planen")


def test_what_people_wrote_is_never_html() -> None:
    hostile = direction(initiative(title=HOSTILE, said=HOSTILE, owner=HOSTILE), strategic_picture=HOSTILE)
    found = view(hostile)
    parts = [direction_sheet.draw_about(found, DA), direction_sheet.draw_initiatives(found, writer())]
    Reader("".join(parts))
    assert "<script>" not in "".join(parts)


def test_figures_are_added_up_only_where_they_are_counts_of_one_table() -> None:
    known = catalogue(indicator("a", unit="count"), indicator("b", unit="count"), indicator("c"))

    def last(*figures: tuple[str, int, str]) -> str:
        made = tuple(DocumentFigure(indicator=k, value=Decimal(v), section=s) for k, v, s in figures)
        html = direction_sheet.draw_figures(view(direction(figures=made)), writer(known))
        return plain(html)

    assert "I alt (beregnet her) 5" in last(("a", 2, "T"), ("b", 3, "T"))
    assert "I alt" not in last(("a", 2, "T"), ("b", 3, "U"))
    assert "I alt" not in last(("a", 2, "T"), ("c", 3, "T"))
    assert "I alt" not in last(("a", 2, "T"))
    assert direction_sheet.draw_figures(view(direction()), writer(known)) == ""
