"""A ministry area of a few institutions whose goals are as likely to be met as a test says."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from metrics.facts.schema import Event, Result
from metrics.followup.outlook import Outlook, flag_score
from metrics.followup.thresholds import USUAL
from metrics.foresight.forecast import Foresight
from metrics.plan.model import Plan, Reporting
from metrics.score.scoring import score_plan
from pages.status.parts.area_view import AreaView, view_area
from tests.believing import EARLY, believing, milestones
from tests.factories import catalogue, facts

KNOWN = catalogue(owners=("north", "south"))
REPORTED = Reporting(dates=(date(2017, 2, 1), date(2017, 11, 1)))
"""Reports of which the first was due a month before `EARLY`."""
REPORT = date(2017, 2, 1)


def judged(
    of: Plan, *chances: float | None, as_of: date = EARLY, said: Iterable[Result | Event] = ()
) -> Outlook:
    """A plan whose goals are each one milestone, as likely as given; None is silent."""
    beliefs = believing(*chances)
    score = score_plan(of, facts(*said, as_of=as_of), KNOWN, beliefs=beliefs)
    return flag_score(score, Foresight({}, beliefs), USUAL)


def seen(institution: str, *chances: float | None, as_of: date = EARLY, **changes: object) -> Outlook:
    """An institution's plan for 2017, with one milestone due in June to a goal."""
    usual: dict[str, object] = {
        "id": f"{institution}-2017",
        "institution": institution,
        "reporting": REPORTED,
    }
    return judged(milestones(len(chances), **{**usual, **changes}), *chances, as_of=as_of)


def view(*outlooks: Outlook, as_of: date = EARLY, before: Iterable[Outlook] = ()) -> AreaView:
    """The area of these plans; `before` are they as they stood when the latest report was due."""
    earlier = {one.score.plan.id: one for one in before}
    return view_area("Området", outlooks, as_of, lambda _: earlier, KNOWN)
