"""docs/retning.md tells every key of a development plan's file, every time it may have, and every word."""

from __future__ import annotations

import re
from pathlib import Path

from metrics.direction.direction_plan import DirectionFile, Initiative
from metrics.direction.planned_time import parse_time
from metrics.direction.progress import OF_STEPS
from metrics.direction.yearly_target import YearlyTarget
from tests.directions import PERIOD
from words.directions.planned_line import write_time
from words.language import Words

TOLD = (Path(__file__).parents[3] / "docs/retning.md").read_text("utf-8")


def test_every_key_and_every_word_is_told() -> None:
    told = set(re.findall(r"`(\w+)(?: = [^`]*)?`", TOLD))
    keys = {*DirectionFile.model_fields, *Initiative.model_fields, *YearlyTarget.model_fields, *OF_STEPS}
    assert keys - {"text"} - told == set()


def test_every_time_is_written_as_it_is_told() -> None:
    rows = re.findall(r"^\| `([\w/-]+)` \| (.+?) \|$", TOLD.split("## Tider")[1], re.MULTILINE)
    times = [(text, said) for text, said in rows if text[0].isdigit() or text == "whole"]
    assert len(times) == 8
    assert [write_time(parse_time(text, PERIOD), Words("da")) for text, _ in times] == [
        said for _, said in times
    ]
