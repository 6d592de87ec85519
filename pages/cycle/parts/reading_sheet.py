"""What a test reads so far as HTML, drawn alike for the institution and for the department."""

from __future__ import annotations

from markupsafe import Markup

from metrics.plan.catalogue import Catalogue
from metrics.plan.model import Plan
from metrics.score.scoring import CriterionScore
from metrics.status import Status
from pages.ui.draw.status import draw_status
from words import criteria
from words.language import Words

DECIDED = (Status.MET, Status.PARTLY_MET, Status.NOT_MET, Status.OUT_OF_REACH, Status.WITHDRAWN)


def draw_reading(
    leaf: CriterionScore, plan: Plan, catalogue: Catalogue, words: Words, *, several: bool
) -> Markup:
    """Draw what a test reads beside its target, marked by whether it is met to date; nothing where it reads nothing.

    `several` says that other tests stand beside it, so that its number is told.
    """
    trace, series = leaf.trace, criteria.find_indicator(leaf.criterion, plan.institution, catalogue)
    actual = trace.actual.value if trace and trace.actual else None
    if trace is None or actual is None or series is None:
        return Markup()
    value = criteria.write_value(actual, series, words, trace.target.value if trace.target else None)
    text = words.t("report.effect", value=value, target=criteria.write_target(leaf, plan, catalogue, words))
    label = f"{leaf.criterion.number}: {text}" if several else text
    return draw_status(_choose_mark(leaf, holds=trace.holds), words, label=label)


def _choose_mark(leaf: CriterionScore, *, holds: bool | None) -> Status:
    """Choose the mark of a reading: what is decided, else whether the target is met to date."""
    if leaf.status in DECIDED or holds is None:
        return leaf.status
    return Status.ON_TRACK if holds else Status.AT_RISK
