"""The course of a meeting: the steps taken with it, and the state that follows from them and from nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from metrics.access import Action, Role
from metrics.plan.terms import Party


class MeetingState(StrEnum):
    """Where a meeting stands. Once it is closed its minutes are a draft, until the parties have approved them."""

    NOT_PLANNED = "not_planned"
    PLANNED = "planned"
    OPEN = "open"
    DRAFT = "draft"
    APPROVED = "approved"


class MeetingStepKind(StrEnum):
    """What is done with a meeting as a whole. Each is a row of its own that is never changed."""

    PLANNED = "planned"
    CANCELLED = "cancelled"
    OPENED = "opened"
    ATTENDED = "attended"
    CLOSED = "closed"
    REOPENED = "reopened"
    COMMENTED = "commented"
    APPROVED_DEPARTMENT = "approved_department"
    APPROVED_INSTITUTION = "approved_institution"


NEEDED: dict[MeetingStepKind, Action] = {
    **dict.fromkeys(MeetingStepKind, Action.MEET),
    MeetingStepKind.COMMENTED: Action.AGREE_MINUTES,
    MeetingStepKind.APPROVED_INSTITUTION: Action.AGREE_MINUTES,
}
"""The right that each step takes."""

APPROVALS = {
    MeetingStepKind.APPROVED_DEPARTMENT: Party.DEPARTMENT,
    MeetingStepKind.APPROVED_INSTITUTION: Party.INSTITUTION,
}
"""The party that each approval of the minutes is of."""

_LEADS_TO = {
    MeetingStepKind.PLANNED: MeetingState.PLANNED,
    MeetingStepKind.CANCELLED: MeetingState.NOT_PLANNED,
    MeetingStepKind.OPENED: MeetingState.OPEN,
    MeetingStepKind.CLOSED: MeetingState.DRAFT,
    MeetingStepKind.REOPENED: MeetingState.OPEN,
}

_CALLS = frozenset({MeetingStepKind.PLANNED, MeetingStepKind.CANCELLED})


@dataclass(frozen=True, slots=True, order=True)
class MeetingSubject:
    """Whom meetings are held about: one institution, or a ministry area as a whole.

    With both it is the part of the area's meetings that its institution is told.
    """

    institution: str = ""
    area: str = ""

    @property
    def is_part(self) -> bool:
        """Whether it is what an institution is told of the meetings about its area."""
        return bool(self.institution and self.area)

    @property
    def parties(self) -> tuple[Party, ...]:
        """Who approves the minutes: a meeting about a whole area is the department's own."""
        return (Party.DEPARTMENT,) if self.area else tuple(Party)

    def list_members(self, areas: Mapping[str, str]) -> list[str]:
        """List the institutions it is about, of those that stand alone with the area of each."""
        if self.institution:
            return [self.institution]
        return sorted(key for key, area in areas.items() if area == self.area)


@dataclass(frozen=True, slots=True)
class MeetingStep:
    """One step: who took it, in which role, when and with which words. `number` is the database's.

    `on` is the day a meeting is planned for, with the hours and the place in `words`, or the last day for comments on
    its minutes; `absent` are those who did not attend, where `words` are those who did. At a meeting about an area
    `institution` is the one that commented, or that the close told its part.
    """

    kind: MeetingStepKind
    person: str
    role: Role
    at: datetime
    words: str = ""
    absent: str = ""
    on: date | None = None
    number: int = 0
    institution: str = ""


@dataclass(frozen=True, slots=True)
class MeetingCourse:
    """The meeting about a quarter, with its steps in order."""

    subject: MeetingSubject
    quarter: str
    steps: tuple[MeetingStep, ...] = ()

    @property
    def state(self) -> MeetingState:
        """Where the meeting stands."""
        moved = [_LEADS_TO[step.kind] for step in self.steps if step.kind in _LEADS_TO]
        if not moved:
            return MeetingState.NOT_PLANNED
        if moved[-1] is MeetingState.DRAFT and not self.awaited:
            return MeetingState.APPROVED
        return moved[-1]

    @property
    def closed(self) -> MeetingStep | None:
        """The latest close, whose minutes are the ones that count; None while the meeting was never closed."""
        return self.find_last(MeetingStepKind.CLOSED)

    @property
    def approvals(self) -> tuple[MeetingStep, ...]:
        """The approvals of the latest minutes; what was approved before they were opened again is not."""
        closed = self.closed.number if self.closed else 0
        return tuple(step for step in self.steps if step.kind in APPROVALS and step.number > closed)

    @property
    def awaited(self) -> tuple[Party, ...]:
        """The parties that have not approved the latest minutes."""
        given = {APPROVALS[step.kind] for step in self.approvals}
        return tuple(party for party in self.subject.parties if party not in given)

    def is_final(self, day: date) -> bool:
        """Tell whether the minutes are final: approved by every party, and the day for comments has passed."""
        until = self.closed.on if self.closed else None
        return self.state is MeetingState.APPROVED and (until is None or until < day)

    def find_stage(self, day: date) -> MeetingState:
        """Find where the meeting stands for those who read of it: its minutes are a draft until they are final."""
        is_draft = self.state is MeetingState.APPROVED and not self.is_final(day)
        return MeetingState.DRAFT if is_draft else self.state

    @property
    def comments(self) -> tuple[MeetingStep, ...]:
        """What was commented on the minutes, also on earlier versions of them."""
        return tuple(step for step in self.steps if step.kind is MeetingStepKind.COMMENTED)

    @property
    def version(self) -> int:
        """The number of the minutes at hand: each close makes a new version; 0 before the first."""
        return sum(step.kind is MeetingStepKind.CLOSED for step in self.steps)

    @property
    def planned(self) -> date | None:
        """The day the meeting is planned for; None where it is not, or was cancelled."""
        return None if self.is_cancelled or self.last_call is None else self.last_call.on

    @property
    def last_call(self) -> MeetingStep | None:
        """The step that last said on which day the meeting is."""
        return self.find_last(MeetingStepKind.PLANNED)

    @property
    def is_cancelled(self) -> bool:
        """Whether the meeting was called, and cancelled since."""
        last = next((step for step in reversed(self.steps) if step.kind in _CALLS), None)
        return last is not None and last.kind is MeetingStepKind.CANCELLED

    @property
    def is_ahead(self) -> bool:
        """Whether the meeting is called, and was neither cancelled nor held since."""
        return self.state is MeetingState.PLANNED

    @property
    def sequence(self) -> int:
        """How often the meeting was moved or cancelled since it was first called."""
        return max(sum(step.kind in _CALLS for step in self.steps) - 1, 0)

    def find_last(self, kind: MeetingStepKind) -> MeetingStep | None:
        """Find the last step of a kind."""
        return next((step for step in reversed(self.steps) if step.kind is kind), None)
