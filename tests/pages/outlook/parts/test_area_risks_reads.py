"""Who sees many areas is shown them in brief: what is counted of each is what is shown when it is opened."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bench import state_data
from db.location import URL_VARIABLE
from db.results import result_commands
from db.session import MACHINE, open_writing
from metrics.access import grant_all_roles
from metrics.periods import find_day_end
from pages.outlook.parts import area_risks, area_risks_reads, risk_choices
from pages.outlook.parts.risk_choices import RiskFilter
from pages.ui import moments
from pages.ui.kept import keep
from tests.factories import result
from tests.pages.conftest import Open, text
from tests.pages.drawing import captions, plain, writer

NOW = date(2026, 11, 20)
READER = grant_all_roles("reader")
EXAMPLE = "Digitaliserings- og Borgerministeriet (opdigtet)"


@pytest.fixture(scope="module")
def state(sqlite_filled: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The sources and the example, and forty institutions of four areas more."""
    url = f"sqlite:///{shutil.copy(sqlite_filled, tmp_path_factory.mktemp('state') / 'state.db')}"
    state_data.add_institutions(url, 40, [2025, 2026])
    return url


@pytest.fixture
def risks(state: str, open_page: Open, monkeypatch: pytest.MonkeyPatch) -> Open:
    monkeypatch.setenv(URL_VARIABLE, state)

    def run(**query: str) -> object:
        return open_page("risk", **{"as_of": str(NOW), **query})

    return run  # type: ignore[return-value]


def count(html: str) -> tuple[int, int, int]:
    """How many goals are at risk, how much is late and how much is owed until the next report, as a section shows."""
    (at_risk,) = re.findall(r"<h3>I risiko: ([\d.]+) mål</h3>", html)
    owing = html.partition('<div class="m-owing">')[2].partition('<div class="m-at-risk">')[0]
    due = owing.partition('<details class="m-owes m-later">')[0]
    return int(at_risk), owing.count('<span class="m-stake">'), due.count('<th scope="row"')


@pytest.mark.parametrize("owes", ["", "reporter", "head"])
@pytest.mark.parametrize("day", [NOW, date(2026, 3, 20), date(2026, 10, 20)])
def test_what_is_counted_of_an_area_is_what_is_shown_when_it_is_opened(
    state: str, monkeypatch: pytest.MonkeyPatch, day: date, owes: str
) -> None:
    monkeypatch.setenv(URL_VARIABLE, state)
    moment = moments.read_moment(day, find_day_end(day), READER, NOW)
    before = moments.make_before(find_day_end(day), READER, NOW)
    areas = area_risks_reads.read_areas(moment, RiskFilter("", "", owes))
    assert len(areas) >= 5
    for area in areas:
        opened = risk_choices.read_risk_sheet(
            moment, before, RiskFilter(area.name, "", owes), writer(moment.catalogue)
        )
        assert (area.at_risk, area.late, area.owed) == count(opened.html)
        assert area.owing == opened.owing


def test_the_areas_come_first_with_what_weighs_most_and_small(risks: Open) -> None:
    html = text(risks())
    assert captions(html)[0] == "Ministerområderne"
    assert len(html) < 60_000
    lead = plain(html[html.index('<p class="m-lead">') :].partition("</p>")[0])
    told = area_risks_reads.read_areas(read(NOW), RiskFilter("", "", ""))
    at_risk, late = sum(one.at_risk for one in told), sum(one.late for one in told)
    assert lead == (
        f"43 institutioner · 5 ministerområder · {at_risk} mål i risiko · {late} er forsinket"
        " · næste afrapportering senest 14. januar 2027 Opdigtede tal"
    )
    assert html.index("<h3>Mest på spil</h3>") < html.index("<table")
    shown = re.findall(r'<li><span class="m-status".*?</li>', html, re.DOTALL)
    assert len(shown) == area_risks.WEIGHTIEST


def read(day: date) -> moments.JudgedMoment:
    return moments.read_moment(day, find_day_end(day), READER, NOW)


def _find_table(html: str) -> str:
    return html[html.index("m-risk-areas") :].partition("</table>")[0]


def test_those_with_most_at_risk_or_late_come_first(risks: Open) -> None:
    html = text(risks())
    numbers = [
        [0 if cell == "–" else int(cell) for cell in re.findall(r'class="m-number"[^>]*>([\d–]+)<', line)]
        for line in re.findall(r'<tr role="row"><th scope="row".*?</tr>', _find_table(html), re.DOTALL)
    ]
    assert len(numbers) == 5
    burning = [at_risk + late for _, at_risk, late, _ in numbers]
    assert burning == sorted(burning, reverse=True)
    assert burning[0]


def test_an_area_or_an_institution_that_is_asked_for_is_shown_whole(risks: Open) -> None:
    html = text(risks(area=EXAMPLE))
    assert re.findall(r"<h2>(.*?) ?<", html) == [EXAMPLE]
    assert "I risiko: 8 mål" in plain(html)
    one = text(risks(institution="styrelse-017"))
    assert "Styrelsen 017" in plain(one)
    assert "m-risk-areas" not in one + html


def test_a_row_opens_its_area_with_the_role_that_was_asked_for(risks: Open) -> None:
    html = text(risks(owes="head"))
    links = re.findall(r'<th scope="row"[^>]*><a [^>]*href="([^"]*)"', _find_table(html))
    assert len(links) == 5
    assert all("owes=head" in link and "area=" in link for link in links)


def test_a_write_leaves_the_counts_of_other_areas_and_no_older_plan_is_judged(
    state: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    url = f"sqlite:///{shutil.copy(state.removeprefix('sqlite:///'), tmp_path / 'state.db')}"
    monkeypatch.setenv(URL_VARIABLE, url)
    counted: list[str] = []
    brief = area_risks.brief_area

    def note(name: str, *given: Any) -> area_risks.RiskBrief:
        counted.append(name)
        return brief(name, *given)

    monkeypatch.setattr(area_risks, "brief_area", note)
    keep.forget_all()
    wanted = RiskFilter("", "", "")
    area_risks_reads.read_areas_sheet(read(NOW), wanted, writer(read(NOW).catalogue))
    every = [*counted]
    assert len(every) == len(set(every)) == 5
    judged = {plan.split("-")[-1] for plan in read(NOW).outlooks._known}
    assert judged == {"2026"}
    with open_writing(url, MACHINE) as db:
        value = result("2026Q3", "12", key="antal-6", owner=state_data.name_institution(3))
        result_commands.record_results(db, [value], [])
    area_risks_reads.read_areas_sheet(read(NOW), wanted, writer(read(NOW).catalogue))
    assert counted == [*every, state_data.name_area(3, 40)]
