"""Every goal over the years as HTML: a card with a small drawing for each series, and one in words for the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from markupsafe import Markup

from metrics.followup.benchmark import Benchmark
from metrics.followup.goal_courses import GoalCourse
from metrics.plan.model import Plan
from metrics.score.scoring import CriterionScore
from pages.ui.draw import marks
from pages.ui.draw.html import Cell, fill
from pages.ui.draw.multiples.trend_plot import PlotSubject, draw_trend_plot
from pages.ui.draw.status import draw_status
from pages.ui.draw.table import Column, draw_table
from pages.ui.draw.writer import Writer
from words import criteria, verdict, year_results
from words.forecast import write_chance_met
from words.language import Words

FindBenchmarks = Callable[[GoalCourse], Sequence[Benchmark]]


def draw_cards(
    courses: Sequence[GoalCourse], years: range, plan: Plan, find_benchmarks: FindBenchmarks, writer: Writer
) -> Markup:
    """Draw the cards of a plan's goals in the order given, and the table of their figures, folded."""
    cards = Markup().join(_card(one, years, plan, find_benchmarks, writer) for one in courses)
    return fill('<ul class="m-cards">{}</ul>{}', cards, draw_figures(courses, years, writer.words))


def write_course_title(one: GoalCourse, words: Words) -> str:
    """Write the title of a card: what is measured; where the goal has several tests, the goal and which of them."""
    goal, leaf = one.goal.goal, one.leaf.criterion if one.leaves else None
    if leaf is None or one.trend is None:
        return f"{goal.number} {goal.title}"
    if one.alone:
        return f"{goal.number} {leaf.title}"
    return words.t("multiples.title", number=goal.number, goal=goal.title, part=_begin_small(leaf.title))


def _begin_small(text: str) -> str:
    """Let a text go on in a sentence; an abbreviation keeps its capitals."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def _card(
    one: GoalCourse, years: range, plan: Plan, find_benchmarks: FindBenchmarks, writer: Writer
) -> Markup:
    words = writer.words
    href = writer.link("goal", plan=one.plan.id, goal=one.goal.goal.number)
    title = marks.draw_link(href, write_course_title(one, words))
    body = _parts(one, words) if one.trend is None else _measured(one, years, plan, find_benchmarks, writer)
    return fill("<li><h3>{}</h3>{}</li>", title, body)


def _measured(
    one: GoalCourse, years: range, plan: Plan, find_benchmarks: FindBenchmarks, writer: Writer
) -> Markup:
    assert one.trend is not None
    words = writer.words
    year = one.plan.year if one.earlier else plan.year
    subject = PlotSubject(one.trend, years, year, one.forecast, tuple(find_benchmarks(one)))
    lines = [fill("<p>{}</p>", Markup(" · ").join(_standing(one, words)))]
    aim = subject.current
    if aim and aim.amount.value is None:
        awaited = year_results.write_awaited_target(aim, one.trend, words, writer.catalogue)
        lines.append(fill("<p>{}</p>", awaited))
    return Markup().join([*lines, draw_trend_plot(subject, words)])


def _standing(one: GoalCourse, words: Words) -> Iterator[Cell]:
    """Draw where a measured test stands: its status, how likely it is met, and the unit of the drawing."""
    assert one.trend is not None
    if one.earlier:
        yield words.t("multiples.earlier", plan=criteria.write_plan_years(one.plan))
    else:
        yield draw_status(one.leaf.status, words, over=one.over)
        if one.chance is not None:
            yield words.t("multiples.likelihood", p=write_chance_met(one.leaf.outcome, words))
    if unit := words.t(f"unit_name.{one.trend.indicator.unit}"):
        yield unit


def _parts(one: GoalCourse, words: Words) -> Markup:
    """Draw the tests of a goal that have no figures over the years, each with its status in words."""
    if not one.leaves:
        return fill("<p>{}</p>", verdict.write_rule(one.goal.goal, words))
    return Markup().join(_part(leaf, words, over=one.over) for leaf in one.leaves)


def _part(leaf: CriterionScore, words: Words, *, over: bool) -> Markup:
    said = [leaf.criterion.title]
    if leaf.criterion.dated and leaf.outcome.credit is None:
        said.append(words.t("criterion.by", on=words.date_short(leaf.criterion.dated.due)))
    return fill('<p class="m-part">{}<br>{}</p>', draw_status(leaf.status, words, over=over), ", ".join(said))


def draw_figures(courses: Sequence[GoalCourse], years: range, words: Words) -> Markup:
    """Draw the figures behind the drawings as a table that is folded away; empty where nothing is drawn."""
    drawn = [one for one in courses if one.trend]
    if not drawn:
        return Markup()
    columns = [Column(words.t("page.goal")), *(Column(str(year), numeric=True) for year in years)]
    rows = [_figures(one, years, words) for one in drawn]
    table = draw_table(columns, rows, words.t("multiples.figures"), classes="m-figures-of")
    return fill(
        '<details class="m-fold"><summary>{}</summary>{}</details>', words.t("multiples.as_table"), table
    )


def _figures(one: GoalCourse, years: range, words: Words) -> list[Cell]:
    assert one.trend is not None
    unit = words.t(f"unit_name.{one.trend.indicator.unit}")
    title = write_course_title(one, words)
    cells: list[Cell] = [f"{title}, {unit}" if unit else title]
    for year in years:
        parts = [year_results.write_year(year, one.trend, words)]
        if one.forecast and year == one.plan.year:
            parts.append(year_results.write_expected(one.forecast, one.trend, words))
        cells.append(", ".join(part for part in parts if part) or criteria.NOTHING)
    return cells
