"""The families of keys that the words on development plans are put together from."""

from __future__ import annotations

from metrics.annual.stages import AnnualStep
from metrics.direction.direction_plan import Direction, FocusArea, Initiative
from metrics.direction.direction_terms import Relation
from metrics.direction.progress import StepEventKind, StepState
from metrics.direction.target_years import Agreement
from metrics.direction.yearly_target import YearlyTarget
from metrics.duties.duty_plan import DutyPlan, RecurringDuty
from metrics.wheel.wheel_entry import WheelKind
from words.directions.wheel_line import STATE_KEYS

_COMPARED = (Direction, DutyPlan, FocusArea, Initiative, RecurringDuty, YearlyTarget)
"""What two versions of a document are compared by, key by key."""
_PARTS = {"focus_areas", "initiatives", "steps", "targets", "duties"}

DIRECTION_FAMILIES: dict[str, list[str]] = {
    **{key: [relation.value for relation in Relation] for key in ("direction.goal_", "direction.link_")},
    "change.field_": [*sorted({name for part in _COMPARED for name in part.model_fields} - _PARTS), "area"],
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
    "target.": [agreement.value for agreement in Agreement if agreement is not Agreement.OTHER_TARGET],
    "planned.": ["spring", "summer", "autumn", "winter"],
}
