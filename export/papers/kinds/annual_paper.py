"""The annual table as Økonomistyrelsen asks for it, a section to be put into the annual report.

Part 1 has every goal agreed with another party, part 2 the facts of those not met. The reasons are the institution's.
"""

from __future__ import annotations

from collections.abc import Iterator

from export.papers.kinds.goal_tables import EMPTY, make_points, make_status, make_weight, name_goal
from export.papers.kinds.headline_part import make_figure, write_no_total
from export.papers.kinds.paper_head import make_head
from export.papers.kinds.plan_paper import make_amendment_table, make_columns
from export.papers.paper import (
    Block,
    Bullets,
    Paper,
    PaperCell,
    PaperColumn,
    PaperHeading,
    PaperSection,
    PaperTable,
    Paragraph,
    Row,
    TextTone,
)
from metrics.paper.annual import AnnualContent, MissedGoal, MissedTest, find_annual
from metrics.paper.ground import PaperGround
from metrics.paper.kinds import PaperKind
from metrics.plan.units import find_value_unit
from metrics.score.quantities import AmountInput
from metrics.score.scoring import CriterionScore, GoalScore
from words import criteria, points, verdict
from words.language import Words, count_decimals


def make_annual_paper(ground: PaperGround, words: Words) -> Paper:
    """Make the annual table of a plan."""
    found, year = find_annual(ground), criteria.write_plan_years(ground.score.plan)
    sections = [
        PaperSection("", tuple(_make_lead(ground, words))),
        PaperSection(words.t("paper.annual_goals"), (_make_goals(found, ground, words),)),
        PaperSection(words.t("paper.annual_missed"), tuple(_make_missed(found, ground, words))),
        PaperSection(words.t("paper.annual_changes"), tuple(_make_changes(found, ground, words))),
    ]
    return Paper(
        make_head(PaperKind.ANNUAL, ground, words.t("paper.annual_title", year=year), words), tuple(sections)
    )


def _make_lead(ground: PaperGround, words: Words) -> Iterator[Block]:
    score = ground.score
    if score.totalled:
        yield make_figure(ground.find_headline_of(ground.plan), None, words)
    else:
        yield Paragraph(
            f"{write_no_total(score, words)} {criteria.write_counts(score, words)}", TextTone.LEAD
        )
    if not score.is_over:
        yield Paragraph(words.t("paper.annual_running", end=words.date(score.plan.end)), TextTone.NOTE)
    for line in points.write_settlement(score, ground.catalogue, words):
        yield Paragraph(line)
    for line in points.write_other_totals(score, None, ground.find_decided(), words):
        yield Paragraph(line)


def _make_goals(found: AnnualContent, ground: PaperGround, words: Words) -> PaperTable:
    keys = ("export.number", "paper.annual_goal")
    year = ground.score.plan.year
    columns = (
        *make_columns(keys, (9, 30), words),
        PaperColumn(words.t("plan.weight"), 9, numeric=True),
        PaperColumn(words.t("paper.annual_expected"), 17),
        PaperColumn(words.t("paper.annual_achieved"), 19),
        PaperColumn(words.t("paper.annual_fulfilment"), 19),
        PaperColumn(words.t("bar.secured"), 10, numeric=True),
        PaperColumn(words.t("plan.last_result", year=year - 1), 13),
        PaperColumn(words.t("export.source"), 16),
        PaperColumn(words.t("paper.annual_part"), 8),
    )
    rows = tuple(row for goal in found.goals for row in _list_goal(goal, found, ground, words))
    score = ground.score
    total: Row | None = None
    if score.totalled:
        p = score.points
        whole, earned = (make_points(one, p.possible, words, strong=True) for one in (p.possible, p.secured))
        label = PaperCell(words.t("export.total"), strong=True)
        total = (EMPTY, label, whole, *[EMPTY] * 3, earned, *[EMPTY] * 3)
    return PaperTable("", columns, rows, total)


