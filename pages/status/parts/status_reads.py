"""Cached reads of this section: the overview, a plan's sheet, and a goal's trends."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st
from markupsafe import Markup

from metrics.facts.decisions import DecisionKind, find_latest, find_near_misses
from metrics.plan import versions
from metrics.plan.catalogue import find_areas
from metrics.plan.model import Plan
from metrics.score import scoring
from metrics.score.after_decisions import ScoreAfterDecisions, apply_decisions, find_totals
from metrics.score.pay import find_payment
from metrics.score.scoring import CriterionScore, Score
from metrics.score.trend import Trend, find_trend
from pages.status.parts import overview_sheet, plan_history, plan_sheet
from pages.ui.data_version import KEPT_SHEETS, make_key
from pages.ui.draw import bars, marks
from pages.ui.draw.writer import Writer
from pages.ui.moments import JudgedMoment
from words import points
from words.language import Words


def read_overview(found: JudgedMoment, before: Callable[[], JudgedMoment], year: str, writer: Writer) -> str:
    """Read the overview's sections for a year, with the changes since `before`; an empty text means all years.

    `before` follows from the moment, and is called only where the sections are not cached.
    """
    # Every link carries the reader's day and language, as that of the overview does.
    key = make_key(found.key, year, writer.words.lang, writer.link("overview"))
    return _overview(key, _found=found, _before=before, _year=year, _writer=writer)


def read_plan_sheet(found: JudgedMoment, plan: str, writer: Writer) -> str:
    """Read a plan's sheet."""
    key = make_key(found.key, plan, writer.words.lang, writer.link("overview"))
    return _plan_sheet(key, _found=found, _plan=plan, _writer=writer)


def read_decided(found: JudgedMoment, plan: str) -> ScoreAfterDecisions | None:
    """Return a plan's score after decisions; None where nothing was decided."""
    return apply_decisions(found.scores[plan], found.catalogue)


def read_trends(found: JudgedMoment, plan: str, goal: str) -> list[tuple[CriterionScore, Trend]]:
    """Return the measured criteria of a goal with their trends."""
    score = found.scores[plan].goal(goal)
    pairs = [(leaf, _trend(found, plan, leaf)) for leaf in score.leaves()]
    return [(leaf, trend) for leaf, trend in pairs if trend]


def _trend(found: JudgedMoment, plan: str, leaf: CriterionScore) -> Trend | None:
    return find_trend(found.scores[plan].plan, leaf.criterion, found.agreed, found.facts, found.catalogue)


@st.cache_data(max_entries=KEPT_SHEETS, show_spinner=False)
def _overview(
    key: str,
    _found: JudgedMoment,
    _before: Callable[[], JudgedMoment],
    _year: str,
    _writer: Writer,
) -> str:
    agreed = list(_found.outlooks.where(lambda plan: plan.locked and _of_year(plan, _year)).values())
    known, as_of, before = _found.catalogue, _found.facts.as_of, _before().outlooks
    parts = []
    for place, name in enumerate(find_areas(known, _found.agreed, as_of)):
        own = [o for o in agreed if known.find_area(o.score.plan, as_of) == name]
        if own:
            parts.append(overview_sheet.draw_section((place, name), own, before, _writer, _year, day=as_of))
    return "".join(parts)


def _of_year(plan: Plan, year: str) -> bool:
    return year in ("", str(plan.start.year))


@st.cache_data(max_entries=KEPT_SHEETS, show_spinner=False)
def _plan_sheet(key: str, _found: JudgedMoment, _plan: str, _writer: Writer) -> str:
    score, words = _found.scores[_plan], _writer.words
    known = {
        leaf.criterion.number: _trend(_found, _plan, leaf) for goal in score.goals for leaf in goal.leaves()
    }
    plan, after = score.plan, read_decided(_found, _plan)
    accepted = find_near_misses(after.decisions) if after else {}
    return Markup().join(
        [
            plan_history.draw_stage(plan, words),
            plan_sheet.draw_picture(plan, words),
            bars.draw_score_bar(score, words),
            marks.draw_lines(points.write_other_totals(score, _original(_found, plan), after, words)),
            plan_sheet.draw_goals(_found.outlooks[_plan], known, accepted, _writer),
            plan_history.draw_amendments(plan, words),
            plan_history.draw_decisions(after.decisions if after else (), plan, words),
            _pay(_found, plan, after, words),
            plan_sheet.draw_about(plan, _writer),
        ]
    )


def _original(found: JudgedMoment, plan: Plan) -> Score | None:
    """Score an amended plan by its original text; None for a plan without amendments."""
    first = versions.find_original(found.versions[plan.id], plan)
    return scoring.score_plan(first, found.facts, found.catalogue) if first else None


def _pay(found: JudgedMoment, plan: Plan, after: ScoreAfterDecisions | None, words: Words) -> Markup:
    if plan.pay is None:
        return Markup()
    counted = {plan.id, *(other.plan for other in plan.pay.plans)} & set(found.scores)
    points = find_totals({key: found.scores[key] for key in counted}, found.catalogue)
    decision = find_latest(after.decisions, DecisionKind.PAY) if after else None
    return plan_history.draw_pay(plan.pay, find_payment(plan.pay, plan.id, points), decision, words)
