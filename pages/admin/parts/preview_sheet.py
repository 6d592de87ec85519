"""A draft's score on the results of an earlier year, as HTML: the points, what cannot be reckoned, and goal by goal."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from metrics.score.preview import find_unreckoned
from metrics.score.scoring import CriterionScore, GoalScore, Score
from pages.admin.parts.editor_sheet import draw_sub, write_weight
from pages.ui.draw import bars
from pages.ui.draw.html import Cell, fill
from pages.ui.draw.status import draw_status
from pages.ui.draw.table import Column, draw_table
from pages.ui.draw.writer import Writer
from words import verdict
from words.language import Words


def draw_preview(score: Score, writer: Writer, year: int) -> Markup:
    """Draw how a draft scores on the results of a year: a sentence, the bar, what is left out, and each goal."""
    words = writer.words
    columns = [
        Column(words.t("page.goal")),
        Column(words.t("plan.weight"), numeric=True),
        Column(words.t("editor.reckoned", year=year)),
        Column(words.t("plan.status")),
    ]
    title = words.t("editor.preview_title", year=year)
    rows = [row for goal in score.goals for row in _previewed(goal, score, words)]
    return (
        fill(
            '<h2 class="m-section">{}</h2><p class="m-lead"><b>{}</b></p>',
            title,
            write_total(score, words, year),
        )
        + fill('<p class="m-lead">{}</p>', words.t("editor.preview_of"))
        + bars.draw_score_bar(score, words)
        + _draw_unreckoned(score, words, year)
        + draw_table(columns, rows, title, classes="m-previewed")
    )


def write_total(score: Score, words: Words, year: int) -> str:
    """Write the points a plan would have given, or between which they lie while some goals cannot be reckoned."""
    points = score.points
    unreckoned, counted = find_unreckoned(score), [goal for goal in score.goals if goal.goal.scored]
    if not score.totalled or (counted and len(unreckoned) == len(counted)):
        return words.t("editor.preview_none" if score.totalled else "editor.preview_untotalled", year=year)
    least, most = (
        words.points(one, points.possible) for one in (points.secured, points.secured + points.open)
    )
    said = {
        "year": year,
        "least": least,
        "most": most,
        "possible": words.points(points.possible, points.possible),
    }
    return words.t("editor.preview_between" if unreckoned else "editor.preview_total", **said)


def _draw_unreckoned(score: Score, words: Words, year: int) -> Markup:
    """Draw the goals that cannot be reckoned, each with what is wanting; nothing where all can."""
    found = find_unreckoned(score)
    if not found:
        return Markup()
    lines = Markup().join(fill("<li>{}</li>", _write_wanting(goal, words, year)) for goal in found)
    return fill(
        '<p class="m-lead">{}</p><ul>{}</ul>', words.n("editor.preview_unreckoned", len(found)), lines
    )


def _write_wanting(goal: GoalScore, words: Words, year: int) -> str:
    """Write which figures a goal wants, or that it is decided in the plan's own year alone."""
    leaves = list(goal.open_leaves())
    measured = [leaf.criterion.number for leaf in leaves if not leaf.criterion.dated]
    key = "editor.preview_wants" if measured else "editor.preview_later"
    name = f"{goal.goal.number} {goal.goal.title}"
    return words.t(key, goal=name, year=year, criteria=words.list(measured))


def _previewed(goal: GoalScore, score: Score, words: Words) -> Iterator[list[Cell]]:
    head: Cell = f"{goal.goal.number} {goal.goal.title}"
    leaves, status = list(goal.leaves()), draw_status(goal.status, words)
    weight = write_weight(goal, score, words)
    if len(leaves) == 1:
        yield [head, weight, _reason(leaves[0], words), status]
        return
    yield [head, weight, verdict.write_rule(goal.goal, words), status]
    for leaf in leaves:
        yield [draw_sub(leaf), "", _reason(leaf, words), draw_status(leaf.status, words)]


def _reason(leaf: CriterionScore, words: Words) -> str:
    if leaf.criterion.dated:
        return words.t("editor.undecided")
    return verdict.write_verdict(leaf, words)
