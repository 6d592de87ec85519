"""What the close of a meeting kept, in words: the same on the page and on paper."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from metrics.followup.risk import NOTICES, RiskRule
from metrics.periods import Period
from metrics.status import Status
from words.goals.point_parts import PARTS, write_together
from words.headline import write_move, write_since_report
from words.language import Words

Kept = Mapping[str, Any]
_SAID_BY_STATUS = frozenset({RiskRule.OVERDUE, RiskRule.AWAITING})
_EXPLAINED = frozenset({Status.AT_RISK, Status.OVERDUE_DATA, Status.AWAITING_CONFIRMATION})


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


def write_kept_why(goal: Kept, words: Words) -> str:
    """Write the weightiest reason why a goal was at risk or late at the close; empty where it was neither."""
    if goal["status"] not in _EXPLAINED:
        return ""
    told = [one for one in goal.get("why", []) if one["rule"] not in NOTICES]
    first = next(iter(told), None)
    if first is None:
        return ""
    due, place = words.date(date.fromisoformat(first["due"])), first["criterion"] or goal["number"]
    if first["rule"] in _SAID_BY_STATUS:
        return words.t("meeting.kept_why_due", place=place, due=due)
    return words.t("meeting.kept_why", rule=words.t(f"rule.{first['rule']}"), place=place, due=due)


def write_kept_since(plan: Kept, words: Words) -> str:
    """Write which report the change of a plan was counted from; empty where the close kept none."""
    if not plan.get("since") or not plan.get("counted"):
        return ""
    return write_since_report(Period.parse(plan["counted"]), date.fromisoformat(plan["since"]), words)


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
    said += _list_held_against(plan, possible, words)
    report, state = plan["report"], words.t(f"meeting.report_{plan['report']['state']}")
    if report["received"]:
        on = words.date(date.fromisoformat(report["received"]))
        state = words.t("meeting.kept_report", on=on, version=report["version"])
    return [*said, words.t("meeting.kept_report_line", state=state)]


def _list_held_against(plan: Kept, possible: Fraction, words: Words) -> Iterator[str]:
    """List how far the total had moved, and the limit it is held against, as the close kept them."""
    since, change = write_kept_since(plan, words), plan.get("change")
    if since and change is not None:
        moved = write_move(Fraction(change), possible, words, foreseen=bool(plan["expected"]))
        yield words.t("meeting.kept_change", change=moved, since=since)
    if plan["totalled"] and "own_enough" in plan:
        key = "meeting.kept_limit_plan" if plan["own_enough"] else "meeting.kept_limit_area"
        yield words.t(key, points=words.points(Fraction(plan["enough"]), possible))


def find_possible(plan: Kept) -> Fraction:
    """Find the points that a plan could give."""
    return sum(_read_total(plan).values(), Fraction(0))


def _read_total(plan: Kept) -> dict[str, Fraction]:
    return {name: Fraction(plan["total"][name]) for name in PARTS}
