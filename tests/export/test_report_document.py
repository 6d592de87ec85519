"""A report for programs: where it stands, its lines with what is typed, and its steps."""

from __future__ import annotations

import json
from datetime import timedelta

from export.report_document import build_reading_document
from tests.db.recorded import imported
from tests.db.reports.played import CHIEF, NOW, answer_everything, fill, look, take
from words.language import Words


def test_a_report_is_written_with_its_lines_problems_and_steps(database_url: str) -> None:
    imported(database_url, now=NOW - timedelta(days=200))
    fill(database_url, CHIEF, ("milestone:1.2.1", "status", "claimed"))
    found = build_reading_document(look(database_url, CHIEF), Words("da"))
    assert json.loads(json.dumps(found)) == found
    line = next(one for one in found["lines"] if one["key"] == "milestone:1.2.1")
    assert line["typed"] == {"status": "claimed"}
    assert [(one["field"], one["code"]) for one in line["problems"]] == [
        ("evidence", "evidence_needed"),
        ("on", "day_needed"),
    ]
    answer_everything(database_url, CHIEF)
    take(database_url, CHIEF, "approved", "Godkendt")
    (step,) = build_reading_document(look(database_url, CHIEF), Words("da"))["steps"]
    assert (step["kind"], step["role"], step["words"]) == ("approved", "chief", "Godkendt")
