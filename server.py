"""The entry of the web server, `streamlit run server.py`: migrate, then serve the dashboard."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from importlib import import_module
from importlib.metadata import version
from typing import NoReturn, TypeVar

import streamlit as st
from anyio import to_thread
from starlette.middleware import Middleware
from starlette.requests import HTTPConnection
from starlette.routing import Route
from starlette.types import Scope
from streamlit import config
from streamlit.runtime.pages_manager import PagesManager

from db import initial, roles, session, sqlite_driver
from db.evidence import evidence_store
from db.location import find_database_url, find_replica_url
from db.plans import settlement_commands
from db.upgrade import migrate
from metrics.errors import InvalidInput, refuse
from pages.status.parts.areas import first_fill
from pages.ui import faults
from pages.ui.draw import theme
from service import calendar_feed, figures, gate, limits, logs, messages, runs, sign_in
from service.answers import accessibility, evidence_door, readiness, security_contact
from service.request_log import RequestObserver
from service.shell import Shell
from service.user_cookie import read_own_claims
from words.language import DEFAULT_LANGUAGE, Words
from words.problems import describe_problem

Setting = TypeVar("Setting")
INIT_VARIABLE = "MAALSTREG_INIT"
LOOPBACK = ("127.0.0.1", "::1", "localhost")


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """Migrate the database, and fill an empty one if asked to, before the first request."""
    _refuse_to_be_reached()
    logs.start_logging()
    try:
        await to_thread.run_sync(_prepare_database, find_database_url())
    except InvalidInput as wrong:
        _stop(wrong)
    with figures.serve_figures(_read_setting(figures.read_port), find_database_url):
        _log_start(find_database_url())
        with first_fill.fill_beside():
            yield
        logs.log_event("stopped")


def _log_start(url: str) -> None:
    """Log that the server has started, and what to worry about."""
    logs.log_event("started", version=version("maalstreg"))
    for problem in sqlite_driver.find_sqlite_problems(url):
        logs.log_risk(problem.code, version=str(problem.params["version"]))


def _prepare_database(url: str) -> None:
    find_replica_url(url)  # a wrong address of it ends the process as any other
    with session.open_engine(url).connect() as connection:
        roles.demand_bound_role(connection)
    if migrate(url):
        with session.open_writing(url, session.MACHINE) as db:
            settled = settlement_commands.settle_closed_plans(db)
        if settled:
            logs.log_event("settled", plans=len(settled))
    if os.environ.get(INIT_VARIABLE) and initial.is_empty(url):
        with session.open_writing(url, session.MACHINE) as db:
            initial.load_initial(db)


def _refuse_to_be_reached() -> None:
    """Refuse to start without a sign-in unless only this machine can reach the server."""
    # Without a sign-in, everybody may do everything.
    address = config.get_option("server.address") or ""
    if provider is None and address not in LOOPBACK:
        _stop(refuse("sign_in_needed", address))


def _read_setting(read: Callable[[Mapping[str, str]], Setting]) -> Setting:
    """Read a setting from the environment; end the process if it is wrong."""
    try:
        return read(os.environ)
    except InvalidInput as wrong:
        _stop(wrong)


def _stop(wrong: InvalidInput) -> NoReturn:
    """End the process before anybody is served, with every problem in words."""
    words = Words(DEFAULT_LANGUAGE)
    raise SystemExit("\n".join(describe_problem(problem, words) for problem in wrong.problems))


def build_middleware(provider: sign_in.Provider | None) -> list[Middleware]:
    """Build the middleware around Streamlit, the outermost first."""
    shell = [
        Middleware(RequestObserver),
        Middleware(
            Shell,
            stylesheet=theme.write_stylesheet(),
            secure=provider is not None and provider.secure,
            knows=lambda scope: provider is None or _has_signed_in(scope, provider),
        ),
        Middleware(
            limits.RateLimits,
            limits=limits.make_usual_limits(),
            said=Words(DEFAULT_LANGUAGE).t("limit.too_often"),
        ),
        Middleware(messages.Messages),
    ]
    if provider is None:
        return shell
    return [
        *shell,
        Middleware(sign_in.SignIn, secure=provider.secure),
        Middleware(gate.Gate, cookie_secret=provider.cookie_secret, origin=provider.origin),
    ]


def _has_signed_in(scope: Scope, provider: sign_in.Provider) -> bool:
    cookies = HTTPConnection(scope).cookies
    return bool(read_own_claims(cookies, provider.cookie_secret, provider.origin))


# Otherwise Streamlit takes the folder `pages/` for its own kind of pages until app.py has run once, and tells the first
# reader to follow a link to a page after a start that it does not exist.
PagesManager.uses_pages_directory = False
runs.act_on_every_press()
runs.read_theme_once()

provider = _read_setting(sign_in.read_provider)
_read_setting(security_contact.read_contact)
_read_setting(accessibility.read_statement_url)
if os.environ.get("MAALSTREG_WORD_TEMPLATE"):
    # Loaded only then: what reads it takes as long to load as much else.
    _read_setting(import_module("export.papers.writers.word_template").read_template)
_read_setting(evidence_store.find_store)
if provider is not None:
    # Streamlit reads the secrets later than it chooses what seals a sign-in on its way to the provider: without this,
    # something of each process's own, so that the way back has to lead to the process it began at.
    config.set_option("server.cookieSecret", provider.cookie_secret)
app = st.App(
    "app.py",
    lifespan=lifespan,
    secrets=provider.secrets() if provider else None,
    middleware=build_middleware(provider),
    routes=[
        Route("/api/health", readiness.report_health),
        Route("/api/ready", readiness.report_readiness),
        calendar_feed.ROUTE,
        *evidence_door.ROUTES,
        accessibility.ROUTE,
        security_contact.ROUTE,
    ],
    on_script_error=faults.report_error,
)
