"""Cached reads of this section: the overview, a plan's sheet, and a goal's trends."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from markupsafe import Markup

from metrics.facts.decisions import DecisionKind, find_latest, find_near_misses, select_told
from metrics.followup.thresholds import USUAL
from metrics.plan import versions
from metrics.plan.model import Plan, Signature
from metrics.score import scoring
from metrics.score.after_decisions import ScoreAfterDecisions, apply_decisions, find_totals
from metrics.score.pay import find_payment
from metrics.score.scoring import CriterionScore, GoalScore, Score
from metrics.score.trend import Trend, find_trend
from pages.status.parts import overview_sheet, plan_history, plan_sheet
from pages.status.parts.area_view import select_viewed, view_area
from pages.status.parts.areas.area_reads import group_by_area
from pages.status.parts.headline_read import read_headline
from pages.ui.data_version import KEPT_SHEETS, make_key
from pages.ui.draw import bars, marks
from pages.ui.draw.headline import draw_headline
from pages.ui.draw.html import fill
from pages.ui.draw.writer import Writer
from pages.ui.kept.keep import keep
from pages.ui.moments import Before, JudgedMoment
from words import points
from words.language import Words


class AreaPlans(NamedTuple):
    """The signed plans of a ministry area, and its place among all."""

    place: int
    name: str
    plans: tuple[Plan, ...]


def read_overview(
    found: JudgedMoment, before: Before, writer: Writer, *, decides: Collection[str], only: str = ""
) -> str:
    """Read the overview's sections, or `only` that of one area; the reader is asked about those in `decides`.

    `before` gives the plans as they stood on an earlier day, and is called only where the sections are not cached.
    """
    # Every link carries the reader's day and language, as that of the overview does.
    key = make_key(found.key, *sorted(decides), only, writer.words.lang, writer.link("overview"))
    return _overview(key, found=found, before=before, decides=decides, writer=writer, only=only)


def read_plan_sheet(found: JudgedMoment, plan: str, before: Before, writer: Writer) -> str:
    """Read a plan's sheet; `before` gives the plans as they stood on an earlier day."""
    key = make_key(found.key, plan, writer.words.lang, writer.link("overview"))
    return _plan_sheet(key, found=found, plan_id=plan, before=before, writer=writer)


def read_decided(found: JudgedMoment, plan: str) -> ScoreAfterDecisions | None:
    """Return a plan's score after decisions; None where nothing was decided."""
    return apply_decisions(found.scores[plan], found.catalogue)


def read_trends(found: JudgedMoment, plan: str, goal: str) -> list[tuple[CriterionScore, Trend]]:
    """Return the measured criteria of a goal with their trends."""
    score = found.scores[plan].goal(goal)
    pairs = [(leaf, _trend(found, plan, leaf)) for leaf in score.leaves()]
    return [(leaf, trend) for leaf, trend in pairs if trend]


def read_fan(found: JudgedMoment, plan: str, leaf: CriterionScore, trend: Trend) -> tuple[float, ...]:
    """Return where a criterion is likely to end, as it stands in its trend; empty where that is not foreseen."""
    ahead = found.outlooks[plan].foresight.forecasts.get(leaf.criterion.number)
    return trend.foresee(ahead.quantiles) if ahead else ()


def find_undrawn(goal: GoalScore, trends: Sequence[tuple[CriterionScore, Trend]]) -> Iterator[CriterionScore]:
    """Find the measured criteria of a goal that have no trend: their value is made of several readings."""
    drawn = {leaf.criterion.number for leaf, _ in trends}
    for leaf in goal.leaves():
        if leaf.criterion.measured and leaf.criterion.number not in drawn:
            yield leaf


def _trend(found: JudgedMoment, plan: str, leaf: CriterionScore) -> Trend | None:
    return find_trend(found.scores[plan].plan, leaf.criterion, found.agreed, found.facts, found.catalogue)


