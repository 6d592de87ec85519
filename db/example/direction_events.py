"""What the fictional board has said of the initiatives of its development plan."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from metrics.direction.progress import StepEvent, StepEventKind

FILE = Path(__file__).with_name("eksempel-ankenaevn-udviklingsplan-2025.toml")
_PLAN = FILE.stem

EVENTS = (
    StepEvent(_PLAN, "1.1", StepEventKind.STARTED, date(2025, 7, 10)),
    StepEvent(_PLAN, "3.1", StepEventKind.STARTED, date(2025, 7, 10)),
    StepEvent(_PLAN, "1.2", StepEventKind.STARTED, date(2026, 2, 3)),
    StepEvent(_PLAN, "2.1", StepEventKind.STARTED, date(2026, 2, 3)),
    StepEvent(_PLAN, "1.2", StepEventKind.CLAIMED, date(2026, 7, 9), source="2026-417 (opdigtet)"),
    StepEvent(
        _PLAN,
        "2.1",
        StepEventKind.IN_DOUBT,
        date(2026, 7, 9),
        "Leverandøren er to måneder forsinket.",
    ),
    StepEvent(_PLAN, "1.2", StepEventKind.MET, date(2026, 8, 4)),
    StepEvent(_PLAN, "2.1.1", StepEventKind.CLAIMED, date(2026, 10, 8), source="2026-583 (opdigtet)"),
)
"""In the order in which they were recorded, each on its own day."""
