"""What a paper is made of: a plan judged at a moment, the plans beside it, and how they stood at the last report."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from fractions import Fraction

from metrics.annual.annual_course import AnnualActDone, AnnualGround
from metrics.facts.facts import Facts
from metrics.followup import benchmark
from metrics.followup.changes import find_at_last_reports, find_latest_report_day
from metrics.followup.current import is_running
from metrics.followup.outlook import Outlook, Outlooks
from metrics.followup.thresholds import USUAL, Thresholds
from metrics.meeting.agenda import MeetingView
from metrics.meeting.late_dues import KeptDue
from metrics.meeting.meeting_course import MeetingCourse
from metrics.meeting.meeting_document import MeetingDocument
from metrics.meeting.meeting_entries import FollowedEntry, MeetingEntry
from metrics.paper.kinds import OF_A_MEETING, PaperKind
from metrics.plan import versions
from metrics.plan.catalogue import Catalogue
from metrics.plan.model import Plan
from metrics.plan.versions import PlanVersion
from metrics.report.course import ReportStep
from metrics.report.document import Document
from metrics.score import scoring
from metrics.score.after_decisions import ScoreAfterDecisions, apply_decisions
from metrics.score.scoring import Score
from metrics.score.trend import Trend, find_trend
from metrics.whatif.headline import Headline, find_headline


@dataclass(frozen=True, slots=True)
class KeptReport:
    """A report of a quarter as it was received or handed in: the step that kept it, and the document kept."""

    quarter: str
    version: int
    step: ReportStep
    document: Document
    received: bool


@dataclass(frozen=True, slots=True)
class MeetingGround:
    """A quarterly meeting: its course, what it is shown, and what its latest close kept.

    `reports` are the received reports of its plans, and `outlooks` how each plan stood when its report was received;
    of a plan whose report is not, how it stands at the paper's moment. `document` is None while it was never closed,
    `told` are the lines it tells, `lines` all of the meetings about the same, `old` what is followed up first, and
    `dues` the duties and initiatives that are late.
    """

    course: MeetingCourse
    view: MeetingView
    outlooks: Mapping[str, Outlooks]
    reports: Mapping[str, KeptReport]
    old: tuple[FollowedEntry, ...] = ()
    document: MeetingDocument | None = None
    told: tuple[MeetingEntry, ...] = ()
    lines: tuple[MeetingEntry, ...] = ()
    dues: tuple[KeptDue, ...] = ()

    @property
    def institutions(self) -> tuple[str, ...]:
        """The institutions whose plans it is about."""
        return tuple(sorted({one.outlook.score.plan.institution for one in self.view.plans}))


@dataclass(frozen=True, slots=True)
class PaperGround:
    """A plan at a moment, with all that a paper about it, its institution or its area is made of.

    `outlooks` are the plans that are judged beside it, `before` those that run in its area, each as it stood when its
    own latest quarterly report was due. `made` is when the paper is made.

    An annual table is made of the settlement in `annual`, with the `approvals` of it that stand; minutes and what is
    read before a meeting of `meeting`.
    """

    plan: str
    outlooks: Outlooks
    catalogue: Catalogue
    versions: Mapping[str, Sequence[PlanVersion]]
    thresholds: Mapping[str, Thresholds]
    made: datetime
    today: date
    before: Mapping[str, Outlook] | None = None
    report: KeptReport | None = None
    annual: AnnualGround | None = None
    approvals: tuple[AnnualActDone, ...] = ()
    meeting: MeetingGround | None = None

    def add_before(self, read: Callable[[date], Mapping[str, Outlook]]) -> PaperGround:
        """Add how the running plans of the area stood when the latest report of each was due."""
        return replace(self, before=find_at_last_reports(self.list_running(), self.facts.as_of, read))

    def list_running(self) -> list[Plan]:
        """List the signed plans that run in the area on the day."""
        day = self.facts.as_of
        running = (plan for plan in self.agreed if is_running(plan, day))
        return [plan for plan in running if self.catalogue.find_area(plan, day) == self.area]

    @property
    def since(self) -> date | None:
        """The day that changes of the plan are counted from: when its latest report was due; None before the first."""
        return find_latest_report_day([self.score.plan], self.facts.as_of)

    @property
    def since_in_area(self) -> date | None:
        """The same of the plans that run in the area: when the latest of any was due."""
        return find_latest_report_day(self.list_running(), self.facts.as_of)

    @property
    def outlook(self) -> Outlook:
        """The outlook of the plan."""
        return self.outlooks[self.plan]

    @property
    def score(self) -> Score:
        """The score of the plan."""
        return self.outlook.score

    @property
    def facts(self) -> Facts:
        """What was known at the moment."""
        return self.score.facts

    @property
    def version(self) -> int:
        """The number of the plan's version."""
        return versions.find_number(self.versions[self.plan], self.score.plan)

    @property
    def area(self) -> str:
        """The ministry area of the plan's institution."""
        return self.catalogue.find_area(self.score.plan, self.facts.as_of)

    def is_of_area(self, kind: PaperKind) -> bool:
        """Tell whether a paper is about the whole ministry area."""
        if kind in OF_A_MEETING:
            return self.meeting is not None and not self.meeting.course.subject.institution
        return kind is PaperKind.AREA

    def of_meeting_plan(self, plan: str) -> PaperGround:
        """Return the ground of one plan at the meeting, as it stood when its report was received."""
        assert self.meeting is not None
        return replace(self, plan=plan, outlooks=self.meeting.outlooks[plan])

    @property
    def agreed(self) -> list[Plan]:
        """The signed plans: what a draft asks for is not asked of anybody yet."""
        return [plan for plan in self.outlooks.plans.values() if plan.locked]

    def find_satisfactory(self, plan: Plan) -> Fraction:
        """Find what a plan's ministry area calls enough of its points, in percent."""
        area = self.catalogue.find_area(plan, self.facts.as_of)
        return Fraction(self.thresholds.get(area, USUAL).satisfactory)

    def find_headline_of(self, plan: str) -> Headline:
        """Find the headline of a plan, with its change since the latest report."""
        score, then = self.outlooks[plan].score, (self.before or {}).get(plan)
        return find_headline(score, self.find_satisfactory(score.plan), then.score if then else None)

    def find_decided(self) -> ScoreAfterDecisions | None:
        """Find the plan's score after decisions; None where nothing was decided."""
        return apply_decisions(self.score, self.catalogue)

    def score_original(self) -> Score | None:
        """Score an amended plan by its original text; None for a plan without amendments."""
        first = versions.find_original(self.versions[self.plan], self.score.plan)
        return scoring.score_original(first, self.facts, self.catalogue) if first else None

    def find_trends(self, plan: str) -> dict[str, Trend | None]:
        """Find the trend of each criterion of a plan by its number."""
        judged = self.outlooks[plan].score
        return {
            leaf.criterion.number: find_trend(
                judged.plan, leaf.criterion, self.agreed, self.facts, self.catalogue
            )
            for goal in judged.goals
            for leaf in goal.leaves()
        }

    def find_yardsticks(self) -> frozenset[str]:
        """Find who is only measured against, going by the plans that were signed by then."""
        every = [one for of_plan in self.versions.values() for one in of_plan]
        signed = {
            one.plan.id: one.plan
            for one in every
            if one.plan.locked and one.recorded_at <= self.facts.known_at
        }
        return benchmark.find_yardsticks(signed.values(), (one.plan for one in every))
