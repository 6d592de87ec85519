"""Lines of the log: one form for all, and nothing private in any."""

from __future__ import annotations

import json
import logging
from typing import Any

import pytest
import streamlit.logger

from service import logs

PRIVATE = "chef@cpr.dk"


@pytest.fixture
def written(capsys: pytest.CaptureFixture[str]) -> Any:
    logs.start_logging()

    def lines() -> list[dict[str, Any]]:
        return [json.loads(line) for line in capsys.readouterr().err.splitlines()]

    return lines


def test_a_line_of_ours_says_what_happened(written: Any) -> None:
    logs.log_event("request", route="page", status=200, seconds=0.25)
    (line,) = written()
    assert line.pop("time").endswith("+00:00")
    assert line == {"level": "info", "event": "request", "route": "page", "status": 200, "seconds": 0.25}


def test_starting_twice_writes_each_line_once(written: Any) -> None:
    logs.start_logging()
    logs.log_event("started")
    assert len(written()) == 1


def test_of_an_error_only_the_kind_and_the_place_are_kept(written: Any) -> None:
    try:
        try:
            int(PRIVATE)
        except ValueError as first:
            raise KeyError(PRIVATE) from first
    except KeyError as error:
        logs.log_failure("page_failed", error, number="000042")
    (line,) = written()
    assert PRIVATE not in json.dumps(line)
    assert [error["kind"] for error in line["error"]] == ["KeyError", "ValueError"]
    assert line["error"][0]["at"][-1].startswith("tests/service/test_logs.py:")
    assert (line["event"], line["level"], line["number"]) == ("page_failed", "error", "000042")


@pytest.mark.parametrize(
    ("said", "arguments", "kept"),
    [
        ("User %s signed in", (PRIVATE,), "User %s signed in"),
        (f"User {PRIVATE} signed in", (), "User … signed in"),
        ("GET /plan?mail=chef%40cpr.dk failed", (), "GET /plan… failed"),
        ("Refused 192.0.2.17 and 2001:db8::17", (), "Refused … and …"),
        (f"Task failed\nfuture: {PRIVATE}", (), "Task failed"),
        ("Unknown column 'Jens Hansen'", (), "Unknown column …"),
    ],
)
def test_of_a_librarys_line_what_looks_private_is_left_out(
    written: Any, said: str, arguments: tuple[str, ...], kept: str
) -> None:
    logging.getLogger("some.library").error(said, *arguments)
    (line,) = written()
    assert (line["event"], line["logger"], line["text"]) == ("library", "some.library", kept)


def test_streamlits_own_lines_come_in_the_same_form(written: Any) -> None:
    streamlit.logger.get_logger("streamlit.made_just_now").warning("Something of %s", PRIVATE)
    (line,) = written()
    assert line["text"] == "Something of %s"


def test_an_error_that_nobody_caught_is_a_line_too(written: Any) -> None:
    logs._log_uncaught(ValueError, ValueError(PRIVATE), None)
    (line,) = written()
    assert (line["event"], line["error"][0]["kind"]) == ("uncaught", "ValueError")
    assert PRIVATE not in json.dumps(line)
