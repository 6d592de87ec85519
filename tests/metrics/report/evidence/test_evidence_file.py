"""What is known of a file, as a report declares it, and how much a report may have."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from metrics.report.evidence.evidence_file import (
    LARGEST_OF_A_REPORT,
    LONGEST_JOURNAL,
    MOST_OF_A_LINE,
    EvidenceFile,
    FileKind,
    describe_file,
    find_attach_problems,
    list_declared_files,
)

FILE = EvidenceFile(
    "k", "milestone:1", "a.pdf", FileKind.PDF, 5, "d", "J", "p", datetime(2026, 1, 2, tzinfo=UTC)
)


def test_what_a_document_declares_is_read_back_as_it_was() -> None:
    lines = [{"key": "milestone:1", "files": [describe_file(FILE)]}, {"key": "words"}]
    assert list(list_declared_files(json.loads(json.dumps({"lines": lines})))) == [FILE]
    assert list(list_declared_files({})) == []


@pytest.mark.parametrize(
    ("size", "journal", "there", "codes"),
    [
        (1, "", (), []),
        (1, "", (FILE,) * MOST_OF_A_LINE, ["files_too_many"]),
        (1, "", (replace(FILE, line="milestone:2"),) * MOST_OF_A_LINE, []),
        (1, "", (replace(FILE, line="x", size=LARGEST_OF_A_REPORT),), ["files_too_large"]),
        (0, "", (replace(FILE, line="x", size=LARGEST_OF_A_REPORT),), []),
        (1, "x" * (LONGEST_JOURNAL + 1), (), ["text_too_long"]),
        (1, "\x00", (), ["not_understood"]),
    ],
)
def test_a_line_and_a_report_have_room_for_so_much(
    size: int, journal: str, there: tuple[EvidenceFile, ...], codes: list[str]
) -> None:
    assert [one.code for one in find_attach_problems("milestone:1", size, journal, there)] == codes
