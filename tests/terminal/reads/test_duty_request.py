"""The plan of duties a command asks for."""

from __future__ import annotations

import pytest

from metrics.errors import InvalidInput
from terminal.reads.duty_request import DutyRequest

KEY = "dst-infosikkerhed-2025"


def test_a_plan_is_read_at_its_moment_with_the_times_of_a_year(
    monkeypatch: pytest.MonkeyPatch, filled_database_url: str
) -> None:
    monkeypatch.setenv("MAALSTREG_DATABASE_URL", filled_database_url)
    found = DutyRequest.read(KEY, "2026-11-20", None)
    assert found.write_heading().startswith("Danmarks Statistik, Informationssikkerhedspolitik 2025. ")
    days = [one.occurrence.day.isoformat() for one in found.standings if one.occurrence]
    assert days == ["2026-04-09", "2026-04-09", *["2026-12-31"] * 3]
    later = DutyRequest.read(KEY, "2026-11-20", None, 2027)
    assert [one.occurrence.day.year for one in later.standings if one.occurrence] == [2026] * 2 + [2027] * 5
    (line, addition, time) = found.write_duty(found.plan.duties[1])
    assert line.startswith(
        "  2.1    Eksterne auditører følger op på ISO 27001-certificeringen (afsnit 2) “årligt”: "
    )
    assert addition.strip().startswith("Vores tilføjelse: Politikken siger årligt")
    assert time.strip() == "31. december 2026: Ingen indberetning."
    with pytest.raises(InvalidInput) as refused:
        DutyRequest.read(KEY, "2025-04-08", None)
    assert [p.code for p in refused.value.problems] == ["plan_not_yet"]
