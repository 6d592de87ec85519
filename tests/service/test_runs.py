"""A run of a page: timed, with the garbage collector paused, whatever comes of it, and every press acted on."""

from __future__ import annotations

import gc
from types import SimpleNamespace
from weakref import ref

import pytest
import streamlit.config
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session
from streamlit.runtime.scriptrunner_utils.script_requests import (
    RerunData,
    ScriptRequest,
    ScriptRequests,
    ScriptRequestType,
)
from streamlit.runtime.state import SafeSessionState, SessionState

from service import figures
from service.runs import act_on_every_press, pause_collector, read_theme_once, spare_collector, time_run


def count_runs(kind: str) -> float:
    (family,) = figures.RUN_SECONDS.collect()
    return sum(s.value for s in family.samples if s.name.endswith("_count") and s.labels["what"] == kind)


def test_the_collector_is_paused_during_a_run_and_goes_on_after_it() -> None:
    with time_run("part"):
        assert not gc.isenabled()
    assert gc.isenabled()


def test_the_collector_goes_on_when_a_run_fails() -> None:
    with pytest.raises(ValueError, match="fault"), time_run("part"):
        raise ValueError("fault")
    assert gc.isenabled()


def test_a_run_within_a_run_leaves_the_collector_paused() -> None:
    with pause_collector():
        with pause_collector():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()


def test_the_collector_leaves_alone_what_is_there_and_frees_what_comes_after() -> None:
    class Ring:
        def __init__(self) -> None:
            self.itself = self

    there = Ring()
    spare_collector()
    try:
        assert not any(one is there for one in gc.get_objects())
        later = ref(Ring())
        gc.collect()
        assert later() is None
    finally:
        gc.unfreeze()


def test_each_run_is_counted_by_its_kind() -> None:
    before = count_runs("part")
    with time_run("part"):
        pass
    assert count_runs("part") == before + 1


def test_nothing_newer_is_looked_for_until_what_was_sent_has_been_acted_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    requests, found = ScriptRequests(), []
    newer = RerunData(page_name="newer")
    state = SafeSessionState(SessionState(), lambda: found.append(requests.on_scriptrunner_yield()))
    monkeypatch.setattr(SafeSessionState, "on_script_will_rerun", SafeSessionState.on_script_will_rerun)
    monkeypatch.setattr("service.runs.get_script_run_ctx", lambda: SimpleNamespace(script_requests=requests))
    act_on_every_press()
    act_on_every_press()
    requests.request_rerun(newer)
    state.on_script_will_rerun(None)
    state["pressed"] = True
    assert found == [None, ScriptRequest(ScriptRequestType.RERUN, newer)]


SECTIONS = ("theme", *(f"theme.{one.value}" for one in streamlit.config.CustomThemeCategories))


def test_the_theme_is_told_as_streamlit_tells_it_and_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    streamlit.config.get_config_options()
    fill, read = app_session._populate_theme_msg, []

    def note(told: CustomThemeConfig, section: str = "theme") -> None:
        read.append(section)
        fill(told, section)

    monkeypatch.setattr(app_session, "_populate_theme_msg", note)
    note.__name__ = fill.__name__
    meant = tell_theme()
    read.clear()
    read_theme_once()
    assert [tell_theme(), tell_theme()] == [meant, meant]
    assert sorted(read) == sorted(SECTIONS)
    assert meant.HasField("light")
    assert not meant.HasField("sidebar")


def tell_theme() -> CustomThemeConfig:
    """Tell the theme as a run does: each section within its own place."""
    told = CustomThemeConfig()
    for section in SECTIONS:
        _, *within = section.split(".")
        place = told
        for name in within:
            place = getattr(place, name)
        app_session._populate_theme_msg(place, section)
    return told
