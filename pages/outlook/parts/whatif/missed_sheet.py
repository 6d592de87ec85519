"""What one goal means for the total, as HTML: as things are, if it is met, and if it is not."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from markupsafe import Markup

from metrics.algebra.outcome import Points
from metrics.score.scoring import GoalScore
from metrics.whatif.prospects import Prospects
from pages.outlook.parts.whatif.likelihood import write_chance_of, write_mean
from pages.ui.draw.html import fill
from pages.ui.draw.table import Column, draw_table
from words.language import Words


def draw_missed(
    goal: str, now: Prospects, met: Prospects, missed: Prospects, wanted: Fraction, words: Words
) -> Markup:
    """Draw the sentence that answers what a goal's failure means, and the three cases beside each other."""
    points = words.points(wanted, now.possible)
    sentence = words.t(
        "missed.answer",
        goal=goal,
        mean=write_mean(missed, words),
        now=write_mean(now, words),
        points=points,
        p=write_chance_of(missed, wanted, words),
        before=write_chance_of(now, wanted, words),
    )
    cases = [("missed.now", now), ("missed.met", met), ("missed.not_met", missed)]
    rows = [_case(words.t(key, goal=goal), case, wanted, words) for key, case in cases]
    columns = [
        Column(words.t("missed.case")),
        Column(words.t("missed.expected"), numeric=True),
        Column(words.t("missed.reaches", points=points), numeric=True),
    ]
    table = draw_table(columns, rows, words.t("missed.compared", goal=goal), classes="m-missed")
    return fill('<p class="m-answer" role="status">{}</p>{}', sentence, table)


def draw_stake(goal: GoalScore, without: Points, words: Words) -> Markup:
    """Draw how many points of the goal are at stake, and the highest total `without` them."""
    at_stake, own, secured = (
        words.points(one, goal.points.possible)
        for one in (goal.points.open, goal.points.possible, goal.points.secured)
    )
    key = "missed.stake_of" if goal.points.secured else "missed.stake"
    lines = [
        words.t(key, open=at_stake, possible=own, secured=secured),
        words.t(
            "missed.most", goal=goal.goal.number, most=words.points(without.within_reach, without.possible)
        ),
    ]
    return fill('<p class="m-none">{}</p>', " ".join(lines))


def _case(name: str, outlook: Prospects, wanted: Fraction, words: Words) -> Sequence[str]:
    return [name, write_mean(outlook, words), write_chance_of(outlook, wanted, words)]
