"""A forecast in words: how likely, where it is likely to end, what that is based on, and what it takes."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from metrics.algebra.outcome import Outcome
from metrics.foresight.forecast import Forecast, Method, RunRate, YearPace
from metrics.periods import Frequency
from metrics.plan.model import Indicator
from metrics.plan.terms import Over
from words.language import Words

_STATED = frozenset({Method.MILESTONE, Method.EXPECTATION})
"""Methods that go by what was said, and not by figures."""
_HALF_A_STEP = Fraction(1, 2)


def write_chance_met(found: Outcome, words: Words) -> str | None:
    """Write the probability of being met in full, certain only where arithmetic has decided it; None if not known."""
    p = found.chance_met
    return None if p is None else words.likelihood(p, undecided=found.least < 1 <= found.most)


def write_chances(found: Outcome, words: Words) -> str | None:
    """Write the likelihood of being met, in full and in part where that may be; None while it is not known."""
    p, some = write_chance_met(found, words), found.chance_of_any
    if p is None or some is None:
        return None
    if not found.may_be_partial:
        return words.t("chance.met", p=p)
    partly = words.likelihood(some, undecided=not found.least)
    return words.t("chance.met_in_part", p=p, partly=partly)


def write_fan(found: Forecast, indicator: Indicator, words: Words) -> str:
    """Write where a value is likely to end, with its interval."""
    return words.t("foresight.fan", **_write_ends(found, indicator, words))


def write_forecast(found: Forecast, indicator: Indicator, words: Words) -> str:
    """Write the same as the forecast that it is, beside what somebody else expects."""
    return words.t("receiving.forecast", **_write_ends(found, indicator, words))


def _write_ends(found: Forecast, indicator: Indicator, words: Words) -> dict[str, str]:
    low, _, middle, _, high = found.quantiles
    end = words.value(middle, indicator.unit, indicator.decimals)
    ends = {"low": words.number(low, indicator.decimals), "high": words.number(high, indicator.decimals)}
    return {"middle": end, **ends}


def write_basis(found: Forecast, indicator: Indicator | None, words: Words) -> str:
    """Write how many figures or statements a forecast is based on, and how it goes on from them."""
    frequency = indicator.frequency if indicator else Frequency.YEAR
    count = words.n(f"basis.{found.method if found.method in _STATED else frequency}", found.points)
    if found.method is Method.SUM and found.needed and _names_a_span(found.needed):
        method = words.t("foresight.season", when=write_rest(found.needed, words))
    else:
        method = words.t(f"method.{found.method}")
    basis = words.t("foresight.basis", count=count, method=method)
    own = (("foresight.weighed", found.weighed), ("foresight.heard", found.heard))
    return " ".join([basis, *(words.n(told, count) for told, count in own if count)])


def write_needed(found: RunRate, words: Words) -> str:
    """Write what the rest of the year must give, and the best that part of an earlier year gave."""
    when = write_rest(found, words)
    needed = _rate(found.needed, found, words)
    needed = needed if found.upward else words.t("risk.at_most", value=needed)
    if found.volume is not None:
        volume = words.number(round_volume(found.volume))
        text = words.t("risk.needed_share", needed=needed, volume=volume, when=when)
    else:
        text = words.n(
            "risk.needed",
            found.spans,
            needed=needed,
            when=when,
            span=words.t(f"risk.span_{found.indicator.frequency}"),
            spans=words.t(f"risk.spans_{found.indicator.frequency}"),
        )
    if found.season is None:
        return text
    best = _rate(found.season, found, words)
    key = "risk.best_of" if _names_a_span(found) else "risk.best"
    return f"{text}; {words.t(key, best=best, when=when)}"


def write_pace(found: YearPace, words: Words) -> str:
    """Write what the rest of the year must give, and what the year itself has given."""
    unit, decimals = found.indicator.unit, max(found.indicator.decimals, 1)
    if found.weekly:
        move, moved = (words.value(abs(value), unit, decimals) for value in (found.needed, found.seen))
        must = words.t("risk.must_rise" if found.needed > 0 else "risk.must_fall", move=move)
        return f"{must}; {words.t('risk.has_risen' if found.seen > 0 else 'risk.has_fallen', moved=moved)}"
    needed, seen, newest = (
        words.value(value, unit, decimals if value % 1 else 0)
        for value in (found.needed, found.seen, found.newest)
    )
    needed = needed if found.upward else words.t("risk.at_most", value=needed)
    if found.over is Over.POOLED:
        return words.t("risk.behind_pooled", needed=needed, seen=seen, newest=newest)
    span = words.t(f"risk.span_{found.indicator.frequency}")
    if found.over is Over.LAST:
        key = (
            "risk.behind_last" if found.indicator.frequency is Frequency.MONTH else "risk.behind_last_quarter"
        )
        return words.t(key, needed=needed, seen=seen, newest=newest)
    return words.t("risk.behind", needed=needed, seen=seen, newest=newest, span=span)


def write_rest(found: RunRate, words: Words) -> str:
    """Write what is left of the year: its only quarter or month by name, else as the rest."""
    if found.left is None or not _names_a_span(found):
        return words.t("risk.rest_of_year")
    return _name_span(found.left[0], found.indicator.frequency, words)


def round_volume(cases: float) -> int:
    """Round an expected number of cases to half a step of its first digit, which is as much as it says."""
    whole = max(round(cases), 1)
    step = Fraction(10 ** (len(str(whole)) - 1)) * _HALF_A_STEP
    return int(round(whole / step) * step) if step >= 1 else whole


def _names_a_span(found: RunRate) -> bool:
    return found.spans == 1 and found.left is not None


def _name_span(start: date, frequency: Frequency, words: Words) -> str:
    if frequency is Frequency.QUARTER:
        return words.t("risk.quarter", quarter=(start.month + 2) // 3)
    return words.month_name(start)


def _rate(value: float, found: RunRate, words: Words) -> str:
    return words.value(value, found.indicator.unit, max(found.indicator.decimals, 1) if value % 1 else 0)
