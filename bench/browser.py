"""How long a reader waits in Chromium: first load, cached load and a change of filter, against the bare page."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from bench import data, servers
from bench.figures import Missing, Table, middle, paired
from bench.servers import App
from scripts.programs import find_chromium

ROUNDS = 7
WINDOW = {"width": 1400, "height": 900}
APPS = (servers.OURS, servers.BARE, servers.EMPTY_AS_SHIPPED)
CHROMIUM_ARGS = [
    "--no-sandbox",  # root and containers have no user namespace for it, and only our own pages are opened
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]

# Notes when the page, without its toolbar, last changed and was drawn. `settled` resolves once `shows` holds and
# nothing has changed for a while, with the time of the last drawing rather than its own.
PROBE = """
(() => {
  const bench = (window.bench = { changed: 0, drawn: 0, chosen: 0 });
  addEventListener("pointerup", (event) => { bench.chosen = event.timeStamp; }, true);
  const after = new MessageChannel();
  after.port1.onmessage = ({ data }) => { bench.drawn = performance.now(); bench.seen = data; };
  new MutationObserver((changes) => {
    const content = changes.some(({ target }) => {
      const element = target.nodeType === Node.ELEMENT_NODE ? target : target.parentElement;
      return element?.closest(".stApp") && !element.closest("[data-testid=stHeader], [data-testid=stToolbar]");
    });
    if (!content) return;
    const mark = (bench.changed = performance.now());
    requestAnimationFrame(() => after.port2.postMessage(mark));
  }).observe(document, { childList: true, characterData: true, subtree: true });
  const idle = () => document.querySelector(".stApp[data-test-script-state=notRunning]")
    && !document.querySelector("[data-testid=stMain] [data-testid=stSkeleton]");
  bench.settled = (shows, quiet) => new Promise((resolve, reject) => {
    const deadline = performance.now() + 30000;
    const look = () => {
      const now = performance.now();
      if (now > deadline) reject(new Error(`not what was asked for: ${document.body.innerText.slice(0, 300)}`));
      else if (now - bench.changed > quiet && bench.seen === bench.changed && idle() && shows()) resolve(bench.drawn);
      else setTimeout(look, 40);
    };
    look();
  });
})();
"""
QUIET_MS = 400

# Whether all content is there: the number of areas, the one chosen, and the plans it shows of each.
SHOWS = {
    servers.OURS: """(areas, first) => {
      const seen = (selector) => [...document.querySelectorAll(selector)].filter((e) => e.checkVisibility());
      const heads = seen("[data-testid=stHtml] .m-area h2");
      return heads.length === areas && (areas > 1 || heads[0].innerText.startsWith(first))
        && seen(".m-standing tbody tr").length === areas * 3;
    }""",
    servers.BARE: """(areas, first) => {
      const heads = [...document.querySelectorAll("[data-testid=stHeading] h2")];
      const tables = [...document.querySelectorAll("[data-testid=stDataFrame]")];
      return heads.length === areas && heads[0].innerText.startsWith(first)
        && document.querySelectorAll(".js-plotly-plot .main-svg .barlayer .point").length === areas * 36
        && tables.length >= areas && tables.every((table) => table.querySelector("canvas"));
    }""",
    servers.EMPTY_AS_SHIPPED: """() => document.querySelector("[data-testid=stMain] button") !== null""",
}


INSTITUTION = "omraade-1-tilsyn"
CARDS = """() => document.querySelectorAll(".m-cards > li").length >= 9"""
"""Whether every goal of the institution's page is there."""


@dataclass
class Times:
    """The milliseconds of one app, round by round."""

    first: list[float] = field(default_factory=list)
    cached: list[float] = field(default_factory=list)
    narrowed: list[float] = field(default_factory=list)
    widened: list[float] = field(default_factory=list)
    institution: list[float] = field(default_factory=list)


def run() -> list[Table]:
    """Run rounds of each app in turn, each in a fresh profile; traffic and page size are measured separately."""
    program = find_chromium()
    if program is None:
        raise Missing("Chromium was not found.")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name, ExitStack() as stack:
        folder = Path(name)
        database = data.make_database(folder)
        started = {app: stack.enter_context(servers.run_server(app, folder, database)) for app in APPS}
        playwright = stack.enter_context(sync_playwright())
        browser = playwright.chromium.launch(executable_path=program, args=CHROMIUM_ARGS)
        stack.callback(browser.close)
        urls = {app: f"{server.url}/?{data.QUERY}" for app, server in started.items()}
        weights = {app: _weigh(browser, app, urls[app]) for app in APPS}
        times = {app: Times() for app in APPS}
        for _ in range(ROUNDS):
            for app in APPS:
                _run_round(browser, app, urls[app], times[app])
            address = f"{started[servers.OURS].url}/institution?institution={INSTITUTION}&{data.QUERY}"
            _open_institution(browser, address, times[servers.OURS].institution)
    return [_make_waits(times), _make_institution(times[servers.OURS]), _make_weights(weights)]


def _run_round(browser: Browser, app: App, url: str, times: Times) -> None:
    with open_context(browser) as context:
        first = _load(context, app, url, times.first)
        first.close()
        page = _load(context, app, url, times.cached)
        if app is not servers.EMPTY_AS_SHIPPED:
            times.narrowed += [_choose(page, app, place) for place in (1, 2)]
            times.widened.append(_choose(page, app, 0))


