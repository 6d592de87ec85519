"""Cached reads of an institution's page."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from metrics.facts.decisions import select_told
from metrics.followup.benchmark import Benchmark, find_benchmarks
from metrics.followup.current import is_running
from metrics.followup.goal_courses import (
    GoalCourse,
    find_courses,
    find_current_plan,
    find_shared_years,
    rank_by_risk,
)
from metrics.followup.institution_lives import find_parts, list_life
from metrics.followup.outlook import Outlook
from metrics.plan.model import Plan
from metrics.whatif.year_totals import find_year_totals
from pages.status.parts.headline_read import read_headline
from pages.status.parts.institution import (
    goal_cards,
    institution_sheet,
    life_sheet,
    month_reads,
    year_sheet,
)
from pages.ui.data_version import KEPT_SHEETS, make_key
from pages.ui.draw import bars
from pages.ui.draw.headline import draw_headline
from pages.ui.draw.writer import Writer
from pages.ui.kept.keep import keep
from pages.ui.moments import Before, JudgedMoment


@dataclass(frozen=True, slots=True)
class InstitutionPlans:
    """An institution's signed plans at a moment: the current one, and the others, newest first."""

    found: JudgedMoment
    institution: str
    current: Plan
    others: tuple[Plan, ...]

    @property
    def outlook(self) -> Outlook:
        """The outlook of the current plan."""
        return self.found.outlooks[self.current.id]

    @property
    def every(self) -> list[Plan]:
        """All of them, newest first."""
        return sorted((self.current, *self.others), key=lambda plan: plan.start, reverse=True)


def find_institution_plans(moment: JudgedMoment, institution: str) -> InstitutionPlans | None:
    """Find an institution's plans, at the moment it is judged at; None where it has none that are signed."""
    own = sorted(
        (plan for plan in moment.agreed if plan.institution == institution),
        key=lambda plan: plan.start,
        reverse=True,
    )
    if not own:
        return None
    found = moment.of(own[0])
    current = find_current_plan(own, found.facts.as_of)
    assert current is not None
    return InstitutionPlans(found, institution, current, tuple(plan for plan in own if plan is not current))


def read_years(own: InstitutionPlans, before: Before, writer: Writer) -> str:
    """Read the headline, and the drawings of the institution's years and of its current plan's months.

    `before` gives the plans as they stood on an earlier day, and is called only where this is not kept.
    """
    key = _make_key(own, writer, "years")
    return _years(key, own=own, before=before, writer=writer)


def read_courses(own: InstitutionPlans, order: str, writer: Writer) -> str:
    """Read the cards of all goals, by `risk` or in the plan's order."""
    key = _make_key(own, writer, order)
    return _courses(key, own=own, order=order, writer=writer)


def read_plans(own: InstitutionPlans, writer: Writer) -> str:
    """Read the lists of plans, reports and decisions."""
    key = _make_key(own, writer, "plans")
    return _plans(key, own=own, writer=writer)


def read_life(moment: JudgedMoment, own: InstitutionPlans, writer: Writer) -> str:
    """Read what became of the institution, and the plans of those it came from, as far as the reader may see them."""
    as_of, known = moment.facts.as_of, moment.catalogue
    histories = {key: known.find_history(key) for key in known.institutions}
    events = list_life(histories, own.institution, as_of)
    if not events:
        return ""
    names = {plan.institution: known.find_institution(plan.institution, as_of).name for plan in moment.agreed}
    parts = find_parts(histories, own.institution, as_of)
    origins = {origin: since for since, origin in histories[own.institution].origins if since <= as_of}

    def is_of_its_past(plan: Plan) -> bool:
        since = origins.get(plan.institution)
        return plan.institution in parts or (since is not None and plan.start < since)

    plans = sorted(
        filter(is_of_its_past, moment.agreed),
        key=lambda plan: (plan.start, plan.id),
        reverse=True,
    )
    scores = [(known.find_owner(plan).name, moment.scores[plan.id]) for plan in plans]
    return life_sheet.draw_life(events, names, writer) + life_sheet.draw_earlier_plans(scores, writer)


def _make_key(own: InstitutionPlans, writer: Writer, what: str) -> str:
    # Every link carries the reader's day and language, as that of the overview does.
    return make_key(own.found.key, own.institution, what, writer.words.lang, writer.link("overview"))


@keep(KEPT_SHEETS)
def _years(key: str, own: InstitutionPlans, before: Before, writer: Writer) -> str:
    found, words = own.found, writer.words
    totals = find_year_totals((found.scores[plan.id] for plan in own.every), found.catalogue)
    course = month_reads.read_course(found, own.current)
    drawn = year_sheet.draw_years(totals, own.current, course, found.facts.as_of, words)
    if not own.outlook.score.totalled:
        return bars.draw_score_bar(own.outlook.score, words) + drawn
    headline, since = read_headline(found, own.current.id, before)
    return draw_headline(headline, since, words) + drawn


@keep(KEPT_SHEETS)
def _courses(key: str, own: InstitutionPlans, order: str, writer: Writer) -> str:
    found = own.found
    others = [found.outlooks[plan.id] for plan in own.others]
    courses = find_courses(own.outlook, others, found.facts, found.catalogue)
    years = find_shared_years([one.trend for one in courses if one.trend], own.current)
    ordered = rank_by_risk(courses) if order == institution_sheet.BY_RISK else courses
    yardsticks = found.find_yardsticks()

    def compare(one: GoalCourse) -> list[Benchmark]:
        given = find_benchmarks(one.plan, one.leaf.criterion, years, yardsticks, found.facts, found.catalogue)
        return list(given)

    return goal_cards.draw_cards(ordered, years, own.current, compare, writer)


@keep(KEPT_SHEETS)
def _plans(key: str, own: InstitutionPlans, writer: Writer) -> str:
    found = own.found
    outlooks = [found.outlooks[plan.id] for plan in own.every]
    as_of = found.facts.as_of
    running = [own.current] if is_running(own.current, as_of) else []
    decided = found.facts.decisions
    return Markup().join(
        [
            institution_sheet.draw_plans([o.score for o in outlooks], writer),
            institution_sheet.draw_reports(running, as_of, writer.words),
            institution_sheet.draw_decisions(
                [(plan, said) for plan in own.every for said in select_told(decided.get(plan.id, ()))],
                writer,
            ),
        ]
    )
