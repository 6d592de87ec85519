"""The tables of goals that papers share, in the same words and with the same numbers as the pages."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from fractions import Fraction

from export.papers.paper import PaperCell, PaperColumn, PaperTable, Row
from metrics.algebra.outcome import Points
from metrics.followup.outlook import Outlook
from metrics.plan.catalogue import Catalogue
from metrics.plan.model import Plan
from metrics.score.scoring import CriterionScore, GoalScore, Score
from metrics.score.trend import Trend
from words import criteria, verdict
from words.goals.beside_status import write_beside
from words.goals.point_parts import PARTS, write_parts
from words.language import Words
from words.standing import write_status

Trends = Mapping[str, Trend | None]
EMPTY = PaperCell()


def make_goal_table(
    outlook: Outlook, trends: Trends, accepted: Container[str], catalogue: Catalogue, words: Words
) -> PaperTable:
    """Make the table of a plan's goals as its page has it: weight, targets and results of two years, and status.

    `accepted` holds the numbers of missed goals that were decided met; both are shown.
    """
    plan = outlook.score.plan
    columns = (
        PaperColumn(words.t("page.goal"), 32),
        PaperColumn(words.t("plan.weight"), 9, numeric=True),
        # Each row has a unit of its own, and some have sentences: numbers below each other compare nothing here.
        PaperColumn(words.t("plan.last_target", year=plan.year - 1), 13),
        PaperColumn(words.t("plan.last_result", year=plan.year - 1), 13),
        PaperColumn(words.t("plan.target", year=plan.year), 15),
        PaperColumn(words.t("plan.result"), 19),
        PaperColumn(words.t("plan.status"), 36),
    )
    rows = [
        row
        for goal in outlook.score.goals
        for row in _list_goal(goal, outlook, trends, goal.goal.number in accepted, catalogue, words)
    ]
    return PaperTable(words.t("plan.caption"), columns, tuple(rows))


def _list_goal(
    goal: GoalScore, outlook: Outlook, trends: Trends, accepted: bool, catalogue: Catalogue, words: Words
) -> Iterator[Row]:
    score = outlook.score
    only = goal.criteria[0] if len(goal.criteria) == 1 and not goal.criteria[0].criteria else None
    notes = write_beside(goal, outlook, trends.get(only.criterion.number) if only else None, catalogue, words)
    if accepted:
        notes.append(words.t("course.accepted"))
    kind = (words.t(f"kind.{goal.goal.kind}"),) if goal.goal.kind else ()
    rule = () if only else (verdict.write_rule(goal.goal, words),)
    name = PaperCell(name_goal(goal), notes=(*kind, *rule), strong=True)
    status = make_status(goal, score, words, *notes)
    weight = make_weight(goal, score, words)
    if only:
        yield (name, weight, *_make_figures(only, score.plan, trends, catalogue, words), status)
        return
    yield (name, weight, *[EMPTY] * 4, status)
    for criterion in goal.criteria:
        yield from _list_criterion(criterion, score, trends, catalogue, words, depth=1)


def _list_criterion(
    found: CriterionScore, score: Score, trends: Trends, catalogue: Catalogue, words: Words, *, depth: int
) -> Iterator[Row]:
    rule = (verdict.write_verdict(found, words),) if found.criteria else ()
    name = PaperCell(f"{found.criterion.number} {found.criterion.title}", notes=rule, depth=depth)
    figures = [EMPTY] * 4 if found.criteria else _make_figures(found, score.plan, trends, catalogue, words)
    yield (name, EMPTY, *figures, make_status(found, score, words))
    for child in found.criteria:
        yield from _list_criterion(child, score, trends, catalogue, words, depth=depth + 1)


def _make_figures(
    found: CriterionScore, plan: Plan, trends: Trends, catalogue: Catalogue, words: Words
) -> list[PaperCell]:
    last = criteria.write_last_year(trends.get(found.criterion.number), plan, words, catalogue)
    own = (
        criteria.write_target(found, plan, catalogue, words),
        criteria.write_result(found, plan, catalogue, words),
    )
    return [PaperCell(text) for text in (*last, *own)]


def make_points_table(score: Score, words: Words) -> PaperTable:
    """Make the table of a plan's points goal by goal, with a total that is their sum."""
    columns = (
        PaperColumn(words.t("export.number"), 6),
        PaperColumn(words.t("page.goal"), 38),
        *(
            PaperColumn(words.t(key), 11, numeric=True)
            for key in ("plan.weight", "bar.secured", "bar.open", "bar.lost")
        ),
        PaperColumn(words.t("plan.status"), 32),
    )
    rows = tuple(
        (
            PaperCell(goal.goal.number),
            PaperCell(goal.goal.title),
            make_weight(goal, score, words),
            *_make_points(goal, score, words),
            make_status(goal, score, words),
        )
        for goal in score.goals
    )
    return PaperTable(words.t("paper.points"), columns, rows, _make_total(score, words))


def _make_points(goal: GoalScore, score: Score, words: Words) -> list[PaperCell]:
    if not goal.goal.scored:
        return [EMPTY] * 3
    given = (goal.points.secured, goal.points.open, goal.points.lost)
    return [make_points(one, score.points.possible, words) for one in given]


def _make_total(score: Score, words: Words) -> Row | None:
    if not score.totalled:
        return None
    whole = make_points(score.points.possible, score.points.possible, words, strong=True)
    return (
        EMPTY,
        PaperCell(words.t("export.total"), strong=True),
        whole,
        *make_parts(score.points, words, strong=True),
        PaperCell(score.word or "", strong=True),
    )


def name_goal(goal: GoalScore) -> str:
    """Name a goal by its number and title."""
    return f"{goal.goal.number} {goal.goal.title}"


def make_weight(goal: GoalScore, score: Score, words: Words) -> PaperCell:
    """Make the cell of a goal's weight, or of that it does not count."""
    if not goal.goal.scored:
        return PaperCell(words.t("plan.outside"))
    return make_points(goal.weight, score.points.possible, words)


def make_points(value: Fraction, possible: Fraction, words: Words, *, strong: bool = False) -> PaperCell:
    """Make the cell of a number of points."""
    return PaperCell(words.points(value, possible), value=Fraction(value), strong=strong)


def make_parts(points: Points, words: Words, *, strong: bool = False) -> list[PaperCell]:
    """Make the cells of what is secured, open and lost, whose texts add up to the whole."""
    written = write_parts(points, words)
    return [PaperCell(written[name], value=getattr(points, name), strong=strong) for name in PARTS]


def make_status(found: GoalScore | CriterionScore, score: Score, words: Words, *notes: str) -> PaperCell:
    """Make the cell of a status, with remarks below it."""
    return PaperCell(
        write_status(found.status, words, over=score.is_over), status=found.status, notes=tuple(notes)
    )
