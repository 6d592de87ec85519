"""What the paper of a development plan is made of: the plan as it stands at a moment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from metrics.direction.direction_plan import Direction
from metrics.direction.progress import StepStanding
from metrics.direction.serving import ServingGoal
from metrics.direction.target_years import TargetYear
from metrics.plan.catalogue import Catalogue
from metrics.plan.model import Institution


@dataclass(frozen=True, slots=True)
class DirectionGround:
    """A development plan on a day, on what was known at a moment. `made` is when the paper is made."""

    direction: Direction
    owner: Institution
    version: int
    standings: Mapping[str, StepStanding]
    serving: Sequence[ServingGoal]
    targets: Sequence[TargetYear]
    catalogue: Catalogue
    as_of: date
    known_at: datetime
    made: datetime
    today: date
