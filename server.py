"""The entry for the web server: `streamlit run server.py`. Migrates, then serves the dashboard."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import streamlit as st
from anyio import to_thread
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from streamlit.runtime.pages_manager import PagesManager

from db import initial, session
from pages.ui import frame, web

INIT_VARIABLE = "MAALSTREG_INIT"


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """Bring the database to the newest form, and fill an empty one if asked to, before the first request."""
    await to_thread.run_sync(_prepare, session.database_url())
    yield


def _prepare(url: str) -> None:
    session.migrate(url)
    if os.environ.get(INIT_VARIABLE) and initial.is_empty(url):
        with session.writing(url) as db:
            initial.load(db)


async def health(_request: Request) -> JSONResponse:
    """For a proxy or a monitor: whether the database answers."""
    answers = await to_thread.run_sync(session.answers, session.database_url())
    said = {"status": "ok" if answers else "database unreachable"}
    return JSONResponse(said, 200 if answers else 503, headers={"cache-control": "no-store"})


# Else Streamlit takes the folder `pages/` for its own kind until app.py has run once: after every start the first
# reader who follows a link to a page is told that it does not exist.
PagesManager.uses_pages_directory = False

app = st.App(
    "app.py",
    lifespan=lifespan,
    middleware=[Middleware(web.Shell)],
    routes=[Route("/api/health", health)],
    on_script_error=frame.report,
)
