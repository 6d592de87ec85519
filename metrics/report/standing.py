"""Where the reports of plans stand for the department: in time, late or missing, put off, and what waits for whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from metrics.facts.reports.handed_in import Turn
from metrics.followup.owed_rows import list_quarters
from metrics.periods import Period, count_days_left, find_danish_day
from metrics.plan.model import Plan
from metrics.report.course import ReportCourse, ReportState, StepKind
from metrics.score.tests import find_report_due


class Delivery(StrEnum):
    """Whether a report was handed in by its day."""

    IN_TIME = "in_time"
    LATE = "late"
    MISSING = "missing"
    PUT_OFF = "put_off"
    TO_COME = "to_come"
    ELSEWHERE = "elsewhere"
    """Of a quarter before the plan was first reported on here."""


@dataclass(frozen=True, slots=True)
class ReportStanding:
    """A plan's report for a quarter as it stands on a day, with the plan's own due day.

    It is `followed` from the first that was reported on here. `answer_days` is how long each party has to answer.
    """

    plan: Plan
    quarter: Period
    course: ReportCourse
    due: date
    today: date
    followed: bool
    answer_days: int

    @property
    def deadline(self) -> date:
        """The day on which it is due, an exception included."""
        return self.course.extended or self.due

    @property
    def handed_in(self) -> date | None:
        """The day on which it was first handed in."""
        return find_danish_day(self.course.handed_in) if self.course.handed_in else None

    @property
    def days_late(self) -> int:
        """The days after the deadline it was handed in, or so far has not been; 0 in time."""
        return max(-count_days_left(self.deadline, self.handed_in or self.today), 0)

    @property
    def delivery(self) -> Delivery:
        """Whether it was handed in by its day."""
        if self.handed_in:
            return Delivery.LATE if self.days_late else Delivery.IN_TIME
        if self.days_late:
            return Delivery.MISSING if self.followed else Delivery.ELSEWHERE
        return Delivery.PUT_OFF if self.course.exception else Delivery.TO_COME

    @property
    def is_received(self) -> bool:
        """Whether the department has received the version at hand."""
        return self.course.state is ReportState.RECEIVED

    @property
    def awaited(self) -> tuple[Turn, date] | None:
        """Whose answer it waits for and since when; None where it is received, or is not handed in."""
        turn = _TURNS.get(self.course.state)
        moved = self.course.find_last(*_MOVING)
        return (turn, find_danish_day(moved.at)) if turn and moved else None

    @property
    def answer_due(self) -> date | None:
        """The day by which what it waits for is to be answered."""
        return self.awaited[1] + timedelta(days=self.answer_days) if self.awaited else None


_TURNS = {ReportState.APPROVED: Turn.DEPARTMENT, ReportState.ASKED: Turn.INSTITUTION}
_MOVING = (StepKind.APPROVED, StepKind.ANSWERED, StepKind.ASKED)


def find_standings(
    plan: Plan, courses: Mapping[tuple[str, str], ReportCourse], today: date, answer_days: int
) -> list[ReportStanding]:
    """Find where each of a plan's reports stands for the department, by `courses` of plan and quarter."""
    quarters = list_quarters(plan)
    begun = [quarter.end for quarter in quarters if (plan.id, quarter.text) in courses]
    return [
        ReportStanding(
            plan,
            quarter,
            courses.get((plan.id, quarter.text), ReportCourse(plan.id, quarter.text)).show_to_department(),
            find_report_due(plan, quarter.end),
            today,
            bool(begun) and quarter.end >= min(begun),
            answer_days,
        )
        for quarter in quarters
    ]


@dataclass(frozen=True, slots=True)
class Timeliness:
    """How many reports were handed in by their day, of those that were handed in or are missing."""

    in_time: int
    counted: int


def count_in_time(standings: Iterable[ReportStanding]) -> Timeliness:
    """Count the reports that were handed in by their day; those that are still to come are not counted."""
    found = [one.delivery for one in standings]
    in_time = found.count(Delivery.IN_TIME)
    return Timeliness(in_time, in_time + found.count(Delivery.LATE) + found.count(Delivery.MISSING))
