"""The entry for the web server: `streamlit run server.py`. Migrates, then serves the dashboard."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import streamlit as st
from anyio import to_thread
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from streamlit.runtime.pages_manager import PagesManager

from db import session
from pages.ui import frame, web


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """Bring the database to the newest form before the first request is answered."""
    await to_thread.run_sync(session.migrate, session.database_url())
    yield


async def health(_request: Request) -> JSONResponse:
    """For a proxy or a monitor: an answer at all means that the database was opened and migrated."""
    return JSONResponse({"status": "ok"}, headers={"cache-control": "no-store"})


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
