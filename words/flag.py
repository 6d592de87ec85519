"""The reason for a flag in one sentence, with its numbers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from metrics.followup.risk import Flag, RiskRule
from metrics.foresight.forecast import Silence
from metrics.plan.model import Goal
from words import verdict
from words.forecast import write_needed, write_pace
from words.language import Words

_NAMES_ITS_OWN = frozenset({RiskRule.MILESTONE_SOON})
"""Rules whose sentence begins with the criterion it is about."""


def write_reason(flag: Flag, words: Words) -> str:
    """Write why a flag was raised."""
    return _REASONS[flag.rule](flag, flag.criterion or flag.goal, words)


def write_named_reason(flag: Flag, goal: Goal, words: Words, *, titled: bool = False) -> str:
    """Write why a flag was raised, with its criterion where the goal has several; `titled` where that stands alone."""
    leaves = {leaf.number: leaf for leaf in goal.leaves()}
    if flag.criterion not in leaves or len(leaves) == 1:
        return write_reason(flag, words)
    name = f"{flag.criterion} {leaves[flag.criterion].title}" if titled else flag.criterion
    said = _REASONS[flag.rule](flag, name, words)
    return said if flag.rule in _NAMES_ITS_OWN else words.t("risk.named", name=name, reason=said)


def write_silence(found: Silence, words: Words) -> str:
    """Write why there is no forecast, with how much data there is and how much is needed."""
    if found.since:
        on = words.date(found.since)
        return words.t(f"silence_since.{found.reason}", have=found.have, need=found.need, on=on)
    return words.t(f"silence.{found.reason}", have=found.have, need=found.need)


def _overdue(flag: Flag, _name: str, words: Words) -> str:
    numbers, late = flag.numbers, words.n("overview.days_late", flag.numbers.days)
    if numbers.late and (owed := numbers.late.owed):
        period = verdict.write_span(owed.start, owed.end, words)
        return words.t("risk.overdue_value", period=period, late=late)
    if numbers.waits_for:
        return words.t("risk.overdue_waiting", number=numbers.waits_for, late=late)
    return words.t("risk.overdue_said", late=late)


def _awaiting(flag: Flag, _name: str, words: Words) -> str:
    numbers = flag.numbers
    if numbers.on:
        on = words.day(numbers.on, numbers.on + timedelta(numbers.days))
        return words.n("risk.awaiting", numbers.days, on=on)
    late = words.n("overview.days_late", numbers.days)
    if numbers.late and (owed := numbers.late.owed):
        period = verdict.write_span(owed.start, owed.end, words)
        if source := numbers.late.source:
            return words.t("risk.awaiting_fetched", period=period, source=source, late=late)
        return words.t("risk.awaiting_value", period=period, late=late)
    if numbers.waits_for:
        return words.t("risk.awaiting_waiting", number=numbers.waits_for, late=late)
    return words.t("risk.awaiting_assessment", late=late)


def _impossible(flag: Flag, name: str, words: Words) -> str:
    needed = _run_rate(flag, name, words)
    return words.t("risk.impossible", since=_on(flag, words), needed=needed[:1].lower() + needed[1:])


def _blocked(flag: Flag, _name: str, words: Words) -> str:
    return words.t("risk.blocked", number=flag.numbers.waits_for, since=_on(flag, words))


def _milestone_soon(flag: Flag, name: str, words: Words) -> str:
    days, claimed = flag.numbers.days, flag.numbers.on
    now = flag.due - timedelta(days)
    due = words.day(flag.due, now)
    if claimed:
        on = words.day(claimed, now)
        if not days:
            return words.t("risk.milestone_claimed_today", name=name, on=on)
        return words.n("risk.milestone_claimed", days, name=name, due=due, on=on)
    if not days:
        return words.t("risk.milestone_today", name=name)
    return words.n("risk.milestone_soon", days, name=name, due=due)


def _run_rate(flag: Flag, _name: str, words: Words) -> str:
    assert flag.numbers.needed is not None
    return write_needed(flag.numbers.needed, words)


def _behind(flag: Flag, _name: str, words: Words) -> str:
    assert flag.numbers.pace is not None
    return write_pace(flag.numbers.pace, words)


def _unlikely(flag: Flag, _name: str, words: Words) -> str:
    p, likely = _p(flag, words), words.value(flag.numbers.likely or 0, "percent")
    if flag.numbers.partly is None:
        return words.t("risk.unlikely", p=p, likely=likely)
    partly = words.likelihood(flag.numbers.partly, undecided=True)
    return words.t("risk.unlikely_in_part", p=p, likely=likely, partly=partly)


def _own_doubt(flag: Flag, _name: str, words: Words) -> str:
    said = "number" if flag.numbers.by_number else flag.numbers.expected
    return words.t(f"risk.own_{said}", on=_on(flag, words))


def _disagreement(flag: Flag, _name: str, words: Words) -> str:
    return words.t("risk.disagreement", on=_on(flag, words), p=_p(flag, words))


def _stale(flag: Flag, _name: str, words: Words) -> str:
    return words.n("risk.stale", flag.numbers.days, on=_on(flag, words))


def _report_due(flag: Flag, _name: str, words: Words) -> str:
    return words.t("risk.report_due", quarter=flag.numbers.quarter)


def _silent(flag: Flag, _name: str, words: Words) -> str:
    assert flag.numbers.silence is not None
    return write_silence(flag.numbers.silence, words)


def _on(flag: Flag, words: Words) -> str:
    on: date | None = flag.numbers.on
    assert on is not None
    return words.date(on)


def _p(flag: Flag, words: Words) -> str:
    assert flag.numbers.p is not None
    return words.likelihood(flag.numbers.p, undecided=True)


_REASONS: dict[RiskRule, Callable[[Flag, str, Words], str]] = {
    RiskRule.OVERDUE: _overdue,
    RiskRule.AWAITING: _awaiting,
    RiskRule.IMPOSSIBLE: _impossible,
    RiskRule.BLOCKED: _blocked,
    RiskRule.MILESTONE_SOON: _milestone_soon,
    RiskRule.RUN_RATE: _run_rate,
    RiskRule.BEHIND: _behind,
    RiskRule.UNLIKELY: _unlikely,
    RiskRule.OWN_DOUBT: _own_doubt,
    RiskRule.DISAGREEMENT: _disagreement,
    RiskRule.STALE: _stale,
    RiskRule.REPORT_DUE: _report_due,
    RiskRule.SILENT: _silent,
}
