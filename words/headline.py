"""A plan's headline in words: one figure, its interval, what has moved it, and what is behind it."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from metrics.periods import Period
from metrics.status import Status
from metrics.whatif.department import LikelyCount
from metrics.whatif.headline import Headline
from words import criteria
from words.goals.point_parts import write_parts
from words.language import Words, end_sentence

BEHIND = (Status.AT_RISK, Status.OVERDUE_DATA, Status.AWAITING_CONFIRMATION)
"""The statuses that are counted behind the figure."""


def write_figure(found: Headline, words: Words) -> tuple[str, str]:
    """Write the one figure and what it is a figure of; no figure for a plan without a total."""
    possible = words.points(found.points.possible)
    if not found.score.totalled:
        return "", criteria.write_counts(found.score, words)
    if found.is_settled or found.is_unforeseen:
        earned = write_parts(found.points, words)["secured"]
        return earned, words.t("headline.settled", possible=possible)
    if found.expected:
        return write_points(found.expected.mean, found, words), words.t(
            "headline.expected", possible=possible
        )
    if found.between:
        return write_between(found, words), words.t("headline.expected", possible=possible)
    return write_parts(found.points, words)["open"], words.t("headline.unsettled", possible=possible)


def write_between(found: Headline, words: Words) -> str:
    """Write the interval of the expected total, or the bounds where a goal has no forecast; empty without either."""
    key = "headline.between" if found.expected else "headline.bounds"
    ends = (found.expected.low, found.expected.high) if found.expected else found.between
    if ends is None:
        return ""
    low, high = (write_points(end, found, words) for end in ends)
    return words.t(key, low=low, high=high)


def write_change(found: Headline, words: Words) -> str:
    """Write how far the total has moved since the latest quarterly report, as a sign and points; empty if unknown."""
    return write_move(found.change, found.points.possible, words, foreseen=found.expected is not None)


def write_move(moved: Fraction | None, possible: Fraction, words: Words, *, foreseen: bool) -> str:
    """Write how far a final or foreseen number of points has moved, as a sign and points; empty if unknown."""
    if moved is None:
        return ""
    # Points are never written as 0 where there are any, but what is expected has not moved by less than a tenth.
    if not moved or (foreseen and abs(moved) < Fraction(1, 10)):
        return words.t("headline.unchanged")
    points = words.points(abs(moved), possible, decimals=0 if foreseen and abs(moved) >= 1 else 1)
    return words.t("headline.up" if moved > 0 else "headline.down", points=points)


def write_since(since: date, words: Words) -> str:
    """Write which report a change is counted from."""
    return words.t("headline.since", on=words.date_short(since))


def write_since_report(quarter: Period, since: date, words: Words) -> str:
    """Write which earlier report a meeting counts a change from: that of a quarter, with the day it was due."""
    return words.t("headline.since_report", quarter=words.period(quarter.text), on=words.date_short(since))


def write_enough(found: Headline, words: Words) -> str:
    """Write where the line of what is enough stands on a plan's bar, and whose limit it is."""
    key = "headline.enough_plan" if found.has_own_enough else "headline.enough_area"
    return words.t(key, points=words.points(found.enough, found.points.possible))


def write_own_limit(found: Headline, words: Words) -> str:
    """Write the limit that the plan itself has; empty where that of its ministry area counts."""
    if not found.has_own_enough:
        return ""
    return words.t("headline.own_limit", points=words.points(found.enough, found.points.possible))


def write_behind(found: Headline, words: Words, *, named: bool = False) -> list[str]:
    """Write what is behind the figure: the points lost, and the goals at risk or late; those late also by number."""
    lines, goals = [], words.number(len(found.score.goals))
    if found.score.totalled and found.points.lost:
        lost = write_parts(found.points, words)["lost"]
        lines.append(words.t("headline.lost", points=lost))
    if found.is_unforeseen:
        unforeseen = write_parts(found.points, words)["open"]
        lines.append(words.t("headline.unforeseen", points=unforeseen))
    for status in BEHIND:
        if number := found.count(status):
            unsettled = found.is_over and status is Status.OVERDUE_DATA
            key = "headline.goals_unsettled" if unsettled else f"headline.goals_{status}"
            said = words.n(key, number, goals=goals)
            is_named = named and status is Status.OVERDUE_DATA
            lines.append(f"{said}: {words.list(found.list_goals(status))}" if is_named else said)
    return lines


def write_headline(found: Headline, name: str, words: Words) -> str:
    """Write the headline as one or more sentences."""
    figure, of_what = write_figure(found, words)
    said = f"{figure} {of_what}".strip()
    between = write_between(found, words) if found.expected else ""
    first = f"{name}: {said} ({between})" if between else f"{name}: {said}"
    return " ".join(end_sentence(line) for line in (first, *write_behind(found, words)))


def write_below(found: LikelyCount, among: int, enough: Fraction, words: Words) -> tuple[str, str]:
    """Write how many institutions are likely to end below a share of their points, and how likely that is."""
    low, high = words.number(found.least), words.number(found.most)
    count = low if found.least == found.most else words.t("headline.between", low=low, high=high)
    figure = words.t("headline.count", count=count, among=words.number(among))
    said = words.n("headline.below", among, enough=words.points(enough), p=words.likelihood(found.p))
    return figure, said


def write_points(value: Fraction, found: Headline, words: Words) -> str:
    """Write a total: whole points where it is expected, as points are otherwise where it is settled."""
    return words.points(value, found.points.possible, decimals=1 if found.is_settled else 0)
