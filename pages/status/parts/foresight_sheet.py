"""Forecasts of a goal's open tests in words: where each is likely to end, and what is needed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from markupsafe import Markup

from metrics.followup import concerns
from metrics.followup.outlook import Outlook
from metrics.followup.risk import find_chance
from metrics.foresight.forecast import Forecast, Silence
from metrics.foresight.run_rate import find_day_lost
from metrics.plan.model import Indicator
from metrics.score.scoring import CriterionScore, GoalScore
from metrics.score.trend import Trend
from pages.ui.draw.html import fill
from pages.ui.draw.writer import Writer
from words.flag import write_needed, write_reason, write_silence
from words.language import Words


def draw_flags(outlook: Outlook, goal: GoalScore, words: Words) -> Markup:
    """Draw the goal's flags with their reasons; empty where there are none."""
    return _listed(
        "foresight.flags", (write_reason(f, words) for f in outlook.of_goal(goal.goal.number)), words
    )


def draw_foreseen(
    outlook: Outlook, goal: GoalScore, indicators: Mapping[str, Indicator], words: Words
) -> Markup:
    """Draw a line or two for each open test; `indicators` holds the series of the measured ones, by number."""
    lines = [line for leaf in goal.open_leaves() for line in _test(leaf, outlook, indicators, words)]
    return _listed("foresight.title", lines, words)


def draw_lost(outlook: Outlook, goal: GoalScore, writer: Writer) -> Markup:
    """Draw since when each test has been out of reach; empty where none is."""
    words = writer.words
    plan, facts = outlook.score.plan, outlook.score.facts
    days = [
        (leaf.criterion.number, find_day_lost(plan, leaf, facts, writer.catalogue)) for leaf in goal.leaves()
    ]
    lines = [words.t("foresight.lost", number=number, since=words.date(day)) for number, day in days if day]
    return _listed("foresight.lost_title", lines, words)


def draw_beside(goal: GoalScore, outlook: Outlook, trend: Trend | None, words: Words) -> Markup:
    """Draw the lines below a goal's status: where it is likely to end, how likely it is met, and why it is at risk.

    `trend` belongs to its criterion, where it has a single, measured one.
    """
    lines = [*_short(goal, outlook, trend, words)]
    if goal.status in concerns.FLAGGED:
        lines += [write_reason(flag, words) for flag in outlook.risks(goal.goal.number)[:1]]
    return Markup().join(fill('<span class="m-rule">{}</span>', line) for line in lines)


def _short(goal: GoalScore, outlook: Outlook, trend: Trend | None, words: Words) -> Iterator[str]:
    p = find_chance(goal)
    if p is None:
        return
    found = outlook.foresight.forecasts.get(goal.criteria[0].criterion.number) if trend else None
    if trend and found and found.quantiles:
        _, _, middle, _, _ = found.quantiles
        end = words.value(middle, trend.indicator.unit, trend.indicator.decimals)
        yield words.t("plan.forecast_end", end=end, p=words.percent(p))
    else:
        yield words.t("plan.forecast", p=words.percent(p))


def write_fan(found: Forecast, indicator: Indicator, words: Words) -> str:
    """Write where a value is likely to end."""
    low, _, middle, _, high = (words.number(value, indicator.decimals) for value in found.quantiles)
    unit = words.t(f"unit_name.{indicator.unit}")
    return words.t("foresight.fan", middle=middle, low=low, high=f"{high} {unit}".rstrip(". "))


def _test(
    leaf: CriterionScore, outlook: Outlook, indicators: Mapping[str, Indicator], words: Words
) -> Iterator[str]:
    number = leaf.criterion.number
    found = outlook.foresight.tests.get(number)
    if isinstance(found, Silence):
        yield f"{number}: {write_silence(found, words)}"
    if isinstance(found, Forecast):
        yield f"{number}: {_forecast(found, indicators.get(number), words)}"
    if found and found.needed:
        yield f"{number}: {write_needed(found.needed, words)}"


def _forecast(found: Forecast, indicator: Indicator | None, words: Words) -> str:
    parts = [words.t("foresight.likely", p=words.percent(found.p_met))]
    if found.quantiles and indicator:
        parts.append(write_fan(found, indicator, words))
    parts.append(words.n("foresight.basis", found.points, method=words.t(f"method.{found.method}")))
    return " ".join(parts)


def _listed(key: str, lines: Iterable[str], words: Words) -> Markup:
    items = Markup().join(fill("<li>{}</li>", line) for line in lines)
    if not items:
        return Markup()
    return fill('<section class="m-foreseen"><h2>{}</h2><ul>{}</ul></section>', words.t(key), items)