def _open_institution(browser: Browser, url: str, times: list[float]) -> None:
    """Load the page of an institution in a fresh profile, until all its drawings are there."""
    with open_context(browser) as context:
        page = context.new_page()
        page.goto(url, wait_until="commit")
        times.append(page.evaluate(f"bench.settled({CARDS}, {QUIET_MS})"))


def _load(context: BrowserContext, app: App, url: str, times: list[float]) -> Page:
    page = context.new_page()
    page.goto(url, wait_until="commit")
    times.append(_settle(page, app))
    return page


@contextmanager
def open_context(browser: Browser, probe: str = PROBE) -> Iterator[BrowserContext]:
    """Open a profile with an empty cache, whose pages run the probe first."""
    context = browser.new_context(
        viewport={"width": WINDOW["width"], "height": WINDOW["height"]}, locale="da-DK"
    )
    context.set_default_timeout(40_000)
    context.add_init_script(probe)
    try:
        yield context
    finally:
        context.close()


def _settle(page: Page, app: App, areas: int = data.AREAS, first: str = data.name_area(1)) -> float:
    """Wait until the page has settled; return the milliseconds from its start until it last drew something new."""
    wanted = f"{areas}, {json.dumps(first)}"
    drawn: float = page.evaluate(f"bench.settled(() => ({SHOWS[app]})({wanted}), {QUIET_MS})")
    return drawn


def _choose(page: Page, app: App, place: int) -> float:
    """Choose an area, or all of them (0); return the milliseconds from the click until the page shows it."""
    page.locator("[data-testid=stSelectbox]", has_text="Ministerområde").locator("input").click()
    page.locator("[role=option]").nth(place).click()
    drawn = _settle(page, app, 1, data.name_area(place)) if place else _settle(page, app)
    chosen: float = page.evaluate("bench.chosen")
    return drawn - chosen


def _weigh(browser: Browser, app: App, url: str) -> dict[str, float]:
    """Measure the traffic of a first load and of a change of filter, and the size of the page."""
    with open_context(browser) as context:
        page = context.new_page()
        wire = _Wire(context, page)
        page.goto(url, wait_until="commit")
        _settle(page, app)
        found = {
            "load_MB": wire.bytes / 1e6,
            "requests": float(wire.requests),
            "DOM_nodes": float(page.evaluate("document.querySelectorAll('*').length")),
        }
        if app is not servers.EMPTY_AS_SHIPPED:
            before = wire.bytes
            _choose(page, app, 1)
            found["filter_KB"] = (wire.bytes - before) / 1e3
        return found


class _Wire:
    """Counts the bytes received: bodies, compressed as sent, and WebSocket messages."""

    def __init__(self, context: BrowserContext, page: Page) -> None:
        self.bytes, self.requests = 0.0, 0
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        session.on("Network.loadingFinished", self._loaded)
        session.on("Network.webSocketFrameReceived", self._received)

    def _loaded(self, event: dict[str, Any]) -> None:
        self.bytes += event["encodedDataLength"]
        self.requests += 1

    def _received(self, event: dict[str, Any]) -> None:
        self.bytes += len(event["response"]["payloadData"]) * 3 / 4  # base64


def _make_waits(times: dict[App, Times]) -> Table:
    columns = ("first_load", "from_cache", "filter_to_one", "filter_to_all")
    title = (
        f"In Chromium, until drawn: median ms of {ROUNDS} rounds (aims: first load 0.35, filter 0.45 at most)"
    )
    table = Table("browser", title, columns)
    kinds: dict[str, Callable[[Times], list[float]]] = {
        "first_load": lambda t: t.first,
        "from_cache": lambda t: t.cached,
        "filter_to_one": lambda t: t.narrowed,
        "filter_to_all": lambda t: t.widened,
    }
    for app in APPS:
        table.add(app.name, **{name: _find_middle(kind(times[app])) for name, kind in kinds.items()})
    ours, bare = times[servers.OURS], times[servers.BARE]
    table.add(
        "ratio to bare, median", **{name: paired(kind(ours), kind(bare)) for name, kind in kinds.items()}
    )
    table.add(
        "ratio of the least", **{name: min(kind(ours)) / min(kind(bare)) for name, kind in kinds.items()}
    )
    return table


def _make_institution(times: Times) -> Table:
    """Make the table of the institution's page beside the overview of the same rounds."""
    title = "An institution's page of nine drawings against the overview, first load (aim: at most 1.2)"
    table = Table("institution", title, ("first_load",))
    table.add("overview", first_load=_find_middle(times.first))
    table.add("institution", first_load=_find_middle(times.institution))
    table.add("ratio, median", first_load=paired(times.institution, times.first))
    return table


def _find_middle(values: list[float]) -> float | None:
    return middle(values) if values else None


def _make_weights(weights: dict[App, dict[str, float]]) -> Table:
    columns = ("load_MB", "requests", "DOM_nodes", "filter_KB")
    table = Table("traffic", "On the wire, first load and filter, and the size of the page", columns)
    for app, found in weights.items():
        table.add(app.name, **found)
    return table
