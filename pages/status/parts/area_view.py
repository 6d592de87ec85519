"""What the overview shows of one ministry area: its running plans with their headlines, worst first, and the rest."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from metrics.followup.changes import find_at_last_reports, find_latest_report_day
from metrics.followup.current import is_running, select_current, split_current_plans
from metrics.followup.deadlines import Deadline, Duty, find_deadlines
from metrics.followup.outlook import Outlook
from metrics.followup.thresholds import USUAL, Thresholds
from metrics.plan.catalogue import Catalogue
from metrics.plan.model import Plan
from metrics.score.scoring import Score
from metrics.whatif.department import PlansUnder, count_plans_under
from metrics.whatif.headline import Headline, find_headline, rank_headlines
from metrics.whatif.prospects import find_prospects
from metrics.whatif.year_totals import YearState, YearTotal, find_year_totals
from pages.ui.moments import Before

YEARS_SHOWN = 3


@dataclass(frozen=True, slots=True)
class AreaView:
    """A ministry area on a day.

    `headlines` are those of the running plans by id, worst first; `resting` are the newest plans of institutions
    without a running one, which may be one that is still to begin. `followed` are the plans the area still follows:
    what it has received of an institution that left is shown, but nobody there follows it up. `before` is how each
    running plan stood when its own latest quarterly report was due, and `since` the last of those days. `below` counts
    institutions that end under `share` of their points, `below_before` the same of the same institutions `before`. It
    is a count of those whose total is settled or `foreseen`, that many: once its year is over, nothing is of a plan.
    """

    name: str
    as_of: date
    headlines: Mapping[str, Headline]
    resting: tuple[Score, ...]
    followed: Sequence[Outlook]
    share: Fraction
    below: PlansUnder
    foreseen: int
    since: date | None
    before: Mapping[str, Outlook]
    below_before: PlansUnder | None
    owed: Sequence[Deadline]
    years: Mapping[tuple[str, int], YearTotal]
    """The fulfilment of earlier plan years by institution and year."""

    @property
    def newest(self) -> list[Headline]:
        """The headline of each institution's newest running plan."""
        return list(_find_newest(self.headlines).values())

    @property
    def counted(self) -> int:
        """How many institutions `below` is a count of: those without a forecast are in it as silent."""
        return self.foreseen - len(self.below.silent)

    @property
    def unsettled(self) -> int:
        """How many institutions' year is over and their total still open."""
        return sum(found.is_over and found.score.totalled and not found.is_settled for found in self.newest)

    @property
    def next_report(self) -> date | None:
        """When the next report is due; None where none is to come."""
        coming = (one.due for one in self.owed if one.duty is Duty.REPORT and one.due >= self.as_of)
        return min(coming, default=None)


def select_viewed(plans: Collection[Plan], as_of: date) -> list[Plan]:
    """Select the plans of which a view shows anything: the current ones, and those of the years that it shows."""
    current = {plan.id for plan in select_current(plans, as_of)}
    return [plan for plan in plans if plan.id in current or plan.end.year >= as_of.year - YEARS_SHOWN]


def view_area(
    name: str,
    outlooks: Sequence[Outlook],
    as_of: date,
    read_before: Before,
    catalogue: Catalogue,
    thresholds: Thresholds = USUAL,
) -> AreaView:
    """View the signed plans of an area on a day, by its thresholds."""
    satisfactory = Fraction(thresholds.satisfactory)
    current = split_current_plans((outlook.score for outlook in outlooks), as_of).current
    running = [score for score in current if is_running(score.plan, score.facts.as_of)]
    busy = {score.plan.institution for score in running}
    since = find_latest_report_day((score.plan for score in running), as_of)
    before = find_at_last_reports((score.plan for score in running), as_of, read_before)
    found = {
        score.plan.id: find_headline(score, satisfactory, _find_score(before, score.plan.id))
        for score in running
    }
    foreseen = {key: one.score for key, one in _find_newest(found).items() if _is_foreseen(one.score)}
    then = {key: before[key].score for key in foreseen if key in before and _is_foreseen(before[key].score)}
    share, followed = satisfactory / 100, [o for o in outlooks if o.score.facts.as_of == as_of]
    return AreaView(
        name,
        as_of,
        {key: found[key] for key in rank_headlines(found)},
        tuple(score for score in current if score.plan.institution not in busy),
        followed,
        share,
        _count_below(foreseen, share),
        len(foreseen),
        since,
        before,
        _count_below(then, share) if len(then) == len(foreseen) else None,
        find_deadlines((outlook.score for outlook in followed), as_of, lambda _: thresholds),
        _find_years([outlook.score for outlook in outlooks], as_of.year, catalogue),
    )


def _find_years(scores: Sequence[Score], year: int, catalogue: Catalogue) -> dict[tuple[str, int], YearTotal]:
    """Find the fulfilment of the plan years that began before this year and are over."""
    shown = range(year - YEARS_SHOWN, year)
    asked = (score for score in scores if score.plan.year < year and score.plan.end.year >= shown.start)
    return {
        (total.plan.institution, total.plan.year): total
        for total in find_year_totals(asked, catalogue)
        if total.plan.year in shown and total.state is not YearState.RUNNING
    }


def _find_newest(headlines: Mapping[str, Headline]) -> dict[str, Headline]:
    """Find the headline of each institution's newest plan, by the plan's id."""
    newest = {h.score.plan.institution: key for key, h in sorted(headlines.items(), key=_start)}
    return {key: headline for key, headline in headlines.items() if key in newest.values()}


def _start(item: tuple[str, Headline]) -> date:
    return item[1].score.plan.start


def _find_score(outlooks: Mapping[str, Outlook], plan: str) -> Score | None:
    return outlooks[plan].score if plan in outlooks else None


def _count_below(scores: Mapping[str, Score], share: Fraction) -> PlansUnder:
    prospects = {key: found for key, score in scores.items() if (found := find_prospects(score))}
    return count_plans_under(prospects, share)


def _is_foreseen(score: Score) -> bool:
    """Tell whether a plan has a total that is settled, or may be foreseen since its year is not over."""
    return score.totalled and (not score.points.open or score.facts.as_of <= score.plan.end)
