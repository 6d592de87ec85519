"""The department's desk: each plan's reports at a glance, what waits for whom, and timeliness over the years."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from db.clock import CLOCK
from pages.cycle.parts.department import desk
from pages.cycle.parts.department.desk_reads import Desk
from tests.db.reports.played import CHIEF, CONTROLLER, answer_everything, take
from tests.factories import catalogue
from tests.pages.conftest import Open, text
from tests.pages.drawing import DA, EN, plain, writer
from words.language import Words


@pytest.fixture
def database(handed_in: str) -> str:
    return handed_in


def test_what_is_handed_in_waits_with_what_there_is_to_answer(database: str, open_page: Open) -> None:
    html = plain(text(open_page("report", role="controller")))
    assert "1 af 1 indberetning for 2. kvartal 2017 er afleveret, 1 til tiden" in html
    waits = "CPR-administrationen, 2. kvartal 2017 : 2 bekræftelser og modtagelse senest 24.07.2017 · 12 dage tilbage"
    assert waits in html
    assert "Afleveret 10.07.2017, til tiden Afventer departementet: 2 bekræftelser Dag 2 af 14" in html
    assert "Ikke indberettet her" in html  # the first quarter was before the plan was reported on here
    assert "CPR-administrationen 1 af 1 (100 pct.)" in html
    take(database, CONTROLLER, "doubted", "Hvorfor?", "milestone:1.2.1")
    take(database, CONTROLLER, "asked", "Hvad?", "goal:1.1")
    html = plain(text(open_page("report", role="controller")))
    assert "Afventer svar 10.07.2017, til tiden Afventer departementet: 1 bekræftelse 2 svar ventes" in html


def test_late_missing_and_put_off_are_told_apart_and_counted(
    database: str, open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    late = datetime(2017, 10, 18, 9, tzinfo=UTC)
    answer_everything(database, CHIEF, "2017Q3", late)
    take(database, CHIEF, "approved", quarter="2017Q3", now=late)
    take(database, CONTROLLER, "excepted", "Sygdom", quarter="2017Q4", until=date(2018, 1, 26))
    monkeypatch.setenv(CLOCK, "2018-01-20")
    html = plain(text(open_page("report", role="controller")))
    assert "18.10.2017, 2 dage efter fristen" in html  # 14 October was a Saturday
    assert "Udsat Udsat til 26.01.2018 af controller@example.dk" in html
    assert "1 af 2 (50 pct.)" in html
    monkeypatch.setenv(CLOCK, "2018-01-30")
    html = plain(text(open_page("report", role="controller")))
    assert "Mangler 4 dage over fristen" in html
    assert "1 af 3 (33 pct.)" in html


def test_what_is_drawn_is_kept_for_its_key_its_year_and_its_language() -> None:
    read: list[str] = []

    def draw(key: str, year: int, words: Words) -> object:
        def read_desk() -> Desk:
            read.append(f"{key} {year} {words.lang}")
            return Desk(catalogue(), {})

        return desk.draw_desk(key, read_desk, year, writer(words=words))

    first = draw("one", 2017, DA)
    assert draw("one", 2017, DA) is first
    for other in (("two", 2017, DA), ("one", 2018, DA), ("one", 2017, EN)):
        assert draw(*other) is not first
    assert read == ["one 2017 da", "two 2017 da", "one 2018 da", "one 2017 en"]


def test_the_institution_has_no_desk(database: str, open_page: Open) -> None:
    assert "Afleveret til tiden" not in text(open_page("report", role="reporter"))
