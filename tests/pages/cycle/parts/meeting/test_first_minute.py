"""The first minute: one total with its course, what it is based on, and what moved."""

from __future__ import annotations

import pytest

from metrics.access import Role
from metrics.report.course import ReportCourse, ReportStep, StepKind
from pages.cycle.parts.meeting.first_minute import write_report
from tests.meetings import START
from tests.pages.conftest import Open, text
from tests.pages.cycle.parts.meeting.sitting import show
from tests.pages.drawing import plain
from words.language import Words


def report(*kinds: str) -> str:
    taken = tuple(ReportStep(StepKind(kind), "x", Role.CONTROLLER, START) for kind in kinds)
    return write_report(ReportCourse("p", "2017Q2", taken), Words("da"))


@pytest.mark.parametrize(
    ("kinds", "said"),
    [
        ((), "Indberetningen er ikke afleveret"),
        (("approved",), "Indberetningen er afleveret, men ikke modtaget"),
        (
            ("approved", "received"),
            "Datagrundlag: indberetningen modtaget 1. august 2017, version 1",
        ),
        (("approved", "received", "reopened"), "Indberetningen er under rettelse"),
    ],
)
def test_the_figures_say_which_report_they_are_based_on(kinds: tuple[str, ...], said: str) -> None:
    assert report(*kinds).replace("\u00a0", " ") == said


def test_the_first_minute_has_the_total_its_course_and_the_agenda_with_its_reasons(open_page: Open) -> None:
    html = plain(text(show(open_page)))
    assert "af 100 point forventet" in html
    assert "siden rapporten for 2. kvartal 2026" in html
    assert "Indberetningen er ikke afleveret" in html
    assert "2.1 Lettere at klage digitalt 16,7 point udestår forværret" in html
    assert "Ingen bemærkninger til 1.3, 3.1 og 3.2." in html
    assert "Ændret siden rapporten for 2. kvartal 2026" in html


def test_what_is_missing_is_named(open_page: Open) -> None:
    html = plain(text(open_page("meeting", institution="eksempel-register", quarter="2026Q3", role="head")))
    assert "1 af 8 mål mangler indberetning: 1.2" in html
    assert html.count("mangler indberetning") == 1
