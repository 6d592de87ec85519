"""docs/pligter.md tells every key of a plan of duties, every word, and rules that are accepted as they stand."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from metrics.direction.progress import StepEventKind
from metrics.duties.duty_plan import DutyFile, RecurringDuty
from metrics.duties.recurrence import MOST_A_YEAR, find_rule_problems, list_days

TOLD = (Path(__file__).parents[3] / "docs/pligter.md").read_text("utf-8")
DAYS = [date(2025, 1, day) for day in range(1, 32)]


def test_every_key_and_every_word_is_told() -> None:
    told = set(re.findall(r"`(\w+)`", TOLD))
    assert {*DutyFile.model_fields, *RecurringDuty.model_fields, *StepEventKind} - told == set()
    assert f"højst {MOST_A_YEAR} gange om året" in TOLD


def test_every_rule_is_accepted_from_one_of_its_days() -> None:
    rules = re.findall(r"^\| `(FREQ=[^`]+)` \|", TOLD, re.MULTILINE)
    assert len(rules) == 7
    for rule in rules:
        first = next(day for day in DAYS if not find_rule_problems(rule, day, ""))
        assert list_days(rule, first)[0] == first
