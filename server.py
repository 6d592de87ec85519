"""The entry for the web server: `streamlit run server.py`. Migrates, then serves the dashboard."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import NoReturn

import streamlit as st
from anyio import to_thread
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from streamlit import config
from streamlit.runtime.pages_manager import PagesManager

from db import initial, session
from metrics.errors import InvalidInput, refuse
from pages.ui import faults, sign_in, web
from pages.ui.i18n import DEFAULT_LANGUAGE, Words
from pages.ui.problems import describe

INIT_VARIABLE = "MAALSTREG_INIT"
LOOPBACK = ("127.0.0.1", "::1", "localhost")


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """See that the database has the newest form, and fill an empty one if asked to, before the first request."""
    _refuse_to_be_reached()
    try:
        await to_thread.run_sync(_prepare, session.database_url())
    except InvalidInput as wrong:
        _stop(wrong)
    yield


def _prepare(url: str) -> None:
    session.migrate(url)
    if os.environ.get(INIT_VARIABLE) and initial.is_empty(url):
        with session.writing(url, session.MACHINE) as db:
            initial.load(db)


def _refuse_to_be_reached() -> None:
    """Without a sign-in everybody may do everything, so nobody but this machine may reach it."""
    address = config.get_option("server.address") or ""
    if provider is None and address not in LOOPBACK:
        _stop(refuse("sign_in_needed", address))


def _provider() -> sign_in.Provider | None:
    try:
        return sign_in.provider(os.environ)
    except InvalidInput as wrong:
        _stop(wrong)


def _stop(wrong: InvalidInput) -> NoReturn:
    """End before anybody is served, with every problem in words."""
    words = Words(DEFAULT_LANGUAGE)
    raise SystemExit("\n".join(describe(problem, words) for problem in wrong.problems))


async def health(_request: Request) -> JSONResponse:
    """For a proxy or a monitor: whether the database answers."""
    answers = await to_thread.run_sync(session.answers, session.database_url())
    said = {"status": "ok" if answers else "database unreachable"}
    return JSONResponse(said, 200 if answers else 503, headers={"cache-control": "no-store"})


# Else Streamlit takes the folder `pages/` for its own kind until app.py has run once: after every start the first
# reader who follows a link to a page is told that it does not exist.
PagesManager.uses_pages_directory = False

provider = _provider()
app = st.App(
    "app.py",
    lifespan=lifespan,
    secrets=provider.secrets() if provider else None,
    middleware=[
        Middleware(web.Shell),
        *([Middleware(sign_in.SignIn, secure=provider.secure)] if provider else []),
    ],
    routes=[Route("/api/health", health)],
    on_script_error=faults.report,
)
