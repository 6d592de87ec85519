"""What the commands print alike for every document beside the yearly plans."""

from __future__ import annotations

import json

import pytest

from terminal.reporting.documents import print_findings

ROWS = [
    {"rule": "undated", "place": "", "text": "No date: 1"},
    {"rule": "x", "place": "p", "text": "No goal"},
]


def test_a_finding_is_printed_with_its_place_and_nothing_found_is_said(
    capsys: pytest.CaptureFixture[str],
) -> None:
    print_findings(ROWS, "p-2025", as_json=False)
    assert capsys.readouterr().out == "No date: 1\np: No goal\n"
    print_findings([], "p-2025", as_json=False)
    assert "p-2025" in capsys.readouterr().out
    print_findings(ROWS, "p-2025", as_json=True)
    assert json.loads(capsys.readouterr().out) == ROWS
