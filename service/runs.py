"""A run of a page or of a part of one: timed, with the garbage collector paused, and every press acted on.

What Streamlit says alike at every run is made once.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, wraps
from typing import Any

from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.state import SafeSessionState

from service import figures


@contextmanager
def time_run(kind: str) -> Iterator[None]:
    """Time a run of a kind (`page` or `part`) for the monitor, and pause the garbage collector meanwhile."""
    with pause_collector(), figures.RUN_SECONDS.labels(kind).time():
        yield


@contextmanager
def pause_collector() -> Iterator[None]:
    """Pause the garbage collector during work that makes many small objects without cycles, such as scoring."""
    # It would scan the scores and the facts again and again, and find nothing to free.
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def spare_collector() -> None:
    """Have the garbage collector leave alone what is in memory by now, and never go through it again."""
    # Going through all that a process has read holds up everybody in it for some tenths of a second.
    gc.collect()
    gc.freeze()
    # How much it found is what it waits a quarter of until it goes through everything again: now that is little.
    gc.collect()


def act_on_every_press() -> None:
    """Have Streamlit act on what a browser sent before it turns to what the browser sent meanwhile.

    Streamlit looks for newer requests whenever the session is touched, also as it takes in a press and while the press
    is acted on. Where it finds one there it drops what it is at, and the press is lost.
    """
    take_in: Callable[..., None] = SafeSessionState.on_script_will_rerun

    @wraps(take_in)
    def take_in_whole(*args: Any, **kwargs: Any) -> None:
        context = get_script_run_ctx()
        requests: Any = context and context.script_requests
        if not requests:
            take_in(*args, **kwargs)
            return
        requests.on_scriptrunner_yield = lambda: None
        try:
            take_in(*args, **kwargs)
        finally:
            vars(requests).pop("on_scriptrunner_yield", None)

    setattr(SafeSessionState, take_in.__name__, take_in_whole)


def read_theme_once() -> None:
    """Have Streamlit read each section of the theme once: it is told to the browser at every run."""
    # It goes through all of its settings for each of six sections, which takes as long as drawing a small page.
    fill: Callable[[CustomThemeConfig, str], None] = app_session._populate_theme_msg

    @cache
    def read(section: str) -> CustomThemeConfig:
        told = CustomThemeConfig()
        fill(told, section)
        return told

    @wraps(fill)
    def tell(told: CustomThemeConfig, section: str = "theme") -> None:
        # A section that says nothing must not be there: the browser goes by that.
        if (found := read(section)).ByteSize():
            told.MergeFrom(found)

    setattr(app_session, fill.__name__, tell)
