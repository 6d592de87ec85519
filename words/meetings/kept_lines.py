"""What the close of a meeting kept, in words: the same on the page and on paper."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from words.goals.point_parts import PARTS, write_together
from words.language import Words

Kept = Mapping[str, Any]


def list_kept_titles(document: Kept) -> dict[tuple[str, str], str]:
    """List the titles of goals as they were at the close, by the plan's key and the goal's number."""
    return {
        (plan["plan"], goal["number"]): goal["title"] for plan in document["plans"] for goal in plan["goals"]
    }


def write_kept_points(plan: Kept, goal: Kept, words: Words) -> str:
    """Write the points of a goal; empty for one that does not count."""
    return words.points(Fraction(goal["weight"]), find_possible(plan)) if goal["weight"] else ""


def write_kept_chance(goal: Kept, words: Words) -> str:
    """Write how likely it was that a goal would be met; empty where that was decided or not foreseen."""
    chance = goal["p_met"]
    if chance is None or goal["credit"] is not None:
        return ""
    return words.likelihood(chance, undecided=True)


def list_kept_lines(plan: Kept, words: Words) -> list[str]:
    """List the total of a plan, what was expected of it, and where its report stood."""
    total, possible = _read_total(plan), find_possible(plan)
    said = []
    if plan["totalled"]:
        parts = dict(zip(total, write_together([*total.values()], words), strict=True))
        said.append(words.t("bar.sentence", possible=words.points(possible), **parts))
    if plan["between"]:
        low, high = (words.points(Fraction(end), possible, 0) for end in plan["between"])
        if plan["expected"]:
            mean = words.points(Fraction(plan["expected"]), possible, 0)
            said.append(words.t("meeting.kept_total", expected=mean, low=low, high=high))
        else:
            said.append(words.t("meeting.kept_between", low=low, high=high))
    report, state = plan["report"], words.t(f"meeting.report_{plan['report']['state']}")
    if report["received"]:
        on = words.date(date.fromisoformat(report["received"]))
        state = words.t("meeting.kept_report", on=on, version=report["version"])
    return [*said, words.t("meeting.kept_report_line", state=state)]


def find_possible(plan: Kept) -> Fraction:
    """Find the points that a plan could give."""
    return sum(_read_total(plan).values(), Fraction(0))


def _read_total(plan: Kept) -> dict[str, Fraction]:
    return {name: Fraction(plan["total"][name]) for name in PARTS}
