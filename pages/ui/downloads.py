"""Files that are made when somebody asks for them, and in a session no more often than a person would."""

from __future__ import annotations

import time
from collections.abc import Callable

import streamlit as st

from operation import figures, logs
from operation.limits import Limit
from operation.routes import Route

MOST, SECONDS = 12, 60.0


class TooOften(Exception):
    """A file was asked for again and again; the browser says so."""


def made(build: Callable[[], bytes]) -> Callable[[], bytes]:
    """`build`, for as long as this session does not ask too often. Raises TooOften where it does."""
    limit: Limit = st.session_state.setdefault("downloads", Limit(MOST, SECONDS))

    def build_or_refuse() -> bytes:
        if not limit.allows("", time.monotonic()):
            figures.REFUSED.labels("too_often").inc()
            logs.refused("too_often", route=Route.DOWNLOAD)
            raise TooOften
        return build()

    return build_or_refuse
