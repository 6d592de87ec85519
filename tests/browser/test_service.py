"""A server in service: what it logs and counts, and that neither it nor its pages ask anybody else."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from db import session
from db.plans import plan_commands, plan_file
from tests.fixtures.browsers import ROOT, Server, free_port, running, visit

PRIVATE = "chef@cpr.dk"
WRITTEN = "title|name|definition|note|organisation|role|ministry_area|source|place|purpose|unit_name"
NASTY = (
    "<img src=x onerror=window.broken=1><script>window.broken=1</script>"
    "<a href=javascript:window.broken=1>x</a> %{y} :red[r] [l](javascript:window.broken=1) "
)
GUARD = ROOT / "tests" / "guard"
PAGES = [
    "/",
    "/overblik?lang=en",
    "/plan?plan=cpr-2017",
    "/plan?plan=cpr-2021&lang=en",
    "/maal?plan=cpr-2017&goal=2.1",
    "/planer",
    "/planer?add=plan",
    "/planer?plan=cpr-2021",
    "/findes-ikke",
]
# A library of Streamlit's tries WebAssembly for large whole numbers, is refused, and does without.
DOES_WITHOUT = r"^Content Security Policy: wasm-eval in \S+/static/js/protobuf\.\S+\.js$"


@pytest.fixture(scope="module")
def metrics_port() -> int:
    return free_port()


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory, metrics_port: int) -> Iterator[Server]:
    """A server that gives figures, and in which a connection out of the machine fails and is written down."""
    settings = {"MAALSTREG_METRICS_PORT": str(metrics_port), "PYTHONPATH": f"{GUARD}{os.pathsep}{ROOT}"}
    with running(tmp_path_factory.mktemp("watched"), settings) as started:
        yield started


def lines(log: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in log.read_text().splitlines() if line.startswith("{")]


def figure(port: int, sample: str) -> float:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=5) as reply:  # our own
        found = re.search(rf"^{re.escape(sample)} (\S+)$", reply.read().decode(), re.MULTILINE)
    return float(found[1]) if found else 0.0


@pytest.mark.parametrize("address", PAGES)
def test_a_page_asks_nobody_else_and_breaks_no_rule_of_its_own(
    page: Page, watched: Server, address: str
) -> None:
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("websocket", lambda socket: asked.append(socket.url.replace("ws://", "http://")))
    page.on("console", lambda message: said.append(message.text))
    page.add_init_script(
        "document.addEventListener('securitypolicyviolation',"
        " e => console.error(`Content Security Policy: ${e.blockedURI} in ${e.sourceFile}`))"
    )
    visit(page, watched.url + address)
    page.wait_for_load_state("networkidle")
    assert [url for url in asked if not url.startswith((watched.url, "data:", "blob:"))] == []
    wrong = [text for text in said if re.search("Content.Security|Refused to|Uncaught", text)]
    assert [text for text in wrong if not re.search(DOES_WITHOUT, text)] == []


def test_a_broken_rule_would_be_noticed(page: Page, watched: Server) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    visit(page, watched.url)
    page.evaluate(
        "document.head.appendChild(document.createElement('script')).textContent = 'window.broken = 1'"
    )
    assert page.evaluate("window.broken") is None
    assert [text for text in said if "Content Security Policy" in text]


@pytest.fixture(scope="module")
def hostile(watched: Server) -> Server:
    """The same, with a plan in which every text that people write would do something, were it taken for markup."""
    text = (ROOT / "db" / "sources" / "cpr-2021.toml").read_text("utf-8")
    for old, new in (("cpr-2021", "hostile-2021"), ('"cpr"', '"hostile"'), ('"staten"', '"other"')):
        text = text.replace(old, new)
    text, count = re.subn(rf'^({WRITTEN})( *= *")(?!"")', rf"\1\2{NASTY}", text, flags=re.MULTILINE)
    assert count > 20
    with session.open_writing(watched.database_url, session.MACHINE) as db:
        plan_commands.import_plan(db, plan_file.parse_plan(text))
    return watched


@pytest.mark.parametrize(
    "address",
    [
        "/overblik?as_of=2021-06-30",
        "/institution?institution=hostile&as_of=2021-06-30",
        "/plan?plan=hostile-2021&as_of=2021-06-30",
        "/maal?plan=hostile-2021&goal=1.1&as_of=2021-06-30",
        "/risiko?as_of=2021-06-30",
        "/hvad-nu-hvis?plan=hostile-2021&as_of=2021-06-30",
        "/udvikling?lang=en",
        "/planer?plan=hostile-2021",
        "/spor",
    ],
)
def test_what_people_write_is_text_on_every_page(page: Page, hostile: Server, address: str) -> None:
    page.on("dialog", lambda dialog: pytest.fail(f"a dialog: {dialog.message}"))
    visit(page, hostile.url + address)
    page.wait_for_load_state("networkidle")
    assert page.evaluate("window.broken") is None
    found = page.locator("img[src='x'], a[href^='javascript' i], .stMarkdownColoredText")
    assert found.evaluate_all("all => all.map(one => one.parentElement.parentElement.outerHTML)") == []
    if "hostile" in address:
        assert "onerror" in page.locator("body").inner_text()


def test_the_server_opens_no_connection_out_of_the_machine(page: Page, watched: Server) -> None:
    visit(page, watched.url)
    log = watched.log.read_text()
    assert "GUARDED" in log
    assert "OUTGOING" not in log


@pytest.mark.parametrize(
    "asked", ["socket.create_connection(('192.0.2.1', 80))", "socket.gethostbyname('a.example')"]
)
def test_a_connection_out_of_the_machine_would_be_noticed(asked: str) -> None:
    program = [sys.executable, "-c", f"import socket; {asked}"]
    done = subprocess.run(
        program, env={"PYTHONPATH": str(GUARD)}, capture_output=True, text=True, check=False
    )
    assert done.returncode
    assert "OUTGOING" in done.stderr


def test_nothing_private_is_in_the_log(page: Page, watched: Server) -> None:
    mail = urllib.parse.quote(PRIVATE)
    form = urllib.parse.urlencode({"email": PRIVATE}).encode()
    for path in (
        "/auth/login",
        f"/auth/login?login_hint={mail}",
        f"/oauth2callback?state={mail}",
        f"/{mail}",
    ):
        request = urllib.request.Request(watched.url + path, data=form)  # noqa: S310 # our own
        with pytest.raises(urllib.error.HTTPError):
            urllib.request.urlopen(request, timeout=5)  # noqa: S310 # our own
    visit(page, f"{watched.url}/plan?plan={mail}&as_of={mail}")
    visit(page, f"{watched.url}/planer?add=plan")
    page.wait_for_load_state("networkidle")
    page.locator(".stTextInput input").first.fill(PRIVATE)
    page.get_by_role("button", name="Opret planudkastet").click()
    expect(page.locator(".m-problems")).to_be_visible()
    page.goto("about:blank")
    log = watched.log.read_text()
    for private in (PRIVATE, mail, "cpr.dk", "127.0.0.1", "?plan", "login_hint"):
        assert private not in log
    kinds = {(line["method"], line["route"]) for line in lines(watched.log) if line["event"] == "request"}
    assert {("GET", "page"), ("POST", "sign_in"), ("POST", "other")} <= kinds


def test_every_line_of_a_running_server_is_of_one_form(page: Page, watched: Server) -> None:
    visit(page, watched.url)
    said = watched.log.read_text().splitlines()
    first = next(number for number, line in enumerate(said) if '"started"' in line)
    for line in said[first:]:
        assert {"time", "level", "event"} <= json.loads(line).keys(), line


def test_pages_drawn_and_browsers_connected_are_counted(
    page: Page, watched: Server, metrics_port: int
) -> None:
    drawn = 'maalstreg_run_seconds_count{what="page"}'
    asked = 'maalstreg_requests_total{route="page",status="200"}'
    before = figure(metrics_port, drawn), figure(metrics_port, asked)
    visit(page, f"{watched.url}/plan?plan=cpr-2017")
    assert figure(metrics_port, drawn) > before[0]
    assert figure(metrics_port, asked) == before[1] + 1
    assert figure(metrics_port, "maalstreg_sessions") >= 1


def test_the_figures_are_not_where_the_pages_are(watched: Server) -> None:
    for path in ("/metrics", "/api/metrics"):
        with urllib.request.urlopen(watched.url + path, timeout=5) as reply:  # noqa: S310 # our own
            assert "maalstreg_requests" not in reply.read().decode()
