"""What is late beside reports is told where the areas are, as many as stand on the pages that list it."""

from __future__ import annotations

import re
import shutil
from datetime import date
from html import unescape
from pathlib import Path

import pytest

from bench import state_data
from db import session
from db.annual import closing_commands
from db.clock import CLOCK
from db.directions import duty_commands
from db.location import URL_VARIABLE
from metrics.direction.progress import StepEvent, StepEventKind
from metrics.plan.model import Closing
from pages.status.parts.areas import late_beside
from tests.pages.conftest import Open, text
from tests.pages.drawing import plain, rows

ON = "2026-11-20"
DUTIES = "2 pligter og indsatser er over fristen Danmarks Statistik · ældste frist 9. april 2026"
REAL = "2 årsopgørelser er over fristen CPR-administrationen · ældste frist 15. marts 2018"
FICTIONAL = "8 årsopgørelser er over fristen Opdigtede tal 3 institutioner · ældste frist 15. marts 2024"
AREA = "Digitaliserings- og Borgerministeriet (opdigtet)"
LIST = re.compile(r'<ul class="m-beside m-late">(.*?)</ul>', re.DOTALL)


def late(html: str) -> list[str]:
    """The lines, each as a text."""
    return [plain(one) for own in LIST.findall(html) for one in re.findall(r"<li>(.*?)</li>", own)]


def count(lines: list[str], word: str) -> int:
    """What the lines of one kind count together."""
    return sum(int(line.split()[0]) for line in lines if word in line)


def test_as_much_is_late_as_on_the_pages_it_leads_to(open_page: Open) -> None:
    html = text(open_page("overview", as_of=ON))
    assert late(html) == [DUTIES, REAL, FICTIONAL]
    listed = {key: rows(text(open_page(key, as_of=ON))) for key in ("risk", "annual")}
    over = {key: [row for row in found if "over fristen" in row] for key, found in listed.items()}
    assert count(late(html), "pligter") == sum(row.startswith(("Pligt", "Indsats")) for row in over["risk"])
    assert count(late(html), "årsopgørelser") == len(over["annual"])
    links = unescape(LIST.findall(html)[0])
    assert f"/risiko?as_of={ON}" in links
    assert f"/aarsopgoerelse?as_of={ON}" in links


@pytest.mark.parametrize(
    ("area", "lines"), [(AREA, [FICTIONAL]), ("Social- og Indenrigsministeriet", [REAL])]
)
def test_of_one_area_its_own_alone_is_told(open_page: Open, area: str, lines: list[str]) -> None:
    assert late(text(open_page("overview", as_of=ON, area=area))) == lines


def test_where_nothing_is_late_nothing_is_told(open_page: Open) -> None:
    html = text(open_page("overview", as_of="2017-03-31"))
    assert "m-late" not in html


@pytest.mark.parametrize("role", ["", "head"])
def test_what_is_done_is_told_no_more(
    open_page: Open, database: str, monkeypatch: pytest.MonkeyPatch, role: str
) -> None:
    monkeypatch.setenv(CLOCK, ON)
    asked = {"role": role} if role else {}
    assert late(text(open_page("overview", **asked))) == [DUTIES, REAL, FICTIONAL]
    day = date(2026, 4, 9)
    with session.open_writing(database, session.MACHINE) as db:
        claimed = StepEventKind.CLAIMED
        said = StepEvent("dst-infosikkerhed-2025", "5.1", claimed, day, occurrence=day)
        duty_commands.record_report(db, said)
    first, *rest = late(text(open_page("overview", **asked)))
    assert first.startswith("1 pligt eller indsats er over fristen Danmarks Statistik · frist 9. april")
    assert rest == [REAL, FICTIONAL]
    with session.open_writing(database, session.MACHINE) as db:
        closing_commands.close_plan(db, "cpr-2017", Closing(on=date(2018, 3, 1), reason="Godkendt"))
    lines = late(text(open_page("overview", **asked)))
    assert lines[1].startswith("1 årsopgørelse er over fristen CPR-administrationen · frist 15. marts 2022")


def test_it_is_not_worked_out_again_while_nothing_is_written(
    open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = late(text(open_page("overview", as_of=ON)))
    monkeypatch.setattr(late_beside, "_find_duties", None)
    monkeypatch.setattr(late_beside, "_find_settlements", None)
    assert late(text(open_page("overview", as_of=ON))) == before


def test_it_stands_above_many_areas_as_well(
    sqlite_filled: Path, open_page: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"sqlite:///{shutil.copy(sqlite_filled, tmp_path / 'state.db')}"
    state_data.add_institutions(url, 40, [2026])
    monkeypatch.setenv(URL_VARIABLE, url)
    html = text(open_page("overview", as_of=ON))
    assert "m-areas" in html
    assert late(html) == [DUTIES, REAL, FICTIONAL]
    assert late(text(open_page("overview", as_of=ON, area=AREA))) == [FICTIONAL]
