"""Forecasts of a goal's open tests in words: where each is likely to end, and what is needed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from markupsafe import Markup

from metrics.algebra.outcome import Outcome
from metrics.followup.outlook import Outlook
from metrics.followup.risk import RiskRule
from metrics.foresight.forecast import Forecast, Silence, SilenceReason
from metrics.foresight.run_rate import find_day_lost
from metrics.plan.model import Indicator
from metrics.score.scoring import CriterionScore, GoalScore
from metrics.score.trend import Trend
from pages.ui.draw.html import fill
from pages.ui.draw.writer import Writer
from words.criteria import write_told_number
from words.flag import write_named_reason, write_silence
from words.forecast import write_basis, write_chances, write_fan, write_needed
from words.goals.beside_status import write_beside
from words.language import Words, end_sentence
from words.standing import write_gaps


def draw_flags(outlook: Outlook, goal: GoalScore, words: Words) -> Markup:
    """Draw the goal's flags with their reasons, but for silences, which stand among the forecasts."""
    return _listed("foresight.flags", _write_flags(outlook, goal, words), words)


def _write_flags(outlook: Outlook, goal: GoalScore, words: Words) -> dict[str, None]:
    told = (flag for flag in outlook.of_goal(goal.goal.number) if flag.rule is not RiskRule.SILENT)
    return dict.fromkeys(write_named_reason(flag, goal.goal, words) for flag in told)


def draw_foreseen(
    outlook: Outlook, goal: GoalScore, indicators: Mapping[str, Indicator], writer: Writer
) -> Markup:
    """Draw a line or two for each open test, or what is missing once the plan's period is over.

    What a flag of the goal says is not said again.
    `indicators` holds the series of the measured tests, by number.
    """
    words = writer.words
    gaps = write_gaps(goal, outlook.score, writer.catalogue, words)
    flagged = _write_flags(outlook, goal, words)
    found = (line for leaf in goal.open_leaves() for line in _test(leaf, goal, outlook, indicators, writer))
    lines = [line for line in found if line not in flagged]
    several = len(list(goal.leaves())) > 1
    whole = write_chances(goal.outcome, words) if several and goal.outcome.credit is None else None
    said = [*([words.t("foresight.whole", chances=whole)] if whole else []), *lines]
    return _listed("foresight.gaps", gaps, words) + _listed("foresight.title", said, words)


def draw_lost(outlook: Outlook, goal: GoalScore, writer: Writer) -> Markup:
    """Draw since when each test has been out of reach; empty where none is."""
    words = writer.words
    plan, facts = outlook.score.plan, outlook.score.facts
    days = [
        (leaf.criterion.number, find_day_lost(plan, leaf, facts, writer.catalogue)) for leaf in goal.leaves()
    ]
    lines = [words.t("foresight.lost", number=number, since=words.date(day)) for number, day in days if day]
    return _listed("foresight.lost_title", lines, words)


def draw_beside(goal: GoalScore, outlook: Outlook, trend: Trend | None, writer: Writer) -> Markup:
    """Draw the lines below a goal's status: where it is likely to end, how likely it is met, and why it is at risk.

    `trend` belongs to its criterion, where it has a single, measured one. Once the plan's period is over they say what
    is missing instead.
    """
    lines = write_beside(goal, outlook, trend, writer.catalogue, writer.words)
    return Markup().join(fill('<span class="m-rule">{}</span>', line) for line in lines)


def _test(
    leaf: CriterionScore,
    goal: GoalScore,
    outlook: Outlook,
    indicators: Mapping[str, Indicator],
    writer: Writer,
) -> Iterator[str]:
    words, number = writer.words, leaf.criterion.number
    found = outlook.foresight.tests.get(number)
    lines = []
    if isinstance(found, Silence) and found.reason is not SilenceReason.YEAR_OVER:
        lines.append(write_silence(found, words))
    if isinstance(found, Forecast):
        lines.append(_forecast(found, leaf.outcome, indicators.get(number), words))
    lines += _own_number(leaf, outlook, writer)
    if found and found.needed:
        lines.append(write_needed(found.needed, words))
    several = len(list(goal.leaves())) > 1
    for line in lines:
        yield words.t("risk.named", name=number, reason=line) if several else line


def _own_number(leaf: CriterionScore, outlook: Outlook, writer: Writer) -> Iterator[str]:
    """Write the number that the institution itself expects, beside what is foreseen."""
    plan, words = outlook.score.plan, writer.words
    told = outlook.score.facts.numbers.get((plan.id, leaf.criterion.number), ())
    if told:
        value = write_told_number(told[-1].value, leaf.criterion, plan.institution, writer.catalogue, words)
        yield words.t("foresight.own_number", value=value, on=words.date(told[-1].on))


def _forecast(found: Forecast, outcome: Outcome, indicator: Indicator | None, words: Words) -> str:
    parts = [write_fan(found, indicator, words)] if found.quantiles and indicator else []
    parts += [end_sentence(write_chances(outcome, words) or ""), write_basis(found, indicator, words)]
    return " ".join(parts)


def _listed(key: str, lines: Iterable[str], words: Words) -> Markup:
    items = Markup().join(fill("<li>{}</li>", line) for line in lines)
    if not items:
        return Markup()
    return fill('<section class="m-foreseen"><h2>{}</h2><ul>{}</ul></section>', words.t(key), items)
