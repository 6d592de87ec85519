"""Figures over HTTP, as Prometheus fetches them."""

from __future__ import annotations

import urllib.request
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from db import copy_proofs, initial, session
from metrics.errors import InvalidInput
from service import figures
from service.answers import last_fill
from tests.fixtures.browsers import free_port


def fetched(port: int) -> dict[str, float]:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=5) as reply:  # our own
        families = text_string_to_metric_families(reply.read().decode())
        return {sample.name: sample.value for family in families for sample in family.samples}


def test_the_record_and_the_database_are_asked_at_every_reading(database_url: str) -> None:
    port = free_port()
    with figures.serve_figures(port, lambda: database_url):
        before = fetched(port)
        assert (before["maalstreg_database_answers"], before["maalstreg_record_entries"]) == (1, 0)
        with session.open_writing(database_url, session.MACHINE) as db:
            initial.load_initial(db, with_example=False)
        assert fetched(port)["maalstreg_record_entries"] == figures.count_entries(database_url) > 0


def test_the_age_of_the_newest_proven_copy_is_a_figure(database_url: str) -> None:
    port = free_port()
    with figures.serve_figures(port, lambda: database_url):
        assert str(fetched(port)["maalstreg_copy_age_seconds"]) == "nan"
        with session.open_writing(database_url, session.MACHINE) as db:
            copy_proofs.record_proof(db, "copy")
        assert 0 <= fetched(port)["maalstreg_copy_age_seconds"] < 60


def test_the_age_of_the_last_fill_is_a_figure(database_url: str) -> None:
    last_fill.forget()
    assert str(figures.find_fill_age()) == "nan"
    last_fill.note()
    port = free_port()
    with figures.serve_figures(port, lambda: database_url):
        assert 0 <= fetched(port)["maalstreg_areas_age_seconds"] < 60


def test_a_database_that_is_away_gives_no_number(tmp_path: Path) -> None:
    port = free_port()
    with figures.serve_figures(port, lambda: f"sqlite:///{tmp_path}"):
        found = fetched(port)
    assert found["maalstreg_database_answers"] == 0
    assert str(found["maalstreg_record_entries"]) == str(found["maalstreg_copy_age_seconds"]) == "nan"


def test_nothing_listens_where_no_port_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    def start(*_: object) -> None:
        pytest.fail("a port was opened")

    monkeypatch.setattr(figures, "start_http_server", start)
    with figures.serve_figures(figures.read_port({}), str):
        assert figures.read_port({figures.PORT_VARIABLE: " "}) is None


def test_the_port_is_free_again_afterwards() -> None:
    port = free_port()
    for _ in range(2):
        with figures.serve_figures(port, lambda: "sqlite://"):
            assert fetched(port)


@pytest.mark.parametrize("wrong", ["0", "65536", "-1", "http", "9 000", "²"])
def test_what_is_no_port_is_refused(wrong: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        figures.read_port({figures.PORT_VARIABLE: wrong})
    assert [problem.code for problem in refused.value.problems] == ["port_needed"]


def test_no_figure_is_of_a_person() -> None:
    every = (figures.REQUESTS, figures.REQUEST_SECONDS, figures.RUN_SECONDS, figures.REFUSED)
    assert {
        *every,
        figures.SESSIONS,
        figures.DATABASE,
        figures.RECORD,
        figures.COPY_AGE,
        figures.FILL_AGE,
    } == set(figures.REGISTRY._collector_to_names)
    labels = {label for metric in every for label in metric._labelnames}
    assert labels == {"route", "status", "what"}
