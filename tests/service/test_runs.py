"""A run of a page: timed, with the garbage collector paused, whatever comes of it."""

from __future__ import annotations

import gc

import pytest

from service import figures
from service.runs import pause_collector, time_run


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


def test_each_run_is_counted_by_its_kind() -> None:
    before = count_runs("part")
    with time_run("part"):
        pass
    assert count_runs("part") == before + 1
