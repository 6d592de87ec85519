"""The families of keys that the words on development plans are put together from."""

from __future__ import annotations

from metrics.annual.stages import AnnualStep
from metrics.direction.direction_terms import Relation
from metrics.direction.progress import StepEventKind, StepState
from metrics.wheel.wheel_entry import WheelKind
from words.directions.wheel_line import STATE_KEYS

DIRECTION_FAMILIES: dict[str, list[str]] = {
    **{key: [relation.value for relation in Relation] for key in ("direction.goal_", "direction.link_")},
    "direction.count_": [state.value for state in StepState],
    "initiative.": ["late", "late_unreported"],
    "initiative.said_": [kind.value for kind in StepEventKind],
    "initiative.state_": [state.value for state in StepState],
    "record.direction_": ["added", "changed", "reported"],
    "duty.check_": ["no_frequency", "no_owner", "addition"],
    "duty.pace_": ["yearly", "monthly", "weekly"],
    "record.duties_": ["added", "changed", "reported"],
    **{key: [kind.value for kind in WheelKind] for key in ("wheel.kind_", "wheel.count_")},
    "wheel.state_": STATE_KEYS,
    "wheel.settlement_": [step.value for step in AnnualStep],
    "agreed.": ["duty", "initiative"],
    "planned.": ["spring", "summer", "autumn", "winter"],
}
