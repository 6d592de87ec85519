"""The guide for programs names exactly the keys that meetings and settlements are told with."""

from __future__ import annotations

import json
import os
import re
from datetime import date
from pathlib import Path
from typing import Any

from db.session import MACHINE
from tests.db.meetings.held import capture, close, take
from tests.fixtures.terminal import Run

GUIDE = (Path(__file__).resolve().parents[3] / "docs" / "meetings.md").read_text("utf-8")


def named(heading: str) -> set[str]:
    """The keys that the table below a heading names."""
    text = re.split(rf"^#+ `{heading}`\n", GUIDE, maxsplit=1, flags=re.MULTILINE)[1]
    text = re.split(r"^#", text, maxsplit=1, flags=re.MULTILINE)[0]
    rows = re.findall(r"^\| (`[^|]+) \|", text, flags=re.MULTILINE)
    return set(re.findall(r"`(\w+)`", " ".join(rows)))


def test_every_key_of_a_meeting_is_named_and_no_other(ready: Run) -> None:
    url = os.environ["MAALSTREG_DATABASE_URL"]
    take(url, MACHINE, "opened")
    capture(url, MACHINE, "action", "A", owner="Chief", due=date(2100, 1, 1))
    close(url, MACHINE)
    (listed,) = _read(ready, "meeting", "list")
    shown = _read(ready, "meeting", "show", "--quarter", "2017Q2", "--institution", "cpr")
    assert set(listed) == named("meeting list")
    assert set(shown) == named("meeting show")
    assert {key for step in shown["steps"] for key in step} == named("steps")
    assert {key for entry in shown["entries"] for key in entry} == named("entries")
    assert set(shown["minutes"]) == named("minutes")


def test_every_key_of_a_settlement_is_named_and_no_other(ready: Run) -> None:
    assert set(_read(ready, "annual", "cpr-2017", "--as-of", "2018-02-01")) == named("annual")


def _read(ready: Run, *words: str) -> Any:
    return json.loads(ready(*words, "--json").stdout)
