"""One goal as HTML: where it stands and why, and the tables of the figures in its charts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from metrics.facts.breaks import Break, find_breaks_between
from metrics.periods import count_days_left
from metrics.plan.model import Plan
from metrics.score.comparability import find_crossed_breaks
from metrics.score.quantities import Amount, AmountInput
from metrics.score.scoring import CriterionScore, GoalScore, Score
from metrics.score.trend import ResultPoint, TargetPoint, Trend, find_ruling_target
from pages.status.parts import taken_back
from pages.ui.draw import marks
from pages.ui.draw.html import Cell, fill
from pages.ui.draw.status import draw_status
from pages.ui.draw.table import Column, draw_table
from pages.ui.draw.writer import Writer
from words import criteria, trend_aims, verdict, year_results
from words.cases.origin_line import list_remarks
from words.criteria import write_plan_years
from words.deadline import write_days
from words.language import Words, count_decimals
from words.readings import write_readings

A_QUARTER = 92  # days


def draw_goal_trail(score: Score, number: str, writer: Writer) -> Markup:
    """Draw the links back to the institution and the plan, to the goals on either side, and to what the goal means.

    The last opens the scenarios with the question about this goal, until the plan is closed.
    """
    plan = score.plan
    owner = writer.catalogue.find_owner(plan)
    numbers = [goal.number for goal in plan.goals]
    place = numbers.index(number)
    steps = [
        marks.draw_link(writer.link("institution", institution=plan.institution), owner.name),
        marks.draw_link(writer.link("plan", plan=plan.id), plan.title),
    ]
    if place:
        steps.append(_step("goal.previous", plan, numbers[place - 1], writer))
    if place + 1 < len(numbers):
        steps.append(_step("goal.next", plan, numbers[place + 1], writer))
    if not plan.closed:
        there = writer.link("whatif", plan=plan.id, ask="goal", goal=number)
        steps.append(marks.draw_link(there, writer.words.t("plan.scenarios")))
    return marks.draw_trail(steps, writer.words.t("goal.trail"))


def _step(key: str, plan: Plan, number: str, writer: Writer) -> Markup:
    return marks.draw_link(writer.link("goal", plan=plan.id, goal=number), writer.words.t(key, number=number))


def draw_standing(score: Score, goal: GoalScore, words: Words) -> Markup:
    """Draw the goal's status and points in one line."""
    possible = score.points.possible
    if goal.goal.scored:
        p = goal.points
        text = words.t(
            "goal.points",
            weight=words.points(goal.weight, possible),
            secured=words.points(p.secured, possible),
            open=words.points(p.open, possible),
            lost=words.points(p.lost, possible),
        )
    else:
        text = words.t("goal.outside")
    note = fill('<p class="m-none">{}</p>', goal.goal.note) if goal.goal.note else Markup()
    status = draw_status(goal.status, words, over=score.is_over)
    return fill('<div class="m-stand">{}<span>{}</span></div>{}', status, text, note)


def draw_reasons(score: Score, goal: GoalScore, writer: Writer) -> Markup:
    """Draw the reasons for the goal's status: its rule, and for each criterion the arithmetic, sources and gaps."""
    words = writer.words
    lead = (
        fill('<p class="m-rule">{}</p>', verdict.write_rule(goal.goal, words))
        if len(goal.criteria) != 1
        else Markup()
    )
    items = Markup().join(_reason(criterion, score, writer) for criterion in goal.criteria)
    return fill('<section class="m-why"><h2>{}</h2>{}<ul>{}</ul></section>', words.t("goal.why"), lead, items)


def _reason(part: CriterionScore, score: Score, writer: Writer) -> Markup:
    words = writer.words
    criterion = part.criterion
    head = fill(
        "<div>{}<b>{} {}</b></div><p>{}</p>",
        draw_status(part.status, words, over=score.is_over, show_word=False),
        criterion.number,
        criterion.title,
        verdict.write_verdict(part, words),
    )
    lines = [criterion.note] if criterion.note else []
    if part.trace:
        aim = part.trace.target
        lines += [aim.note] if aim and aim.note else []
        lines += [part.trace.said.note] if part.trace.said and part.trace.said.note else []
        lines += [
            verdict.write_broken(one, words, writer.catalogue)
            for one in find_crossed_breaks(criterion, score.plan, score.facts)
        ]
        lines += [
            *write_readings(criterion, score.plan, writer.catalogue, words),
            *verdict.write_disagreements(part.trace, words),
            *verdict.write_sources(part.trace, words),
            *verdict.write_missing(part.trace, words, writer.catalogue),
        ]
    detail = Markup().join(fill("<li>{}</li>", marks.draw_addresses(line)) for line in lines)
    children = Markup().join(_reason(child, score, writer) for child in part.criteria)
    inner = fill("<ul>{}</ul>", children) if children else Markup()
    return fill('<li>{}<ul class="m-lines">{}</ul>{}</li>', head, detail, inner)


