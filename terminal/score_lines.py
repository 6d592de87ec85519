"""A score as lines of text: the same that its document holds, for a reader at a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from metrics.plan.catalogue import Catalogue
from metrics.score.contract_years import score_years
from metrics.score.headings import add_up_headings
from metrics.score.scoring import GoalScore, Score
from metrics.status import Status
from words.goals.point_parts import write_parts
from words.language import Words
from words.standing import write_status


def write_total(found: Score, words: Words) -> str:
    """Write the total as a sentence, with the plan's word for it."""
    if not found.totalled:
        return words.t("plan.no_total")
    points = found.points
    total = words.t("bar.sentence", possible=words.points(points.possible), **write_parts(points, words))
    return f"{total} {words.t('plan.total_word', word=found.word)}" if found.word else total


def write_years(found: Score, catalogue: Catalogue, words: Words) -> Iterator[str]:
    """Write the total of each year of a contract; nothing for a plan of one year."""
    for year, of_year in score_years(found.plan, found.facts, catalogue).items():
        yield f"{year}: {write_total(of_year, words)}"


def write_counts(found: Score, words: Words) -> Iterator[str]:
    """Write how many goals, tests and tests of each weight class have each status, of those that count."""
    over = found.is_over
    yield words.t("score.goals", counts=_write_statuses(found.counts, words, over=over))
    if found.criteria_counts != found.counts:
        yield words.t("score.criteria", counts=_write_statuses(found.criteria_counts, words, over=over))
    for name, counts in found.classes().items():
        yield words.t("score.class", name=name, counts=_write_statuses(counts, words, over=over))


def _write_statuses(counts: Mapping[Status, int], words: Words, *, over: bool) -> str:
    said = [
        f"{counts[status]} {write_status(status, words, over=over).lower()}"
        for status in Status
        if counts.get(status)
    ]
    return words.list(said)


def write_goals(found: Score, document: Mapping[str, Any], words: Words) -> Iterator[str]:
    """Write each goal under its heading, with its criteria, the parts of groups and their verdicts below."""
    headings = dict(add_up_headings(found))
    heading = None
    for goal, shown in zip(found.goals, document["goals"], strict=True):
        if goal.goal.group and goal.goal.group != heading:
            heading = goal.goal.group
            points = headings.get(heading)
            yield (
                heading
                if points is None
                else words.t(
                    "score.heading",
                    heading=heading,
                    secured=words.points(points.secured, found.points.possible),
                    possible=words.points(points.possible, found.points.possible),
                )
            )
        yield _write_goal(goal, found, words)
        if goal.goal.outline:
            yield f"       {words.t('why.outline')}"
        yield from _write_criteria(shown["criteria"], 7)


def _write_goal(goal: GoalScore, found: Score, words: Words) -> str:
    status = write_status(goal.status, words, over=found.is_over)
    weight = words.points(goal.weight, found.points.possible)
    return f"{goal.goal.number:>5}  {status:<28} {weight:>6}  {goal.goal.title}"


def _write_criteria(criteria: Sequence[Mapping[str, Any]], indent: int) -> Iterator[str]:
    for criterion in criteria:
        verdict = criterion["trace"]["text"]
        yield f"{' ' * indent}{criterion['number']}  {criterion['title']}: {verdict}"
        yield from _write_criteria(criterion.get("criteria", ()), indent + 2)
