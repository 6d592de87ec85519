"""Rules about the words of one criterion."""

from __future__ import annotations

from collections.abc import Callable

from metrics.plan.criteria import Criterion
from metrics.plan.model import Plan
from metrics.score.plan_check import plan_words
from metrics.score.plan_check.finding import Params

LeafOfPlan = tuple[Criterion, Plan]
MOST_ELEMENTS = 3  # as of criteria: the number is ours


def _check_many_elements(subject: LeafOfPlan) -> Params | None:
    """Fire where one milestone or assessment holds a list, all of which is met or none of it."""
    leaf, _ = subject
    count = plan_words.count_elements(leaf.note or "") if leaf.dated else 0
    return {"count": count} if count > MOST_ELEMENTS else None


def _check_runs_past_year(subject: LeafOfPlan) -> Params | None:
    leaf, plan = subject
    said = " ".join(text for text in (leaf.title, leaf.note) if text)
    years = plan_words.find_later_years(said, plan.end.year) if leaf.dated else []
    return {"year": years[0]} if years else None


def _check_vague_extent(subject: LeafOfPlan) -> Params | None:
    leaf, _ = subject
    words = plan_words.find_vague_extent(leaf.title) if leaf.dated else None
    return {"words": words} if words else None


def _check_content_later(subject: LeafOfPlan) -> Params | None:
    """Fire where a milestone follows another, and refers to what is planned or agreed by then."""
    leaf, _ = subject
    needed = leaf.milestone.depends_on if leaf.milestone else None
    return {"number": needed} if needed and plan_words.leaves_content_open(leaf.title) else None


def _check_counts_activity(subject: LeafOfPlan) -> Params | None:
    leaf, _ = subject
    return (
        {}
        if leaf.compare and leaf.compare.operator.upward and plan_words.counts_activity(leaf.title)
        else None
    )


LEAF_RULES: dict[str, Callable[[LeafOfPlan], Params | None]] = {
    "many_elements": _check_many_elements,
    "runs_past_year": _check_runs_past_year,
    "vague_extent": _check_vague_extent,
    "content_later": _check_content_later,
    "counts_activity": _check_counts_activity,
}
