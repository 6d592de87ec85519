"""A development plan of 60 initiatives and a year with 200 times of duties stay readable, as commands brought them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from db.clock import CLOCK
from db.location import URL_VARIABLE
from tests.fixtures.browsers import ROOT, Server, prepared, served, visit

AREAS, EACH = 6, 10
MONTHLY, QUARTERLY = 10, 20
DIRECTION, DUTIES = "mange-indsatser", "mange-pligter"
HEAD = 'institution = "cpr"\nstart = 2026-01-01\nsource = "Til prøve"\n'
WIDTHS = (1440, 1024, 390)
ADDRESSES = {
    "direction": f"/retning?plan={DIRECTION}&role=head",
    "wheel": "/aarshjul?institution=cpr&year=2026&role=head",
}
OVERLAPS = """() => {
    const box = drawn => drawn.getBoundingClientRect()
    const labels = '.js-plotly-plot :is(.ytick, .xtick, .annotation) text, .m-wheel-month'
    const shown = [...document.querySelectorAll(labels)]
        .filter(text => text.checkVisibility() && text.textContent.trim() && box(text).width > 0)
    const found = []
    shown.forEach((one, place) => shown.slice(place + 1).forEach(other => {
        const [a, b] = [box(one), box(other)]
        const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left)
        const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)
        if (wide > 2 && high > 2) found.push(`${one.textContent} | ${other.textContent}`)
    }))
    return found
}"""
"""Which labels of the drawings lie over each other by more than two pixels."""
MARKS_APART = """() => {
    const marks = [...document.querySelectorAll('.m-wheel-mark')].filter(mark => mark.checkVisibility())
    const boxes = marks.map(mark => mark.getBoundingClientRect())
    const near = (a, b) => Math.hypot(a.x + a.width / 2 - b.x - b.width / 2, a.y + a.height / 2 - b.y - b.height / 2)
    let least = Infinity
    boxes.forEach((a, place) => boxes.slice(place + 1).forEach(b => { least = Math.min(least, near(a, b)) }))
    return least
}"""
"""How near the middles of two marks of the wheel come, in pixels; infinite where no wheel is drawn."""


def write_direction() -> str:
    lines = ['kind = "development"', f'id = "{DIRECTION}"', 'title = "Mange indsatser"', HEAD]
    lines.append("end = 2029-12-31")
    times = ("2026-06-30", "2026Q4", "2027-spring", "2027H2", "2028", "2026/2027", "whole")
    for area in range(1, AREAS + 1):
        lines += ["[[focus_areas]]", f'number = "{area}"', f'title = "Fokusområde {area} med et langt navn"']
        for each in range(1, EACH + 1):
            when = times[(area * EACH + each) % len(times)]
            lines += ["[[focus_areas.initiatives]]", f'number = "{area}.{each}"', f'section = "{area}"']
            lines.append(f'when = "{when}"')
            lines.append(
                f'title = "Indsats {area}.{each}: bedre digital betjening af borgere og virksomheder"'
            )
    return "\n".join(lines)


def write_duties() -> str:
    lines = ['kind = "duties"', f'id = "{DUTIES}"', 'title = "Mange pligter"', HEAD]
    rules = [("FREQ=MONTHLY", "01")] * MONTHLY + [("FREQ=MONTHLY;INTERVAL=3", "03")] * QUARTERLY
    for place, (rule, month) in enumerate(rules, 1):
        lines += [
            "[[duties]]",
            f'number = "{place}"',
            'section = "1"',
            f'title = "Pligt {place} om sikkerhed og beredskab"',
        ]
        lines += [f'rule = "{rule}"', f"first = 2026-{month}-{place % 27 + 1:02}", 'owner = "Kontoret"']
    return "\n".join(lines)


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server whose plans were imported by the command."""
    started = prepared(tmp_path_factory.mktemp("many"))
    for name, text in ((DIRECTION, write_direction()), (DUTIES, write_duties())):
        import_plan(started, name, text)
    with served(started, **{CLOCK: "2026-11-20"}):
        yield started


def import_plan(server: Server, name: str, text: str) -> None:
    path = Path(server.log).with_name(f"{name}.toml")
    path.write_text(text, encoding="utf-8")
    command = [sys.executable, "-c", "import cli; cli.main()", "plan", "import", str(path)]
    environment = {**os.environ, URL_VARIABLE: server.database_url}
    subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", list(ADDRESSES))
def test_nothing_overlaps_and_nothing_is_to_be_scrolled_sideways(
    page: Page, many: Server, name: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    visit(page, many.url + ADDRESSES[name])
    if name == "direction":
        expect(page.locator(".js-plotly-plot .main-svg").first).to_be_visible()
    main = page.get_by_test_id("stMain")
    assert main.evaluate("main => main.scrollWidth - main.clientWidth") <= 0
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert page.evaluate(OVERLAPS) == []
    if name == "wheel":
        assert page.evaluate(MARKS_APART) >= 16, "a mark is 16 pixels wide"


def test_every_initiative_and_every_time_stands_in_a_table(page: Page, many: Server) -> None:
    visit(page, many.url + ADDRESSES["direction"])
    told = page.get_by_test_id("stMain").text_content() or ""
    assert all(
        f"Indsats {area}.{each}:" in told for area in range(1, AREAS + 1) for each in range(1, EACH + 1)
    )
    visit(page, many.url + ADDRESSES["wheel"] + "&kind=duty")
    rows = page.locator("table tbody tr", has_text="om sikkerhed og beredskab")
    times, duties = MONTHLY * 12 + QUARTERLY * 4, MONTHLY + QUARTERLY
    assert times == 200
    assert rows.count() == times + duties, "each time of the year, and each duty in the list of them"
