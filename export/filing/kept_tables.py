"""The table of a settled year in the form of the annual report, from what a settlement or an approval keeps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from export.papers.kinds.plan_paper import make_columns
from export.papers.kinds.report_sections import make_kept_points, make_status
from export.papers.paper import PaperCell, PaperColumn, PaperTable, Row
from metrics.facts.settlement import PartKind
from metrics.plan.catalogue import Catalogue
from metrics.plan.criteria import Criterion
from metrics.plan.model import Plan
from metrics.score.quantities import Amount
from words.criteria import NOTHING, find_indicator, write_value
from words.language import Words
from words.verdict import write_limit

Kept = Mapping[str, Any]
_EMPTY = PaperCell()


def make_year_table(document: Kept, plan: Plan, catalogue: Catalogue, words: Words) -> PaperTable:
    """Make the table of a year as the institution approved it: each goal, and each test with what it kept."""
    tests = {leaf.number: leaf for leaf in plan.leaves()}
    rows: list[Row] = []
    for goal in document["goals"]:
        weight = make_kept_points(goal.get("weight"), words)
        rows.append(_make_row(goal, goal["title"], weight, words))
        for leaf in goal.get("criteria", ()):
            rows.append(_make_test(leaf, tests.get(leaf["number"]), plan, catalogue, words))
    total = document["decided"] or document["total"]
    return _make_table(rows, total, plan, words)


def make_settled_table(parts: Sequence[Kept], plan: Plan, words: Words) -> PaperTable | None:
    """Make the table of how a plan was settled, an amended one by the text as amended; None where no goal was."""
    own = [part for part in parts if not part["original"]]
    titles = {goal.number: goal.title for goal in plan.goals}
    titles |= {leaf.number: leaf.title for leaf in plan.leaves()}
    order = [
        number for goal in plan.goals for number in (goal.number, *(leaf.number for leaf in goal.leaves()))
    ]
    rows = []
    for part in sorted(own, key=lambda one: order.index(one["number"]) if one["number"] in order else -1):
        if part["kind"] == PartKind.GOAL:
            rows.append(_make_row(part, titles.get(part["number"], ""), _EMPTY, words))
        elif part["kind"] == PartKind.CRITERION:
            rows.append(_make_part(part, titles.get(part["number"], ""), words))
    total = next((part for part in own if part["kind"] == PartKind.TOTAL and part["secured"]), None)
    return _make_table(rows, total, plan, words) if rows else None


def _make_row(kept: Kept, title: str, weight: PaperCell, words: Words) -> Row:
    name = PaperCell(title, strong=True)
    status = make_status(kept["status"], words, over=True) if kept["status"] else PaperCell(NOTHING)
    return (
        PaperCell(kept["number"]),
        name,
        weight,
        _EMPTY,
        _EMPTY,
        status,
        make_kept_points(kept["secured"], words),
    )


def _make_part(kept: Kept, title: str, words: Words) -> Row:
    status = make_status(kept["status"], words, over=True) if kept["status"] else _EMPTY
    return (PaperCell(kept["number"]), PaperCell(title, depth=1), _EMPTY, _EMPTY, _EMPTY, status, _EMPTY)


def _make_test(leaf: Kept, test: Criterion | None, plan: Plan, catalogue: Catalogue, words: Words) -> Row:
    expected, reached = _write_values(leaf, test, plan, catalogue, words)
    number, title, *_, status, points = _make_part(leaf, leaf["title"], words)
    return (number, title, _EMPTY, PaperCell(expected), PaperCell(reached), status, points)


def _write_values(
    leaf: Kept, test: Criterion | None, plan: Plan, catalogue: Catalogue, words: Words
) -> tuple[str, str]:
    """Write what a test asked for and what was reached; of a milestone when it was due and what was said of it."""
    series = find_indicator(test, plan.institution, catalogue) if test else None
    if test is None or series is None or test.measured is None:
        due = getattr(test.test, "due", None) if test else None
        told = leaf["said"] and _write_said(leaf["said"], words)
        return words.t("criterion.by", on=words.date_short(due)) if due else NOTHING, told or NOTHING
    target, actual = (None if leaf[name] is None else Fraction(leaf[name]) for name in ("target", "actual"))
    limit = (
        NOTHING
        if target is None
        else write_limit(test.measured, Amount(target, True), plan.year, words, series, catalogue)
    )
    return limit, NOTHING if actual is None else write_value(actual, series, words, target)


def _write_said(said: Kept, words: Words) -> str:
    on = words.date_short(date.fromisoformat(said["on"]))
    return words.t(f"criterion.{said['kind']}", on=on, word=said["word"] or "")


def _make_table(rows: Sequence[Row], total: Kept | None, plan: Plan, words: Words) -> PaperTable:
    columns = (
        *make_columns(("export.number", "annual.goal_and_criterion"), (9, 42), words),
        PaperColumn(words.t("plan.weight"), 9, numeric=True),
        PaperColumn(words.t("annual.expected", year=plan.year), 19),
        PaperColumn(words.t("annual.reached", year=plan.year), 21),
        PaperColumn(words.t("annual.fulfilment"), 19),
        PaperColumn(words.t("annual.points_head"), 10, numeric=True),
    )
    return PaperTable("", columns, tuple(rows), _make_total(total, words) if total else None)


def _make_total(total: Kept, words: Words) -> Row:
    whole = sum((Fraction(total[name] or 0) for name in ("secured", "open", "lost")), Fraction(0))
    possible = make_kept_points(str(whole), words, strong=True)
    label = PaperCell(words.t("annual.in_all"), strong=True)
    earned = make_kept_points(total["secured"], words, strong=True)
    return (_EMPTY, label, possible, _EMPTY, _EMPTY, _EMPTY, earned)