def draw_milestones(goal: GoalScore, score: Score, words: Words) -> Markup:
    """Draw the goal's milestones and assessments with their days; empty where it has none."""
    leaves = [leaf for leaf in goal.leaves() if leaf.criterion.dated]
    if not leaves:
        return Markup()
    columns = [
        Column(words.t("goal.milestone")),
        Column(words.t("overview.due"), numeric=True),
        Column(words.t("goal.days"), numeric=True),
        Column(words.t("goal.said")),
        Column(words.t("plan.status")),
    ]
    rows = [_milestone(leaf, score, words) for leaf in leaves]
    return draw_table(columns, rows, words.t("goal.milestones"), show_caption=True)


def _milestone(leaf: CriterionScore, score: Score, words: Words) -> list[Cell]:
    due = leaf.criterion.dated
    assert due is not None
    said = leaf.trace.said if leaf.trace else None
    left = write_days(count_days_left(due.due, score.facts.as_of), words)
    settled = leaf.outcome.credit is not None
    text = criteria.write_statement(said, words) if said else criteria.NOTHING
    return [
        f"{leaf.criterion.number} {leaf.criterion.title}",
        words.date_short(due.due),
        criteria.NOTHING if settled else left,
        text,
        draw_status(leaf.status, words, over=score.is_over),
    ]


def draw_years(trend: Trend, writer: Writer) -> Markup:
    """Draw the table beside a chart: every year's targets and result, with the plan each target comes from."""
    words = writer.words
    columns = [
        Column(words.t("goal.year")),
        Column(words.t("goal.target"), numeric=True),
        Column(words.t("goal.result"), numeric=True),
        Column(words.t("goal.verdict")),
        Column(words.t("goal.notes")),
    ]
    results = {point.year: point for point in trend.results}
    every = sorted({*results, *(point.year for point in trend.targets), *taken_back.find_years(trend)})
    rows = [(date(year, 1, 1), _year(year, results.get(year), trend, writer)) for year in every]
    return draw_table(
        columns,
        _parted(rows, trend.breaks, len(columns), words),
        words.t("goal.years", unit=write_title(trend, words)),
        classes="m-years",
    )


def _parted(
    rows: Sequence[tuple[date, list[Cell]]], breaks: Sequence[Break], columns: int, words: Words
) -> list[list[Cell]]:
    """Insert a row for each new definition among rows given by their first days."""
    nothing = [""] * (columns - 2)
    parting = [
        (one.on, [words.date_short(one.on), *nothing, verdict.write_changed(one, words)]) for one in breaks
    ]
    return [cells for _, cells in sorted([*parting, *rows], key=lambda row: row[0])]


def draw_no_chart(key: str, words: Words) -> Markup:
    """Draw a sentence in the place of a chart that would have nothing in it."""
    return fill('<p class="m-none">{}</p>', words.t(key))


def draw_title(leaf: CriterionScore) -> Markup:
    """Draw the heading of a criterion that has no chart."""
    return fill('<div class="m-chart-head"><h2>{} {}</h2></div>', leaf.criterion.number, leaf.criterion.title)


def draw_chart_title(leaf: CriterionScore, trend: Trend, words: Words) -> Markup:
    """Draw the heading of a chart: the criterion, and below it the series with its unit."""
    named = leaf.criterion.title == trend.indicator.name and not trend.held_against
    series = words.t(f"unit_name.{trend.indicator.unit}") if named else write_title(trend, words)
    return fill(
        '<div class="m-chart-head"><h2>{} {}</h2><p>{}</p></div>',
        leaf.criterion.number,
        leaf.criterion.title,
        series,
    )


def write_title(trend: Trend, words: Words) -> str:
    """Write the series with its unit, as in the headings of charts and tables."""
    unit, name = words.t(f"unit_name.{trend.indicator.unit}"), trend.indicator.name
    if trend.held_against:
        against = words.list([series.name for series in trend.held_against])
        name = words.t("chart.deviation", name=name, against=against)
    return f"{name}, {unit}" if unit else name


def _year(year: int, result: ResultPoint | None, trend: Trend, writer: Writer) -> list[Cell]:
    words = writer.words
    aim = result.target if result and result.target else find_ruling_target(trend.targets, year)
    others = [t for t in trend.targets if t.year == year and t is not aim]
    amount = result.amount if result else None
    reached = criteria.NOTHING
    if amount and amount.value is not None:
        against = aim.amount.value if aim else None
        places = words.decimals_apart(amount.value, against, trend.indicator.decimals)
        reached = words.number(amount.value, places)
        reached = reached if amount.settled else f"{reached}*"
    return [
        str(year),
        _target(aim, trend, writer),
        reached,
        _verdict(result, words),
        marks.draw_addresses(
            "; ".join(
                [
                    *_target_notes(aim, others, trend, writer),
                    *(_difference(result, trend, words) if result else []),
                    *(_result_notes(amount, words) if amount else []),
                    *taken_back.write_notes(trend, year, words),
                ]
            )
        ),
    ]


