"""The reason for a flag in one sentence, with its numbers."""

from __future__ import annotations

from collections.abc import Callable

from metrics.followup.risk import Flag, FlagNumbers, RiskRule
from metrics.foresight.forecast import RunRate, Silence
from words import verdict
from words.language import Words


def write_reason(flag: Flag, words: Words) -> str:
    """Write why a flag was raised."""
    return _REASONS[flag.rule](flag.numbers, words)


def write_silence(found: Silence, words: Words) -> str:
    """Write why there is no forecast, with how much data there is and how much is needed."""
    if found.since:
        on = words.date(found.since)
        return words.t(f"silence_since.{found.reason}", have=found.have, need=found.need, on=on)
    return words.t(f"silence.{found.reason}", have=found.have, need=found.need)


def _overdue(numbers: FlagNumbers, words: Words) -> str:
    late = words.n("overview.days_late", numbers.days)
    if numbers.owed:
        return words.t(
            "risk.overdue_value",
            period=verdict.write_span(numbers.owed.start, numbers.owed.end, words),
            late=late,
        )
    return words.t("risk.overdue_confirmation", late=late)


def _impossible(numbers: FlagNumbers, words: Words) -> str:
    needed = _needed(numbers, words)
    return words.t("risk.impossible", since=_on(numbers, words), needed=needed[:1].lower() + needed[1:])


def _blocked(numbers: FlagNumbers, words: Words) -> str:
    return words.t("risk.blocked", number=numbers.waits_for, since=_on(numbers, words))


def _milestone_soon(numbers: FlagNumbers, words: Words) -> str:
    if numbers.on is None:
        return words.n("risk.milestone_soon", numbers.days)
    return words.n("risk.milestone_claimed", numbers.days, on=_on(numbers, words))


def _run_rate(numbers: FlagNumbers, words: Words) -> str:
    return _needed(numbers, words)


def _unlikely(numbers: FlagNumbers, words: Words) -> str:
    return words.t("risk.unlikely", p=_p(numbers, words), likely=words.value(numbers.likely or 0, "percent"))


def _own_doubt(numbers: FlagNumbers, words: Words) -> str:
    return words.t(f"risk.own_{numbers.expected}", on=_on(numbers, words))


def _disagreement(numbers: FlagNumbers, words: Words) -> str:
    return words.t("risk.disagreement", on=_on(numbers, words), p=_p(numbers, words))


def _stale(numbers: FlagNumbers, words: Words) -> str:
    return words.n("risk.stale", numbers.days, on=_on(numbers, words))


def _report_due(numbers: FlagNumbers, words: Words) -> str:
    return words.t("risk.report_due", quarter=numbers.quarter)


def _silent(numbers: FlagNumbers, words: Words) -> str:
    assert numbers.silence is not None
    return write_silence(numbers.silence, words)


def write_needed(found: RunRate, words: Words) -> str:
    """Write what the rest of the year must give, and the best that part of an earlier year gave."""
    key = "risk.needed" if found.volume is None else "risk.needed_share"
    text = words.n(
        key,
        found.spans,
        needed=_rate(found.needed, found, words),
        span=words.t(f"risk.span_{found.indicator.frequency}"),
        volume=words.number(round(found.volume or 0)),
        side=words.t("risk.at_least" if found.upward else "risk.at_most"),
    )
    if found.season is None:
        return text
    return f"{text}; {words.t('risk.best', best=_rate(found.season, found, words))}"


def _rate(value: float, found: RunRate, words: Words) -> str:
    return words.value(value, found.indicator.unit, max(found.indicator.decimals, 1) if value % 1 else 0)


def _needed(numbers: FlagNumbers, words: Words) -> str:
    assert numbers.needed is not None
    return write_needed(numbers.needed, words)


def _on(numbers: FlagNumbers, words: Words) -> str:
    assert numbers.on is not None
    return words.date(numbers.on)


def _p(numbers: FlagNumbers, words: Words) -> str:
    assert numbers.p is not None
    return words.percent(numbers.p)


_REASONS: dict[RiskRule, Callable[[FlagNumbers, Words], str]] = {
    RiskRule.OVERDUE: _overdue,
    RiskRule.IMPOSSIBLE: _impossible,
    RiskRule.BLOCKED: _blocked,
    RiskRule.MILESTONE_SOON: _milestone_soon,
    RiskRule.RUN_RATE: _run_rate,
    RiskRule.UNLIKELY: _unlikely,
    RiskRule.OWN_DOUBT: _own_doubt,
    RiskRule.DISAGREEMENT: _disagreement,
    RiskRule.STALE: _stale,
    RiskRule.REPORT_DUE: _report_due,
    RiskRule.SILENT: _silent,
}