@keep(KEPT_SHEETS)
def _overview(
    key: str,
    found: JudgedMoment,
    before: Before,
    decides: Collection[str],
    writer: Writer,
    only: str,
) -> str:
    drawn = []
    for place, (name, plans) in enumerate(group_by_area(found).items()):
        if only not in ("", name):
            continue
        whose = {plan.institution for plan in plans}
        # An area's section depends on its own institutions, so that a write to others leaves it as it is.
        seen = (
            found.make_key_of(whose),
            *(plan.id for plan in plans),
            *sorted(whose.intersection(decides)),
        )
        part = make_key(place, name, *seen, writer.words.lang, writer.link("overview"))
        area = AreaPlans(place, name, tuple(plans))
        drawn.append(_section(part, area, found, before, decides, writer))
    sections = [one.html for one in overview_sheet.rank_sections(drawn)]
    used = frozenset(status for one in drawn for status in one.statuses)
    return "".join([*sections, overview_sheet.draw_legend(used, writer.words)])


@keep(KEPT_SHEETS)
def _section(
    key: str,
    area: AreaPlans,
    found: JudgedMoment,
    before: Before,
    decides: Collection[str],
    writer: Writer,
) -> overview_sheet.AreaSection:
    outlooks = [found.outlooks[plan.id] for plan in select_viewed(area.plans, found.facts.as_of)]
    given = found.thresholds.get(area.name, USUAL)
    view = view_area(area.name, outlooks, found.facts.as_of, before, found.catalogue, given)
    return overview_sheet.draw_section(area.place, view, writer, decides=decides)


@keep(KEPT_SHEETS)
def _plan_sheet(key: str, found: JudgedMoment, plan_id: str, before: Before, writer: Writer) -> str:
    score, words = found.scores[plan_id], writer.words
    known = {
        leaf.criterion.number: _trend(found, plan_id, leaf) for goal in score.goals for leaf in goal.leaves()
    }
    plan, after = score.plan, read_decided(found, plan_id)
    accepted = find_near_misses(after.decisions) if after else {}
    return Markup().join(
        [
            plan_history.draw_stage(plan, _find_signed_so_far(found, plan), words),
            _standing(found, plan_id, before, words),
            plan_sheet.draw_picture(plan, words),
            marks.draw_lines(points.write_other_totals(score, _original(found, plan), after, words)),
            marks.draw_lines(points.write_settlement(score, found.catalogue, words)),
            plan_sheet.draw_goals(found.outlooks[plan_id], known, accepted, writer),
            plan_history.draw_amendments(plan, words),
            plan_history.draw_decisions(select_told(after.decisions) if after else (), plan, words),
            plan_sheet.draw_about(plan, writer),
        ]
    )


def _find_signed_so_far(found: JudgedMoment, plan: Plan) -> list[Signature]:
    """Find the signatures that a draft had got by then of one party."""
    every = found.versions.get(plan.id, [])
    given = next((one.signatures for one in every if one.plan is plan), ())
    return [one for one in given if one.on and one.on <= found.facts.as_of]


def _standing(found: JudgedMoment, plan: str, before: Before, words: Words) -> Markup:
    """Draw the plan's headline; where it has no total, why, and how many goals stand where."""
    score = found.scores[plan]
    if not score.totalled:
        return bars.draw_score_bar(score, words)
    headline, since = read_headline(found, plan, before)
    word = fill('<p class="m-total">{}</p>', score.word) if score.word else Markup()
    return draw_headline(headline, since, words) + word


def _original(found: JudgedMoment, plan: Plan) -> Score | None:
    """Score an amended plan by its original text; None for a plan without amendments."""
    first = versions.find_original(found.versions[plan.id], plan)
    return scoring.score_original(first, found.facts, found.catalogue) if first else None


def draw_plan_pay(found: JudgedMoment, plan: Plan, words: Words) -> Markup:
    """Draw where the plan's rule for pay points and what was decided, for those alone who decide on it."""
    after = read_decided(found, plan.id)
    if plan.pay is None:
        return Markup()
    counted = {plan.id, *(other.plan for other in plan.pay.plans)} & set(found.scores)
    points = find_totals({key: found.scores[key] for key in counted}, found.catalogue)
    decision = find_latest(after.decisions, DecisionKind.PAY, plan, found.facts.as_of) if after else None
    return plan_history.draw_pay(plan, find_payment(plan.pay, plan.id, points), decision, words)