def _target(point: TargetPoint | None, trend: Trend, writer: Writer) -> str:
    """Write a target as a bare number, or in words where it is not known yet."""
    words = writer.words
    if point is None or point.amount.value is None:
        return criteria.write_aim(point, trend, words, writer.catalogue)
    if len(point.limits) > 1:
        return year_results.write_bare_limit(point, words)
    value = words.number(point.amount.value, count_decimals(point.amount.value))
    return criteria.bracket_provisional(value, point.amount)


def _difference(point: ResultPoint, trend: Trend, words: Words) -> list[str]:
    """Write the two figures that a deviation is the difference of; nothing where it is none."""
    sides = [side.value for side in (point.measured, point.against) if side and side.value is not None]
    written = [verdict.write_amount(side, trend.reported.unit, 0, words) for side in sides]
    return [words.t("goal.difference", value=written[0], against=written[1])] if len(written) > 1 else []


def _verdict(result: ResultPoint | None, words: Words) -> str:
    if result is None or result.holds is None:
        return criteria.NOTHING
    held = words.t("goal.held" if result.holds else "goal.missed")
    if result.amount.settled:
        return held
    provisional = result.amount.provisional and _whole_year(result.amount.inputs)
    if provisional:
        return words.t("goal.provisional", verdict=held)
    return words.t("goal.held_so_far" if result.holds else "goal.missed_so_far")


def _target_notes(
    aim: TargetPoint | None, others: Sequence[TargetPoint], trend: Trend, writer: Writer
) -> list[str]:
    notes = [aim.amount.note] if aim and aim.amount.note else []
    product = trend_aims.write_product(aim.amount, writer.words) if aim else ""
    notes += [writer.words.t("goal.product", product=product)] if product else []
    for other in others:
        target = _target(other, trend, writer)
        said = writer.words.t("goal.other_target", plan=other.plan.title, target=target)
        notes.append(f"{said} ({other.amount.note})" if other.amount.note else said)
    return notes


def _result_notes(amount: Amount, words: Words) -> list[str]:
    star = "" if amount.settled else "* "
    if not _whole_year(amount.inputs):
        key = "goal.from_readings" if amount.settled else "goal.from_readings_so_far"
        return [star + words.t(key, figures=criteria.write_figures(amount.inputs, words))]
    notes = []
    for given in amount.inputs:
        seen = given.observation
        parts = [star + words.t("word.provisional")] if seen.provisional else []
        parts += list_remarks(seen, words)
        parts.append(words.t("goal.recorded", on=verdict.write_recorded(seen, words)))
        notes.append(", ".join(parts))
    return notes


def _whole_year(inputs: Sequence[AmountInput]) -> bool:
    """Tell whether the value is a single figure for the year, not made of readings within it."""
    spans = [given.observation.period for given in inputs]
    return len(spans) == 1 and (spans[0].end - spans[0].start).days > A_QUARTER


def draw_readings(trend: Trend, plan: Plan, words: Words) -> Markup:
    """Draw the plan year's readings, quarter by quarter or month by month; empty where there are none."""
    within = [
        given
        for given in trend.readings
        if plan.start <= given.observation.period.start
        and given.observation.period.end <= plan.end
        and (given.observation.period.start, given.observation.period.end) != (plan.start, plan.end)
    ]
    gone = taken_back.list_rows(trend, plan, words)
    if not (within or gone):
        return Markup()
    columns = [
        Column(words.t("goal.period")),
        Column(words.t("goal.value"), numeric=True),
        Column(words.t("goal.numerator"), numeric=True),
        Column(words.t("goal.denominator"), numeric=True),
        Column(words.t("goal.recorded_on"), numeric=True),
        Column(words.t("goal.notes")),
    ]
    rows = [*gone, *((given.observation.period.start, _reading(given, words)) for given in within)]
    drawn = _parted(rows, find_breaks_between(trend.breaks, plan.start, plan.end), len(columns), words)
    return draw_table(
        columns, drawn, words.t("goal.readings", year=write_plan_years(plan)), show_caption=True
    )


def _reading(given: AmountInput, words: Words) -> list[Cell]:
    seen = given.observation
    value = seen.amount(given.indicator)
    notes = [words.t("word.provisional")] if seen.provisional else []
    notes += list_remarks(seen, words)
    return [
        words.period(seen.period.text),
        words.t("why.empty_ratio") if value is None else criteria.write_value(value, given.indicator, words),
        criteria.NOTHING if seen.numerator is None else words.number(seen.numerator),
        criteria.NOTHING if seen.denominator is None else words.number(seen.denominator),
        verdict.write_recorded(seen, words),
        "; ".join(notes),
    ]
