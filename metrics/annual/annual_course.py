"""The internal approval of a year's settlement: the institution approves, and the department agrees or sends it back.

It is of the plan's own report of its goals. The endorsement of the annual report covers all accounts, and is not ours.
That the table was compared with the goals of the Finance Act is an act of its own, which nothing waits for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from metrics.access import ALLOWED, Action, Person, Resource, Role
from metrics.annual.analysis import AnalysisField, Texts
from metrics.annual.annual_document import has_same_content, has_same_figures
from metrics.annual.annual_table import AnnualTable
from metrics.errors import Problem
from metrics.plan.model import Plan
from metrics.plan.terms import Party, find_text_problems
from metrics.plan.versions import PlanVersion


class AnnualAct(StrEnum):
    """What is done with a year's settlement. Each is a row of its own that is never changed."""

    APPROVED = "approved"
    AGREED = "agreed"
    RETURNED = "returned"
    COMPARED = "compared"


ACTION: Mapping[AnnualAct, Action] = {
    AnnualAct.APPROVED: Action.APPROVE,
    AnnualAct.AGREED: Action.SIGN_FOR_DEPARTMENT,
    AnnualAct.RETURNED: Action.SIGN_FOR_DEPARTMENT,
    # Whoever puts the table into the annual report compares it: the institution, or the department's controller.
    AnnualAct.COMPARED: Action.REPORT,
}
"""The right that each act takes; nobody has both parties' over one institution."""

WORDED = frozenset({AnnualAct.RETURNED, AnnualAct.COMPARED})
"""What takes words: why it is sent back, and with what it was compared and what that showed."""


@dataclass(frozen=True, slots=True)
class AnnualActDone:
    """One act: who did it, in which role, when, with which words, and of which version of the plan.

    An approval keeps the `document` of what was approved. `year` is that of a contract over several.
    """

    act: AnnualAct
    person: str
    role: Role
    at: datetime
    words: str
    version: int
    document: Mapping[str, Any] | None = None
    number: int = 0
    year: int | None = None


@dataclass(frozen=True, slots=True)
class AnnualCourse:
    """The acts with a plan's settlement, oldest first; `standing` are those of the plan as it is now."""

    acts: tuple[AnnualActDone, ...] = ()
    standing: tuple[AnnualActDone, ...] = ()

    @property
    def last(self) -> AnnualActDone | None:
        """The last act of an approval that stands."""
        return next((one for one in reversed(self.standing) if one.act is not AnnualAct.COMPARED), None)

    @property
    def approved(self) -> AnnualActDone | None:
        """The institution's approval, unless it was sent back; None while there is none."""
        last = self.last
        if last is None or last.act is AnnualAct.RETURNED:
            return None
        return self.newest

    @property
    def newest(self) -> AnnualActDone | None:
        """The institution's last approval, sent back or not."""
        return next((one for one in reversed(self.standing) if one.act is AnnualAct.APPROVED), None)

    @property
    def agreed(self) -> AnnualActDone | None:
        """The department's agreement; None while there is none."""
        last = self.last
        return last if last and last.act is AnnualAct.AGREED else None

    @property
    def compared(self) -> AnnualActDone | None:
        """The last comparison with the goals of the Finance Act; None while there is none."""
        return next((one for one in reversed(self.standing) if one.act is AnnualAct.COMPARED), None)

    @property
    def document(self) -> Mapping[str, Any] | None:
        """What the institution last approved."""
        return self.newest.document if self.newest else None


@dataclass(frozen=True, slots=True)
class AnnualGround:
    """What an act is held against: the table now, what is written, and the document both make."""

    table: AnnualTable
    texts: Texts
    document: Mapping[str, Any]


def make_course(
    acts: Iterable[AnnualActDone], versions: Sequence[PlanVersion], year: int | None = None
) -> AnnualCourse:
    """Make the course of a settlement from the acts with it, as the versions of the plan let them stand.

    An act is of one version. The closing that follows it freezes what was approved; any other version makes it lapse.
    Of a contract over several years the course is that of a `year`.
    """
    every, newest = tuple(one for one in acts if one.year == year), versions[-1]
    lasting = {newest.number, *([newest.number - 1] if newest.plan.closed else [])}
    return AnnualCourse(every, tuple(one for one in every if one.version in lasting))


def find_acting_role(person: Person, action: Action, whose: Resource, day: date) -> Role | None:
    """Find the role in which somebody does something: of those that allow it the one nearest to the institution."""
    roles = [
        (0 if grant.institution else 1 if grant.area else 2, grant.role)
        for grant in person.grants
        if grant.stands(day) and grant.covers(whose) and action in ALLOWED[grant.role]
    ]
    return min(roles)[1] if roles else None


def find_missing_texts(table: AnnualTable, texts: Texts) -> tuple[str, ...]:
    """Find the goals of part 2 of which nobody has written why."""
    return tuple(row.number for row in table.analysed if not texts.get(row.number, {}).get(AnalysisField.WHY))


def find_act_problems(
    course: AnnualCourse, act: AnnualAct, words: str, ground: AnnualGround
) -> list[Problem]:
    """Find everything that is wrong with an act at this moment; where the year is not to be settled, that alone."""
    if found := find_year_problem(ground.table.plan, ground.table.score.facts.as_of):
        return [found]
    needed = act in WORDED or bool(words)
    said = [*find_text_problems(words, "words")] if needed else []
    if act is AnnualAct.APPROVED:
        return [*said, *_find_approval_problems(course, ground)]
    if act is AnnualAct.COMPARED:
        return said
    return [*said, *_find_agreement_problems(course, act, ground)]


def find_unapproved(course: AnnualCourse, ground: AnnualGround) -> tuple[Party, ...]:
    """Find the parties that have not approved the settlement as it stands; both where its figures have changed."""
    parties, document = ground.table.plan.parties, course.document
    if document is None or not has_same_figures(document, ground.document):
        return parties
    given = {Party.INSTITUTION: course.approved, Party.DEPARTMENT: course.agreed}
    return tuple(party for party in parties if given[party] is None)


def find_year_problem(plan: Plan, day: date) -> Problem | None:
    """Find why nothing of a plan's year can be written or approved on a day: it is not over, or the plan is closed."""
    if not plan.locked:
        return Problem("before_signing", plan.id, {"stage": plan.stage})
    if plan.closed:
        return Problem("plan_closed", plan.id, {"key": plan.id, "day": plan.closed.on})
    if day <= plan.end:
        return Problem("annual_year_not_over", plan.id, {"day": plan.end})
    return None


def _find_approval_problems(course: AnnualCourse, ground: AnnualGround) -> Iterator[Problem]:
    for goal in find_missing_texts(ground.table, ground.texts):
        yield Problem("annual_analysis_missing", goal, {"goal": goal})
    stands = course.approved
    if stands and stands.document and has_same_content(stands.document, ground.document):
        yield Problem("annual_unchanged", ground.table.plan.id)


def _find_agreement_problems(course: AnnualCourse, act: AnnualAct, ground: AnnualGround) -> Iterator[Problem]:
    plan = ground.table.plan
    if Party.DEPARTMENT not in plan.parties:
        yield Problem("annual_without_department", plan.id)
    elif course.approved is None or course.document is None:
        yield Problem("annual_not_approved", plan.id)
    elif course.agreed and act is AnnualAct.AGREED:
        yield Problem("annual_agreed_already", plan.id)
    elif act is AnnualAct.AGREED and not has_same_figures(course.document, ground.document):
        yield Problem("annual_figures_changed", plan.id)