def _list_goal(goal: GoalScore, found: AnnualContent, ground: PaperGround, words: Words) -> Iterator[Row]:
    """List a goal with its only test beside it, or with a row for each of several."""
    score, place = ground.score, found.find_reference(goal)
    part = PaperCell("" if place is None else f"2.{place}")
    earned = make_points(goal.points.secured, score.points.possible, words) if goal.goal.scored else EMPTY
    status = make_status(goal, score, words)
    leaves = list(goal.leaves())
    if len(leaves) == 1:
        name = PaperCell(goal.goal.title, notes=(leaves[0].criterion.title,), strong=True)
        reached = _make_reached(leaves[0], found, ground, words)
        weight = make_weight(goal, score, words)
        yield (PaperCell(goal.goal.number), name, weight, *reached[:2], status, earned, *reached[2:], part)
        return
    name = PaperCell(goal.goal.title, notes=(verdict.write_rule(goal.goal, words),), strong=True)
    number, weight = PaperCell(goal.goal.number), make_weight(goal, score, words)
    yield (number, name, weight, EMPTY, EMPTY, status, earned, EMPTY, EMPTY, part)
    for leaf in leaves:
        reached = _make_reached(leaf, found, ground, words)
        title = PaperCell(leaf.criterion.title, depth=1)
        own = make_status(leaf, score, words)
        yield (PaperCell(leaf.criterion.number), title, EMPTY, *reached[:2], own, EMPTY, *reached[2:], EMPTY)


def _make_reached(
    leaf: CriterionScore, found: AnnualContent, ground: PaperGround, words: Words
) -> list[PaperCell]:
    """Make what was expected and achieved, last year's result, and the source."""
    plan, catalogue = ground.score.plan, ground.catalogue
    _, last = criteria.write_last_year(found.trends.get(leaf.criterion.number), plan, words, catalogue)
    said = (
        criteria.write_target(leaf, plan, catalogue, words),
        criteria.write_result(leaf, plan, catalogue, words),
        last,
        ", ".join(_list_sources(leaf)),
    )
    return [PaperCell(text) for text in said]


def _list_sources(leaf: CriterionScore) -> list[str]:
    """List where the figures of a test are from, each source once."""
    trace = leaf.trace
    inputs: tuple[AmountInput, ...] = tuple(trace.actual.inputs) if trace and trace.actual else ()
    found = [given.observation.source or "" for given in inputs]
    found += [trace.said.source or ""] if trace and trace.said else []
    return list(dict.fromkeys(source for source in found if source))


def _make_missed(found: AnnualContent, ground: PaperGround, words: Words) -> Iterator[Block]:
    """Make the facts of each goal not met, and room for the reasons, which only the institution can give."""
    if not found.missed:
        yield Paragraph(words.t("paper.annual_none_missed"))
        return
    for place, goal in enumerate(found.missed, 1):
        yield PaperHeading(f"2.{place} {words.t('page.goal')} {name_goal(goal.score)}")
        yield Bullets(tuple(_write_facts(goal, ground, words)))
        yield Paragraph(words.t("paper.annual_reasons"), TextTone.NOTE)


def _write_facts(goal: MissedGoal, ground: PaperGround, words: Words) -> Iterator[str]:
    possible = ground.score.points.possible
    if ground.score.totalled:
        lost, weight = (words.points(one, possible) for one in (goal.lost, goal.score.weight))
        yield words.t("paper.annual_lost", lost=lost, weight=weight)
    for test in goal.tests:
        said = verdict.write_verdict(test.score, words)
        yield f"{test.score.criterion.number} {test.score.criterion.title}: {said}"
        if deviation := _write_deviation(test, ground, words):
            yield deviation


def _write_deviation(test: MissedTest, ground: PaperGround, words: Words) -> str:
    """Write how far a value is above or below its target; empty where that is not known or nothing."""
    if not test.deviation:
        return ""
    plan = ground.score.plan
    unit = find_value_unit(test.score.criterion, plan.institution, ground.catalogue.indicators)
    size = abs(test.deviation)
    shown = words.value(size, unit, min(count_decimals(size), 2)) if unit else words.number(size)
    key = "paper.annual_above" if test.deviation > 0 else "paper.annual_below"
    return words.t(key, number=test.score.criterion.number, size=shown)


def _make_changes(found: AnnualContent, ground: PaperGround, words: Words) -> Iterator[Block]:
    """Make the table of changes to the plan in the year, and of goals that were taken out."""
    plan = ground.score.plan
    if not plan.amendments and not found.withdrawn:
        yield Paragraph(words.t("paper.annual_unchanged"))
    if plan.amendments:
        yield make_amendment_table(plan, words)
    if found.withdrawn:
        yield Bullets(
            tuple(
                words.t("paper.annual_withdrawn", goal=f"{goal.number} {goal.title}")
                for goal in found.withdrawn
            )
        )
