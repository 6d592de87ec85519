"""The development plan a command asks for at a moment."""

from __future__ import annotations

import pytest

from metrics.errors import InvalidInput
from terminal.reads.direction_request import DirectionRequest
from tests.fixtures.terminal import Run

KEY = "cpr-udviklingsplan-2023"


def test_a_plan_is_there_from_its_first_day_and_a_yearly_plan_never(ready: Run) -> None:
    assert ready("direction", "show", KEY, "--as-of", "2023-01-01").returncode == 0
    for key, day, code in ((KEY, "2022-12-31", "plan_not_yet"), ("cpr-2017", None, "plan_unknown")):
        with pytest.raises(InvalidInput) as refused:
            DirectionRequest.read(key, day, None)
        assert [p.code for p in refused.value.problems] == [code]


def test_it_is_told_with_its_owner_and_its_links(ready: Run) -> None:
    assert ready("direction", "show", KEY).returncode == 0
    found = DirectionRequest.read(KEY, "2024-01-01", None)
    assert found.write_heading().startswith(
        "CPR-administrationen, Udviklingsplan 2023-2025. En udviklingsplan har"
    )
    lines = list(found.write_initiative(found.direction.initiatives[0]))
    assert lines[0] == "  5.1     Kontraktimplementering: 2023 og 2024. Ingen indberetning."
    assert lines[-1] == "      Forløber: Resultatplan 2021, 1.2 Udbud af CPR-opgaven"
    assert found.build_document()["total"] is None
