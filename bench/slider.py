"""What moving a slider of a what-if costs, on the server and in Chromium, against an empty fragment."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from bench import data, servers
from bench.browser import CHROMIUM_ARGS, open_context
from bench.figures import Missing, Table, middle, paired
from bench.servers import App
from bench.sessions import Session
from scripts.programs import find_chromium

WARM_UP, BLOCKS, PER_BLOCK = 5, 8, 5
EMPTY_PART = App("empty part, our settings", "bench/empty_part.py", True)
APPS = (servers.OURS, EMPTY_PART)
GOAL = "1.2"
PLANS = {
    "6 goals": "omraade-1-ankenaevn-2026",
    "8 goals": "omraade-1-tilsyn-2026",
    "8 goals, one silent": "omraade-1-register-2026",
}
KEY = {servers.OURS: f"whatif.likelihood|{GOAL}", EMPTY_PART: "slider"}
FIRST, MOVES = 10, 80  # where the slider starts, and how many places it moves before it starts over

# What a move must change, and the time from the key press until it was drawn. The markup, not the text: a place of the
# slider moves every bar, but not always a rounded figure.
PROBE = """
(() => {
  const bench = (window.bench = { pressed: 0, drawn: 0 });
  addEventListener("keydown", (event) => { bench.pressed = event.timeStamp; bench.drawn = 0; }, true);
  const after = new MessageChannel();
  after.port1.onmessage = () => { bench.drawn = performance.now(); };
  const parts = ".st-key-m-outcome .stHtml, .m-reaches";
  bench.said = () => [...document.querySelectorAll(parts)].map((part) => part.innerHTML).join();
  bench.moved = (before) => new Promise((resolve, reject) => {
    const deadline = performance.now() + 10000;
    const look = () => {
      if (performance.now() > deadline) reject(new Error(`nothing moved: ${before}`));
      else if (bench.said() === before) requestAnimationFrame(look);
      else { after.port1.onmessage = () => resolve(performance.now() - bench.pressed); after.port2.postMessage(0); }
    };
    look();
  });
})();
"""


def run() -> list[Table]:
    """Measure moves of a slider against an empty fragment, first over the connection alone, then in Chromium."""
    program = find_chromium()
    if program is None:
        raise Missing("Chromium was not found.")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name, ExitStack() as stack:
        folder = Path(name)
        database = data.make_database(folder)
        urls = {app: stack.enter_context(servers.run_server(app, folder, database)).url for app in APPS}
        asked = {name: f"plan={plan}&{data.QUERY}&chance={GOAL}-0.5" for name, plan in PLANS.items()}
        server = _measure(
            {
                name: _make_slide(stack.enter_context(Session(urls[servers.OURS], query)), servers.OURS)
                for name, query in asked.items()
            }
            | {EMPTY_PART.name: _make_slide(stack.enter_context(Session(urls[EMPTY_PART])), EMPTY_PART)}
        )
        playwright = stack.enter_context(sync_playwright())
        browser = playwright.chromium.launch(executable_path=program, args=CHROMIUM_ARGS)
        stack.callback(browser.close)
        addresses = {name: f"{urls[servers.OURS]}/hvad-nu-hvis?{query}" for name, query in asked.items()}
        addresses[EMPTY_PART.name] = urls[EMPTY_PART]
        seen = _measure({name: _make_move(stack, browser, url) for name, url in addresses.items()})
    return [
        _make_table("slider_on_the_server", "A move of a slider, server only (aim: at most 30 ms)", server),
        _make_table("slider", "A move of a slider in Chromium, until drawn (aim: at most 300 ms)", seen),
    ]


def _make_slide(session: Session, app: App) -> Callable[[], float]:
    """Make a move one place further each time; it returns the milliseconds until the whole answer has come."""
    if app is servers.OURS:
        session.visit("hvad-nu-hvis")
    session.rerun()
    place = FIRST

    def slide() -> float:
        nonlocal place
        place = FIRST + (place - FIRST + 1) % MOVES
        run = session.slide(KEY[app], place)
        if "m-reaches" not in run.html or "m-banner" in run.html:
            raise RuntimeError("a move must draw its own part of the page, and nothing else")
        return run.seconds * 1000

    return slide


def _make_move(stack: ExitStack, browser: Browser, url: str) -> Callable[[], float]:
    """Make a move one place further by keyboard; it returns the milliseconds until the page has drawn the result."""
    context = stack.enter_context(open_context(browser, PROBE))
    page = context.new_page()
    page.goto(url)
    slider = page.get_by_role("slider", name="andsynlighed").first
    slider.wait_for(state="attached")
    page.wait_for_selector('.stApp[data-test-script-state="notRunning"]')

    def move() -> float:
        page.bring_to_front()
        slider.focus()
        waiting = f"bench.moved({json.dumps(page.evaluate('bench.said()'))})"
        page.keyboard.press("ArrowRight")
        taken: float = page.evaluate(waiting)
        _wait_until_idle(page)
        return taken

    return move


def _wait_until_idle(page: Page) -> None:
    page.wait_for_selector('.stApp[data-test-script-state="notRunning"]', state="attached")


def _measure(ways: dict[str, Callable[[], float]]) -> dict[str, list[float]]:
    found: dict[str, list[float]] = {name: [] for name in ways}
    for way in ways.values():
        for _ in range(WARM_UP):
            way()
    for _ in range(BLOCKS):
        for name, way in ways.items():
            found[name] += [way() for _ in range(PER_BLOCK)]
    return found


def _list_blocks(times: list[float]) -> list[float]:
    return [middle(times[start : start + PER_BLOCK]) for start in range(0, len(times), PER_BLOCK)]


def _make_table(name: str, title: str, found: dict[str, list[float]]) -> Table:
    table = Table(name, f"{title}; {BLOCKS * PER_BLOCK} each", ("median_ms", "least_ms", "ratio_to_empty"))
    empty = _list_blocks(found[EMPTY_PART.name])
    for row, times in found.items():
        table.add(
            row,
            median_ms=middle(times),
            least_ms=min(times),
            ratio_to_empty=paired(_list_blocks(times), empty),
        )
    return table
