"""The status whose shape stands for how an initiative stands; the word beside it tells the state apart."""

from __future__ import annotations

from metrics.direction.progress import StepStanding, StepState
from metrics.status import Status

_STATUSES = {
    StepState.UNREPORTED: Status.UNKNOWN,
    StepState.STARTED: Status.PARTLY_MET,
    StepState.AWAITING: Status.AWAITING_CONFIRMATION,
    StepState.DONE: Status.MET,
    StepState.DROPPED: Status.WITHDRAWN,
}


def find_shape(standing: StepStanding) -> Status:
    """Find the status whose shape is drawn."""
    if standing.late:
        unreported = standing.state is StepState.UNREPORTED
        return Status.OVERDUE_DATA if unreported else Status.AT_RISK
    return _STATUSES[standing.state]
